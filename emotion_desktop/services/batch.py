"""Many recordings in a row: which files, under which names, with which result."""

import stat
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Final, Literal

from emotion_desktop.audio.files import find_audio
from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.domain.estimate import Analysis
from emotion_desktop.export.analysis_csv import to_csv
from emotion_desktop.export.analysis_json import to_json
from emotion_desktop.export.atomic import write_text_atomically

ResultFormat = Literal["json", "csv"]

RESULT_FORMATS: Final[tuple[ResultFormat, ...]] = ("json", "csv")


def expand_inputs(inputs: Sequence[Path]) -> tuple[list[Path], list[UserFacingError]]:
    """Put the recordings that a folder holds in the folder's place.

    Parameters
    ----------
    inputs : sequence of Path
        Files and folders.

    Returns
    -------
    list of Path
        Files that exist, in the order of `inputs`, each of them once.
    list of UserFacingError
        One for each input that leads to no file.
    """
    files: dict[Path, Path] = {}  # by resolved path, so that a file named twice is read once
    errors = []
    for given in inputs:
        try:
            for path in _recordings_under(given):
                files.setdefault(path.resolve(), path)
        except UserFacingError as error:
            errors.append(error)
    return list(files.values()), errors


def _recordings_under(given: Path) -> list[Path]:
    try:
        is_folder = stat.S_ISDIR(given.stat().st_mode)
    except OSError as error:
        raise UserFacingError(
            "{path} cannot be read ({error})",
            "Check the spelling of the path, and that you may read it.",
            path=given,
            error=error.strerror,
        ) from error
    return find_audio(given) if is_folder else [given]


def plan_results(recordings: Sequence[Path], folder: Path | None) -> dict[Path, Path]:
    """Give each recording a name for its results that no other one has.

    Parameters
    ----------
    recordings : sequence of Path
        Files.
    folder : Path or None
        Where all results go; None puts each beside its recording.

    Returns
    -------
    dict
        From recording to the results' path without `.emotion.json`: `talk` for `talk.wav`;
        `talk.mp3` for a `talk.mp3` after it; `talk.mp3-2` where that is taken too.
    """
    taken: set[tuple[Path, str]] = set()
    planned = {}
    for recording in recordings:
        parent = folder or recording.parent
        name, number = recording.stem, 1
        # Compared without case: the disks of Windows and macOS do so too.
        while (parent.resolve(), name.casefold()) in taken:
            name = recording.name if number == 1 else f"{recording.name}-{number}"
            number += 1
        taken.add((parent.resolve(), name.casefold()))
        planned[recording] = parent / name
    return planned


def write_results(
    analysis: Analysis, base: Path, formats: Sequence[ResultFormat], *, private: bool = False
) -> list[Path]:
    """Write an analysis in each format, as `base` + `.emotion.json` and so on.

    Parameters
    ----------
    analysis : Analysis
        What is written.
    base : Path
        Path of the files, but for what is added.
    formats : sequence of str
        Each gives a file.
    private : bool
        Whether only their owner may read the files.

    Returns
    -------
    list of Path
        What was written, in the order of `formats`.

    Raises
    ------
    UserFacingError
        Where a file cannot be written.
    """
    write = {"json": to_json, "csv": to_csv}
    paths = []
    for name in formats:
        path = base.with_name(f"{base.name}.emotion.{name}")
        write_text_atomically(path, write[name](analysis), private=private)
        paths.append(path)
    return paths


def dominant_emotion(analysis: Analysis) -> tuple[str, float] | None:
    """Find the label that most of the speaking time carries.

    Returns
    -------
    tuple of str and float, or None
        The label and its share of the speaking time, in (0, 1]; None where nobody speaks.
    """
    seconds: defaultdict[str, float] = defaultdict(float)
    for utterance in analysis.utterances:
        seconds[utterance.estimate.label] += utterance.end_s - utterance.start_s
    if not seconds:
        return None
    label = max(seconds, key=lambda name: seconds[name])
    return label, seconds[label] / sum(seconds.values())
