"""The level of an audio file, and the gain that brings it to what the models expect."""

import math
from typing import Final

import numpy as np
import numpy.typing as npt

from emotion_desktop.domain.audio import AudioNotice, FloatArray
from emotion_desktop.domain.translatable import Message

_FRAME_S: Final[float] = 0.02
#: The level is that of the loudest interval of this length, by its median frame, so that
#: a click or a bump of the microphone does not count.
_STRETCH_FRAMES: Final[int] = 25

#: Voice activity loses words below -55 dBFS. Speech at arm's length has -20.
QUIET_DBFS: Final[float] = -50.0
RAISED_TO_DBFS: Final[float] = -26.0
#: Fainter than this is nothing: what lossy codecs make of silence.
NOTHING_DBFS: Final[float] = -120.0
#: Audio that is no louder than its own rounding is unintelligible at any level.
_STEPS_OF_SPEECH: Final[float] = 2.0
#: A smaller change is not worth a word: lossy codecs overshoot full scale.
_TOLD_FROM_DB: Final[float] = 3.0


class LevelMeter:
    """Measures the peak and the level of audio that passes through.

    Parameters
    ----------
    rate_hz : int
        Of the frames.

    Attributes
    ----------
    peak : float
        Largest finite magnitude so far.
    """

    def __init__(self, rate_hz: int) -> None:
        self.peak = 0.0
        self._frame = max(1, round(_FRAME_S * rate_hz))
        self._waiting: FloatArray | None = None
        self._powers: list[npt.NDArray[np.float64]] = []  # of frames, fewer than a stretch
        self._loudest = 0.0

    @property
    def level_dbfs(self) -> float:
        """Level of the loudest section of the loudest channel; -inf for silence."""
        return _db(math.sqrt(self._loudest))

    def feed(self, frames: FloatArray) -> None:
        """Add the next frames, shape (n, channels)."""
        finite = np.nan_to_num(frames, nan=0.0, posinf=0.0, neginf=0.0)
        if finite.size:
            self.peak = max(self.peak, float(np.abs(finite).max()))
        if self._waiting is not None:
            finite = np.concatenate([self._waiting, finite])
        n_frames = len(finite) // self._frame
        whole, self._waiting = np.split(finite, [n_frames * self._frame])
        shaped = whole.reshape(n_frames, self._frame, finite.shape[1])
        powers = np.mean(np.square(shaped, dtype=np.float64), axis=1)
        self._take(np.concatenate([*self._powers, powers]))

    def _take(self, powers: npt.NDArray[np.float64]) -> None:
        n_stretches = len(powers) // _STRETCH_FRAMES
        whole, rest = np.split(powers, [n_stretches * _STRETCH_FRAMES])
        self._powers = [rest]
        if n_stretches:
            stretches = whole.reshape(n_stretches, _STRETCH_FRAMES, powers.shape[1])
            self._loudest = max(self._loudest, float(np.median(stretches, axis=1).max()))


def gain_for(peak: float, level_dbfs: float, *, step: float) -> float:
    """Return the gain factor that brings the audio into range.

    Parameters
    ----------
    peak, level_dbfs : float
        As a `LevelMeter` measured them.
    step : float
        Quantisation step of the samples, 0 if there is none.

    Returns
    -------
    float
        1 if it is loud enough and within full scale. If the level is
        low despite a high peak, the level decides and the peak is clipped.
    """
    gain = 1.0 / peak if peak > 1.0 else 1.0
    least_dbfs = max(NOTHING_DBFS, _db(_STEPS_OF_SPEECH * step))
    if level_dbfs > least_dbfs and level_dbfs + _db(gain) < QUIET_DBFS:
        gain = 10.0 ** ((RAISED_TO_DBFS - level_dbfs) / 20.0)
    return gain


def level_notice(gain: float) -> list[AudioNotice]:
    """Return a notice about a gain, unless it is negligible."""
    gain_db = _db(gain)
    if gain_db > _TOLD_FROM_DB:
        louder = Message(
            "The audio is very quiet and was amplified by {gain_db} dB", gain_db=gain_db
        )
        return [AudioNotice("level", louder)]
    if gain_db < -_TOLD_FROM_DB:
        softer = Message(
            "The audio exceeded full scale and was attenuated by {gain_db} dB", gain_db=-gain_db
        )
        return [AudioNotice("level", softer)]
    return []


def _db(ratio: float) -> float:
    return 20.0 * math.log10(ratio) if ratio > 0.0 else -math.inf
