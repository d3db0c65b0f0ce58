"""Acoustic conditions outside a studio: the same clips, degraded in a known way."""

from collections.abc import Callable, Sequence
from typing import Final

import numpy as np
from scipy.signal import butter, sosfiltfilt

from emotion_desktop.domain.audio import SAMPLE_RATE_HZ, FloatArray
from emotion_desktop.metrics.noise import babble, mix_at_snr
from model_training.codecs import through_codec

SNRS_DB: Final = (20.0, 10.0, 5.0, 0.0)

_BABBLE_VOICES: Final = 6
_LOWEST_NOISE_HZ: Final = 80.0
_TELEPHONE_HZ: Final = (300.0, 3400.0)
_MP3_BIT_RATE: Final = 32_000

#: Changes a sound, given sounds of other speakers and a random generator.
Condition = Callable[[FloatArray, Sequence[FloatArray], np.random.Generator], FloatArray]


def stationary_noise(n_samples: int, rng: np.random.Generator) -> FloatArray:
    """Return pink noise, like ventilation or traffic, shape (n,)."""
    spectrum = np.fft.rfft(rng.standard_normal(n_samples))
    frequencies_hz = np.fft.rfftfreq(n_samples, 1 / SAMPLE_RATE_HZ)
    # Below the voice noise would count in the ratio and disturb nothing.
    audible = frequencies_hz >= _LOWEST_NOISE_HZ
    spectrum *= audible / np.sqrt(np.maximum(frequencies_hz, _LOWEST_NOISE_HZ))
    noise: FloatArray = np.fft.irfft(spectrum, n_samples).astype(np.float32)
    return noise


def telephone(samples: FloatArray) -> FloatArray:
    """Band-limit to 300 to 3400 Hz."""
    band = butter(4, _TELEPHONE_HZ, "bandpass", fs=SAMPLE_RATE_HZ, output="sos")
    kept: FloatArray = sosfiltfilt(band, samples).astype(np.float32)
    return kept


def _gain(factor: float) -> Condition:
    return lambda samples, _others, _rng: np.clip(samples * np.float32(factor), -1, 1)


def _with_babble(snr_db: float) -> Condition:
    def change(
        samples: FloatArray, others: Sequence[FloatArray], rng: np.random.Generator
    ) -> FloatArray:
        chosen = [others[i] for i in rng.integers(len(others), size=_BABBLE_VOICES)]
        return mix_at_snr(samples, babble(chosen, len(samples)), snr_db)

    return change


def _with_noise(snr_db: float) -> Condition:
    return lambda samples, _others, rng: mix_at_snr(
        samples, stationary_noise(len(samples), rng), snr_db
    )


CONDITIONS: Final[dict[str, Condition]] = {
    "clean": lambda samples, _others, _rng: samples,
    **{f"babble {snr_db:g} dB": _with_babble(snr_db) for snr_db in SNRS_DB},
    **{f"stationary noise {snr_db:g} dB": _with_noise(snr_db) for snr_db in SNRS_DB},
    "telephone band": lambda samples, _others, _rng: telephone(samples),
    "MP3 32 kbit/s": lambda samples, _others, _rng: through_codec(samples, "mp3", _MP3_BIT_RATE),
    "half gain": _gain(0.5),
    "double gain": _gain(2.0),
}
