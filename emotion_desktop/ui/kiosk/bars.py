"""The bars of kiosk mode: one per emotion, with its name."""

from typing import Final

import numpy as np
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy

from emotion_desktop.domain.audio import FloatArray
from emotion_desktop.domain.labels import EMOTIONS
from emotion_desktop.ui.kiosk.parts import large_font
from emotion_desktop.ui.theme import Theme, theme_of
from emotion_desktop.ui.widgets.formatting import percent
from emotion_desktop.ui.widgets.themed import PaintedWidget

#: Share of the way that a bar moves in one step.
_EASING: Final = 0.25


class LargeBars(PaintedWidget):
    """Seven rows of name, bar and percentage; rows keep their order and move smoothly.

    Parameters
    ----------
    titles : dict of str to str
        How each emotion is called on screen.
    """

    def __init__(self, titles: dict[str, str]) -> None:
        super().__init__()
        self._titles = titles
        self._unit = 1.0
        self._shown = np.zeros(len(EMOTIONS), np.float32)
        self._aim: FloatArray | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(self.tr("Probability of each expressed emotion"))

    def set_unit(self, unit: float) -> None:
        """Scale with the screen."""
        self._unit = unit
        self.update()

    def aim(self, probabilities: FloatArray | None) -> None:
        """Set target probabilities, shape (7,), for `step`; None empties the bars."""
        self._aim = probabilities
        if probabilities is None:
            self._shown[:] = 0
            self.setAccessibleDescription("")
        else:
            shares = zip(EMOTIONS, probabilities, strict=True)
            spoken = (f"{self._titles[name]} {percent(share)}" for name, share in shares)
            self.setAccessibleDescription(", ".join(spoken))
        self.update()

    def step(self) -> None:
        """Move the bars one step; costs nothing once they have arrived."""
        if self._aim is None or not np.any(self._shown != self._aim):
            return
        way = self._aim - self._shown
        near = np.abs(way) < 0.004
        self._shown = np.where(near, self._aim, self._shown + _EASING * way).astype(np.float32)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Paint the rows."""
        theme = theme_of(self.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        row = self.height() / len(EMOTIONS)
        painter.setFont(large_font(self.font(), min(46 * self._unit, 0.6 * row)))
        for index, name in enumerate(EMOTIONS):
            self._paint_row(painter, QRectF(0, index * row, self.width(), row), name, theme)

    def _paint_row(self, painter: QPainter, row: QRectF, name: str, theme: Theme) -> None:
        metrics = painter.fontMetrics()
        gap = 24 * self._unit
        names = max(metrics.horizontalAdvance(title) for title in self._titles.values()) + gap
        number = metrics.horizontalAdvance(percent(1)) + gap / 2
        height = min(0.62 * row.height(), 58 * self._unit)
        top = row.center().y() - height / 2
        bar = QRectF(names, top, row.width() - names - number, height)
        share = float(self._shown[EMOTIONS.index(name)])
        painter.setPen(theme.text)
        painter.drawText(row, Qt.AlignmentFlag.AlignVCenter, self._titles[name])
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.track)
        radius = height / 6
        painter.drawRoundedRect(bar, radius, radius)
        if self._aim is None:
            return
        painter.setBrush(theme.emotion(name))
        filled = QRectF(bar.left(), bar.top(), bar.width() * share, height)
        painter.drawRoundedRect(filled, radius, radius)
        painter.setPen(theme.text)
        right = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(row, right, percent(share))
