"""The inference queue: bounded, so that a slow computer never falls behind."""

import time
from collections import deque
from dataclasses import dataclass
from threading import Condition
from typing import Final

from emotion_desktop.domain.audio import SAMPLE_RATE_HZ, Segment
from emotion_desktop.services.live.load_shedding import SpareTime
from emotion_desktop.services.live.windows import Window

#: With this many waiting utterances or more, their words are not recognised.
SPEECH_ONLY_FROM: Final[int] = 2
#: An utterance that waited this long goes before the windows, which may keep a slow computer
#: busy forever.
PATIENCE_S: Final = 1.0


@dataclass(frozen=True, slots=True)
class WindowJob:
    """A window to estimate; `voiced` is false if nobody spoke in it."""

    window: Window
    voiced: bool
    arrived_s: float


@dataclass(frozen=True, slots=True)
class SegmentJob:
    """An utterance to estimate; `speech_only` if recognising the words would take too long."""

    segment: Segment
    arrived_s: float
    speech_only: bool = False


@dataclass(frozen=True, slots=True)
class ProvisionalJob:
    """The current utterance so far; without audio if it was discarded."""

    segment: Segment
    arrived_s: float

    @property
    def sound_s(self) -> float:
        """Duration of the audio in seconds."""
        return len(self.segment.samples) / SAMPLE_RATE_HZ


Job = WindowJob | SegmentJob | ProvisionalJob


class InferenceQueue:
    """Hands work from the audio thread to the inference thread.

    Only the latest window waits: older ones are out of date. Utterances wait
    up to `capacity`, then the oldest is skipped. Of an ongoing utterance, only
    the latest state waits, for a moment when nothing else does and before the
    next window arrives.

    Parameters
    ----------
    capacity : int
        Number of utterances that may wait.
    lossless : bool
        Offering waits for room instead, and words are never skipped: for audio
        that is delivered as fast as it is consumed.
    """

    def __init__(self, capacity: int = 4, *, lossless: bool = False) -> None:
        self._changed = Condition()
        self._window: WindowJob | None = None
        self._segments: deque[SegmentJob] = deque()
        self._provisional: ProvisionalJob | None = None
        self._capacity = capacity
        self._lossless = lossless
        self._spare_time = SpareTime()
        self._closed = False
        self._skipped_windows = 0

    @property
    def skipped_windows(self) -> int:
        """Number of voiced windows that were replaced by newer ones."""
        return self._skipped_windows

    def offer_window(self, job: WindowJob) -> None:
        """Replace the waiting window with `job`."""
        with self._changed:
            if self._lossless:
                self._changed.wait_for(lambda: self._window is None or self._closed)
            if self._closed:
                return
            if self._window is not None and self._window.voiced:
                self._skipped_windows += 1
            self._window = job
            self._spare_time.window_arrived(job.arrived_s)
            self._changed.notify_all()

    def offer_segment(self, job: SegmentJob) -> SegmentJob | None:
        """Queue `job`; return the oldest one if it had to make room."""
        with self._changed:
            if self._lossless:
                self._changed.wait_for(lambda: self._has_room or self._closed)
            if self._closed:
                return None
            skipped = None if self._has_room else self._segments.popleft()
            self._segments.append(job)
            self._provisional = None  # the words of this one are coming
            self._changed.notify_all()
            return skipped

    def offer_provisional(self, job: ProvisionalJob) -> None:
        """Replace the waiting job for the current utterance with `job`."""
        with self._changed:
            if self._closed:
                return
            if self._provisional is not None:
                self._spare_time.note_refusal()
            self._provisional = job
            self._changed.notify_all()

    def note_provisional(self, job: ProvisionalJob, busy_s: float) -> None:
        """Record how long recognising `job` took."""
        with self._changed:
            self._spare_time.note_cost(job.sound_s, busy_s)

    def take(self) -> Job | None:
        """Wait for work; return None once the queue is closed and empty.

        Windows go first: they are short, and a late one is worth nothing. But an
        utterance waits for them no longer than `PATIENCE_S`.
        """
        with self._changed:
            self._changed.wait_for(self._has_work)
            job = self._pop()
            self._changed.notify_all()
            return job

    def close(self, *, discard: bool = False) -> None:
        """Accept no more; finish what is waiting, or drop it with `discard`."""
        with self._changed:
            self._closed = True
            self._provisional = None
            if discard:
                self._window = None
                self._segments.clear()
            self._changed.notify_all()

    @property
    def _has_room(self) -> bool:
        return len(self._segments) < self._capacity

    def _has_work(self) -> bool:
        return bool(self._window or self._segments or self._closed or self._provisional_fits())

    def _provisional_fits(self) -> bool:
        job = self._provisional
        return job is not None and self._spare_time.fits(job.sound_s, time.monotonic())

    def _is_overdue(self) -> bool:
        return bool(self._segments) and (
            time.monotonic() - self._segments[0].arrived_s > PATIENCE_S
        )

    def _pop(self) -> Job | None:
        if self._window is not None and not self._is_overdue():
            window, self._window = self._window, None
            return window
        if self._segments:
            crowded = len(self._segments) >= SPEECH_ONLY_FROM and not self._lossless
            job = self._segments.popleft()
            return SegmentJob(job.segment, job.arrived_s, speech_only=crowded)
        provisional, self._provisional = self._provisional, None
        return provisional
