"""What a disk or a database does wrong, in words that people can act on."""

import errno
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from sqlalchemy.exc import DBAPIError

from emotion_desktop.domain.errors import UserFacingError

_FREE_SPACE: Final = "Free some space, or choose another data folder."
_CHOOSE_OTHER: Final = "Choose another data folder."

_DISK: Final = {
    errno.ENOSPC: ("the disk is full", _FREE_SPACE),
    errno.EDQUOT: ("your quota is used up", _FREE_SPACE),
    errno.EFBIG: ("the file may not grow any more", _FREE_SPACE),
    errno.EACCES: ("it may not be written", _CHOOSE_OTHER),
    errno.EPERM: ("it may not be written", _CHOOSE_OTHER),
    errno.EROFS: ("the disk is read-only", _CHOOSE_OTHER),
    errno.EIO: ("the disk reports an error", "Check the disk, and choose another data folder."),
}

#: By the first two words of SQLite's error name; a name may go on: SQLITE_IOERR_WRITE.
_DATABASE: Final = {
    "SQLITE_FULL": ("the disk is full", _FREE_SPACE),
    "SQLITE_IOERR": ("the disk is full or reports an error", _FREE_SPACE),
    "SQLITE_BUSY": ("another program holds it", "Close the other program, then try again."),
    "SQLITE_READONLY": ("it may not be written", _CHOOSE_OTHER),
    "SQLITE_CANTOPEN": ("it cannot be opened", _CHOOSE_OTHER),
    "SQLITE_CORRUPT": ("it is damaged", "Start the program again: it sets the file aside."),
    "SQLITE_NOTADB": ("it is damaged", "Start the program again: it sets the file aside."),
}


class StorageError(UserFacingError):
    """The disk or another program is in the way; what was to be stored is not at fault."""


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn what people can act on into a `StorageError` about `path`.

    Raises
    ------
    StorageError
        For errors of the disk and of SQLite; all other errors pass.
    """
    try:
        yield
    except OSError as error:
        reason = os.strerror(error.errno) if error.errno else str(error)
        what, remedy = _DISK.get(error.errno or 0, (reason, _CHOOSE_OTHER))
        raise StorageError(f"{error.filename or path} could not be used: {what}", remedy) from error
    except (DBAPIError, sqlite3.Error) as error:
        known = _DATABASE.get(database_error_kind(error))
        if known is None:
            raise
        raise StorageError(f"{path} could not be used: {known[0]}", known[1]) from error


def database_error_kind(error: Exception) -> str:
    """Return the first two words of SQLite's name for an error, empty for another's."""
    origin = error.orig if isinstance(error, DBAPIError) else error
    name: str = getattr(origin, "sqlite_errorname", None) or ""
    return "_".join(name.split("_")[:2])
