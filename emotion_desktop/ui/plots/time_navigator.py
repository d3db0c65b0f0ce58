"""The visible time range, shared by all plots."""

from typing import Final

from PySide6.QtCore import QObject, Signal, Slot

#: Seconds that are shown until people choose otherwise.
SPAN_S: Final = 60.0
_SHORTEST_S: Final = 2.0
#: Part of the window before the playback cursor.
_LEAD: Final = 0.1
#: While the newest is followed the view moves by this part of its span, about a pixel:
#: smaller steps cost as much to draw and cannot be seen.
STEP: Final = 1 / 1000


class TimeNavigator(QObject):
    """Follows the latest audio, or stays where the user went.

    The first minute fills from the left; positions before the start or after the latest
    audio cannot be reached.
    """

    changed = Signal(float, float)
    """The view begins and ends elsewhere, in seconds since the source began."""
    following_changed = Signal(bool)
    """Whether the view is the default one: the last minute, which moves on."""
    _live = True
    """Whether the session is still growing."""

    def __init__(self) -> None:
        super().__init__()
        self._begin()

    def _begin(self) -> None:
        self._newest_s = 0.0
        self._start_s = 0.0
        self._span_s = SPAN_S
        self._follows = self._live
        self._whole = False
        self._was_default = self._live

    @property
    def view(self) -> tuple[float, float]:
        """Start and end of the visible range."""
        return self._start_s, self._start_s + self._span_s

    @property
    def follows(self) -> bool:
        """Whether the view follows the latest audio."""
        return self._follows

    @Slot()
    def clear(self) -> None:
        """Reset for a new session."""
        self._begin()
        self._tell()

    def advance(self, newest_s: float) -> None:
        """Update the duration of the session."""
        self._newest_s = newest_s
        if not self._follows:
            return
        shown_s = self._start_s + self._span_s
        if abs(max(newest_s, self._span_s) - shown_s) >= STEP * self._span_s:
            if self._whole:
                self._span_s = max(newest_s, SPAN_S)
            self._go(newest_s - self._span_s)

    def pan(self, by_s: float) -> None:
        """Move the view; at the latest audio, it follows again."""
        self._whole = False
        self._put(self._start_s + by_s)
        self._follows = self._live and self._start_s >= self._latest_s
        self._tell()

    def zoom(self, factor: float, at_s: float | None = None) -> None:
        """Scale the range by `factor`, keeping `at_s` in place.

        A view that follows keeps following.
        """
        self._whole = False
        old_s = self._span_s
        self._span_s = min(max(old_s * factor, _SHORTEST_S), self._longest_s)
        if self._follows:
            self._go(self._latest_s)
            return
        middle_s = self._start_s + old_s / 2 if at_s is None else at_s
        self._go(middle_s - (middle_s - self._start_s) * self._span_s / old_s)

    @Slot()
    def show_all(self) -> None:
        """Show the whole session as it grows."""
        self._span_s = self._longest_s
        self._whole = self._follows = self._live
        self._go(0.0)

    @Slot()
    def back_to_live(self) -> None:
        """Follow the last minute."""
        self._span_s = SPAN_S
        self._whole = False
        self._follows = True
        self._go(self._latest_s)

    def go_to(self, time_s: float) -> None:
        """Bring a moment into view if necessary."""
        start_s, end_s = self.view
        if not start_s <= time_s <= end_s:
            self.pan(time_s - (start_s + end_s) / 2)

    @property
    def _longest_s(self) -> float:
        """Length of the longest useful window."""
        return max(self._newest_s, SPAN_S)

    @property
    def _latest_s(self) -> float:
        """The latest start at which the view is full."""
        return max(self._newest_s - self._span_s, 0.0)

    def _go(self, start_s: float) -> None:
        self._put(start_s)
        self._tell()

    def _put(self, start_s: float) -> None:
        self._start_s = min(max(start_s, 0.0), self._latest_s)

    def _tell(self) -> None:
        is_default = self._follows and self._span_s == SPAN_S
        if is_default != self._was_default:
            self._was_default = is_default
            self.following_changed.emit(is_default)
        self.changed.emit(*self.view)


class SessionNavigator(TimeNavigator):
    """Navigates a session of fixed duration, which is shown whole at first."""

    _live = False

    def set_length(self, length_s: float) -> None:
        """Start a new session of this duration."""
        self._begin()
        self._newest_s = length_s
        self.show_all()

    @property
    def length_s(self) -> float:
        """Duration of the session in seconds."""
        return self._newest_s

    def show(self, start_s: float, end_s: float) -> None:
        """Show an interval."""
        self._span_s = min(max(end_s - start_s, _SHORTEST_S), self._longest_s)
        self._go(start_s)

    def lead_to(self, time_s: float, span_s: float | None = None) -> None:
        """Show a window that begins shortly before a time; None keeps its length."""
        span_s = self._span_s if span_s is None else span_s
        start_s = time_s - _LEAD * span_s
        self.show(start_s, start_s + span_s)

    @Slot()
    def back_to_live(self) -> None:
        """Go to the end."""
        self.pan(self._newest_s)

    @property
    def _longest_s(self) -> float:
        return max(self._newest_s, _SHORTEST_S)
