"""Analyses audio files in several processes of this computer, each with its own models.

A process that dies costs only a new attempt at its file. A file that ended several of them is
given up, so that it cannot stop the others.
"""

import os
import signal
from collections import Counter, deque
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import TYPE_CHECKING, Final

from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.services.analysis.jobs import (
    AnalysisJob,
    JobEvent,
    JobFailed,
    JobProgressed,
    JobStarted,
    ModelsMoved,
    carry_out,
    recorded,
)
from emotion_desktop.services.analysis.portable import portable, portable_error
from emotion_desktop.system.cores import usable_cores
from emotion_desktop.system.environment import prepare

if TYPE_CHECKING:
    from emotion_desktop.inference.engine import EmotionEngine

#: Attempts at a file that ends the process that analyses it.
MOST_ATTEMPTS: Final = 3

#: The main process holds threads and locks, which a forked copy would inherit.
_CONTEXT: Final = get_context("spawn")
_END_S: Final = 10.0


#: What a process may need for a long file, and the files that make up for its start.
_MEMORY_BYTES: Final = 2 * 2**30
_FILES_EACH: Final = 4
#: On one GPU, two processes keep it busy while they decode.
_ON_A_GPU: Final = 2


def usual_processes(n_files: int, device: str) -> int:
    """Return how many processes pay for so many files, on this computer.

    The models are small: a core each is used better than all cores by one file after the other.
    """
    from emotion_desktop.inference.compute_device import (  # noqa: PLC0415 (takes a second)
        has_cublas,
        has_gpu,
    )

    most = usable_cores()
    if device != "cpu" and has_gpu() and has_cublas():
        most = min(most, _ON_A_GPU)
    if hasattr(os, "sysconf") and "SC_PHYS_PAGES" in os.sysconf_names:
        memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
        most = min(most, memory // _MEMORY_BYTES)
    return max(1, min(most, n_files // _FILES_EACH))


@dataclass(frozen=True, slots=True)
class _NotLoaded:
    """A process could not load the models."""

    error: BaseException


def given_up(job: AnalysisJob) -> JobFailed:
    """Return the failure of a file that ended every process that analysed it."""
    error = UserFacingError(
        "{path} was given up: {attempts} times, the process that analysed it ended unexpectedly",
        "It may need more memory than there is: analyse it alone, or with fewer --jobs.",
        path=job.path,
        attempts=MOST_ATTEMPTS,
    )
    return JobFailed(job, error)


def run_in_processes(
    jobs: Sequence[AnalysisJob],
    load: "Callable[[], EmotionEngine]",
    n_processes: int,
    on_event: Callable[[JobEvent], None],
) -> None:
    """Analyse files and write their results, like `run`, several at the same time.

    Parameters
    ----------
    jobs : sequence of AnalysisJob
        Started in their order.
    load : callable
        Loads the models, once in each process; has to be picklable.
    n_processes : int
        How many files are analysed at the same time.
    on_event : callable
        Called with every event, on this thread; events of several jobs may alternate.

    Raises
    ------
    UserFacingError
        If the models cannot be loaded.
    """
    waiting, attempts = deque(jobs), Counter[Path]()
    workers = [_Worker(load) for _ in range(min(n_processes, len(jobs)))]
    try:
        while waiting or any(worker.job for worker in workers):
            for worker in workers:
                if worker.job is None and waiting:
                    worker.begin(waiting.popleft())
            busy = {worker.pipe: worker for worker in workers if worker.job}
            for pipe in wait(busy):
                worker = busy[pipe]  # type: ignore[index]
                job = worker.job
                assert job is not None
                try:
                    event = worker.receive()
                except (EOFError, ConnectionError):
                    workers[workers.index(worker)] = _Worker(load)
                    worker.end()
                    attempts[job.path] += 1
                    if attempts[job.path] < MOST_ATTEMPTS:
                        waiting.appendleft(job)
                        continue
                    event = given_up(job)
                on_event(event)
    finally:
        for worker in workers:
            worker.end()


class _Worker:
    """A process with models, and the job that it was given."""

    def __init__(self, load: "Callable[[], EmotionEngine]") -> None:
        self.job: AnalysisJob | None = None
        self.pipe, theirs = _CONTEXT.Pipe()
        self._process = _CONTEXT.Process(target=_work, args=(theirs, load), daemon=True)
        self._process.start()
        theirs.close()  # so that the pipe ends with the process

    def begin(self, job: AnalysisJob) -> None:
        self.job = job
        with suppress(ConnectionError):  # `receive` will tell
            self.pipe.send(job)

    def receive(self) -> JobEvent:
        """Wait for the next event; raises `EOFError` if the process is gone."""
        event: JobEvent | _NotLoaded = self.pipe.recv()
        if isinstance(event, _NotLoaded):
            raise event.error
        if isinstance(event, JobStarted | JobProgressed | ModelsMoved):
            return event
        self.job = None
        return recorded(event)

    def end(self) -> None:
        self.pipe.close()
        self._process.terminate()
        self._process.join(_END_S)
        if self._process.is_alive():
            self._process.kill()
            self._process.join()
        self._process.close()


def _work(pipe: Connection, load: "Callable[[], EmotionEngine]") -> None:
    """Load the models, then analyse what the pipe brings until it is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C reaches the whole group
    prepare()
    with suppress(EOFError, ConnectionError):
        try:
            engine = load()
        except Exception as error:
            pipe.send(_NotLoaded(portable_error(error)))
            return
        while True:
            job = pipe.recv()
            pipe.send(JobStarted(job))
            pipe.send(portable(carry_out(job, engine, pipe.send)))
