"""What `analyze` does: its jobs, where they are carried out, and what is printed about each."""

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

import typer

from emotion_desktop.cli.options import check_folder_of, data_folder, make_folder, warn
from emotion_desktop.cli.progress import BatchProgress
from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.domain.printable import printable
from emotion_desktop.domain.sound_files import Channel, Speakers
from emotion_desktop.system.cores import usable_cores
from emotion_desktop.system.environment import print_error

if TYPE_CHECKING:
    from emotion_desktop.domain.document import SessionDocument
    from emotion_desktop.export.analysis_csv import CsvStyle
    from emotion_desktop.inference.engine import EmotionEngine
    from emotion_desktop.services.analysis.engine_choice import EngineChoice
    from emotion_desktop.services.analysis.jobs import AnalysisJob, JobDone, JobEvent, JobFailed

logger = logging.getLogger(__name__)

#: Carries out jobs and tells what happens.
Runner = Callable[["Sequence[AnalysisJob]", Callable[["JobEvent"], None]], None]
#: How long the window, or another program, may hold the library: a file that is analysed is not
#: to be missing there for it.
_LIBRARY_PATIENCE_S: Final = 60.0
#: Adds the end of a job to the table of a corpus.
AddRow = Callable[["JobDone | JobFailed"], None]
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
    with SessionStore(data_folder(), warn, patience_s=_LIBRARY_PATIENCE_S) as store:
        yield lambda document: import_document(store, document, copy=copy)


def check_batch(
    formats: Sequence[str],
    *,
    resume: bool,
    table: Path | None,
    jobs: int | None,
    cluster: str | None,
) -> None:
    """Reject options that do not go together, or would fail after hours of work.

    Raises
    ------
    typer.BadParameter, UserFacingError
        If there is one.
    """
    if resume and "json" not in formats:
        raise typer.BadParameter(
            "only json states what results were made by, so it must be among the formats",
            param_hint="--resume",
        )
    if cluster is not None and jobs is not None:
        raise typer.BadParameter(
            "a cluster has as many jobs as it has workers", param_hint="--jobs"
        )
    if table is not None:
        check_folder_of(table)


def find_recordings(
    inputs: list[Path], output: Path | None, formats: list[str]
) -> tuple[dict[Path, Path], int]:
    """Find the audio files and their results' paths; print what cannot be done, and count it.

    Parameters
    ----------
    inputs : list of Path
        Files, and folders of them.
    output : Path or None
        Folder for the results, which is created; None puts each next to its file.
    formats : list of str
        Files whose results in these formats cannot be written are left out.

    Returns
    -------
    bases : dict of Path to Path
        The path of each file's results, without a suffix.
    n_failed : int
        How many cannot be analysed.

    Raises
    ------
    UserFacingError
        If the folder cannot be created.
    """
    from emotion_desktop.services.analysis.batch import expand_inputs  # noqa: PLC0415
    from emotion_desktop.services.analysis.results import find_unwritable, plan_results  # noqa: PLC0415

    if output is not None:
        make_folder(output)
    expanded = expand_inputs(inputs)
    for line in expanded.left_out:
        typer.echo(f"note: {printable(line)}", err=True)
    bases = plan_results(expanded.recordings, output)
    unwritable = find_unwritable(bases, formats)
    errors = [*expanded.errors, *unwritable.values()]
    for error in errors:
        print_error(error)
    return {path: base for path, base in bases.items() if path not in unwritable}, len(errors)


def jobs_of(
    bases: dict[Path, Path],
    formats: list[str],
    csv_style: "CsvStyle",
    *,
    channel: Channel,
    track: int | None,
    speakers: Speakers,
    normalise_speakers: bool,
    keeps_results: bool,
) -> "list[AnalysisJob]":
    """Make the jobs of files, by the paths of their results; options as in `AnalysisJob`.

    As on the command line, `track` counts from 1.
    """
    from emotion_desktop.export.formats import ExportOptions  # noqa: PLC0415
    from emotion_desktop.services.analysis.jobs import AnalysisJob  # noqa: PLC0415

    return [
        AnalysisJob(
            path=recording,
            base=base,
            formats=formats,
            options=ExportOptions(csv_style=csv_style),
            channel=channel,
            track=track and track - 1,
            speakers=speakers,
            normalise_speakers=normalise_speakers,
            keeps_results=keeps_results,
        )
        for recording, base in bases.items()
    ]


@contextmanager
def writing_table(path: Path | None, style: "CsvStyle") -> Iterator[AddRow | None]:
    """Write a row for each file that ends, once all have, or as many as did.

    Raises
    ------
    UserFacingError
        If the table cannot be written.
    """
    if path is None:
        yield None
        return
    from emotion_desktop.export.analysis_csv import BYTE_ORDER_MARK  # noqa: PLC0415
    from emotion_desktop.export.corpus_csv import analysed_row, corpus_csv, failed_row  # noqa: PLC0415
    from emotion_desktop.services.analysis.jobs import JobDone  # noqa: PLC0415
    from emotion_desktop.system.atomic import write_text_atomically  # noqa: PLC0415

    rows: dict[Path, list[str]] = {}

    def add(ended: "JobDone | JobFailed") -> None:
        if isinstance(ended, JobDone):
            status: Literal["kept", "analysed"] = "kept" if ended.kept else "analysed"
            row = analysed_row(ended.job.path, ended.document, status, style=style)
        else:
            row = failed_row(ended.job.path, str(ended.error))
        rows[ended.job.path] = row

    try:
        yield add
    finally:
        ordered = [rows[name] for name in sorted(rows)]  # files end in any order
        write_text_atomically(path, BYTE_ORDER_MARK + corpus_csv(ordered, style=style))


