"""Asks for the passphrase to decrypt recorded sessions for good."""

from PySide6.QtWidgets import QWidget

from emotion_desktop.services.bridge.encryption import EncryptionBridge
from emotion_desktop.ui.passphrase.dialog import PassphraseDialog


class DecryptDialog(PassphraseDialog):
    """Decrypts the data folder, which nothing may have open."""

    def __init__(self, bridge: EncryptionBridge, parent: QWidget | None) -> None:
        super().__init__(
            bridge,
            self.tr(
                "All recorded sessions will be stored unencrypted. Whoever can read this disk "
                "can then read and hear them."
            ),
            self.tr("Decrypt"),
            parent,
        )
        self.setWindowTitle(self.tr("Decrypt recorded sessions"))
        self.passphrase = self.add_field(self.tr("Passphrase"))
        self.passphrase.setFocus()

    def request(self) -> None:
        """Decrypt with what was typed."""
        self.bridge.decrypt(self.passphrase.text())
