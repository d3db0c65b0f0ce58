"""Unfinished sessions for the window: found, recovered and discarded on a worker."""

import logging
from collections.abc import Callable
from pathlib import Path
from threading import Event, Thread
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.services.bridge.messages import text_of, translated

if TYPE_CHECKING:
    from emotion_desktop.services.recovery import UnfinishedSession

_log = logging.getLogger(__name__)


class RecoveryBridge(QObject):
    """Runs one job at a time; the database's libraries are imported on its thread.

    Parameters
    ----------
    data_folder : Path
        Of the sessions.
    """

    found = Signal(list)
    """`UnfinishedSession`s that are to be offered; not told where there is none."""
    progressed = Signal(str, float)
    """A session's id, and how much of it is done, from 0 to 1."""
    given_up = Signal(list)
    """`UnfinishedSession`s that are not offered any more; told again after every job."""
    recovered = Signal(object)
    """`Recovered`."""
    discarded = Signal(str)
    """A session's id."""
    failed = Signal(str, str)
    """A session's id (empty while looking for them), and why, for people."""
    noticed = Signal(str)
    """Something that people should know."""

    def __init__(self, data_folder: Path) -> None:
        super().__init__()
        self._data_folder = data_folder
        self._worker: Thread | None = None
        self._ending = Event()

    @property
    def busy(self) -> bool:
        """True while a job goes on."""
        return self._worker is not None and self._worker.is_alive()

    def look(self) -> None:
        """Look for unfinished sessions; `found` and `given_up` tell."""
        self._spawn("", self._look)

    def recover(self, session: "UnfinishedSession") -> None:
        """Put a session in order; `recovered` or `failed` tells."""
        self._spawn(session.id, lambda: self._recover(session))

    def discard(self, session: "UnfinishedSession") -> None:
        """Delete a session; `discarded` or `failed` tells."""
        self._spawn(session.id, lambda: self._discard(session))

    def shut_down(self, timeout_s: float = 30.0) -> bool:
        """Give up what goes on and what waits; it is offered again, and counts as no attempt.

        A thread that outlived the program's libraries would end in a crash, so that the job
        is waited for to come to where it can stop: a moment where the disk is well.
        """
        self._ending.set()
        if self._worker is not None:
            self._worker.join(timeout_s)
        return not self.busy

    def _spawn(self, session_id: str, work: Callable[[], None]) -> None:
        before = self._worker

        def run_after() -> None:
            if before is not None:
                before.join()
            if not self._ending.is_set():
                self._try(session_id, work)
            if session_id and not self._ending.is_set():
                self._try("", self._tell_given_up)

        self._worker = Thread(target=run_after, name="recovery", daemon=True)
        self._worker.start()

    def _try(self, session_id: str, work: Callable[[], None]) -> None:
        try:
            work()
        except Exception as error:  # the edge of a thread: what is not told here is lost
            if not isinstance(error, UserFacingError):
                _log.exception("Recovery failed")
            self.failed.emit(session_id, text_of(error))

    def _notice(self, text: str) -> None:
        self.noticed.emit(translated(text))

    def _tell_given_up(self) -> None:
        from emotion_desktop.services.recovery import find_unrecoverable  # noqa: PLC0415

        self.given_up.emit(find_unrecoverable(self._data_folder, self._notice))

    def _look(self) -> None:
        from emotion_desktop.services.recovery import find_unfinished  # noqa: PLC0415

        sessions = find_unfinished(self._data_folder, self._notice)
        if sessions:
            self.found.emit(sessions)
        self._tell_given_up()

    def _recover(self, session: "UnfinishedSession") -> None:
        from emotion_desktop.services.recovery import (  # noqa: PLC0415
            RecoveryCancelledError,
            recover,
        )

        try:
            done = recover(
                session,
                lambda share: self.progressed.emit(session.id, share),
                self._ending.is_set,
            )
        except RecoveryCancelledError:
            _log.info("Recovery of %s was cancelled", session.id)
        else:
            self.recovered.emit(done)

    def _discard(self, session: "UnfinishedSession") -> None:
        from emotion_desktop.services.recovery import discard  # noqa: PLC0415

        discard(session)
        self.discarded.emit(session.id)
