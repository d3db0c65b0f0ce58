"""Shaded intervals over the full height of a plot."""

import numpy as np
import numpy.typing as npt
import pyqtgraph as pg
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor


class TimeBand(pg.ImageItem):  # type: ignore[misc] # pyqtgraph has no types
    """A one-pixel row, since filling a path of hundreds of rectangles takes milliseconds."""

    def __init__(self) -> None:
        super().__init__(axisOrder="row-major")

    def set_color(self, color: QColor) -> None:
        """Set the colour, which is partly transparent."""
        self.setLookupTable(np.array([(0, 0, 0, 0), color.getRgb()], np.uint8))

    def draw(self, extents_s: npt.ArrayLike, place: QRectF, pixels: int) -> None:
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
        extents = np.asarray(extents_s, np.float64).reshape(-1, 2)
        first, last = np.searchsorted(extents[:, 1], [place.left(), place.right()])
        seen = extents[first : last + 1]
        seen = seen[seen[:, 0] < place.right()]
        self.setVisible(len(seen) > 0)
        if not len(seen):
            return
        row = np.zeros(pixels, np.uint8)
        bounds = (seen - place.left()) * (pixels / place.width())
        for low, high in zip(np.floor(bounds[:, 0]), np.ceil(bounds[:, 1]), strict=True):
            start = max(int(low), 0)
            row[start : max(int(high), start + 1)] = 1
        self.setImage(row[np.newaxis, :], levels=(0, 1))
        self.setRect(place)
