"""A sessions' database of another version, a broken one, one that two programs open."""

import shutil
import sqlite3
import threading
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from filelock import FileLock
from sqlalchemy import Connection
from sqlalchemy.exc import DatabaseError

from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.domain.session import Marker
from emotion_desktop.export.analysis_json import to_json
from emotion_desktop.storage import connecting, database
from emotion_desktop.storage.archive import SOUND_NAME
from emotion_desktop.storage.database import open_database
from emotion_desktop.storage.document import document_of
from emotion_desktop.storage.errors import DatabaseBusyError
from emotion_desktop.storage.session_folder import make_session_folder
from emotion_desktop.storage.store import SessionStore
from emotion_desktop.storage.tables import METADATA
from tests.golden import inputs
from tests.unit.streaming.live_events import STARTED

DATABASE = "sessions.db"
FROZEN = Path(__file__).parents[2] / "frozen"


def migrated(connection: Connection) -> MigrationContext:
    """Look at all tables but those in which FTS5 keeps its index."""
    opts = {"include_name": lambda name, _kind, _of: not f"{name}".startswith("passages_fts")}
    return MigrationContext.configure(connection, opts=opts)


def test_migrations_lead_to_the_tables_that_the_program_uses(tmp_path: Path) -> None:
    engine = open_database(tmp_path / "50% ?#", pytest.fail)
    with engine.connect() as connection:
        assert compare_metadata(migrated(connection), METADATA) == []
    engine.dispose()


