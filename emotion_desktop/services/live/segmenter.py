"""The stage before inference: turns audio blocks into plot data, windows and utterances."""

import time
from collections.abc import Callable
from dataclasses import replace
from typing import Final, Protocol

import numpy as np

from emotion_desktop.domain.audio import SAMPLE_RATE_HZ, AudioBlock, Segment
from emotion_desktop.domain.live_events import LiveEvent, SegmentSkipped
from emotion_desktop.domain.plot_data import SoundTrack
from emotion_desktop.services.live.inference_queue import (
    InferenceQueue,
    ProvisionalJob,
    SegmentJob,
    WindowJob,
)
from emotion_desktop.services.live.load_shedding import ServiceLevel
from emotion_desktop.services.live.plot_history import SoundHistory
from emotion_desktop.services.live.windows import Window, WindowCutter

#: Samples after which an ongoing utterance is recognised again.
_DRAFT_EVERY: Final = SAMPLE_RATE_HZ


class VoiceActivity(Protocol):
    """The part of `emotion_desktop.audio.voice_activity.Segmenter` that is needed here."""

    @property
    def speaking(self) -> bool:
        """True while someone is speaking."""
        ...

    @property
    def current(self) -> Segment | None:
        """The current utterance so far."""
        ...

    def feed(self, block: AudioBlock) -> list[Segment]:
        """Process a block and return the utterances that ended in it."""
        ...

    def flush(self) -> list[Segment]:
        """End the current utterance."""
        ...


class SegmenterStage:
    """Turns blocks into plot data, windows and utterances; not thread-safe.

    Parameters
    ----------
    voice_activity : VoiceActivity
        Cuts the utterances.
    windows : WindowCutter
        Cuts the windows.
    queue : InferenceQueue
        Receives both.
    on_event : callable
        Called with utterances that were skipped.
    service_level : callable
        Returns the current service level.
    """

    def __init__(
        self,
        voice_activity: VoiceActivity,
        windows: WindowCutter,
        queue: InferenceQueue,
        on_event: Callable[[LiveEvent], None],
        service_level: Callable[[], ServiceLevel],
    ) -> None:
        self._voice_activity = voice_activity
        self._windows = windows
        self._queue = queue
        self._on_event = on_event
        self._service_level = service_level
        self._history = SoundHistory()
        self._voice_end = -1
        self._draft_due = _DRAFT_EVERY
        self._drafted: Segment | None = None
        self._skipped_segments = 0
        self._track = SoundTrack()

    @property
    def track(self) -> SoundTrack:
        """The latest plot data; may be read from any thread."""
        return self._track

    @property
    def skipped_segments(self) -> int:
        """Number of skipped utterances; may be read from any thread."""
        return self._skipped_segments

    def hear(self, block: AudioBlock) -> None:
        """Process a block at `SAMPLE_RATE_HZ`."""
        service_level = self._service_level()
        end = block.first_sample + len(block.samples)
        segments = self._voice_activity.feed(block)
        if self._voice_activity.speaking:
            self._voice_end = end
        self._offer(segments)
        if segments or not self._voice_activity.speaking:
            self._end_drafts(end)
        elif end >= self._draft_due and service_level.provisional_words:
            self._offer_draft(end)
        self._windows.hop_s = service_level.hop_s
        for window in self._windows.feed(block):
            job = WindowJob(window, self._is_voiced(window), time.monotonic())
            self._queue.offer_window(job)
        self._track = self._history.add(block, speaking=self._voice_activity.speaking)

    def finish(self) -> None:
        """End the current utterance: no more audio is coming, at least for a while."""
        self._offer(self._voice_activity.flush())
        self._end_drafts(round(self._track.end_s * SAMPLE_RATE_HZ))
        self._track = replace(self._track, speaking=False)

    def _offer(self, segments: list[Segment]) -> None:
        for segment in segments:
            self._drafted = None  # its result replaces the provisional words
            self._voice_end = max(self._voice_end, segment.first_sample + len(segment.samples))
            skipped = self._queue.offer_segment(SegmentJob(segment, time.monotonic()))
            if skipped is not None:
                self._skipped_segments += 1
                lost = skipped.segment
                self._on_event(SegmentSkipped(lost.id, lost.start_s, lost.end_s))

    def _offer_draft(self, end: int) -> None:
        self._draft_due = end + _DRAFT_EVERY
        current = self._voice_activity.current
        if current is not None:
            self._drafted = current
            self._queue.offer_provisional(ProvisionalJob(current, time.monotonic()))

    def _end_drafts(self, end: int) -> None:
        self._draft_due = end + _DRAFT_EVERY
        if self._drafted is not None:  # it turned out to be no utterance
            nothing = replace(self._drafted, samples=np.empty(0, np.float32))
            self._drafted = None
            self._queue.offer_provisional(ProvisionalJob(nothing, time.monotonic()))

    def _is_voiced(self, window: Window) -> bool:
        # Less speech than a quarter of a second says nothing about a window.
        return self._voice_end > window.first_sample + SAMPLE_RATE_HZ // 4
