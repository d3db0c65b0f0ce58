"""The settings page; every change is applied immediately."""

from collections.abc import Callable
from typing import Any, Final

from PySide6.QtCore import QTimer, Slot
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QMessageBox,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from emotion_desktop.domain.settings import Settings
from emotion_desktop.services.source_choice import MicrophoneChoice
from emotion_desktop.ui.settings.address_field import AddressField
from emotion_desktop.ui.settings.form import SettingsForm
from emotion_desktop.ui.settings.pin_field import PinField
from emotion_desktop.ui.settings.results_group import ResultsGroup
from emotion_desktop.ui.settings.spoken_languages import spoken_languages
from emotion_desktop.ui.settings.voice_field import VoiceField
from emotion_desktop.ui.settings_store import SettingsStore
from emotion_desktop.ui.theme import set_text_color, theme_of
from emotion_desktop.ui.widgets.fields import (
    ChoiceField,
    Field,
    FolderField,
    MicrophoneField,
    NumberField,
    SwitchField,
)
from emotion_desktop.ui.widgets.themed import Themed

#: Fields that are read once, when the program starts.
RESTART_FIELDS: Final = (
    "device",
    "asr_model",
    "spoken_language",
    "uncertain_below",
    "data_folder",
    "language",
)
_COLUMN_PX: Final = 760
_LOOK_EVERY_MS: Final = 1000


