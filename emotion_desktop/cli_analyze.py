"""What `analyze` does with one recording after the other, and what it says of each."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.domain.printable import printable
from emotion_desktop.process import print_error
from emotion_desktop.ui.progress import BatchProgress

if TYPE_CHECKING:
    from emotion_desktop.audio.files import Channel
    from emotion_desktop.domain.estimate import Analysis
    from emotion_desktop.export.analysis_csv import CsvStyle
    from emotion_desktop.inference.engine import EmotionEngine

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is wanted of every recording: see the options of `analyze`."""

    formats: Sequence[str]
    csv_style: "CsvStyle"
    channel: "Channel"
    track: int | None
    normalise_speakers: bool


def analyse_each(bases: dict[Path, Path], engine: "EmotionEngine", wanted: Wanted) -> int:
    """Analyse each recording and write its results; return how many failed.

    Whatever happens to one, the others are analysed.
    """
    failed = 0
    # Time goes with size, near enough, and the size is known without decoding.
    sizes = {recording: _size(recording) for recording in bases}
    with BatchProgress(sum(sizes.values())) as bar:
        for number, (recording, base) in enumerate(bases.items(), start=1):
            name = printable(recording.name)
            on_progress = bar.begin(f"{number}/{len(bases)} {name}", sizes[recording])
            try:
                analysis, written = _analyse(recording, base, engine, wanted, on_progress)
            except (KeyboardInterrupt, SystemExit):
                raise
            except BaseException as error:  # libraries in Rust panic with no Exception
                failed += 1
                with bar.paused():
                    _tell_failure(recording, error)
            else:
                with bar.paused():
                    typer.echo(_summary(recording, analysis, written))
                    for notice in analysis.audio.notices:
                        typer.echo(f"  note: {printable(notice.message)}")
    return failed


def _size(recording: Path) -> int:
    try:
        return recording.stat().st_size
    except OSError:
        return 0  # analysing it will say why


def _analyse(
    recording: Path,
    base: Path,
    engine: "EmotionEngine",
    wanted: Wanted,
    on_progress: Callable[[float, float], None],
) -> "tuple[Analysis, list[Path]]":
    from emotion_desktop.domain.document import SessionDocument  # noqa: PLC0415
    from emotion_desktop.export.formats import ExportOptions, write_results  # noqa: PLC0415
    from emotion_desktop.services.analyser import analyse  # noqa: PLC0415

    analysis = analyse(
        recording,
        engine,
        channel=wanted.channel,
        track=wanted.track,
        normalise_speakers=wanted.normalise_speakers,
        on_progress=on_progress,
    )
    document = SessionDocument.of_analysis(analysis)
    options = ExportOptions(csv_style=wanted.csv_style)
    written = write_results(document, base, wanted.formats, options)
    return analysis, written


def _tell_failure(recording: Path, error: BaseException) -> None:
    if isinstance(error, UserFacingError):
        print_error(error)
        return
    print_error(
        UserFacingError(
            "{path} could not be analysed because of a fault in the program: {error}",
            "Please report it with what follows.",
            path=recording,
            error=repr(error),
        )
    )
    logger.error("%s", printable(recording), exc_info=error)


def _summary(recording: Path, analysis: "Analysis", written: Sequence[Path]) -> str:
    from emotion_desktop.services.batch import dominant_emotion  # noqa: PLC0415

    n = len(analysis.utterances)
    dominant = dominant_emotion(analysis)
    said = "no speech"
    if dominant is not None:
        label, share = dominant
        said = f"mostly {label} ({share:.0%} of the speech), {n} utterance{'s' * (n > 1)}"
    return printable(f"{recording}: {said} -> {', '.join(map(str, written))}")
