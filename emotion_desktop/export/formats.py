"""The registry of export formats."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Final

from emotion_desktop.domain.document import SessionDocument
from emotion_desktop.domain.translatable import Message
from emotion_desktop.export import bids, boris
from emotion_desktop.export.analysis_csv import BYTE_ORDER_MARK, CsvStyle, frames_to_csv, to_csv
from emotion_desktop.export.analysis_json import to_json
from emotion_desktop.export.audacity import to_audacity
from emotion_desktop.export.eaf import to_eaf
from emotion_desktop.export.language import language_of
from emotion_desktop.export.picture import to_svg
from emotion_desktop.export.qdpx import to_qdpx
from emotion_desktop.export.ratings import only_of
from emotion_desktop.export.rendering.pdf import pdf_of
from emotion_desktop.export.rendering.png import png_of
from emotion_desktop.export.report.build import report_of, title_of
from emotion_desktop.export.report.contents import Report
from emotion_desktop.export.report.page import to_html
from emotion_desktop.export.reviewed_view import view_of
from emotion_desktop.export.rttm import to_rttm
from emotion_desktop.export.subtitles import to_srt, to_vtt
from emotion_desktop.export.textgrid import to_textgrid
from emotion_desktop.export.xlsx import to_xlsx
from emotion_desktop.system.atomic import write_bytes_atomically, write_text_atomically


@dataclass(frozen=True, slots=True)
class ExportOptions:
    """Export options that apply to every format.

    Attributes
    ----------
    csv_style : str
        How tables of text are written.
    private : bool
        Whether only their owner may read the files.
    rater : str or None
        Whose labels are written: a person's name, `MODEL` or `ALL` of `export.ratings`. None
        is everybody's too, but leaves tables of utterances with a row for each utterance;
        otherwise they have one for each utterance and rater.
    language : str
        Of reports and pictures, one of `export.language.LANGUAGES`.
    template : Path or None
        Of the report as HTML, instead of the program's own (see `export.report.page.to_html`).
    remarks : tuple of Message
        What reports say on their cover besides.
    """

    csv_style: CsvStyle = "comma"
    private: bool = False
    rater: str | None = None
    language: str = "en"
    template: Path | None = None
    remarks: tuple[Message, ...] = ()


@dataclass(frozen=True, slots=True)
class ResultFormat:
    """An export format.

    Attributes
    ----------
    name : str
        Name on the command line.
    suffix : str
        Suffix of its file names; no two formats share one.
    title : Message
        Title for people.
    write : callable
        Writes a document to a path, completely or not at all. Raises `UserFacingError` if the
        file cannot be written.
    sidecar_suffix : str
        Suffix of the second file that is written next to each; empty if there
        is none.
    """

    name: str
    suffix: str
    title: Message
    write: Callable[[SessionDocument, Path, ExportOptions], None]
    sidecar_suffix: str = ""


def _write_json(document: SessionDocument, path: Path, options: ExportOptions) -> None:
    write_text_atomically(path, to_json(document), private=options.private)


def _write_csv(document: SessionDocument, path: Path, options: ExportOptions) -> None:
    table = to_csv(document, style=options.csv_style, rater=options.rater)
    write_text_atomically(path, BYTE_ORDER_MARK + table, private=options.private)


def _write_tsv(document: SessionDocument, path: Path, options: ExportOptions) -> None:
    table = to_csv(document, style="tab", rater=options.rater)
    write_text_atomically(path, BYTE_ORDER_MARK + table, private=options.private)


def _write_frames(document: SessionDocument, path: Path, options: ExportOptions) -> None:
    table = frames_to_csv(document, style=options.csv_style)
    write_text_atomically(path, BYTE_ORDER_MARK + table, private=options.private)


def _write_xlsx(document: SessionDocument, path: Path, options: ExportOptions) -> None:
    write_bytes_atomically(path, to_xlsx(document, options.rater), private=options.private)


_BIDS_SUFFIXES: Final = ("_events.tsv", "_events.json")


def _write_bids(document: SessionDocument, path: Path, options: ExportOptions) -> None:
    sidecar = _beside(path, *_BIDS_SUFFIXES)
    write_text_atomically(sidecar, bids.to_sidecar(), private=options.private)
    write_text_atomically(path, bids.to_events(document, options.rater), private=options.private)


_BORIS_SUFFIXES: Final = (".emotion.boris", ".emotion.boris.tsv")


def _write_boris(document: SessionDocument, path: Path, options: ExportOptions) -> None:
    events = boris.to_events(document, options.rater)
    write_text_atomically(_beside(path, *_BORIS_SUFFIXES), events, private=options.private)
    project = boris.to_project(document, path.parent, options.rater)
    write_text_atomically(path, project, private=options.private)


def _write_textgrid(document: SessionDocument, path: Path, options: ExportOptions) -> None:
    write_text_atomically(path, to_textgrid(document, options.rater), private=options.private)


def _write_eaf(document: SessionDocument, path: Path, options: ExportOptions) -> None:
    annotation = to_eaf(document, path.parent, options.rater)
    write_text_atomically(path, annotation, private=options.private)


def _write_qdpx(document: SessionDocument, path: Path, options: ExportOptions) -> None:
    write_bytes_atomically(path, to_qdpx(document, options.rater), private=options.private)


def _write_rttm(document: SessionDocument, path: Path, options: ExportOptions) -> None:
    write_text_atomically(path, to_rttm(document), private=options.private)


def _write_srt(document: SessionDocument, path: Path, options: ExportOptions) -> None:
    write_text_atomically(path, to_srt(document), private=options.private)


def _write_vtt(document: SessionDocument, path: Path, options: ExportOptions) -> None:
    write_text_atomically(path, to_vtt(document), private=options.private)


def _write_audacity(document: SessionDocument, path: Path, options: ExportOptions) -> None:
    write_text_atomically(path, to_audacity(document), private=options.private)


def _write_svg(document: SessionDocument, path: Path, options: ExportOptions) -> None:
    write_text_atomically(path, _picture(document, options), private=options.private)


def _write_png(document: SessionDocument, path: Path, options: ExportOptions) -> None:
    content = png_of(_picture(document, options))
    write_bytes_atomically(path, content, private=options.private)


def _picture(document: SessionDocument, options: ExportOptions) -> str:
    view = view_of(document, options.rater)
    return to_svg(document, view, language_of(options.language), title_of(document, view))


def _write_html(document: SessionDocument, path: Path, options: ExportOptions) -> None:
    page = to_html(_report(document, options), options.template)
    write_text_atomically(path, page, private=options.private)


def _write_pdf(document: SessionDocument, path: Path, options: ExportOptions) -> None:
    pages = pdf_of(_report(document, options))
    write_bytes_atomically(path, pages, private=options.private)


def _report(document: SessionDocument, options: ExportOptions) -> Report:
    return report_of(document, options.rater, language_of(options.language), options.remarks)


def _beside(path: Path, suffix: str, other: str) -> Path:
    return path.with_name(path.name.removesuffix(suffix) + other)


_FORMATS: Final = (
    ResultFormat("json", ".emotion.json", Message("Everything (JSON)"), _write_json),
    ResultFormat("csv", ".emotion.csv", Message("Table of utterances (CSV)"), _write_csv),
    ResultFormat("frames", ".emotion.frames.csv", Message("Table of windows (CSV)"), _write_frames),
    ResultFormat("tsv", ".emotion.tsv", Message("Table of utterances (TSV)"), _write_tsv),
    ResultFormat("xlsx", ".emotion.xlsx", Message("Workbook (Excel)"), _write_xlsx),
    ResultFormat(
        "bids", _BIDS_SUFFIXES[0], Message("Events (BIDS)"), _write_bids, _BIDS_SUFFIXES[1]
    ),
    ResultFormat("textgrid", ".emotion.TextGrid", Message("TextGrid (Praat)"), _write_textgrid),
    ResultFormat("eaf", ".emotion.eaf", Message("Annotation (ELAN)"), _write_eaf),
    ResultFormat(
        "boris", _BORIS_SUFFIXES[0], Message("Project (BORIS)"), _write_boris, _BORIS_SUFFIXES[1]
    ),
    ResultFormat(
        "qdpx",
        ".emotion.qdpx",
        Message("Qualitative analysis (REFI-QDA: MAXQDA, ATLAS.ti, NVivo)"),
        _write_qdpx,
    ),
    ResultFormat("rttm", ".emotion.rttm", Message("Speaker turns (RTTM)"), _write_rttm),
    ResultFormat("srt", ".emotion.srt", Message("Subtitles (SubRip)"), _write_srt),
    ResultFormat("vtt", ".emotion.vtt", Message("Subtitles (WebVTT)"), _write_vtt),
    ResultFormat(
        "audacity", ".emotion.labels.txt", Message("Label track (Audacity)"), _write_audacity
    ),
    ResultFormat("html", ".emotion.html", Message("Report (HTML)"), _write_html),
    ResultFormat("pdf", ".emotion.pdf", Message("Report (PDF)"), _write_pdf),
    ResultFormat("svg", ".emotion.svg", Message("Picture (SVG)"), _write_svg),
    ResultFormat("png", ".emotion.png", Message("Picture (PNG)"), _write_png),
)

#: By name, in the order in which they are offered.
RESULT_FORMATS: Final[Mapping[str, ResultFormat]] = MappingProxyType(
    {one.name: one for one in _FORMATS}
)


def result_path(base: Path, name: str) -> Path:
    """Return the path of a result: `base` with the suffix of the named format."""
    return base.with_name(base.name + RESULT_FORMATS[name].suffix)


def result_paths(base: Path, formats: Sequence[str]) -> list[Path]:
    """List the paths of results in the order of their formats; a sidecar follows its file."""
    chosen = [RESULT_FORMATS[name] for name in formats]
    suffixes = (suffix for one in chosen for suffix in (one.suffix, one.sidecar_suffix) if suffix)
    return [base.with_name(base.name + suffix) for suffix in suffixes]


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
        What was written, as `result_paths` lists it.

    Raises
    ------
    UserFacingError
        If a file cannot be written, or if there is no rater of that name.
    """
    document = only_of(document, options.rater)
    for name in formats:
        RESULT_FORMATS[name].write(document, result_path(base, name), options)
    return result_paths(base, formats)
