"""What was said, an utterance a line, with the emotion that it expresses."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QIcon, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem

from emotion_desktop.domain.live import SegmentSkipped, UtteranceReady
from emotion_desktop.ui.clock import clock
from emotion_desktop.ui.theme import theme_of

_MOST_LINES = 1000
_EMPTY = "Each utterance appears here when it has ended."
_LABEL = Qt.ItemDataRole.UserRole


class TranscriptList(QListWidget):
    """A line per utterance, the newest at the end and in view."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Utterances")
        self.setWordWrap(True)
        self.setSpacing(2)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def add_utterance(self, event: UtteranceReady) -> None:
        """Add a line for an estimated utterance."""
        utterance, estimate = event.utterance, event.utterance.estimate
        words = utterance.transcript.text.strip()
        if event.speech_only:
            words = "(no time to recognise the words)"
        said = f"“{words}”" if words and not event.speech_only else words or "(no words)"
        doubt = ", uncertain" if estimate.uncertain else ""
        expressed = f"{estimate.label.capitalize()} {estimate.confidence:.0%}{doubt}"
        self._append(f"{clock(utterance.start_s)}   {expressed}   {said}", estimate.label)

    def add_skipped(self, event: SegmentSkipped) -> None:
        """Add a line for an utterance that was given up."""
        length_s = event.end_s - event.start_s
        text = f"{clock(event.start_s)}   Skipped {length_s:.1f} s: this machine is too slow"
        self._append(text, None)

    def _append(self, text: str, label: str | None) -> None:
        item = QListWidgetItem(text)
        item.setData(_LABEL, label)
        self._mark(item)
        self.addItem(item)
        if self.count() > _MOST_LINES:
            self.takeItem(0)
        self.scrollToBottom()

    def _mark(self, item: QListWidgetItem) -> None:
        label = item.data(_LABEL)
        pixmap = QPixmap(10, 10)
        pixmap.fill(
            theme_of(self.palette()).emotion(label) if label else Qt.GlobalColor.transparent
        )
        item.setIcon(QIcon(pixmap))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        """Say what belongs here while there is nothing."""
        super().paintEvent(event)
        if self.count() == 0:
            painter = QPainter(self.viewport())
            painter.setPen(theme_of(self.palette()).muted)
            painter.drawText(self.viewport().rect(), Qt.AlignmentFlag.AlignCenter, _EMPTY)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Draw the marks in the colours of a new palette."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            for row in range(self.count()):
                self._mark(self.item(row))
