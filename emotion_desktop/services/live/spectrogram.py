"""Log-mel spectrogram columns for display; the networks compute their own features."""

from typing import Final

import numpy as np
import numpy.typing as npt

from emotion_desktop.domain.audio import SAMPLE_RATE_HZ, FloatArray
from emotion_desktop.domain.plot_data import MEL_BANDS, QUIETEST_DBFS

#: Samples per column: 32 ms, enough to separate the harmonics of a voice.
FRAME: Final = 512

Columns = npt.NDArray[np.uint8]


def mel_filters() -> FloatArray:
    """Return triangular filters of height 1, evenly spaced in mel (HTK) up to half the rate.

    Implemented here: librosa, which has them, would bring a compiler along.

    Returns
    -------
    FloatArray
        Shape (`FRAME` // 2 + 1, `MEL_BANDS`).
    """
    top_mel = 2595 * np.log10(1 + SAMPLE_RATE_HZ / 2 / 700)
    edges_hz = 700 * (10 ** (np.linspace(0, top_mel, MEL_BANDS + 2) / 2595) - 1)
    bins_hz = np.fft.rfftfreq(FRAME, 1 / SAMPLE_RATE_HZ)[:, np.newaxis]
    rising = (bins_hz - edges_hz[:-2]) / np.diff(edges_hz)[:-1]
    falling = (edges_hz[2:] - bins_hz) / np.diff(edges_hz)[1:]
    return np.maximum(0, np.minimum(rising, falling)).astype(np.float32)


class LogMel:
    """Computes one column per bin of audio; for one thread."""

    def __init__(self) -> None:
        self._window = np.hanning(FRAME).astype(np.float32)
        # Summed over a band, a sine of full scale then comes to about 0 dB.
        self._filters = mel_filters() * (2 / self._window.sum()) ** 2
        self._before = np.zeros(FRAME, np.float32)

    def columns(self, bins: FloatArray) -> Columns:
        """Return the column at the end of each bin.

        Parameters
        ----------
        bins : FloatArray
            Shape (n, width), consecutive audio that continues what was added before; the
            width is `FRAME` at most.

        Returns
        -------
        ndarray
            Shape (n, `MEL_BANDS`), uint8 as in `SoundTrack.mels`.
        """
        count, width = bins.shape
        sound = np.concatenate([self._before, bins.ravel()])
        self._before = sound[-FRAME:]
        frames = np.lib.stride_tricks.sliding_window_view(sound, FRAME)[width::width][:count]
        power = np.abs(np.fft.rfft(frames * self._window)) ** 2 @ self._filters
        level_dbfs = 10 * np.log10(np.maximum(power, 1e-12))
        shares = np.clip(1 - level_dbfs / QUIETEST_DBFS, 0, 1)
        columns: Columns = np.round(255 * shares).astype(np.uint8)
        return columns

    def forget(self) -> None:
        """Reset after lost audio."""
        self._before = np.zeros(FRAME, np.float32)
