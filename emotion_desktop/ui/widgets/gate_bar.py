"""Shows the modality weights: how much speech and text contributed."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy

from emotion_desktop.domain.estimate import Gate
from emotion_desktop.ui.theme import theme_of
from emotion_desktop.ui.widgets.formatting import percent
from emotion_desktop.ui.widgets.themed import PaintedWidget


class GateBar(PaintedWidget):
    """One bar in two parts that add up to the whole."""

    def __init__(self) -> None:
        super().__init__()
        self._gate: Gate | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Modality weights"))
        self.setToolTip(self.tr("How much speech and text contributed to the fused estimate"))

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """Return the size of a bar with a line of text above it."""
        return QSize(300, self.fontMetrics().height() + 18)

    def set_gate(self, gate: Gate | None) -> None:
        """Show the weights; None clears them."""
        self._gate = gate
        self.setAccessibleDescription(" — ".join(self._texts()))
        self.update()

    def _texts(self) -> tuple[str, str]:
        if self._gate is None:
            shares = ("—", "—")
        else:
            shares = (percent(self._gate.speech), percent(self._gate.text))
        sound, words = self.tr("Speech"), self.tr("Text")
        return f"{sound} {shares[0]}", f"{words} {shares[1]}"

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Paint the two parts and their weights."""
        theme = theme_of(self.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        line = self.fontMetrics().height()
        left, right = self._texts()
        caption = QRectF(0, 0, self.width(), line)
        painter.setPen(theme.text if self._gate else theme.muted)
        painter.drawText(caption, Qt.AlignmentFlag.AlignLeft, left)
        painter.drawText(caption, Qt.AlignmentFlag.AlignRight, right)
        bar = QRectF(0, line + 4, self.width(), 12)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.track if self._gate is None else theme.words)
        painter.drawRoundedRect(bar, 3, 3)
        if self._gate is not None:
            painter.setBrush(theme.sound)
            painter.drawRoundedRect(
                QRectF(0, bar.top(), bar.width() * self._gate.speech, bar.height()), 3, 3
            )
