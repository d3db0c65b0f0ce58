"""Saves figures of sessions as a table."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QPushButton, QWidget

from emotion_desktop.domain.summary import SessionSummary
from emotion_desktop.services.bridge.exporting import ExportBridge
from emotion_desktop.ui.review.file_names import file_name
from emotion_desktop.ui.theme import set_text_color, theme_of
from emotion_desktop.ui.widgets.themed import Themed

_SUFFIX: Final = ".csv"

Summarised = Callable[[], Sequence[SessionSummary]]


class SummaryExportBar(Themed, QWidget):
    """A button that saves figures, and what came of it."""

    _asked = Signal(Path, list)

    def __init__(self) -> None:
        super().__init__()
        self._summarised: Summarised = tuple
        self._path: Path | None = None
        self._is_error = False
        self.button = QPushButton(self.tr("Save as CSV…"))
        self.button.clicked.connect(self._ask)
        self.told = QLabel()
        self.told.setWordWrap(True)
        self.told.setAccessibleName(self.tr("Notice"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.button)
        row.addWidget(self.told, stretch=1)
        self.follow_theme()

    def serve(self, exports: ExportBridge, summarised: Summarised) -> None:
        """Write with `exports` what `summarised` returns then."""
        self._summarised = summarised
        self._asked.connect(exports.write_summary)
        exports.table_written.connect(self._on_written)
        exports.table_failed.connect(self._on_failed)

    @Slot()
    def _ask(self) -> None:
        sessions = list(self._summarised())
        if not sessions:
            return
        title = sessions[0].title if len(sessions) == 1 else self.tr("sessions")
        path, _filter = QFileDialog.getSaveFileName(
            self,
            self.tr("Save as CSV"),
            file_name(self.tr("Summary of {title}").format(title=title)) + _SUFFIX,
            self.tr("Tables") + f" (*{_SUFFIX})",
        )
        if path:
            self._path = Path(path if path.endswith(_SUFFIX) else path + _SUFFIX)
            self._asked.emit(self._path, sessions)

    @Slot(Path)
    def _on_written(self, path: Path) -> None:
        if path == self._path:
            self._tell(self.tr("Saved: {path}").format(path=path), is_error=False)

    @Slot(Path, str)
    def _on_failed(self, path: Path, why: str) -> None:
        if path == self._path:
            self._tell(why, is_error=True)

    def _tell(self, text: str, *, is_error: bool) -> None:
        self._is_error = is_error
        self.told.setText(text)
        self.apply_theme()

    def apply_theme(self) -> None:
        """Take the colour of errors where something failed."""
        theme = theme_of(self.palette())
        color = theme.error if self._is_error else theme.text
        self.told.setPalette(set_text_color(self.palette(), color))
