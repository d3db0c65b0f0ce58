"""Input files of a batch, and the dominant emotion of a result."""

import os
import stat
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from emotion_desktop.audio.search import search
from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.domain.estimate import Utterance
from emotion_desktop.domain.translatable import Message


@dataclass(slots=True)
class Inputs:
    """The audio files that command line arguments stand for.

    Attributes
    ----------
    recordings : list of Path
        Files in the given order, each of them once.
    errors : list of UserFacingError
        One for each input that yields no file, and for each part of a folder that cannot
        be read.
    left_out : list of Message
        One line for each folder that also contains other files.
    """

    recordings: list[Path] = field(default_factory=list)
    errors: list[UserFacingError] = field(default_factory=list)
    left_out: list[Message] = field(default_factory=list)


def expand_inputs(inputs: Sequence[Path]) -> Inputs:
    """Replace folders with the audio files in them.

    Parameters
    ----------
    inputs : sequence of Path
        Files and folders.
    """
    expanded = Inputs()
    seen: set[str] = set()  # so that a file named twice is read once
    for given in inputs:
        try:
            for path in _recordings_under(given, expanded):
                real = os.path.realpath(path)
                if real not in seen:
                    seen.add(real)
                    expanded.recordings.append(path)
        except UserFacingError as error:
            expanded.errors.append(error)
    return expanded


def _recordings_under(given: Path, expanded: Inputs) -> list[Path]:
    try:
        is_folder = stat.S_ISDIR(given.stat().st_mode)
    except OSError as error:
        raise UserFacingError(
            "{path} cannot be read ({error})",
            "Check the spelling of the path and that you have permission to read it.",
            path=given,
            error=error.strerror,
        ) from error
    if not is_folder:
        return [given]
    found = search(given)
    expanded.errors += found.unreadable
    if found.left_out is not None:
        expanded.left_out.append(found.left_out)
    return found.recordings


def dominant_emotion(utterances: Iterable[Utterance]) -> tuple[str, float] | None:
    """Return the label with the largest share of the speaking time.

    Returns
    -------
    tuple of str and float, or None
        The label and its share of the speaking time, in (0, 1]; None without speech.
    """
    seconds: defaultdict[str, float] = defaultdict(float)
    for utterance in utterances:
        seconds[utterance.estimate.label] += utterance.end_s - utterance.start_s
    if not seconds:
        return None
    label = max(seconds, key=lambda name: seconds[name])
    return label, seconds[label] / sum(seconds.values())
