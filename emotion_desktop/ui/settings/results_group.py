"""The part of the settings page about results: how they are drawn, kept and protected."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QSizePolicy

from emotion_desktop.ui.settings.encryption_field import EncryptionField
from emotion_desktop.ui.settings.form import SettingsForm
from emotion_desktop.ui.widgets.fields import FolderField, NumberField, SwitchField


class ResultsGroup(SettingsForm):
    """Curves, recorded sessions and their encryption, and what could not be recovered."""

    given_up_asked = Signal()
    """Somebody wants to see the recordings that could not be recovered."""

    def __init__(self) -> None:
        super().__init__(self.tr("Results"))
        self.add_field(
            "",
            SwitchField("smoothing", self.tr("Smooth the curves")),
            self.tr("Affects only how curves are drawn; the estimates stay the same."),
        )
        self._add_sessions()
        self._add_encryption()
        self.given_up_button = QPushButton()
        self.given_up_button.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.given_up_button.clicked.connect(self.given_up_asked)
        self.add(self.tr("Sessions that could not be recovered"), self.given_up_button, "")
        self.show_given_up(0)

    def _add_sessions(self) -> None:
        self.add_field(
            self.tr("Recorded sessions"),
            FolderField("data_folder", self.tr("system default")),
            self.tr("Takes effect after a restart. Nothing is stored unless you record."),
        )
        self.add_field(
            "",
            SwitchField("copies_audio", self.tr("Copy analysed audio files into the library")),
            self.tr("Otherwise they stay where they are, and are recognised by their contents."),
        )
        self.add_field(
            self.tr("Keep sessions"),
            NumberField("keep_days", 30, unit=self.tr("days"), none=self.tr("for ever")),
            self.tr(
                "Older sessions are deleted permanently when the program starts, including their "
                "audio, transcripts and reviews. Audio files stored elsewhere are not touched."
            ),
        )

    def _add_encryption(self) -> None:
        self.encryption = EncryptionField()
        self.add(
            self.tr("Encryption"),
            self.encryption,
            self.tr("To encrypt or decrypt, the program closes its window and starts again."),
        )
        self.add_field(
            self.tr("Lock when not used"),
            NumberField("lock_after_min", 5, unit=self.tr("min"), none=self.tr("never")),
            self.tr("Encrypted sessions only. Not while listening, playing or analysing."),
        )

    def show_given_up(self, count: int) -> None:
        """Show how many sessions could not be recovered; hidden if there are none."""
        self.given_up_button.setText(self.tr("Show… ({count})").format(count=count))
        self.rows.setRowVisible(self.given_up_button, count > 0)
