"""Levels of audio over time, per frequency band."""

from typing import Final

import numpy as np

from emotion_desktop.domain.audio import SAMPLE_RATE_HZ, FloatArray

#: Interval between levels, and duration of audio that each covers.
HOP_SAMPLES: Final = 320
_WINDOW_SAMPLES: Final = 512
#: From the start of that audio to its middle.
MIDDLE_SAMPLES: Final = _WINDOW_SAMPLES // 2
HOP_S: Final = HOP_SAMPLES / SAMPLE_RATE_HZ
#: Edges of the bands, in hertz; voices differ in all of them.
_EDGES_HZ: Final = (150, 400, 800, 1500, 2500, 4000, 7000)
N_BANDS: Final = len(_EDGES_HZ) - 1
#: What is quieter counts as this, in decibels below full scale.
QUIETEST_DBFS: Final = -110.0


class BandLevels:
    """Reduces audio at `SAMPLE_RATE_HZ` to levels, independent of how it is split.

    An hour takes 4.3 MB.
    """

    def __init__(self) -> None:
        self._rest: FloatArray = np.zeros(0, np.float32)
        self._levels: list[FloatArray] = [np.zeros((0, N_BANDS), np.float32)]
        self._window = np.hanning(_WINDOW_SAMPLES).astype(np.float32)
        bins = np.array(_EDGES_HZ) * _WINDOW_SAMPLES // SAMPLE_RATE_HZ
        self._starts, self._end = bins[:-1], int(bins[-1])

    def feed(self, samples: FloatArray) -> None:
        """Add the next samples, shape (n,)."""
        sound = np.concatenate([self._rest, samples])
        n_levels = max((len(sound) - _WINDOW_SAMPLES) // HOP_SAMPLES + 1, 0)
        if n_levels:
            windows = np.lib.stride_tricks.sliding_window_view(sound, _WINDOW_SAMPLES)
            spectrum = np.fft.rfft(windows[::HOP_SAMPLES][:n_levels] * self._window)
            power = np.square(np.abs(spectrum[:, : self._end])) / _WINDOW_SAMPLES**2
            bands = np.add.reduceat(power, self._starts, axis=1)
            floor = 10 ** (QUIETEST_DBFS / 10)
            self._levels.append((10 * np.log10(np.maximum(bands, floor))).astype(np.float32))
        self._rest = sound[n_levels * HOP_SAMPLES :]

    def levels_db(self) -> FloatArray:
        """Return all levels so far, shape (n, `N_BANDS`), starting at the first sample."""
        return np.concatenate(self._levels)
