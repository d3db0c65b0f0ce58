"""The plot history of a session: one thread writes, others read immutable tracks.

Eight hours take about 35 MB: of older audio, only the coarser levels of the
spectrogram are kept.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np

from emotion_desktop.audio.running_level import RunningLevel
from emotion_desktop.domain.audio import SAMPLE_RATE_HZ, AudioBlock, FloatArray
from emotion_desktop.domain.estimate import Utterance
from emotion_desktop.domain.labels import EMOTIONS
from emotion_desktop.domain.live_events import WindowEstimate
from emotion_desktop.domain.plot_data import MEL_BANDS, EstimateTrack, PyramidLevel, SoundTrack
from emotion_desktop.services.live.pyramid import GrowingArray, Pyramid
from emotion_desktop.services.live.spectrogram import LogMel

#: Bins of lost audio that are filled in at a time: the finest spectrogram keeps no more.
_PIECE_BINS: Final = 4096


@dataclass(frozen=True, slots=True)
class HistoryOptions:
    """Resolution and duration of the history, in seconds."""

    bin_s: float = 0.02
    fine_spectrogram_s: float = 600.0
    attention_bin_s: float = 0.05
    smoothing_s: float = 1.5


class SoundHistory:
    """Reduces audio to peaks and a spectrogram; one thread writes.

    Parameters
    ----------
    options : HistoryOptions
        Extents and bin widths.
    """

    def __init__(self, options: HistoryOptions | None = None) -> None:
        self._options = options or HistoryOptions()
        bin_s = self._options.bin_s
        self._bin = round(bin_s * SAMPLE_RATE_HZ)
        self._lows = Pyramid(bin_s, lambda rows: rows.min(axis=1))
        self._highs = Pyramid(bin_s, lambda rows: rows.max(axis=1))
        self._mels = Pyramid(
            bin_s,
            lambda rows: rows.mean(axis=1),
            row_shape=(MEL_BANDS,),
            dtype=np.uint8,
            keep_finest=round(self._options.fine_spectrogram_s / bin_s),
        )
        self._log_mel = LogMel()
        self._rest: FloatArray = np.empty(0, np.float32)
        self._level = RunningLevel()
        self._end = 0
        self._gaps_s = GrowingArray((2,), np.float64)

    @property
    def nbytes(self) -> int:
        """Memory that the session takes."""
        return self._lows.nbytes + self._highs.nbytes + self._mels.nbytes

    def add(self, block: AudioBlock, *, speaking: bool) -> SoundTrack:
        """Add a block and return the new track; lost audio becomes silence and a gap."""
        if block.first_sample > self._end:
            gap = np.array([[self._end, block.first_sample]]) / SAMPLE_RATE_HZ
            self._gaps_s.append(gap)
            self._add_silence(block.first_sample - self._end)
        self._end = block.first_sample + len(block.samples)
        self._add_sound(block.samples)
        self._level.feed(block)
        return self._track(speaking=speaking)

    def _add_sound(self, samples: FloatArray) -> None:
        sound = np.concatenate([self._rest, samples])
        whole = len(sound) // self._bin * self._bin
        self._rest = sound[whole:]
        if whole:
            bins = sound[:whole].reshape(-1, self._bin)
            self._lows.append(bins.min(axis=1))
            self._highs.append(bins.max(axis=1))
            self._mels.append(self._log_mel.columns(bins))

    def _add_silence(self, samples: int) -> None:
        # Whole bins, not samples: a microphone may be away for hours.
        to_edge = min(-len(self._rest) % self._bin, samples)
        self._add_sound(np.zeros(to_edge, np.float32))
        bins, rest = divmod(samples - to_edge, self._bin)
        while bins:
            piece = min(bins, _PIECE_BINS)
            self._lows.append(np.zeros(piece, np.float32))
            self._highs.append(np.zeros(piece, np.float32))
            self._mels.append(np.zeros((piece, MEL_BANDS), np.uint8))
            self._log_mel.forget()
            bins -= piece
        self._add_sound(np.zeros(rest, np.float32))

    def _track(self, *, speaking: bool) -> SoundTrack:
        return SoundTrack(
            end_s=self._end / SAMPLE_RATE_HZ,
            lows=self._lows.levels,
            highs=self._highs.levels,
            mels=self._mels.levels,
            gaps_s=self._gaps_s.view,
            level_dbfs=self._level.dbfs,
            clipping=self._level.clipping,
            speaking=speaking,
        )


class AttentionHistory:
    """Keeps the network's attention over time; one thread writes.

    Overlapping windows are averaged per bin; an utterance, which was processed as a
    whole, then replaces the windows that it covers.

    Parameters
    ----------
    bin_s : float
        Width of a bin.
    """

    #: Bins are settled in groups of this size, once as many are newer: an utterance of
    #: 15 s that waited for four others still finds its own.
    _GROUP: Final = 2400

    def __init__(self, bin_s: float) -> None:
        self._bin_s = bin_s
        self._settled = GrowingArray((), np.float32)
        self._sums = np.zeros(0, np.float32)
        self._counts = np.zeros(0, np.float32)
        self._oldest = 0  # number of the first bin that is not settled

    @property
    def nbytes(self) -> int:
        """Memory that the session takes."""
        return self._settled.nbytes

    @property
    def levels(self) -> tuple[PyramidLevel, PyramidLevel]:
        """The settled part and what follows it."""
        recent = self._means()
        recent.setflags(write=False)
        return (
            PyramidLevel(self._bin_s, 0, self._settled.view),
            PyramidLevel(self._bin_s, self._oldest, recent),
        )

    def add(self, start_s: float, end_s: float, attention: FloatArray, *, final: bool) -> None:
        """Add attention over an interval, averaged with what is there unless it is final."""
        first, end = round(start_s / self._bin_s), round(end_s / self._bin_s)
        self._advance(end)
        # A share is a difference of the cumulative sum: nothing is lost or counted twice.
        running = np.concatenate([[0.0], np.cumsum(attention)])
        edges = np.linspace(0, len(attention), end - first + 1)
        shares = np.diff(np.interp(edges, np.arange(len(running)), running))
        weights = (shares * (end - first)).astype(np.float32)  # 1 if uniform
        skip = max(self._oldest - first, 0)
        placed = slice(first + skip - self._oldest, max(end - self._oldest, 0))
        if final:
            self._sums[placed] = weights[skip:]
            self._counts[placed] = 1
        else:
            self._sums[placed] += weights[skip:]
            self._counts[placed] += 1

    def _advance(self, end: int) -> None:
        steps = max(end - self._oldest - len(self._sums), 0)
        fresh = np.zeros(steps, np.float32)
        self._sums = np.concatenate([self._sums, fresh])
        self._counts = np.concatenate([self._counts, fresh])
        old = (len(self._sums) // self._GROUP - 1) * self._GROUP
        if old > 0:
            self._settled.append(self._means()[:old])
            self._sums, self._counts = self._sums[old:].copy(), self._counts[old:].copy()
            self._oldest += old

    def _means(self) -> FloatArray:
        means: FloatArray = np.divide(self._sums, np.maximum(self._counts, 1), dtype=np.float32)
        return means


class EstimateHistory:
    """Keeps window estimates and attention; one thread writes.

    Parameters
    ----------
    options : HistoryOptions
        Bin width and smoothing.
    """

    def __init__(self, options: HistoryOptions | None = None) -> None:
        self._options = options or HistoryOptions()
        self._times_s = GrowingArray((), np.float64)
        self._rows = GrowingArray((len(EMOTIONS),), np.float32)
        self._smoothed = GrowingArray((len(EMOTIONS),), np.float32)
        self._last: tuple[float, FloatArray] | None = None  # None in a pause
        self._gaps = 0
        self._attention = AttentionHistory(self._options.attention_bin_s)

    @property
    def nbytes(self) -> int:
        """Memory that the session takes."""
        parts = (self._times_s, self._rows, self._smoothed, self._attention)
        return sum(part.nbytes for part in parts)

    def add_window(self, window: WindowEstimate, gaps_before: int = 0) -> EstimateTrack:
        """Add the estimate of a window; audio lost before it interrupts the curves."""
        if gaps_before != self._gaps:
            self._gaps = gaps_before
            self.add_pause(window.start_s)
        row = window.estimate.probabilities
        smoothed = self._smooth(window.end_s, row)
        self._last = (window.end_s, smoothed)
        self._add_row(window.end_s, row, smoothed)
        self._attention.add(window.start_s, window.end_s, window.estimate.attention, final=False)
        return self._track()

    def add_pause(self, time_s: float) -> EstimateTrack:
        """Add a pause; one row of nan is enough to interrupt the curves."""
        if self._last is not None:
            gap = np.full(len(EMOTIONS), np.nan, np.float32)
            self._last = None
            self._add_row(time_s, gap, gap)
        return self._track()

    def add_utterance(self, utterance: Utterance) -> EstimateTrack:
        """Add the attention of a whole utterance."""
        speech = utterance.estimate.speech
        if speech is not None:
            self._attention.add(utterance.start_s, utterance.end_s, speech.attention, final=True)
        return self._track()

    def _smooth(self, time_s: float, row: FloatArray) -> FloatArray:
        if self._last is None:
            return row
        last_s, last = self._last
        share = np.float32(1 - np.exp(-(time_s - last_s) / self._options.smoothing_s))
        return last + share * (row - last)

    def _add_row(self, time_s: float, row: FloatArray, smoothed: FloatArray) -> None:
        self._times_s.append(np.array([time_s]))
        self._rows.append(row[np.newaxis])
        self._smoothed.append(smoothed[np.newaxis])

    def _track(self) -> EstimateTrack:
        settled, recent = self._attention.levels
        return EstimateTrack(
            times_s=self._times_s.view,
            probabilities=self._rows.view,
            smoothed=self._smoothed.view,
            attention=settled,
            recent_attention=recent,
        )
