"""Speech probability that is robust to soft and high voices.

The network (Silero VAD v6, part of faster-whisper) knows ordinary voices. It does not
recognise very soft voices, nor voices raised by fear or anger. Therefore its input
is amplified first, and it also receives a slowed-down copy, in which a high voice is
an ordinary one.
"""

import math
from typing import Final

import numpy as np
from faster_whisper.vad import get_vad_model
from scipy.signal import firwin, resample_poly

from emotion_desktop.domain.audio import SAMPLE_RATE_HZ, FloatArray

#: The network takes this many new samples, and this many from before them.
FRAME_SAMPLES: Final[int] = 512
_CONTEXT_SAMPLES: Final[int] = 64
_STATE_SHAPE: Final = (1, 1, 128)

#: The loudest recent frame is raised to this level, by at most this gain, as noise is raised, too.
_TARGET_DBFS: Final = -23.0
_MOST_GAIN_DB: Final = 30.0
#: What was loud counts less from second to second.
_RELEASE_DB_PER_S: Final = 6.0
_SILENCE_DBFS: Final = -120.0

#: How much slower, and by that lower, the copy is. Two frames become three.
_SLOWER: Final = (3, 2)
#: The filter that `resample_poly` would design again for every call.
_FILTER: Final = firwin(20 * max(_SLOWER) + 1, 1 / max(_SLOWER), window=("kaiser", 5.0)).astype(
    np.float32
)
#: Frames per batch.
FRAMES_AT_ONCE: Final[int] = 2
#: Delay of the copy in samples, because its filter looks ahead.
_LOOK_AHEAD: Final[int] = 16


class SpeechProbability:
    """Speech probability of each frame, independent of how frames are grouped."""

    def __init__(self) -> None:
        self._gain = AutomaticGain()
        self._ordinary = _Network()
        self._slowed = _Network()
        self._tail = np.zeros(2 * _LOOK_AHEAD, dtype=np.float32)

    def __call__(self, frames: FloatArray) -> FloatArray:
        """Process the next frames.

        Parameters
        ----------
        frames : FloatArray
            Shape (k, 512) at 16 kHz; k is a multiple of `FRAMES_AT_ONCE`.

        Returns
        -------
        FloatArray
            Shape (k,): the larger one of the two probabilities.
        """
        loud = self._gain(frames)
        slowed = self._slowed(self._slow(loud)).reshape(-1, 3)
        # The middle one of three slow frames overlaps both of the original frames.
        of_frames = np.maximum(slowed[:, :-1], slowed[:, 1:]).reshape(-1)
        larger: FloatArray = np.maximum(self._ordinary(loud), of_frames)
        return larger

    def _slow(self, frames: FloatArray) -> FloatArray:
        """Return the frames of the slowed-down copy, shape (3 k / 2, 512)."""
        up, down = _SLOWER
        sound = np.concatenate([self._tail, frames.reshape(-1)])
        self._tail = sound[-2 * _LOOK_AHEAD :]
        edge = _LOOK_AHEAD * up // down
        slower = resample_poly(sound, up, down, window=_FILTER)
        slow = slower[edge : edge + frames.size * up // down]
        within: FloatArray = np.clip(slow, -1.0, 1.0).astype(np.float32, copy=False)
        return within.reshape(-1, FRAME_SAMPLES)


class AutomaticGain:
    """Raises soft frames, with a fast attack and a slow release; loud ones are unchanged."""

    def __init__(self) -> None:
        self._level_dbfs = -math.inf
        self._gain = math.inf

    def __call__(self, frames: FloatArray) -> FloatArray:
        """Process the next frames, shape (k, 512), and return them raised, within [-1, 1]."""
        powers = np.mean(np.square(frames, dtype=np.float64), axis=1)
        levels_dbfs = 10.0 * np.log10(np.maximum(powers, 10.0 ** (_SILENCE_DBFS / 10.0)))
        release_db = _RELEASE_DB_PER_S * FRAME_SAMPLES / SAMPLE_RATE_HZ
        gains = np.empty((len(frames), FRAME_SAMPLES), dtype=np.float32)
        for row, level_dbfs in zip(gains, levels_dbfs, strict=True):
            self._level_dbfs = max(float(level_dbfs), self._level_dbfs - release_db)
            gain_db = min(max(_TARGET_DBFS - self._level_dbfs, 0.0), _MOST_GAIN_DB)
            gain = 10.0 ** (gain_db / 20.0)
            row[:] = np.linspace(min(self._gain, gain), gain, FRAME_SAMPLES)
            self._gain = gain
        raised: FloatArray = np.clip(frames * gains, -1.0, 1.0)
        return raised


class _Network:
    """Silero and its state; results do not depend on how frames are grouped."""

    def __init__(self) -> None:
        self._session = get_vad_model().session
        self._h = np.zeros(_STATE_SHAPE, dtype=np.float32)
        self._c = np.zeros(_STATE_SHAPE, dtype=np.float32)
        self._context = np.zeros(_CONTEXT_SAMPLES, dtype=np.float32)

    def __call__(self, frames: FloatArray) -> FloatArray:
        """Return the probability of each frame; `frames` has the shape (k, 512)."""
        tails = np.vstack([self._context, frames[:-1, -_CONTEXT_SAMPLES:]])
        self._context = frames[-1, -_CONTEXT_SAMPLES:].copy()
        inputs = np.concatenate([tails, frames], axis=1)
        probabilities, self._h, self._c = self._session.run(
            None, {"input": inputs, "h": self._h, "c": self._c}
        )
        return np.asarray(probabilities, dtype=np.float32).reshape(-1)
