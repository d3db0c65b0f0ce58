"""Shows the input level and clipping."""

import math

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy

from emotion_desktop.ui.theme import theme_of
from emotion_desktop.ui.widgets.themed import PaintedWidget

_QUIETEST_DBFS = -60.0


class LevelMeter(PaintedWidget):
    """A bar from -60 dBFS to full scale, with a mark that lights up on clipping."""

    def __init__(self) -> None:
        super().__init__()
        self._level_dbfs = -math.inf
        self._clipping = False
        self.setAccessibleName(self.tr("Input level"))
        self.setToolTip(
            self.tr("Input level from -60 to 0 dBFS; the mark at the right end shows clipping")
        )
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """Return a size suited to a tool bar."""
        return QSize(140, 18)

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Return a size at which the level can still be read."""
        return QSize(70, 18)

    def set_level(self, level_dbfs: float, *, clipping: bool) -> None:
        """Show a level in dBFS."""
        if (level_dbfs, clipping) == (self._level_dbfs, self._clipping):
            return
        self._level_dbfs, self._clipping = level_dbfs, clipping
        self.update()

    @property
    def fraction(self) -> float:
        """Length of the bar in [0, 1]."""
        return min(max(1 - self._level_dbfs / _QUIETEST_DBFS, 0.0), 1.0)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Paint the bar and the clipping mark."""
        theme = theme_of(self.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        height = min(self.height(), 12)
        top = (self.height() - height) / 2
        bar = QRectF(0, top, self.width() - 16, height)
        painter.setBrush(theme.track)
        painter.drawRoundedRect(bar, 4, 4)
        painter.setBrush(theme.warning if self._level_dbfs > -6 else theme.good)
        painter.drawRoundedRect(QRectF(0, top, bar.width() * self.fraction, height), 4, 4)
        painter.setBrush(theme.error if self._clipping else theme.track)
        painter.drawRoundedRect(QRectF(self.width() - 12, top, 12, height), 4, 4)
