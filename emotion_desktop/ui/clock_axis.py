"""A time axis that reads like a clock."""

from collections.abc import Sequence

import pyqtgraph as pg

from emotion_desktop.ui.clock import clock


class ClockAxis(pg.AxisItem):  # type: ignore[misc] # pyqtgraph has no types
    """The bottom axis of both plots, in seconds since the source began."""

    def __init__(self) -> None:
        super().__init__("bottom")
        self.setTickSpacing(10, 5)  # both plots show the same minute: the same ticks
        self.setStyle(maxTextLevel=0)  # and the same labels, however wide they are

    def tickStrings(  # noqa: N802 (pyqtgraph's name)
        self, values: Sequence[float], _scale: float, _spacing: float
    ) -> list[str]:
        """Write a label for each tick; there is no time before the start."""
        return [clock(value) if value >= 0 else "" for value in values]
