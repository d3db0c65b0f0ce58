"""Actions on the sessions of the library, in menus and by keyboard."""

from collections.abc import Callable, Sequence
from pathlib import Path
from textwrap import shorten
from typing import Final

from PySide6.QtCore import QObject, QPoint, Qt, QUrl, Slot
from PySide6.QtGui import QAction, QDesktopServices, QKeySequence
from PySide6.QtWidgets import QFileDialog, QMenu, QMessageBox

from emotion_desktop.domain.library import PACKED_SUFFIX, LibraryChoices
from emotion_desktop.services.bridge.exporting import ExportBridge
from emotion_desktop.services.bridge.library import UNDO_MS, LibraryBridge
from emotion_desktop.ui.review import library_keys as keys
from emotion_desktop.ui.review.comparison_dialog import ComparisonDialog
from emotion_desktop.ui.review.file_names import file_name
from emotion_desktop.ui.review.library_list import SessionList
from emotion_desktop.ui.review.library_model import SessionModel
from emotion_desktop.ui.review.library_notice import LibraryNotice
from emotion_desktop.ui.review.library_tags import TagsDialog
from emotion_desktop.ui.review.library_wording import entry_title
from emotion_desktop.ui.widgets.export_dialog import ExportDialog

#: Length of a title within a message.
_LONGEST_TOLD: Final = 40


