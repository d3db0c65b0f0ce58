"""The analysis queue: analyses audio files one after the other in the background."""

import logging
import math
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from threading import Condition, Thread
from typing import TYPE_CHECKING, Final

from emotion_desktop.domain.analysis_queue import (
    AnalysisChoices,
    ChangeKind,
    QueueChange,
    QueuePhase,
    QueueRow,
    QueueStatus,
)
from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.domain.translatable import Message
from emotion_desktop.services.analysis.queue_keeper import QueueKeeper
from emotion_desktop.services.analysis.queue_rows import QueueRows, Throughput, with_length
from emotion_desktop.services.engine import EngineCache, EngineLease, LeaseRequest

if TYPE_CHECKING:
    from emotion_desktop.inference.engine import EmotionEngine
    from emotion_desktop.services.analysis.jobs import AnalysisJob, JobEvent

_log = logging.getLogger(__name__)

#: Shown to others who want the models meanwhile.
ANALYSING: Final = Message("analysing audio files")


class AnalysisQueue:
    """Its methods return immediately, on any thread.

    Parameters
    ----------
    engines : EngineCache
        Lends the models; the queue takes them for one file at a time and waits while others hold
        them. Even in the middle of a file, it releases them while it is paused, and as soon
        as others wait for them.
    data_folder : Path
        Folder of the queue's journal.
    on_change : callable
        Called with every change, on the thread that makes it; query `row` and `status` then.
    on_notice : callable
        Called with notices about files and folders that were added.
    clock : callable
        Seconds.
    """

    def __init__(
        self,
        engines: "EngineCache[EmotionEngine]",
        data_folder: Path,
        on_change: Callable[[QueueChange], None],
        on_notice: Callable[[Message], None] = lambda _notice: None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._engines = engines
        self._on_change = on_change
        self._clock = clock
        self._changed = Condition()  # guards what follows
        self._rows = QueueRows()
        self._throughput = Throughput()
        self._running: int | None = None
        self._stops_running = False
        self._paused = False
        self._closing = False
        self._problem: Message | None = None
        self._request: LeaseRequest[EmotionEngine] | None = None  # that is waited for
        self._lease: EngineLease[EmotionEngine] | None = None
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

    def row(self, row_id: int) -> QueueRow | None:
        """Return a row, or None if the id no longer exists."""
        with self._changed:
            return self._rows.get(row_id)

    @property
    def status(self) -> QueueStatus:
        """The status of the whole queue."""
        with self._changed:
            running = None if self._running is None else self._rows.get(self._running)
            running_s = 0.0
            if running is not None and not math.isnan(running.length_s):
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
            for row in self._known(row_ids):
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
            again = [row.queued_again() for row in self._known(row_ids) if row.is_over]
            self._put(again)
        self._tell("changed", again)
        self._look_again()

    def remove(self, row_ids: Iterable[int]) -> None:
        """Remove rows but keep their results; a running row is only cancelled."""
        wanted = set(row_ids)
        self.cancel(wanted)
        with self._changed:
            gone = [row for row in self._known(wanted) if row.is_over]
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

    def _known(self, row_ids: Iterable[int]) -> list[QueueRow]:
        rows = [self._rows.get(row_id) for row_id in row_ids]
        return [row for row in rows if row is not None]

    def _put(self, rows: Iterable[QueueRow]) -> None:
        rows = list(rows)
        for row in rows:
            self._rows.put(row)
        self._keeper.keep(rows)

    def _phase(self, n_open: int) -> QueuePhase:
        if self._paused:
            return "paused"
        if not n_open:
            return "idle"
        return "waiting" if self._request is not None else "running"

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
            request = None
            if not wants_models:  # who takes the request away is who withdraws it
                request, self._request = self._request, None
            self._changed.notify_all()
        if request is not None:
            request.withdraw()
        self._tell_status()

    def _fail(self, problem: Message) -> None:
        with self._changed:
            self._problem = problem
        self._tell_status()

    def _add_rows(self, made: Sequence[QueueRow]) -> None:
        """Add rows from the keeper; those with a negative id are new."""
        with self._changed:
            rows = [replace(row, id=self._rows.new_id()) if row.id < 0 else row for row in made]
            for row in rows:
                self._rows.put(row)
            if any(row.id >= 0 and not row.is_over for row in made):
                self._paused = True
        self._keeper.keep([row for row, one in zip(rows, made, strict=True) if one.id < 0])
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
            try:
                if self._take_models():
                    self._analyse_next()
            except Exception as error:  # the edge of a thread: the queue stops and says why
                self._stop_for(error)
            finally:
                self._release()

    def _take_models(self) -> bool:
        """Wait for the models; return False if there is nothing left to wait for."""
        request = self._engines.request(ANALYSING)
        with self._changed:
            self._request = request
        self._look_again()  # for decisions made before there was a request
        lease = request.wait()
        with self._changed:
            was_withdrawn = self._request is not request
            self._request = None
            self._lease = None if was_withdrawn else lease
            has_models = self._lease is not None
        self._tell_status()
        return has_models

    def _release(self) -> None:
        with self._changed:
            lease, self._lease = self._lease, None
        if lease is not None:
            lease.release()

    def _analyse_next(self) -> None:
        from emotion_desktop.services.analysis import jobs  # noqa: PLC0415 (loads the models' libraries)

        assert self._lease is not None
        engine = self._lease.load()
        with self._changed:
            row = self._rows.next_queued()
            if row is None or self._paused or self._closing:
                return
            row = replace(row, state="running")
            self._running = row.id
            self._stops_running = False
            self._rows.put(row)
            self._throughput.begin(self._clock())
        self._tell("changed", [row])
        job = jobs.AnalysisJob(row.path, row.base, row.formats, channel=row.channel)
        try:
            jobs.run([job], engine, self._on_event, self._should_stop)
        finally:
            with self._changed:
                self._running = None
                self._stops_running = False
                left = self._rows.get(row.id)
                if left is not None and left.state == "running":  # an unexpected error
                    self._throughput.pause(self._clock())
                    self._rows.put(left.queued_again())

    def _stop_for(self, error: Exception) -> None:
        if isinstance(error, UserFacingError):
            problem = error.message
        else:
            _log.error("The analysis queue failed", exc_info=error)
            problem = Message("The queue stopped because of an internal error")
        with self._changed:
            self._paused = True
            self._problem = problem
        self._tell_status()

    def _should_stop(self, _job: "AnalysisJob") -> bool:
        """Return whether to stop the running file.

        Waits here while the queue is paused, and while others want the models.
        """
        with self._changed:
            if self._closing or self._stops_running:
                return True
            if not self._paused and not self._engines.wanted:
                return False
            self._throughput.pause(self._clock())
        self._release()
        self._tell_status()
        while True:
            with self._changed:
                self._changed.wait_for(self._is_ready)
                if self._closing or self._stops_running:
                    return True
            if self._take_models():
                assert self._lease is not None
                self._lease.load()  # as it was lent at first
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
                case jobs.JobDone(_, document, written):
                    row = with_length(row, document.audio.duration_s)
                    row = replace(row, state="done", share=1.0, written=tuple(written))
                    self._end(row, row.length_s)
                case jobs.JobFailed(_, error):
                    self._end(replace(row, state="failed", reason=reason_of(row, error)), 0.0)
                case jobs.JobCancelled():
                    given_up = replace(row.queued_again(), state="cancelled")
                    self._end(row.queued_again() if self._closing else given_up, 0.0)
                case _:
                    return
        self._tell("changed", [row])

    def _end(self, row: QueueRow, analysed_s: float) -> None:
        self._put([row])
        self._throughput.done(0.0 if math.isnan(analysed_s) else analysed_s, self._clock())


def reason_of(row: QueueRow, error: BaseException) -> Message:
    """Describe why a file could not be analysed."""
    if isinstance(error, UserFacingError):
        return error.message
    _log.error("%s could not be analysed", row.path, exc_info=error)
    return Message(
        "{path} could not be analysed because of an internal error: {error}",
        path=row.path,
        error=repr(error),
    )
