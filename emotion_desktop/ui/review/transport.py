"""The transport bar: play, step, speed, loop, volume."""

import math
from typing import Final

from PySide6.QtCore import QEvent, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QSlider, QToolButton, QWidget

from emotion_desktop.domain.playback import MAX_SPEED, MIN_SPEED, PlaybackState
from emotion_desktop.ui.icons import icon
from emotion_desktop.ui.review.times import moment
from emotion_desktop.ui.widgets.clock import clock
from emotion_desktop.ui.widgets.formatting import decimal
from emotion_desktop.ui.widgets.themed import Themed

SPEEDS: Final = (MIN_SPEED, 0.75, 1.0, 1.25, 1.5, MAX_SPEED)
_ICON_PX: Final = 20
_SLIDER_PX: Final = 90


class IconButton(Themed, QToolButton):
    """A button with an icon of the program.

    Parameters
    ----------
    name : str
        Of the icon.
    tip : str
        Tool tip and accessible name.
    keys : str
        Shortcut, for the tool tip.
    """

    def __init__(self, name: str, tip: str, keys: str = "") -> None:
        super().__init__()
        self._icon = name
        self.setIconSize(QSize(_ICON_PX, _ICON_PX))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._keys = keys
        self.show_as(name, tip)
        self.follow_theme()

    def show_as(self, name: str, tip: str) -> None:
        """Set icon and tool tip."""
        self._icon = name
        self.setAccessibleName(tip)
        self.setToolTip(f"{tip} ({self._keys})" if self._keys else tip)
        self.apply_theme()

    def apply_theme(self) -> None:
        """Draw the icon in the colour of the text."""
        self.setIcon(icon(self._icon, self.palette().buttonText().color()))


class _VolumeSlider(QSlider):
    """Keeps the arrow keys, which step through the session elsewhere."""

    def event(self, event: QEvent) -> bool:
        """Claim a key before the shortcuts see it."""
        arrows = {Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down}
        is_override = event.type() == QEvent.Type.ShortcutOverride
        if is_override and isinstance(event, QKeyEvent) and event.key() in arrows:
            event.accept()
            return True
        return super().event(event)


class TransportBar(QWidget):
    """Emits what the user asks for, and shows the state of the player."""

    play_asked = Signal()
    """Play or pause."""
    previous_asked = Signal()
    next_asked = Signal()
    attended_asked = Signal()
    loop_asked = Signal(bool)
    """Loop on or off."""
    speed_asked = Signal(float)
    volume_asked = Signal(float)

    def __init__(self) -> None:
        super().__init__()
        self._length_s = 0.0
        self.play = IconButton("play", self.tr("Play"), self.tr("Space"))
        self.previous = IconButton("previous", self.tr("Previous utterance"), self.tr("Page Up"))
        self.next = IconButton("next", self.tr("Next utterance"), self.tr("Page Down"))
        self.loop = IconButton(
            "loop", self.tr("Loop the marked range or the selected utterance"), "L"
        )
        self.loop.setCheckable(True)
        self.attended = IconButton(
            "attended",
            self.tr("Play only the parts of the utterance that the network attended to"),
            "A",
        )
        self.time = QLabel()
        self.time.setAccessibleName(self.tr("Position"))
        self.speed = QComboBox()
        self.speed.setAccessibleName(self.tr("Speed"))
        self.speed.setToolTip(self.tr("Speed, at the same pitch ({keys})").format(keys="[ ]"))
        for speed in SPEEDS:
            places = 2 if (4 * speed) % 2 else 1
            self.speed.addItem(f"{decimal(speed, places)}\N{MULTIPLICATION SIGN}", speed)
        self.volume = _VolumeSlider(Qt.Orientation.Horizontal)
        self.volume.setRange(0, 100)
        self.volume.setValue(100)
        self.volume.setFixedWidth(_SLIDER_PX)
        self.volume.setAccessibleName(self.tr("Volume"))
        self.volume.setToolTip(self.tr("Volume"))
        self._lay_out()
        self._connect()
        self.show_state(PlaybackState())
        self.show_position(0.0)

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        for button in (self.previous, self.play, self.next):
            row.addWidget(button)
        row.addWidget(self.time)
        row.addStretch()
        row.addWidget(self.attended)
        row.addWidget(self.loop)
        row.addWidget(self.speed)
        row.addWidget(self.volume)

    def _connect(self) -> None:
        self.play.clicked.connect(self.play_asked)
        self.previous.clicked.connect(self.previous_asked)
        self.next.clicked.connect(self.next_asked)
        self.attended.clicked.connect(self.attended_asked)
        self.loop.toggled.connect(self.loop_asked)
        self.speed.activated.connect(self._on_speed)
        self.volume.valueChanged.connect(lambda value: self.volume_asked.emit(value / 100))

    def set_length(self, length_s: float) -> None:
        """Set the duration of the session."""
        self._length_s = length_s
        self.show_position(0.0)

    def set_attended(self, possible: bool) -> None:
        """Enable or disable playing the attended parts."""
        self.attended.setEnabled(possible)

    @Slot(PlaybackState)
    def show_state(self, state: PlaybackState) -> None:
        """Show the state of the player."""
        playing = state.phase == "playing"
        self.play.show_as(
            "pause" if playing else "play", self.tr("Pause") if playing else self.tr("Play")
        )
        self.play.setEnabled(state.phase in {"paused", "playing"})
        nearest = min(range(len(SPEEDS)), key=lambda i: abs(SPEEDS[i] - state.speed))
        self.speed.setCurrentIndex(nearest)

    def show_position(self, position_s: float) -> None:
        """Show the playback position."""
        # Rounded down: the end is not shown before it is reached.
        position = moment(math.floor(10 * max(position_s, 0.0)) / 10)
        text = f"{position} / {clock(self._length_s)}"
        if text != self.time.text():
            self.time.setText(text)

    @Slot(bool)
    def show_loop(self, looped: bool) -> None:
        """Show whether a loop is on, without emitting a signal."""
        self.loop.blockSignals(True)
        self.loop.setChecked(looped)
        self.loop.blockSignals(False)

    def ask_again(self) -> None:
        """Emit speed and volume for a new player."""
        self.speed_asked.emit(SPEEDS[self.speed.currentIndex()])
        self.volume_asked.emit(self.volume.value() / 100)

    def step_speed(self, steps: int) -> None:
        """Step to the next higher or lower speed."""
        index = min(max(self.speed.currentIndex() + steps, 0), len(SPEEDS) - 1)
        self.speed.setCurrentIndex(index)
        self.speed_asked.emit(SPEEDS[index])

    @Slot(int)
    def _on_speed(self, index: int) -> None:
        self.speed_asked.emit(SPEEDS[index])
