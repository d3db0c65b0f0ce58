"""The table that says which label each text of a file stands for."""

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QComboBox, QHeaderView, QTableWidget, QTableWidgetItem

from emotion_desktop.domain.labels import UNCLEAR
from emotion_desktop.domain.printable import printable
from emotion_desktop.export.label_words import guess_label
from emotion_desktop.ui.widgets.formatting import emotion_titles

_LEFT_OUT: Final = ""
_ROWS_SHOWN: Final = 6


class LabelMap(QTableWidget):
    """Each text with its number of annotations and a choice of label, guessed at first."""

    changed = Signal()
    """Another label was chosen."""

    def __init__(self) -> None:
        super().__init__(0, 3)
        self.choices: dict[str, QComboBox] = {}
        """The choice of label by text."""
        self.setAccessibleName(self.tr("Labels in the file"))
        self.setHorizontalHeaderLabels(
            [self.tr("Text in the file"), self.tr("Annotations"), self.tr("Label")]
        )
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.ResizeToContents)
        header.setHighlightSections(False)
        self.setSelectionMode(QTableWidget.SelectionMode.NoSelection)
        self.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # its choices have it
        self.setMinimumHeight(_ROWS_SHOWN * self.verticalHeader().defaultSectionSize())

    def show_texts(self, texts: Mapping[str, int]) -> None:
        """Show other texts, each with its number of annotations."""
        self.setRowCount(0)
        self.setRowCount(len(texts))
        self.choices = {}
        for row, (text, count) in enumerate(texts.items()):
            shown = QTableWidgetItem(printable(text))
            shown.setToolTip(printable(text))
            number = QTableWidgetItem(str(count))
            number.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            for column, item in enumerate((shown, number)):
                item.setFlags(Qt.ItemFlag.ItemIsEnabled)
                self.setItem(row, column, item)
            self.choices[text] = self._add_choice(row, text)
        self.resizeRowsToContents()

    def labels(self) -> dict[str, str]:
        """Return the label of each text, without those that are left out."""
        chosen = {text: box.currentData() for text, box in self.choices.items()}
        return {text: label for text, label in chosen.items() if label != _LEFT_OUT}

    def _add_choice(self, row: int, text: str) -> QComboBox:
        box = QComboBox()
        for label, title in emotion_titles().items():
            box.addItem(title, label)
        box.addItem(self.tr("Cannot tell"), UNCLEAR)
        box.addItem(self.tr("Left out"), _LEFT_OUT)
        box.setCurrentIndex(box.findData(guess_label(text) or _LEFT_OUT))
        box.setAccessibleName(self.tr("Label for “{text}”").format(text=printable(text)))
        box.currentIndexChanged.connect(self._on_chosen)
        self.setCellWidget(row, 2, box)
        return box

    @Slot()
    def _on_chosen(self) -> None:
        self.changed.emit()
