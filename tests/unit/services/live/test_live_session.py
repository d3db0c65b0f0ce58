"""A whole live session: its start and end, its sinks, its provisional words, a slow machine."""

import threading
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import numpy as np
import pytest
import soundfile

from emotion_desktop.audio.file_source import FileSource
from emotion_desktop.domain.audio import SAMPLE_RATE_HZ, AudioBlock, FloatArray, Segment
from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.domain.estimate import Estimate, Utterance
from emotion_desktop.domain.live_events import (
    LOAD_LEVELS,
    Failed,
    LabelCorrected,
    LiveEvent,
    LoadChanged,
    MarkerSet,
    ProvisionalWords,
    SegmentSkipped,
    SessionStarted,
    SinkFailed,
    SourceEnded,
    SourceNotice,
    UtteranceReady,
    WindowReady,
)
from emotion_desktop.domain.live_options import LiveOptions
from emotion_desktop.inference.diarisation import SpeakerProposal
from emotion_desktop.services.live import pipeline as live_module
from emotion_desktop.services.live.load_shedding import LoadLimits, LoadPolicy
from tests.engine_double import EngineDouble
from tests.live_doubles import HandFedSource, Listening, VoiceActivityDouble


class Recorder:
    """A sink that keeps all it gets, and that can break."""

    def __init__(self, *, break_at: str = "") -> None:
        self.heard = 0
        self.got: list[LiveEvent | str] = []
        self._break_at = break_at

    def hear(self, block: AudioBlock) -> None:
        self._note("sound")
        self.heard += len(block.samples)

    def take(self, event: LiveEvent) -> None:
        self._note(type(event).__name__)
        self.got.append(event)

    def close(self) -> None:
        raise AssertionError("whoever made a sink closes it")

    def _note(self, what: str) -> None:
        if what == "sound" and "sound" not in self.got:
            self.got.append("sound")
        if what == self._break_at:
            raise UserFacingError("The disk is full", "Make room.")


@pytest.fixture
def source() -> HandFedSource:
    return HandFedSource()


def started(live: Listening, source: HandFedSource) -> Listening:
    live.pipeline.start()
    assert source.started.wait(20)
    return live


def test_a_sink_hears_all_sound_between_the_first_event_and_the_last(
    source: HandFedSource,
) -> None:
    sink = Recorder()
    live = started(Listening(source, EngineDouble, sinks=[sink]), source)
    source.feed(2.5)
    live.pipeline.add_marker("door")
    live.pipeline.correct_label(0, "anger")
    assert live.pipeline.stop(20)
    live.pipeline.add_marker("too late")
    assert sink.heard == 2.5 * SAMPLE_RATE_HZ
    assert isinstance(sink.got[0], SessionStarted)
    assert sink.got[1] == "sound"
    assert sink.got[-1] == SourceEnded(None)
    assert live.of(MarkerSet) == [MarkerSet(2.5, "door")]
    assert MarkerSet(2.5, "door") in sink.got
    assert LabelCorrected(0, "anger") in sink.got
    assert len([event for event in sink.got if isinstance(event, UtteranceReady)]) == 3


def test_the_session_starts_when_its_first_sample_was_heard(source: HandFedSource) -> None:
    live = started(Listening(source, EngineDouble), source)
    before, before_s = datetime.now(UTC), time.monotonic()
    source.feed(1.0)
    after_s = time.monotonic()
    assert live.pipeline.stop(20)
    [session] = live.of(SessionStarted)
    block_s = 0.1
    assert before_s - block_s <= session.started_monotonic_s <= after_s - block_s
    wall_s = (session.started_at - before).total_seconds()
    assert wall_s == pytest.approx(session.started_monotonic_s - before_s, abs=0.05)
    assert session.source == "hand-fed"
    assert session.models == {"engine": "double"}


@pytest.mark.parametrize("moment", ["SessionStarted", "sound", "UtteranceReady", "SourceEnded"])
def test_a_sink_that_breaks_is_told_and_does_not_end_the_session(
    source: HandFedSource, moment: str, caplog: pytest.LogCaptureFixture
) -> None:
    broken, healthy = Recorder(break_at=moment), Recorder()
    live = started(Listening(source, EngineDouble, sinks=[broken, healthy]), source)
    source.feed(2)
    assert live.pipeline.stop(20)
    [failure] = live.of(SinkFailed)
    assert failure.sink == "Recorder"
    assert "disk is full" in str(failure.error)
    assert live.events[-1] == SourceEnded(None)
    assert healthy.heard == 2 * SAMPLE_RATE_HZ
    assert healthy.got[-1] == SourceEnded(None)
    assert not any(isinstance(event, SourceEnded) for event in broken.got)
    assert "given up" in caplog.text


