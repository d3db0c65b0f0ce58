"""Background jobs for the window, one after the other, off the GUI thread."""

import logging
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from threading import Condition, Thread
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot

from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.system.discreet import Harmless

_log = logging.getLogger(__name__)

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Job:
    work: Callable[[], Any]
    on_done: Callable[[Any], None] | None
    on_error: Callable[[Exception], None] | None


class SerialWorker(QObject):
    """Runs jobs in order, never two at a time.

    Made, asked and shut down on the GUI thread, on which its answers arrive, in the order of
    the jobs. Its thread runs only while there are jobs, unless it stays.

    Parameters
    ----------
    name : str
        Of the thread, and of what failed in the log.
    stays : bool
        Whether a single thread runs all jobs until `shut_down`, for resources that only the
        thread that opened them may use, such as a database connection.
    """

    _answered = Signal(object)

    def __init__(self, name: str, *, stays: bool = False) -> None:
        super().__init__()
        self._name = name
        self._stays = stays
        self._asked = Condition()  # guards the four below
        self._jobs: deque[_Job] = deque()
        self._thread: Thread | None = None
        self._working = False
        self._ending = False
        self._answered.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    @property
    def ending(self) -> bool:
        """True after `shut_down`, so that a job can stop early; from any thread."""
        return self._ending

    @property
    def busy(self) -> bool:
        """True while a job is running or waiting."""
        with self._asked:
            return self._working or bool(self._jobs)

    def submit(
        self,
        work: Callable[[], T],
        on_done: Callable[[T], None] | None = None,
        on_error: Callable[[Exception], None] | None = None,
    ) -> None:
        """Run `work` after everything submitted before; returns immediately.

        Parameters
        ----------
        work : callable
            Called on the worker's thread.
        on_done : callable, optional
            Receives the return value of `work`, on the GUI thread.
        on_error : callable, optional
            Receives the exception of `work`, on the GUI thread. Unexpected exceptions are also
            logged, and after `shut_down` all of them.
        """
        with self._asked:
            if self._ending:
                return
            self._jobs.append(_Job(work, on_done, on_error))
            self._asked.notify()
            if self._thread is None:
                self._thread = Thread(target=self._run, name=self._name, daemon=True)
                self._thread.start()

    def shut_down(self, timeout_s: float, *, finish: bool = False) -> bool:
        """Accept no more jobs, and deliver no more results.

        Parameters
        ----------
        timeout_s : float
            How long the job that runs is waited for.
        finish : bool
            Whether those that wait are done, too.

        Returns
        -------
        bool
            True when no thread is left.
        """
        with self._asked:
            self._ending = True
            if not finish:
                self._jobs.clear()
            self._asked.notify()
            thread = self._thread
        if thread is not None:
            thread.join(timeout_s)
        return thread is None or not thread.is_alive()

    def _run(self) -> None:
        while (job := self._next()) is not None:
            try:
                result = job.work()
            except Exception as error:  # the edge of a thread: unreported errors would be lost
                if self._ending or not isinstance(error, UserFacingError):
                    _log.exception("A job of %s failed", Harmless(self._name))
                self._answer(job.on_error, error)
            else:
                self._answer(job.on_done, result)

    def _next(self) -> _Job | None:
        with self._asked:
            self._working = False
            while self._stays and not (self._jobs or self._ending):
                self._asked.wait()
            if self._jobs:
                self._working = True
                return self._jobs.popleft()
            self._thread = None
            return None

    def _answer(self, callback: Callable[[Any], None] | None, result: object) -> None:
        if callback is not None and not self._ending:
            self._answered.emit((callback, result))

    @Slot(object)
    def _deliver(self, answer: tuple[Callable[[Any], None], object]) -> None:
        callback, result = answer
        if not self._ending:
            callback(result)
