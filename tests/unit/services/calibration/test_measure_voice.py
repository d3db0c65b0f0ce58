"""Measuring a voice: enough speech, too little, too much, none; and giving up."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor

import pytest

from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.domain.translatable import Message
from emotion_desktop.domain.voice_profile import MAX_SPEECH_S
from emotion_desktop.services.calibration.measure_voice import MeasuredVoice, VoiceMeasuring
from emotion_desktop.services.engine import EngineCache
from tests.engine_double import EngineDouble
from tests.live_doubles import HandFedSource, VoiceActivityDouble

Begin = Callable[[], Future]


class HeldEngine(EngineDouble):
    """Notes what it is asked to measure, and waits for `go_on` where there is one."""

    def __init__(self) -> None:
        super().__init__()
        self.seconds: list[float] = []
        self.go_on: threading.Event | None = None

    def voice_offset(self, sounds) -> tuple[float, ...]:
        self.seconds.append(sum(map(len, sounds)) / 16_000)
        self.entered.set()
        if self.go_on is not None:
            assert self.go_on.wait(20)
        return (0.5,) * 7


@pytest.fixture
def source() -> HandFedSource:
    return HandFedSource()


@pytest.fixture
def engine() -> HeldEngine:
    return HeldEngine()


@pytest.fixture
def engines(engine: HeldEngine) -> EngineCache[HeldEngine]:
    return EngineCache(lambda: engine)


@pytest.fixture
def measuring(source: HandFedSource, engines: EngineCache[HeldEngine]) -> VoiceMeasuring:
    return VoiceMeasuring(
        lambda: source,
        engines.request(Message("calibration")),
        lambda _phase: None,
        lambda: VoiceActivityDouble(4.0),
    )


@pytest.fixture
def begin(measuring: VoiceMeasuring, source: HandFedSource) -> Iterator[Begin]:
    with ThreadPoolExecutor(1) as pool:

        def begin() -> Future:
            running = pool.submit(measuring.run)
            assert source.started.wait(20)
            return running

        yield begin
        measuring.cancel()


def test_speech_is_counted_and_measured_when_a_person_has_read_enough(
    begin: Begin, measuring: VoiceMeasuring, source: HandFedSource, engine: HeldEngine
) -> None:
    running = begin()
    source.feed(9.0)
    assert measuring.progress.speech_s == pytest.approx(9.0)
    assert not measuring.progress.enough
    source.feed(3.0)
    assert measuring.progress.enough
    assert measuring.progress.level_dbfs == pytest.approx(-20, abs=0.1)
    measuring.finish()
    assert running.result(20) == MeasuredVoice((0.5,) * 7, pytest.approx(12.0), "double")
    assert source.stopped.is_set()
    assert engine.seconds == [pytest.approx(12.0)]


def test_half_a_minute_of_speech_ends_the_reading_by_itself(
    begin: Begin, source: HandFedSource, engine: HeldEngine
) -> None:
    running = begin()
    source.feed(MAX_SPEECH_S + 5)
    assert running.result(20).speech_s == pytest.approx(MAX_SPEECH_S, abs=0.2)


def test_too_little_speech_is_refused_with_what_to_do(
    begin: Begin, source: HandFedSource, engine: HeldEngine
) -> None:
    running = begin()
    source.feed(6.0)
    source.on_end(None)  # the recording is at its end
    with pytest.raises(UserFacingError, match=r"Only 6 s of speech were heard.*Read the whole"):
        running.result(20)
    assert engine.seconds == []


def test_a_source_that_breaks_off_says_why(begin: Begin, source: HandFedSource) -> None:
    running = begin()
    source.feed(12.0)
    source.on_end("The microphone is gone")
    with pytest.raises(UserFacingError, match="The microphone is gone"):
        running.result(20)


def test_who_gives_up_while_reading_leaves_the_models_alone(
    begin: Begin,
    measuring: VoiceMeasuring,
    source: HandFedSource,
    engine: HeldEngine,
    engines: EngineCache[HeldEngine],
) -> None:
    running = begin()
    source.feed(20.0)
    assert engines.busy
    measuring.cancel()
    assert not engines.busy
    assert running.result(20) is None
    assert engine.seconds == []
    assert source.stopped.is_set()


def test_who_gives_up_while_the_models_work_has_to_wait(
    begin: Begin, measuring: VoiceMeasuring, source: HandFedSource, engine: HeldEngine
) -> None:
    engine.go_on = threading.Event()
    running = begin()
    source.feed(20.0)
    measuring.finish()
    assert engine.entered.wait(20)
    measuring.cancel()
    assert measuring.holds_models
    engine.go_on.set()
    assert running.result(20) is None
    assert not measuring.holds_models


def test_who_gives_up_while_the_models_load_lets_others_have_them(source: HandFedSource) -> None:
    loading, go_on = threading.Event(), threading.Event()
    engine = EngineDouble()

    def load() -> EngineDouble:
        loading.set()
        assert go_on.wait(20)
        return engine

    engines = EngineCache(load)
    measuring = VoiceMeasuring(
        lambda: source, engines.request(Message("calibration")), lambda _phase: None
    )
    with ThreadPoolExecutor(1) as pool:
        running = pool.submit(measuring.run)
        assert loading.wait(20)
        measuring.cancel()
        other = engines.request(Message("listening"))
        go_on.set()
        assert running.result(20) is None
    assert engine.voices == []  # the other one's settings are left alone
    assert other.held
    assert not source.started.is_set()


def test_models_that_cannot_be_calibrated_say_so_before_anybody_reads(
    measuring: VoiceMeasuring, source: HandFedSource, engine: HeldEngine
) -> None:
    engine.can_calibrate = False
    with pytest.raises(UserFacingError, match="do not support calibration"):
        measuring.run()
    assert not source.started.is_set()
