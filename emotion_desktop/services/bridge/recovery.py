"""Interrupted sessions for the window: found, recovered and discarded on a worker."""

import logging
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from emotion_desktop.services.bridge.translation import text_of, translated
from emotion_desktop.services.bridge.worker import SerialWorker

if TYPE_CHECKING:
    from emotion_desktop.services.recording.recovery import Recovered, UnfinishedSession

_log = logging.getLogger(__name__)


class RecoveryBridge(QObject):
    """Runs one job at a time; imports the database libraries on its thread.

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
        self._worker = SerialWorker("recovery")

    @property
    def busy(self) -> bool:
        """True while a job is running."""
        return self._worker.busy

    def look(self) -> None:
        """Look for interrupted sessions, then emit `found` and `given_up`."""

        def tell(sessions: "list[UnfinishedSession]") -> None:
            if sessions:
                self.found.emit(sessions)

        self._worker.submit(self._find_unfinished, tell, self._fail_of(""))
        self._look_for_given_up()

    def recover(self, session: "UnfinishedSession") -> None:
        """Recover a session, then emit `recovered` or `failed`."""

        def tell(done: "Recovered | None") -> None:
            if done is not None:
                self.recovered.emit(done)

        self._worker.submit(lambda: self._recover(session), tell, self._fail_of(session.id))
        self._look_for_given_up()

    def discard(self, session: "UnfinishedSession") -> None:
        """Delete a session, then emit `discarded` or `failed`."""
        self._worker.submit(
            lambda: _discard(session),
            lambda _nothing: self.discarded.emit(session.id),
            self._fail_of(session.id),
        )
        self._look_for_given_up()

    def shut_down(self, timeout_s: float = 30.0) -> bool:
        """Cancel running and waiting jobs; they do not count as attempts.

        A thread that outlived the program's libraries would end in a crash, so the job
        is given time to reach a point where it can stop: a moment, if the disk works.
        """
        return self._worker.shut_down(timeout_s)

    def _look_for_given_up(self) -> None:
        self._worker.submit(self._find_unrecoverable, self.given_up.emit, self._fail_of(""))

    def _fail_of(self, session_id: str) -> Callable[[Exception], None]:
        return lambda error: self.failed.emit(session_id, text_of(error))

    def _notice(self, text: str) -> None:
        self.noticed.emit(translated(text))

    def _find_unfinished(self) -> "list[UnfinishedSession]":
        from emotion_desktop.services.recording.recovery import find_unfinished  # noqa: PLC0415

        return find_unfinished(self._data_folder, self._notice)

    def _find_unrecoverable(self) -> "list[UnfinishedSession]":
        from emotion_desktop.services.recording.recovery import find_unrecoverable  # noqa: PLC0415

        return find_unrecoverable(self._data_folder, self._notice)

    def _recover(self, session: "UnfinishedSession") -> "Recovered | None":
        from emotion_desktop.services.recording.recovery import (  # noqa: PLC0415
            RecoveryCancelledError,
            recover,
        )

        try:
            return recover(
                session,
                lambda share: self.progressed.emit(session.id, share),
                lambda: self._worker.ending,
            )
        except RecoveryCancelledError:
            _log.info("A recovery was cancelled")
            return None


def _discard(session: "UnfinishedSession") -> None:
    from emotion_desktop.services.recording.recovery import discard  # noqa: PLC0415

    discard(session)
