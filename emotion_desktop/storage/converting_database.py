"""Copies the session database into an encrypted one, and an encrypted one into a plain one."""

import hashlib
import os
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Final

from emotion_desktop.storage.connecting import (
    ENCRYPTED_DATABASE_NAME,
    connect,
    driver,
    give_key,
    key_literal,
)
from emotion_desktop.storage.errors import StorageError, folder_in_use
from emotion_desktop.storage.session_folder import DATABASE_NAME
from emotion_desktop.system.sealing.keys import DataKey
from emotion_desktop.system.sealing.records import DamagedFileError

#: Of a copy that is not finished.
_PARTIAL: Final = ".sealing"
_COMPANIONS: Final = ("", "-wal", "-shm", "-journal")
_PATIENCE_S: Final = 1.0


def prepare_database(data_folder: Path, key: DataKey | None) -> None:
    """Make sure that the database of a data folder can be converted.

    SQLite's log is written into it, which is refused as long as anybody has it open.

    Parameters
    ----------
    data_folder : Path
        There need not be a database.
    key : DataKey or None
        Of an encrypted folder.

    Raises
    ------
    StorageError
        If it is in use, or there is a plain and an encrypted one: one would replace the other.
    sqlite3.Error
        Or SQLCipher's.
    """
    plain, encrypted = data_folder / DATABASE_NAME, data_folder / ENCRYPTED_DATABASE_NAME
    if plain.exists() and encrypted.exists():
        raise StorageError(
            "{data_folder} contains two session databases: {plain} and {encrypted}",
            "Move one of them elsewhere. Nothing was changed.",
            data_folder=data_folder,
            plain=plain.name,
            encrypted=encrypted.name,
        )
    path = plain if key is None else encrypted
    if path.exists():
        _leave_wal(path, key)


def check_database(data_folder: Path, key: DataKey) -> None:
    """Check that the encrypted database, if there is one, can be decrypted.

    Raises
    ------
    DamagedFileError
        If it cannot.
    sqlite3.Error
        Or SQLCipher's.
    """
    path = data_folder / ENCRYPTED_DATABASE_NAME
    if not path.exists():
        return
    with closing(connect(f"{path.absolute().as_uri()}?mode=ro", key, _PATIENCE_S)) as connection:
        if connection.execute("PRAGMA cipher_integrity_check").fetchone() is not None:
            raise DamagedFileError(path)


def convert_database(data_folder: Path, key: DataKey, *, encrypt: bool) -> None:
    """Replace the plain database by an encrypted one, or the other way round.

    What an interruption left is finished: once the copy is complete, the other is deleted.

    Raises
    ------
    OSError, StorageError
        If it is in use, or because of the disk.
    """
    source, target = data_folder / DATABASE_NAME, data_folder / ENCRYPTED_DATABASE_NAME
    if not encrypt:
        source, target = target, source
    if source.exists() and not target.exists():
        partial = target.with_name(target.name + _PARTIAL)
        _copy(source, partial, key, encrypt=encrypt)
        partial.replace(target)
    for companion in _COMPANIONS:
        source.with_name(source.name + companion).unlink(missing_ok=True)


def _copy(source: Path, partial: Path, key: DataKey, *, encrypt: bool) -> None:
    """Copy a database with SQLCipher, and compare the copy."""
    partial.touch(mode=0o600)
    _leave_wal(source, None if encrypt else key)
    connection = driver(key).connect(source.absolute().as_uri(), uri=True, timeout=_PATIENCE_S)
    with closing(connection):
        if not encrypt:
            give_key(connection, key)
        # Keeps others out.
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        connection.execute("BEGIN EXCLUSIVE")
        connection.execute("COMMIT")
        copy_key = key_literal(key) if encrypt else ""  # which is none
        connection.execute("ATTACH DATABASE ? AS converted KEY ?", (str(partial), copy_key))
        connection.execute("SELECT sqlcipher_export('converted')")
        [version] = connection.execute("PRAGMA user_version").fetchone()
        connection.execute(f"PRAGMA converted.user_version = {int(version)}")
        connection.execute("DETACH DATABASE converted")
        uri = f"{partial.absolute().as_uri()}?mode=ro"
        with closing(connect(uri, key if encrypt else None, _PATIENCE_S)) as copy:
            if _contents(connection) != _contents(copy):
                raise OSError(f"{partial} differs from {source}")
    with partial.open("rb+") as file:
        os.fsync(file.fileno())


def _leave_wal(path: Path, key: DataKey | None) -> None:
    """Write SQLite's log into a database; that is refused as long as anybody has it open.

    A plain one not by SQLCipher: two libraries in one process would not see each other's locks.
    """
    with closing(connect(path.absolute().as_uri(), key, _PATIENCE_S)) as connection:
        [mode] = connection.execute("PRAGMA journal_mode = DELETE").fetchone()
        if mode != "delete":
            raise folder_in_use(path.parent)


def _contents(connection: sqlite3.Connection) -> bytes:
    """Hash everything that a database holds: its schema and its rows."""
    digest = hashlib.sha256()
    for line in connection.execute("SELECT type, name, sql FROM sqlite_master ORDER BY type, name"):
        digest.update(repr(line).encode())
    tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
    for (name,) in tables.fetchall():
        quoted = name.replace('"', '""')
        for row in connection.execute(f'SELECT * FROM "{quoted}" ORDER BY 1'):  # noqa: S608
            digest.update(repr(row).encode("utf-8", "surrogatepass"))
    return digest.digest()
