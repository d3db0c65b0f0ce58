"""What is recorded of a live session, and what never is."""

import errno
import os
import resource
import stat
import threading
from collections.abc import Callable, Iterator
from datetime import date, timedelta

import numpy as np
import pytest

from emotion_desktop.domain.audio import SAMPLE_RATE_HZ
from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.domain.live_events import LabelCorrected, MarkerSet, SourceEnded
from emotion_desktop.domain.session import Consent, Marker, Notice
from emotion_desktop.services.recording import recorder as recorder_module
from emotion_desktop.services.recording.recovery import find_unfinished, recover
from emotion_desktop.storage import wav_chunks as chunks
from emotion_desktop.storage.document import document_of
from emotion_desktop.storage.session_folder import session_folder
from emotion_desktop.storage.store import SessionStore
from tests.unit.services.recording.recorder_desk import BLOCK, Desk, sound
from tests.unit.streaming.live_events import SESSION, SPOKEN, STARTED, STARTED_AT, window


def test_nothing_is_stored_of_a_session_that_nobody_records(desk: Desk) -> None:
    desk.take(STARTED)
    desk.feed(sound(2))
    desk.take(*SESSION[2:])
    desk.recorder.close()
    assert not desk.folder.exists()
    assert desk.states == []


def test_a_consent_is_stored_with_the_next_recording_alone(desk: Desk) -> None:
    consent = Consent(date(2026, 3, 1), "Ana, signed.")
    desk.recorder.note_consent(consent)
    desk.take(STARTED)
    desk.feed(sound(1))
    assert not desk.folder.exists()  # noting it stores nothing
    for _ in range(2):
        desk.recorder.start_recording()
        desk.take(STARTED)
        desk.feed(sound(1))
        desk.take(SourceEnded(None))
    desk.recorder.close()
    with SessionStore(desk.folder, pytest.fail) as store:
        kept = [document_of(store, one.id).consent for one in store.sessions()]
    assert sorted(kept, key=str) == sorted([consent, None], key=str)


def test_a_session_is_kept_whole(desk: Desk) -> None:
    desk.recorder.start_recording()
    desk.take(STARTED)
    desk.feed(sound(8))
    desk.take(*SESSION[2:])
    desk.recorder.close()

    session = desk.only_session()
    assert (session.state, session.source) == ("finished", STARTED.source)
    assert session.models == STARTED.models
    assert session.started_at == STARTED_AT
    assert session.ended_at == STARTED_AT + timedelta(seconds=8)
    np.testing.assert_array_equal(desk.heard(session), sound(8))
    with SessionStore(desk.folder, pytest.fail) as store:
        [kept_window] = store.windows(session.id)
        expected = SESSION[3].window
        np.testing.assert_array_equal(
            kept_window.probabilities, expected.estimate.probabilities, strict=True
        )
        assert (kept_window.start_s, kept_window.end_s) == (expected.start_s, expected.end_s)
        spoken, wordless = store.segments(session.id)
        assert spoken.utterance.transcript == SPOKEN.utterance.transcript
        assert spoken.utterance.estimate.gate == SPOKEN.utterance.estimate.gate
        np.testing.assert_array_equal(
            spoken.utterance.estimate.text.attention, SPOKEN.utterance.estimate.text.attention
        )
        assert wordless.speech_only
        assert wordless.utterance.estimate.text is None
        assert store.markers(session.id) == [Marker(3.5, "door slams")]
        assert [n.kind for n in store.notices(session.id)] == ["skipped", "lost", "load", "ended"]
        [correction] = store.corrections(session.id)
        assert (correction.segment_id, correction.label) == (7, "anger")
    phases = list(dict.fromkeys(state.phase for state in desk.states))
    assert phases == ["armed", "recording", "finishing", "off"]
    assert desk.recorder.state.seconds_written == 8
    assert desk.recorder.state.results_written == 3
    assert desk.recorder.state.error is None


@pytest.mark.skipif(os.name != "posix", reason="Windows has other rights")
def test_others_may_not_look_into_what_is_recorded(desk: Desk) -> None:
    desk.recorder.start_recording()
    desk.take(STARTED)
    desk.feed(sound(1))
    desk.recorder.close()
    folder = session_folder(desk.folder, desk.only_session().id)
    for private in (desk.folder, folder.parent, folder):
        assert stat.S_IMODE(private.stat().st_mode) == 0o700
    assert stat.S_IMODE((desk.folder / "sessions.db").stat().st_mode) == 0o600


def test_a_stretch_in_the_middle_begins_at_0_and_holds_nothing_from_outside(desk: Desk) -> None:
    desk.take(STARTED)
    desk.feed(sound(4))
    desk.recorder.start_recording()
    desk.feed(sound(4), 4 * SAMPLE_RATE_HZ)
    desk.recorder.stop_recording()
    desk.feed(sound(4), 8 * SAMPLE_RATE_HZ)
    late = [window(6.9), window(7.5), window(8.0), window(8.1), SPOKEN]  # [3.9, 6.9] and so on
    desk.take(*late, MarkerSet(3.9, "before"), MarkerSet(4.5, "within"), MarkerSet(8.5, "after"))
    desk.take(LabelCorrected(SPOKEN.utterance.segment_id, "anger"), SourceEnded(None))
    desk.recorder.close()

    session = desk.only_session()
    assert session.started_at == STARTED_AT + timedelta(seconds=4)
    np.testing.assert_array_equal(desk.heard(session), sound(4))
    with SessionStore(desk.folder, pytest.fail) as store:
        kept = [(kept.start_s, kept.end_s) for kept in store.windows(session.id)]
        assert kept == [(0.5, 3.5), (1.0, 4.0)]
        assert store.segments(session.id) == []
        assert store.corrections(session.id) == []
        assert store.markers(session.id) == [Marker(0.5, "within")]
    assert [state.phase for state in desk.states].count("off") == 1


