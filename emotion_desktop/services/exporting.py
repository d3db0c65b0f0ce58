"""Exports sessions and analyses to the formats of other programs; may take long."""

import itertools
import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from emotion_desktop.domain.document import SessionDocument
from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.export.anonymise import anonymised
from emotion_desktop.export.formats import (
    RESULT_FORMATS,
    ExportOptions,
    result_paths,
    write_results,
)
from emotion_desktop.export.read_analysis_json import read_analysis_json
from emotion_desktop.services.recording.library import read_session


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
    """

    data_folder: Callable[[], Path]
    folder: Path
    formats: Sequence[str]
    options: ExportOptions
    on_notice: Callable[[str], None]
    anonymise: bool = False
    words: Sequence[str] = ()
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
        return [path for base in bases for path in result_paths(base, self.formats)]

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
            return self._write(read_analysis_json(path), _name_of(path), source=path)
        return self.write_session(source)

    def write_session(self, session_id: str) -> list[Path]:
        """Write a session; as for `write`, whatever files are called like it."""
        document = read_session(self.data_folder(), session_id, self.on_notice)
        return self._write(document, session_id)

    def _write(
        self, document: SessionDocument, name: str, source: Path | None = None
    ) -> list[Path]:
        name = self._names.free(name)
        if self.anonymise:
            document = anonymised(document, name, self.words)
        base = self.folder / name
        if source is not None:
            self._keep_source(source, base)
        return write_results(document, base, self.formats, self.options)

    def _keep_source(self, source: Path, base: Path) -> None:
        """Refuse to overwrite the source of an export."""
        written = {os.path.realpath(path) for path in result_paths(base, self.formats)}
        if os.path.realpath(source) in written:
            raise UserFacingError(
                "{path} would be replaced by its own export",
                "Choose another folder with -o.",
                path=source,
            )


def _name_of(path: Path) -> str:
    """Return what the files made from an analysis are called: like it, without its suffix."""
    return path.name.removesuffix(RESULT_FORMATS["json"].suffix).removesuffix(".json")
