"""Prepares intervals of a recording for output, one after the other."""

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np

from emotion_desktop.audio.seekable import SeekableSound
from emotion_desktop.audio.tempo import TempoFilter
from emotion_desktop.domain.audio import FloatArray
from emotion_desktop.domain.playback import Stretch

#: Intervals fade in and out, or they would click.
FADE_S: Final[float] = 0.005


@dataclass(frozen=True, slots=True)
class Piece:
    """Audio and its position in the recording.

    Attributes
    ----------
    frames : FloatArray
        Shape (n, 2), at the loudspeaker's rate.
    start_s : float
        Position of the first frame, in seconds since the start of the recording.
    speed : float
        Seconds of the recording per second of output.
    """

    frames: FloatArray
    start_s: float
    speed: float


def feed(
    sound: SeekableSound, stretches: Iterable[Stretch], *, rate_hz: int, speed: float
) -> Iterator[Piece]:
    """Yield the audio of the intervals lazily.

    Parameters
    ----------
    sound : SeekableSound
        The recording; it must not be used elsewhere meanwhile.
    stretches : iterable of Stretch
        May be endless; the first interval without audio ends it.
    rate_hz : int
        Of the output.
    speed : float
        From 0.5 to 2.

    Raises
    ------
    UserFacingError
        The recording cannot be read.
    """
    for stretch in stretches:
        n_frames = 0
        for piece in _stretch(sound, stretch, rate_hz, speed):
            n_frames += len(piece.frames)
            yield piece
        if not n_frames:
            return


def _stretch(sound: SeekableSound, stretch: Stretch, rate_hz: int, speed: float) -> Iterator[Piece]:
    length = (stretch.end_s - stretch.start_s) / speed * rate_hz
    n_frames = 0
    for frames in _stretched(sound, stretch, rate_hz, speed):
        if math.isfinite(length):  # `atempo` gives some frames more or less
            frames = frames[: max(0, round(length) - n_frames)]  # noqa: PLW2901
        if len(frames):
            faded = frames * _gains(n_frames, len(frames), length, FADE_S * rate_hz)
            yield Piece(faded, stretch.start_s + n_frames * speed / rate_hz, speed)
            n_frames += len(frames)


def _stretched(
    sound: SeekableSound, stretch: Stretch, rate_hz: int, speed: float
) -> Iterator[FloatArray]:
    input_rate_hz = sound.info.sample_rate_hz
    tempo = TempoFilter(input_rate_hz, rate_hz, speed)
    sound.seek(stretch.start_s)
    n_left = (stretch.end_s - stretch.start_s) * input_rate_hz
    while n_left > 0:
        frames = sound.read()
        if not len(frames):
            break
        if len(frames) > n_left:
            frames = frames[: round(n_left)]
        n_left = n_left - len(frames) if len(frames) else 0
        yield tempo.feed(frames)
    yield tempo.flush()


def _gains(first: int, n: int, length: float, n_fade: float) -> FloatArray:
    """Return the gains of the frames of an interval, shape (n, 1)."""
    index = np.arange(first, first + n)
    gains = np.minimum((index + 1) / n_fade, (length - index) / n_fade)
    factors: FloatArray = np.clip(gains, 0.0, 1.0).astype(np.float32)
    return factors[:, None]
