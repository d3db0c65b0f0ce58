"""Puts blocks from a device on one time line, with gaps where audio was lost."""

import logging

import numpy as np

from emotion_desktop.audio.resampling import StreamResampler
from emotion_desktop.domain.audio import SAMPLE_RATE_HZ, AudioBlock, FloatArray

logger = logging.getLogger(__name__)


class LossMeter:
    """Estimates from the clock how much audio a device dropped without reporting it.

    Blocks may arrive late and in bursts, which is not a loss. Therefore the least delay in each
    interval of a few seconds counts: it jumps only if audio is missing. Slow drift
    between the clocks stays below the threshold.

    Parameters
    ----------
    stretch_s : float
        Length of an interval.
    threshold_s : float
        A smaller jump is considered drift.
    """

    def __init__(self, *, stretch_s: float = 2.0, threshold_s: float = 0.2) -> None:
        self._stretch_s = stretch_s
        self._threshold_s = threshold_s
        self._base_s: float | None = None
        self._least_s = float("inf")
        self._stretch_end_s: float | None = None

    def observe(self, now_s: float, received_s: float) -> float:
        """Register the arrival time and size of a block.

        Parameters
        ----------
        now_s : float
            Of a monotonic clock.
        received_s : float
            Audio received since the start, without what was found lost.

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
    """Puts a device's blocks on one 16 kHz time line, with gaps where audio was lost.

    The device may disappear and return, even with another rate: call `begin` each time
    it starts to deliver audio, and `interrupt` when it stops.

    Attributes
    ----------
    dropped_samples : int
        Lost so far, at 16 kHz, the time away included.
    """

    def __init__(self) -> None:
        self.dropped_samples = 0
        self._next_sample = 0
        self._zero_s: float | None = None  # the clock's time at sample 0

    @property
    def end_s(self) -> float:
        """Where the next sample is expected, in seconds since the source began."""
        return self._next_sample / SAMPLE_RATE_HZ

    def begin(self, rate_hz: int, began_s: float) -> None:
        """Start with a new device.

        Parameters
        ----------
        rate_hz : int
            Of the frames that will be placed; their index counts from 0 again.
        began_s : float
            Time of frame 0, on `time.monotonic`'s clock.
        """
        if self._zero_s is None:
            self._zero_s = began_s
        # By the clock, and not by when it was last heard: errors of milliseconds would add up.
        placed = round((began_s - self._zero_s) * SAMPLE_RATE_HZ)
        away = max(0, placed - self._next_sample)
        self.dropped_samples += away
        self._next_sample += away
        self._origin = self._next_sample
        self._rate_hz = rate_hz
        self._loss = LossMeter()
        self._swallowed = 0  # frames that the device lost without counting them
        self._expected = 0
        self._resampler = StreamResampler(rate_hz)

    def interrupt(self) -> list[AudioBlock]:
        """Return what was held back when the device stops, so that it is not lost."""
        return self._block(np.zeros(0, dtype=np.float32), last=True)

    def place(self, first_frame: int, arrived_s: float, samples: FloatArray) -> list[AudioBlock]:
        """Resample a block; after a gap, return what was held back first.

        Parameters
        ----------
        first_frame : int
            Index of the first frame since `begin`.
        arrived_s : float
            On `time.monotonic`'s clock.
        samples : FloatArray
            Shape (n,).

        Returns
        -------
        list of AudioBlock
            At 16 kHz; may be empty.
        """
        received_s = (first_frame + len(samples)) / self._rate_hz
        swallowed_s = self._loss.observe(arrived_s, received_s)
        if swallowed_s:
            logger.warning("The device dropped %.1f s of audio without reporting it", swallowed_s)
            self._swallowed += round(swallowed_s * self._rate_hz)
        first_frame += self._swallowed
        blocks: list[AudioBlock] = []
        if first_frame != self._expected:
            blocks += self.interrupt()
            self.dropped_samples += self._at_16_khz(first_frame - self._expected)
            # A gap of one frame may round to before the end of the held-back audio.
            placed = self._origin + self._at_16_khz(first_frame)
            self._next_sample = max(self._next_sample, placed)
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
