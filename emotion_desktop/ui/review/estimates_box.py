"""The models' estimates of an utterance, and other raters' annotations."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from emotion_desktop.domain.estimate import FusedEstimate
from emotion_desktop.domain.review import Annotation
from emotion_desktop.domain.review_state import ReviewedSegment
from emotion_desktop.domain.transcript import Transcript
from emotion_desktop.ui.widgets.formatting import emotion_titles, percent
from emotion_desktop.ui.widgets.modality_bars import ModalityBars

_BARS_LINES = 8


class EstimatesBox(QWidget):
    """Three groups of bars; hidden from blind raters."""

    reset_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.headline = QLabel()
        self.headline.setWordWrap(True)
        self.headline.setTextFormat(Qt.TextFormat.PlainText)
        self.bars = ModalityBars()
        self.bars.setFixedHeight(_BARS_LINES * (self.fontMetrics().height() + 4))
        self.others = QLabel()
        self.others.setWordWrap(True)
        self.others.setTextFormat(Qt.TextFormat.PlainText)
        self.others.setAccessibleName(self.tr("Other raters"))
        self.reset = QPushButton(self.tr("Reset to the model"))
        self.reset.setToolTip(self.tr("Remove your labels; the models' estimate counts again"))
        self.reset.clicked.connect(self.reset_asked)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        for widget in (self.headline, self.bars, self.reset, self.others):
            column.addWidget(widget)

    def show_segment(self, segment: ReviewedSegment | None, rater: str, *, blind: bool) -> None:
        """Show what the rater may see of an utterance."""
        estimate = segment.estimate if segment is not None else None
        self.bars.set_estimate(estimate)
        self.bars.setVisible(not blind)
        own = segment.annotations.get(rater, Annotation()) if segment else Annotation()
        self.reset.setEnabled(own.judged)
        if blind:
            self.headline.setText(self.tr("The models' estimates are hidden while you rate blind."))
        else:
            self.headline.setText(
                self._headline(segment.transcript, estimate) if segment and estimate else ""
            )
        lines = []
        titles = emotion_titles()
        for name, given in sorted(segment.annotations.items()) if segment else ():
            if name != rater and (said := self._said(given, titles)):
                lines.append(self.tr("{rater}: {said}").format(rater=name, said=said))
        self.others.setText("\n".join(lines))
        self.others.setVisible(bool(lines))

    def _headline(self, said: Transcript, estimate: FusedEstimate) -> str:
        titles = emotion_titles()
        (first, share), (second, second_share) = estimate.top_two
        if estimate.uncertain:
            text = self.tr("Models: unclear, {first} ({share}) or {second} ({second_share}).")
        else:
            text = self.tr("Models: {first} ({share}).")
        told = text.format(
            first=titles[first],
            share=percent(share),
            second=titles[second],
            second_share=percent(second_share),
        )
        if estimate.conflict is not None:
            speech, words = (titles[name] for name in estimate.conflict)
            differ = self.tr("Speech and text differ: {speech} in the voice, {text} in the words.")
            told += " " + differ.format(speech=speech, text=words)
        if said.translation:
            read = self.tr("Text: based on the translation “{text}”.")
            told += " " + read.format(text=said.translation)
        return told

    def _said(self, given: Annotation, titles: dict[str, str]) -> str:
        parts = [", ".join(titles[name] for name in given.labels)] if given.labels else []
        if given.cannot_tell:
            parts.append(self.tr("cannot tell"))
        if given.valence is not None:
            parts.append(self.tr("valence {value}").format(value=given.valence))
        if given.arousal is not None:
            parts.append(self.tr("arousal {value}").format(value=given.arousal))
        if given.comment:
            parts.append(self.tr("“{comment}”").format(comment=given.comment))
        return "; ".join(parts)
