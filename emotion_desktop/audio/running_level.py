"""The current level of a source."""

import math
from typing import Final

import numpy as np

from emotion_desktop.domain.audio import SAMPLE_RATE_HZ, AudioBlock, FloatArray

#: The level covers the latest audio of this length.
LEVEL_S: Final = 0.1
#: How long clipping is indicated: a mark lit for one block would go unnoticed.
CLIPPING_S: Final = 1.0
#: Converters and drivers clip a little below full scale.
_FULL_SCALE: Final = 0.999


class RunningLevel:
    """Measures the latest audio of a source, block by block; for one thread.

    Attributes
    ----------
    dbfs : float
        RMS level of the latest `LEVEL_S` in dBFS; -inf for silence and
        before any audio. Any thread may read it.
    """

    def __init__(self) -> None:
        self.dbfs = -math.inf
        self._newest: FloatArray = np.empty(0, np.float32)
        self._end = 0
        self._clipped_at: int | None = None

    @property
    def clipping(self) -> bool:
        """Whether any sample of the last `CLIPPING_S` reached full scale."""
        clipped_at = self._clipped_at
        return clipped_at is not None and self._end - clipped_at < CLIPPING_S * SAMPLE_RATE_HZ

    def feed(self, block: AudioBlock) -> None:
        """Process the next block; audio lost before it is excluded from the level."""
        self._end = block.first_sample + len(block.samples)
        keep = round(LEVEL_S * SAMPLE_RATE_HZ)
        self._newest = np.concatenate([self._newest, block.samples])[-keep:]
        if len(block.samples) and float(np.abs(block.samples).max()) >= _FULL_SCALE:
            self._clipped_at = self._end
        power = float(np.mean(np.square(self._newest))) if len(self._newest) else 0.0
        self.dbfs = 10 * math.log10(power) if power > 0 else -math.inf