def test_a_database_of_the_first_version_is_brought_to_this_one_and_loses_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file that a program of that version wrote: it is never to be written anew."""
    monkeypatch.chdir(tmp_path)
    data = Path("data")
    folder = make_session_folder(data, inputs.SESSION_ID)
    (folder / SOUND_NAME).write_bytes(inputs.SOUND)
    shutil.copy(FROZEN / "sessions-0001.db", data / DATABASE)
    with SessionStore(data, pytest.fail) as store:
        document = document_of(store, inputs.SESSION_ID)
        store.add_marker(inputs.SESSION_ID, Marker(4.0, "still open for more"))
        assert len(store.markers(inputs.SESSION_ID)) == 3
    golden = (inputs.GOLDEN / "session.emotion.json").read_text("utf-8")
    # Version 0001 did not keep with how many utterances the sound was compared.
    assert to_json(document) == golden.replace(', "normalised_to_speaker": 12', "")
    engine = open_database(data, pytest.fail)
    with engine.connect() as connection:
        assert compare_metadata(migrated(connection), METADATA) == []
    engine.dispose()


def test_what_is_acknowledged_survives_a_loss_of_power(tmp_path: Path) -> None:
    engine = open_database(tmp_path, pytest.fail)
    with engine.connect() as connection:
        pragmas = ("journal_mode", "synchronous", "foreign_keys")
        found = [connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in pragmas]
    engine.dispose()
    assert found == ["wal", 2, 1]


def damage(path: Path) -> None:
    """Overwrite all pages but the first."""
    contents = path.read_bytes()
    path.write_bytes(contents[:4096] + b"\xff" * (len(contents) - 4096))


def test_a_database_that_has_not_changed_is_checked_once_and_a_changed_one_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    SessionStore(tmp_path, pytest.fail).close()
    asked: list[str] = []
    connect = sqlite3.connect

    def listen(*arguments: object, **options: object) -> sqlite3.Connection:
        connection = connect(*arguments, **options)
        connection.set_trace_callback(asked.append)
        return connection

    monkeypatch.setattr(database.sqlite3, "connect", listen)
    for _ in range(3):
        SessionStore(tmp_path, pytest.fail, read_only=True).close()
    assert sum("quick_check" in one for one in asked) == 1
    monkeypatch.undo()
    damage(tmp_path / DATABASE)
    notices: list[str] = []
    SessionStore(tmp_path, notices.append).close()
    assert "was damaged" in notices[0]


def test_a_newer_database_is_refused_and_left_untouched(tmp_path: Path) -> None:
    SessionStore(tmp_path, pytest.fail).close()
    path = tmp_path / DATABASE
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.execute("ALTER TABLE sessions ADD COLUMN mood TEXT")
        connection.commit()
    before = path.read_bytes()
    with pytest.raises(UserFacingError, match="newer version"):
        SessionStore(tmp_path, pytest.fail)
    assert path.read_bytes() == before
    assert list(tmp_path.glob("*.db")) == [path]


def test_a_newer_database_that_only_adds_is_used_all_the_same(tmp_path: Path) -> None:
    SessionStore(tmp_path, pytest.fail).close()
    with closing(sqlite3.connect(tmp_path / DATABASE)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '0002.99'")
        connection.execute("ALTER TABLE sessions ADD COLUMN mood TEXT")
        connection.commit()
    with SessionStore(tmp_path, pytest.fail) as store:
        store.add_session("20260301T120000Z-000000", STARTED)
    with SessionStore(tmp_path, pytest.fail, read_only=True) as store:
        assert [session.id for session in store.sessions()] == ["20260301T120000Z-000000"]
    with closing(sqlite3.connect(tmp_path / DATABASE)) as connection:
        assert connection.execute("SELECT * FROM alembic_version").fetchall() == [("0002.99",)]


@pytest.mark.parametrize("how", ["no database", "a damaged page"])
def test_a_broken_database_is_set_aside_and_said(tmp_path: Path, how: str) -> None:
    with SessionStore(tmp_path, pytest.fail) as store:
        store.add_session("20260301T120000Z-000000", STARTED)
    path = tmp_path / DATABASE
    content = bytearray(path.read_bytes())
    if how == "no database":
        content[:100] = b"x" * 100
    else:
        content[len(content) // 2 :] = b"\xff" * (len(content) - len(content) // 2)
    path.write_bytes(content)
    notices: list[str] = []
    with SessionStore(tmp_path, notices.append) as store:
        assert store.sessions() == []
    [notice] = notices
    [aside] = tmp_path.glob("sessions-damaged-*.db")
    assert aside.name in notice
    assert aside.read_bytes() == content


def test_two_programs_may_open_a_new_folder_at_once(tmp_path: Path) -> None:
    errors: list[Exception] = []
    together = threading.Barrier(4)

    def open_and_write(number: int) -> None:
        together.wait(20)
        try:
            with SessionStore(tmp_path, pytest.fail) as store:
                store.add_session(f"20260301T120000Z-00000{number}", STARTED)
        except Exception as error:
            errors.append(error)

    threads = [threading.Thread(target=open_and_write, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert errors == []
    with SessionStore(tmp_path, pytest.fail) as store:
        assert len(store.sessions()) == 4


TRIGGERS = (
    *("passages_added", "passages_deleted", "passages_changed", "sessions_added"),
    *("segments_added", "segments_deleted", "segments_reworded", "segments_changed"),
    *("corrections_added", "markers_added", "markers_deleted"),
    *("session_title_changed", "session_note_changed"),
)
ENDLESS = "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c)"


@pytest.mark.parametrize(
    "statements",
    [
        [
            "ALTER TABLE sessions RENAME TO old",
            f"CREATE VIEW sessions AS {ENDLESS} SELECT old.* FROM old, c",
        ],
        ["CREATE VIEW harmless AS SELECT 1"],
        ["CREATE TRIGGER t AFTER UPDATE ON sessions BEGIN DELETE FROM markers; END"],
        [
            "DROP TRIGGER sessions_added",
            "CREATE TRIGGER sessions_added AFTER INSERT ON sessions BEGIN DELETE FROM markers; END",
        ],
        ["DROP TRIGGER markers_added"],
        ["DROP TABLE windows"],
        ["ALTER TABLE windows RENAME COLUMN end_s TO ends_s"],
        ["DROP TABLE alembic_version"],
        ["DROP TABLE alembic_version", *(f"DROP TRIGGER {name}" for name in TRIGGERS)],
        ["UPDATE alembic_version SET version_num = '0001'"],
    ],
)
def test_a_database_that_runs_what_others_wrote_is_refused(
    tmp_path: Path, statements: list[str]
) -> None:
    open_database(tmp_path, pytest.fail).dispose()
    with closing(sqlite3.connect(tmp_path / DATABASE)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()
    for read_only in (False, True):
        with pytest.raises(UserFacingError, match="contains something that this program did not"):
            SessionStore(tmp_path, pytest.fail, read_only=read_only)


def test_what_a_newer_version_added_cannot_be_without_end(tmp_path: Path) -> None:
    open_database(tmp_path, pytest.fail).dispose()
    with closing(sqlite3.connect(tmp_path / DATABASE)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '0002.9'")
        connection.execute(
            "CREATE TRIGGER t AFTER INSERT ON sessions BEGIN INSERT INTO markers (session_id, "
            f"at_s, text) SELECT NEW.id, x, '' FROM ({ENDLESS} SELECT x FROM c); END"
        )
        connection.commit()
    with (
        SessionStore(tmp_path, pytest.fail) as store,
        pytest.raises(DatabaseError, match="not authorized"),
    ):
        store.add_session(inputs.SESSION_ID, STARTED)


class Waiting:
    """Opens a database on a thread of its own while another instance holds the lock."""

    def __init__(self, folder: Path, patience_s: float) -> None:
        self.notices: list[str] = []
        self.told = threading.Event()
        self.problem: UserFacingError | None = None
        self._folder, self._patience_s = folder, patience_s
        self.thread = threading.Thread(target=self._open)
        self.thread.start()

    def _note(self, notice: str) -> None:
        self.notices.append(notice)
        self.told.set()

    def _open(self) -> None:
        try:
            SessionStore(self._folder, self._note, patience_s=self._patience_s).close()
        except UserFacingError as error:
            self.problem = error


def test_another_instance_that_opens_the_database_is_waited_for_and_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    SessionStore(tmp_path, pytest.fail).close()
    monkeypatch.setattr(database, "PATIENCE_S", 0.05)
    other = FileLock(tmp_path / f"{DATABASE}.lock", thread_local=False)
    with other:
        waiting = Waiting(tmp_path, patience_s=60.0)
        assert waiting.told.wait(60)
    waiting.thread.join(60)
    assert waiting.problem is None
    assert ["Waiting until it has finished" in notice for notice in waiting.notices] == [True]


def test_who_asks_again_anyway_waits_shortly_and_without_a_word(tmp_path: Path) -> None:
    SessionStore(tmp_path, pytest.fail).close()
    with FileLock(tmp_path / f"{DATABASE}.lock", thread_local=False):
        waiting = Waiting(tmp_path, patience_s=0.001)
        waiting.thread.join(60)
    assert isinstance(waiting.problem, DatabaseBusyError)
    assert waiting.notices == []


def test_a_large_database_is_checked_before_others_have_to_wait(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    SessionStore(tmp_path, pytest.fail).close()
    looked_at = threading.Event()

    def connect(*arguments: Any) -> sqlite3.Connection:
        looked_at.set()
        return connecting.connect(*arguments)

    monkeypatch.setattr(database, "connect", connect)
    with FileLock(tmp_path / f"{DATABASE}.lock", thread_local=False):
        waiting = Waiting(tmp_path, patience_s=60.0)
        assert looked_at.wait(60)
    waiting.thread.join(60)
    assert waiting.problem is None
