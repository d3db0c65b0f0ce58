"""The library of recorded sessions: listing and export."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from emotion_desktop.domain.document import SessionDocument
from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.domain.session import RecordedSession
from emotion_desktop.storage import session_folder as folders
from emotion_desktop.storage.archive import duration_on_disk_s
from emotion_desktop.storage.connecting import database_path
from emotion_desktop.storage.document import document_of, not_finished
from emotion_desktop.storage.errors import StorageError, explained
from emotion_desktop.storage.store import SessionStore

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ListedSession:
    """A session as shown in a list.

    Attributes
    ----------
    id : str
        Name of its folder.
    started_at : datetime
        In UTC.
    duration_s : float
        Duration of the audio.
    state : str
        As in `SessionState`, but `unfinished` if its program was interrupted; `recording`
        if a program is currently recording or recovering it.
    """

    id: str
    started_at: datetime
    duration_s: float
    state: str


def list_sessions(data_folder: Path, on_notice: Callable[[str], None]) -> list[ListedSession]:
    """List all sessions, newest first; changes nothing.

    Sessions whose rows are gone, with a database that was emptied or lost, are listed by
    their folders.

    Parameters
    ----------
    data_folder : Path
        Of the sessions.
    on_notice : callable
        Called with a one-line notice if a damaged database was set aside.

    Raises
    ------
    UserFacingError
        If the database was made by a newer version, or because of the disk.
    """
    with explained(data_folder):
        listed: list[ListedSession] = []
        known = set[object]()
        if _has_database(data_folder):
            with SessionStore(data_folder, on_notice, read_only=True) as store:
                for session in store.sessions():
                    try:
                        listed.append(_listed(data_folder, session))
                    except StorageError as error:  # the others are listed all the same
                        _log.warning("A session is not listed: %s", error)
                known = store.session_ids()
        on_disk = folders.session_ids_on_disk(data_folder)
        listed += [_found(data_folder, name) for name in on_disk if name not in known]
        return sorted(listed, key=lambda session: session.started_at, reverse=True)


def read_session(
    data_folder: Path, session_id: str, on_notice: Callable[[str], None]
) -> SessionDocument:
    """Read everything that was kept of a session; parameters as for `list_sessions`.

    Raises
    ------
    UserFacingError
        If there is no such session, if it is neither finished nor recovered, if it
        has no audio, or because of the disk.
    """
    unknown = UserFacingError(
        "There is no session {session_id} in {data_folder}",
        "Run `emotion-desktop sessions` to list the sessions.",
        session_id=session_id,
        data_folder=data_folder,
    )
    if session_id in folders.session_ids_on_disk(data_folder):
        unknown = not_finished(session_id)
    if not _has_database(data_folder):
        raise unknown
    with SessionStore(data_folder, on_notice, read_only=True) as store:
        if store.session(session_id) is None:
            raise unknown
        return document_of(store, session_id)


def _has_database(data_folder: Path) -> bool:
    path = database_path(data_folder)
    # A full disk or a broken copy leaves an empty file, which is not a database yet.
    return path.exists() and not (path.is_file() and path.stat().st_size == 0)


def _found(data_folder: Path, session_id: str) -> ListedSession:
    folder = folders.session_folder(data_folder, session_id)
    state = "recording" if folders.is_in_use(folder) else "unfinished"
    started_at = folders.started_at_of(session_id)
    return ListedSession(session_id, started_at, duration_on_disk_s(folder), state)


def _listed(data_folder: Path, session: RecordedSession) -> ListedSession:
    folder = folders.session_folder(data_folder, session.id)
    state: str = session.state
    duration_s = session.duration_s
    if session.ended_at is None:  # its row does not know its length yet
        duration_s = duration_on_disk_s(folder)
        if state == "recording" and not folders.is_in_use(folder):
            state = "unfinished"
    return ListedSession(session.id, session.started_at, duration_s, state)
