"""Chooses what is listened to, starts and stops it, and shows its level."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QWidget,
)

from emotion_desktop.domain.tracks import PlotSnapshot
from emotion_desktop.services.source_choice import MicrophoneChoice, RecordingChoice, SourceChoice
from emotion_desktop.ui.clock import clock
from emotion_desktop.ui.level_meter import LevelMeter


class SourceBar(QWidget):
    """The row above the plots.

    Parameters
    ----------
    demo : RecordingChoice
        Offered besides the microphones, also to those who have none.
    """

    start_asked = Signal()
    stop_asked = Signal()
    chosen = Signal(object)
    """A person chose this source; not told of what the program chooses."""

    def __init__(self, demo: RecordingChoice) -> None:
        super().__init__()
        self._microphones = 0
        self._touched = False
        self.chooser = self._make_chooser(demo)
        self.open_button = QPushButton("&Open recording…")
        self.open_button.setToolTip("Play a recording as if it were said now (Ctrl+O)")
        self.open_button.setShortcut(QKeySequence.StandardKey.Open)
        self.open_button.clicked.connect(self._ask_for_recording)
        self.toggle = QAction("Start", self)
        self.toggle.setShortcut(Qt.Key.Key_Space)
        self.toggle.triggered.connect(self._toggle)
        self.addAction(self.toggle)
        self.button = QPushButton("Start")
        self.button.setAccessibleName("Start or stop listening")
        self.button.setToolTip("Start or stop listening (Space)")
        self.button.clicked.connect(self.toggle.trigger)
        self.meter = LevelMeter()
        self.elapsed = QLabel(clock(0))
        self.elapsed.setAccessibleName("Elapsed time")
        self._lay_out()
        self.set_running(running=False)

    def _make_chooser(self, demo: RecordingChoice) -> QComboBox:
        chooser = QComboBox()
        chooser.setAccessibleName("Source of the sound")
        chooser.setToolTip("What to listen to")
        chooser.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        chooser.setMinimumContentsLength(28)
        chooser.addItem(demo.title, demo)
        chooser.activated.connect(self._note_choice)
        return chooser

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        source = QLabel("&Source")
        source.setBuddy(self.chooser)
        for widget in (source, self.chooser, self.open_button, self.button):
            row.addWidget(widget)
        row.addSpacing(12)
        row.addWidget(QLabel("Level"))
        row.addWidget(self.meter, stretch=1)
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
        self.button.setText("Stop" if running else "Start")
        self.button.setEnabled(True)
        self.toggle.setEnabled(True)
        self.chooser.setEnabled(not running)
        self.open_button.setEnabled(not running)

    def set_stopping(self) -> None:
        """Offer nothing until what was said last is estimated."""
        self.button.setEnabled(False)
        self.toggle.setEnabled(False)

    def show_snapshot(self, snapshot: PlotSnapshot) -> None:
        """Show level and elapsed time."""
        self.meter.set_level(snapshot.sound.level_dbfs, clipping=snapshot.sound.clipping)
        self.elapsed.setText(clock(snapshot.sound.end_s))

    @Slot()
    def _toggle(self) -> None:
        (self.stop_asked if self._running else self.start_asked).emit()

    @Slot()
    def _note_choice(self) -> None:
        self._touched = True
        self.chosen.emit(self.choice)

    @Slot()
    def _ask_for_recording(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, "Open recording", "", _FILE_TYPES)
        if name:
            self.choose(RecordingChoice(Path(name), Path(name).name))
            self.chosen.emit(self.choice)


_FILE_TYPES = (
    "Sound and video (*.wav *.flac *.ogg *.opus *.mp3 *.m4a *.aac *.mp4 *.mkv *.webm *.mov);;"
    "All files (*)"
)
