"""Exports sessions and analyses to the formats of other programs; may take long."""

import itertools
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from emotion_desktop.domain.document import SessionDocument
from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.export.anonymise import anonymised
from emotion_desktop.export.formats import RESULT_FORMATS, ExportOptions, result_path, write_results
from emotion_desktop.export.read_analysis_json import read_analysis_json
from emotion_desktop.services.recording.library import read_session


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
    _taken: set[str] = field(default_factory=set, init=False)

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
            ending = RESULT_FORMATS["json"].suffix
            name = path.name.removesuffix(ending).removesuffix(".json")
            return self._write(read_analysis_json(path), name, source=path)
        return self.write_session(source)

    def write_session(self, session_id: str) -> list[Path]:
        """Write a session; as for `write`, whatever files are called like it."""
        document = read_session(self.data_folder(), session_id, self.on_notice)
        return self._write(document, session_id)

    def _write(
        self, document: SessionDocument, name: str, source: Path | None = None
    ) -> list[Path]:
        if self.anonymise:
            name = self._free("recording", first=1)
            document = anonymised(document, name, self.words)
        else:
            name = self._free(name)
        base = self.folder / name
        if source is not None:
            self._keep_source(source, base)
        return write_results(document, base, self.formats, self.options)

    def _free(self, name: str, first: int | None = None) -> str:
        """Return a name that no document of this export has yet, and reserve it."""
        # Some disks do not distinguish upper and lower case.
        if first is None and name.casefold() not in self._taken:
            free = name
        else:
            numbered = (f"{name}-{i}" for i in itertools.count(first or 2))
            free = next(one for one in numbered if one.casefold() not in self._taken)
        self._taken.add(free.casefold())
        return free

    def _keep_source(self, source: Path, base: Path) -> None:
        """Refuse to overwrite the source of an export."""
        written = {os.path.realpath(result_path(base, name)) for name in self.formats}
        if os.path.realpath(source) in written:
            raise UserFacingError(
                "{path} would be replaced by its own export",
                "Choose another folder with -o.",
                path=source,
            )
