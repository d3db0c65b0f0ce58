"""Finds the audio files in a folder, and reports what was skipped."""

import os
import stat
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.domain.sound_files import SOUND_SUFFIXES, TEXT_SUFFIXES
from emotion_desktop.domain.translatable import Message

#: Files that this program writes next to audio files are skipped silently.
_OWN_RESULTS: Final = (".emotion.json", ".emotion.csv", ".emotion.frames.csv")
#: Number of kinds of skipped files that are named.
_KINDS_NAMED: Final = 8
#: Bytes of a file that suffice to tell text from audio.
_HEAD_BYTES: Final = 4096


@dataclass(slots=True)
class Search:
    """The result of searching a folder.

    Attributes
    ----------
    recordings : list of Path
        Files with the extension of an audio or video file, sorted.
    unreadable : list of UserFacingError
        One for each folder that cannot be read, and for each link to an audio file that
        is broken.
    left_out : Message or None
        One line that counts the skipped files; None if there were none.
    """

    recordings: list[Path] = field(default_factory=list)
    unreadable: list[UserFacingError] = field(default_factory=list)
    left_out: Message | None = None


def search(folder: Path) -> Search:
    """Search a folder and its subfolders for audio files.

    What is hidden by a leading dot is left out, and links to folders are not followed.

    Parameters
    ----------
    folder : Path
        Exists.

    Raises
    ------
    UserFacingError
        The path is not a folder, cannot be read, or contains no audio files.
    """
    if not folder.is_dir():
        raise UserFacingError(
            "{folder} is not a folder", "Check the spelling of the path.", folder=folder
        )
    found = Search()
    other: Counter[str] = Counter()

    def not_read(error: OSError) -> None:
        found.unreadable.append(_unreadable(Path(os.fsdecode(error.filename)), error))

    for where, folders, names in os.walk(folder, onerror=not_read):
        here = Path(where)
        for name in [name for name in folders if (here / name).is_symlink()]:
            other["links to folders"] += not name.startswith(".")
        other["hidden folders"] += sum(name.startswith(".") for name in folders)
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            _sort(here / name, found, other)
    found.recordings.sort()
    found.left_out = _told(folder, other)
    if not found.recordings and not found.unreadable:
        raise _nothing_found(folder, found.left_out)
    return found


def _sort(path: Path, found: Search, other: Counter[str]) -> None:
    """Assign a file to its category."""
    suffix = path.suffix.lower()
    if path.name.startswith("."):
        # Hidden files are not audio files; macOS puts one next to every file.
        other["hidden files"] += suffix in SOUND_SUFFIXES and not path.name.startswith("._")
    elif suffix not in SOUND_SUFFIXES:
        if not path.name.endswith(_OWN_RESULTS):
            other[suffix or "no ending"] += 1
    elif (mode := _mode(path, found)) is None:
        pass  # reported as unreadable
    elif not stat.S_ISREG(mode):
        other["pipes and devices"] += 1
    elif suffix in TEXT_SUFFIXES and _is_text(path):
        other[f"texts named {suffix}"] += 1
    else:
        found.recordings.append(path)


def _mode(path: Path, found: Search) -> int | None:
    """Return the type of a path, or note why it is unknown."""
    try:
        return path.stat().st_mode
    except OSError as error:
        found.unreadable.append(_unreadable(path, error))
        return None


def _is_text(path: Path) -> bool:
    """Return whether the file is source code with a video file's extension."""
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD_BYTES)
    except OSError:
        return False  # what reads it next will say why
    # A character may be cut at the end.
    return bool(head) and b"\0" not in head and "�" not in head.decode("utf-8", "replace")[:-1]


def _unreadable(path: Path, error: OSError) -> UserFacingError:
    if isinstance(error, FileNotFoundError) and path.is_symlink():
        return UserFacingError("{path} is a broken link", "Repair or remove the link.", path=path)
    if isinstance(error, PermissionError):
        return UserFacingError(
            "You do not have permission to read {path}",
            "Ask its owner for permission to open it.",
            path=path,
        )
    return UserFacingError(
        "{path} cannot be read ({error})",
        "Check the disk or the path.",
        path=path,
        error=error.strerror,
    )


def _told(folder: Path, other: Counter[str]) -> Message | None:
    """Describe how many files were skipped, and of which types."""
    kinds = [(kind, n) for kind, n in other.most_common() if n]
    if not kinds:
        return None
    named = [f"{kind} ({n})" for kind, n in kinds[:_KINDS_NAMED]]
    rest = sum(n for _, n in kinds[_KINDS_NAMED:])
    return Message(
        "{folder}: skipped files that do not look like audio or video: {kinds}. A file that "
        "you name explicitly is tried whatever its extension.",
        folder=folder,
        kinds=", ".join([*named, *([f"others ({rest})"] if rest else [])]),
    )


def _nothing_found(folder: Path, left_out: Message | None) -> UserFacingError:
    return UserFacingError(
        "{folder} contains no audio files",
        left_out or Message("Choose a folder with WAV, FLAC, OGG, MP3, M4A or video files."),
        folder=folder,
    )
