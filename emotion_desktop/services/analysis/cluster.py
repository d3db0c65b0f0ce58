"""Analyses audio files on the workers of a Dask cluster.

Files are tasks. Each worker loads the models once, and writes the results itself, so the files and
the folder of results have to be at the same paths on all computers. Dask gives the tasks of a
worker that dies to others; how often each was begun is kept on the scheduler, so that a file that
ends its workers is given up.
"""

import uuid
from collections.abc import Callable, Sequence
from dataclasses import replace
from importlib.metadata import version
from queue import SimpleQueue
from threading import Lock
from typing import TYPE_CHECKING, Any, Final

from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.services.analysis.jobs import (
    AnalysisJob,
    JobCancelled,
    JobDone,
    JobEvent,
    JobFailed,
    JobProgressed,
    JobStarted,
    carry_out,
    recorded,
)
from emotion_desktop.services.analysis.portable import portable, portable_error
from emotion_desktop.services.analysis.processes import MOST_ATTEMPTS, given_up
from emotion_desktop.system.environment import prepare

if TYPE_CHECKING:
    from distributed import Client, Future

    from emotion_desktop.inference.engine import EmotionEngine

_CONNECT_S: Final = 20.0
_PROGRAM: Final = "emotion-desktop"


def run_on_cluster(
    jobs: Sequence[AnalysisJob],
    load: "Callable[[int], EmotionEngine]",
    address: str,
    on_event: Callable[[JobEvent], None],
) -> None:
    """Analyse files and write their results, like `run`, on an existing Dask cluster.

    Parameters
    ----------
    jobs : sequence of AnalysisJob
        With paths that are valid on every worker once they are absolute.
    load : callable
        Loads the models, once on each worker, for its number of threads; has to be picklable
        and hashable.
    address : str
        Of the scheduler, such as `tcp://node1:8786`, or `tls://…` with Dask's configuration.
    on_event : callable
        Called with every event, on this thread; events of several jobs may alternate.

    Raises
    ------
    UserFacingError
        If there is no such cluster, it is lost, or its workers have another version of the
        program or no models.
    """
    try:
        from distributed import Client  # noqa: PLC0415 (an extra)
    except ImportError as error:
        raise UserFacingError(
            "Working on a cluster needs the Python package “distributed”",
            "Install it with: pip install 'emotion-desktop[cluster]'",
        ) from error
    try:
        client = Client(address, timeout=_CONNECT_S, set_as_default=False)
    except (OSError, ValueError, ImportError) as error:
        raise UserFacingError(
            "No Dask scheduler answers at {address}",
            "Check the address, and that the scheduler is running and can be reached from here.",
            address=address,
        ) from error
    with client:
        _check_versions(client)
        _Run(client, jobs, load, on_event).finish()


def _check_versions(client: "Client") -> None:
    here = version(_PROGRAM)
    for there in client.run(version, _PROGRAM, on_error="return").values():
        if there != here:
            raise UserFacingError(
                "A worker of the cluster has another version of Emotion Desktop ({version})",
                "Install {here} on all workers.",
                version=str(there),
                here=here,
            )


class _Run:
    """The tasks of one batch, and what the cluster says about them."""

    def __init__(
        self,
        client: "Client",
        jobs: Sequence[AnalysisJob],
        load: "Callable[[int], EmotionEngine]",
        on_event: Callable[[JobEvent], None],
    ) -> None:
        self._client = client
        self._load = load
        self._on_event = on_event
        self._jobs = [
            replace(job, path=job.path.absolute(), base=job.base.absolute()) for job in jobs
        ]
        self._told = list(jobs)  # events name the jobs that were given
        self._name = f"analyze-{uuid.uuid4().hex}"
        self._said: SimpleQueue[tuple[int, Any]] = SimpleQueue()

    def finish(self) -> None:
        """Submit all jobs and pass on what is told until each of them has ended."""
        self._client.subscribe_topic(self._name, self._hear)
        futures = {i: self._submit(i) for i in range(len(self._jobs))}
        try:
            while futures:
                i, said = self._said.get()
                if said == ():
                    self._on_event(JobStarted(self._told[i]))
                elif isinstance(said, tuple):
                    self._on_event(JobProgressed(self._told[i], *said))
                elif futures.pop(i, None) is said and not self._is_over(i, said):
                    futures[i] = self._submit(i)
        finally:
            self._client.unsubscribe_topic(self._name)
            self._client.cancel(list(futures.values()))

    def _hear(self, event: tuple[float, Sequence[float]]) -> None:
        """Take what `_tell` said, on Dask's thread."""
        _at, (i, *progress) = event
        self._said.put((int(i), tuple(progress)))

    def _submit(self, i: int) -> "Future":
        future = self._client.submit(
            analyse_on_worker, i, self._jobs[i], self._load, self._name, pure=False
        )
        future.add_done_callback(lambda done: self._said.put((i, done)))
        return future

    def _is_over(self, i: int, future: "Future") -> bool:
        """Tell how a task ended; return False if its file has to be tried again."""
        from distributed import KilledWorker  # noqa: PLC0415 (an extra)

        if future.status in {"cancelled", "lost"}:
            raise UserFacingError(
                "The connection to the cluster was lost",
                "What was finished is kept: start the command again with --resume.",
            )
        error = future.exception()
        match error:
            case None:
                ended = recorded(replace(future.result(), job=self._told[i]))
            case KilledWorker():
                if _attempts_at(self._client, self._name, i) < MOST_ATTEMPTS:
                    return False  # it only waited on workers that others ended
                ended = given_up(self._told[i])
            case UserFacingError():  # the models cannot be loaded
                raise error
            case _:
                ended = JobFailed(self._told[i], error)
        self._on_event(ended)
        return True


#: The models of this worker, and who may use them: one task at a time.
_engines: "dict[Callable[[int], EmotionEngine], EmotionEngine]" = {}
_models = Lock()


def analyse_on_worker(
    i: int, job: AnalysisJob, load: "Callable[[int], EmotionEngine]", name: str
) -> JobDone | JobFailed | JobCancelled:
    """Analyse a file; runs on a worker.

    Raises
    ------
    Exception
        If the models cannot be loaded there.
    """
    from distributed import get_client, get_worker  # noqa: PLC0415 (an extra)

    prepare()
    client, worker = get_client(), get_worker()
    with _models:
        if _attempts_at(client, name, i) >= MOST_ATTEMPTS:
            return given_up(job)
        client.log_event([name, _topic(name, i)], (i,))

        def tell(event: JobEvent) -> None:
            if isinstance(event, JobProgressed):
                worker.log_event(name, (i, event.done_s, event.total_s))

        if load not in _engines:
            try:
                _engines[load] = load(worker.state.nthreads)
            except Exception as error:
                raise portable_error(error) from None
        return portable(carry_out(job, _engines[load], tell))


def _topic(name: str, i: int) -> str:
    return f"{name}-{i}"


def _attempts_at(client: "Client", name: str, i: int) -> int:
    """Return how often a job was begun; the scheduler remembers it."""
    return len(client.get_events(_topic(name, i)))
