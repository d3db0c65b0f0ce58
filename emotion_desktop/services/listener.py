"""What happens to a block of sound before any model sees it."""

import time
from collections.abc import Callable
from dataclasses import replace
from typing import Protocol

from emotion_desktop.domain.audio import SAMPLE_RATE_HZ, AudioBlock, Segment
from emotion_desktop.domain.live import LiveEvent, SegmentSkipped
from emotion_desktop.domain.tracks import SoundTrack
from emotion_desktop.services.backlog import Backlog, SegmentJob, WindowJob
from emotion_desktop.services.history import SoundHistory
from emotion_desktop.services.windows import Window, WindowCutter


class VoiceActivity(Protocol):
    """What the listener needs of `emotion_desktop.audio.voice_activity.Segmenter`."""

    @property
    def speaking(self) -> bool:
        """True while a voice is heard."""
        ...

    def feed(self, block: AudioBlock) -> list[Segment]:
        """Take a block; return the utterances that ended in it."""
        ...

    def flush(self) -> list[Segment]:
        """End the utterance under way."""
        ...


class Listener:
    """Turns blocks into plot data, windows and utterances; not thread-safe.

    Parameters
    ----------
    voice_activity : VoiceActivity
        Cuts the utterances.
    windows : WindowCutter
        Cuts the windows.
    backlog : Backlog
        Takes both.
    on_event : callable
        Told of utterances that were given up.
    """

    def __init__(
        self,
        voice_activity: VoiceActivity,
        windows: WindowCutter,
        backlog: Backlog,
        on_event: Callable[[LiveEvent], None],
    ) -> None:
        self._voice_activity = voice_activity
        self._windows = windows
        self._backlog = backlog
        self._on_event = on_event
        self._history = SoundHistory()
        self._voice_end = -1
        self._skipped_segments = 0
        self._track = SoundTrack()

    @property
    def track(self) -> SoundTrack:
        """The newest plot data; any thread may read it."""
        return self._track

    @property
    def skipped_segments(self) -> int:
        """Number of utterances that were given up; any thread may read it."""
        return self._skipped_segments

    def hear(self, block: AudioBlock) -> None:
        """Take a block, at `SAMPLE_RATE_HZ`."""
        segments = self._voice_activity.feed(block)
        if self._voice_activity.speaking:
            self._voice_end = block.first_sample + len(block.samples)
        self._offer(segments)
        for window in self._windows.feed(block):
            job = WindowJob(window, self._is_voiced(window), time.monotonic())
            self._backlog.offer_window(job)
        self._track = self._history.add(block, speaking=self._voice_activity.speaking)

    def finish(self) -> None:
        """End the utterance under way: no more sound comes."""
        self._offer(self._voice_activity.flush())
        self._track = replace(self._track, speaking=False)

    def _offer(self, segments: list[Segment]) -> None:
        for segment in segments:
            self._voice_end = max(self._voice_end, segment.first_sample + len(segment.samples))
            skipped = self._backlog.offer_segment(SegmentJob(segment, time.monotonic()))
            if skipped is not None:
                self._skipped_segments += 1
                lost = skipped.segment
                self._on_event(SegmentSkipped(lost.id, lost.start_s, lost.end_s))

    def _is_voiced(self, window: Window) -> bool:
        # A quarter of a second is the least that counts as speech in `voice_activity`.
        return self._voice_end > window.first_sample + SAMPLE_RATE_HZ // 4
