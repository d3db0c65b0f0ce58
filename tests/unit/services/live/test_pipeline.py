"""Threading and back-pressure of the live pipeline, with a double in place of the models."""

import threading
from pathlib import Path

import numpy as np
import pytest
import soundfile

from emotion_desktop.audio.file_source import FileSource
from emotion_desktop.domain.audio import SAMPLE_RATE_HZ, FloatArray
from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.domain.estimate import Estimate
from emotion_desktop.domain.live_events import (
    Failed,
    ModelsLoaded,
    SegmentSkipped,
    SourceEnded,
    UtteranceReady,
    WindowReady,
)
from tests.engine_double import EngineDouble
from tests.live_doubles import HandFedSource, Listening


@pytest.fixture
def ten_seconds(tmp_path: Path) -> Path:
    path = tmp_path / "tone.wav"
    time_s = np.arange(10 * SAMPLE_RATE_HZ) / SAMPLE_RATE_HZ
    soundfile.write(path, 0.5 * np.sin(2 * np.pi * 220 * time_s), SAMPLE_RATE_HZ)
    return path


def test_every_utterance_is_either_estimated_or_reported_as_skipped(ten_seconds: Path) -> None:
    live = Listening(FileSource(ten_seconds, speed=None), EngineDouble)
    live.run_to_the_end()
    ready = [event.utterance.segment_id for event in live.of(UtteranceReady)]
    skipped = [event.segment_id for event in live.of(SegmentSkipped)]
    assert sorted(ready + skipped) == list(range(10))
    assert live.of(WindowReady)
    assert isinstance(live.events[0], ModelsLoaded)
    assert live.events[-1] == SourceEnded(None)


@pytest.fixture
def source() -> HandFedSource:
    return HandFedSource()


def test_a_slow_engine_skips_the_oldest_and_hears_no_words_in_a_crowd(
    source: HandFedSource,
) -> None:
    engine = EngineDouble(hold=threading.Event())
    live = Listening(source, lambda: engine)
    live.pipeline.start()
    assert source.started.wait(20)
    source.feed(1)
    assert engine.entered.wait(20)  # it holds the first utterance: the other nine must queue
    source.feed(9)
    assert [event.segment_id for event in live.of(SegmentSkipped)] == [1, 2, 3, 4, 5]
    engine.hold.set()
    source.on_end(None)
    assert live.over.wait(20)
    assert live.pipeline.stop(5)
    assert [(e.utterance.segment_id, e.speech_only) for e in live.of(UtteranceReady)] == [
        (0, False),
        (6, True),
        (7, True),
        (8, True),
        (9, False),
    ]
    counters = live.pipeline.snapshot().counters
    assert (counters.skipped_segments, counters.speech_only_segments) == (5, 3)


def test_only_the_newest_window_waits_for_a_busy_engine(source: HandFedSource) -> None:
    engine = EngineDouble(hold=threading.Event())
    live = Listening(source, lambda: engine)
    live.pipeline.start()
    assert source.started.wait(20)
    source.feed(1)
    assert engine.entered.wait(20)
    before = len(live.of(WindowReady))
    source.feed(4)
    engine.hold.set()
    source.on_end(None)
    assert live.over.wait(20)
    assert live.pipeline.stop(5)
    assert [event.window.end_s for event in live.of(WindowReady)[before:]] == [5.0]
    assert live.pipeline.snapshot().counters.skipped_windows >= 7


def test_the_models_are_loaded_and_used_on_one_thread_that_is_not_the_callers(
    ten_seconds: Path,
) -> None:
    engine = EngineDouble()

    def load() -> EngineDouble:
        engine.threads.add(threading.current_thread().name)
        return engine

    Listening(FileSource(ten_seconds, speed=None), load).run_to_the_end()
    assert engine.threads == {"inference"}


def test_the_sound_starts_only_when_the_models_are_there(source: HandFedSource) -> None:
    loading = threading.Event()

    def load() -> EngineDouble:
        assert not source.started.is_set()
        assert loading.wait(20)
        return EngineDouble()

    live = Listening(source, load)
    live.pipeline.start()
    loading.set()
    assert source.started.wait(20)
    assert live.pipeline.stop(5)


def test_stopping_while_the_models_load_never_starts_the_source(source: HandFedSource) -> None:
    asked, loading = threading.Event(), threading.Event()

    def load() -> EngineDouble:
        asked.set()
        assert loading.wait(20)
        return EngineDouble()

    live = Listening(source, load)
    live.pipeline.start()
    assert asked.wait(20)
    assert not live.pipeline.stop(0.01)  # the load cannot be interrupted, and it says so
    loading.set()
    assert live.over.wait(20)
    assert live.pipeline.stop(5)
    assert not source.started.is_set()
    assert live.events[-1] == SourceEnded(None)


def test_stopping_estimates_what_was_said_last_and_ends_the_source(source: HandFedSource) -> None:
    live = Listening(source, EngineDouble)
    live.pipeline.start()
    assert source.started.wait(20)
    source.feed(0.7)
    assert live.pipeline.stop(20)
    assert source.stopped.is_set()
    (last,) = live.of(UtteranceReady)
    assert last.utterance.end_s == pytest.approx(0.7)


def test_a_lost_device_ends_the_session_with_its_reason(source: HandFedSource) -> None:
    live = Listening(source, EngineDouble)
    live.pipeline.start()
    assert source.started.wait(20)
    source.feed(1.5)
    source.on_end("the microphone was unplugged")
    assert live.over.wait(20)
    assert live.pipeline.stop(5)
    assert live.events[-1] == SourceEnded("the microphone was unplugged")


def test_models_that_cannot_be_loaded_are_told_and_end_the_thread(source: HandFedSource) -> None:
    def load() -> EngineDouble:
        raise UserFacingError("The bundle is incomplete", "Install it again.")

    live = Listening(source, load)
    live.run_to_the_end()
    (failed,) = live.of(Failed)
    assert "incomplete" in str(failed.error)
    assert not source.started.is_set()


def test_a_bug_in_the_engine_stops_the_source_and_is_told(
    source: HandFedSource, caplog: pytest.LogCaptureFixture
) -> None:
    class BrokenEngineDouble(EngineDouble):
        def window(self, samples: FloatArray) -> Estimate:
            raise ValueError("shape")

    live = Listening(source, BrokenEngineDouble)
    live.pipeline.start()
    assert source.started.wait(20)
    source.feed(1)
    assert live.over.wait(20)
    assert live.pipeline.stop(5)
    assert source.stopped.is_set()
    assert isinstance(live.events[-1], Failed)
    assert "The live pipeline stopped unexpectedly" in caplog.text


def test_the_snapshot_holds_the_whole_session_and_never_changes(source: HandFedSource) -> None:
    live = Listening(source, EngineDouble)
    live.pipeline.start()
    assert source.started.wait(20)
    source.feed(70)
    snapshot = live.pipeline.snapshot()
    source.feed(1)
    assert snapshot.sound.end_s == pytest.approx(70)
    finest = snapshot.sound.highs[0]
    assert (finest.start_s, finest.end_s) == (0.0, pytest.approx(70))
    assert snapshot.sound.level_dbfs == pytest.approx(-20, abs=0.1)
    with pytest.raises(ValueError, match="read-only"):
        finest.values[0] = 1
    assert len(finest.values) == 3500
    assert live.pipeline.stop(20)
