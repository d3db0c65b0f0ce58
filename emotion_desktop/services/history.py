"""The last minute of sound and estimates, kept by one writer and published as immutable tracks."""

from dataclasses import dataclass

import numpy as np

from emotion_desktop.domain.audio import SAMPLE_RATE_HZ, AudioBlock, FloatArray
from emotion_desktop.domain.estimate import Utterance
from emotion_desktop.domain.labels import EMOTIONS
from emotion_desktop.domain.live import WindowEstimate
from emotion_desktop.domain.tracks import EstimateTrack, SoundTrack

_FULL_SCALE = 0.999


@dataclass(frozen=True, slots=True)
class HistoryOptions:
    """How much is kept, in seconds, and how finely."""

    keep_s: float = 60.0
    bin_s: float = 0.02
    attention_bin_s: float = 0.05
    level_s: float = 0.1
    clipping_s: float = 1.0


def _frozen(array: FloatArray) -> FloatArray:
    array.setflags(write=False)
    return array


class SoundHistory:
    """Reduces blocks to the smallest and largest sample per bin; one thread writes.

    Parameters
    ----------
    options : HistoryOptions
        Extent and bin widths.
    """

    def __init__(self, options: HistoryOptions | None = None) -> None:
        self._options = options or HistoryOptions()
        self._bin = round(self._options.bin_s * SAMPLE_RATE_HZ)
        self._bins = round(self._options.keep_s / self._options.bin_s)
        self._lows: FloatArray = np.empty(0, np.float32)
        self._highs: FloatArray = np.empty(0, np.float32)
        self._rest: FloatArray = np.empty(0, np.float32)
        self._newest: FloatArray = np.empty(0, np.float32)
        self._end = 0
        self._clipped_at: int | None = None

    def add(self, block: AudioBlock, *, speaking: bool) -> SoundTrack:
        """Take a block and return the new track; lost sound is drawn as silence."""
        lost = block.first_sample - self._end
        longest = self._bins * self._bin  # more than this is off the plot anyway
        silence = np.zeros(min(max(lost, 0), longest), np.float32)
        sound = np.concatenate([self._rest, silence, block.samples])
        self._end = block.first_sample + len(block.samples)
        whole = len(sound) // self._bin * self._bin
        bins = sound[:whole].reshape(-1, self._bin)
        self._rest = sound[whole:]
        self._lows = _frozen(np.concatenate([self._lows, bins.min(axis=1)])[-self._bins :])
        self._highs = _frozen(np.concatenate([self._highs, bins.max(axis=1)])[-self._bins :])
        self._notice_level(block.samples)
        return self._track(speaking=speaking)

    def _notice_level(self, samples: FloatArray) -> None:
        keep = round(self._options.level_s * SAMPLE_RATE_HZ)
        self._newest = np.concatenate([self._newest, samples])[-keep:]
        if len(samples) and float(np.abs(samples).max()) >= _FULL_SCALE:
            self._clipped_at = self._end

    def _track(self, *, speaking: bool) -> SoundTrack:
        power = float(np.mean(np.square(self._newest))) if len(self._newest) else 0.0
        clipping = (
            self._clipped_at is not None
            and self._end - self._clipped_at < self._options.clipping_s * SAMPLE_RATE_HZ
        )
        return SoundTrack(
            end_s=self._end / SAMPLE_RATE_HZ,
            bin_s=self._options.bin_s,
            bins_end_s=(self._end - len(self._rest)) / SAMPLE_RATE_HZ,
            lows=self._lows,
            highs=self._highs,
            level_dbfs=10 * float(np.log10(power)) if power > 0 else float("-inf"),
            clipping=clipping,
            speaking=speaking,
        )


class EstimateHistory:
    """Keeps the estimates of the windows and where the network looked; one thread writes.

    Overlapping windows are averaged per bin; an utterance, which was heard
    whole, then replaces what the windows that it covers said.

    Parameters
    ----------
    options : HistoryOptions
        Extent and bin widths.
    """

    def __init__(self, options: HistoryOptions | None = None) -> None:
        self._options = options or HistoryOptions()
        self._bins = round(self._options.keep_s / self._options.attention_bin_s)
        self._times_s: list[float] = []
        self._rows: list[FloatArray] = []
        self._sums = np.zeros(self._bins, np.float32)
        self._counts = np.zeros(self._bins, np.float32)
        self._end_bin = 0

    def add_window(self, window: WindowEstimate) -> EstimateTrack:
        """Take the estimate of a window."""
        self._add_row(window.end_s, window.estimate.probabilities)
        placed, weights = self._place(window.start_s, window.end_s, window.estimate.attention)
        self._sums[placed] += weights
        self._counts[placed] += 1
        return self._track()

    def add_pause(self, time_s: float) -> EstimateTrack:
        """Note that nobody spoke; one row of nan a pause is enough to break the curves."""
        if self._rows and not np.isnan(self._rows[-1][0]):
            self._add_row(time_s, np.full(len(EMOTIONS), np.nan, np.float32))
        return self._track()

    def add_utterance(self, utterance: Utterance) -> EstimateTrack:
        """Take where the network looked in a whole utterance."""
        speech = utterance.estimate.speech
        if speech is not None:
            placed, weights = self._place(utterance.start_s, utterance.end_s, speech.attention)
            self._sums[placed] = weights
            self._counts[placed] = 1
        return self._track()

    def _add_row(self, time_s: float, row: FloatArray) -> None:
        self._times_s.append(time_s)
        self._rows.append(row)
        while self._times_s[0] < time_s - self._options.keep_s:
            del self._times_s[0], self._rows[0]

    def _place(
        self, start_s: float, end_s: float, attention: FloatArray
    ) -> tuple[slice, FloatArray]:
        """Return the bins that an extent covers and the weight of each, 1 where it is even."""
        width_s = self._options.attention_bin_s
        first, end = round(start_s / width_s), round(end_s / width_s)
        self._advance(end)
        oldest = self._end_bin - self._bins
        # A share is a difference of the running sum: nothing is lost or counted twice.
        running = np.concatenate([[0.0], np.cumsum(attention)])
        edges = np.linspace(0, len(attention), end - first + 1)
        shares = np.diff(np.interp(edges, np.arange(len(running)), running))
        weights = (shares * (end - first)).astype(np.float32)
        skip = max(oldest - first, 0)
        placed = slice(first + skip - oldest, max(end - oldest, first + skip - oldest))
        return placed, weights[skip:]

    def _advance(self, end_bin: int) -> None:
        steps = min(max(end_bin - self._end_bin, 0), self._bins)
        if steps:
            fresh = np.zeros(steps, np.float32)
            self._sums = np.concatenate([self._sums, fresh])[-self._bins :]
            self._counts = np.concatenate([self._counts, fresh])[-self._bins :]
        self._end_bin = max(end_bin, self._end_bin)

    def _track(self) -> EstimateTrack:
        rows = np.stack(self._rows) if self._rows else np.empty((0, len(EMOTIONS)), np.float32)
        return EstimateTrack(
            times_s=_frozen(np.asarray(self._times_s, np.float32)),
            probabilities=_frozen(rows.astype(np.float32)),
            attention_bin_s=self._options.attention_bin_s,
            attention_end_s=self._end_bin * self._options.attention_bin_s,
            attention=_frozen(np.divide(self._sums, np.maximum(self._counts, 1), dtype=np.float32)),
        )
