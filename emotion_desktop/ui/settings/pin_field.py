"""Sets or removes the operator PIN, without ever showing it."""

from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget

from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.domain.pin import PIN_LENGTHS, hash_pin
from emotion_desktop.services.bridge.translation import text_of
from emotion_desktop.ui.widgets.fields import Field


class PinField(Field):
    """A field for a new PIN, and whether one is set."""

    def __init__(self, name: str) -> None:
        self.edit = QLineEdit()
        self.set_button = QPushButton()
        self.state = QLabel()
        super().__init__(name, QWidget())
        self._is_set = False
        self.edit.setEchoMode(QLineEdit.EchoMode.Password)
        self.edit.setMaxLength(PIN_LENGTHS[-1])
        self.edit.setFixedWidth(140)
        self.edit.setPlaceholderText(
            self.tr("{low} to {high} digits").format(low=PIN_LENGTHS[0], high=PIN_LENGTHS[-1])
        )
        self.edit.setAccessibleName(self.tr("New PIN"))
        row = QHBoxLayout(self.widget)
        row.setContentsMargins(0, 0, 0, 0)
        for part in (self.edit, self.set_button, self.state):
            row.addWidget(part)
        row.addStretch()
        self.edit.textChanged.connect(self._name_button)
        self.edit.returnPressed.connect(self.set_button.click)
        self.set_button.clicked.connect(self._on_click)

    def show_value(self, value: Any) -> None:
        """See `Field`."""
        self._is_set = bool(value)
        self.state.setText(
            self.tr("A PIN is set.")
            if value
            else self.tr("No PIN: the operator page stays locked.")
        )
        self._name_button()

    @Slot()
    def _name_button(self) -> None:
        removes = self._is_set and not self.edit.text()
        self.set_button.setText(self.tr("Remove") if removes else self.tr("Set"))
        self.set_button.setEnabled(removes or bool(self.edit.text()))

    @Slot()
    def _on_click(self) -> None:
        pin = self.edit.text()
        try:
            stored = hash_pin(pin) if pin else ""
        except UserFacingError as error:
            self.state.setText(text_of(error))
            return
        self.edit.clear()
        self._tell(stored)
