"""Load shedding: lowers the service level step by step under load, and raises it again."""

from dataclasses import dataclass
from typing import Final

from emotion_desktop.domain.live_events import LoadLevel
from emotion_desktop.domain.live_options import MAX_HOP_S, LiveOptions


@dataclass(frozen=True, slots=True)
class ServiceLevel:
    """What the pipeline currently does.

    Attributes
    ----------
    level : LoadLevel
        The level of service.
    hop_s : float
        Hop of the window in seconds.
    provisional_words : bool
        Whether ongoing utterances are recognised.
    small_recogniser : bool
        Whether the smaller recogniser replaces the chosen one.
    words : bool
        Whether utterances are recognised at all.
    """

    level: LoadLevel
    hop_s: float
    provisional_words: bool = False
    small_recogniser: bool = False
    words: bool = True


@dataclass(frozen=True, slots=True)
class WorkItem:
    """One finished job of the inference thread; times are from one monotonic clock, in seconds."""

    arrived_s: float
    started_s: float
    ended_s: float


@dataclass(frozen=True, slots=True)
class LoadLimits:
    """The thresholds for lowering and raising the service level.

    Attributes
    ----------
    period_s : float
        Time that one judgement rests on; pauses between the work count up to a hop.
    busy_above, idle_below : float
        Share of a period spent working that is too much, and that leaves room. Halving
        the hop at most doubles the work, so `idle_below` is less than half of the first.
    late_s : float
        Work that waited longer than this is too late, whatever the share.
    calm_periods : int
        Periods with room in a row before something is taken back.
    longest_wait_periods : int
        The number doubles after each failed attempt to raise the level, up to this limit.
    """

    period_s: float = 4.0
    busy_above: float = 0.85
    idle_below: float = 0.4
    late_s: float = 2.0
    calm_periods: int = 3
    longest_wait_periods: int = 48


def service_levels(options: LiveOptions, *, smaller_recogniser: bool) -> tuple[ServiceLevel, ...]:
    """Return the service levels, from the highest to the lowest.

    Parameters
    ----------
    options : LiveOptions
        What was asked for: the first level.
    smaller_recogniser : bool
        Whether there is one.
    """
    found = [ServiceLevel("full", options.hop_s, options.provisional_words)]
    if options.provisional_words:
        found.append(ServiceLevel("no provisional words", options.hop_s))
    hop_s = options.hop_s
    while hop_s < MAX_HOP_S:
        hop_s = min(2 * hop_s, MAX_HOP_S)
        found.append(ServiceLevel("longer hop", hop_s))
    if smaller_recogniser:
        found.append(ServiceLevel("smaller recogniser", hop_s, small_recogniser=True))
    found.append(ServiceLevel("no words", hop_s, words=False))
    return tuple(found)


class LoadPolicy:
    """Chooses one of `service_levels` by the cost of the work; has no clock, thread or audio.

    Silence proves nothing, so pauses hardly count: the share of work is measured while
    someone speaks. After each failed attempt to raise the level, the next one comes later.

    Parameters
    ----------
    choices : tuple of Pace
        From the most to the least; see `service_levels`.
    limits : LoadLimits
        The thresholds.
    """

    def __init__(self, choices: tuple[ServiceLevel, ...], limits: LoadLimits | None = None) -> None:
        self._choices = choices
        self._limits = limits or LoadLimits()
        self._at = 0
        self._patience = self._limits.calm_periods
        self._calm = 0
        self._on_trial = False  # taken back a short while ago
        self._changed_s = float("-inf")
        self._last_end_s: float | None = None
        self._busy_s = 0.0
        self._passed_s = 0.0
        self._latest_s = 0.0

    @property
    def service_level(self) -> ServiceLevel:
        """The current service level; may be read from any thread."""
        return self._choices[self._at]

    def observe(self, work: WorkItem) -> bool:
        """Take a finished job into account.

        Parameters
        ----------
        work : Work
            In the order of its end.

        Returns
        -------
        bool
            True if `service_level` is another one now.
        """
        idle_s = 0.0
        if self._last_end_s is not None:
            idle_s = min(max(work.started_s - self._last_end_s, 0.0), self.service_level.hop_s)
        self._last_end_s = work.ended_s
        busy_s = work.ended_s - work.started_s
        self._busy_s += busy_s
        self._passed_s += idle_s + busy_s
        if work.arrived_s >= self._changed_s:  # older work waits because of the old level
            self._latest_s = max(self._latest_s, work.started_s - work.arrived_s)
        if self._passed_s < self._limits.period_s:
            return False
        change = self._judge()
        self._begin_period()
        if change:
            self._at += change
            self._calm = 0
            self._changed_s = work.ended_s
        return change != 0

    def _begin_period(self) -> None:
        self._busy_s = 0.0
        self._passed_s = 0.0
        self._latest_s = 0.0

    def _judge(self) -> int:
        """Return the change of level after a period: 1 lowers it, -1 raises it."""
        limits = self._limits
        share = self._busy_s / self._passed_s
        if share > limits.busy_above or self._latest_s > limits.late_s:
            if self._on_trial:
                self._patience = min(2 * self._patience, limits.longest_wait_periods)
            self._on_trial = False
            return 1 if self._at + 1 < len(self._choices) else 0
        self._calm = self._calm + 1 if share < limits.idle_below else 0
        if self._calm < self._patience:
            return 0
        if self._at == 0:
            self._patience = limits.calm_periods  # all is well for long: forget the past
            return 0
        self._on_trial = True
        return -1


class SpareTime:
    """Predicts whether provisional words fit in before the next window.

    The cost of recognition grows with the audio, plus a constant equivalent to a few
    seconds of audio.
    """

    _OVERHEAD_S: Final = 3.0
    _DOUBT: Final = 0.9  # what a refusal leaves of the cost that was learnt

    def __init__(self) -> None:
        self._cost_per_s = 0.0
        self._last_window_s: float | None = None
        self._interval_s: float | None = None

    def window_arrived(self, now_s: float) -> None:
        """Register the arrival of a window."""
        if self._last_window_s is not None:
            self._interval_s = now_s - self._last_window_s
        self._last_window_s = now_s

    def note_cost(self, sound_s: float, busy_s: float) -> None:
        """Update the cost from recognised provisional words."""
        self._cost_per_s = busy_s / (sound_s + self._OVERHEAD_S)

    def note_refusal(self) -> None:
        """Lower the estimated cost a little, so that one slow moment has no lasting effect."""
        self._cost_per_s *= self._DOUBT

    def fits(self, sound_s: float, now_s: float) -> bool:
        """Return whether recognising `sound_s` of audio ends before the next window."""
        if self._last_window_s is None or self._interval_s is None:
            return True
        next_window_s = self._last_window_s + self._interval_s
        if now_s > next_window_s:  # late or none to come: nothing to wait for
            return True
        return now_s + self._cost_per_s * (sound_s + self._OVERHEAD_S) <= next_window_s
