"""A window that slides over a recording, in stretches that are encoded once."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np

from emotion_desktop.domain.audio import SAMPLE_RATE_HZ, FloatArray

#: Longest stretch that the encoder takes.
STRETCH_S: Final = 15.0


@dataclass(frozen=True, slots=True)
class Stretch:
    """Sound that holds several whole windows.

    Attributes
    ----------
    first_sample : int
        Index of the first sample since the recording began.
    samples : FloatArray
        Shape (n,), at most `STRETCH_S` long.
    starts : list of int
        First sample of each window, within `samples`.
    length : int
        Samples of a window.
    """

    first_sample: int
    samples: FloatArray
    starts: list[int]
    length: int


class SlidingWindow:
    """Collects sound and gives out stretches as soon as they are complete.

    A recording shorter than a window gets one window of its own length; sound behind
    the last whole window gets none.

    Parameters
    ----------
    window_s, hop_s : float
        Length and step of the window in seconds.
    """

    def __init__(self, window_s: float = 3.0, hop_s: float = 0.5) -> None:
        self.window_s = window_s
        self.hop_s = hop_s
        self._length = round(window_s * SAMPLE_RATE_HZ)
        self._hop = round(hop_s * SAMPLE_RATE_HZ)
        self._per_stretch = (round(STRETCH_S * SAMPLE_RATE_HZ) - self._length) // self._hop + 1
        self._held = np.zeros(0, dtype=np.float32)
        self._first_sample = 0

    def feed(self, samples: FloatArray) -> Iterator[Stretch]:
        """Take the next samples, shape (n,); yield what became complete."""
        self._held = np.concatenate([self._held, samples])
        needed = self._length + (self._per_stretch - 1) * self._hop
        while len(self._held) >= needed:
            yield self._stretch(self._per_stretch)

    def flush(self) -> Iterator[Stretch]:
        """Yield the windows of what is left."""
        n_windows = (len(self._held) - self._length) // self._hop + 1
        if n_windows > 0:
            yield self._stretch(n_windows)
        elif self._first_sample == 0 and len(self._held):
            yield Stretch(0, self._held, [0], len(self._held))

    def _stretch(self, n_windows: int) -> Stretch:
        starts = [i * self._hop for i in range(n_windows)]
        samples = self._held[: starts[-1] + self._length]
        stretch = Stretch(self._first_sample, samples, starts, self._length)
        self._held = self._held[n_windows * self._hop :]
        self._first_sample += n_windows * self._hop
        return stretch
