"""Level, noise and duration of audio, which tell the fusion how far to trust speech."""

from typing import Final

import numpy as np

from emotion_desktop.domain.audio import SAMPLE_RATE_HZ, FloatArray

_FRAME: Final = SAMPLE_RATE_HZ // 50
_LOUD_QUANTILE: Final = 0.95
_FLOOR_QUANTILE: Final = 0.1
_SMALLEST_POWER: Final = 1e-10  # -100 dBFS
_HIGHEST_RANGE_DB: Final = 60.0


def sound_traits(samples: FloatArray) -> FloatArray:
    """Measure the traits of a sound, shape (n,).

    Returns
    -------
    FloatArray
        Shape (3,): level in dBFS of its loud frames (95th percentile of 20 ms), their
        distance in dB to the quiet ones (10th percentile, at most 60), and the natural
        logarithm of its length in seconds.
    """
    n_frames = max(1, len(samples) // _FRAME)
    frames = np.resize(samples, n_frames * _FRAME).reshape(n_frames, _FRAME)
    power = np.square(frames, dtype=np.float64).mean(axis=1) + _SMALLEST_POWER
    floor, loud = 10 * np.log10(np.quantile(power, (_FLOOR_QUANTILE, _LOUD_QUANTILE)))
    length_s = max(len(samples), _FRAME) / SAMPLE_RATE_HZ
    return np.array([loud, min(loud - floor, _HIGHEST_RANGE_DB), np.log(length_s)], np.float32)
