"""The setting for the voice profile, with buttons to manage profiles."""

from typing import Any

from PySide6.QtCore import QDateTime, QLocale, Signal, Slot
from PySide6.QtWidgets import (
    QHBoxLayout,
    QInputDialog,
    QMessageBox,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from emotion_desktop.domain.voice_profile import MAX_NAME, VoiceProfile
from emotion_desktop.ui.widgets.fields import ChoiceField


class VoiceField(ChoiceField):
    """A voice profile, or none.

    Parameters
    ----------
    name : str
        Field of `Settings` that holds a profile's id.
    """

    calibrate_asked = Signal()
    rename_asked = Signal(object, str)
    """A profile, and its new name."""
    delete_asked = Signal(object)
    """A profile."""
    noted = Signal(str)
    """What people should know about calibration now; may be empty."""

    def __init__(self, name: str) -> None:
        self._profiles: list[VoiceProfile] = []
        self._value = ""
        self._models = ""
        super().__init__(name, [])
        self.box.setAccessibleName(self.tr("Voice"))
        self.calibrate_button = QPushButton(self.tr("Calibrate to a voice…"))
        self.calibrate_button.clicked.connect(self.calibrate_asked)
        self.rename_button = QPushButton(self.tr("Rename…"))
        self.rename_button.clicked.connect(self._rename)
        self.delete_button = QPushButton(self.tr("Delete…"))
        self.delete_button.clicked.connect(self._delete)
        self.widget = QWidget()
        column = QVBoxLayout(self.widget)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.box)
        buttons = QHBoxLayout()
        for button in (self.calibrate_button, self.rename_button, self.delete_button):
            buttons.addWidget(button)
        buttons.addStretch()
        column.addLayout(buttons)
        self.setParent(self.widget)
        self.show_value("")

    @Slot(list)
    def set_profiles(self, profiles: list[VoiceProfile]) -> None:
        """Offer these profiles."""
        self._profiles = profiles
        self.show_value(self._value)

    @Slot(str, bool)
    def set_models(self, models: str, can_calibrate: bool) -> None:
        """Set the loaded models, by their `bundle_id`."""
        self._models = models
        self.calibrate_button.setEnabled(can_calibrate)
        self._note()

    @property
    def profile(self) -> VoiceProfile | None:
        """The chosen profile."""
        return next((one for one in self._profiles if one.id == self._value), None)

    def show_value(self, value: Any) -> None:
        """See `Field`."""
        self._value = value
        choices: list[tuple[str, Any]] = [(self.tr("Any voice"), "")]
        choices += [(self._title_of(profile), profile.id) for profile in self._profiles]
        if value not in [known for _, known in choices]:
            choices.append((self.tr("Missing profile"), value))
        self.set_choices(choices)
        super().show_value(value)
        for button in (self.rename_button, self.delete_button):
            button.setEnabled(self.profile is not None)
        self._note()

    def _title_of(self, profile: VoiceProfile) -> str:
        made_at = QDateTime.fromSecsSinceEpoch(round(profile.made_at.timestamp()))
        when = QLocale().toString(made_at, QLocale.FormatType.ShortFormat)
        return self.tr("{name} ({when})").format(name=profile.name, when=when)

    def _note(self) -> None:
        text = ""
        if self._models and not self.calibrate_button.isEnabled():
            text = self.tr("The installed models do not support calibration to a voice.")
        elif self._models and self.profile is not None and self.profile.bundle != self._models:
            text = self.tr(
                "This profile was made with different models and is not used. Calibrate to "
                "the voice again."
            )
        self.noted.emit(text)

    @Slot()
    def _rename(self) -> None:
        profile = self.profile
        if profile is None:
            return
        name, accepted = QInputDialog.getText(
            self.widget, self.tr("Rename"), self.tr("Name of the voice"), text=profile.name
        )
        name = name.strip()[:MAX_NAME]
        if accepted and name:
            self.rename_asked.emit(profile, name)

    @Slot()
    def _delete(self) -> None:
        profile = self.profile
        if profile is None:
            return
        text = self.tr("Delete the profile “{name}”? This cannot be undone.")
        answer = QMessageBox.question(
            self.widget, self.tr("Delete"), text.format(name=profile.name)
        )
        if answer == QMessageBox.StandardButton.Yes:
            self.delete_asked.emit(profile)
