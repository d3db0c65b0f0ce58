"""The buffer between the decoding thread and the output callback."""

import math
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, replace
from threading import Lock
from typing import Final

import numpy as np

from emotion_desktop.audio.playback_feed import FADE_S, Piece
from emotion_desktop.domain.audio import FloatArray

#: Older blocks were audible long ago.
_REMEMBERED_S: Final[float] = 2.0
_NO_FRAMES: Final[FloatArray] = np.zeros((0, 2), dtype=np.float32)


@dataclass(frozen=True, slots=True)
class Sent:
    """A block given to the output: audible from `heard_at_s` for `length_s`."""

    heard_at_s: float
    length_s: float
    start_s: float
    speed: float

    def position_at(self, now_s: float) -> float:
        """Return the position in the recording that is audible then, in seconds."""
        since_s = min(max(now_s - self.heard_at_s, 0.0), self.length_s)
        return self.start_s + since_s * self.speed


@dataclass(frozen=True, slots=True)
class Handover:
    """What a buffer continues of the one before.

    Attributes
    ----------
    sent : tuple of Sent
        What was sent but is not audible yet.
    first_s : float
        Position before any of it is audible, in seconds; nan for the new buffer's own.
    volume, volume_now : float
        The chosen volume, and the one of the last frame sent.
    tail : FloatArray
        Shape (n, 2), the fading frames to mix in.
    """

    sent: tuple[Sent, ...]
    first_s: float
    volume: float
    volume_now: float
    tail: FloatArray


class PlaybackBuffer:
    """Holds audio until the output requests it, and tracks what is audible when.

    Parameters
    ----------
    rate_hz : int
        Of the output.
    low_s : float
        `on_low` is called while less audio than this is buffered, in seconds.
    on_low : callable
        Called by the output callback: must return immediately.

    Attributes
    ----------
    volume : float
        From 0 to 1; may be set at any time.
    """

    def __init__(self, rate_hz: int, *, low_s: float, on_low: Callable[[], None]) -> None:
        self.volume = 1.0
        self._volume_now = 1.0
        self._rate_hz = rate_hz
        self._low_frames = round(low_s * rate_hz)
        self._on_low = on_low
        self._lock = Lock()  # guards what follows; held for moments
        self._waiting: deque[Piece] = deque()
        self._n_waiting = 0
        self._sent: deque[Sent] = deque()
        self._first_s = math.nan
        self._complete = False
        self._tail = _NO_FRAMES  # of the buffer before, to be mixed in

    @property
    def ahead_s(self) -> float:
        """Seconds of buffered audio."""
        return self._n_waiting / self._rate_hz

    def put(self, piece: Piece) -> None:
        """Append the next piece."""
        if len(self._tail):
            piece = _mixed(piece, self._tail)
            self._tail = _NO_FRAMES
        with self._lock:
            if math.isnan(self._first_s):
                self._first_s = piece.start_s
            self._waiting.append(piece)
            self._n_waiting += len(piece.frames)

    def complete(self) -> None:
        """Declare that nothing more will be put."""
        self._complete = True

    def fill(self, out: FloatArray, heard_at_s: float) -> None:
        """Fill the block that the output requests, with silence if nothing is buffered.

        Parameters
        ----------
        out : FloatArray
            Shape (n, 2), overwritten.
        heard_at_s : float
            When its first frame will be audible, on the clock of `position_at`.
        """
        n_filled = 0
        with self._lock:
            while n_filled < len(out) and self._waiting:
                piece = self._waiting.popleft()
                n = min(len(out) - n_filled, len(piece.frames))
                out[n_filled : n_filled + n] = piece.frames[:n]
                at_s = heard_at_s + n_filled / self._rate_hz
                self._sent.append(Sent(at_s, n / self._rate_hz, piece.start_s, piece.speed))
                n_filled += n
                self._n_waiting -= n
                if n < len(piece.frames):
                    start_s = piece.start_s + n / self._rate_hz * piece.speed
                    self._waiting.appendleft(
                        replace(piece, frames=piece.frames[n:], start_s=start_s)
                    )
            while self._sent and heard_at_s - self._sent[0].heard_at_s > _REMEMBERED_S:
                if len(self._sent) == 1:
                    break
                self._sent.popleft()
            is_low = self._n_waiting < self._low_frames
        out[n_filled:] = 0.0
        self._scale(out)
        if is_low:
            self._on_low()

    def _scale(self, out: FloatArray) -> None:
        volume = self.volume
        if volume != 1.0 or self._volume_now != 1.0:
            ramp = np.linspace(self._volume_now, volume, len(out), dtype=np.float32)
            out *= ramp[:, None]  # a jump would click
        self._volume_now = volume

    def position_at(self, now_s: float) -> float:
        """Return the audible position in seconds; nan before there is any audio."""
        with self._lock:
            heard = None
            for sent in self._sent:
                if heard is not None and sent.heard_at_s > now_s:
                    break
                heard = sent
            return self._first_s if heard is None else heard.position_at(now_s)

    def is_over(self, now_s: float) -> bool:
        """Whether everything was heard and nothing more will come."""
        with self._lock:
            if not self._complete or self._n_waiting:
                return False
            last = self._sent[-1] if self._sent else None
            return last is None or now_s >= last.heard_at_s + last.length_s

    def hand_over(self, following: "PlaybackBuffer", *, keep_position: bool) -> float:
        """Crossfade to another buffer, without a click.

        Parameters
        ----------
        following : PlaybackBuffer
            Receives the next milliseconds, fading out, and the volume; still empty.
        keep_position : bool
            Whether it also receives what was sent but is not audible yet.

        Returns
        -------
        float
            The position at which the following buffer continues, in seconds, if it continues;
            nan if nothing was ever put.
        """
        n_fade = round(FADE_S * self._rate_hz)
        with self._lock:
            tail = self._waiting[0].frames[:n_fade] if self._waiting else _NO_FRAMES
            sent = tuple(self._sent) if keep_position else ()
            first_s = self._first_s if keep_position else math.nan
            goes_on_s = self._goes_on_s()
        fading = tail * np.linspace(1, 0, len(tail), dtype=np.float32)[:, None]
        following.take_over(Handover(sent, first_s, self.volume, self._volume_now, fading))
        return goes_on_s

    def take_over(self, handover: "Handover") -> None:
        """Continue where another buffer stopped; see `hand_over`."""
        self._sent.extend(handover.sent)
        self._first_s = handover.first_s
        self.volume, self._volume_now = handover.volume, handover.volume_now
        self._tail = handover.tail

    def _goes_on_s(self) -> float:
        if self._waiting:
            return self._waiting[0].start_s
        if self._sent:
            last = self._sent[-1]
            return last.start_s + last.length_s * last.speed
        return self._first_s


def _mixed(piece: Piece, tail: FloatArray) -> Piece:
    n = min(len(tail), len(piece.frames))
    frames = piece.frames.copy()
    frames[:n] += tail[:n]
    return replace(piece, frames=frames)
