"""Result files of analyses: their names, and whether they can be written."""

import hashlib
import os
import tempfile
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.export.formats import RESULT_FORMATS, result_path
from emotion_desktop.services.analysis.result_owners import belongs_to_another, same_name
from emotion_desktop.system.atomic import not_written

_LONGEST_ENDING_BYTES: Final = max(len(one.suffix) for one in RESULT_FORMATS.values())
#: Maximum length of a name, if the system does not say.
_USUAL_NAME_MAX_BYTES: Final = 255


def plan_results(recordings: Sequence[Path], folder: Path | None) -> dict[Path, Path]:
    """Assign each audio file a name for its results that no other file has.

    Parameters
    ----------
    recordings : sequence of Path
        Files.
    folder : Path or None
        Folder for all results; None puts each next to its audio file.

    Returns
    -------
    dict
        From audio file to the results' path without `.emotion.json`: `talk.wav` for
        `talk.wav`, whatever else exists. In one folder for all, if another audio file
        of that name is in it, or was or is being analysed into it, with a mark of the
        source folder: `talk.wav-1f3a5c7e`. A name that would be too long for the disk
        is truncated and marked in the same way.
    """
    if folder is None:
        return {one: one.parent / _fitting(one.parent, one.name) for one in recordings}
    names = Counter(same_name(one.name) for one in recordings)
    planned = {}
    for one in recordings:
        base = folder / _fitting(folder, one.name)
        if names[same_name(one.name)] > 1 or belongs_to_another(base, one):
            mark = _mark(os.fsencode(os.path.realpath(one.parent)))
            base = folder / _fitting(folder, f"{one.name}-{mark}")
        planned[one] = base
    return planned


def _mark(what: bytes) -> str:
    return hashlib.blake2b(what, digest_size=4).hexdigest()


def _fitting(folder: Path, name: str) -> str:
    """Shorten a name so that it fits the file system with its suffix."""
    try:
        most = os.pathconf(folder, "PC_NAME_MAX")
    except (AttributeError, OSError, ValueError):
        most = _USUAL_NAME_MAX_BYTES
    encoded = os.fsencode(name)
    if len(encoded) + _LONGEST_ENDING_BYTES <= most:
        return name
    mark = _mark(encoded)
    cut = max(most - _LONGEST_ENDING_BYTES - len(mark) - 1, 0)
    while cut and encoded[cut] & 0xC0 == 0x80:  # not inside a character of UTF-8
        cut -= 1
    return f"{os.fsdecode(encoded[:cut])}-{mark}"


def find_unwritable(
    planned: Mapping[Path, Path], formats: Sequence[str]
) -> dict[Path, UserFacingError]:
    """Find the files whose results cannot be written, before analysing them.

    Parameters
    ----------
    planned : mapping
        As `plan_results` returns it.
    formats : sequence of str
        Names in `RESULT_FORMATS`.

    Returns
    -------
    dict
        The reason, by audio file.
    """
    tried: dict[Path, OSError | None] = {}
    found = {}
    for recording, base in planned.items():
        if base.parent not in tried:
            tried[base.parent] = _try_folder(base.parent)
        for path in (result_path(base, name) for name in formats):
            error = tried[base.parent] or _try_path(path)
            if error is not None:
                found[recording] = not_written(path, error)
                break
    return found


def _try_folder(folder: Path) -> OSError | None:
    try:
        # Asking for permissions says nothing of read-only disks.
        with tempfile.TemporaryFile(dir=folder):
            return None
    except OSError as error:
        return error


def _try_path(path: Path) -> OSError | None:
    try:
        if path.is_dir():
            return IsADirectoryError("there is a folder of that name")
        path.exists()
    except OSError as error:  # the path as a whole may be too long
        return error
    return None
