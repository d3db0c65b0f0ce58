"""Disk access of the analysis queue, on its own thread."""

import logging
import os
from collections import defaultdict, deque
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread

from emotion_desktop.domain.analysis_queue import AnalysisChoices, QueueRow
from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.domain.translatable import Message
from emotion_desktop.services.analysis.batch import expand_inputs
from emotion_desktop.storage.queue_file import QueueFile

_log = logging.getLogger(__name__)


class QueueKeeper:
    """Finds files in folders, measures them, and maintains the queue's journal.

    Parameters
    ----------
    data_folder : Path
        Folder of the journal.
    on_rows : callable
        Receives rows that were read, and new ones with the id -1; called on the keeper's thread.
    on_length : callable
        Receives the id of a row and its duration in seconds.
    on_notice : callable
        Receives notices about what was added.
    on_problem : callable
        Receives the reason if the queue cannot be saved.
    """

    def __init__(
        self,
        data_folder: Path,
        on_rows: Callable[[Sequence[QueueRow]], None],
        on_length: Callable[[int, float], None],
        on_notice: Callable[[Message], None],
        on_problem: Callable[[Message], None],
    ) -> None:
        self._file = QueueFile(data_folder)
        self._on_rows = on_rows
        self._on_length = on_length
        self._on_notice = on_notice
        self._on_problem = on_problem
        self._orders: SimpleQueue[Callable[[], None] | None] = SimpleQueue()
        self._thread = Thread(target=self._run, name="analysis queue", daemon=True)
        # What follows belongs to the thread.
        self._is_open = False
        self._to_measure: deque[QueueRow] = deque()
        self._waiting: defaultdict[str, set[int]] = defaultdict(set)  # ids, by the real path
        self._real: dict[int, str] = {}  # the real path, which takes long to find, by the id

    def start(self) -> None:
        """Read the journal; may be called once."""
        self._thread.start()

    def add(self, paths: Sequence[Path], choices: AnalysisChoices) -> None:
        """Create rows for files and folders."""
        self._orders.put(lambda: self._add(paths, choices))

    def keep(self, rows: Sequence[QueueRow]) -> None:
        """Record the current state of rows."""
        if rows:
            self._orders.put(lambda: self._write(rows))

    def know(self, rows: Sequence[QueueRow]) -> None:
        """Register rows that were given ids; call within `on_rows`."""
        for row in rows:
            self._note(row)
        self._to_measure += rows

    def forget(self, rows: Sequence[QueueRow]) -> None:
        """Remove rows."""
        if rows:
            self._orders.put(lambda: self._forget(rows))

    def close(self, timeout_s: float) -> bool:
        """Finish pending work, then end; return True once the thread has ended."""
        if self._thread.ident is None:
            return True
        self._orders.put(None)
        self._thread.join(timeout_s)
        return not self._thread.is_alive()

    def _run(self) -> None:
        if self._file.exists:  # nothing is made on the disk before it is needed
            self._try(self._open)
        while (order := self._next_order()) is not None:
            self._try(order)
        self._file.close()

    def _next_order(self) -> Callable[[], None] | None:
        try:
            return self._orders.get(block=not self._to_measure)
        except Empty:
            return self._measure

    def _try(self, order: Callable[[], None]) -> None:
        try:
            order()
        except UserFacingError as error:
            self._on_problem(error.message)
        except Exception:  # the edge of a thread, which must continue
            _log.exception("The analysis queue could not be kept")

    def _open(self) -> None:
        self._is_open = True
        rows = self._file.open()
        if rows:
            self._on_rows(rows)

    def _write(self, rows: Sequence[QueueRow]) -> None:
        for row in rows:
            self._note(row)
        self._file.write(rows)

    def _note(self, row: QueueRow) -> None:
        """Record which rows of a file are waiting; a finished row may have others beside it."""
        if row.id not in self._real:
            self._real[row.id] = os.path.realpath(row.path)
        waiting = self._waiting[self._real[row.id]]
        if row.is_over:
            waiting.discard(row.id)
        else:
            waiting.add(row.id)

    def _forget(self, rows: Sequence[QueueRow]) -> None:
        for row in rows:
            self._waiting[self._real.pop(row.id)].discard(row.id)
        self._file.write([], [row.id for row in rows])

    def _measure(self) -> None:
        from emotion_desktop.audio.files import probe  # noqa: PLC0415 (loads the decoders)

        row = self._to_measure.popleft()
        if row.is_over or row.length_s > 0:
            return
        with suppress(UserFacingError):  # analysing it will say why
            self._on_length(row.id, probe(row.path).duration_s)

    def _add(self, paths: Sequence[Path], choices: AnalysisChoices) -> None:
        if not self._is_open:
            self._try(self._open)
        expanded = expand_inputs(paths)
        for error in expanded.errors:
            self._on_notice(error.message)
        for notice in expanded.left_out:
            self._on_notice(notice)
        rows = [
            QueueRow(-1, path.absolute(), choices.channel, choices.copies_audio, choices.speakers)
            for path in expanded.recordings
            if not self._waits(path)
        ]
        if rows:
            self._on_rows(rows)

    def _waits(self, path: Path) -> bool:
        return bool(self._waiting[os.path.realpath(path)])
