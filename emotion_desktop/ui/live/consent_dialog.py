"""The dialog that notes a consent before a recording."""

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QVBoxLayout, QWidget

from emotion_desktop.domain.session import Consent
from emotion_desktop.ui.widgets.consent_fields import ConsentFields


class ConsentDialog(QDialog):
    """Asks what those who speak agreed to.

    Parameters
    ----------
    consent : Consent or None
        What is noted already; without any, today is suggested.
    parent : QWidget
        Window that the dialog belongs to.
    """

    def __init__(self, consent: Consent | None, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Consent"))
        explanation = QLabel(
            self.tr(
                "Note the consent of everyone who speaks. It is stored with the next recording, "
                "and can be changed there later."
            )
        )
        explanation.setWordWrap(True)
        self.fields = ConsentFields()
        self.fields.show_consent(consent)
        if consent is None:
            self.fields.dated.setChecked(True)
        self.buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        for widget in (explanation, self.fields, self.buttons):
            column.addWidget(widget)
        self.setMinimumWidth(380)
        self.fields.note.setFocus()
