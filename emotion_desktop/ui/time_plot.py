"""What both plots over time have in common."""

import pyqtgraph as pg

from emotion_desktop.ui.clock_axis import ClockAxis
from emotion_desktop.ui.theme import Theme, transparent

#: Seconds that the plots show.
SPAN_S = 60.0
#: Pixels that both left axes take, so that the time axes lie under each other.
_LEFT_AXIS = 52


class TimePlot(pg.PlotWidget):  # type: ignore[misc] # pyqtgraph has no types
    """A plot of the last minute; it is moved by the clock, not by the mouse.

    Parameters
    ----------
    name : str
        Accessible name.
    low, high : float
        Fixed range of the vertical axis.
    """

    def __init__(self, name: str, *, low: float, high: float) -> None:
        super().__init__(axisItems={"bottom": ClockAxis()})
        self.setAccessibleName(name)
        self.setMenuEnabled(False)
        self.setMouseEnabled(x=False, y=False)
        self.hideButtons()
        self.setYRange(low, high, padding=0)
        self.getAxis("left").setWidth(_LEFT_AXIS)
        self.show_until(0.0)

    def show_until(self, end_s: float) -> None:
        """Show the `SPAN_S` before `end_s`; the first minute fills from the left."""
        end_s = max(end_s, SPAN_S)
        self.setXRange(end_s - SPAN_S, end_s, padding=0)

    def apply(self, theme: Theme) -> None:
        """Take the colours of `theme`; subclasses add those of their curves."""
        self.setBackground(theme.surface)
        for side in ("left", "bottom"):
            axis = self.getAxis(side)
            axis.setPen(transparent(theme.muted, 0.6))
            axis.setTextPen(theme.muted)
