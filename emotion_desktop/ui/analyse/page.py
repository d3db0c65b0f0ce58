"""The Analyse page: the queue and its actions."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from emotion_desktop.domain.analysis_queue import QueueStatus
from emotion_desktop.domain.printable import printable
from emotion_desktop.services.bridge.analysis import AnalysisBridge
from emotion_desktop.ui.actions import analyse_keys, make_shortcuts
from emotion_desktop.ui.analyse.choices_bar import ChoicesBar
from emotion_desktop.ui.analyse.empty_state import EmptyState
from emotion_desktop.ui.analyse.queue_model import QueueModel
from emotion_desktop.ui.analyse.queue_table import QueueTable
from emotion_desktop.ui.analyse.summary import QueueSummary
from emotion_desktop.ui.analyse.words import reason_text
from emotion_desktop.ui.open_audio_file import ask_for_audio_files, ask_for_folder
from emotion_desktop.ui.theme import set_text_color, theme_of
from emotion_desktop.ui.widgets.themed import Themed


class AnalysePage(Themed, QWidget):
    """Adds files to the queue, shows it, and opens and exports what is analysed.

    Parameters
    ----------
    bridge : AnalysisBridge
        The queue.
    """

    session_opened = Signal(str)
    """The user wants to see the result of a file: the id of its session."""
    export_asked = Signal(dict)
    """The user wants to export sessions: their titles by their ids."""
    added = Signal()
    """The user added files; `AnalysisBridge.noticed` may follow."""

    def __init__(self, bridge: AnalysisBridge) -> None:
        super().__init__()
        self._bridge = bridge
        self.model = QueueModel(bridge)
        self.table = QueueTable(self.model)
        self.empty = EmptyState()
        self.choices = ChoicesBar()
        self.summary = QueueSummary()
        self.reason = QLabel()
        self.add_button = QPushButton(self.tr("Add audio files…"))
        self.add_folder_button = QPushButton(self.tr("Add folder…"))
        self.open_button = QPushButton(self.tr("Open in Review"))
        self.export_button = QPushButton(self.tr("Export…"))
        self.cancel_button = QPushButton(self.tr("Cancel"))
        self.retry_button = QPushButton(self.tr("Retry"))
        self.remove_button = QPushButton(self.tr("Remove"))
        self._menu: dict[QPushButton, QAction] = {}
        self._body = QStackedWidget()
        self._lay_out()
        self._connect()
        make_shortcuts(analyse_keys(), self, self._actions())
        self.summary.show_status(bridge.status)
        self._show_body()
        self._show_selection()
        self.follow_theme()
        self.add_button.setFocus()

    def _lay_out(self) -> None:
        add = QHBoxLayout()
        add.addWidget(self.add_button)
        add.addWidget(self.add_folder_button)
        add.addStretch()
        self._body.addWidget(self.empty)
        self._body.addWidget(self.table)
        self.reason.setWordWrap(True)
        self.reason.setTextFormat(Qt.TextFormat.PlainText)
        self.reason.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.reason.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.reason.setAccessibleName(self.tr("Why this file could not be analysed"))
        rows = QHBoxLayout()
        for button in self._row_buttons():
            rows.addWidget(button)
        rows.addStretch()
        column = QVBoxLayout(self)
        column.addLayout(add)
        column.addWidget(self.choices)
        column.addWidget(self._body, stretch=1)
        column.addWidget(self.reason)
        column.addLayout(rows)
        column.addWidget(self.summary)

    def _row_buttons(self) -> dict[QPushButton, Callable[[], None]]:
        return {
            self.open_button: self.open_selected,
            self.export_button: self.export_selected,
            self.cancel_button: self.cancel_selected,
            self.retry_button: self.retry_selected,
            self.remove_button: self.remove_selected,
        }

    def _connect(self) -> None:
        bridge, table = self._bridge, self.table
        bridge.status_changed.connect(self._on_status)
        self.model.rowsInserted.connect(self._show_body)
        self.model.rowsRemoved.connect(self._show_body)
        self.model.modelReset.connect(self._show_body)
        table.opened.connect(self.open_selected)
        table.selection_changed.connect(self._show_selection)
        self.add_button.clicked.connect(self.ask_for_files)
        self.add_folder_button.clicked.connect(self.ask_for_folder)
        for button, act in self._row_buttons().items():
            button.clicked.connect(act)
            action = self._menu[button] = QAction(button.text(), self)
            action.triggered.connect(act)
        table.offer(list(self._menu.values()))
        self.summary.pause_button.clicked.connect(self.toggle_pause)
        self.summary.cancel_all_button.clicked.connect(bridge.cancel_all)

    def _actions(self) -> dict[str, Callable[[], object]]:
        return {
            "add": self.ask_for_files,
            "add-folder": self.ask_for_folder,
            "open": self.open_selected,
            "export": self.export_selected,
            "remove": self.remove_selected,
            "pause": self.summary.pause_button.click,  # nothing while it is disabled
        }

    def add(self, paths: list[Path]) -> None:
        """Add files, and those in folders, to the queue."""
        self.added.emit()
        self._bridge.add(paths, self.choices.choices)

    @Slot()
    def ask_for_files(self) -> None:
        """Let the user choose files to add."""
        if paths := ask_for_audio_files(self):
            self.add(paths)

    @Slot()
    def ask_for_folder(self) -> None:
        """Let the user choose a folder to add."""
        if (folder := ask_for_folder(self)) is not None:
            self.add([folder])

    @Slot()
    def open_selected(self) -> None:
        """Open the result of the selected file, if there is one."""
        row = self.table.current
        if row is not None and row.session_id:
            self.session_opened.emit(row.session_id)

    @Slot()
    def export_selected(self) -> None:
        """Ask to export the results of the selected files, if there are any."""
        done = {
            row.session_id: printable(row.path.name)
            for row in self.table.selected
            if row.session_id
        }
        if done:
            self.export_asked.emit(done)

    @Slot()
    def cancel_selected(self) -> None:
        """Cancel those of the selected files that are not done."""
        self._bridge.cancel([row.id for row in self.table.selected])

    @Slot()
    def retry_selected(self) -> None:
        """Analyse those of the selected files again that failed or were cancelled."""
        again = [row.id for row in self.table.selected if row.state in {"failed", "cancelled"}]
        self._bridge.retry(again)

    @Slot()
    def remove_selected(self) -> None:
        """Remove the selected files from the list; results stay in the library."""
        self._bridge.remove([row.id for row in self.table.selected])

    @Slot()
    def toggle_pause(self) -> None:
        """Pause or resume the queue."""
        if self._bridge.status.phase == "paused":
            self._bridge.resume()
        else:
            self._bridge.pause()

    @Slot(QueueStatus)
    def _on_status(self, status: QueueStatus) -> None:
        self.summary.show_status(status)
        self._show_body()

    @Slot()
    def _show_body(self) -> None:
        is_empty = self.model.rowCount() == 0
        self._body.setCurrentWidget(self.empty if is_empty else self.table)
        self.summary.setVisible(not is_empty or self._bridge.status.problem is not None)
        for button in self._row_buttons():
            button.setVisible(not is_empty)

    @Slot()
    def _show_selection(self) -> None:
        """Enable what can be done with the selected rows; show why a single one failed."""
        selected = self.table.selected
        is_open = [not row.is_over for row in selected]
        has_session = [bool(row.session_id) for row in selected]
        enabled = {
            self.open_button: has_session == [True],
            self.export_button: any(has_session),
            self.cancel_button: any(is_open),
            self.retry_button: any(row.state in {"failed", "cancelled"} for row in selected),
            self.remove_button: bool(selected),
        }
        for button, is_enabled in enabled.items():
            button.setEnabled(is_enabled)
            self._menu[button].setEnabled(is_enabled)
        failed = selected[0] if len(selected) == 1 and selected[0].state == "failed" else None
        self.reason.setText("" if failed is None else reason_text(failed))
        self.reason.setVisible(failed is not None)

    def apply_theme(self) -> None:
        """Colour the reason of a failure."""
        color = theme_of(self.palette()).error
        self.reason.setPalette(set_text_color(self.palette(), color))
