"""Batches of sliding windows over an audio file, from sections that are encoded once."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from emotion_desktop.domain.audio import SAMPLE_RATE_HZ, FloatArray
from emotion_desktop.domain.live_options import DEFAULT_HOP_S, DEFAULT_WINDOW_S

#: Longest section that the encoder takes.
STRETCH_S: Final = 15.0


@dataclass(frozen=True, slots=True)
class WindowBatch:
    """A section of audio that contains several whole windows.

    Attributes
    ----------
    first_sample : int
        Index of the first sample, from the start of the audio.
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
    """Collects audio and returns sections as soon as they are complete.

    Audio shorter than a window gets one window of its own length; audio after
    the last complete window gets none.

    Parameters
    ----------
    window_s, hop_s : float
        Length and step of the window in seconds.
    """

    def __init__(self, window_s: float = DEFAULT_WINDOW_S, hop_s: float = DEFAULT_HOP_S) -> None:
        self.window_s = window_s
        self.hop_s = hop_s
        self._length = round(window_s * SAMPLE_RATE_HZ)
        self._hop = round(hop_s * SAMPLE_RATE_HZ)
        self._per_stretch = (round(STRETCH_S * SAMPLE_RATE_HZ) - self._length) // self._hop + 1
        self._held = np.zeros(0, dtype=np.float32)
        self._first_sample = 0

    def feed(self, samples: FloatArray) -> Iterator[WindowBatch]:
        """Add the next samples, shape (n,), and yield complete sections."""
        self._held = np.concatenate([self._held, samples])
        needed = self._length + (self._per_stretch - 1) * self._hop
        while len(self._held) >= needed:
            yield self._stretch(self._per_stretch)

    def flush(self) -> Iterator[WindowBatch]:
        """Yield the windows of the remaining audio."""
        n_windows = (len(self._held) - self._length) // self._hop + 1
        if n_windows > 0:
            yield self._stretch(n_windows)
        elif self._first_sample == 0 and len(self._held):
            yield WindowBatch(0, self._held, [0], len(self._held))

    def _stretch(self, n_windows: int) -> WindowBatch:
        starts = [i * self._hop for i in range(n_windows)]
        samples = self._held[: starts[-1] + self._length]
        stretch = WindowBatch(self._first_sample, samples, starts, self._length)
        self._held = self._held[n_windows * self._hop :]
        self._first_sample += n_windows * self._hop
        return stretch


def share_covered(
    extents: Sequence[tuple[float, float]], starts_s: npt.NDArray[np.float64], length_s: float
) -> FloatArray:
    """Return the share of each window covered by intervals, counting overlaps once.

    Parameters
    ----------
    extents : sequence of tuple of float
        Start and end of each in seconds, ordered by start.
    starts_s : ndarray
        Shape (n,), the starts of the windows.
    length_s : float
        Length of every window.

    Returns
    -------
    FloatArray
        Shape (n,), in [0, 1].
    """
    edges_s, covered_s, end_s = [0.0], [0.0], 0.0
    for start, end in extents:
        begin = max(start, end_s)
        if end > begin:
            edges_s += [begin, end]
            covered_s += [covered_s[-1], covered_s[-1] + end - begin]
            end_s = end
    # Covered time up to any moment grows by straight lines between the edges.
    until = np.interp(starts_s + length_s, edges_s, covered_s)
    share = (until - np.interp(starts_s, edges_s, covered_s)) / length_s
    return np.clip(share, 0.0, 1.0).astype(np.float32)
