"""The fields in which a consent is noted."""

from datetime import date

from PySide6.QtCore import QDate, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QDateEdit, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from emotion_desktop.domain.session import Consent


class ConsentFields(QWidget):
    """The day on which those who speak agreed, and a note; both optional."""

    edited = Signal()
    """A person changed one of them, and is done with it."""

    def __init__(self) -> None:
        super().__init__()
        self.dated = QCheckBox(self.tr("Given on"))
        self.dated.setAccessibleName(self.tr("The day of the consent is known"))
        self.day = QDateEdit(QDate.currentDate())
        self.day.setCalendarPopup(True)
        self.day.setAccessibleName(self.tr("Day of the consent"))
        self.day.setEnabled(False)
        self.note = QLineEdit()
        self.note.setAccessibleName(self.tr("Note on the consent"))
        self.note.setPlaceholderText(self.tr("Who agreed to what"))
        self.dated.toggled.connect(self.day.setEnabled)
        self.dated.clicked.connect(self.edited)
        self.day.editingFinished.connect(self.edited)
        self.note.editingFinished.connect(self.edited)
        row = QHBoxLayout()
        row.addWidget(self.dated)
        row.addWidget(self.day, stretch=1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(row)
        column.addWidget(self.note)

    def consent(self) -> Consent | None:
        """Return what is noted; None where nothing is."""
        note = " ".join(self.note.text().split())
        day = self.day.date()
        given_on = date(day.year(), day.month(), day.day()) if self.dated.isChecked() else None
        return Consent(given_on, note) if given_on or note else None

    @Slot(object)
    def show_consent(self, consent: Consent | None) -> None:
        """Show a consent; None empties the fields."""
        given_on = consent.given_on if consent else None
        self.dated.setChecked(given_on is not None)
        day = QDate(given_on.year, given_on.month, given_on.day) if given_on else None
        self.day.setDate(day or QDate.currentDate())
        self.note.setText(consent.note if consent else "")