def test_a_session_that_never_began_is_hidden_from_sinks(source: HandFedSource) -> None:
    def load() -> EngineDouble:
        raise UserFacingError("The bundle is incomplete", "Install it again.")

    sink = Recorder()
    Listening(source, load, sinks=[sink]).run_to_the_end()
    assert sink.got == []


def test_words_are_told_every_second_while_an_utterance_goes_on(source: HandFedSource) -> None:
    voice = VoiceActivityDouble(utterance_s=4.0)
    live = started(Listening(source, EngineDouble, voice), source)
    for count in (1, 2, 3):
        source.feed(1.0)
        live.wait_for(ProvisionalWords, count)
    source.feed(1.0)
    live.wait_for(UtteranceReady)
    assert live.pipeline.stop(20)
    drafts = live.of(ProvisionalWords)
    assert [round(draft.end_s, 1) for draft in drafts] == [1.0, 2.0, 3.0]
    assert [draft.text for draft in drafts] == [f"{n} s of words" for n in (1, 2, 3)]
    assert live.events.index(drafts[-1]) < live.events.index(live.of(UtteranceReady)[0])


def test_words_of_what_was_no_utterance_are_taken_back(source: HandFedSource) -> None:
    voice = VoiceActivityDouble(utterance_s=60.0)
    live = started(Listening(source, EngineDouble, voice), source)
    source.feed(1.0)
    live.wait_for(ProvisionalWords)
    voice.speaking = False
    source.feed(0.1)
    assert live.wait_for(ProvisionalWords, 2)[-1].text == ""
    assert live.pipeline.stop(20)


def test_without_the_option_nothing_is_told_before_the_end(source: HandFedSource) -> None:
    voice = VoiceActivityDouble(utterance_s=4.0)
    options = LiveOptions(provisional_words=False, hop_s=0.25)
    live = started(Listening(source, EngineDouble, voice, options=options), source)
    source.feed(3.0)
    assert live.pipeline.stop(20)
    assert live.of(UtteranceReady)
    assert not live.of(ProvisionalWords)


@pytest.mark.parametrize("wished", [True, False])
def test_a_session_compares_with_the_speaker_anew_where_that_is_wished_for(
    source: HandFedSource, wished: bool
) -> None:
    engine = EngineDouble()
    options = LiveOptions(compare_with_speaker=wished)
    live = started(Listening(source, lambda: engine, options=options), source)
    source.feed(1.0)
    live.wait_for(WindowReady)
    assert live.pipeline.stop(20)
    assert engine.comparing[-1] == wished


class SpeakersDouble:
    """Two people who take turns."""

    def __init__(self) -> None:
        self.lengths: list[int] = []

    def propose(self, sound: FloatArray) -> SpeakerProposal:
        self.lengths.append(len(sound))
        return SpeakerProposal("AB"[(len(self.lengths) - 1) % 2], 0.7)


@pytest.mark.parametrize("wished", [True, False])
def test_two_speakers_are_told_apart_where_that_is_wished_for(
    source: HandFedSource, wished: bool
) -> None:
    speakers = SpeakersDouble()
    options = LiveOptions(two_speakers=wished)
    live = started(
        Listening(source, EngineDouble, options=options, make_speakers=lambda: speakers), source
    )
    for second in range(1, 4):
        source.feed(1.0)
        live.wait_for(UtteranceReady, second)
    assert live.pipeline.stop(20)
    utterances = [event.utterance for event in live.of(UtteranceReady)]
    said = [(one.speaker, one.speaker_confidence) for one in utterances]
    assert said == ([("A", 0.7), ("B", 0.7), ("A", 0.7)] if wished else [("", None)] * 3)


def test_a_lost_device_does_not_hold_back_what_was_said(source: HandFedSource) -> None:
    voice = VoiceActivityDouble(utterance_s=60.0)
    live = started(Listening(source, EngineDouble, voice), source)
    source.feed(2.0)
    lost = SourceNotice("lost", "hand-fed gives no sound", 2.0)
    source.on_notice(lost)
    [ready] = live.wait_for(UtteranceReady)
    assert ready.utterance.end_s == pytest.approx(2.0)
    assert live.of(SourceNotice) == [lost]
    assert not live.over.is_set()
    assert live.pipeline.stop(20)


