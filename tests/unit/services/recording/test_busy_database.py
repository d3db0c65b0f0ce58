"""Another program holds the sessions' database: sound goes on, results wait, both are told."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from emotion_desktop.domain.audio import SAMPLE_RATE_HZ
from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.domain.live_events import SourceEnded
from emotion_desktop.domain.session import RecordedSegment
from emotion_desktop.services.recording import recorder as recorder_module
from emotion_desktop.services.recording.recovery import find_unfinished, recover
from emotion_desktop.storage import row_queue
from emotion_desktop.storage.errors import DatabaseBusyError, StorageError
from emotion_desktop.storage.recording import Recording
from emotion_desktop.storage.row_queue import RowQueue
from emotion_desktop.storage.session_folder import session_folder
from emotion_desktop.storage.store import SessionStore
from emotion_desktop.storage.wav_chunks import find_chunks
from tests.unit.services.recording.recorder_desk import Desk, sound
from tests.unit.streaming.live_events import SPOKEN, STARTED, window

# Each wait is logged.
pytestmark = pytest.mark.logs

ID = "20260301T120000Z-0a1b2c"


@contextmanager
def held(folder: Path, how: str = "IMMEDIATE") -> Iterator[None]:
    """Lock the database, as a program does that writes a lot."""
    SessionStore(folder, pytest.fail).close()
    with closing(sqlite3.connect(folder / "sessions.db", isolation_level=None)) as connection:
        if how == "locking_mode":  # not even readers
            connection.execute("PRAGMA locking_mode = EXCLUSIVE")
            connection.execute("PRAGMA user_version = 0")
            connection.execute("BEGIN EXCLUSIVE")
        else:
            connection.execute(f"BEGIN {how}")
        yield
        connection.execute("ROLLBACK")


@pytest.mark.parametrize("how", ["IMMEDIATE", "locking_mode"])
def test_sound_goes_on_while_results_wait_and_nothing_is_missing_in_the_end(
    desk: Desk,
    how: str,
) -> None:
    with held(desk.folder, how):
        desk.recorder.start_recording()
        desk.take(STARTED)
        desk.feed(sound(4))
        desk.take(window(3.0), window(3.5))
        waiting = desk.wait_for(lambda state: state.waiting_results >= 3)
        assert waiting.phase == "recording"
        assert isinstance(waiting.waiting_for, UserFacingError)
        assert "another program is using it" in str(waiting.waiting_for)
        assert waiting.error is None
        # For longer than anybody was waited for before; the sound is on the disk meanwhile.
        desk.feed(sound(8)[4 * SAMPLE_RATE_HZ :], 4 * SAMPLE_RATE_HZ)
        on_disk = desk.wait_for(lambda state: state.seconds_written > 7.4)
        assert on_disk.session_id is not None
        chunks = find_chunks(session_folder(desk.folder, on_disk.session_id))
        assert sum(chunk.n_samples for chunk in chunks) > 7.4 * SAMPLE_RATE_HZ
        desk.take(SPOKEN, SourceEnded("unplugged"))
        off = desk.wait_for(lambda state: state.phase == "off")
        assert off.waiting_for is not None
    free = desk.wait_for(lambda state: state.phase == "off" and state.waiting_for is None)
    assert (free.waiting_results, free.results_written, free.dropped_events) == (0, 3, 0)
    assert free.error is None
    session = desk.only_session()
    assert (session.state, session.duration_s) == ("finished", 8)
    np.testing.assert_array_equal(desk.heard(session), sound(8))
    with SessionStore(desk.folder, pytest.fail) as store:
        assert [kept.end_s for kept in store.windows(session.id)] == [3.0, 3.5]
        assert len(store.segments(session.id)) == 1
        assert [notice.kind for notice in store.notices(session.id)] == ["ended"]


def test_a_database_that_is_never_free_costs_results_and_no_sound(
    desk: Desk,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(recorder_module, "LAST_ROWS_S", 0.3)
    with held(desk.folder):
        desk.recorder.start_recording()
        desk.take(STARTED)
        desk.feed(sound(3))
        desk.take(window(3.0), SourceEnded(None))
        desk.recorder.close()
    assert desk.recorder.state.dropped_events == 1
    [left] = find_unfinished(desk.folder, pytest.fail)
    assert recover(left).duration_s == 3
    np.testing.assert_array_equal(desk.heard(desk.only_session()), sound(3))


def test_what_is_not_kept_does_not_wait_in_memory(tmp_path: Path) -> None:
    waiting: list[Callable[[object], None]] = []
    kept: list[RecordedSegment] = []
    rows = SimpleNamespace(put=lambda write, **_: waiting.append(write))
    recording = Recording(tmp_path, rows, STARTED, 0)
    heard = replace(SPOKEN.utterance.estimate, cross_attention=np.zeros((2, 900), np.float16))
    recording.take(replace(SPOKEN, utterance=replace(SPOKEN.utterance, estimate=heard)))
    waiting[-1](SimpleNamespace(add_segment=lambda _id, segment: kept.append(segment)))
    recording.abandon()
    assert kept[0].utterance.estimate.cross_attention is None
    assert kept[0].utterance.transcript == SPOKEN.utterance.transcript


def test_no_more_rows_wait_than_memory_is_meant_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(row_queue, "MOST_ROWS", 5)
    rows = RowQueue(tmp_path, pytest.fail)
    with held(tmp_path):
        rows.put(lambda store: store.add_session(ID, STARTED), essential=True)
        for number in range(8):
            rows.put(lambda store, number=number: store.set_dropped(ID, number))
        rows.put(lambda store: store.set_state(ID, "finished"), essential=True)
        assert (rows.waiting, rows.dropped) == (6, 4)
        assert isinstance(rows.trouble, DatabaseBusyError)
    rows.finish(20)
    assert (rows.waiting, rows.dropped, rows.trouble) == (0, 4, None)
    with SessionStore(tmp_path, pytest.fail) as store:
        session = store.session(ID)
    assert session is not None
    assert (session.state, session.dropped_samples) == ("finished", 3)


def test_a_busy_database_is_asked_now_and_then(tmp_path: Path) -> None:
    now_s = 100.0
    attempts: list[float] = []

    def write(store: SessionStore) -> None:
        attempts.append(now_s)
        store.add_session(ID, STARTED)

    rows = RowQueue(tmp_path, pytest.fail, lambda: now_s)
    with held(tmp_path):
        rows.put(write)
        for _ in range(1000):
            rows.flush()
        assert attempts == [100.0]
        now_s += row_queue.RETRY_S
        for _ in range(1000):
            rows.flush()
        assert attempts == [100.0, 100.0 + row_queue.RETRY_S]
    now_s += row_queue.RETRY_S
    rows.flush()
    rows.close()
    with SessionStore(tmp_path, pytest.fail) as store:
        assert store.session(ID) is not None


def test_a_row_that_no_database_takes_holds_up_no_other(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    rows = RowQueue(tmp_path, pytest.fail)
    for _ in range(2):  # the second time there is one of this name
        rows.put(lambda store: store.add_session(ID, STARTED))
    rows.put(lambda store: store.set_dropped(ID, 7))
    assert (rows.waiting, rows.dropped) == (0, 1)
    assert "Skipped a row" in caplog.text
    rows.close()
    with SessionStore(tmp_path, pytest.fail) as store:
        session = store.session(ID)
    assert session is not None
    assert session.dropped_samples == 7


def test_a_newer_database_is_refused_at_once(tmp_path: Path) -> None:
    SessionStore(tmp_path, pytest.fail).close()
    with closing(sqlite3.connect(tmp_path / "sessions.db")) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(StorageError, match="newer version"):
        RowQueue(tmp_path, pytest.fail).open()
