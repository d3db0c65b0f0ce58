"""Session folders: names, locations and locks."""

import errno
import re
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from filelock import FileLock, Timeout

from emotion_desktop.storage.errors import StorageError, folder_in_use
from emotion_desktop.system.data_folder import make_private

_SESSIONS: Final = "sessions"
#: Of a folder whose session is still on its way in.
_INCOMING: Final = ".incoming-"
_INCOMING_LOCK_NAME: Final = "incoming.lock"
#: How long others may take to make such a folder, or to delete what was left in one.
_IMPORTERS_PATIENCE_S: Final = 60.0
_ASKERS_PATIENCE_S: Final = 5.0
_ID_TIME: Final = "%Y%m%dT%H%M%SZ"
_ID: Final = re.compile(r"(\d{8}T\d{6}Z)-[0-9a-f]{6}")

DATABASE_NAME: Final = "sessions.db"
LOCK_NAME: Final = "in-use.lock"


def new_session_id(started_at: datetime) -> str:
    """Return a session id based on its start, so that folders sort by time."""
    return f"{started_at.astimezone(UTC):{_ID_TIME}}-{secrets.token_hex(3)}"


def started_at_of(session_id: str) -> datetime:
    """Parse the start time, to the second, from a session id."""
    return datetime.strptime(session_id.split("-", maxsplit=1)[0], _ID_TIME).replace(tzinfo=UTC)


def is_session_id(name: object) -> bool:
    """Return whether this is a valid session id; paths are not."""
    if not isinstance(name, str) or _ID.fullmatch(name) is None:
        return False
    try:
        started_at_of(name)
    except ValueError:  # the 99th of some month
        return False
    return True


def session_folder(data_folder: Path, session_id: str) -> Path:
    """Return the folder of a session.

    A data folder may come from anyone, and the contents of a session's folder are written and
    deleted: no name and no link in it may lead elsewhere.

    Raises
    ------
    StorageError
        If that would not be inside the data folder.
    """
    if not is_session_id(session_id):
        raise StorageError(
            "{data_folder} contains a session with an invalid name: {session_id}",
            "Its files are unchanged. Check where this folder came from.",
            data_folder=data_folder,
            session_id=repr(session_id),
        )
    folder = data_folder / _SESSIONS / session_id
    if folder.resolve() != data_folder.resolve() / _SESSIONS / session_id:
        raise StorageError(
            "{folder} points outside the data folder",
            "If this is intended, choose the folder it points to as the data folder.",
            folder=folder,
        )
    return folder


def session_ids_on_disk(data_folder: Path) -> list[str]:
    """List the sessions that have a folder, oldest first, ignoring links."""
    sessions = data_folder / _SESSIONS
    if not sessions.is_dir() or sessions.is_symlink():
        return []
    return sorted(
        folder.name
        for folder in sessions.iterdir()
        if is_session_id(folder.name) and folder.is_dir() and not folder.is_symlink()
    )


def make_session_folder(data_folder: Path, session_id: str) -> Path:
    """Create an empty folder for a new session."""
    make_private(data_folder)
    make_private(data_folder / _SESSIONS)
    folder = session_folder(data_folder, session_id)
    folder.mkdir(mode=0o700)
    return folder


@contextmanager
def incoming_folder(data_folder: Path) -> Iterator[Path]:
    """Provide an empty folder next to the sessions, for the files of one being imported.

    Whoever is done renames it; otherwise it is deleted, at the latest when the next one is
    made: recovery never takes it for a session.

    Raises
    ------
    DatabaseBusyError
        If another program has been making one for a long time.
    """
    make_private(data_folder)
    sessions = data_folder / _SESSIONS
    make_private(sessions)
    # A folder that was just made is not locked yet: others must not take it for a left one, nor
    # look into one that is being deleted.
    alone = _lock(data_folder / _INCOMING_LOCK_NAME, _IMPORTERS_PATIENCE_S)
    try:
        with alone:
            _delete_left(sessions)
            folder = Path(tempfile.mkdtemp(prefix=_INCOMING, dir=sessions))
            lock = occupied(folder)
    except Timeout as error:
        raise folder_in_use(data_folder) from error
    try:
        yield folder
    finally:
        lock.release()
        with suppress(Timeout), alone:
            shutil.rmtree(folder, ignore_errors=True)


def _delete_left(sessions: Path) -> None:
    for old in sessions.glob(f"{_INCOMING}*"):
        with suppress(StorageError):  # a strange one stays
            if old.is_dir() and not old.is_symlink() and not is_in_use(old):
                shutil.rmtree(old, ignore_errors=True)


def session_lock(folder: Path) -> FileLock:
    """Return the lock that a recorder or a recovery of a session holds.

    The system releases it when its process dies, however it dies. Not held yet;
    `acquire` raises `filelock.Timeout` immediately if another process holds it.

    Raises
    ------
    StorageError
        If its file is a link: opening it would empty another one.
    """
    return _lock(folder / LOCK_NAME, 0)


def occupied(folder: Path) -> FileLock:
    """Lock a folder that was just made, and return its lock.

    Whoever only asks whether it is in use holds the lock, too, for a moment, which is waited for.

    Raises
    ------
    filelock.Timeout
        If another process keeps it locked.
    """
    lock = session_lock(folder)
    lock.acquire(timeout=_ASKERS_PATIENCE_S)
    return lock


def _lock(path: Path, patience_s: float) -> FileLock:
    if path.is_symlink():
        raise StorageError(
            "{path} is a link, which this program never creates",
            "Delete it if it is not needed. Nothing was changed.",
            path=path,
        )
    return FileLock(path, timeout=patience_s)


def is_in_use(folder: Path) -> bool:
    """Return whether a running process records or recovers a session."""
    lock = session_lock(folder)
    # To acquire a lock makes its folder anew, if another process has just deleted it.
    if not (folder / LOCK_NAME).exists():
        return False
    try:
        lock.acquire()
    except Timeout:
        return True
    except (FileNotFoundError, FileExistsError):  # it was deleted while its lock was made
        return False
    except OSError as error:
        if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:  # nothing is recorded there
            return False
        raise
    lock.release()
    return False
