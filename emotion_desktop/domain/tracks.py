"""What the live plots draw: immutable tracks of the sound and of the estimates."""

from dataclasses import dataclass, field

import numpy as np

from emotion_desktop.domain.audio import FloatArray
from emotion_desktop.domain.labels import EMOTIONS


def _no_samples() -> FloatArray:
    return np.empty(0, np.float32)


def _no_rows() -> FloatArray:
    return np.empty((0, len(EMOTIONS)), np.float32)


@dataclass(frozen=True, slots=True)
class SoundTrack:
    """The last minute of sound, reduced to what a plot needs.

    Attributes
    ----------
    end_s : float
        Seconds of sound since the source began.
    bin_s : float
        Width of one bin; bin i of n ends at `bins_end_s - (n - 1 - i) * bin_s`.
    bins_end_s : float
        End of the newest complete bin.
    lows, highs : FloatArray
        Shape (n,), the smallest and the largest sample of each bin.
    level_dbfs : float
        RMS level of the newest 0.1 s in dB below full scale; -inf for silence.
    clipping : bool
        True where a sample of the last second reached full scale.
    speaking : bool
        True while voice activity hears a voice.
    """

    end_s: float = 0.0
    bin_s: float = 0.02
    bins_end_s: float = 0.0
    lows: FloatArray = field(default_factory=_no_samples)
    highs: FloatArray = field(default_factory=_no_samples)
    level_dbfs: float = float("-inf")
    clipping: bool = False
    speaking: bool = False


@dataclass(frozen=True, slots=True)
class EstimateTrack:
    """The last minute of estimates from the sound.

    Attributes
    ----------
    times_s : FloatArray
        Shape (n,), the end of each window in seconds since the source began.
    probabilities : FloatArray
        Shape (n, 7); a row of nan stands for a pause without a voice.
    attention_bin_s : float
        Width of one bin of `attention`.
    attention_end_s : float
        End of the newest bin.
    attention : FloatArray
        Shape (m,), how much the network looked at each bin: 1 is what even
        attention would give, 0 is "not at all" or "not estimated".
    """

    times_s: FloatArray = field(default_factory=_no_samples)
    probabilities: FloatArray = field(default_factory=_no_rows)
    attention_bin_s: float = 0.05
    attention_end_s: float = 0.0
    attention: FloatArray = field(default_factory=_no_samples)


@dataclass(frozen=True, slots=True)
class LiveCounters:
    """What was lost, and how late the results are.

    Attributes
    ----------
    dropped_samples : int
        Samples that the source lost.
    skipped_segments : int
        Utterances that were given up.
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
    """All that a plot draws; immutable, so any thread may hold on to one."""

    sound: SoundTrack = field(default_factory=SoundTrack)
    estimates: EstimateTrack = field(default_factory=EstimateTrack)
    counters: LiveCounters = field(default_factory=LiveCounters)
