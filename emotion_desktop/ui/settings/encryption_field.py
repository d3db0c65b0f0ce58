"""The part of the settings page that encrypts recorded sessions."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from emotion_desktop.services.bridge.encryption import EncryptionBridge
from emotion_desktop.ui.passphrase.change import ChangePassphraseDialog


class EncryptionField(QWidget):
    """Says whether recorded sessions are encrypted, and offers what can be done about it."""

    encrypt_asked = Signal()
    """A person wants them encrypted."""
    decrypt_asked = Signal()
    """A person wants them stored unencrypted again."""
    lock_asked = Signal()
    """A person wants the program to forget the passphrase now."""

    def __init__(self) -> None:
        super().__init__()
        self._bridge: EncryptionBridge | None = None
        self.state = QLabel()
        self.encrypt_button = QPushButton(self.tr("Encrypt…"))
        self.change_button = QPushButton(self.tr("Change passphrase…"))
        self.decrypt_button = QPushButton(self.tr("Decrypt…"))
        self.lock_button = QPushButton(self.tr("Lock now"))
        self.encrypt_button.clicked.connect(self.encrypt_asked)
        self.change_button.clicked.connect(self._change)
        self.decrypt_button.clicked.connect(self.decrypt_asked)
        self.lock_button.clicked.connect(self.lock_asked)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        self._of_encrypted = (self.change_button, self.decrypt_button, self.lock_button)
        for widget in (self.state, self.encrypt_button, *self._of_encrypted):
            row.addWidget(widget)
        row.addStretch()
        self.setVisible(False)

    def set_bridge(self, bridge: EncryptionBridge) -> None:
        """Show the state of a data folder, and work on it."""
        self._bridge = bridge
        encrypted = bridge.is_encrypted
        self.state.setText(self.tr("Encrypted") if encrypted else self.tr("Not encrypted"))
        self.encrypt_button.setVisible(not encrypted)
        for button in self._of_encrypted:
            button.setVisible(encrypted)
        self.setVisible(True)

    @Slot()
    def _change(self) -> None:
        assert self._bridge is not None
        ChangePassphraseDialog(self._bridge, self).open()
