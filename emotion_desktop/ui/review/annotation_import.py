"""Asks for a file with annotations, and opens the dialog that imports it."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtWidgets import QFileDialog, QWidget

from emotion_desktop.export.annotations import READERS
from emotion_desktop.services.bridge.annotations import AnnotationBridge
from emotion_desktop.services.bridge.review import ReviewBridge
from emotion_desktop.ui.review.import_dialog import ImportDialog


class AnnotationImport(QObject):
    """Imports annotations into the session that is open.

    Parameters
    ----------
    annotations : AnnotationBridge
        Reads files.
    review : ReviewBridge
        Has the session open.
    commit : callable
        Saves what is typed, before the session is shown anew.
    page : QWidget
        Its window holds the dialog; owns this object.
    """

    def __init__(
        self,
        annotations: AnnotationBridge,
        review: ReviewBridge,
        commit: Callable[[], None],
        page: QWidget,
    ) -> None:
        super().__init__(page)
        self.annotations, self._review = annotations, review
        self._commit = commit
        self._page = page

    @Slot()
    def ask(self) -> None:
        """Let the user choose a file, and show what an import of it would do."""
        if self._review.snapshot is None:
            return
        patterns = " ".join(f"*{suffix}" for suffix in (".TextGrid", *READERS))
        name, _ = QFileDialog.getOpenFileName(
            self._page,
            self.tr("Import annotations"),
            "",
            self.tr("Annotations") + f" ({patterns})",
        )
        if name:
            self.open(Path(name))

    def open(self, path: Path) -> ImportDialog | None:
        """Show what an import of a file would do; None if no session is open any more."""
        self._commit()
        snapshot = self._review.snapshot
        if snapshot is None:
            return None
        dialog = ImportDialog(self.annotations, self._review, snapshot, path, self._page.window())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()
        return dialog
