"""How exported files refer to the audio file."""

import os
from pathlib import Path

from emotion_desktop.domain.document import SessionDocument


def media_path(document: SessionDocument, folder: Path) -> str:
    """Return the path from a folder to the audio file, with `/` as separator.

    Parameters
    ----------
    document : SessionDocument
        Its sound need not be there any more.
    folder : Path
        Where the file that names the sound is written.

    Returns
    -------
    str
        The name alone where there is no such sound: other programs look for it beside their
        file then, and ask. Bytes that are no UTF-8 are replaced.
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
