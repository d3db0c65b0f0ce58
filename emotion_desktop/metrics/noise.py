"""Adds background voices at a given signal-to-noise ratio."""

from collections.abc import Sequence

import numpy as np

from emotion_desktop.domain.audio import FloatArray

_LEAST_POWER = 1e-12


def babble(voices: Sequence[FloatArray], n_samples: int) -> FloatArray:
    """Sum voices, shape (n,) each, repeated or cut to `n_samples`."""
    total: FloatArray = np.sum([np.resize(voice, n_samples) for voice in voices], axis=0)
    return total


def mix_at_snr(samples: FloatArray, noise: FloatArray, snr_db: float) -> FloatArray:
    """Add noise of the same length, shape (n,), at a signal-to-noise ratio in dB."""
    power, noise_power = (max(float(np.mean(x**2)), _LEAST_POWER) for x in (samples, noise))
    gain = np.sqrt(power / noise_power / 10 ** (snr_db / 10))
    return (samples + noise * np.float32(gain)).astype(np.float32)
