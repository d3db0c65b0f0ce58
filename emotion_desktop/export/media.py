"""How exported files refer to the audio file."""

import os
from pathlib import Path

from emotion_desktop.domain.document import SessionDocument


def media_path(document: SessionDocument, folder: Path) -> str:
    """Return the path from a folder to the audio file, with `/` as separator.

    Parameters
    ----------
    document : SessionDocument
        Its audio need not exist any more.
    folder : Path
        Folder of the file that refers to the audio.

    Returns
    -------
    str
        Only the name if the audio does not exist: other programs then look for it next to their
        file, and ask. Bytes that are not UTF-8 are replaced.
    """
    audio = document.audio.path
    try:
        way = os.path.relpath(audio, folder) if audio.exists() else audio.name
    except (OSError, ValueError):  # on another drive, or a path that no disk takes
        way = audio.name
    return _text(Path(way).as_posix())


def media_name(document: SessionDocument) -> str:
    """Return the name of the audio file."""
    return _text(document.audio.path.name)


def _text(path: str) -> str:
    return os.fsencode(path).decode("utf-8", "replace")
