"""Shaded intervals over the full height of a plot."""

from collections.abc import Sequence
from typing import Final

import numpy as np
import numpy.typing as npt
import pyqtgraph as pg
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

_FORMAT: Final = QImage.Format.Format_ARGB32_Premultiplied


def paint_row(painter: QPainter, place: QRectF, row: npt.NDArray[np.uint32]) -> None:
    """Fill a place with one colour for each pixel of its width.

    Qt copies an image of the right size at once; it takes milliseconds to stretch one, and to
    fill hundreds of rectangles.

    Parameters
    ----------
    painter : QPainter
        Without a transform.
    place : QRectF
        In pixels; each edge is moved to the nearest whole one.
    row : ndarray
        Shape (n,), 0xAARRGGBB, premultiplied.
    """
    area = place.toRect()
    size = (area.height(), len(row))
    if not all(size):
        return
    pixels = np.broadcast_to(row, size).tobytes()
    image = QImage(pixels, size[1], size[0], 4 * size[1], _FORMAT)
    painter.drawImage(area, image)


def premultiplied(*colors: QColor) -> int:
    """Return colours that are laid over each other as one pixel, 0xAARRGGBB."""
    image = QImage(1, 1, _FORMAT)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    for color in colors:
        painter.fillRect(0, 0, 1, 1, color)
    painter.end()
    return int(np.frombuffer(image.constBits(), np.uint32)[0])


class TimeBand(pg.GraphicsObject):  # type: ignore[misc] # pyqtgraph has no types
    """Shades every pixel of the width or leaves it, over the full height."""

    def __init__(self) -> None:
        super().__init__()
        self._color = 0
        self._place = QRectF()
        self.covered: npt.NDArray[np.bool_] = np.zeros(1, bool)
        """Which pixels of the width are shaded, shape (n,)."""

    def set_colors(self, *colors: QColor) -> None:
        """Set the partly transparent colours that are laid over each other."""
        self._color = premultiplied(*colors)
        self.update()

    def draw(
        self,
        extents_s: Sequence[tuple[float, float]] | npt.NDArray[np.float64],
        place: QRectF,
        pixels: int,
    ) -> None:
        """Draw the intervals that are in view.

        Parameters
        ----------
        extents_s : array-like
            Shape (n, 2), starts and ends in seconds, in ascending order of their ends. Each
            is a pixel wide at least.
        place : QRectF
            What is in view; its height is shaded.
        pixels : int
            Width of the view.
        """
        if not len(extents_s):
            self.setVisible(False)
            return
        extents = np.asarray(extents_s, np.float64).reshape(-1, 2)
        first, last = np.searchsorted(extents[:, 1], [place.left(), place.right()])
        seen = extents[first : last + 1]
        seen = seen[seen[:, 0] < place.right()]
        self.setVisible(len(seen) > 0)
        if not len(seen):
            return
        bounds = (seen - place.left()) * (pixels / place.width())
        first = np.clip(np.floor(bounds[:, 0]), 0, pixels - 1).astype(int)
        behind = np.clip(np.ceil(bounds[:, 1]), first + 1, pixels).astype(int)
        edges = np.bincount(first, minlength=pixels + 1) - np.bincount(behind, minlength=pixels + 1)
        self.covered = np.cumsum(edges[:-1]) > 0
        if place != self._place:
            self.prepareGeometryChange()
            self._place = place
        self.update()

    def boundingRect(self) -> QRectF:  # noqa: N802 (Qt's name)
        """Return the visible area."""
        return self._place

    def paint(
        self, painter: QPainter, _option: QStyleOptionGraphicsItem, _widget: QWidget | None = None
    ) -> None:
        """Paint the shaded pixels."""
        area = painter.worldTransform().mapRect(self._place)
        painter.save()
        painter.resetTransform()
        paint_row(painter, area, self.covered * np.uint32(self._color))
        painter.restore()
