"""The analysis queue: analyses audio files one after the other in the background."""

import math
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from threading import Condition, Thread
from typing import TYPE_CHECKING

from emotion_desktop.domain.analysis_queue import (
    AnalysisChoices,
    ChangeKind,
    QueueChange,
    QueuePhase,
    QueueRow,
    QueueStatus,
)
from emotion_desktop.domain.document import SessionDocument
from emotion_desktop.domain.translatable import Message
from emotion_desktop.services.analysis.model_loan import ModelLoan
from emotion_desktop.services.analysis.queue_errors import LIBRARY_BUSY, problem_of, reason_of
from emotion_desktop.services.analysis.queue_keeper import QueueKeeper
from emotion_desktop.services.analysis.queue_results import AddToLibrary, Decision, keep_result
from emotion_desktop.services.analysis.queue_rows import QueueRows, Throughput, with_length
from emotion_desktop.services.engine import EngineCache

if TYPE_CHECKING:
    from emotion_desktop.inference.engine import EmotionEngine
    from emotion_desktop.services.analysis.jobs import AnalysisJob, JobEvent


class AnalysisQueue:
    """Analyses files on a thread of its own; its methods return immediately, on any thread.

    Parameters
    ----------
    engines : EngineCache
        Lends the models; the queue takes them for one file at a time and waits while others hold
        them. Even in the middle of a file, it releases them while it is paused, and as soon
        as others wait for them.
    data_folder : Path
        Folder of the library, which holds the queue's journal, too.
    add_to_library : callable
        Called on the queue's thread, while others may use the models. After a
        `DatabaseBusyError` the queue tries again with the same result by itself; after another
        `StorageError` it stops, and tries again when it is resumed.
    on_change : callable
        Called with every change, on the thread that makes it; query `rows_of` and `status` then.
    on_notice : callable
        Called with notices about files and folders that were added.
    clock : callable
        Seconds.
    library_retry_s : float
        After what time the library is tried again while another program uses it.
    """

    def __init__(
        self,
        engines: "EngineCache[EmotionEngine]",
        data_folder: Path,
        add_to_library: AddToLibrary,
        on_change: Callable[[QueueChange], None],
        *,
        on_notice: Callable[[Message], None] = lambda _notice: None,
        clock: Callable[[], float] = time.monotonic,
        library_retry_s: float = 5.0,
    ) -> None:
        self._engines = engines
        self._add_to_library = add_to_library
        self._on_change = on_change
        self._clock = clock
        self._library_retry_s = library_retry_s
        self._models = ModelLoan(engines)
        self._changed = Condition()  # guards what follows
        self._rows = QueueRows()
        self._throughput = Throughput()
        self._running: int | None = None
        self._stops_running = False
        self._paused = False
        self._closing = False
        self._problem: Message | None = None
        self._result: tuple[int, SessionDocument] | None = None  # of a row, not in the library yet
        self._keeper = QueueKeeper(
            data_folder, self._add_rows, self._set_length, on_notice, self._fail
        )
        self._worker = Thread(target=self._work, name="analysis", daemon=True)
        engines.add_observer(self._tell_status)

    def start(self) -> None:
        """Restore the queue of the last run, and start; may be called once.

        If something is left, the queue is paused: nothing has asked for the models yet.
        """
        self._keeper.start()
        self._worker.start()

    def add(self, paths: Sequence[Path], choices: AnalysisChoices) -> None:
        """Add files, and files in folders; a file that is already waiting keeps its place."""
        self._keeper.add(paths, choices)

    def rows(self) -> list[QueueRow]:
        """Return all rows, in order."""
        with self._changed:
            return list(self._rows)

    def rows_of(self, row_ids: Iterable[int]) -> list[QueueRow]:
        """Return the rows of these ids that still exist."""
        with self._changed:
            return self._rows.known(row_ids)

    @property
    def status(self) -> QueueStatus:
        """The status of the whole queue."""
        with self._changed:
            running = None if self._running is None else self._rows.get(self._running)
            running_s = 0.0
            if running and not self._has_result(running) and not math.isnan(running.length_s):
                running_s = running.share * running.length_s
            status = self._rows.status(running, self._throughput.speed(running_s, self._clock()))
            phase = self._phase(status.n_open)
            holder = self._engines.holder if phase == "waiting" else None
            return replace(status, phase=phase, holder=holder, problem=self._problem)

    def pause(self) -> None:
        """Pause and release the models, as soon as the running file can be resumed later."""
        with self._changed:
            self._paused = True
        self._look_again()

    def resume(self) -> None:
        """Resume."""
        with self._changed:
            self._paused = False
            self._problem = None
        self._look_again()

    def cancel(self, row_ids: Iterable[int]) -> None:
        """Cancel these rows; finished ones stay as they are."""
        cancelled = []
        with self._changed:
            for row in self._rows.known(row_ids):
                if row.id == self._running:
                    self._stops_running = True
                elif row.state == "queued":
                    cancelled.append(replace(row, state="cancelled"))
            self._put(cancelled)
        self._tell("changed", cancelled)
        self._look_again()

    def cancel_all(self) -> None:
        """Cancel everything in the queue."""
        self.cancel([row.id for row in self.rows() if not row.is_over])

    def retry(self, row_ids: Iterable[int]) -> None:
        """Queue these rows again."""
        with self._changed:
            again = [row.queued_again() for row in self._rows.known(row_ids) if row.is_over]
            self._put(again)
        self._tell("changed", again)
        self._look_again()

    def remove(self, row_ids: Iterable[int]) -> None:
        """Remove rows but keep their results; a running row is only cancelled."""
        wanted = set(row_ids)
        self.cancel(wanted)
        with self._changed:
            gone = [row for row in self._rows.known(wanted) if row.is_over]
            self._rows.remove(row.id for row in gone)
        self._keeper.forget(gone)
        self._tell("removed", gone)

    def close(self, timeout_s: float = 15.0) -> bool:
        """Stop and requeue the running file. Return True once no thread is left."""
        deadline_s = time.monotonic() + timeout_s
        with self._changed:
            self._closing = True
        self._look_again()
        if self._worker.ident is not None:
            self._worker.join(timeout_s)
        ended = self._keeper.close(max(0.0, deadline_s - time.monotonic()))
        return ended and not self._worker.is_alive()

    # ---- inside `_changed` ----

    def _put(self, rows: Sequence[QueueRow]) -> None:
        for row in rows:
            self._rows.put(row)
        self._keeper.keep(rows)

    def _phase(self, n_open: int) -> QueuePhase:
        if self._paused:
            return "paused"
        if not n_open:
            return "idle"
        return "waiting" if self._models.waiting else "running"

    def _has_result(self, row: QueueRow | None) -> bool:
        """Whether a row is analysed already and only has to go into the library."""
        return row is not None and self._result is not None and self._result[0] == row.id

    def _is_ready(self) -> bool:
        """Whether there is something to do, including ending."""
        if self._closing or self._stops_running:
            return True
        return not self._paused and (
            self._running is not None or self._rows.next_queued() is not None
        )

    # ---- on any thread ----

    def _tell(self, kind: ChangeKind, rows: Sequence[QueueRow] = ()) -> None:
        if rows:
            self._on_change(QueueChange(kind, tuple(row.id for row in rows)))
        self._tell_status()

    def _tell_status(self) -> None:
        self._on_change(QueueChange("status"))

    def _look_again(self) -> None:
        """Notify the worker of a change, even while it waits for the models."""
        with self._changed:
            wants_models = not self._closing and not self._stops_running and self._is_ready()
            self._changed.notify_all()
        if not wants_models:
            self._models.stop_waiting()
        self._tell_status()

    def _fail(self, problem: Message, *, stops: bool = False) -> None:
        with self._changed:
            self._problem = problem
            self._paused = self._paused or stops
        self._tell_status()

    def _add_rows(self, made: Sequence[QueueRow]) -> None:
        """Add rows from the keeper; those with a negative id are new."""
        with self._changed:
            restored = [row for row in made if row.id >= 0]
            for row in restored:
                self._rows.put(row)
            if not all(row.is_over for row in restored):
                self._paused = True
            new = [replace(row, id=self._rows.new_id()) for row in made if row.id < 0]
            self._put(new)  # in the journal before the worker can finish one of them
        rows = restored + new
        self._keeper.know(rows)
        self._tell("added", rows)
        self._look_again()

    def _set_length(self, row_id: int, length_s: float) -> None:
        with self._changed:
            row = self._rows.get(row_id)
            if row is None or row.is_over:
                return
            row = with_length(row, length_s)
            self._rows.put(row)
        self._tell("changed", [row])

    # ---- on the worker ----

    def _work(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(self._is_ready)
                if self._closing:
                    return
                has_result = self._has_result(self._rows.next_queued())
            try:
                if has_result or self._take_models():
                    self._do_next()
            except Exception as error:  # the edge of a thread: the queue stops and says why
                self._fail(problem_of(error), stops=True)
            finally:
                self._models.release()

    def _take_models(self) -> bool:
        """Wait for the models; return False if there is nothing left to wait for."""
        has_models = self._models.take(self._look_again)  # for decisions made before it asked
        self._tell_status()
        return has_models

    def _do_next(self) -> None:
        row = self._begin_next()
        if row is None:
            return
        try:
            if self._models.held:
                self._analyse(row)
                self._models.release()
            if self._has_result(row):
                self._keep_result()
        finally:
            with self._changed:
                self._running = None
                self._stops_running = False
                left = self._rows.get(row.id)
                if left is not None and left.state == "running":  # it is not finished
                    self._throughput.pause(self._clock())
                    self._rows.put(left.queued_again())
            self._tell("changed", [row])

    def _begin_next(self) -> QueueRow | None:
        with self._changed:
            row = self._rows.next_queued()
            is_its_turn = self._models.held or self._has_result(row)
            if row is None or not is_its_turn or self._paused or self._closing:
                return None
            row = replace(row, state="running")
            self._running = row.id
            self._rows.put(row)
        self._tell("changed", [row])
        return row

    def _analyse(self, row: QueueRow) -> None:
        from emotion_desktop.services.analysis import jobs  # noqa: PLC0415 (loads the models' libraries)

        engine = self._models.load()
        with self._changed:
            self._result = None
            self._throughput.begin(self._clock())
        job = jobs.AnalysisJob(row.path, row.path, (), channel=row.channel, speakers=row.speakers)
        jobs.run([job], engine, self._on_event, self._should_stop)

    def _keep_result(self) -> None:
        """Put the result into the library; where that is full, stop the queue."""
        with self._changed:
            assert self._result is not None
            row_id, document = self._result
            [row] = self._rows.known([row_id])
        row = keep_result(row, document, self._add_to_library, self._wait_for_library)
        with self._changed:
            self._result = None
            if self._problem is LIBRARY_BUSY:
                self._problem = None
            self._put([row])

    def _wait_for_library(self) -> Decision:
        """Tell that another program uses the library, and wait a while."""
        self._fail(LIBRARY_BUSY)
        with self._changed:
            self._changed.wait_for(
                lambda: self._closing or self._stops_running or self._paused, self._library_retry_s
            )
            if self._stops_running:
                return "cancel"
            return "stop" if self._closing or self._paused else "try again"

    def _should_stop(self, _job: "AnalysisJob") -> bool:
        """Return whether to stop the running file.

        Waits here while the queue is paused, and while others want the models.
        """
        with self._changed:
            if self._closing or self._stops_running:
                return True
            if not self._paused and not self._models.wanted_by_others:
                return False
            self._throughput.pause(self._clock())
        self._models.release()
        self._tell_status()
        while True:
            with self._changed:
                self._changed.wait_for(self._is_ready)
                if self._closing or self._stops_running:
                    return True
            if self._take_models():
                self._models.load()  # as it was lent at first
                with self._changed:
                    self._throughput.begin(self._clock())
                return False

    def _on_event(self, event: "JobEvent") -> None:
        from emotion_desktop.services.analysis import jobs  # noqa: PLC0415

        with self._changed:
            assert self._running is not None
            row = self._rows.get(self._running)
            assert row is not None
            match event:
                case jobs.JobProgressed(_, done_s, total_s):
                    share = done_s / total_s if total_s > 0 else 0.0
                    row = replace(row, share=min(1.0, share))
                    self._rows.put(row)
                case jobs.JobDone(_, document, _):
                    row = replace(with_length(row, document.audio.duration_s), share=1.0)
                    self._rows.put(row)
                    self._result = row.id, document
                    self._end_file(row.length_s)
                case jobs.JobFailed(_, error):
                    self._put([replace(row, state="failed", reason=reason_of(row, error))])
                    self._end_file(0.0)
                case jobs.JobCancelled():
                    again = row.queued_again()
                    self._put([again if self._closing else replace(again, state="cancelled")])
                    self._end_file(0.0)
        if isinstance(event, jobs.JobProgressed):  # the end is told when all is over
            self._tell("changed", [row])

    def _end_file(self, analysed_s: float) -> None:
        self._throughput.done(0.0 if math.isnan(analysed_s) else analysed_s, self._clock())
