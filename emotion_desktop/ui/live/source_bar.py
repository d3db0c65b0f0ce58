"""The source bar: chooses a source, starts and stops it, and shows its level."""

from typing import Final

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QWidget,
)

from emotion_desktop.domain.plot_data import PlotSnapshot
from emotion_desktop.domain.session import Consent
from emotion_desktop.services.source_choice import AudioFileChoice, SourceChoice
from emotion_desktop.ui.live.consent_dialog import ConsentDialog
from emotion_desktop.ui.open_audio_file import ask_for_recording
from emotion_desktop.ui.widgets.clock import clock
from emotion_desktop.ui.widgets.level_meter import LevelMeter
from emotion_desktop.ui.widgets.microphone_chooser import SourceChooser

_WIDEST_METER_PX: Final = 320
#: Characters of a source's name; long ones are cut.
_NARROWEST_NAME: Final = 16
_WIDEST_NAME: Final = 26


class SourceBar(QWidget):
    """The row above the plots.

    Parameters
    ----------
    demo : AudioFileChoice
        Offered in addition to the microphones, even if there are none.
    """

    start_asked = Signal()
    stop_asked = Signal()
    record_asked = Signal(bool)
    """A person wants a recording to begin, or to end."""
    consent_noted = Signal(object)
    """A person noted a consent for the next recording; None for none."""
    chosen = Signal(object)
    """A person chose this source; not told of what the program chooses."""

    def __init__(self, demo: AudioFileChoice) -> None:
        super().__init__()
        self.chooser = self._make_chooser(demo)
        self.open_button = QPushButton(self.tr("Open audio file…"))
        self.open_button.setToolTip(self.tr("Play an audio file as if it were live (Ctrl+O)"))
        self.open_button.clicked.connect(self.ask_for_recording)
        self.button = QPushButton()
        self.button.setAccessibleName(self.tr("Start or stop listening"))
        self.button.setToolTip(self.tr("Start or stop listening (Space)"))
        self.button.clicked.connect(self.toggle)
        self.record_button = QPushButton(self.tr("Stop recording"))
        self.record_button.setCheckable(True)
        # Wide enough for either text, so that its neighbours do not move.
        self.record_button.setMinimumWidth(self.record_button.sizeHint().width())
        self.record_button.setToolTip(
            self.tr("Store audio and estimates on this computer (Ctrl+R)")
        )
        self.record_button.clicked.connect(self.record_asked)
        self.record_button.hide()
        self.consent_button = QPushButton()
        self.consent_button.setToolTip(self.tr("Note the consent for the next recording"))
        self.consent_button.clicked.connect(self.ask_for_consent)
        self.consent_button.hide()
        self._consent: Consent | None = None
        self.meter = LevelMeter()
        self.elapsed = QLabel(clock(0))
        self.elapsed.setAccessibleName(self.tr("Elapsed time"))
        self._lay_out()
        self.set_running(running=False)

    def _make_chooser(self, demo: AudioFileChoice) -> SourceChooser:
        chooser = SourceChooser(demo)
        chooser.setToolTip(self.tr("The microphone or audio file to listen to"))
        chooser.setSizeAdjustPolicy(
            SourceChooser.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        chooser.setMinimumContentsLength(_WIDEST_NAME)
        chooser.setMaximumWidth(chooser.sizeHint().width())
        chooser.setMinimumContentsLength(_NARROWEST_NAME)
        chooser.chosen.connect(self.chosen)
        return chooser

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        source = QLabel(self.tr("Source"))
        source.setBuddy(self.chooser)
        row.addWidget(source)
        row.addWidget(self.chooser, stretch=1)
        for button in (self.open_button, self.button, self.record_button, self.consent_button):
            row.addWidget(button)
        row.addSpacing(12)
        row.addWidget(QLabel(self.tr("Level")))
        self.meter.setMaximumWidth(_WIDEST_METER_PX)
        row.addWidget(self.meter, stretch=1)
        row.addStretch()
        row.addSpacing(12)
        row.addWidget(self.elapsed)

    @property
    def choice(self) -> SourceChoice:
        """The current choice."""
        choice = self.chooser.choice
        assert choice is not None  # the demo is always there
        return choice

    def set_running(self, *, running: bool) -> None:
        """Offer to stop a running session, or to start one."""
        self._running = running
        self.button.setText(self.tr("Stop") if running else self.tr("Start"))
        self.button.setEnabled(True)
        self.chooser.setEnabled(not running)
        self.open_button.setEnabled(not running)

    def set_stopping(self) -> None:
        """Disable the controls until the last utterance is estimated."""
        self.button.setEnabled(False)

    def show_recording(self, *, recording: bool) -> None:
        """Offer to record, or to stop recording."""
        self.record_button.show()
        self.record_button.setChecked(recording)
        self.record_button.setText(self.tr("Stop recording") if recording else self.tr("Record"))
        self.consent_button.show()
        self.consent_button.setEnabled(not recording)
        if recording:
            self._consent = None  # it is stored; the next recording may be of somebody else
        else:
            self._show_consent()

    def show_snapshot(self, snapshot: PlotSnapshot) -> None:
        """Show the level and the elapsed time."""
        self.meter.set_level(snapshot.sound.level_dbfs, clipping=snapshot.sound.clipping)
        self.elapsed.setText(clock(snapshot.sound.end_s))

    @Slot()
    def ask_for_consent(self) -> None:
        """Let the user note the consent for the next recording."""
        dialog = ConsentDialog(self._consent, self)
        if dialog.exec():
            self._consent = dialog.fields.consent()
            self._show_consent()
            self.consent_noted.emit(self._consent)

    def _show_consent(self) -> None:
        noted = self._consent is not None
        self.consent_button.setText(self.tr("Consent ✓") if noted else self.tr("Consent…"))
        self.consent_button.setAccessibleName(
            self.tr("Consent noted") if noted else self.tr("Note the consent")
        )

    @Slot()
    def toggle(self) -> None:
        """Request a start or a stop, unless the last request is still pending."""
        if self.button.isEnabled():
            (self.stop_asked if self._running else self.start_asked).emit()

    @Slot()
    def ask_for_recording(self) -> None:
        """Let the user choose an audio file, unless a session is running."""
        if self._running:
            return
        recording = ask_for_recording(self)
        if recording is not None:
            self.chooser.choose(recording)
            self.chosen.emit(recording)
