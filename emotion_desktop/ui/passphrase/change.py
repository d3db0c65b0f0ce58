"""Asks for a new passphrase: to encrypt, or in place of another one."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLabel, QWidget

from emotion_desktop.services.bridge.encryption import EncryptionBridge
from emotion_desktop.ui.passphrase.dialog import PassphraseDialog

_SHORTEST = 8


class NewPassphraseDialog(PassphraseDialog):
    """Asks for a new passphrase twice.

    Parameters
    ----------
    bridge : EncryptionBridge
        As for `PassphraseDialog`.
    explanation, action : str
        As for `PassphraseDialog`.
    parent : QWidget or None
        Window that the dialog belongs to.
    """

    def __init__(
        self, bridge: EncryptionBridge, explanation: str, action: str, parent: QWidget | None
    ) -> None:
        super().__init__(bridge, explanation, action, parent)
        self.add_fields_before()
        self.new = self.add_field(self.tr("New passphrase"))
        self.repeated = self.add_field(self.tr("New passphrase again"))
        self.hint = QLabel()
        self.form.addRow("", self.hint)
        for field in (self.new, self.repeated):
            field.textChanged.connect(self._check)
        self._check()

    def add_fields_before(self) -> None:
        """Add fields above those of the new passphrase."""

    @Slot()
    def _check(self) -> None:
        short = len(self.new.text()) < _SHORTEST
        same = self.new.text() == self.repeated.text()
        self.do_button.setEnabled(not short and same)
        if short:
            text = self.tr("At least {count} characters; several words are best.")
            self.hint.setText(text.format(count=_SHORTEST))
        else:
            self.hint.setText("" if same else self.tr("The two are not the same yet."))


class EncryptDialog(NewPassphraseDialog):
    """Encrypts the data folder, which nothing may have open."""

    def __init__(self, bridge: EncryptionBridge, parent: QWidget | None) -> None:
        super().__init__(
            bridge,
            self.tr(
                "All recorded sessions will be encrypted on this disk. Nobody can read them "
                "without the passphrase: if you forget it, they are lost."
            ),
            self.tr("Encrypt"),
            parent,
        )
        self.setWindowTitle(self.tr("Encrypt recorded sessions"))

    def request(self) -> None:
        """Encrypt with what was typed."""
        self.bridge.encrypt(self.new.text())


class ChangePassphraseDialog(NewPassphraseDialog):
    """Changes the passphrase."""

    def __init__(self, bridge: EncryptionBridge, parent: QWidget | None) -> None:
        super().__init__(
            bridge,
            self.tr("The old passphrase will no longer open your recorded sessions."),
            self.tr("Change"),
            parent,
        )
        self.setWindowTitle(self.tr("Change passphrase"))

    def add_fields_before(self) -> None:
        """Add the field of the old passphrase."""
        self.old = self.add_field(self.tr("Current passphrase"))

    def request(self) -> None:
        """Change it to what was typed."""
        self.bridge.change_passphrase(self.old.text(), self.new.text())
