"""Cuts a stream of blocks into overlapping windows."""

from dataclasses import dataclass

import numpy as np

from emotion_desktop.domain.audio import SAMPLE_RATE_HZ, AudioBlock, FloatArray


@dataclass(frozen=True, slots=True)
class Window:
    """One window of audio at `SAMPLE_RATE_HZ`.

    Attributes
    ----------
    first_sample : int
        Its position, in samples since the source began.
    samples : FloatArray
        Shape (n,); never modified.
    gaps_before : int
        Number of gaps before it.
    """

    first_sample: int
    samples: FloatArray
    gaps_before: int = 0

    @property
    def start_s(self) -> float:
        """Start in seconds since the source began."""
        return self.first_sample / SAMPLE_RATE_HZ

    @property
    def end_s(self) -> float:
        """End in seconds since the source began."""
        return (self.first_sample + len(self.samples)) / SAMPLE_RATE_HZ


class WindowCutter:
    """Returns the latest `window_s` of audio every `hop_s`, whatever the block sizes.

    Parameters
    ----------
    window_s, hop_s : float
        Length and hop in seconds.
    shortest_s : float
        At the start of the audio and after a gap, a window may be this short.
    """

    def __init__(self, *, window_s: float, hop_s: float, shortest_s: float = 1.0) -> None:
        self._window = round(window_s * SAMPLE_RATE_HZ)
        self.hop_s = hop_s
        self._shortest = round(min(shortest_s, window_s) * SAMPLE_RATE_HZ)
        self._samples: FloatArray = np.empty(0, np.float32)
        self._end = 0
        self._gaps = 0

    @property
    def hop_s(self) -> float:
        """The hop in seconds; may be changed between blocks."""
        return self._hop / SAMPLE_RATE_HZ

    @hop_s.setter
    def hop_s(self, hop_s: float) -> None:
        self._hop = round(hop_s * SAMPLE_RATE_HZ)

    def feed(self, block: AudioBlock) -> list[Window]:
        """Process a block and return the windows that end in it, oldest first."""
        if block.first_sample != self._end:  # lost audio: a window must not bridge it
            self._samples = np.empty(0, np.float32)
            self._gaps += 1
        begin, self._end = block.first_sample, block.first_sample + len(block.samples)
        sound = np.concatenate([self._samples, block.samples])
        first = self._end - len(sound)
        next_hop = (begin // self._hop + 1) * self._hop
        windows = []
        for end in range(next_hop, self._end + 1, self._hop):
            start = max(first, end - self._window)
            if end - start >= self._shortest:
                samples = sound[start - first : end - first].copy()
                windows.append(Window(start, samples, self._gaps))
        self._samples = sound[-self._window :]
        return windows
