"""A queue of rows for a database that may be busy."""

import logging
import time
from collections import deque
from collections.abc import Callable
from pathlib import Path
from typing import Final, NamedTuple

from emotion_desktop.storage.errors import DatabaseBusyError, StorageError
from emotion_desktop.storage.store import SessionStore

_log = logging.getLogger(__name__)

#: Rows that may wait, about 20 MB: two hours of windows and utterances.
MOST_ROWS: Final = 20_000
#: Waiting here for another program keeps audio waiting.
_PATIENCE_S: Final = 0.1
#: Between two attempts at a database that is locked.
RETRY_S: Final = 0.5
#: Time for which rows are written at a time: audio may have arrived meanwhile.
_TURN_S: Final = 0.25

Write = Callable[[SessionStore], None]


class _Row(NamedTuple):
    write: Write
    essential: bool


class RowQueue:
    """Writes rows in order, as soon as the database accepts them; for one thread.

    What cannot be written now waits in memory. Only `open` raises.

    Parameters
    ----------
    data_folder : Path
        Of the sessions.
    on_notice : callable
        Called with a one-line notice if a damaged database was set aside.
    clock : callable
        Seconds, monotonic.

    Attributes
    ----------
    trouble : StorageError or None
        Why rows wait; None once all of them are written.
    dropped : int
        Rows that were lost: too many waited, or no database would take them. Essential ones,
        which recovery makes up for, do not count.
    """

    def __init__(
        self,
        data_folder: Path,
        on_notice: Callable[[str], None],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._data_folder = data_folder
        self._on_notice = on_notice
        self._clock = clock
        self._rows: deque[_Row] = deque()
        self._store: SessionStore | None = None
        self._try_again_s = 0.0
        self.trouble: StorageError | None = None
        self.dropped = 0

    @property
    def waiting(self) -> int:
        """Number of rows waiting."""
        return len(self._rows)

    def open(self) -> None:
        """Open the database if necessary; if it is busy, open it later.

        Raises
        ------
        StorageError
            If retrying cannot help: a newer version made it, or because of the disk.
        """
        try:
            self._opened()
        except DatabaseBusyError as error:
            self._wait(error)

    def put(self, write: Write, *, essential: bool = False) -> None:
        """Write a row now or later; essential rows wait even if the queue is full."""
        if len(self._rows) < MOST_ROWS or essential:
            self._rows.append(_Row(write, essential))
            self.flush()
        else:
            self.dropped += 1

    def flush(self) -> None:
        """Write what is waiting, briefly, unless the last attempt was just now."""
        started_s = self._clock()
        if started_s < self._try_again_s:
            return
        while self._rows and self._clock() - started_s < _TURN_S:
            try:
                self._rows[0].write(self._opened())
            except StorageError as error:
                self._wait(error)
                return
            except Exception:
                _log.exception("Skipped a row that the database rejects")
                self.dropped += not self._rows[0].essential
            self._rows.popleft()
        if not self._rows:
            self.trouble = None

    def finish(self, wait_s: float) -> None:
        """Write what is waiting within a time limit; the rest is lost and logged."""
        until_s = self._clock() + wait_s
        while self._rows and self._clock() < until_s:
            self._try_again_s = 0.0
            waiting = len(self._rows)
            self.flush()
            if len(self._rows) == waiting:
                time.sleep(_PATIENCE_S)
        if self._rows:
            _log.warning("%d rows could not be written: %s", len(self._rows), self.trouble)
            self.dropped += sum(not row.essential for row in self._rows)
            self._rows.clear()
        self.close()

    def close(self) -> None:
        """Close the database if nothing is waiting; the next row reopens it."""
        if self._rows:
            return
        store, self._store = self._store, None
        self.trouble = None
        if store is not None:
            try:
                store.close()
            except StorageError as error:
                _log.warning("The session database could not be closed: %s", error)

    def _opened(self) -> SessionStore:
        if self._store is None:
            self._store = SessionStore(self._data_folder, self._on_notice, patience_s=_PATIENCE_S)
        return self._store

    def _wait(self, error: StorageError) -> None:
        if self.trouble is None:
            _log.warning("Rows are waiting in memory: %s", error)
        self.trouble = error
        self._try_again_s = self._clock() + RETRY_S
