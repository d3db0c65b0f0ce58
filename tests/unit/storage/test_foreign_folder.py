"""A data folder that came from elsewhere: whatever it names, nothing outside it is touched."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from emotion_desktop.domain.audio import SAMPLE_RATE_HZ, AudioBlock
from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.export.formats import ExportOptions
from emotion_desktop.services.exporting import Export
from emotion_desktop.services.recording.library import list_sessions
from emotion_desktop.services.recording.recorder import SessionRecorder
from emotion_desktop.services.recording.recovery import (
    UnfinishedSession,
    discard,
    find_unfinished,
    recover,
)
from emotion_desktop.storage.session_folder import LOCK_NAME, make_session_folder, session_folder
from emotion_desktop.storage.store import SessionStore
from emotion_desktop.storage.wav_chunks import ChunkWriter
from tests.unit.streaming.live_events import SESSION, STARTED, STARTED_AT

# What is left out is named in the log.
pytestmark = pytest.mark.logs

ID = "20260301T120000Z-0a1b2c"
NAMES = [
    "../../../victim",
    "..",
    "",
    ".",
    "/etc",
    "20260301T120000Z-0a1b2c/../../../victim",
    ID.upper(),
]


@pytest.fixture
def victim(tmp_path: Path) -> Path:
    folder = tmp_path / "victim"
    folder.mkdir()
    (folder / "diary.txt").write_text("mine")
    return folder


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "deep" / "down" / "data"
    SessionStore(folder, pytest.fail).close()
    return folder


def put_session(data: Path, session_id: str, **values: object) -> None:
    """Write a row past the program, as somebody else would."""
    with SessionStore(data, pytest.fail) as store:
        store.add_session(session_id, STARTED)
    with closing(sqlite3.connect(data / "sessions.db")) as connection, connection:
        for name, value in values.items():
            connection.execute(f"UPDATE sessions SET {name} = ? WHERE id = ?", (value, session_id))


def put_sound(data: Path, session_id: str = ID) -> Path:
    folder = make_session_folder(data, session_id)
    writer = ChunkWriter(folder)
    writer.write(np.zeros(16_000, np.float32), 0)
    writer.close()
    return folder


def assert_whole(victim: Path) -> None:
    assert [(path.name, path.read_text()) for path in victim.iterdir()] == [("diary.txt", "mine")]


@pytest.mark.parametrize("name", NAMES)
def test_an_id_that_is_a_path_is_neither_listed_nor_offered_nor_deleted(
    data: Path, victim: Path, name: str
) -> None:
    put_session(data, name)
    put_session(data, ID)
    put_sound(data)
    assert [session.id for session in list_sessions(data, pytest.fail)] == [ID]
    assert [session.id for session in find_unfinished(data, pytest.fail)] == [ID]
    hostile = UnfinishedSession(data, name, STARTED_AT, "", 0.0, 0)
    for work in (discard, recover):
        with pytest.raises(UserFacingError, match="invalid name"):
            work(hostile)
    with pytest.raises(UserFacingError, match="There is no session"):
        export(data, name, victim)
    assert_whole(victim)


@pytest.mark.parametrize("link", ["sessions", f"sessions/{ID}"])
def test_a_folder_that_is_a_link_is_left_alone(data: Path, victim: Path, link: str) -> None:
    put_session(data, ID)
    if "/" in link:
        (data / "sessions").mkdir()
        (data / link).symlink_to(victim)
    else:
        (victim.parent / "other" / ID).mkdir(parents=True)
        (victim.parent / "other" / ID / "diary.txt").write_text("mine")
        (data / link).symlink_to(victim.parent / "other")
        victim = victim.parent / "other" / ID
    assert find_unfinished(data, pytest.fail) == []
    assert list_sessions(data, pytest.fail) == []
    with pytest.raises(UserFacingError, match="points outside the data folder"):
        discard(UnfinishedSession(data, ID, STARTED_AT, "", 0.0, 0))
    assert_whole(victim)


@pytest.mark.parametrize("name", ["sound.flac.partial", LOCK_NAME])
def test_a_link_in_a_session_s_folder_is_not_written_through(
    data: Path, victim: Path, name: str
) -> None:
    put_session(data, ID)
    folder = put_sound(data)
    (folder / name).symlink_to(victim / "diary.txt")
    session = UnfinishedSession(data, ID, STARTED_AT, "", 1.0, 0)
    if name == LOCK_NAME:
        with pytest.raises(UserFacingError, match="is a link"):
            recover(session)
    else:
        assert recover(session).duration_s == 1
    assert_whole(victim)


def test_what_is_no_file_is_no_sound(data: Path) -> None:
    put_session(data, ID)
    folder = put_sound(data)
    os.mkfifo(folder / "chunk-00001-000000016000.wav")  # opening it would wait for ever
    [session] = find_unfinished(data, pytest.fail)
    assert recover(session).duration_s == 1


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("sound_file", "../../../../../victim/diary.txt"),
        ("state", "\x1b[2Jfinished"),
        ("n_samples", "many"),
        ("n_samples", -1),
        ("models", '["of no use"]'),
        ("source", b"\0"),
        ("started_at", "0001-01-01 00:00:00.000000"),
    ],
)
def test_a_row_that_this_program_cannot_have_written_is_left_out(
    data: Path, column: str, value: object
) -> None:
    put_session(data, ID, **{column: value})
    assert list_sessions(data, pytest.fail) == []
    with pytest.raises(UserFacingError, match="There is no session"):
        export(data, ID, data)


@pytest.mark.parametrize(
    ("column", "value"), [("models", "[" * 100_000), ("models", "{"), ("started_at", "yesterday")]
)
def test_contents_that_cannot_be_read_are_one_line(data: Path, column: str, value: str) -> None:
    put_session(data, ID, **{column: value})
    for ask in (list_sessions, find_unfinished):
        with pytest.raises(UserFacingError, match="did not write"):
            ask(data, pytest.fail)


def test_text_that_is_not_unicode_is_one_line(data: Path) -> None:
    put_session(data, ID)
    with closing(sqlite3.connect(data / "sessions.db")) as connection, connection:
        connection.execute("UPDATE sessions SET source = CAST(x'ff' AS TEXT)")
    with pytest.raises(UserFacingError, match="did not write"):
        list_sessions(data, pytest.fail)


def test_a_damaged_table_whose_words_are_not_unicode_is_set_aside(data: Path) -> None:
    stored = "CREATE TABLE other (a) \N{PILCROW SIGN}".encode("latin-1").hex()
    with closing(sqlite3.connect(data / "sessions.db")) as connection:
        connection.executescript(
            "CREATE TABLE other (a); PRAGMA writable_schema = 1;"
            f"UPDATE sqlite_master SET sql = CAST(x'{stored}' AS TEXT) WHERE name = 'other'"
        )
    told: list[str] = []
    assert list_sessions(data, told.append) == []
    assert "set aside" in told[0]


@pytest.mark.parametrize("version", ["CAST(x'ff' AS TEXT)", "7", "''"])
def test_a_version_that_is_none_is_one_line(data: Path, version: str) -> None:
    put_session(data, ID)
    with closing(sqlite3.connect(data / "sessions.db")) as connection, connection:
        connection.execute(f"UPDATE alembic_version SET version_num = {version}")
    with pytest.raises(UserFacingError):
        list_sessions(data, pytest.fail)


def test_a_format_that_sqlite_does_not_read_is_one_line(data: Path) -> None:
    put_session(data, ID)
    with (data / "sessions.db").open("r+b") as file:
        file.seek(44)  # the schema's format, of which there are four
        file.write(b"\0\0\0\x09")
    with pytest.raises(UserFacingError, match="did not write"):
        list_sessions(data, pytest.fail)


@pytest.mark.parametrize(
    ("column", "value"),
    [
        *(("fused", b""), ("fused", b"\0" * 12), ("fused", b"\xff" * 28), ("fused", "words")),
        *(("text", b"\0"), ("speaker", b"\0"), ("label", b"\0")),
        *(("words", '[["a", 0, 1, null]]'), ("words", '[["a", 0, NaN, 1]]')),
        *(
            ("start_s", ""),
            ("gate_text", "a"),
            ("end_s", float("inf")),
            ("normalised_to_speaker", "a"),
        ),
    ],
)
def test_a_result_that_is_none_is_one_line(
    data: Path, tmp_path: Path, column: str, value: object
) -> None:
    with closing(SessionRecorder(data)) as recorder:
        recorder.start_recording()
        recorder.take(STARTED)
        recorder.hear(AudioBlock(np.zeros(8 * SAMPLE_RATE_HZ, np.float32), SAMPLE_RATE_HZ, 0))
        for event in SESSION[2:]:
            recorder.take(event)
    with closing(sqlite3.connect(data / "sessions.db")) as connection, connection:
        connection.execute(f"UPDATE segments SET {column} = ?", (value,))
    [session] = list_sessions(data, pytest.fail)
    with pytest.raises(UserFacingError, match="did not write"):
        export(data, session.id, tmp_path)


def test_the_folder_of_a_session_is_where_it_was(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")  # the data folder itself may be one
    folder = make_session_folder(tmp_path / "link", ID)
    assert folder == session_folder(tmp_path / "link", ID)
    assert (tmp_path / "real" / "sessions" / ID).is_dir()


def export(data_folder: Path, session_id: str, folder: Path) -> None:
    options = ExportOptions(private=True)
    Export(lambda: data_folder, folder, ["json"], options, pytest.fail).write_session(session_id)