def test_a_slow_machine_is_told_of_level_by_level_down_to_no_words(
    source: HandFedSource, monkeypatch: pytest.MonkeyPatch
) -> None:
    always_too_much = LoadLimits(period_s=0.0, busy_above=-1.0)
    monkeypatch.setattr(live_module, "LoadPolicy", partial(LoadPolicy, limits=always_too_much))

    class TwoRecognisers(EngineDouble):
        has_smaller_recogniser = True
        small: tuple[bool, ...] = ()

        def utterances(
            self,
            segments: Sequence[Segment],
            *,
            words: bool = True,
            small_recogniser: bool = False,
            **more: object,
        ) -> list[Utterance]:
            if words:
                self.small += (small_recogniser,)
            return super().utterances(segments, words=words)

    engine = TwoRecognisers()
    live = started(Listening(source, lambda: engine), source)
    levels: list[str] = []
    for second in range(1, 9):
        source.feed(1.0)
        live.wait_for(UtteranceReady, second)
        levels = [event.level for event in live.of(LoadChanged)]
    assert live.pipeline.stop(20)
    assert list(dict.fromkeys(levels)) == list(LOAD_LEVELS[1:])
    assert [event.hop_s for event in live.of(LoadChanged)][-1] == 2.0
    assert live.of(UtteranceReady)[-1].speech_only
    assert engine.small[0] is False
    late = [event.window.end_s for event in live.of(WindowReady)][-1]
    assert late % 2.0 == 0  # the longer hop is in force


@pytest.fixture
def ten_seconds(tmp_path: Path) -> Path:
    path = tmp_path / "tone.wav"
    time_s = np.arange(10 * SAMPLE_RATE_HZ) / SAMPLE_RATE_HZ
    soundfile.write(path, 0.5 * np.sin(2 * np.pi * 220 * time_s), SAMPLE_RATE_HZ)
    return path


def test_a_lossless_session_makes_the_file_wait_and_skips_nothing(ten_seconds: Path) -> None:
    source = FileSource(ten_seconds, speed=None)
    live = Listening(source, EngineDouble, lossless=True)
    live.run_to_the_end()
    assert [e.utterance.segment_id for e in live.of(UtteranceReady)] == list(range(10))
    assert not any(event.speech_only for event in live.of(UtteranceReady))
    ends_s = [event.window.end_s for event in live.of(WindowReady)]
    assert ends_s == [n / 2 for n in range(2, 21)]
    assert not live.of(SegmentSkipped)
    assert live.pipeline.snapshot().counters.skipped_windows == 0


@pytest.mark.logs
def test_a_bug_in_the_engine_frees_a_file_that_waits(ten_seconds: Path) -> None:
    class BreaksWhenFull(EngineDouble):
        def window(self, samples: FloatArray) -> Estimate:
            assert asked_again.wait(20)
            raise ValueError("shape")

    asked_again = threading.Event()

    class Voice(VoiceActivityDouble):
        def feed(self, block: AudioBlock) -> list[Segment]:
            if block.first_sample >= SAMPLE_RATE_HZ:
                asked_again.set()
            return super().feed(block)

    source = FileSource(ten_seconds, speed=None)
    live = Listening(source, BreaksWhenFull, Voice(), lossless=True)
    live.run_to_the_end()
    assert isinstance(live.events[-1], Failed)


def test_losses_are_counted_while_they_happen(
    source: HandFedSource, monkeypatch: pytest.MonkeyPatch
) -> None:
    live = started(Listening(source, EngineDouble), source)
    now_s = time.monotonic()
    monkeypatch.setattr(live_module.time, "monotonic", lambda: now_s)

    def lost_s() -> float:
        return live.pipeline.snapshot().counters.dropped_samples / SAMPLE_RATE_HZ

    source.feed(2.0)
    began_s = live.wait_for(SessionStarted)[0].started_monotonic_s
    now_s = began_s + 5.0
    assert lost_s() == 0
    source.on_notice(SourceNotice("lost", "hand-fed gives no sound", 2.0))
    assert lost_s() == pytest.approx(3.0)
    now_s += 30.0
    assert lost_s() == pytest.approx(33.0)
    sound = live.pipeline.snapshot().sound
    np.testing.assert_allclose(sound.gaps_s, [[2.0, 35.0]])  # the plots move on, and shade it
    assert (sound.end_s, sound.level_dbfs) == (pytest.approx(35.0), -np.inf)
    source.dropped_samples = 33 * SAMPLE_RATE_HZ  # the source counts when it is back
    source.on_notice(SourceNotice("returned", "hand-fed is back", 35.0))
    assert lost_s() == 33
    source.on_notice(SourceNotice("lost", "hand-fed gives no sound", 35.0))
    now_s = began_s + 37.0
    assert live.pipeline.stop(20)
    now_s += 100.0
    assert lost_s() == pytest.approx(35.0)  # nothing is missed after the end
