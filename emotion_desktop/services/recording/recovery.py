"""Recovers sessions that were interrupted by a crash or a power cut.

Everything here may take long and belongs on a separate thread. It raises
only `UserFacingError`, so that no session can keep the program from starting.
"""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from shutil import rmtree
from typing import Final

from filelock import Timeout

from emotion_desktop.domain.audio import SAMPLE_RATE_HZ
from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.domain.live_events import SessionStarted
from emotion_desktop.storage import session_folder as folders
from emotion_desktop.storage.archive import OnShare, compress, duration_on_disk_s, has_sound
from emotion_desktop.storage.connecting import database_path
from emotion_desktop.storage.errors import StorageError, explained
from emotion_desktop.storage.store import SessionStore
from emotion_desktop.system.data_folder import make_private

_log = logging.getLogger(__name__)

#: Number of recovery attempts after which a session is no longer offered.
MAX_ATTEMPTS: Final = 2


class RecoveryCancelledError(Exception):
    """The program is closing; the session will be offered again and no attempt is counted."""


@dataclass(frozen=True, slots=True)
class UnfinishedSession:
    """A session that was being recorded when its program ended.

    Attributes
    ----------
    data_folder : Path
        Where it lies.
    id : str
        Name of its folder.
    started_at : datetime
        In UTC.
    source : str
        Name of the device or file; empty if the database no longer knows it.
    duration_s : float
        Duration of the audio.
    attempts : int
        Number of recovery attempts.
    """

    data_folder: Path
    id: str
    started_at: datetime
    source: str
    duration_s: float
    attempts: int

    @property
    def folder(self) -> Path:
        """The folder with its audio."""
        return folders.session_folder(self.data_folder, self.id)

    @property
    def given_up(self) -> bool:
        """True if recovery is no longer offered; the user may still insist."""
        return self.attempts >= MAX_ATTEMPTS


@dataclass(frozen=True, slots=True)
class Recovered:
    """A recovered session: its name, its duration, and what was lost."""

    id: str
    duration_s: float
    lost_s: float


def find_unfinished(
    data_folder: Path, on_notice: Callable[[str], None] = _log.warning
) -> list[UnfinishedSession]:
    """List the sessions that can be recovered, oldest first.

    A session that is currently being recorded or recovered is left out, and so is
    one that was tried `MAX_ATTEMPTS` times: it becomes `unrecoverable`, its files stay.

    Parameters
    ----------
    data_folder : Path
        Data folder; nothing is created if it does not exist.
    on_notice : callable
        Called with a one-line notice if a damaged database was set aside.

    Raises
    ------
    UserFacingError
        If the database was made by a newer version, or because of the disk.
    """
    with _only_user_facing(data_folder):
        return [found for found in _unfinished(data_folder, on_notice) if not found.given_up]


def find_unrecoverable(
    data_folder: Path, on_notice: Callable[[str], None] = _log.warning
) -> list[UnfinishedSession]:
    """List the sessions whose recovery was abandoned; otherwise like `find_unfinished`."""
    with _only_user_facing(data_folder):
        return [found for found in _unfinished(data_folder, on_notice) if found.given_up]


def recover(
    session: UnfinishedSession,
    on_progress: OnShare = lambda _share: None,
    is_cancelled: Callable[[], bool] = lambda: False,
) -> Recovered:
    """Repair a session: one verified FLAC file, and all acknowledged results.

    May be stopped at any moment and called again, even for a session that
    is no longer offered.

    Parameters
    ----------
    session : UnfinishedSession
        From `find_unfinished` or `find_unrecoverable`.
    on_progress : callable
        Called with the share that is done, from 0 to 1.
    is_cancelled : callable
        Called after every half minute of audio, which takes a moment.

    Raises
    ------
    RecoveryCancelledError
        If it was cancelled; the session is as it was before.
    UserFacingError
        If none of it can be read, if another instance is using it, or if
        the disk prevents it (that does not count as an attempt). Its files stay.
    """

    def go_on(share: float) -> None:
        if is_cancelled():
            raise RecoveryCancelledError
        on_progress(share)

    folder = session.folder
    with (
        _only_user_facing(folder),
        SessionStore(session.data_folder, _log.warning) as store,
        _at_work(folder),
    ):
        attempts = store.count_attempt(session.id)  # before anything that may crash
        try:
            return _recover(store, session, folder, go_on)
        except (OSError, StorageError, RecoveryCancelledError):
            store.count_attempt(session.id, -1)
            raise
        except Exception:
            if attempts >= MAX_ATTEMPTS:
                store.set_state(session.id, "unrecoverable")
            raise


