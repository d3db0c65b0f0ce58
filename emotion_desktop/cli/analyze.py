"""What `analyze` prints about each file."""

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from emotion_desktop.cli.options import data_folder, warn
from emotion_desktop.cli.progress import BatchProgress
from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.domain.printable import printable
from emotion_desktop.system.environment import print_error

if TYPE_CHECKING:
    from emotion_desktop.domain.document import SessionDocument
    from emotion_desktop.inference.engine import EmotionEngine
    from emotion_desktop.services.analysis.jobs import AnalysisJob, JobDone, JobEvent

logger = logging.getLogger(__name__)

#: Adds an analysed file to the library and returns the session's id.
AddToLibrary = Callable[["SessionDocument"], str]


@contextmanager
def open_library(wanted: bool) -> Iterator[AddToLibrary | None]:
    """Open the library as the window's settings say; None if it is not wanted.

    Raises
    ------
    UserFacingError
        If it cannot be opened.
    """
    if not wanted:
        yield None
        return
    from emotion_desktop.services.review.import_file import import_document  # noqa: PLC0415
    from emotion_desktop.storage.settings_file import read_settings  # noqa: PLC0415
    from emotion_desktop.storage.store import SessionStore  # noqa: PLC0415

    copy = read_settings().copies_audio
    with SessionStore(data_folder(), warn) as store:
        yield lambda document: import_document(store, document, copy=copy)


def analyse_each(
    jobs: "Sequence[AnalysisJob]",
    engine: "EmotionEngine",
    add_to_library: AddToLibrary | None = None,
) -> int:
    """Analyse each recording and write its results; return how many failed.

    Parameters
    ----------
    jobs : sequence of AnalysisJob
        In their order.
    engine : EmotionEngine
        The models.
    add_to_library : callable, optional
        Called with each result.
    """
    from emotion_desktop.services.analysis.jobs import run  # noqa: PLC0415

    # Time is roughly proportional to size, which is known without decoding.
    sizes = [_size(job.path) for job in jobs]
    with BatchProgress(sum(sizes)) as bar:
        terminal = _Terminal(bar, sizes, add_to_library)
        run(jobs, engine, terminal.show)
    return terminal.failed


class _Terminal:
    """Shows jobs on the terminal: a progress bar, and one line for each result."""

    def __init__(
        self, bar: BatchProgress, sizes: Sequence[int], add_to_library: AddToLibrary | None
    ) -> None:
        self.failed = 0
        self._add_to_library = add_to_library
        self._bar = bar
        self._sizes = sizes
        self._n_begun = 0
        self._on_progress: Callable[[float, float], None] = lambda _done, _total: None

    def show(self, event: "JobEvent") -> None:
        from emotion_desktop.services.analysis.jobs import (  # noqa: PLC0415
            JobDone,
            JobFailed,
            JobProgressed,
            JobStarted,
        )

        match event:
            case JobStarted(job):
                size = self._sizes[self._n_begun]
                self._n_begun += 1
                name = f"{self._n_begun}/{len(self._sizes)} {printable(job.path.name)}"
                self._on_progress = self._bar.begin(name, size)
            case JobProgressed(_, done_s, total_s):
                self._on_progress(done_s, total_s)
            case JobDone():
                with self._bar.paused():
                    self._finish(event)
            case JobFailed(job, error):
                self.failed += 1
                with self._bar.paused():
                    _tell_failure(job.path, error)

    def _finish(self, done: "JobDone") -> None:
        results = [str(path) for path in done.written]
        failure = None
        if self._add_to_library is not None:
            try:
                results.append(f"session {self._add_to_library(done.document)}")
            except Exception as error:  # the next file is analysed all the same
                failure = error
        if results:
            typer.echo(_summary(done, results))
            for notice in done.document.audio.notices:
                typer.echo(f"  note: {printable(notice.message)}")
        if failure is not None:
            self.failed += 1
            _tell_failure(done.job.path, failure)


def _size(recording: Path) -> int:
    try:
        return recording.stat().st_size
    except OSError:
        return 0  # analysing it will say why


def _tell_failure(recording: Path, error: BaseException) -> None:
    if isinstance(error, UserFacingError):
        print_error(error)
        return
    print_error(
        UserFacingError(
            "{path} could not be analysed because of an internal error: {error}",
            "Please report this together with the details below.",
            path=recording,
            error=repr(error),
        )
    )
    logger.error("%s", printable(recording), exc_info=error)


def _summary(done: "JobDone", results: Sequence[str]) -> str:
    from emotion_desktop.services.analysis.batch import dominant_emotion  # noqa: PLC0415

    n = len(done.document.utterances)
    dominant = dominant_emotion(done.document.utterances)
    said = "no speech"
    if dominant is not None:
        label, share = dominant
        said = f"mostly {label} ({share:.0%} of the speech), {n} utterance{'s' * (n > 1)}"
    return printable(f"{done.job.path}: {said} -> {', '.join(results)}")
