"""The axes of the plots; that of the time has labels like a clock."""

from collections.abc import Sequence
from typing import Any, Final

import pyqtgraph as pg
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from emotion_desktop.ui.widgets.clock import clock

#: Distances of labels that people count in.
_STEPS_S: Final = (1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1200, 1800, 3600, 7200)
_LABEL_PX: Final = 90


class DirectAxis(pg.AxisItem):  # type: ignore[misc] # pyqtgraph has no types
    """Paints its lines and labels directly: a `QPicture` sets all text anew at each replay."""

    picture: Any  # what pyqtgraph keeps of the last painting; here its arguments, not a picture

    def paint(
        self, painter: QPainter, _option: QStyleOptionGraphicsItem, _widget: QWidget | None = None
    ) -> None:
        """Paint the axis; pyqtgraph resets `picture` when something has changed."""
        if self.picture is None:
            self.picture = self.generateDrawSpecs(painter) or ()
        if self.picture:
            painter.save()
            self.drawPicture(painter, *self.picture)
            painter.restore()


class ClockAxis(DirectAxis):
    """The bottom axis of both plots, in seconds since the source began."""

    def __init__(self) -> None:
        super().__init__("bottom")
        self.setStyle(maxTextLevel=0)  # both plots: the same labels, however wide they are

    def tickSpacing(  # noqa: N802 (pyqtgraph's name)
        self, low: float, high: float, size: float
    ) -> list[tuple[float, float]]:
        """Space labels as densely as they are readable, with a minor tick between them."""
        least_s = (high - low) * _LABEL_PX / max(size, 1.0)
        step_s = next((step for step in _STEPS_S if step >= least_s), _STEPS_S[-1])
        return [(step_s, 0), (step_s / 2, 0)]

    def tickStrings(  # noqa: N802
        self, values: Sequence[float], _scale: float, _spacing: float
    ) -> list[str]:
        """Return a label for each tick; there is no time before the start."""
        return [clock(value) if value >= 0 else "" for value in values]
