"""Turns disk and database errors into messages that people can act on."""

import errno
import os
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from sqlalchemy.exc import DBAPIError

from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.domain.translatable import Message

_FREE_SPACE: Final = Message("Free some space, or choose another data folder.")
_CHOOSE_OTHER: Final = Message("Choose another data folder.")

_DISK: Final = {
    errno.ENOSPC: (Message("the disk is full"), _FREE_SPACE),
    errno.EDQUOT: (Message("your disk quota is used up"), _FREE_SPACE),
    errno.EFBIG: (Message("the file has reached the maximum size"), _FREE_SPACE),
    errno.EACCES: (Message("permission to write was denied"), _CHOOSE_OTHER),
    errno.EPERM: (Message("permission to write was denied"), _CHOOSE_OTHER),
    errno.EROFS: (Message("the disk is read-only"), _CHOOSE_OTHER),
    errno.EIO: (
        Message("the disk reported an error"),
        Message("Check the disk, or choose another data folder."),
    ),
}

_DAMAGED: Final = (
    Message("it is damaged"),
    Message("Restart the program. It will set the damaged file aside."),
)

_HELD: Final = Message("another program is using it")
_BUSY: Final = ("SQLITE_BUSY", "SQLITE_LOCKED", "SQLITE_PROTOCOL")

#: By the first two words of SQLite's error name; a name may be longer: SQLITE_IOERR_WRITE.
_DATABASE: Final = {
    "SQLITE_FULL": (Message("the disk is full"), _FREE_SPACE),
    "SQLITE_IOERR": (Message("the disk is full or reported an error"), _FREE_SPACE),
    **dict.fromkeys(_BUSY, (_HELD, Message("Close the other program, then try again."))),
    "SQLITE_READONLY": (Message("permission to write was denied"), _CHOOSE_OTHER),
    "SQLITE_CANTOPEN": (Message("it cannot be opened"), _CHOOSE_OTHER),
    "SQLITE_CORRUPT": _DAMAGED,
    "SQLITE_NOTADB": _DAMAGED,
}


class StorageError(UserFacingError):
    """An error caused by the disk or another program rather than by the data."""


class DatabaseBusyError(StorageError):
    """Another program has locked the database, for the time being."""


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Convert known errors to a `StorageError` about `path`.

    Raises
    ------
    StorageError
        For errors of the disk and of SQLite; all other errors pass.
    """
    try:
        yield
    except OSError as error:
        reason = os.strerror(error.errno) if error.errno else str(error)
        what, remedy = _DISK.get(error.errno or 0, (Message(reason), _CHOOSE_OTHER))
        used = error.filename or path
        raise _unusable(used, what, remedy) from error
    except database_errors() as error:
        kind = database_error_kind(error)
        if kind not in _DATABASE:
            raise
        what, remedy = _DATABASE[kind]
        sort = DatabaseBusyError if kind in _BUSY else StorageError
        raise _unusable(path, what, remedy, sort) from error


@contextmanager
def own_contents(path: Path) -> Iterator[None]:
    """Convert errors caused by foreign contents of a database to errors for people.

    Raises
    ------
    StorageError
        As `damaged`.
    """
    try:
        yield
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise damaged(path) from error
    except database_errors() as error:
        if "decode to UTF-8" not in str(error):
            raise
        raise damaged(path) from error


def damaged(path: Path) -> StorageError:
    """Return the error for a database whose contents did not come from this program."""
    return StorageError(
        "{path} contains something that this program did not write",
        "If the file came from elsewhere, do not use it. Move it away to start with a new one.",
        path=path,
    )


def folder_in_use(data_folder: Path) -> DatabaseBusyError:
    """Return the error for a data folder that another program, or this one, has open."""
    return DatabaseBusyError(
        "The data folder {data_folder} is in use",
        "Close Emotion Desktop wherever it runs, then try again.",
        data_folder=data_folder,
    )


def _unusable(
    path: Path | str, what: Message, remedy: Message, sort: type[StorageError] = StorageError
) -> StorageError:
    told = Message("{path} could not be used: {what}", path=path, what=what)
    return sort(told, remedy)


def database_errors() -> tuple[type[Exception], ...]:
    """Return the errors of SQLAlchemy and SQLite, and of SQLCipher where it is used."""
    sqlcipher = sys.modules.get("sqlcipher3.dbapi2")
    known: tuple[type[Exception], ...] = (DBAPIError, sqlite3.Error)
    return known if sqlcipher is None else (*known, sqlcipher.Error)


def database_error_kind(error: Exception) -> str:
    """Return the first two words of SQLite's error name; empty for other errors."""
    origin = error.orig if isinstance(error, DBAPIError) else error
    name: str = getattr(origin, "sqlite_errorname", None) or ""
    return "_".join(name.split("_")[:2])