class SettingsPage(Themed, QWidget):
    """Groups of fields in a column.

    Parameters
    ----------
    store : SettingsStore
        What is shown and edited.
    """

    def __init__(self, store: SettingsStore) -> None:
        super().__init__()
        self._store = store
        self._at_start = store.settings
        self.fields: dict[str, Field] = {}
        self.results = ResultsGroup()
        self.restart_note = QLabel(
            self.tr("Some changes take effect after a restart of the program.")
        )
        self.outlet_note = QLabel()
        self.outlet_note.setWordWrap(True)
        self.outlet_troubles = QLabel()
        self.outlet_troubles.setWordWrap(True)
        self._find_troubles: Callable[[], list[str]] = list
        self._looks = QTimer(self)
        self._looks.setInterval(_LOOK_EVERY_MS)
        self._looks.timeout.connect(self.look_for_troubles)
        self._lay_out()
        self._show_outlet_note("")
        self.look_for_troubles()
        store.changed.connect(self.show_settings)
        self.show_settings(store.settings)
        self.follow_theme()

    def apply_theme(self) -> None:
        """Update the colours of errors and notes."""
        theme = theme_of(self.palette())
        self.outlet_note.setPalette(set_text_color(self.palette(), theme.error))
        for note in (self.outlet_troubles, self.voice_note):
            note.setPalette(set_text_color(self.palette(), theme.warning))

    def _lay_out(self) -> None:
        column_widget = QWidget()
        column_widget.setMaximumWidth(_COLUMN_PX)
        column = QVBoxLayout(column_widget)
        column.setSpacing(12)
        for group in (
            self._listening(),
            self._voice(),
            self.results,
            self._models(),
            self._appearance(),
            self._streaming(),
            self._kiosk(),
        ):
            self._take_fields(group)
            column.addWidget(group)
        column.addStretch()
        centred = QWidget()
        row = QHBoxLayout(centred)
        row.setContentsMargins(0, 0, 0, 0)
        row.addStretch()
        row.addWidget(column_widget, stretch=100)
        row.addStretch()
        area = QScrollArea()
        area.setAccessibleName(self.tr("Settings"))
        area.setWidget(centred)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        self.defaults_button = QPushButton(self.tr("Restore defaults…"))
        self.defaults_button.clicked.connect(self._ask_for_defaults)
        foot = QHBoxLayout()
        foot.addWidget(self.restart_note, stretch=1)
        foot.addStretch()
        foot.addWidget(self.defaults_button)
        page = QVBoxLayout(self)
        page.addWidget(area, stretch=1)
        page.addLayout(foot)

    def _listening(self) -> SettingsForm:
        form = SettingsForm(
            self.tr("Listening"), self.tr("Takes effect the next time you start listening.")
        )
        channels: list[tuple[str, int | None]] = [(self.tr("All channels, mixed"), None)]
        channels += [(self.tr("Channel {number}").format(number=n + 1), n) for n in range(8)]
        self.microphone = MicrophoneField("microphone")
        form.add_field(self.tr("Microphone"), self.microphone)
        form.add_field(self.tr("Channel"), ChoiceField("channel", channels))
        window = NumberField("window_s", 0.5, unit=self.tr("s"), decimals=1)
        hop = NumberField("hop_s", 0.25, unit=self.tr("s"), decimals=2)
        form.add_field(self.tr("Window length"), window)
        form.add_field(self.tr("Hop"), hop)
        words = SwitchField(
            "provisional_words", self.tr("Show provisional words while someone is speaking")
        )
        form.add_field("", words)
        compared = SwitchField(
            "compare_with_speaker", self.tr("Normalise to the speaker's usual voice")
        )
        compared.widget.setToolTip(
            self.tr(
                "After a few utterances, speech is judged relative to the speaker's usual "
                "voice. Assumes a single speaker. Not used in kiosk mode."
            )
        )
        form.add_field("", compared)
        two = SwitchField("two_speakers", self.tr("Tell two speakers apart (A and B)"))
        two.widget.setToolTip(
            self.tr(
                "For two people at one microphone: proposes, from their voices, who speaks each "
                "utterance. Proposals may be wrong. Not used in kiosk mode."
            )
        )
        form.add_field("", two)
        return form

    def _voice(self) -> SettingsForm:
        form = SettingsForm(
            self.tr("Voice calibration"),
            self.tr("Takes effect the next time you start listening. Not used in kiosk mode."),
        )
        self.voice = VoiceField("voice_profile")
        form.add_field(self.tr("Voice"), self.voice)
        self.voice_note = QLabel()
        self.voice_note.setWordWrap(True)
        form.rows.addRow("", self.voice_note)
        self._voices = form
        self.voice.noted.connect(self._show_voice_note)
        self._show_voice_note("")
        return form

    def _models(self) -> SettingsForm:
        form = SettingsForm(self.tr("Models"), self.tr("Takes effect after a restart."))
        devices = [
            (self.tr("GPU if available"), "auto"),
            (self.tr("CPU"), "cpu"),
            (self.tr("GPU (CUDA)"), "cuda"),
        ]
        form.add_field(self.tr("Run models on"), ChoiceField("device", devices))
        form.add_field(
            self.tr("Spoken language"),
            ChoiceField("spoken_language", spoken_languages(self.tr("Detect automatically"))),
            self.tr(
                "Languages other than English need a multilingual speech recogniser. Text is "
                "then judged by its English translation."
            ),
        )
        recogniser = FolderField("asr_model", self.tr("included model"))
        form.add_field(
            self.tr("Speech recogniser"),
            recogniser,
            self.tr("Folder of a Whisper model in CTranslate2 format."),
        )
        uncertain = NumberField(
            "uncertain_below",
            5,
            unit="%",
            scale=100,
            none=self.tr("model default"),
        )
        form.add_field(self.tr("Confidence threshold"), uncertain)
        return form

    def _appearance(self) -> SettingsForm:
        form = SettingsForm(self.tr("Appearance"))
        themes = [
            (self.tr("Follow system"), "system"),
            (self.tr("Light"), "light"),
            (self.tr("Dark"), "dark"),
        ]
        form.add_field(self.tr("Theme"), ChoiceField("theme", themes))
        # Each in its own language, so that everyone can find theirs.
        languages = [(self.tr("Follow system"), "system"), ("English", "en"), ("Deutsch", "de")]
        form.add_field(
            self.tr("Language"),
            ChoiceField("language", languages),
            self.tr("Takes effect after a restart."),
        )
        return form

    def _streaming(self) -> SettingsForm:
        form = SettingsForm(
            self.tr("Streaming to other programs"),
            self.tr("Takes effect immediately. Results and text are sent, never audio."),
        )
        reaches = [
            (self.tr("Off"), "off"),
            (self.tr("This computer only"), "machine"),
            (self.tr("Local network"), "network"),
        ]
        form.add_field(self.tr("Lab Streaming Layer"), ChoiceField("lsl", reaches))
        form.add_field("OSC", SwitchField("osc", self.tr("Send to")))
        address = AddressField("osc_address", "127.0.0.1:9000")
        address.rejected.connect(self._show_outlet_note)
        form.add_field(self.tr("Host and port"), address)
        form.add_field("WebSocket", SwitchField("websocket", self.tr("Serve on this computer")))
        form.add_field(self.tr("Port"), NumberField("websocket_port", 1, unit=""))
        form.rows.addRow(self.outlet_note)
        form.rows.addRow(self.outlet_troubles)
        self._outlets = form
        return form

    def _kiosk(self) -> SettingsForm:
        form = SettingsForm(self.tr("Kiosk mode (F11)"), self.tr("Kiosk mode stores nothing."))
        self.kiosk_microphone = MicrophoneField("kiosk_microphone")
        form.add_field(self.tr("Microphone"), self.kiosk_microphone)
        threshold = NumberField(
            "kiosk_threshold_dbfs",
            1,
            unit="dBFS",
            none=self.tr("off"),
        )
        form.add_field(self.tr("Ignore sound below"), threshold)
        form.add_field(self.tr("Operator PIN"), PinField("kiosk_pin_hash"))
        return form

    def _take_fields(self, form: SettingsForm) -> None:
        for field in form.fields:
            self.fields[field.name] = field
            field.edited.connect(self._take)

    @Slot(list)
    def set_microphones(self, found: list[MicrophoneChoice]) -> None:
        """Offer these microphones."""
        self.microphone.chooser.set_microphones(found)
        self.kiosk_microphone.chooser.set_microphones(found)

    @Slot(Settings)
    def show_settings(self, settings: Settings) -> None:
        """Show the current settings."""
        for name, field in self.fields.items():
            field.show_value(getattr(settings, name))
        for switch, detail in (("osc", "osc_address"), ("websocket", "websocket_port")):
            self.fields[detail].widget.setEnabled(getattr(settings, switch))
        changed = any(
            getattr(settings, name) != getattr(self._at_start, name) for name in RESTART_FIELDS
        )
        self.restart_note.setVisible(changed)

    @Slot(str, object)
    def _take(self, name: str, value: Any) -> None:
        choices = {name: value}
        if name == "microphone":
            choices["source"] = "microphone"
        self._store.update(**choices)

    @Slot(str)
    def show_outlet_failure(self, message: str) -> None:
        """Show why streaming fails; an empty message hides the note."""
        self._show_outlet_note(message)

    @Slot(str)
    def _show_outlet_note(self, message: str) -> None:
        self.outlet_note.setText(message)
        self._outlets.rows.setRowVisible(self.outlet_note, bool(message))

    def watch_outlets(self, find_troubles: Callable[[], list[str]]) -> None:
        """While visible, show the losses that `find_troubles` reports."""
        self._find_troubles = find_troubles

    @Slot()
    def look_for_troubles(self) -> None:
        """Show what does not reach other programs."""
        troubles = "\n".join(self._find_troubles())
        self.outlet_troubles.setText(troubles)
        self._outlets.rows.setRowVisible(self.outlet_troubles, bool(troubles))

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 (Qt's name)
        """Start looking for losses."""
        super().showEvent(event)
        self.look_for_troubles()
        self._looks.start()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802
        """Stop looking."""
        super().hideEvent(event)
        self._looks.stop()

    @Slot(str)
    def _show_voice_note(self, text: str) -> None:
        self.voice_note.setText(text)
        self._voices.rows.setRowVisible(self.voice_note, bool(text))

    @Slot()
    def _ask_for_defaults(self) -> None:
        answer = QMessageBox.question(
            self,
            self.tr("Restore defaults"),
            self.tr("Reset all settings on this page, including the operator PIN?"),
        )
        if answer == QMessageBox.StandardButton.Yes:
            self._store.restore_defaults()
