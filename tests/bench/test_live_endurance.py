"""A live session of eight hours, fed faster than real time: what is lost, what memory grows by."""

import gc
import threading
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import soundfile

from emotion_desktop.domain.audio import SAMPLE_RATE_HZ, AudioBlock, FloatArray
from emotion_desktop.domain.live_events import (
    Failed,
    LiveEvent,
    SourceEnded,
    UtteranceReady,
    WindowReady,
)
from emotion_desktop.domain.translatable import Message
from emotion_desktop.inference.engine import EmotionEngine
from emotion_desktop.services.engine import EngineCache
from emotion_desktop.services.live.inference_worker import LiveEngine
from emotion_desktop.services.live.pipeline import LivePipeline
from tests.bench.conversations import join_clips
from tests.engine_double import EngineDouble

DOUBLE_S = 8 * 3600
MODELS_S = 6 * 60
BLOCK_S = 0.3  # ten of a microphone's blocks: the calls are not what is measured here
CLIP_S = 600


class LoopSource:
    """Plays a recording again and again for so many seconds, as fast as it is taken."""

    name = "loop"
    dropped_samples = 0

    def __init__(self, sound: FloatArray, duration_s: float) -> None:
        self.n_played = 0
        self._sound = sound
        self._n = round(duration_s * SAMPLE_RATE_HZ)
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None

    def start(
        self,
        on_block: Callable[[AudioBlock], None],
        on_end: Callable[[str | None], None],
        on_notice: object,
    ) -> None:
        self._thread = threading.Thread(target=self._play, args=(on_block, on_end))
        self._thread.start()

    def stop(self) -> None:
        self._stopping.set()
        if self._thread is not None:
            self._thread.join(20)

    def _play(
        self, on_block: Callable[[AudioBlock], None], on_end: Callable[[str | None], None]
    ) -> None:
        size = round(BLOCK_S * SAMPLE_RATE_HZ)
        while self.n_played < self._n and not self._stopping.is_set():
            begin = self.n_played % (len(self._sound) - size)
            samples = self._sound[begin : begin + size].copy()
            on_block(AudioBlock(samples, SAMPLE_RATE_HZ, self.n_played))
            self.n_played += size
        on_end(None)


class Session:
    """Runs a session and notes the memory of the process as it goes on."""

    def __init__(self, sound: FloatArray, duration_s: float, load: Callable[[], LiveEngine]):
        self.windows = self.utterances = 0
        self.memory_mb: list[tuple[float, float]] = []
        self._over = threading.Event()
        self._every_s = duration_s / 48
        self._source = LoopSource(sound, duration_s)
        self._pipeline = LivePipeline(
            lambda: self._source,
            EngineCache(load).request(Message("a test")),
            on_event=self._take,
            lossless=True,
        )

    def run(self, settled_s: float) -> None:
        started_s = time.monotonic()
        self._pipeline.start()
        assert self._over.wait(3600)
        counters = self._pipeline.snapshot().counters
        assert self._pipeline.stop(20)
        settled_mb = next(mb for at_s, mb in self.memory_mb if at_s >= settled_s)
        end_s, end_mb = self.memory_mb[-1]
        peak_mb = max(mb for at_s, mb in self.memory_mb if at_s >= settled_s)
        self.growth_mb = peak_mb - settled_mb
        print(
            f"\n{end_s / 3600:.2f} h of audio in {time.monotonic() - started_s:.0f} s: "
            f"{self.windows} windows, {self.utterances} utterances\nmemory {settled_mb:.0f} MB "
            f"after {settled_s / 60:.0f} min, {end_mb:.0f} MB at the end, {peak_mb:.0f} MB at most:"
            f" {self.growth_mb:+.0f} MB (target 50 MB over eight hours)\n"
            f"{counters.dropped_samples} samples dropped, {counters.skipped_segments} utterances "
            f"and {counters.skipped_windows} windows skipped"
        )
        assert counters.dropped_samples == 0
        assert counters.skipped_segments == 0
        assert counters.skipped_windows == 0

    def _take(self, event: LiveEvent) -> None:
        if isinstance(event, WindowReady):
            self.windows += 1
            self._note_memory(event.window.end_s)
        elif isinstance(event, UtteranceReady):
            self.utterances += 1
        elif isinstance(event, SourceEnded | Failed):
            assert isinstance(event, SourceEnded), event
            self._over.set()

    def _note_memory(self, at_s: float) -> None:
        if not self.memory_mb or at_s - self.memory_mb[-1][0] >= self._every_s:
            self._pipeline.snapshot()
            gc.collect()
            self.memory_mb.append((at_s, resident_mb()))


def resident_mb() -> float:
    status = Path("/proc/self/status").read_text(encoding="ascii")
    [line] = [line for line in status.splitlines() if line.startswith("VmRSS")]
    return int(line.split()[1]) / 1024


def conversation(shared_data: Path, tmp_path: Path) -> FloatArray:
    recording = join_clips(shared_data, tmp_path / "talk.wav", CLIP_S)
    sound: FloatArray = soundfile.read(recording, dtype="float32")[0]
    return np.ascontiguousarray(sound)


def test_eight_hours_lose_nothing_and_keep_the_memory(shared_data: Path, tmp_path: Path) -> None:
    session = Session(conversation(shared_data, tmp_path), DOUBLE_S, EngineDouble)
    session.run(settled_s=600)
    assert session.utterances > 1000
    assert session.growth_mb <= 50


def test_the_models_keep_the_memory_too(shared_data: Path, tmp_path: Path) -> None:
    session = Session(conversation(shared_data, tmp_path), MODELS_S, EmotionEngine.load)
    session.run(settled_s=MODELS_S / 3)
    assert session.utterances > 20
    assert session.growth_mb <= 50
