"""Exports sessions and analyses for the window, on a worker thread."""

from dataclasses import dataclass
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QLocale, QObject, Signal, Slot

from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.services.bridge.translation import text_of, translated
from emotion_desktop.services.bridge.worker import SerialWorker

if TYPE_CHECKING:
    from emotion_desktop.domain.summary import SessionSummary


@dataclass(frozen=True, slots=True)
class ExportRequest:
    """What to export, and how.

    Attributes
    ----------
    sources : tuple of str or Path
        Ids of sessions, and paths of analyses as JSON.
    folder : Path
        Output folder; created if missing.
    formats : tuple of str
        Names of formats, as `ExportBridge.formats_read` gives them.
    csv_style : str
        Separator and decimal sign of CSV files.
    rater : str
        Whose labels to write: `all`, `model`, or a rater's name.
    anonymise : bool
        Whether to remove names.
    words : tuple of str
        Further names and words to remove from transcripts then.
    with_audio : bool
        Whether to include the audio with changed voices then.
    replace : bool
        Whether to replace existing files.
    """

    sources: tuple[str | Path, ...]
    folder: Path
    formats: tuple[str, ...]
    csv_style: Literal["comma", "semicolon"] = "comma"
    rater: str = "all"
    anonymise: bool = False
    words: tuple[str, ...] = ()
    with_audio: bool = False
    replace: bool = False


@dataclass(frozen=True, slots=True)
class ExportOutcome:
    """Result of an export.

    Attributes
    ----------
    written : tuple of Path
        All files.
    failures : tuple of (str or Path, str)
        Source, and the error message.
    cancelled : bool
        Whether it was cancelled before it was complete.
    """

    written: tuple[Path, ...]
    failures: tuple[tuple[str | Path, str], ...]
    cancelled: bool


class _CancelledError(Exception):
    """The user cancelled while audio was being written."""


class ExportBridge(QObject):
    """Runs one export at a time; imports the formats' libraries on its thread.

    Parameters
    ----------
    data_folder : Path
        Folder of the sessions.
    """

    formats_read = Signal(list)
    """(name, title, suffix) of each format, in the order of the list."""
    progressed = Signal(int, int)
    """Number of finished sources, and of all sources."""
    ended = Signal(object)
    """`ExportOutcome`."""
    would_replace = Signal(list)
    """Nothing was exported, because files with these names exist."""
    failed = Signal(str)
    """Why nothing was exported, as a message to show."""
    table_written = Signal(Path)
    """The table that was asked for is at this path."""
    table_failed = Signal(Path, str)
    """Why the table that was asked for could not be written there, as a message to show."""
    noticed = Signal(str)
    """A message to show."""

    def __init__(self, data_folder: Path) -> None:
        super().__init__()
        self._data_folder = data_folder
        self._worker = SerialWorker("export")
        self._cancelled = Event()

    def ask_formats(self) -> None:
        """Ask for the formats; emits `formats_read`."""
        self._worker.submit(_formats, self.formats_read.emit)

    def start(self, request: ExportRequest) -> None:
        """Start an export; emits `progressed`, then `ended`, `would_replace` or `failed`."""

        def tell(outcome: ExportOutcome | list[str]) -> None:
            if isinstance(outcome, ExportOutcome):
                self.ended.emit(outcome)
            else:
                self.would_replace.emit(outcome)

        self._cancelled.clear()
        self._worker.submit(
            lambda: self._export(request),
            tell,
            lambda error: self.failed.emit(text_of(error)),
        )

    @Slot(Path, list)
    def write_summary(self, path: Path, sessions: "list[SessionSummary]") -> None:
        """Write the figures of sessions as CSV, as spreadsheets of this language expect it."""
        style: Literal["comma", "semicolon"]
        style = "semicolon" if QLocale().decimalPoint() == "," else "comma"
        self._worker.submit(
            lambda: _write_summary(path, sessions, style),
            lambda _nothing: self.table_written.emit(path),
            lambda error: self.table_failed.emit(path, text_of(error)),
        )

    @Slot()
    def cancel(self) -> None:
        """Stop after the current source; written files stay."""
        self._cancelled.set()

    def shut_down(self, timeout_s: float = 30.0) -> bool:
        """Cancel; True when no thread is left."""
        self.cancel()
        return self._worker.shut_down(timeout_s)

    def _export(self, request: ExportRequest) -> ExportOutcome | list[str]:
        from emotion_desktop.export.formats import ExportOptions  # noqa: PLC0415
        from emotion_desktop.services.exporting import Export  # noqa: PLC0415

        exporting = Export(
            data_folder=lambda: self._data_folder,
            folder=request.folder,
            formats=request.formats,
            options=ExportOptions(
                request.csv_style, private=True, rater=request.rater, language=_language()
            ),
            anonymise=request.anonymise,
            words=request.words,
            with_audio=request.with_audio,
            on_progress=self._check_cancelled,
            on_notice=lambda notice: self.noticed.emit(translated(notice)),
        )
        if not request.replace:
            there = [one.name for one in exporting.files_of(request.sources) if one.exists()]
            if there:
                return there
        _make_folder(request.folder)
        written: list[Path] = []
        failures: list[tuple[str | Path, str]] = []
        for n_done, source in enumerate(request.sources):
            self.progressed.emit(n_done, len(request.sources))
            try:
                self._check_cancelled()
                if isinstance(source, Path):
                    written += exporting.write(str(source))
                else:
                    written += exporting.write_session(source)
            except _CancelledError:
                return ExportOutcome(tuple(written), tuple(failures), cancelled=True)
            except UserFacingError as error:  # continue with the others
                failures.append((source, text_of(error)))
        return ExportOutcome(tuple(written), tuple(failures), cancelled=False)

    def _check_cancelled(self, _done_s: float = 0.0) -> None:
        if self._cancelled.is_set():
            raise _CancelledError


def _write_summary(
    path: Path, sessions: "list[SessionSummary]", style: Literal["comma", "semicolon"]
) -> None:
    from emotion_desktop.export.analysis_csv import BYTE_ORDER_MARK  # noqa: PLC0415
    from emotion_desktop.export.summary_csv import summary_to_csv  # noqa: PLC0415
    from emotion_desktop.system.atomic import write_text_atomically  # noqa: PLC0415

    table = summary_to_csv(sessions, style=style)
    write_text_atomically(path, BYTE_ORDER_MARK + table, private=True)


def _language() -> str:
    """Return the language of reports: the window's, where they have it."""
    from emotion_desktop.export.language import LANGUAGES  # noqa: PLC0415

    code = QLocale().name().partition("_")[0]
    return code if code in LANGUAGES else "en"


def _formats() -> list[tuple[str, str, str]]:
    from emotion_desktop.export.formats import RESULT_FORMATS  # noqa: PLC0415

    return [(one.name, translated(one.title), one.suffix) for one in RESULT_FORMATS.values()]


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserFacingError(
            "The folder {folder} could not be created ({reason})",
            "Choose another one.",
            folder=folder,
            reason=error.strerror or type(error).__name__,
        ) from error
