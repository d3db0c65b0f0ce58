"""Plays recordings for review."""

import logging
import math
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import chain, repeat
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Lock, Thread
from typing import Final

from emotion_desktop.audio.output import DeviceOutput, Fill, Output
from emotion_desktop.audio.playback_buffer import PlaybackBuffer
from emotion_desktop.audio.playback_feed import Piece, feed
from emotion_desktop.audio.seekable import SeekableSound
from emotion_desktop.domain.audio import FloatArray
from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.domain.playback import MAX_SPEED, MIN_SPEED, PlaybackState, Stretch
from emotion_desktop.domain.translatable import Message

logger = logging.getLogger(__name__)

OpenOutput = Callable[[Fill, Callable[[], None]], Output]

#: Audio decoded ahead: longer than a decoder takes to start at another position.
AHEAD_S: Final[float] = 1.5
#: Between two looks whether the loudspeaker is still there.
_WATCH_S: Final[float] = 0.25
#: If less than this is left, playing starts again from the beginning.
_END_S: Final[float] = 0.05


class Player:
    """Plays one recording at a time; its methods return immediately, on any thread.

    Parameters
    ----------
    on_state : callable
        Called with each change of the state, on the player's thread.
    open_output : callable
        Opens the output.
    clock : callable
        The clock of the output's times, in seconds.
    """

    def __init__(
        self,
        on_state: Callable[[PlaybackState], None],
        open_output: OpenOutput = DeviceOutput,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._on_state = on_state
        self._open_output = open_output
        self._clock = clock
        self._state = PlaybackState()
        self._commands: SimpleQueue[Callable[[], None] | None] = SimpleQueue()
        self._thread: Thread | None = None
        self._seeking = Lock()
        self._sought_s: float | None = None  # the last requested position, until it is reached
        self._n_asked = 0  # recordings: what is sought in one says nothing about the next
        self._still_s = 0.0  # the position while nothing is playing
        self._buffer: PlaybackBuffer | None = None  # while something is playing
        # The rest belongs to the player's thread.
        self._sound: SeekableSound | None = None
        self._output: Output | None = None
        self._pieces: Iterator[Piece] = iter(())
        self._stretches: Sequence[Stretch] = ()  # that are played in place of the rest

    @property
    def state(self) -> PlaybackState:
        """The current state."""
        return self._state

    @property
    def position_s(self) -> float:
        """The audible position in seconds, or where playback will start."""
        sought_s, buffer = self._sought_s, self._buffer
        if sought_s is not None:
            return sought_s
        heard_s = math.nan if buffer is None else buffer.position_at(self._clock())
        return self._still_s if math.isnan(heard_s) else heard_s

    def open(self, path: Path, *, track: int | None = None) -> None:
        """Open another recording, paused at its beginning."""
        self._forget_sought()
        self.submit(lambda: self._open(path, track))

    def close_recording(self) -> None:
        """Close the recording."""
        self._forget_sought()
        self.submit(self._close_recording)

    def play(self) -> None:
        """Resume; at the end, start from the beginning."""
        self.submit(self._play)

    def pause(self) -> None:
        """Stop at the audible position."""
        self.submit(self._pause)

    def seek(self, at_s: float) -> None:
        """Go to another position, in seconds, playing or not."""
        with self._seeking:
            waits = self._sought_s is not None
            self._sought_s = max(0.0, at_s)
            number = self._n_asked
        if not waits:  # of many the last counts
            self.submit(lambda: self._seek(number))

    def _forget_sought(self) -> None:
        with self._seeking:
            self._sought_s = None
            self._n_asked += 1

    def set_loop(self, loop: Stretch | None) -> None:
        """Repeat an interval once playback reaches it; None ends the loop."""
        self.submit(lambda: self._set_loop(loop))

    def set_speed(self, speed: float) -> None:
        """Set the speed, from 0.5 to 2, without changing the pitch."""
        self.submit(lambda: self._set_speed(min(max(speed, MIN_SPEED), MAX_SPEED)))

    def set_volume(self, volume: float) -> None:
        """Set the volume, from 0 to 1."""
        self.submit(lambda: self._set_volume(min(max(volume, 0.0), 1.0)))

    def play_stretches(self, stretches: Sequence[Stretch]) -> None:
        """Play these intervals once in order of time, ignoring any loop; then pause."""
        ordered = sorted(stretches, key=lambda stretch: stretch.start_s)
        self.submit(lambda: self._play_stretches(ordered))

    def close(self, timeout_s: float = 5.0) -> bool:
        """Stop; True if the thread has ended. A sound server that hangs may still hold it."""
        if self._thread is None:
            return True
        self._commands.put(None)
        self._thread.join(timeout_s)
        return not self._thread.is_alive()

    def submit(self, command: Callable[[], None]) -> None:
        """Run a command on the player's thread, after those given before."""
        if self._thread is None:
            self._thread = Thread(target=self._run, name="player", daemon=True)
            self._thread.start()
        self._commands.put(command)

    # ---- on the player's thread ----

    def _run(self) -> None:
        while (command := self._next()) is not None:
            try:
                command()
                if self._buffer is not None:
                    self._go_on(self._buffer)
            except UserFacingError as error:
                self._pause(error.message)
            except Exception:  # the edge of a thread, which must continue
                logger.exception("Playback failed")
                self._pause(Message("Playback failed because of an internal error."))
        self._silence()
        self._release()

    def _next(self) -> Callable[[], None] | None:
        try:
            return self._commands.get(timeout=_WATCH_S if self._buffer is not None else None)
        except Empty:
            return self._wake

    def _wake(self) -> None:
        """Wake the thread to check on what is playing."""

    def _go_on(self, buffer: PlaybackBuffer) -> None:
        assert self._output is not None
        while buffer.ahead_s < AHEAD_S:
            piece = next(self._pieces, None)
            if piece is None:
                buffer.complete()
                break
            buffer.put(piece)
        lost = self._output.lost()  # after playing: a sound server may be slow
        if lost is not None:
            raise UserFacingError(
                lost, "Playback is paused. Play again to continue on another loudspeaker."
            )
        self._tell(device=self._output.name)
        if buffer.is_over(self._clock()):
            self._end()

    def _end(self) -> None:
        """Pause after everything has been played."""
        is_end = not self._stretches and self._state.loop is None
        self._stretches = ()
        self._pause()
        # Headers may be wrong, or say nothing.
        if is_end and not abs(self._state.duration_s - self._still_s) < _END_S:
            self._tell(duration_s=self._still_s)

    def _tell(self, **changes: object) -> None:
        state = replace(self._state, **changes)  # type: ignore[arg-type]
        if state != self._state:
            self._state = state
            self._on_state(state)

    def _open(self, path: Path, track: int | None) -> None:
        self._close_recording()
        self._tell(phase="opening", path=path)
        self._sound = SeekableSound(path, track=track)
        self._tell(phase="paused", duration_s=self._sound.info.duration_s)

    def _close_recording(self) -> None:
        self._silence()
        self._release()
        self._still_s = 0.0
        self._tell(
            phase="empty", path=None, duration_s=math.nan, loop=None, device="", problem=None
        )

    def _release(self) -> None:
        if self._sound is not None:
            self._sound.close()
            self._sound = None
        self._stretches = ()

    def _play(self) -> None:
        if self._sound is None or self._buffer is not None:
            return
        self._tell(problem=None)
        left_s = self._state.duration_s - self._still_s
        self._begin(0.0 if left_s < _END_S else self._still_s)

    def _pause(self, problem: Message | None = None) -> None:
        output = self._detach()
        phase = "paused" if self._sound else "empty"
        path = self._state.path if self._sound else None
        self._tell(phase=phase, path=path, device="", problem=problem)
        if output is not None:
            output.close()  # may take half a minute if a sound server hangs

    def _seek(self, number: int) -> None:
        """Go to the last requested position, if it was meant for this recording."""
        with self._seeking:
            at_s = self._sought_s
            if at_s is None or number != self._n_asked:
                return
        self._stretches = ()
        self._still_s = at_s
        try:
            if self._buffer is not None:
                self._begin(at_s)
        finally:
            with self._seeking:
                is_wanted, is_last = number == self._n_asked, self._sought_s == at_s
                if is_wanted and is_last:
                    self._sought_s = None
        if is_wanted and not is_last:
            self.submit(lambda: self._seek(number))

    def _set_loop(self, loop: Stretch | None) -> None:
        if loop is not None and loop.end_s <= loop.start_s:
            loop = None
        self._tell(loop=loop)
        self._change()

    def _set_speed(self, speed: float) -> None:
        self._tell(speed=speed)
        self._change()

    def _set_volume(self, volume: float) -> None:
        if self._buffer is not None:
            self._buffer.volume = volume
        self._tell(volume=volume)

    def _play_stretches(self, stretches: Sequence[Stretch]) -> None:
        if self._sound is None or not stretches:
            return
        self._tell(problem=None)
        self._stretches = stretches
        self._begin(stretches[0].start_s)

    def _change(self) -> None:
        """Continue with changed settings from the first audio that was not sent yet."""
        if self._buffer is not None:
            self._begin(None)

    def _begin(self, at_s: float | None) -> None:
        """Play from a position in seconds; None continues with what was not sent yet."""
        assert self._sound is not None
        if self._output is None:
            self._output = self._open_output(self._fill, self._ask_for_more)
        rate_hz = self._output.rate_hz
        buffer = PlaybackBuffer(rate_hz, low_s=AHEAD_S / 2, on_low=self._ask_for_more)
        buffer.volume = self._state.volume
        if self._buffer is not None:
            goes_on_s = self._buffer.hand_over(buffer, keep_position=at_s is None)
            at_s = goes_on_s if at_s is None else at_s
        assert at_s is not None
        self._pieces = feed(
            self._sound, self._programme(at_s), rate_hz=rate_hz, speed=self._state.speed
        )
        self._still_s = at_s
        first = next(self._pieces, None)  # so that the device need not wait for it
        if first is not None:
            buffer.put(first)
        self._buffer = buffer
        self._tell(phase="playing", device=self._output.name)

    def _programme(self, at_s: float) -> Iterator[Stretch]:
        """Return what to play from a position in seconds."""
        if self._stretches:
            return (
                Stretch(max(at_s, stretch.start_s), stretch.end_s)
                for stretch in self._stretches
                if stretch.end_s > at_s
            )
        loop = self._state.loop
        if loop is None or at_s >= loop.end_s:
            return iter([Stretch(at_s, math.inf)])
        return chain([Stretch(at_s, loop.end_s)], repeat(loop))

    def _silence(self) -> None:
        output = self._detach()
        if output is not None:
            output.close()

    def _detach(self) -> Output | None:
        """Stop at the audible position; return what must be closed."""
        if self._buffer is not None:
            self._still_s = self.position_s
            self._buffer = None
        self._pieces = iter(())
        output, self._output = self._output, None
        return output

    # ---- on the loudspeaker's thread ----

    def _fill(self, out: FloatArray, heard_at_s: float) -> None:
        buffer = self._buffer
        if buffer is None:
            out[:] = 0.0
        else:
            buffer.fill(out, heard_at_s)

    def _ask_for_more(self) -> None:
        self._commands.put(self._wake)
