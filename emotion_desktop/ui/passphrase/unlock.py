"""Asks for the passphrase before the library is opened."""

from PySide6.QtWidgets import QCheckBox, QWidget

from emotion_desktop.services.bridge.encryption import EncryptionBridge
from emotion_desktop.ui.passphrase.dialog import PassphraseDialog


class UnlockDialog(PassphraseDialog):
    """Unlocks the data folder; whoever cancels does not get any further.

    Parameters
    ----------
    bridge : EncryptionBridge
        Unlocks it.
    parent : QWidget
        The window that is waiting.
    """

    def __init__(self, bridge: EncryptionBridge, parent: QWidget | None) -> None:
        super().__init__(
            bridge,
            self.tr("Your recorded sessions are encrypted. Enter the passphrase to open them."),
            self.tr("Unlock"),
            parent,
        )
        self.setWindowTitle(self.tr("Locked"))
        self.passphrase = self.add_field(self.tr("Passphrase"))
        self.remember = QCheckBox(self.tr("Keep it in the key ring of this computer"))
        self.remember.setToolTip(
            self.tr("Whoever can use your account on this computer can then open the sessions.")
        )
        self.form.addRow(self.remember)
        self.passphrase.setFocus()

    def request(self) -> None:
        """Unlock with what was typed."""
        self.bridge.unlock(self.passphrase.text(), remember=self.remember.isChecked())
