"""Position and loop of a session, with or without its audio."""

from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Signal, Slot

from emotion_desktop.domain.playback import Stretch
from emotion_desktop.domain.review_state import ReviewedSegment
from emotion_desktop.services.bridge.player import PlayerBridge

#: Length of a range of which only one end was set.
_MARKED_S: Final = 2.0


class SessionPlayer(QObject):
    """Plays a session; the position is kept even while there is no audio.

    Parameters
    ----------
    player : PlayerBridge
        Plays the audio.
    """

    moved = Signal(float)
    """The position has changed, in seconds."""
    marked = Signal(object)
    """The marked `Stretch` has changed; None for none."""
    looping = Signal(bool)
    """Whether a loop is on."""

    def __init__(self, player: PlayerBridge) -> None:
        super().__init__()
        self._player = player
        self._length_s = 0.0
        self._position_s = 0.0
        self._path: Path | None = None
        self._marked: Stretch | None = None
        self._chosen: Stretch | None = None
        self._loops = False
        player.position_changed.connect(self._on_position)

    def begin(self, length_s: float) -> None:
        """Start a session at its beginning."""
        self.end()
        self._length_s = length_s

    def end(self) -> None:
        """Release the session."""
        self._player.close_recording()
        self._path = None
        self._length_s = self._position_s = 0.0
        self._chosen = None
        self.unmark()

    def take_sound(self, path: Path, track: int | None) -> None:
        """Open the audio of the session and keep the position."""
        self._path = path
        at_s = self._position_s  # the player reports its start before it seeks
        self._player.open(path, track)
        self._player.seek(at_s)
        self._repeat()

    @property
    def can_play(self) -> bool:
        """Whether there is audio."""
        return self._path is not None

    @property
    def plays(self) -> bool:
        """Whether it is playing."""
        return self._player.state.phase == "playing"

    @property
    def position_s(self) -> float:
        """Playback position in seconds."""
        return self._position_s

    def seek(self, at_s: float) -> None:
        """Go to a time in seconds, playing or not."""
        at_s = min(max(at_s, 0.0), self._length_s)
        self._move(at_s)
        if self.can_play:
            self._player.seek(at_s)

    @Slot()
    def toggle(self) -> None:
        """Play or pause."""
        if self.can_play:
            self._player.toggle()

    def play_attended(self, segment: ReviewedSegment) -> None:
        """Play the parts of an utterance that the speech network attended to."""
        if self.can_play:
            self._player.play_attended(segment)

    @Slot(float)
    def _on_position(self, at_s: float) -> None:
        state = self._player.state
        # Ignore other files, and this one until it is open.
        if self._path is not None and state.path == self._path and state.phase != "opening":
            self._move(at_s)

    def _move(self, at_s: float) -> None:
        self._position_s = at_s
        self.moved.emit(at_s)

    # ---- what is repeated ----

    @property
    def looped(self) -> Stretch | None:
        """What a loop would repeat: the marked range, or else the chosen one."""
        return self._marked or self._chosen

    def choose(self, stretch: Stretch | None) -> None:
        """Set what a loop repeats if no range is marked."""
        self._chosen = stretch
        self._repeat()

    @Slot(float, float)
    def mark(self, start_s: float, end_s: float) -> None:
        """Mark a range of the session."""
        start_s, end_s = max(start_s, 0.0), min(end_s, self._length_s)
        if end_s <= start_s:
            return
        self._marked = Stretch(start_s, end_s)
        self.marked.emit(self._marked)
        self._repeat()

    @Slot()
    def mark_start(self) -> None:
        """Start the marked range at the current position."""
        at_s = self._position_s
        end_s = self._marked.end_s if self._marked else at_s
        self.mark(at_s, end_s if end_s > at_s else at_s + _MARKED_S)

    @Slot()
    def mark_end(self) -> None:
        """End the marked range at the current position."""
        at_s = self._position_s
        start_s = self._marked.start_s if self._marked else at_s
        self.mark(start_s if start_s < at_s else at_s - _MARKED_S, at_s)

    @Slot()
    def unmark(self) -> None:
        """Clear the marked range and end the loop."""
        self._marked = None
        self.marked.emit(None)
        self.loop(on=False)

    @Slot(bool)
    def loop(self, on: bool) -> None:
        """Start or end a loop over the marked or chosen range."""
        loop = self.looped if on else None
        self._loops = loop is not None
        self.looping.emit(self._loops)
        self._player.set_loop(loop)
        if loop is not None and not loop.start_s <= self._position_s < loop.end_s:
            self.seek(loop.start_s)

    def _repeat(self) -> None:
        """Update a loop that is on."""
        if self._loops:
            self.loop(on=True)
