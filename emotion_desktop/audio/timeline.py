"""One time line for what a device gives, with gaps where it lost sound."""

import logging

import numpy as np

from emotion_desktop.audio.resampling import StreamResampler
from emotion_desktop.domain.audio import SAMPLE_RATE_HZ, AudioBlock, FloatArray

logger = logging.getLogger(__name__)


class LossMeter:
    """Tells from the clock how much sound a device swallowed without saying so.

    Blocks may come late and in bursts, which is no loss. So the least delay in each
    stretch of a few seconds counts: it jumps only where sound is missing. Slow drift
    between the clocks stays below the threshold.

    Parameters
    ----------
    stretch_s : float
        Length of a stretch.
    threshold_s : float
        A smaller jump is taken for drift.
    """

    def __init__(self, *, stretch_s: float = 2.0, threshold_s: float = 0.2) -> None:
        self._stretch_s = stretch_s
        self._threshold_s = threshold_s
        self._base_s: float | None = None
        self._least_s = float("inf")
        self._stretch_end_s: float | None = None

    def observe(self, now_s: float, received_s: float) -> float:
        """Take the time and amount of sound at a block's arrival.

        Parameters
        ----------
        now_s : float
            Of a monotonic clock.
        received_s : float
            Sound received since the start, without what was found lost.

        Returns
        -------
        float
            Seconds found lost just now, mostly 0.
        """
        self._least_s = min(self._least_s, now_s - received_s)
        if self._stretch_end_s is None:
            self._stretch_end_s = now_s + self._stretch_s
        if now_s < self._stretch_end_s:
            return 0.0
        jump_s = 0.0 if self._base_s is None else self._least_s - self._base_s
        self._base_s, self._least_s = self._least_s, float("inf")
        self._stretch_end_s = now_s + self._stretch_s
        return jump_s if jump_s > self._threshold_s else 0.0


class Timeline:
    """Puts a device's blocks on one time line at 16 kHz, with gaps where sound is lost."""

    def __init__(self, rate_hz: int) -> None:
        self._rate_hz = rate_hz
        self._loss = LossMeter()
        self._swallowed = 0  # frames that the device lost without counting them
        self._expected = 0
        self._resampler = StreamResampler(rate_hz)
        self._next_sample = 0
        self.dropped_samples = 0

    def place(self, first_frame: int, arrived_s: float, samples: FloatArray) -> list[AudioBlock]:
        """Resample a block; after a gap, what was held back before it comes first."""
        received_s = (first_frame + len(samples)) / self._rate_hz
        swallowed_s = self._loss.observe(arrived_s, received_s)
        if swallowed_s:
            logger.warning("the device lost %.1f s of sound without a word", swallowed_s)
            self._swallowed += round(swallowed_s * self._rate_hz)
        first_frame += self._swallowed
        blocks: list[AudioBlock] = []
        if first_frame != self._expected:
            blocks += self._block(np.zeros(0, dtype=np.float32), last=True)
            self.dropped_samples += self._at_16_khz(first_frame - self._expected)
            self._next_sample = self._at_16_khz(first_frame)
            self._resampler = StreamResampler(self._rate_hz)
        self._expected = first_frame + len(samples)
        return blocks + self._block(samples)

    def _at_16_khz(self, frames: int) -> int:
        return round(frames * SAMPLE_RATE_HZ / self._rate_hz)

    def _block(self, samples: FloatArray, *, last: bool = False) -> list[AudioBlock]:
        resampled = self._resampler.feed(samples, last=last)
        if not len(resampled):
            return []
        block = AudioBlock(resampled, SAMPLE_RATE_HZ, self._next_sample)
        self._next_sample += len(resampled)
        return [block]
