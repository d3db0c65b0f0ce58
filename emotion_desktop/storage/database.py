"""Opens the session database: creates, upgrades, refuses or sets it aside."""

import hashlib
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any, Final

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from filelock import FileLock, Timeout
from sqlalchemy import Engine, create_engine, event
from sqlalchemy.exc import OperationalError
from sqlalchemy.pool import SingletonThreadPool

from emotion_desktop.domain.translatable import Message
from emotion_desktop.storage.connecting import connect, database_path, driver
from emotion_desktop.storage.errors import (
    DatabaseBusyError,
    StorageError,
    damaged,
    database_error_kind,
    database_errors,
    explained,
)
from emotion_desktop.storage.session_folder import DATABASE_NAME
from emotion_desktop.storage.set_aside import name_aside
from emotion_desktop.storage.tables import METADATA
from emotion_desktop.system.data_folder import make_private
from emotion_desktop.system.sealing.keys import DataKey, key_of

#: How long another program may hold the database.
PATIENCE_S: Final = 5.0
#: Another instance may be bringing a large database up to date, which takes that much longer. It
#: is alive: its lock ends with it.
_OPENING_PATIENCE: Final = 24
#: SQLite keeps the latest writes in files next to the database.
_COMPANIONS: Final = ("", "-wal", "-shm")
_BROKEN: Final = ("SQLITE_CORRUPT", "SQLITE_NOTADB")
#: SHA-256 of the triggers' statements, by name and one a line, of each version that has any.
_TRIGGERS: Final = dict.fromkeys(
    ("0001.1", "0001.2", "0002"),
    "5325a398850444627bb0f885418f90334915edd1b4ec2446f21072081af07e9f",
)
_NO_TRIGGERS: Final = hashlib.sha256().hexdigest()
#: What is checked, as it was then: device, number, size and time of change.
_checked: Final[dict[Path, tuple[int, int, int, int]]] = {}
_checking: Final = Lock()


def open_database(
    data_folder: Path, on_notice: Callable[[str], None], patience_s: float = PATIENCE_S
) -> Engine:
    """Open the database of a data folder, on the thread that will use it.

    Parameters
    ----------
    data_folder : Path
        Created with access for its owner only, if it does not exist.
    on_notice : callable
        Called with a one-line notice if a damaged database was set aside, and if another
        instance of the program has to be waited for.
    patience_s : float
        How long to wait for a lock on the database, now and at every change.

    Raises
    ------
    DatabaseBusyError
        If another program keeps it locked.
    StorageError
        If a newer version of the program made it (it is left untouched), or because of the
        disk.
    """
    key, path = key_of(data_folder), database_path(data_folder)
    with explained(path):
        make_private(data_folder)
        _refuse_what_is_no_file(path)
        with suppress(OSError, *database_errors()):  # whoever opens it says what is wrong
            _check_ahead(path, key, patience_s)
        with _alone(path, on_notice, patience_s):
            key, path = key_of(data_folder), database_path(data_folder)  # maybe encrypted by now
            return _open_alone(path, key, on_notice, patience_s)


def _check_ahead(path: Path, key: DataKey | None, patience_s: float) -> None:
    """Check a database before others have to wait: that of a large one takes seconds."""
    with closing(connect(_uri_of_reader(path), key, patience_s)) as connection:
        _check_pages(connection, path)


@contextmanager
def _alone(path: Path, on_notice: Callable[[str], None], patience_s: float) -> Iterator[None]:
    """Keep other instances from making, upgrading or setting aside one file at the same time."""
    lock = FileLock(path.with_name(f"{DATABASE_NAME}.lock"))
    longest_s = _OPENING_PATIENCE * patience_s
    try:
        try:
            lock.acquire(timeout=min(PATIENCE_S, longest_s))
        except Timeout:
            if longest_s <= PATIENCE_S:
                raise
            on_notice(
                Message(
                    "Another instance of the program is opening {path}. Waiting until it has "
                    "finished.",
                    path=path,
                )
            )
            lock.acquire(timeout=longest_s - PATIENCE_S)
    except Timeout as error:
        raise DatabaseBusyError(
            "{path} is being opened by another instance of the program",
            "Close the other instance, then try again.",
            path=path,
        ) from error
    try:
        yield
    finally:
        lock.release()


