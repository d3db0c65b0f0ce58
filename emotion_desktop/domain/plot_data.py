"""The data of the live plots: immutable tracks of audio and estimates."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from emotion_desktop.domain.audio import FloatArray
from emotion_desktop.domain.labels import EMOTIONS

#: Level in dBFS that the smallest value of a spectrogram represents.
QUIETEST_DBFS = -96.0
#: Bands of a spectrogram's column, from low to high on the mel scale.
MEL_BANDS = 64


@dataclass(frozen=True, slots=True)
class PyramidLevel:
    """One quantity at one resolution: bins of equal width, the newest last.

    Attributes
    ----------
    bin_s : float
        Width of a bin.
    first : int
        Number of the oldest bin; bin k starts at `k * bin_s` seconds since the source began.
    values : ndarray
        Shape (n,) or (n, m), read-only.
    """

    bin_s: float
    first: int
    values: npt.NDArray[Any]

    @property
    def start_s(self) -> float:
        """Where the oldest bin begins."""
        return self.first * self.bin_s

    @property
    def end_s(self) -> float:
        """Where the newest bin ends."""
        return (self.first + len(self.values)) * self.bin_s

    def between(self, start_s: float, end_s: float) -> "PyramidLevel":
        """Return a view of the bins that an interval touches."""
        low = max(int(start_s / self.bin_s) - self.first, 0)
        high = max(int(end_s / self.bin_s) + 1 - self.first, low)
        return PyramidLevel(self.bin_s, self.first + low, self.values[low:high])

    def reduced(self, most: int, reduce: Callable[..., Any]) -> "PyramidLevel":
        """Return wider bins, at most `most` of them.

        Parameters
        ----------
        most : int
            Maximum number of bins; if there are no more, nothing changes.
        reduce : callable
            Reduces several bins to one: takes an array and `axis`, like `numpy.max`.
        """
        width = -(-len(self.values) // most)
        if width <= 1:
            return self
        # Bins start at multiples of their width, so that they stay in place while time passes.
        skip = -self.first % width
        whole = max(len(self.values) - skip, 0) // width * width
        groups = self.values[skip : skip + whole].reshape(-1, width, *self.values.shape[1:])
        return PyramidLevel(
            self.bin_s * width, (self.first + skip) // width, reduce(groups, axis=1)
        )


def finest(
    levels: Sequence[PyramidLevel], start_s: float, end_s: float, most: int
) -> PyramidLevel | None:
    """Return an interval at the finest level that covers it in at most `most` bins.

    Parameters
    ----------
    levels : sequence of Level
        From fine to coarse.
    start_s, end_s : float
        The extent in seconds since the source began.
    most : int
        What a plot can show; the coarsest level may exceed it.

    Returns
    -------
    PyramidLevel or None
        None if nothing was ever stored.
    """
    kept = [level for level in levels if len(level.values)]
    for level in kept:
        complete = level.first == 0 or level.start_s <= start_s
        if complete and (end_s - start_s) / level.bin_s <= most:
            return level.between(start_s, end_s)
    return kept[-1].between(start_s, end_s) if kept else None


def _no_gaps() -> npt.NDArray[np.float64]:
    return np.empty((0, 2), np.float64)


@dataclass(frozen=True, slots=True)
class SoundTrack:
    """The audio of a whole session, reduced to what a plot needs.

    Attributes
    ----------
    end_s : float
        Seconds of audio since the source began.
    lows, highs : tuple of PyramidLevel
        Smallest and largest sample per bin, shape (n,), each level coarser than the one
        before it.
    mels : tuple of PyramidLevel
        Log-mel spectrogram, shape (n, `MEL_BANDS`), uint8: 0 is `QUIETEST_DBFS` or less, 255
        is full scale. The finest level covers only the last minutes.
    gaps_s : ndarray
        Shape (n, 2), float64: start and end of each interval of lost audio, which the other
        tracks contain as silence.
    level_dbfs : float
        RMS level of the latest 0.1 s in dBFS; -inf for silence.
    clipping : bool
        True if a sample of the last second reached full scale.
    speaking : bool
        True while voice activity is detected.
    """

    end_s: float = 0.0
    lows: tuple[PyramidLevel, ...] = ()
    highs: tuple[PyramidLevel, ...] = ()
    mels: tuple[PyramidLevel, ...] = ()
    gaps_s: npt.NDArray[np.float64] = field(default_factory=_no_gaps)
    level_dbfs: float = float("-inf")
    clipping: bool = False
    speaking: bool = False

    def without_sound_for(self, seconds: float) -> "SoundTrack":
        """Return a track that ends with a growing gap, for a source that is silent."""
        end_s = self.end_s + seconds
        return replace(
            self,
            end_s=end_s,
            gaps_s=np.concatenate([self.gaps_s, [[self.end_s, end_s]]]),
            level_dbfs=float("-inf"),
            clipping=False,
            speaking=False,
        )

    def is_lost(self, time_s: float) -> bool:
        """Return whether the audio at a time was lost."""
        after = int(np.searchsorted(self.gaps_s[:, 1], time_s))
        return after < len(self.gaps_s) and bool(self.gaps_s[after, 0] <= time_s)


def _no_times() -> npt.NDArray[np.float64]:
    return np.empty(0, np.float64)


def _no_rows() -> FloatArray:
    return np.empty((0, len(EMOTIONS)), np.float32)


def _no_attention() -> PyramidLevel:
    return PyramidLevel(0.05, 0, np.empty(0, np.float32))


@dataclass(frozen=True, slots=True)
class EstimateTrack:
    """The estimates from speech of a whole session.

    Attributes
    ----------
    times_s : ndarray
        Shape (n,), float64, the end of each window in seconds since the source began.
    probabilities : FloatArray
        Shape (n, 7); a row of nan represents a pause without a voice.
    smoothed : FloatArray
        Shape (n, 7), the same, smoothed exponentially within each run of speech.
    attention : PyramidLevel
        Shape (m,), the network's attention to each bin: 1 is what uniform attention
        would give, 0 is "not at all" or "not estimated". These bins no longer change.
    recent_attention : PyramidLevel
        The following bins, which later estimates may still replace.
    """

    times_s: npt.NDArray[np.float64] = field(default_factory=_no_times)
    probabilities: FloatArray = field(default_factory=_no_rows)
    smoothed: FloatArray = field(default_factory=_no_rows)
    attention: PyramidLevel = field(default_factory=_no_attention)
    recent_attention: PyramidLevel = field(default_factory=_no_attention)

    def attention_between(self, start_s: float, end_s: float, most: int) -> PyramidLevel:
        """Return the attention of an interval, averaged to at most `most` bins."""
        old = self.attention.between(start_s, end_s)
        new = self.recent_attention.between(start_s, end_s)
        joined = np.concatenate([old.values, new.values]) if len(old.values) else new.values
        first = old.first if len(old.values) else new.first
        return PyramidLevel(new.bin_s, first, joined).reduced(most, np.mean)

    def nearest(self, time_s: float) -> int | None:
        """Return the row closest in time; None if there is none."""
        if not len(self.times_s):
            return None
        after = int(np.searchsorted(self.times_s, time_s))
        candidates = range(max(after - 1, 0), min(after + 1, len(self.times_s)))
        return min(candidates, key=lambda row: abs(float(self.times_s[row]) - time_s))


def thin_out(
    times_s: npt.NDArray[np.float64], rows: FloatArray, most: int
) -> tuple[npt.NDArray[np.float64], FloatArray]:
    """Reduce curves to the resolution of a plot, keeping every peak.

    Parameters
    ----------
    times_s : ndarray
        Shape (n,), ascending.
    rows : FloatArray
        Shape (n, k); a row of nan interrupts a curve. It is skipped if the parts it separates are
        too close together for the gap to be visible.
    most : int
        Return about this many points at most, so that they remain distinguishable.

    Returns
    -------
    times_s, rows : ndarray
        The same, or two points (smallest and largest) for each group of rows.
    """
    size = -(-len(times_s) * 2 // most)
    if size <= 2:
        return times_s, rows
    breaks = np.flatnonzero(np.isnan(rows[:, 0]))
    parted_s = (
        times_s[np.minimum(breaks + 1, len(times_s) - 1)] - times_s[np.maximum(breaks - 1, 0)]
    )
    breaks = breaks[parted_s > 2 * (times_s[-1] - times_s[0]) / most]
    alone = np.concatenate([breaks, breaks + 1])  # each of these gaps forms its own group
    starts = np.union1d(np.arange(0, len(times_s), size), alone[alone < len(times_s)])
    pairs = np.stack([np.fmin.reduceat(rows, starts), np.fmax.reduceat(rows, starts)], axis=1)
    return np.repeat(times_s[starts], 2), pairs.reshape(-1, rows.shape[1])


@dataclass(frozen=True, slots=True)
class LiveCounters:
    """What was lost, and the latency of results.

    Attributes
    ----------
    dropped_samples : int
        Samples that the source lost.
    skipped_segments : int
        Utterances that were skipped.
    speech_only_segments : int
        Utterances whose words were not recognised for lack of time.
    skipped_windows : int
        Windows that a newer one overtook before they were estimated.
    window_latency_s : float
        Latency of the newest window; nan before the first.
    """

    dropped_samples: int = 0
    skipped_segments: int = 0
    speech_only_segments: int = 0
    skipped_windows: int = 0
    window_latency_s: float = float("nan")


@dataclass(frozen=True, slots=True)
class PlotSnapshot:
    """Everything that a plot draws; immutable, so any thread may keep it."""

    sound: SoundTrack = field(default_factory=SoundTrack)
    estimates: EstimateTrack = field(default_factory=EstimateTrack)
    counters: LiveCounters = field(default_factory=LiveCounters)
