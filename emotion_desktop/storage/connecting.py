"""Connections to the session database, which SQLCipher encrypts where its data folder is."""

import sqlite3
from pathlib import Path
from types import ModuleType
from typing import Final

from emotion_desktop.storage.errors import StorageError
from emotion_desktop.storage.session_folder import DATABASE_NAME
from emotion_desktop.system.sealing.keys import (
    KEY_FILE_NAME,
    DataKey,
    NoEncryptionError,
    is_encrypted,
)

#: Another name than that of a plain one: without its key file it is not taken for a damaged one.
ENCRYPTED_DATABASE_NAME: Final = "sessions.encrypted.db"


def database_path(data_folder: Path) -> Path:
    """Return the path of the session database; it need not exist.

    Raises
    ------
    StorageError
        If it is encrypted, and the key file is gone.
    """
    encrypted = data_folder / ENCRYPTED_DATABASE_NAME
    if is_encrypted(data_folder):
        return encrypted
    if encrypted.exists():
        raise StorageError(
            "{path} is missing: without it, nobody can read this encrypted data folder",
            "Restore it from a backup of the folder. Nothing was changed.",
            path=data_folder / KEY_FILE_NAME,
        )
    return data_folder / DATABASE_NAME


def driver(key: DataKey | None) -> ModuleType:
    """Return the module that opens a database, with Python's own interface.

    Raises
    ------
    NoEncryptionError
        If SQLCipher is not installed.
    """
    if key is None:
        return sqlite3
    try:
        from sqlcipher3 import dbapi2  # noqa: PLC0415 (only where it is needed)
    except ImportError as error:
        raise NoEncryptionError from error
    module: ModuleType = dbapi2
    return module


def connect(uri: str, key: DataKey | None, patience_s: float) -> sqlite3.Connection:
    """Connect to a database by its URI."""
    connection: sqlite3.Connection = driver(key).connect(
        uri,
        uri=True,
        timeout=patience_s,
        check_same_thread=False,  # a pool may close it elsewhere
    )
    if key is not None:
        give_key(connection, key)
    return connection


def give_key(connection: sqlite3.Connection, key: DataKey) -> None:
    """Set the key of a new connection."""
    connection.execute("PRAGMA cipher_log_level = NONE")  # it writes to stderr
    connection.execute(f'PRAGMA key = "{key_literal(key)}"')


def key_literal(key: DataKey) -> str:
    """Return the key of the database as SQLCipher takes one that is no passphrase."""
    return f"x'{key.derived('database').hex()}'"
