"""Selects the rater, and ends blind rating."""

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QMessageBox,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from emotion_desktop.domain.review import Rater
from emotion_desktop.ui.review.add_rater_dialog import AddRaterDialog


class RaterBar(QWidget):
    """A list of raters with an entry to add one, and a button to unblind."""

    chosen = Signal(object)
    """Another `Rater`."""
    unblind_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._raters: list[Rater] = []
        self._rater: Rater | None = None
        self.box = QComboBox()
        self.box.setAccessibleName(self.tr("Rater"))
        self.box.activated.connect(self._on_activated)
        self.note = QLabel(self.tr("Blind: estimates and other raters are hidden."))
        self.note.setWordWrap(True)
        self.unblind = QPushButton(self.tr("Unblind…"))
        self.unblind.clicked.connect(self._ask)
        self._blind_row = QWidget()
        row = QHBoxLayout(self._blind_row)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.note, stretch=1)
        row.addWidget(self.unblind)
        head = QHBoxLayout()
        head.addWidget(QLabel(self.tr("Rater")))
        head.addWidget(self.box, stretch=1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(head)
        column.addWidget(self._blind_row)
        self.show_raters([], None, blind=False)

    def show_raters(self, raters: Sequence[Rater], rater: Rater | None, *, blind: bool) -> None:
        """Show the raters, the present one, and whether they are blind."""
        self._rater = rater
        self._raters = list(raters)
        if rater is not None and rater.name not in [one.name for one in raters]:
            self._raters.append(rater)
        self.box.clear()
        self.box.addItems([*(one.name for one in self._raters), self.tr("Add rater…")])
        self._show_chosen()
        self._blind_row.setVisible(blind)

    def _show_chosen(self) -> None:
        names = [one.name for one in self._raters]
        rater = self._rater
        self.box.setCurrentIndex(names.index(rater.name) if rater is not None else -1)

    @Slot(int)
    def _on_activated(self, row: int) -> None:
        self._show_chosen()
        if row < len(self._raters):
            if self._raters[row] != self._rater:
                self.chosen.emit(self._raters[row])
            return
        dialog = AddRaterDialog(self)
        if dialog.exec() == QDialog.DialogCode.Accepted and dialog.rater is not None:
            self.chosen.emit(dialog.rater)
        dialog.deleteLater()

    @Slot()
    def _ask(self) -> None:
        answer = QMessageBox.question(
            self,
            self.tr("Unblind"),
            self.tr(
                "Show the models' estimates and the other raters' annotations of this session? "
                "It is recorded that you have seen them; this cannot be undone."
            ),
        )
        if answer == QMessageBox.StandardButton.Yes:
            self.unblind_asked.emit()
