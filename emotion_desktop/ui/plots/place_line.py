"""The playback cursor in a plot."""

from typing import Final

import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

#: What is painted anew at both sides where it moves.
_MARGIN_PX: Final = 2


class PlaceLine(pg.GraphicsObject):  # type: ignore[misc] # pyqtgraph has no types
    """An upright line; pyqtgraph's own can be dragged, and takes long whenever the view moves."""

    def __init__(self) -> None:
        super().__init__()
        self._time_s = 0.0
        self._pen = QPen()

    def value(self) -> float:
        """Return where it is, in seconds."""
        return self._time_s

    def setValue(self, time_s: float) -> None:  # noqa: N802 (pyqtgraph's name)
        """Move it."""
        self.prepareGeometryChange()
        self._time_s = time_s

    def setPen(self, pen: QPen) -> None:  # noqa: N802
        """Set its colour and width."""
        self._pen = pen
        self.update()

    def viewTransformChanged(self) -> None:  # noqa: N802
        """Be as wide as before on the screen."""
        self.prepareGeometryChange()

    def boundingRect(self) -> QRectF:  # noqa: N802
        """Return a narrow strip over the whole height."""
        box = self.getViewBox()
        if box is None:
            return QRectF()
        seen = box.viewRect()
        margin_s = _MARGIN_PX * seen.width() / max(box.width(), 1.0)
        return QRectF(self._time_s - margin_s, seen.top(), 2 * margin_s, seen.height())

    def paint(
        self, painter: QPainter, _option: QStyleOptionGraphicsItem, _widget: QWidget | None = None
    ) -> None:
        """Paint the line."""
        strip = self.boundingRect()
        painter.setPen(self._pen)
        painter.drawLine(QPointF(self._time_s, strip.top()), QPointF(self._time_s, strip.bottom()))
