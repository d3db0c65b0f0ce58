"""The latest utterance: its label in large letters, and the predictions behind it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout

from emotion_desktop.domain.estimate import Utterance
from emotion_desktop.ui.theme import set_text_color, theme_of
from emotion_desktop.ui.widgets.formatting import emotion_titles, percent
from emotion_desktop.ui.widgets.gate_bar import GateBar
from emotion_desktop.ui.widgets.modality_bars import ModalityBars
from emotion_desktop.ui.widgets.themed import Themed


class UtterancePanel(Themed, QFrame):
    """Label, confidence, three groups of bars and the modality weights."""

    def __init__(self) -> None:
        super().__init__()
        self._label_name: str | None = None
        caption = QLabel(self.tr("The latest utterance expresses"))
        caption.setWordWrap(True)
        self.label = QLabel()
        self.label.setAccessibleName(self.tr("Expressed emotion"))
        font = self.label.font()
        font.setPointSizeF(font.pointSizeF() * 2.4)
        font.setBold(True)
        self.label.setFont(font)
        self.detail = QLabel()
        self.detail.setWordWrap(True)
        self.detail.setMinimumHeight(2 * self.fontMetrics().lineSpacing())
        self.detail.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.bars = ModalityBars()
        self.gate = GateBar()
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 0, 0, 0)
        for widget in (caption, self.label, self.detail):
            column.addWidget(widget)
        column.addWidget(QLabel(self.tr("Probabilities (%)")))
        column.addWidget(self.bars)
        column.addSpacing(8)
        column.addWidget(QLabel(self.tr("Modality weights")))
        column.addWidget(self.gate)
        column.addStretch()
        self.clear_all()
        self.follow_theme()

    def show_utterance(self, utterance: Utterance) -> None:
        """Show an utterance's result."""
        estimate = utterance.estimate
        self._label_name = estimate.label
        titles = emotion_titles()
        (first, share), (second, second_share) = estimate.top_two
        if estimate.uncertain:
            self.label.setText(self.tr("Unclear"))
            what = self.tr("{first} ({share}) or {second} ({second_share}).").format(
                first=titles[first],
                share=percent(share),
                second=titles[second],
                second_share=percent(second_share),
            )
        else:
            self.label.setText(titles[first])
            what = self.tr("Probability: {share}.").format(share=percent(share))
        if estimate.conflict is not None:
            speech, text = (titles[name] for name in estimate.conflict)
            conflict = self.tr(
                "Speech and text differ: {speech} in the voice, {text} in the words."
            )
            what += " " + conflict.format(speech=speech, text=text)
        if utterance.transcript.translation:
            what += " " + self.tr("Text: based on the English translation.")
        if estimate.normalised_to_speaker:
            what += " " + self.tr("Normalised to the speaker's usual voice.")
        self.detail.setText(what)
        self.bars.set_estimate(estimate)
        self.gate.set_gate(estimate.gate)
        self._paint_label(uncertain=estimate.uncertain)

    def show_correction(self, label: str) -> None:
        """Show the corrected label of the latest utterance."""
        self._label_name = label
        self.label.setText(emotion_titles()[label])
        self.detail.setText(self.tr("Corrected by hand."))
        self._paint_label(uncertain=False)

    def clear_all(self) -> None:
        """Clear the panel."""
        self._label_name = None
        self.label.setText("—")
        self.detail.setText(self.tr("Appears after the first utterance."))
        self.bars.set_estimate(None)
        self.gate.set_gate(None)
        self._paint_label(uncertain=True)

    def _paint_label(self, *, uncertain: bool) -> None:
        self._uncertain = uncertain
        self.apply_theme()

    def apply_theme(self) -> None:
        """Draw the label in the colour of its emotion."""
        theme = theme_of(self.palette())
        name = self._label_name
        color = theme.muted if name is None or self._uncertain else theme.emotion(name)
        self.label.setPalette(set_text_color(self.palette(), color))
