"""The formats that documents are written in: the one list of them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Final

from emotion_desktop.domain.document import SessionDocument
from emotion_desktop.domain.messages import Message
from emotion_desktop.export.analysis_csv import BYTE_ORDER_MARK, CsvStyle, frames_to_csv, to_csv
from emotion_desktop.export.analysis_json import to_json
from emotion_desktop.export.atomic import write_text_atomically


@dataclass(frozen=True, slots=True)
class ExportOptions:
    """How documents are written, whatever the format.

    Attributes
    ----------
    csv_style : str
        How tables of text are written.
    private : bool
        Whether only their owner may read the files.
    """

    csv_style: CsvStyle = "comma"
    private: bool = False


@dataclass(frozen=True, slots=True)
class ResultFormat:
    """One format.

    Attributes
    ----------
    name : str
        As the command line calls it.
    suffix : str
        What the names of its files end in; no two formats share one.
    title : Message
        For people who choose.
    write : callable
        Writes a document to a path, whole or not at all. Raises `UserFacingError` where the
        file cannot be written.
    """

    name: str
    suffix: str
    title: Message
    write: Callable[[SessionDocument, Path, ExportOptions], None]


def _write_json(document: SessionDocument, path: Path, options: ExportOptions) -> None:
    write_text_atomically(path, to_json(document), private=options.private)


def _write_csv(document: SessionDocument, path: Path, options: ExportOptions) -> None:
    table = to_csv(document, style=options.csv_style)
    write_text_atomically(path, BYTE_ORDER_MARK + table, private=options.private)


def _write_frames(document: SessionDocument, path: Path, options: ExportOptions) -> None:
    table = frames_to_csv(document, style=options.csv_style)
    write_text_atomically(path, BYTE_ORDER_MARK + table, private=options.private)


_FORMATS: Final = (
    ResultFormat("json", ".emotion.json", Message("Everything (JSON)"), _write_json),
    ResultFormat("csv", ".emotion.csv", Message("Table of utterances (CSV)"), _write_csv),
    ResultFormat("frames", ".emotion.frames.csv", Message("Table of windows (CSV)"), _write_frames),
)

#: By name, in the order in which they are offered.
RESULT_FORMATS: Final[Mapping[str, ResultFormat]] = MappingProxyType(
    {one.name: one for one in _FORMATS}
)


def result_path(base: Path, name: str) -> Path:
    """Return where a result lies: `base` with the suffix of the format of that name."""
    return base.with_name(base.name + RESULT_FORMATS[name].suffix)


def write_results(
    document: SessionDocument,
    base: Path,
    formats: Sequence[str],
    options: ExportOptions = ExportOptions(),
) -> list[Path]:
    """Write a document in each format, as `base` + `.emotion.json` and so on.

    Parameters
    ----------
    document : SessionDocument
        What is written.
    base : Path
        The results' path without a suffix.
    formats : sequence of str
        Names in `RESULT_FORMATS`.
    options : ExportOptions
        How they are written.

    Returns
    -------
    list of Path
        What was written, in the order of `formats`.

    Raises
    ------
    UserFacingError
        Where a file cannot be written.
    """
    paths = []
    for name in formats:
        path = result_path(base, name)
        RESULT_FORMATS[name].write(document, path, options)
        paths.append(path)
    return paths
