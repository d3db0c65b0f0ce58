"""Records which audio file results belong to, so that no other file replaces them.

The JSON of an analysis contains this itself. Other formats do not: if they are written without
it, away from their audio files, a hidden file in their folder remembers it.
"""

import json
import os
import unicodedata
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from emotion_desktop.domain.document import SessionDocument
from emotion_desktop.export.formats import RESULT_FORMATS, result_path
from emotion_desktop.system.atomic import write_text_atomically

#: From names of results, without their suffix, to what the JSON would say about the file.
_REMEMBERED: Final = ".emotion-results.json"


def same_name(name: str) -> str:
    """Return a key that is equal for names that some file systems do not distinguish."""
    return unicodedata.normalize("NFC", name).casefold()


def remember_owner(document: SessionDocument, base: Path, formats: Sequence[str]) -> None:
    """Record the owner of results that do not state it themselves.

    Two commands that write to one folder at the same time may lose each other's notes; such
    results are then treated as those of another file, and are not replaced.

    Parameters
    ----------
    document : SessionDocument
        What was written.
    base : Path
        As `plan_results` returned it.
    formats : sequence of str
        The formats it was written in.

    Raises
    ------
    UserFacingError
        If the note cannot be written.
    """
    path = document.audio.path
    lie_together = os.path.realpath(path.parent) == os.path.realpath(base.parent)
    if lie_together or "json" in formats:
        return
    known = _read(base.parent / _REMEMBERED)
    name = os.fsencode(os.path.realpath(path)).decode("utf-8", "replace")
    known[_key(base)] = {"path": name, "sha256": document.sha256}
    text = json.dumps(known, ensure_ascii=False, indent=1)
    write_text_atomically(base.parent / _REMEMBERED, text)


def belongs_to_another(base: Path, recording: Path) -> bool:
    """Return whether results of another audio file, or anything else, have this name.

    Parameters
    ----------
    base : Path
        Path of results in a folder that is not known to be that of the audio file.
    recording : Path
        The audio file that wants the name.
    """
    namesake = base.parent / recording.name
    if namesake.exists():  # results next to an audio file belong to it
        return not _is_same(namesake, recording)
    if not any(result_path(base, name).exists() for name in RESULT_FORMATS):
        return False
    document = result_path(base, "json")
    try:
        owner = _read(document)["audio"] if document.exists() else _remembered(base)
        then, sha256 = Path(owner["path"]), owner["sha256"]
    except (TypeError, KeyError, ValueError):
        return True
    if then.is_absolute() and _is_same(then, recording):
        return False
    from emotion_desktop.audio.files import sha256_of  # noqa: PLC0415 (loads the decoders)

    try:
        return bool(sha256 != sha256_of(recording))
    except OSError:
        return False  # it will not be analysed either


def _remembered(base: Path) -> Any:
    return _read(base.parent / _REMEMBERED)[_key(base)]


def _key(base: Path) -> str:
    return same_name(os.fsencode(base.name).decode("utf-8", "replace"))


def _read(path: Path) -> dict[str, Any]:
    """Read a JSON object; empty if there is none."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _is_same(one: Path, other: Path) -> bool:
    return os.path.realpath(one) == os.path.realpath(other)
