"""Exports sessions and analyses to the formats of other programs; may take long.

Libraries that decode audio are imported only where audio is written.
"""

import itertools
import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from emotion_desktop.domain.document import SessionDocument
from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.domain.translatable import Message
from emotion_desktop.export.anonymise import anonymised, removed_s
from emotion_desktop.export.formats import (
    RESULT_FORMATS,
    ExportOptions,
    result_paths,
    write_results,
)
from emotion_desktop.export.read_analysis_json import read_analysis_json
from emotion_desktop.services.recording.library import read_session
from emotion_desktop.system.atomic import not_written, replacing

_AUDIO_SUFFIX: Final = ".flac"
_ANONYMISED: Final = Message(
    "Names were replaced in this report. This is not strong anonymity: what was said, how and when "
    "may still reveal who it was."
)
_VOICES_CHANGED: Final = Message(
    "The audio file that goes with it has changed voices: their pitch and formants were moved. "
    "Somebody with the means can undo this, or recognise a person by how they speak."
)


class _Names:
    """Names for the files of documents, each given once."""

    def __init__(self, *, anonymise: bool) -> None:
        self._anonymise = anonymise
        self._taken: set[str] = set()

    def free(self, name: str) -> str:
        """Return a name for a document called `name`, and reserve it."""
        called = "recording" if self._anonymise else name
        numbered = (f"{called}-{i}" for i in itertools.count(1 if self._anonymise else 2))
        candidates = itertools.chain(() if self._anonymise else (name,), numbered)
        # Some disks do not distinguish upper and lower case.
        free = next(one for one in candidates if one.casefold() not in self._taken)
        self._taken.add(free.casefold())
        return free


@dataclass(slots=True)
class Export:
    """What to export, and how.

    Attributes
    ----------
    data_folder : callable
        Returns the data folder; called only if a session is named.
    folder : Path
        Folder for the files; exists.
    formats : sequence of str
        Names in `RESULT_FORMATS`.
    options : ExportOptions
        How they are written.
    on_notice : callable
        As for `list_sessions`.
    anonymise : bool
        Whether to remove names.
    words : sequence of str
        Words that are then also removed from transcripts.
    with_audio : bool
        Whether an anonymised export contains the audio, with changed voices, and with silence
        in place of removed words.
    on_progress : callable
        Called with the seconds of audio written so far; an exception from it ends the export.
    """

    data_folder: Callable[[], Path]
    folder: Path
    formats: Sequence[str]
    options: ExportOptions
    on_notice: Callable[[str], None]
    anonymise: bool = False
    words: Sequence[str] = ()
    with_audio: bool = False
    on_progress: Callable[[float], None] = lambda _done_s: None
    _names: _Names = field(init=False)

    def __post_init__(self) -> None:
        self._names = _Names(anonymise=self.anonymise)

    def files_of(self, sources: Iterable[str | Path]) -> list[Path]:
        """List the files that an export of sources writes if all of them can be read.

        Parameters
        ----------
        sources : iterable of str or Path
            Ids of sessions, and paths of analyses as JSON.
        """
        names = _Names(anonymise=self.anonymise)
        named = (_name_of(one) if isinstance(one, Path) else one for one in sources)
        bases = [self.folder / names.free(name) for name in named]
        return [path for base in bases for path in self._paths(base)]

    def _paths(self, base: Path) -> list[Path]:
        audio = [_audio_path(base)] if self.with_audio else []
        return [*audio, *result_paths(base, self.formats)]

    def write(self, source: str) -> list[Path]:
        """Write one document in all formats.

        Parameters
        ----------
        source : str
            A path of an analysis as JSON, or the name of a session.

        Returns
        -------
        list of Path
            The written files: named after the session, or the analysed file, or
            `recording-1` and so on if names are removed. Documents of one call with the
            same name get different ones; files of earlier calls are replaced.

        Raises
        ------
        UserFacingError
            If it does not exist, is malformed, or cannot be read or written.
        """
        path = Path(source)
        if path.suffix.lower() == ".json" or path.is_file():
            document = read_analysis_json(path)
            return self._write(document, _name_of(path), document.audio.path, source=path)
        return self.write_session(source)

    def write_session(self, session_id: str) -> list[Path]:
        """Write a session; as for `write`, whatever files are called like it."""
        document = read_session(self.data_folder(), session_id, self.on_notice)
        return self._write(document, session_id, self._sound_of(document, session_id))

    def _sound_of(self, document: SessionDocument, session_id: str) -> Path:
        """Return where the audio of a session lies: the library may have a copy of its own."""
        if not self.with_audio:
            return document.audio.path
        from emotion_desktop.services.review.session_sound import find_sound  # noqa: PLC0415

        return find_sound(self.data_folder(), session_id, self.on_notice).path

    def _write(
        self, document: SessionDocument, name: str, sound: Path, source: Path | None = None
    ) -> list[Path]:
        name = self._names.free(name)
        base = self.folder / name
        self._keep(document.audio.path, base)
        if source is not None:
            self._keep(source, base)
        if not self.anonymise:
            return write_results(document, base, self.formats, self.options)
        suffix = _AUDIO_SUFFIX if self.with_audio else ""
        nameless = anonymised(document, name, self.words, suffix)
        audio = self._write_audio(sound, nameless, base) if self.with_audio else []
        remarks = (_ANONYMISED, _VOICES_CHANGED) if self.with_audio else (_ANONYMISED,)
        options = replace(self.options, remarks=remarks)
        return [*audio, *write_results(nameless, base, self.formats, options)]

    def _write_audio(self, source: Path, nameless: SessionDocument, base: Path) -> list[Path]:
        from emotion_desktop.audio.changed_voice import write_changed_voice  # noqa: PLC0415

        target = _audio_path(base)
        try:
            with replacing(target, private=self.options.private) as partial:
                write_changed_voice(source, partial, removed_s(nameless), self.on_progress)
        except OSError as error:
            raise not_written(target, error) from error
        return [target]

    def _keep(self, source: Path, base: Path) -> None:
        """Refuse to overwrite what an export is made from."""
        written = {os.path.realpath(path) for path in self._paths(base)}
        if os.path.realpath(source) in written:
            raise UserFacingError(
                "{path} would be replaced by its own export",
                "Choose another folder with -o.",
                path=source,
            )


def _audio_path(base: Path) -> Path:
    return base.with_name(base.name + _AUDIO_SUFFIX)


def _name_of(path: Path) -> str:
    """Return what the files made from an analysis are called: like it, without its suffix."""
    return path.name.removesuffix(RESULT_FORMATS["json"].suffix).removesuffix(".json")
