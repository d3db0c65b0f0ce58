"""Dialog that exports sessions or analyses."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Final

from PySide6.QtCore import QLocale, QStandardPaths, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QGridLayout,
    QGroupBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from emotion_desktop.services.bridge.exporting import ExportBridge, ExportOutcome, ExportRequest
from emotion_desktop.ui.theme import set_text_color, theme_of
from emotion_desktop.ui.widgets.fit import grow_to_fit
from emotion_desktop.ui.widgets.themed import Themed

#: As `export.ratings` names those who are no person.
_ALL: Final = "all"
_MODEL: Final = "model"
_FIRST_CHOICE: Final = "csv"
#: Number of failures and files that are listed.
_MOST_TOLD: Final = 5
_WORD_LINES: Final = 4


class ExportDialog(Themed, QDialog):
    """Choice of formats, folder, raters and anonymisation; then shows progress and result.

    Parameters
    ----------
    bridge : ExportBridge
        Exports.
    sources : mapping of str or Path to str
        Display title of each source, keyed by session id or path as in `ExportRequest`.
    raters : sequence of str
        Names that can be chosen.
    parent : QWidget
        Its window.
    """

    def __init__(
        self,
        bridge: ExportBridge,
        sources: Mapping[str, str] | Mapping[Path, str],
        raters: Sequence[str],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._sources = dict[str | Path, str](sources.items())
        self._running = False
        self._is_error = False
        self._folder_written: Path | None = None
        self.setWindowTitle(self.tr("Export"))
        self.formats: dict[str, QCheckBox] = {}
        self._make_fields(raters)
        self._lay_out()
        self._connect()
        self.follow_theme()
        self._show_running(running=False)
        bridge.ask_formats()

    def _make_fields(self, raters: Sequence[str]) -> None:
        documents = QStandardPaths.StandardLocation.DocumentsLocation
        self.folder = QLineEdit(QStandardPaths.writableLocation(documents))
        self.folder_button = QPushButton(self.tr("Browse…"))
        self.rater = QComboBox()
        self.rater.addItem(self.tr("All raters and the models"), _ALL)
        self.rater.addItem(self.tr("The models only"), _MODEL)
        for name in raters:
            self.rater.addItem(name, name)
        self.csv_style = QComboBox()
        self.csv_style.addItem(self.tr("Comma-separated, decimal point"), "comma")
        self.csv_style.addItem(self.tr("Semicolon-separated, decimal comma"), "semicolon")
        self.csv_style.setCurrentIndex(int(QLocale().decimalPoint() == ","))
        self.anonymise = QCheckBox(self.tr("Anonymise"))
        self.anonymise_note = QLabel(
            self.tr(
                "Speakers become S1, S2…, raters R1, R2…, and files recording-1… Notes, comments, "
                "tags and the location of the audio are removed. This is not strong anonymity: "
                "what was said, how and when may still reveal who it was."
            )
        )
        self.audio = QCheckBox(self.tr("Include the audio with changed voices"))
        self.audio_note = QLabel(
            self.tr(
                "Pitch and formants are moved, and removed words become silent at the times that "
                "the recogniser gave. This is not strong anonymity: the change can be undone, and "
                "people can be recognised by how they speak. Listen to the file before you share "
                "it."
            )
        )
        self.words = QPlainTextEdit()
        self.words.setPlaceholderText(self.tr("Names and words to remove, one per line"))
        self.words.setTabChangesFocus(True)
        self.words.setFixedHeight(self.words.fontMetrics().lineSpacing() * (_WORD_LINES + 1))
        self.bar = QProgressBar()
        self.told = QLabel()
        self.export_button = QPushButton(self.tr("Export"))
        self.close_button = QPushButton(self.tr("Close"))
        self.show_button = QPushButton(self.tr("Show folder"))
        for widget, name in (
            (self.folder, self.tr("Folder")),
            (self.rater, self.tr("Labels")),
            (self.csv_style, self.tr("CSV style")),
            (self.words, self.tr("Names and words to remove")),
            (self.bar, self.tr("Progress")),
        ):
            widget.setAccessibleName(name)

    def _lay_out(self) -> None:
        self.choices = QWidget()
        self._formats_box = QGroupBox(self.tr("Formats"))
        self._formats_grid = QGridLayout(self._formats_box)
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        folder_row = QHBoxLayout()
        folder_row.addWidget(self.folder, stretch=1)
        folder_row.addWidget(self.folder_button)
        form.addRow(self.tr("Folder"), folder_row)
        form.addRow(self.tr("Labels"), self.rater)
        form.addRow(self.tr("CSV style"), self.csv_style)
        inner = QVBoxLayout(self.choices)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addWidget(self._formats_box)
        inner.addLayout(form)
        inner.addWidget(self.anonymise)
        inner.addWidget(self.anonymise_note)
        inner.addWidget(self.words)
        inner.addWidget(self.audio)
        inner.addWidget(self.audio_note)
        buttons = QDialogButtonBox()
        buttons.addButton(self.show_button, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.addButton(self.export_button, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(self.close_button, QDialogButtonBox.ButtonRole.RejectRole)
        column = QVBoxLayout(self)
        self.about = QLabel(self._title())
        for label in (self.about, self.anonymise_note, self.audio_note, self.told):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        column.addWidget(self.about)
        column.addWidget(self.choices)
        column.addWidget(self.bar)
        column.addWidget(self.told)
        column.addStretch()
        column.addWidget(buttons)

    def _connect(self) -> None:
        self._bridge.formats_read.connect(self._on_formats)
        self._bridge.progressed.connect(self._on_progress)
        self._bridge.ended.connect(self._on_ended)
        self._bridge.would_replace.connect(self._on_would_replace)
        self._bridge.failed.connect(self._on_failed)
        self._bridge.noticed.connect(self._tell)
        self.folder_button.clicked.connect(self._browse)
        self.folder.textChanged.connect(self._check)
        self.rater.currentIndexChanged.connect(self._check)
        self.anonymise.toggled.connect(self._check)
        self.audio.toggled.connect(self._check)
        self.export_button.clicked.connect(self._export)
        self.close_button.clicked.connect(self.reject)
        self.show_button.clicked.connect(self._show_folder)

    def _title(self) -> str:
        if len(self._sources) == 1:
            return self.tr("Export “{title}”").format(title=next(iter(self._sources.values())))
        return self.tr("Export {count} sessions or analyses").format(count=len(self._sources))

    @Slot(list)
    def _on_formats(self, formats: list[tuple[str, str, str]]) -> None:
        if self.formats:  # another dialog asked
            return
        half = (len(formats) + 1) // 2
        for place, (name, title, suffix) in enumerate(formats):
            box = self.formats[name] = QCheckBox(title)
            box.setToolTip(suffix)
            box.setAccessibleDescription(suffix)
            box.setChecked(name == _FIRST_CHOICE)
            box.toggled.connect(self._check)
            self._formats_grid.addWidget(box, place % half, place // half)
        boxes = list(self.formats.values())
        for before, behind in pairwise(boxes):
            QWidget.setTabOrder(before, behind)
        boxes[0].setFocus()
        self._check()

    @Slot()
    def _check(self) -> None:
        """Show what is missing before the export can start."""
        for part in (self.words, self.anonymise_note, self.audio):
            part.setVisible(self.anonymise.isChecked())
        self.audio_note.setVisible(self.anonymise.isChecked() and self.audio.isChecked())
        tables = any(self.formats[name].isChecked() for name in ("csv", "frames") if self.formats)
        self.csv_style.setEnabled(tables)
        wrong = self._what_is_missing()
        if not self._running:
            self._tell(wrong)
        self.export_button.setEnabled(not wrong and not self._running)

    def _what_is_missing(self) -> str:
        if not self._chosen_formats():
            return self.tr("Choose at least one format.") if self.formats else ""
        if not self.folder.text().strip():
            return self.tr("Choose a folder.")
        if self.anonymise.isChecked() and self.rater.currentData() not in {_ALL, _MODEL}:
            return self.tr(
                "An anonymised export cannot name a single rater: choose all raters or the models."
            )
        return ""

    def _chosen_formats(self) -> tuple[str, ...]:
        return tuple(name for name, box in self.formats.items() if box.isChecked())

    @Slot()
    def _browse(self) -> None:
        folder = QFileDialog.getExistingDirectory(
            self, self.tr("Choose a folder"), self.folder.text()
        )
        if folder:
            self.folder.setText(folder)

    @Slot()
    def _export(self) -> None:
        self._start(self._request())

    def _request(self) -> ExportRequest:
        words = self.words.toPlainText().splitlines() if self.anonymise.isChecked() else []
        return ExportRequest(
            sources=tuple(self._sources),
            # Unlike `Path.expanduser`, this leaves the name of an unknown user as it is.
            folder=Path(os.path.expanduser(self.folder.text().strip())).absolute(),  # noqa: PTH111
            formats=self._chosen_formats(),
            csv_style=self.csv_style.currentData(),
            rater=self.rater.currentData(),
            anonymise=self.anonymise.isChecked(),
            with_audio=self.anonymise.isChecked() and self.audio.isChecked(),
            words=tuple(word for word in map(str.strip, words) if word),
        )

    def _start(self, request: ExportRequest) -> None:
        self._folder_written = request.folder
        self._show_running(running=True)
        self._tell("")
        self._bridge.start(request)

    def _show_running(self, *, running: bool) -> None:
        self._running = running
        self.choices.setEnabled(not running)
        self.bar.setVisible(running)
        self.bar.setRange(0, 0)
        self.show_button.setVisible(False)
        self.close_button.setText(self.tr("Cancel") if running else self.tr("Close"))
        self._check()

    @Slot(int, int)
    def _on_progress(self, n_done: int, n_all: int) -> None:
        if self._running and n_all > 1:  # a single one has no progress
            self.bar.setRange(0, n_all)
            self.bar.setValue(n_done)

    @Slot(object)
    def _on_ended(self, outcome: ExportOutcome) -> None:
        if not self._running:
            return
        self._show_running(running=False)
        self.show_button.setVisible(bool(outcome.written))
        self._tell(self._sentences(outcome), is_error=bool(outcome.failures))
        (self.show_button if outcome.written else self.close_button).setFocus()

    @Slot(list)
    def _on_would_replace(self, names: list[str]) -> None:
        if not self._running:
            return
        self._show_running(running=False)
        shown = "\n".join(names[:_MOST_TOLD]) + ("\n…" if len(names) > _MOST_TOLD else "")
        question = QMessageBox(self)
        question.setIcon(QMessageBox.Icon.Question)
        question.setWindowTitle(self.tr("Export"))
        question.setText(self.tr("These files already exist in the folder. Replace them?"))
        question.setInformativeText(shown)
        replace_button = question.addButton(
            self.tr("Replace"), QMessageBox.ButtonRole.DestructiveRole
        )
        cancel_button = question.addButton(self.tr("Cancel"), QMessageBox.ButtonRole.RejectRole)
        question.setDefaultButton(cancel_button)
        question.setEscapeButton(cancel_button)
        question.exec()
        if question.clickedButton() is replace_button:
            self._start(replace(self._request(), replace=True))

    @Slot(str)
    def _on_failed(self, reason: str) -> None:
        if self._running:
            self._show_running(running=False)
            self._tell(reason, is_error=True)

    def _sentences(self, outcome: ExportOutcome) -> str:
        count = len(outcome.written)
        many = self.tr("{count} files written.").format(count=count)
        lines = [many if count != 1 else self.tr("1 file written.")]
        if outcome.cancelled:
            lines[0] = self.tr("Cancelled.") + " " + lines[0]
        for source, reason in outcome.failures[:_MOST_TOLD]:
            lines.append(f"{self._sources[source]}: {reason}")
        left = len(outcome.failures) - _MOST_TOLD
        if left > 0:
            lines.append(self.tr("{count} more failed.").format(count=left))
        return "\n".join(lines)

    @Slot(str)
    def _tell(self, text: str, *, is_error: bool = False) -> None:
        self._is_error = is_error
        self.told.setText(text)
        self.told.setVisible(bool(text))
        self.apply_theme()
        grow_to_fit(self)

    @Slot()
    def _show_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder_written)))

    def reject(self) -> None:
        """Cancel a running export; otherwise close the dialog."""
        if self._running:
            self._bridge.cancel()
            self.close_button.setText(self.tr("Cancelling…"))
            return
        super().reject()

    def apply_theme(self) -> None:
        """Apply the text colours of the theme."""
        theme = theme_of(self.palette())
        color = theme.error if self._is_error else theme.text
        self.told.setPalette(set_text_color(self.palette(), color))
        for note in (self.anonymise_note, self.audio_note):
            note.setPalette(set_text_color(self.palette(), theme.muted))
