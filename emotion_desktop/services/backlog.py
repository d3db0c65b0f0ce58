"""What waits for the inference thread: bounded, so that a slow machine never falls behind."""

from collections import deque
from dataclasses import dataclass
from threading import Condition
from typing import Final

from emotion_desktop.domain.audio import Segment
from emotion_desktop.services.windows import Window

#: From so many waiting utterances on, their words are not recognised.
SPEECH_ONLY_FROM: Final[int] = 2


@dataclass(frozen=True, slots=True)
class WindowJob:
    """A window to estimate; `voiced` is false where nobody spoke in it."""

    window: Window
    voiced: bool
    arrived_s: float


@dataclass(frozen=True, slots=True)
class SegmentJob:
    """An utterance to estimate; `speech_only` where the words would take too long."""

    segment: Segment
    arrived_s: float
    speech_only: bool = False


class Backlog:
    """Hands work from the thread that hears to the thread that estimates.

    Only the newest window waits: an older one is out of date. Utterances wait
    up to `capacity`, then the oldest is given up.

    Parameters
    ----------
    capacity : int
        How many utterances may wait.
    """

    def __init__(self, capacity: int = 4) -> None:
        self._changed = Condition()
        self._window: WindowJob | None = None
        self._segments: deque[SegmentJob] = deque()
        self._capacity = capacity
        self._closed = False
        self._skipped_windows = 0

    @property
    def skipped_windows(self) -> int:
        """Number of voiced windows that a newer one overtook."""
        return self._skipped_windows

    def offer_window(self, job: WindowJob) -> None:
        """Let `job` take the place of the window that waits."""
        with self._changed:
            if self._window is not None and self._window.voiced:
                self._skipped_windows += 1
            self._window = job
            self._changed.notify()

    def offer_segment(self, job: SegmentJob) -> SegmentJob | None:
        """Queue `job`; return the oldest one when it had to be given up for it."""
        with self._changed:
            full = len(self._segments) >= self._capacity
            skipped = self._segments.popleft() if full else None
            self._segments.append(job)
            self._changed.notify()
            return skipped

    def take(self) -> WindowJob | SegmentJob | None:
        """Wait for work; None once the backlog is closed and empty.

        Windows go first: they are short, and a late one is worth nothing.
        """
        with self._changed:
            self._changed.wait_for(lambda: self._window or self._segments or self._closed)
            if self._window is not None:
                window, self._window = self._window, None
                return window
            if not self._segments:
                return None
            crowded = len(self._segments) >= SPEECH_ONLY_FROM
            job = self._segments.popleft()
            return SegmentJob(job.segment, job.arrived_s, speech_only=crowded)

    def close(self, *, discard: bool = False) -> None:
        """Take no more waiting time: what waits is finished, or dropped with `discard`."""
        with self._changed:
            self._closed = True
            if discard:
                self._window = None
                self._segments.clear()
            self._changed.notify_all()
