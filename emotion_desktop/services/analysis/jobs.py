"""Analyses audio files one after the other, as a stream of events that can be cancelled."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from emotion_desktop.domain.document import SessionDocument
from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.domain.estimate import Analysis
from emotion_desktop.domain.sound_files import Channel, Speakers
from emotion_desktop.domain.translatable import Message
from emotion_desktop.export.formats import ExportOptions, result_paths, write_results
from emotion_desktop.inference.engine import EmotionEngine
from emotion_desktop.inference.out_of_memory import MOVED_TO_CPU, is_out_of_memory
from emotion_desktop.services.analysis import analyse_file as analyser
from emotion_desktop.services.analysis.kept_results import kept_results
from emotion_desktop.services.analysis.result_owners import remember_owner


@dataclass(frozen=True, slots=True)
class AnalysisJob:
    """An audio file, how to analyse it, and where its results go.

    Attributes
    ----------
    path : Path
        The file.
    base : Path
        The results' path without a suffix, see `write_results`.
    formats : sequence of str
        Names in `RESULT_FORMATS`.
    options : ExportOptions
        How the results are written.
    channel, track, speakers, normalise_speakers
        See `analyse`.
    keeps_results : bool
        Whether results of the same file, models and options that exist already are kept.
    """

    path: Path
    base: Path
    formats: Sequence[str]
    options: ExportOptions = field(default_factory=ExportOptions)
    channel: Channel = "mix"
    track: int | None = None
    speakers: Speakers = "off"
    normalise_speakers: bool = True
    keeps_results: bool = False


@dataclass(frozen=True, slots=True)
class JobStarted:
    """A job has started; all earlier ones are over."""

    job: AnalysisJob


@dataclass(frozen=True, slots=True)
class JobProgressed:
    """Progress of a job in seconds; `total_s` is nan if unknown."""

    job: AnalysisJob
    done_s: float
    total_s: float


@dataclass(frozen=True, slots=True)
class JobDone:
    """A job has finished; `written` lists the results in the order of its formats.

    They had been there before if `kept`.
    """

    job: AnalysisJob
    document: SessionDocument
    written: list[Path]
    kept: bool = False


@dataclass(frozen=True, slots=True)
class JobFailed:
    """A job failed, with no or incomplete results; a `UserFacingError`, or a bug."""

    job: AnalysisJob
    error: BaseException


@dataclass(frozen=True, slots=True)
class JobCancelled:
    """A job was stopped or never started; it has no results."""

    job: AnalysisJob


@dataclass(frozen=True, slots=True)
class ModelsMoved:
    """The GPU has too little memory for a job, which is done on the CPU; so are all after it."""

    job: AnalysisJob
    message: Message = MOVED_TO_CPU


JobEvent = ModelsMoved | JobStarted | JobProgressed | JobDone | JobFailed | JobCancelled


def run(
    jobs: Sequence[AnalysisJob],
    engine: EmotionEngine,
    on_event: Callable[[JobEvent], None],
    should_stop: Callable[[AnalysisJob], bool] | None = None,
) -> None:
    """Analyse files and write their results; one failure does not stop the others.

    Each job ends in one of `JobDone`, `JobFailed` and `JobCancelled`, in their order. Ctrl+C
    ends everything, without events.

    Parameters
    ----------
    jobs : sequence of AnalysisJob
        In their order.
    engine : EmotionEngine
        Loaded models, which must not be used elsewhere meanwhile: in the window, by a lease.
    on_event : callable
        Called with every event, on this thread.
    should_stop : callable, optional
        Called before a job and again and again during it, see `analyse`; returns whether to
        cancel it.
    """
    for job in jobs:
        if should_stop is not None and should_stop(job):
            on_event(JobCancelled(job))
            continue
        on_event(JobStarted(job))
        on_event(recorded(carry_out(job, engine, on_event, should_stop)))


def recorded(ended: JobDone | JobFailed | JobCancelled) -> JobDone | JobFailed | JobCancelled:
    """Record whose the results of a job are, see `remember_owner`; by one process for all."""
    if isinstance(ended, JobDone):
        try:
            remember_owner(ended.document, ended.job.base, ended.job.formats)
        except UserFacingError as error:
            return JobFailed(ended.job, error)
    return ended


def carry_out(
    job: AnalysisJob,
    engine: EmotionEngine,
    on_event: Callable[[JobEvent], None],
    should_stop: Callable[[AnalysisJob], bool] | None = None,
) -> JobDone | JobFailed | JobCancelled:
    """Analyse one file and write its results, wherever that runs; see `run` and `recorded`."""
    try:
        if job.keeps_results and (document := kept_results(job, engine)) is not None:
            return JobDone(job, document, result_paths(job.base, job.formats), kept=True)
        analysis = _analysed(job, engine, on_event, should_stop)
        document = SessionDocument.of_analysis(analysis)
        written = write_results(document, job.base, job.formats, job.options)
        return JobDone(job, document, written)
    except analyser.AnalysisStoppedError:
        return JobCancelled(job)
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # libraries in Rust panic with no Exception
        return JobFailed(job, error)


def _analysed(
    job: AnalysisJob,
    engine: EmotionEngine,
    on_event: Callable[[JobEvent], None],
    should_stop: Callable[[AnalysisJob], bool] | None,
) -> Analysis:
    analyse = partial(
        analyser.analyse,
        job.path,
        engine,
        channel=job.channel,
        track=job.track,
        speakers=job.speakers,
        normalise_speakers=job.normalise_speakers,
        on_progress=lambda done_s, total_s: on_event(JobProgressed(job, done_s, total_s)),
        should_stop=should_stop and partial(should_stop, job),
    )
    try:
        return analyse()
    except RuntimeError as error:
        if not is_out_of_memory(error) or not engine.fall_back_to_cpu():
            raise
        on_event(ModelsMoved(job))
        return analyse()