def open_to_read(data_folder: Path, on_notice: Callable[[str], None]) -> Engine:
    """Open the database of a data folder for reading, without changing it if possible.

    An archive may be read-only. What can only be repaired by writing, such as a
    database of an earlier version or a broken one, is opened as by `open_database`.

    Raises
    ------
    StorageError
        As from `open_database`.
    """
    key, path = key_of(data_folder), database_path(data_folder)
    with explained(path):
        _refuse_what_is_no_file(path)
        try:
            uri = _uri_to_read(path, key)
            revision = _revision(path, uri, key, PATIENCE_S)
            current = revision == _newest() or _only_adds(revision)
        except database_errors() as error:
            if database_error_kind(error) not in _BROKEN:
                raise
            current = False
        if not current:
            return open_database(data_folder, on_notice)
        return _engine(uri, key, PATIENCE_S)


def _uri_to_read(path: Path, key: DataKey | None) -> str:
    """Return SQLite's URI for a database that is only read.

    Even readers need files next to it, which cannot be created in a read-only folder. There,
    nothing changes, and SQLite can be told so.
    """
    uri = _uri_of_reader(path)
    try:
        with closing(connect(uri, key, PATIENCE_S)) as connection:
            connection.execute("PRAGMA schema_version").fetchone()
    except database_errors() as error:
        if database_error_kind(error) not in {"SQLITE_CANTOPEN", "SQLITE_READONLY"}:
            raise
        return f"{uri}&immutable=1"
    return uri


def _refuse_what_is_no_file(path: Path) -> None:
    if path.is_symlink() or (path.exists() and not path.is_file()):
        raise StorageError(
            "{path} is not the session database: it is a folder, a link or a device",
            "Move it away, or choose another data folder.",
            path=path,
        )


def _open_alone(
    path: Path, key: DataKey | None, on_notice: Callable[[str], None], patience_s: float
) -> Engine:
    revision = None
    if path.exists():
        try:
            revision = _examine(path, key, patience_s)
        except database_errors() as error:
            if database_error_kind(error) not in _BROKEN:
                raise
            on_notice(_set_aside(path, cut_off=_is_cut_off(path, key)))
        else:
            if not (revision is None or revision in _known() or _only_adds(revision)):
                raise StorageError(
                    "{path} was made by a newer version of Emotion Desktop",
                    "Install that version, or choose another data folder. Nothing was changed.",
                    path=path,
                )
    path.touch(mode=0o600)  # SQLite would let others read it
    engine = _engine(path.absolute().as_uri(), key, patience_s)
    event.listen(engine, "connect", _prepare_to_write)
    try:
        # An upgrade takes the lock of writers: one who only opens must not wait for another's.
        if revision != _newest() and not _only_adds(revision):
            _upgrade(engine)
    except OperationalError as error:
        engine.dispose()
        if database_error_kind(error) == "SQLITE_ERROR":  # other tables than this program makes
            raise damaged(path) from error
        raise
    except BaseException:
        engine.dispose()
        raise
    return engine


# Cached: Alembic compiles all migrations each time it is asked.
@cache
def _known() -> frozenset[str]:
    scripts = ScriptDirectory.from_config(_config()).walk_revisions()
    return frozenset(script.revision for script in scripts)


@cache
def _newest() -> str:
    head = ScriptDirectory.from_config(_config()).get_current_head()
    assert head is not None
    return head


def _only_adds(revision: str | None) -> bool:
    """Return whether a newer program made a database that this one can still use.

    The part after the point of a version counts mere additions: tables, triggers, and columns
    that fill themselves. Users who go back one release keep all sessions.
    """
    if revision is None or revision in _known():
        return False
    return "." in revision and revision.partition(".")[0] == _newest().partition(".")[0]


def _examine(path: Path, key: DataKey | None, patience_s: float) -> str | None:
    """Read the version of a database and check its pages, without changing the file."""
    return _revision(path, _uri_of_reader(path), key, patience_s)


def _uri_of_reader(path: Path) -> str:
    return f"{path.absolute().as_uri()}?mode=ro"


def _revision(path: Path, uri: str, key: DataKey | None, patience_s: float) -> str | None:
    try:
        return _read_revision(path, uri, key, patience_s)
    except database_errors() as error:
        # A version that is no text, or a format that this program's SQLite does not read.
        if database_error_kind(error) in {"", "SQLITE_ERROR"}:
            raise damaged(path) from error
        raise


def _read_revision(path: Path, uri: str, key: DataKey | None, patience_s: float) -> str | None:
    with closing(connect(uri, key, patience_s)) as connection:
        _check_pages(connection, path)
        query = "SELECT name FROM sqlite_master WHERE name = 'alembic_version' AND type = 'table'"
        revision = None
        if connection.execute(query).fetchone() is not None:
            row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
            revision = str(row[0]) if row else None
        # Of a newer version nothing but the version matters.
        is_read = revision is None or revision in _known() or _only_adds(revision)
        if is_read and not (
            _runs_only_ours(connection, revision) and _has_all(connection, revision)
        ):
            raise damaged(path)
        return revision


