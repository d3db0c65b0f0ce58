"""Playback for the window: the player's state as a signal; its position is polled."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from emotion_desktop.domain.attended import attended_stretches
from emotion_desktop.domain.estimate import Utterance
from emotion_desktop.domain.playback import PlaybackState, Stretch
from emotion_desktop.domain.review_state import ReviewedSegment
from emotion_desktop.services.bridge.translation import translated

if TYPE_CHECKING:
    from emotion_desktop.audio.player import Player

_POSITION_EVERY_MS: Final = 33


def make_player(on_state: Callable[[PlaybackState], None]) -> "Player":
    """Create the player on the default output; loads the decoders."""
    from emotion_desktop.audio.player import Player  # noqa: PLC0415

    return Player(on_state)


class PlayerBridge(QObject):
    """A `Player` that emits signals; it is created with the first recording.

    Parameters
    ----------
    make : callable
        Creates the player, which reports its state.
    """

    state_changed = Signal(PlaybackState)
    position_changed = Signal(float)
    """Seconds since the recording began: at 30 Hz while it plays, and after a seek."""
    failed = Signal(str)
    """Why it does not play, for people."""
    _told = Signal(PlaybackState)

    def __init__(
        self, make: "Callable[[Callable[[PlaybackState], None]], Player]" = make_player
    ) -> None:
        super().__init__()
        self._make = make
        self._player: Player | None = None
        self._state = PlaybackState()
        self._timer = QTimer(self, interval=_POSITION_EVERY_MS)
        self._timer.timeout.connect(self._tell_position)
        self._told.connect(self._on_state)

    @property
    def state(self) -> PlaybackState:
        """The state that `state_changed` emitted last."""
        return self._state

    @property
    def position_s(self) -> float:
        """The audible position in seconds."""
        return self._player.position_s if self._player is not None else 0.0

    def open(self, path: Path, track: int | None = None) -> None:
        """Open another recording, paused at its beginning."""
        if self._player is None:
            self._player = self._make(self._told.emit)
        self._player.open(path, track=track)

    def close_recording(self) -> None:
        """Close the recording."""
        if self._player is not None:
            self._player.close_recording()

    @Slot()
    def play(self) -> None:
        """Resume; at the end, start from the beginning."""
        if self._player is not None:
            self._player.play()

    @Slot()
    def pause(self) -> None:
        """Stop at the audible position."""
        if self._player is not None:
            self._player.pause()

    @Slot()
    def toggle(self) -> None:
        """Play, or pause if playing."""
        if self._state.phase == "playing":
            self.pause()
        else:
            self.play()

    @Slot(float)
    def seek(self, at_s: float) -> None:
        """Go to another position, in seconds, playing or not."""
        if self._player is not None:
            self._player.seek(at_s)
            self._tell_position()

    def set_loop(self, loop: Stretch | None) -> None:
        """Repeat an interval; None ends the loop."""
        if self._player is not None:
            self._player.set_loop(loop)

    @Slot(float)
    def set_speed(self, speed: float) -> None:
        """Set the speed, from 0.5 to 2, without changing the pitch."""
        if self._player is not None:
            self._player.set_speed(speed)

    @Slot(float)
    def set_volume(self, volume: float) -> None:
        """Set the volume, from 0 to 1."""
        if self._player is not None:
            self._player.set_volume(volume)

    def play_stretches(self, stretches: Sequence[Stretch]) -> None:
        """Play these intervals once, one after the other, then pause."""
        if self._player is not None:
            self._player.play_stretches(stretches)

    def play_attended(self, utterance: Utterance | ReviewedSegment) -> None:
        """Play the parts of an utterance that the speech network attended to."""
        self.play_stretches(attended_stretches(utterance))

    def shut_down(self, timeout_s: float = 5.0) -> bool:
        """Release everything; return True once no thread is left."""
        self._timer.stop()
        return self._player is None or self._player.close(timeout_s)

    @Slot()
    def _tell_position(self) -> None:
        self.position_changed.emit(self.position_s)

    @Slot(PlaybackState)
    def _on_state(self, state: PlaybackState) -> None:
        before, self._state = self._state, state
        if state.phase == "playing":
            self._timer.start()
        else:
            self._timer.stop()
        self.state_changed.emit(state)
        self._tell_position()
        if state.problem is not None and state.problem != before.problem:
            self.failed.emit(translated(state.problem))
