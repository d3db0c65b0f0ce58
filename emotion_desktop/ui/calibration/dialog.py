"""The dialog that makes a voice profile: text to read, level and progress."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QLocale, Qt, QTimer, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from emotion_desktop.domain.microphone import MicrophoneId
from emotion_desktop.domain.voice_profile import MAX_NAME, MAX_SPEECH_S, MIN_SPEECH_S, VoiceProfile
from emotion_desktop.services.bridge.calibration import CalibrationBridge
from emotion_desktop.services.source_choice import AudioFileChoice, MicrophoneChoice, SourceChoice
from emotion_desktop.ui.calibration.neutral_text import NEUTRAL_TEXTS
from emotion_desktop.ui.open_audio_file import ask_for_recording
from emotion_desktop.ui.theme import set_text_color, theme_of
from emotion_desktop.ui.widgets.level_meter import LevelMeter
from emotion_desktop.ui.widgets.microphone_chooser import SourceChooser
from emotion_desktop.ui.widgets.themed import Themed

_FRAME_MS: Final = 50
_WIDTH_PX: Final = 640
_MARGINS_PX: Final = 60
_STEPS_PER_S: Final = 10


class VoiceDialog(Themed, QDialog):
    """Stays open until the profile is stored or the user cancels.

    Parameters
    ----------
    voices : CalibrationBridge
        Listens and measures.
    microphones : sequence of MicrophoneChoice
        Sources to listen to, in addition to an audio file.
    preferred : MicrophoneId or None
        The initial microphone.
    """

    def __init__(
        self,
        voices: CalibrationBridge,
        microphones: Sequence[MicrophoneChoice],
        preferred: MicrophoneId | None,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._voices = voices
        self._working = False
        self._leaving = False
        self._is_error = False
        self.setWindowTitle(self.tr("Calibrate to a voice"))
        self.name_edit = QLineEdit(self.tr("My voice"))
        self.name_edit.setMaxLength(MAX_NAME)
        self.chooser = SourceChooser()
        self.chooser.set_microphones(list(microphones))
        for found in microphones:
            if found.id == preferred:
                self.chooser.choose(found)
        self.open_button = QPushButton(self.tr("Open audio file…"))
        self.language = QComboBox()
        for code, (title, _) in NEUTRAL_TEXTS.items():
            self.language.addItem(title, code)
        spoken = QLocale().name().split("_")[0]
        self.language.setCurrentIndex(max(self.language.findData(spoken), 0))
        self.text = QLabel()
        self.meter = LevelMeter()
        self.progress = QProgressBar()
        self.progress.setRange(0, round(MAX_SPEECH_S * _STEPS_PER_S))
        self.progress.setTextVisible(False)
        self.heard = QLabel()
        self.state = QLabel()
        self.start_button = QPushButton(self.tr("Start"))
        self.start_button.setDefault(True)
        self.done_button = QPushButton(self.tr("Done"))
        self.cancel_button = QPushButton(self.tr("Cancel"))
        self._frames = QTimer(self)
        self._frames.setInterval(_FRAME_MS)
        self._lay_out()
        self._connect()
        self._show_text()
        self._draw()
        self._rest("")
        self.follow_theme()

    def _lay_out(self) -> None:
        self._form = self._make_form()
        frame = QFrame()
        frame.setFrameShape(QFrame.Shape.StyledPanel)
        font = self.text.font()
        font.setPointSizeF(font.pointSizeF() * 1.2)
        self.text.setFont(font)
        self.text.setAccessibleName(self.tr("Text to read aloud"))
        QVBoxLayout(frame).addWidget(self.text)
        self.progress.setAccessibleName(self.tr("Speech heard so far"))
        self.state.setAccessibleName(self.tr("Status"))
        heard = QHBoxLayout()
        heard.addWidget(self.progress, stretch=1)
        heard.addWidget(self.heard)
        buttons = QHBoxLayout()
        buttons.addStretch()
        for button in (self.cancel_button, self.done_button, self.start_button):
            buttons.addWidget(button)
        column = QVBoxLayout(self)
        column.setSpacing(12)
        for text in self._explanations():
            label = QLabel(text)
            label.setWordWrap(True)
            column.addWidget(label)
        column.addLayout(self._form)
        column.addWidget(frame, stretch=1)
        column.addWidget(self.meter)
        column.addLayout(heard)
        column.addWidget(self.state)
        column.addLayout(buttons)
        for label in (self.text, self.state):
            label.setWordWrap(True)
        self.state.setMinimumHeight(2 * self.fontMetrics().lineSpacing())
        self.state.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.setMinimumWidth(_WIDTH_PX)

    def _make_form(self) -> QFormLayout:
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow(self.tr("Name of the voice"), self.name_edit)
        source = QHBoxLayout()
        source.addWidget(self.chooser, stretch=1)
        source.addWidget(self.open_button)
        form.addRow(self.tr("Listen to"), source)
        form.addRow(self.tr("Text language"), self.language)
        return form

    def _explanations(self) -> tuple[str, str]:
        return (
            self.tr(
                "Some voices sound sad or angry to the models, whatever they express. Read "
                "the text aloud in your everyday, neutral voice, or open an audio file of "
                "neutral speech: 10 to 30 seconds are enough to learn how this voice "
                "differs from others."
            ),
            self.tr(
                "<b>The audio is not stored.</b> Only the name of the voice, the date, the "
                "length of the speech and seven numbers are kept, on this computer."
            ),
        )

    def _connect(self) -> None:
        self.language.activated.connect(self._show_text)
        self.open_button.clicked.connect(self._ask_for_recording)
        self.start_button.clicked.connect(self._start)
        self.done_button.clicked.connect(self._voices.finish)
        self.cancel_button.clicked.connect(self.reject)
        self.name_edit.textChanged.connect(self._allow_start)
        self._frames.timeout.connect(self._draw)
        self._voices.phase_changed.connect(self._on_phase)
        self._voices.made.connect(self._on_made)
        self._voices.failed.connect(self._on_failed)
        self._voices.cancelled.connect(self._on_cancelled)

    @property
    def choice(self) -> SourceChoice | None:
        """The source to listen to; None if there is none."""
        return self.chooser.choice

    @Slot()
    def _show_text(self) -> None:
        self.text.setText(NEUTRAL_TEXTS[self.language.currentData()][1])
        # Layouts request only a part of the lines of a label inside a frame.
        self.text.setMinimumHeight(self.text.heightForWidth(_WIDTH_PX - _MARGINS_PX))

    @Slot()
    def _ask_for_recording(self) -> None:
        recording = ask_for_recording(self)
        if recording is not None:
            self.choose_recording(recording)

    def choose_recording(self, recording: AudioFileChoice) -> None:
        """Choose an audio file of neutral speech."""
        self.chooser.choose(recording)
        self._allow_start()

    @Slot()
    def _start(self) -> None:
        choice = self.choice
        if choice is None:
            return
        self._set_working(working=True)
        self._say(self.tr("Opening the audio source…"))
        self._frames.start()
        self._voices.make(choice, self.name_edit.text().strip())

    @Slot(str)
    def _on_phase(self, phase: str) -> None:
        if self._working:
            self._say(
                {
                    "loading": self.tr("Loading the models…"),
                    "listening": self.tr("Read the text aloud now, in your everyday voice."),
                    "measuring": self.tr("Measuring the voice…"),
                }[phase]
            )

    @Slot()
    def _draw(self) -> None:
        progress = self._voices.progress
        self.meter.set_level(progress.level_dbfs, clipping=progress.clipping)
        self.progress.setValue(round(min(progress.speech_s, MAX_SPEECH_S) * _STEPS_PER_S))
        text = self.tr("{seconds} s of speech; {least} to {most} s needed")
        self.heard.setText(
            text.format(
                seconds=int(progress.speech_s), least=int(MIN_SPEECH_S), most=int(MAX_SPEECH_S)
            )
        )
        self.done_button.setEnabled(self._working and progress.enough)

    @Slot(VoiceProfile)
    def _on_made(self, _profile: VoiceProfile) -> None:
        if self._working:
            self._set_working(working=False)
            self.accept()

    @Slot(str)
    def _on_failed(self, reason: str) -> None:
        if self._leaving:
            self._leave()
        elif self._working:
            self._rest(reason)

    @Slot()
    def _on_cancelled(self) -> None:
        if self._leaving:
            self._leave()

    def reject(self) -> None:
        """Close as soon as the models are no longer in use."""
        if self._working:
            self._voices.cancel()
        if self._voices.holds_models:
            self._leaving = True
            self.cancel_button.setEnabled(False)
        else:
            self._leave()

    def _leave(self) -> None:
        self._set_working(working=False)
        super().reject()

    def _rest(self, reason: str) -> None:
        """Wait for the user, who may try again."""
        self._set_working(working=False)
        self.meter.set_level(float("-inf"), clipping=False)
        if not reason and self.choice is None:
            reason = self.tr("No microphone was found. Open an audio file of neutral speech.")
        self._say(reason, is_error=bool(reason))

    def _set_working(self, *, working: bool) -> None:
        self._working = working
        if not working:
            self._frames.stop()
        self.done_button.setEnabled(False)
        for widget in (self.name_edit, self.chooser, self.open_button):
            widget.setEnabled(not working)
        self._allow_start()

    @Slot()
    def _allow_start(self) -> None:
        named = bool(self.name_edit.text().strip())
        self.start_button.setEnabled(not self._working and named and self.choice is not None)

    def _say(self, text: str, *, is_error: bool = False) -> None:
        self._is_error = is_error
        self.state.setText(text)
        self.apply_theme()

    def apply_theme(self) -> None:
        """Update the colours of the messages."""
        theme = theme_of(self.palette())
        color = theme.error if self._is_error else theme.text
        self.state.setPalette(set_text_color(self.palette(), color))
