"""Chooses what is listened to, starts and stops it, and shows its level."""

from pathlib import Path
from typing import Final

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QWidget,
)

from emotion_desktop.domain.sound_files import SOUND_SUFFIXES
from emotion_desktop.domain.tracks import PlotSnapshot
from emotion_desktop.services.source_choice import MicrophoneChoice, RecordingChoice, SourceChoice
from emotion_desktop.ui.clock import clock
from emotion_desktop.ui.level_meter import LevelMeter

_WIDEST_METER_PX: Final = 320
SOUND_PATTERNS: Final = " ".join(f"*{suffix}" for suffix in sorted(SOUND_SUFFIXES))


class SourceBar(QWidget):
    """The row above the plots.

    Parameters
    ----------
    demo : RecordingChoice
        Offered besides the microphones, also to those who have none.
    """

    start_asked = Signal()
    stop_asked = Signal()
    record_asked = Signal(bool)
    """A person wants a recording to begin, or to end."""
    chosen = Signal(object)
    """A person chose this source; not told of what the program chooses."""

    def __init__(self, demo: RecordingChoice) -> None:
        super().__init__()
        self._microphones = 0
        self._touched = False
        self.chooser = self._make_chooser(demo)
        self.open_button = QPushButton(self.tr("Open recording…"))
        self.open_button.setToolTip(self.tr("Play a recording as if it were said now (Ctrl+O)"))
        self.open_button.clicked.connect(self.ask_for_recording)
        self.button = QPushButton()
        self.button.setAccessibleName(self.tr("Start or stop listening"))
        self.button.setToolTip(self.tr("Start or stop listening (Space)"))
        self.button.clicked.connect(self.toggle)
        self.record_button = QPushButton(self.tr("Stop recording"))
        self.record_button.setCheckable(True)
        # Room for either text, so that nothing beside it moves.
        self.record_button.setMinimumWidth(self.record_button.sizeHint().width())
        self.record_button.setToolTip(self.tr("Keep sound and estimates on this machine (Ctrl+R)"))
        self.record_button.clicked.connect(self.record_asked)
        self.record_button.hide()
        self.meter = LevelMeter()
        self.elapsed = QLabel(clock(0))
        self.elapsed.setAccessibleName(self.tr("Elapsed time"))
        self._lay_out()
        self.set_running(running=False)

    def _make_chooser(self, demo: RecordingChoice) -> QComboBox:
        chooser = QComboBox()
        chooser.setAccessibleName(self.tr("Source of the sound"))
        chooser.setToolTip(self.tr("What to listen to"))
        chooser.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        chooser.setMinimumContentsLength(26)
        chooser.addItem(demo.title, demo)
        chooser.activated.connect(self._note_choice)
        return chooser

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        source = QLabel(self.tr("Source"))
        source.setBuddy(self.chooser)
        parts = (source, self.chooser, self.open_button, self.button, self.record_button)
        for widget in parts:
            row.addWidget(widget)
        row.addSpacing(12)
        row.addWidget(QLabel(self.tr("Level")))
        self.meter.setMaximumWidth(_WIDEST_METER_PX)
        row.addWidget(self.meter, stretch=1)
        row.addStretch()
        row.addSpacing(12)
        row.addWidget(self.elapsed)

    @property
    def choice(self) -> SourceChoice:
        """What is chosen now."""
        choice: SourceChoice = self.chooser.currentData()
        return choice

    def set_microphones(self, found: list[MicrophoneChoice]) -> None:
        """List the microphones above the recordings, keeping what a person chose."""
        chosen = self.choice
        for _ in range(self._microphones):
            self.chooser.removeItem(0)
        for index, microphone in enumerate(found):
            self.chooser.insertItem(index, microphone.title, microphone)
        self._microphones = len(found)
        kept = self._index_of(chosen)
        first = 0 if found and not self._touched else max(kept, 0)
        self.chooser.setCurrentIndex(first)

    def choose(self, choice: SourceChoice) -> None:
        """Choose a source, adding it where it is not listed."""
        if self._index_of(choice) < 0:
            self.chooser.addItem(choice.title, choice)
        self.chooser.setCurrentIndex(self._index_of(choice))
        self._touched = True

    def _index_of(self, choice: SourceChoice | None) -> int:
        rows = range(self.chooser.count())
        return next((row for row in rows if self.chooser.itemData(row) == choice), -1)

    def set_running(self, *, running: bool) -> None:
        """Offer to stop what runs, or to start."""
        self._running = running
        self.button.setText(self.tr("Stop") if running else self.tr("Start"))
        self.button.setEnabled(True)
        self.chooser.setEnabled(not running)
        self.open_button.setEnabled(not running)

    def set_stopping(self) -> None:
        """Offer nothing until what was said last is estimated."""
        self.button.setEnabled(False)

    def show_recording(self, *, recording: bool) -> None:
        """Offer to record, or to end what is recorded."""
        self.record_button.show()
        self.record_button.setChecked(recording)
        self.record_button.setText(self.tr("Stop recording") if recording else self.tr("Record"))

    def show_snapshot(self, snapshot: PlotSnapshot) -> None:
        """Show level and elapsed time."""
        self.meter.set_level(snapshot.sound.level_dbfs, clipping=snapshot.sound.clipping)
        self.elapsed.setText(clock(snapshot.sound.end_s))

    @Slot()
    def toggle(self) -> None:
        """Ask for a start or a stop, unless the last one still goes on."""
        if self.button.isEnabled():
            (self.stop_asked if self._running else self.start_asked).emit()

    @Slot()
    def _note_choice(self) -> None:
        self._touched = True
        self.chosen.emit(self.choice)

    @Slot()
    def ask_for_recording(self) -> None:
        """Let a person choose a recording, unless something runs."""
        if self._running:
            return
        sounds = self.tr("Sound and video")
        everything = self.tr("All files")
        types = f"{sounds} ({SOUND_PATTERNS});;{everything} (*)"
        brief = QFileDialog.Option.HideNameFilterDetails  # there are dozens of endings
        name, _ = QFileDialog.getOpenFileName(
            self, self.tr("Open recording"), "", types, options=brief
        )
        if name:
            self.choose(RecordingChoice(Path(name), Path(name).name))
            self.chosen.emit(self.choice)
