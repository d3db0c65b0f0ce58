"""Controls of the library: search box, sort order, and the message shown instead of a list."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from emotion_desktop.domain.library import SortKey


class SearchBox(QLineEdit):
    """Search field; Down moves to the results, Escape clears it."""

    list_wanted = Signal()
    """The Down key was pressed."""

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        """Move to the list, or clear the field."""
        if event.key() == Qt.Key.Key_Down:
            self.list_wanted.emit()
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)


class MessagePage(QWidget):
    """A message instead of the list, with a button for what can be done."""

    def __init__(self) -> None:
        super().__init__()
        self.label = QLabel()
        self.label.setWordWrap(True)
        self.label.setTextFormat(Qt.TextFormat.PlainText)
        self.label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.button = QPushButton()
        self.button.hide()
        self.button.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        column = QVBoxLayout(self)
        column.addStretch(2)
        column.addWidget(self.label)
        column.addWidget(self.button, alignment=Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)

    def show_message(self, text: str, button: str = "") -> None:
        """Show a message, and a button if it has a text."""
        self.label.setText(text)
        self.button.setText(button)
        self.button.setVisible(bool(button))


class SortBox(QComboBox):
    """Sort order of the list."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("Order"))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        # Item data would turn a tuple into a list.
        self._orders: list[tuple[SortKey, bool]] = []
        for title, key, descending in self._choices():
            self.addItem(title)
            self._orders.append((key, descending))
        self.offer_share(offered=False)

    @property
    def order(self) -> tuple[SortKey, bool]:
        """Sort key, and whether the order is descending."""
        return self._orders[self.currentIndex()]

    def offer_share(self, *, offered: bool) -> None:
        """Enable sorting by share, which needs an emotion in the filter."""
        last = self.count() - 1
        if not offered and self.currentIndex() == last:
            self.setCurrentIndex(0)
        usable = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        flags = usable if offered else Qt.ItemFlag.NoItemFlags
        # Qt stores the flags of a combo box's rows under this role.
        self.setItemData(last, flags.value, Qt.ItemDataRole.UserRole - 1)

    def _choices(self) -> list[tuple[str, SortKey, bool]]:
        return [
            (self.tr("Newest first"), "date", True),
            (self.tr("Oldest first"), "date", False),
            (self.tr("Title, A to Z"), "title", False),
            (self.tr("Title, Z to A"), "title", True),
            (self.tr("Longest first"), "duration", True),
            (self.tr("Shortest first"), "duration", False),
            (self.tr("In review first"), "status", False),
            (self.tr("Reviewed first"), "status", True),
            (self.tr("Largest share of the emotion first"), "share", True),
        ]
