"""Shaded intervals over the full height of a plot."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pyqtgraph as pg
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor


class TimeBand(pg.ImageItem):  # type: ignore[misc] # pyqtgraph has no types
    """A one-pixel row, since filling a path of hundreds of rectangles takes milliseconds."""

    def __init__(self) -> None:
        super().__init__(axisOrder="row-major")
        self._color = np.zeros(4, np.uint8)
        self.covered: npt.NDArray[np.bool_] = np.zeros(1, bool)
        """Which pixels of the row are shaded, shape (n,)."""

    def set_color(self, color: QColor) -> None:
        """Set the colour, which is partly transparent."""
        self._color = np.array(color.getRgb(), np.uint8)
        self._fill()

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
        edges = np.zeros(pixels + 1, np.int32)
        np.add.at(edges, first, 1)
        np.subtract.at(edges, behind, 1)
        self.covered = np.cumsum(edges[:-1]) > 0
        self._fill()
        self.setRect(place)

    def _fill(self) -> None:
        # Colours, since pyqtgraph would convert a lookup table with every image.
        self.setImage((self.covered[:, np.newaxis] * self._color)[np.newaxis], levels=None)
