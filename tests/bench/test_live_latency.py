"""How late the live estimates are at 1x, and what listening costs."""

import time
from pathlib import Path
from threading import Event

import numpy as np

from emotion_desktop.audio.file_source import FileSource
from emotion_desktop.audio.voice_activity import VoiceActivityOptions
from emotion_desktop.domain.live_events import (
    Failed,
    LiveEvent,
    LoadChanged,
    ProvisionalWords,
    SegmentSkipped,
    SessionStarted,
    SourceEnded,
    UtteranceReady,
    WindowReady,
)
from emotion_desktop.domain.translatable import Message
from emotion_desktop.inference.engine import EmotionEngine
from emotion_desktop.services.engine import EngineCache
from emotion_desktop.services.live.pipeline import LivePipeline
from tests.bench.conversations import join_clips

DURATION_S = 90
#: What `Segment` keeps after the speech: the speech itself ended so much earlier.
PADDING_S = VoiceActivityOptions().padding_s


class Watch:
    """Notes when each result came, on the clock that the sound is played by."""

    def __init__(self) -> None:
        self.over = Event()
        self.events: list[LiveEvent] = []
        self.window_s: list[float] = []
        self.utterance_s: list[float] = []
        self.cpu_s = self.wall_s = self._start_s = 0.0

    def take(self, event: LiveEvent) -> None:
        self.events.append(event)
        if isinstance(event, SessionStarted):
            self._start_s = event.started_monotonic_s
            self.cpu_s, self.wall_s = time.process_time(), time.monotonic()
        elif isinstance(event, WindowReady):
            self.window_s.append(time.monotonic() - self._start_s - event.window.end_s)
        elif isinstance(event, UtteranceReady):
            speech_end_s = event.utterance.end_s - PADDING_S
            self.utterance_s.append(time.monotonic() - self._start_s - speech_end_s)
        elif isinstance(event, SourceEnded | Failed):
            self.cpu_s = time.process_time() - self.cpu_s
            self.wall_s = time.monotonic() - self.wall_s
            self.over.set()

    def count(self, kind: type) -> int:
        return sum(isinstance(event, kind) for event in self.events)


def p95(values: list[float]) -> float:
    return float(np.percentile(values, 95))


def test_estimates_come_in_time(shared_data: Path, tmp_path: Path) -> None:
    recording = join_clips(shared_data, tmp_path / "talk.wav", DURATION_S)
    watch = Watch()
    source = FileSource(recording, speed=1.0)
    pipeline = LivePipeline(
        lambda: source,
        EngineCache(EmotionEngine.load).request(Message("a test")),
        on_event=watch.take,
    )
    pipeline.start()
    assert watch.over.wait(DURATION_S + 120)
    counters = pipeline.snapshot().counters
    assert pipeline.stop(20)
    assert isinstance(watch.events[-1], SourceEnded)
    print(
        f"\n{len(watch.window_s)} windows, end of window to estimate: "
        f"median {np.median(watch.window_s) * 1000:.0f} ms, p95 {p95(watch.window_s) * 1000:.0f} ms"
        " (target 250 ms to the plot, whose next frame is 33 ms away at most)"
        f"\n{len(watch.utterance_s)} utterances, end of speech to fused label, with the 0.5 s of"
        f" pause that shows the end: median {np.median(watch.utterance_s):.2f} s, "
        f"p95 {p95(watch.utterance_s):.2f} s (target 1.5 s)"
        f"\n{watch.count(ProvisionalWords)} provisional texts; "
        f"{counters.skipped_windows} windows overtaken, {counters.speech_only_segments} utterances "
        f"without words, {watch.count(SegmentSkipped)} skipped, {watch.count(LoadChanged)} changes "
        f"of level\nCPU while listening: {watch.cpu_s / watch.wall_s:.2f} cores"
    )
    assert watch.window_s
    assert watch.utterance_s
    assert counters.dropped_samples == 0