def discard(session: UnfinishedSession) -> None:
    """Delete a session with its audio and results.

    Raises
    ------
    UserFacingError
        If another instance is using it, or because of the disk.
    """
    folder = session.folder
    with _only_user_facing(folder):
        with SessionStore(session.data_folder, _log.warning) as store, _at_work(folder):
            store.delete_session(session.id)
            for path in folder.iterdir():
                if path.name != folders.LOCK_NAME:  # Windows deletes no file that is open
                    path.unlink()
        rmtree(folder)


def _recover(
    store: SessionStore, session: UnfinishedSession, folder: Path, on_progress: OnShare
) -> Recovered:
    sound = compress(folder, on_progress)
    last_result_s = store.last_result_s(session.id)
    if sound.file is None and last_result_s is None:
        raise UserFacingError(
            "Nothing of the session in {folder} can be recovered",
            "Its files are unchanged. Discard the session if you do not need it.",
            folder=folder,
        )
    duration_s = sound.n_samples / SAMPLE_RATE_HZ
    ended_at = session.started_at + timedelta(seconds=duration_s or last_result_s or 0.0)
    store.end_session(session.id, "recovered", ended_at, sound)
    return Recovered(session.id, duration_s, sound.lost_samples / SAMPLE_RATE_HZ)


def _unfinished(data_folder: Path, on_notice: Callable[[str], None]) -> Iterator[UnfinishedSession]:
    has_database = database_path(data_folder).exists()
    if not has_database and not folders.session_ids_on_disk(data_folder):
        return
    with SessionStore(data_folder, on_notice) as store:
        _adopt(store)
        for session in reversed(store.sessions()):
            if session.state not in {"recording", "unrecoverable"}:
                continue
            try:
                folder = folders.session_folder(data_folder, session.id)
            except StorageError as error:
                _log.warning("A session is not offered for recovery: %s", error)
                continue
            if _is_in_use(folder):
                continue
            found = UnfinishedSession(
                data_folder=data_folder,
                id=session.id,
                started_at=session.started_at,
                source=session.source,
                duration_s=duration_on_disk_s(folder),
                attempts=session.recovery_attempts,
            )
            if session.state == "recording" and found.given_up:
                store.set_state(session.id, "unrecoverable")
            yield found


def _adopt(store: SessionStore) -> None:
    """Add rows for sessions that were lost with a damaged database."""
    known = store.session_ids()
    for session_id in folders.session_ids_on_disk(store.data_folder):
        folder = folders.session_folder(store.data_folder, session_id)
        if session_id not in known and has_sound(folder) and not _is_in_use(folder):
            started_at = folders.started_at_of(session_id)
            store.add_lost_session(session_id, SessionStarted("", started_at, 0.0, {}))


def _is_in_use(folder: Path) -> bool:
    """Return whether a folder is in use, or so strange that it is to be left alone."""
    try:
        return folders.is_in_use(folder)
    except StorageError as error:  # the others are not to wait for a strange one
        _log.warning("A session is not offered for recovery: %s", error)
        return True


@contextmanager
def _at_work(folder: Path) -> Iterator[None]:
    """Lock a session against other instances."""
    make_private(folder)  # its results may have outlived it
    try:
        lock = folders.session_lock(folder)
        lock.acquire()
    except Timeout as error:
        raise UserFacingError(
            "Another instance of the program is using {folder}",
            "Close the other instance, then try again.",
            folder=folder,
        ) from error
    try:
        yield
    finally:
        lock.release()


@contextmanager
def _only_user_facing(path: Path) -> Iterator[None]:
    with explained(path):
        try:
            yield
        except (OSError, UserFacingError, RecoveryCancelledError):
            raise
        except Exception as error:
            _log.exception("Recovery failed for %s", path)
            raise UserFacingError(
                "{path} could not be recovered ({error})",
                "Its files are unchanged. The program continues without it.",
                path=path,
                error=repr(error),
            ) from error
