"""The settings page; every change is applied immediately."""

from collections.abc import Callable
from typing import Any, Final

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QComboBox,
    QFrame,
    QGroupBox,
    QHBoxLayout,
    QLabel,
    QMessageBox,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from emotion_desktop.domain.settings import Settings
from emotion_desktop.services.source_choice import MicrophoneChoice
from emotion_desktop.ui.settings.address_field import AddressField
from emotion_desktop.ui.settings.encryption_field import EncryptionField
from emotion_desktop.ui.settings.form import SettingsForm, WheelGuard
from emotion_desktop.ui.settings.pin_field import PinField
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

    given_up_asked = Signal()
    """Somebody wants to see the recordings that could not be recovered."""

    def __init__(self, store: SettingsStore) -> None:
        super().__init__()
        self._store = store
        self._at_start = store.settings
        self.fields: dict[str, Field] = {}
        self._wheel_guard = WheelGuard(self)
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
        for add_group in (
            self._add_listening,
            self._add_voice,
            self._add_results,
            self._add_models,
            self._add_appearance,
            self._add_outlets,
            self._add_kiosk,
        ):
            column.addWidget(add_group())
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

    def _add_listening(self) -> QGroupBox:
        form = SettingsForm(
            self.tr("Listening"), self.tr("Takes effect the next time you start listening.")
        )
        channels: list[tuple[str, int | None]] = [(self.tr("All channels, mixed"), None)]
        channels += [(self.tr("Channel {number}").format(number=n + 1), n) for n in range(8)]
        self.microphone = MicrophoneField("microphone")
        self._add(form, self.tr("Microphone"), self.microphone)
        self._add(form, self.tr("Channel"), ChoiceField("channel", channels))
        window = NumberField("window_s", 0.5, unit=self.tr("s"), decimals=1)
        hop = NumberField("hop_s", 0.25, unit=self.tr("s"), decimals=2)
        self._add(form, self.tr("Window length"), window)
        self._add(form, self.tr("Hop"), hop)
        words = SwitchField(
            "provisional_words", self.tr("Show provisional words while someone is speaking")
        )
        self._add(form, "", words)
        compared = SwitchField(
            "compare_with_speaker", self.tr("Normalise to the speaker's usual voice")
        )
        compared.widget.setToolTip(
            self.tr(
                "After a few utterances, speech is judged relative to the speaker's usual "
                "voice. Assumes a single speaker. Not used in kiosk mode."
            )
        )
        self._add(form, "", compared)
        two = SwitchField("two_speakers", self.tr("Tell two speakers apart (A and B)"))
        two.widget.setToolTip(
            self.tr(
                "For two people at one microphone: proposes, from their voices, who speaks each "
                "utterance. Proposals may be wrong. Not used in kiosk mode."
            )
        )
        self._add(form, "", two)
        return form

    def _add_voice(self) -> QGroupBox:
        form = SettingsForm(
            self.tr("Voice calibration"),
            self.tr("Takes effect the next time you start listening. Not used in kiosk mode."),
        )
        self.voice = VoiceField("voice_profile")
        self._add(form, self.tr("Voice"), self.voice)
        self.voice_note = QLabel()
        self.voice_note.setWordWrap(True)
        form.rows.addRow("", self.voice_note)
        self._voices = form
        self.voice.noted.connect(self._show_voice_note)
        self._show_voice_note("")
        return form

    def _add_results(self) -> QGroupBox:
        form = SettingsForm(self.tr("Results"))
        smoothing = SwitchField("smoothing", self.tr("Smooth the curves"))
        self._add(
            form,
            "",
            smoothing,
            self.tr("Affects only how curves are drawn; the estimates stay the same."),
        )
        folder = FolderField("data_folder", self.tr("system default"))
        self._add(
            form,
            self.tr("Recorded sessions"),
            folder,
            self.tr("Takes effect after a restart. Nothing is stored unless you record."),
        )
        self._add(
            form,
            "",
            SwitchField("copies_audio", self.tr("Copy analysed audio files into the library")),
            self.tr("Otherwise they stay where they are, and are recognised by their contents."),
        )
        self._add(
            form,
            self.tr("Keep sessions"),
            NumberField("keep_days", 30, unit=self.tr("days"), none=self.tr("for ever")),
            self.tr(
                "Older sessions are deleted permanently when the program starts, including their "
                "audio, transcripts and reviews. Audio files stored elsewhere are not touched."
            ),
        )
        self.encryption = EncryptionField()
        form.add(
            self.tr("Encryption"),
            self.encryption,
            self.tr("To encrypt, the program closes its window and starts again."),
        )
        idle = NumberField("lock_after_min", 5, unit=self.tr("min"), none=self.tr("never"))
        self._add(
            form,
            self.tr("Lock when not used"),
            idle,
            self.tr("Encrypted sessions only. Not while listening, playing or analysing."),
        )
        self.given_up_button = QPushButton()
        self.given_up_button.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.given_up_button.clicked.connect(self.given_up_asked)
        self._results = form
        form.add(self.tr("Sessions that could not be recovered"), self.given_up_button, "")
        self.show_given_up(0)
        return form

    def _add_models(self) -> QGroupBox:
        form = SettingsForm(self.tr("Models"), self.tr("Takes effect after a restart."))
        devices = [
            (self.tr("GPU if available"), "auto"),
            (self.tr("CPU"), "cpu"),
            (self.tr("GPU (CUDA)"), "cuda"),
        ]
        self._add(form, self.tr("Run models on"), ChoiceField("device", devices))
        self._add(
            form,
            self.tr("Spoken language"),
            ChoiceField("spoken_language", spoken_languages(self.tr("Detect automatically"))),
            self.tr(
                "Languages other than English need a multilingual speech recogniser. Text is "
                "then judged by its English translation."
            ),
        )
        recogniser = FolderField("asr_model", self.tr("included model"))
        self._add(
            form,
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
        self._add(form, self.tr("Confidence threshold"), uncertain)
        return form

    def _add_appearance(self) -> QGroupBox:
        form = SettingsForm(self.tr("Appearance"))
        themes = [
            (self.tr("Follow system"), "system"),
            (self.tr("Light"), "light"),
            (self.tr("Dark"), "dark"),
        ]
        self._add(form, self.tr("Theme"), ChoiceField("theme", themes))
        # Each in its own language, so that everyone can find theirs.
        languages = [(self.tr("Follow system"), "system"), ("English", "en"), ("Deutsch", "de")]
        self._add(
            form,
            self.tr("Language"),
            ChoiceField("language", languages),
            self.tr("Takes effect after a restart."),
        )
        return form

    def _add_outlets(self) -> QGroupBox:
        form = SettingsForm(
            self.tr("Streaming to other programs"),
            self.tr("Takes effect immediately. Results and text are sent, never audio."),
        )
        reaches = [
            (self.tr("Off"), "off"),
            (self.tr("This computer only"), "machine"),
            (self.tr("Local network"), "network"),
        ]
        self._add(form, self.tr("Lab Streaming Layer"), ChoiceField("lsl", reaches))
        self._add(form, "OSC", SwitchField("osc", self.tr("Send to")))
        address = AddressField("osc_address", "127.0.0.1:9000")
        address.rejected.connect(self._show_outlet_note)
        self._add(form, self.tr("Host and port"), address)
        self._add(form, "WebSocket", SwitchField("websocket", self.tr("Serve on this computer")))
        self._add(form, self.tr("Port"), NumberField("websocket_port", 1, unit=""))
        form.rows.addRow(self.outlet_note)
        form.rows.addRow(self.outlet_troubles)
        self._outlets = form
        return form

    def _add_kiosk(self) -> QGroupBox:
        form = SettingsForm(self.tr("Kiosk mode (F11)"), self.tr("Kiosk mode stores nothing."))
        self.kiosk_microphone = MicrophoneField("kiosk_microphone")
        self._add(form, self.tr("Microphone"), self.kiosk_microphone)
        threshold = NumberField(
            "kiosk_threshold_dbfs",
            1,
            unit="dBFS",
            none=self.tr("off"),
        )
        self._add(form, self.tr("Ignore sound below"), threshold)
        self._add(form, self.tr("Operator PIN"), PinField("kiosk_pin_hash"))
        return form

    def _add(self, form: SettingsForm, title: str, field: Field, hint: str = "") -> None:
        self.fields[field.name] = field
        field.edited.connect(self._take)
        form.add(title, field.widget, hint)
        for control in [field.widget, *field.widget.findChildren(QWidget)]:
            if isinstance(control, QComboBox | QAbstractSpinBox):
                control.installEventFilter(self._wheel_guard)
                control.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

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

    def show_given_up(self, count: int) -> None:
        """Show how many sessions could not be recovered; hidden if there are none."""
        self.given_up_button.setText(self.tr("Show… ({count})").format(count=count))
        self._results.rows.setRowVisible(self.given_up_button, count > 0)

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