def test_the_next_session_is_recorded_only_when_it_is_switched_on_again(desk: Desk) -> None:
    desk.recorder.start_recording()
    for _ in range(2):
        desk.take(STARTED)
        desk.feed(sound(1))
        desk.take(SourceEnded(None))
    desk.recorder.start_recording()
    desk.take(STARTED)
    desk.feed(sound(2))
    desk.recorder.close()
    with SessionStore(desk.folder, pytest.fail) as store:
        assert sorted(session.duration_s for session in store.sessions()) == [1, 2]


def test_lost_sound_becomes_silence_however_long(desk: Desk) -> None:
    whole = sound(70)
    short, long = slice(16_000, 20_000), slice(40_000, 1_000_000)
    desk.recorder.start_recording()
    desk.take(STARTED)
    for part in (slice(0, 16_000), slice(20_000, 40_000), slice(1_000_000, len(whole))):
        desk.feed(whole[part], part.start)
    desk.take(SourceEnded(None))
    desk.recorder.close()
    session = desk.only_session()
    for lost in (short, long):
        whole[lost] = 0
    np.testing.assert_array_equal(desk.heard(session), whole)
    assert session.dropped_samples == 4_000 + 960_000
    assert desk.recorder.state.dropped_s == session.dropped_samples / SAMPLE_RATE_HZ


def test_a_slow_disk_costs_sound_and_never_time(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recorder_module, "QUEUE_SAMPLES", 2 * SAMPLE_RATE_HZ)
    monkeypatch.setattr(recorder_module, "QUEUE_EVENTS", 1)
    stuck, held = threading.Event(), threading.Event()
    flush = chunks.ChunkWriter.flush

    def slow_flush(writer: chunks.ChunkWriter) -> None:
        stuck.set()
        assert held.wait(20)
        flush(writer)

    monkeypatch.setattr(chunks.ChunkWriter, "flush", slow_flush)
    desk.recorder.start_recording()
    desk.take(STARTED)
    desk.feed(sound(0.03))
    assert stuck.wait(20)
    desk.feed(sound(9), BLOCK)  # would hang here if it waited
    desk.take(window(3.0), window(3.5), window(4.0))
    held.set()
    desk.wait_for(lambda state: state.seconds_written > 1.5)
    desk.feed(sound(1), 10 * SAMPLE_RATE_HZ)
    desk.take(SourceEnded(None))
    desk.recorder.close()
    session = desk.only_session()
    assert session.duration_s == 11
    assert session.dropped_samples / SAMPLE_RATE_HZ == pytest.approx(10 - 2.03, abs=0.04)
    assert desk.recorder.state.dropped_events == 2
    assert desk.recorder.state.results_written == 1


@pytest.fixture
def small_files() -> Iterator[Callable[[int], None]]:
    """Let no file of this process grow above a size, which looks like a full disk."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    yield lambda n_bytes: resource.setrlimit(resource.RLIMIT_FSIZE, (n_bytes, before[1]))
    resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_full_disk_ends_the_recording_and_what_was_written_stays(
    desk: Desk, small_files: Callable[[int], None]
) -> None:
    desk.recorder.start_recording()
    desk.take(STARTED)
    desk.feed(sound(5))
    desk.wait_for(lambda state: state.seconds_written > 4.5)
    small_files(250_000)  # 7.8 s of a chunk
    desk.feed(sound(60)[5 * SAMPLE_RATE_HZ :], 5 * SAMPLE_RATE_HZ)
    stopped = desk.wait_for(lambda state: state.error is not None)
    assert stopped.phase == "off"
    assert isinstance(stopped.error, UserFacingError)
    assert os.strerror(errno.EFBIG) in str(stopped.error) or "disk" in str(stopped.error)
    desk.take(window(), SourceEnded(None))
    desk.recorder.close()
    small_files(resource.RLIM_INFINITY)

    [left] = find_unfinished(desk.folder, pytest.fail)
    recovered = recover(left)
    assert stopped.seconds_written <= recovered.duration_s <= 7.9
    assert stopped.seconds_written > 7
    heard = desk.heard(desk.only_session())
    np.testing.assert_array_equal(heard, sound(60)[: len(heard)])


def test_recording_goes_on_in_the_next_session_after_a_full_disk(
    desk: Desk, small_files: Callable[[int], None]
) -> None:
    small_files(20_000)
    desk.recorder.start_recording()
    desk.take(STARTED)
    desk.feed(sound(2))
    desk.wait_for(lambda state: isinstance(state.error, UserFacingError))
    small_files(resource.RLIM_INFINITY)
    desk.recorder.start_recording()
    desk.feed(sound(2), 2 * SAMPLE_RATE_HZ)
    desk.take(SourceEnded("unplugged"))
    desk.recorder.close()
    assert desk.recorder.state.error is None
    session = desk.only_session()
    assert (session.state, session.duration_s) == ("finished", 2)
    with SessionStore(desk.folder, pytest.fail) as store:
        assert store.notices(session.id) == [Notice(2.0, "ended", "unplugged")]