def runner_of(
    choice: "EngineChoice",
    load_here: "Callable[[], EmotionEngine]",
    n_files: int,
    n_processes: int | None,
    cluster: str | None,
) -> Runner:
    """Choose where files are analysed: here, in several processes, or on a cluster.

    Parameters
    ----------
    choice : EngineChoice
        The models of other processes.
    load_here : callable
        Loads them into this process.
    n_files : int
        More processes are not started.
    n_processes : int or None
        None takes as many as pay.
    cluster : str or None
        Address of a cluster's scheduler.

    Raises
    ------
    UserFacingError
        If the models cannot be loaded here.
    """
    if cluster is not None:
        from emotion_desktop.services.analysis.cluster import run_on_cluster  # noqa: PLC0415

        return lambda jobs, on_event: run_on_cluster(jobs, choice.load_on_worker, cluster, on_event)
    from emotion_desktop.services.analysis.processes import (  # noqa: PLC0415
        run_in_processes,
        usual_processes,
    )

    n = min(n_files, n_processes or usual_processes(n_files, choice.device))
    if n > 1:
        shared = replace(choice, n_threads=max(1, usable_cores() // n))
        return lambda jobs, on_event: run_in_processes(jobs, shared.load, n, on_event)
    from emotion_desktop.services.analysis.jobs import run  # noqa: PLC0415

    engine = load_here()
    return lambda jobs, on_event: run(jobs, engine, on_event)


def analyse_each(
    jobs: "Sequence[AnalysisJob]",
    run: Runner,
    add_to_library: AddToLibrary | None = None,
    add_row: AddRow | None = None,
) -> int:
    """Analyse each recording and write its results; return how many failed.

    Parameters
    ----------
    jobs : sequence of AnalysisJob
        In their order.
    run : callable
        Carries them out; see `runner_of`.
    add_to_library : callable, optional
        Called with each result.
    add_row : callable, optional
        Called with the end of each; see `writing_table`.
    """
    # Time is roughly proportional to size, which is known without decoding.
    sizes = [_size(job.path) for job in jobs]
    with BatchProgress(sum(sizes)) as bar:
        terminal = _Terminal(bar, jobs, sizes, add_to_library, add_row)
        run(jobs, terminal.show)
        terminal.say_kept()
    return terminal.failed


class _Terminal:
    """Shows jobs on the terminal: a progress bar, and one line for each result."""

    def __init__(
        self,
        bar: BatchProgress,
        jobs: "Sequence[AnalysisJob]",
        sizes: Sequence[int],
        add_to_library: AddToLibrary | None,
        add_row: AddRow | None,
    ) -> None:
        self.failed = 0
        self._n_kept = 0
        self._add_to_library = add_to_library
        self._add_row = add_row or (lambda _event: None)
        self._bar = bar
        self._sizes = {job.path: size for job, size in zip(jobs, sizes, strict=True)}
        self._on_progress: dict[Path, Callable[[float, float], None]] = {}

    def say_kept(self) -> None:
        """Print how many files had their results before."""
        if self._n_kept:
            typer.echo(f"note: {self._n_kept} of {len(self._sizes)} were kept", err=True)

    def show(self, event: "JobEvent") -> None:
        from emotion_desktop.services.analysis.jobs import (  # noqa: PLC0415
            JobDone,
            JobFailed,
            JobProgressed,
            JobStarted,
            ModelsMoved,
        )

        match event:
            case JobStarted(job):
                self._begin(job.path)
            case JobProgressed(job, done_s, total_s):
                self._begin(job.path)(done_s, total_s)
            case ModelsMoved(_, message):
                with self._bar.paused():
                    warn(message)
            case JobDone(job):
                self._begin(job.path)(1.0, 1.0)
                self._add_row(event)
                with self._bar.paused():
                    self._finish(event)
            case JobFailed(job, error):
                self._begin(job.path)(1.0, 1.0)
                self._add_row(event)
                self.failed += 1
                with self._bar.paused():
                    _tell_failure(job.path, error)

    def _begin(self, path: Path) -> Callable[[float, float], None]:
        """Return what shows the progress of a file, whose name is shown first."""
        if path not in self._on_progress:
            name = f"{len(self._on_progress) + 1}/{len(self._sizes)} {printable(path.name)}"
            self._on_progress[path] = self._bar.begin(name, self._sizes[path])
        return self._on_progress[path]

    def _finish(self, done: "JobDone") -> None:
        results = [str(path) for path in done.written]
        failure = None
        if self._add_to_library is not None:
            try:
                results.append(f"session {self._add_to_library(done.document)}")
            except Exception as error:  # the next file is analysed all the same
                failure = error
        if done.kept:
            self._n_kept += 1
        elif results:
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
