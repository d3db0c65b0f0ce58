"""Opens the sessions' database: made, brought up to date, refused or set aside."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from filelock import FileLock, Timeout
from sqlalchemy import URL, Engine, create_engine, event
from sqlalchemy.pool import SingletonThreadPool

from emotion_desktop.domain.messages import Message
from emotion_desktop.storage.errors import (
    DatabaseBusyError,
    StorageError,
    database_error_kind,
    explained,
)
from emotion_desktop.storage.folders import DATABASE_NAME, make_private

#: How long another program may hold the database.
PATIENCE_S: Final = 5.0
#: Another instance may be bringing the database up to date, which takes longer.
_OPENING_PATIENCE: Final = 4
#: SQLite keeps what was written last beside the file.
_COMPANIONS: Final = ("", "-wal", "-shm")


def open_database(
    data_folder: Path, on_notice: Callable[[str], None], patience_s: float = PATIENCE_S
) -> Engine:
    """Open the database of a data folder, on the thread that will use it.

    Parameters
    ----------
    data_folder : Path
        Created, for its owner only, where it does not exist.
    on_notice : callable
        Told in one line, for people, that a broken database was set aside.
    patience_s : float
        How long whoever holds the database is waited for, now and at every change.

    Raises
    ------
    DatabaseBusyError
        Where another program does not let go of it.
    StorageError
        Where a newer version of the program made it (it is left untouched), or where the
        disk is in the way.
    """
    path = data_folder / DATABASE_NAME
    with explained(path):
        make_private(data_folder)
        try:
            # Two instances that start together must not both make, or set aside, one file.
            lock = FileLock(
                data_folder / f"{DATABASE_NAME}.lock", timeout=_OPENING_PATIENCE * patience_s
            )
            with lock:
                return _open_alone(path, on_notice, patience_s)
        except Timeout as error:
            raise DatabaseBusyError(
                "{path} is being opened by another instance of the program",
                "Close the other instance, then try again.",
                path=path,
            ) from error


def _open_alone(path: Path, on_notice: Callable[[str], None], patience_s: float) -> Engine:
    scripts = _migrations()
    known = {script.revision for script in scripts.walk_revisions()}
    if path.exists():
        try:
            revision = _examine(path, patience_s)
        except sqlite3.DatabaseError as error:
            if database_error_kind(error) not in {"SQLITE_CORRUPT", "SQLITE_NOTADB"}:
                raise
            on_notice(_set_aside(path))
        else:
            if revision is not None and revision not in known:
                raise StorageError(
                    "{path} was made by a newer version of Emotion Desktop",
                    "Install that version, or choose another data folder; nothing was changed.",
                    path=path,
                )
    path.touch(mode=0o600)  # SQLite would let others read it
    engine = _engine(path, patience_s)
    try:
        _upgrade(engine)
    except BaseException:
        engine.dispose()
        raise
    return engine


def _examine(path: Path, patience_s: float) -> str | None:
    """Read the version of a database and check its pages, without changing the file."""
    uri = f"{path.absolute().as_uri()}?mode=ro"
    with closing(sqlite3.connect(uri, uri=True, timeout=patience_s)) as connection:
        [verdict] = connection.execute("PRAGMA quick_check(1)").fetchone()
        if verdict != "ok":
            damaged = sqlite3.DatabaseError(verdict)
            damaged.sqlite_errorname = "SQLITE_CORRUPT"
            raise damaged
        query = "SELECT name FROM sqlite_master WHERE name = 'alembic_version'"
        if connection.execute(query).fetchone() is None:
            return None
        row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
        return str(row[0]) if row else None


def _set_aside(path: Path) -> str:
    stem = f"{path.stem}-damaged-{datetime.now(UTC):%Y%m%dT%H%M%S%fZ}"
    aside = path.with_name(f"{stem}{path.suffix}")
    for companion in _COMPANIONS:
        old = path.with_name(path.name + companion)
        if old.exists():
            old.rename(path.with_name(aside.name + companion))
    return Message(
        "The database of the sessions was damaged. It lies aside as {name}; "
        "a new one was begun, and sound that was recorded can still be recovered.",
        name=aside.name,
    )


def _engine(path: Path, patience_s: float) -> Engine:
    engine = create_engine(
        URL.create("sqlite", database=str(path)),  # a path may hold % and ?
        connect_args={"timeout": patience_s},
        poolclass=SingletonThreadPool,
    )

    @event.listens_for(engine, "connect")
    def _prepare(connection: sqlite3.Connection, _record: Any) -> None:
        # What is acknowledged survives a loss of power too, and readers never wait.
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")

    return engine


def _config() -> Config:
    config = Config()
    folder = Path(__file__).parent / "migrations"
    config.set_main_option("script_location", str(folder).replace("%", "%%"))
    return config


def _migrations() -> ScriptDirectory:
    return ScriptDirectory.from_config(_config())


def _upgrade(engine: Engine) -> None:
    config = _config()
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