class LibraryActions(QObject):
    """Actions on the selected sessions.

    Parameters
    ----------
    bridge : LibraryBridge
        Performs the actions.
    exports : ExportBridge
        Exports.
    view : SessionList
        The list; gets the shortcuts and the context menu.
    model : SessionModel
        Of the sessions.
    notice : LibraryNotice
        Shows the results.
    """

    def __init__(
        self,
        bridge: LibraryBridge,
        exports: ExportBridge,
        view: SessionList,
        model: SessionModel,
        notice: LibraryNotice,
    ) -> None:
        super().__init__(view)
        self._bridge = bridge
        self._exports = exports
        self._view = view
        self._model = model
        self._notice = notice
        self.choices = LibraryChoices()
        self._titles: dict[str, str] = {}
        self._make_actions()
        self._connect()
        self._enable()

    def _make_actions(self) -> None:
        self.rename = self._add(self.tr("Rename"), self._rename, keys.RENAME)
        self.tags = self._add(self.tr("Tags…"), self._edit_tags, keys.TAGS)
        self.duplicate = self._add(self.tr("Duplicate for another rater"), self._duplicate)
        self.compare = self._add(self.tr("Compare over time…"), self._compare)
        self.export = self._add(self.tr("Export…"), self._export, keys.EXPORT)
        self.pack = self._add(self.tr("Pack into one file…"), self._pack)
        self.show_folder = self._add(self.tr("Show in file manager"), self._show_folder)
        self.delete = self._add(self.tr("Delete"), self._delete, keys.DELETE)
        self.unpack = self._add(self.tr("Open a packed session…"), self._unpack)
        self.import_analysis = self._add(
            self.tr("Import an audio file's analysis (JSON)…"), self._import
        )

    def _add(self, text: str, act: Callable[[], None], shortcut: str = "") -> QAction:
        action = QAction(text, self._view)
        action.triggered.connect(act)
        if shortcut:
            action.setShortcut(QKeySequence(shortcut))
            # Not while a title is edited, and not for the rest of the page.
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self._view.addAction(action)
        return action

    def _connect(self) -> None:
        self._view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._view.customContextMenuRequested.connect(self._show_menu)
        self._view.selectionModel().selectionChanged.connect(self._enable)
        self._model.modelReset.connect(self._enable)
        self._model.rename_asked.connect(self._bridge.rename)
        self._bridge.deleted.connect(self._on_deleted)
        self._bridge.packed.connect(self._on_packed)
        self._bridge.folder_found.connect(self._open_folder)

    def menu(self) -> QMenu:
        """Return the context menu."""
        menu = QMenu(self._view)
        menu.addActions([self.rename, self.tags, self.duplicate])
        menu.addSeparator()
        menu.addActions([self.compare, self.export, self.pack, self.show_folder])
        menu.addSeparator()
        menu.addAction(self.delete)
        return menu

    @Slot(QPoint)
    def _show_menu(self, at: QPoint) -> None:
        if not self._view.selected_ids():
            return
        menu = self.menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self._view.viewport().mapToGlobal(at))

    @Slot()
    def _enable(self) -> None:
        count = len(self._view.selected_ids())
        for action in (self.rename, self.duplicate, self.pack, self.show_folder):
            action.setEnabled(count == 1)
        for action in (self.tags, self.export, self.delete):
            action.setEnabled(count > 0)
        self.compare.setEnabled(count > 1)

    def _title(self, session_id: str) -> str:
        entry = self._model.entry(session_id)
        return entry_title(entry) if entry is not None else session_id

    @Slot()
    def _rename(self) -> None:
        self._view.edit(self._view.currentIndex())

    @Slot()
    def _edit_tags(self) -> None:
        ids = self._view.selected_ids()
        entries = [entry for one in ids if (entry := self._model.entry(one)) is not None]
        dialog = TagsDialog([entry.tags for entry in entries], self.choices.tags, self._view)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

        def take() -> None:
            added, removed = dialog.added(), dialog.removed()
            if added or removed:
                self._bridge.change_tags([entry.id for entry in entries], added, removed)

        dialog.accepted.connect(take)
        dialog.open()

    @Slot()
    def _duplicate(self) -> None:
        self._bridge.duplicate(self._view.selected_ids()[0])

    @Slot()
    def _export(self) -> None:
        ids = self._view.selected_ids()
        sources = {session_id: self._title(session_id) for session_id in ids}
        dialog = ExportDialog(self._exports, sources, self.choices.raters, self._view.window())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    @Slot()
    def _compare(self) -> None:
        dialog = ComparisonDialog(
            self._bridge, self._exports, self._view.selected_ids(), self._view.window()
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    @Slot()
    def _pack(self) -> None:
        [session_id] = self._view.selected_ids()
        path, _filter = QFileDialog.getSaveFileName(
            self._view,
            self.tr("Pack into one file"),
            file_name(self._title(session_id)) + PACKED_SUFFIX,
            self._packed_files(),
        )
        if path:
            suffixed = path if path.endswith(PACKED_SUFFIX) else path + PACKED_SUFFIX
            self._bridge.pack(session_id, Path(suffixed))

    @Slot()
    def _unpack(self) -> None:
        path, _filter = QFileDialog.getOpenFileName(
            self._view, self.tr("Open a packed session"), "", self._packed_files()
        )
        if path:
            self._bridge.unpack(Path(path))

    def _packed_files(self) -> str:
        return self.tr("Packed sessions") + f" (*{PACKED_SUFFIX})"

    @Slot()
    def _import(self) -> None:
        path, _filter = QFileDialog.getOpenFileName(
            self._view,
            self.tr("Import an audio file's analysis"),
            "",
            self.tr("Analyses") + " (*.json)",
        )
        if not path:
            return
        question = QMessageBox(self._view)
        question.setIcon(QMessageBox.Icon.Question)
        question.setWindowTitle(self.tr("Import an audio file's analysis"))
        question.setText(
            self.tr(
                "Copy the audio into the library? A copy is kept even if the original file is "
                "moved or deleted. Without one, playback uses the original file where it is."
            )
        )
        copy = question.addButton(self.tr("Copy"), QMessageBox.ButtonRole.AcceptRole)
        leave = question.addButton(self.tr("Don't copy"), QMessageBox.ButtonRole.AcceptRole)
        question.addButton(self.tr("Cancel"), QMessageBox.ButtonRole.RejectRole)
        question.setDefaultButton(copy)
        question.exec()
        if question.clickedButton() in {copy, leave}:
            chosen = question.clickedButton() is copy
            self._bridge.import_analysis(Path(path), copy=chosen)

    @Slot()
    def _show_folder(self) -> None:
        self._bridge.ask_folder(self._view.selected_ids()[0])

    @Slot(Path)
    def _open_folder(self, folder: Path) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))

    @Slot()
    def _delete(self) -> None:
        ids = self._view.selected_ids()
        self._titles = {one: self._title(one) for one in ids}
        self._bridge.delete(ids)

    @Slot(list)
    def _on_deleted(self, ids: Sequence[str]) -> None:
        if len(ids) == 1:
            title = shorten(self._titles.get(ids[0], ids[0]), _LONGEST_TOLD, placeholder="…")
            text = self.tr("“{title}” was deleted.").format(title=title)
        else:
            text = self.tr("{count} sessions were deleted.").format(count=len(ids))
        self._notice.offer(text, self.tr("Undo"), lambda: self._bridge.restore(ids), UNDO_MS)

    @Slot(Path)
    def _on_packed(self, path: Path) -> None:
        self._notice.offer(
            self.tr("Packed into {name}.").format(name=path.name),
            self.tr("Show folder"),
            lambda: self._open_folder(path.parent),
        )