def _runs_only_ours(connection: sqlite3.Connection, revision: str | None) -> bool:
    """Return whether a database runs no statements that this program did not put there.

    A view in the place of a table, or a trigger, can be endless.
    """
    stored = connection.execute(
        "SELECT type, sql FROM sqlite_master WHERE type IN ('view', 'trigger') ORDER BY name"
    ).fetchall()
    digest = hashlib.sha256("\n".join(str(sql) for _, sql in stored).encode()).hexdigest()
    is_known = _only_adds(revision) or digest == _TRIGGERS.get(revision or "", _NO_TRIGGERS)
    return is_known and all(kind == "trigger" for kind, _ in stored)


def _has_all(connection: sqlite3.Connection, revision: str | None) -> bool:
    """Return whether a database that needs no upgrade has all tables and columns."""
    if revision != _newest() and not _only_adds(revision):
        return True
    return all(
        {column.name for column in table.columns}
        <= {row[1] for row in connection.execute(f'PRAGMA table_info("{table.name}")')}
        for table in METADATA.sorted_tables
    )


def _check_pages(connection: sqlite3.Connection, path: Path) -> None:
    """Raise where pages are damaged.

    It reads the whole file, which takes seconds for a large library: a file that this program
    has checked, and that has not changed since, is not read again.
    """
    with _checking:
        status = path.stat()
        seen = (status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns)
        if _checked.get(path.absolute()) == seen:
            return
        try:
            [verdict] = connection.execute("PRAGMA quick_check(1)").fetchone()
        except UnicodeDecodeError:  # it quotes what is damaged
            verdict = "text that is none"
        if verdict != "ok":
            error = sqlite3.DatabaseError(verdict)
            error.sqlite_errorname = "SQLITE_CORRUPT"
            raise error
        _checked[path.absolute()] = seen


def _is_cut_off(path: Path, key: DataKey | None) -> bool:
    """Tell of a damaged database whether its end is missing: its first page knows its length."""
    try:
        with closing(connect(_uri_of_reader(path), key, PATIENCE_S)) as opened:
            opened.execute("PRAGMA schema_version").fetchone()
            [page_bytes] = opened.execute("PRAGMA page_size").fetchone()
    except database_errors() as error:
        return database_error_kind(error) == "SQLITE_CORRUPT"
    return bool(path.stat().st_size % int(page_bytes))


def _set_aside(path: Path, *, cut_off: bool) -> str:
    aside = name_aside(path)
    for companion in _COMPANIONS:
        old = path.with_name(path.name + companion)
        if old.exists():
            old.rename(path.with_name(aside.name + companion))
    if cut_off:
        return Message(
            "The session database was incomplete: its end is missing. It was set aside as "
            "{name}, and a new one was created. Recorded audio can still be recovered.",
            name=aside.name,
        )
    return Message(
        "The session database was damaged. It was set aside as {name}, and a new one was "
        "created. Recorded audio can still be recovered.",
        name=aside.name,
    )


def _engine(uri: str, key: DataKey | None, patience_s: float) -> Engine:
    return create_engine(
        "sqlite://",
        module=driver(key),
        creator=lambda: connect(uri, key, patience_s),
        poolclass=SingletonThreadPool,
    )


def _prepare_to_write(connection: sqlite3.Connection, _record: Any) -> None:
    # What is acknowledged survives a loss of power too, and readers never wait.
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.set_authorizer(_refuse_recursion)
    connection.execute("PRAGMA foreign_keys = ON")
    # What is deleted is overwritten, however SQLite was built.
    connection.execute("PRAGMA secure_delete = ON")


def _refuse_recursion(action: int, *_about: str | None) -> int:
    """Refuse statements without end, which a trigger of a newer version could contain."""
    return sqlite3.SQLITE_DENY if action == sqlite3.SQLITE_RECURSIVE else sqlite3.SQLITE_OK


def _config() -> Config:
    config = Config()
    folder = Path(__file__).parent / "migrations"
    config.set_main_option("script_location", str(folder).replace("%", "%%"))
    return config


def _upgrade(engine: Engine) -> None:
    config = _config()
    with engine.begin() as connection:
        # Python's sqlite3 does not start a transaction before changing a schema.
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
