"""Pitch of a voice, by YIN and by probabilistic YIN.

A. de Cheveigné and H. Kawahara, "YIN, a fundamental frequency estimator for speech and music",
JASA 111 (2002). M. Mauch and S. Dixon, "pYIN: A fundamental frequency estimator using
probabilistic threshold distributions", ICASSP 2014.

What the papers leave open is as in librosa, whose results these are, without a compiler at run
time.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil, floor
from typing import Final

import numpy as np
import numpy.typing as npt
from scipy.fft import irfft, next_fast_len, rfft
from scipy.special import betainc

from emotion_desktop.domain.audio import FloatArray

_Doubles = npt.NDArray[np.float64]
_Numbers = npt.NDArray[np.intp]

#: A trough of the difference below it is deep enough for YIN.
_YIN_THRESHOLD: Final = 0.1
#: Those of pYIN, and how probable each is: most likely 0.06.
_THRESHOLDS: Final = np.linspace(0.01, 1.0, 100)
_THRESHOLD_SHARES: Final = np.diff(betainc(2, 18, _THRESHOLDS), prepend=0.0)
#: Of the troughs below a threshold, each next one is less probable by e to this power.
_TROUGH_DECAY: Final = 2.0
#: How probable the deepest trough is where none is below the threshold.
_NO_TROUGH: Final = 0.01
#: A voice begins or ends from one frame to the next.
_SWITCH: Final = 0.01
_FASTEST_OCTAVES_PER_S: Final = 35.92
#: Frames that are computed at a time: what they need stays in the processor's cache.
_BLOCK: Final = 256
_TINY: Final = np.finfo(np.float64).tiny


@dataclass(frozen=True, slots=True)
class PitchRange:
    """Where pitch is looked for.

    Attributes
    ----------
    lowest_hz, highest_hz : float
        Two periods of the lowest should fit into a frame.
    sample_rate_hz : int
        Of the frames.
    """

    lowest_hz: float
    highest_hz: float
    sample_rate_hz: int

    @property
    def periods(self) -> range:
        """Periods in samples."""
        shortest = floor(self.sample_rate_hz / self.highest_hz)
        return range(shortest, ceil(self.sample_rate_hz / self.lowest_hz) + 1)


def yin(frames: FloatArray, within: PitchRange) -> _Doubles:
    """Estimate the pitch of each frame by itself, voiced or not.

    Parameters
    ----------
    frames : FloatArray
        Shape (n, length).
    within : PitchRange
        Where to look.

    Returns
    -------
    ndarray
        Shape (n,), in Hz.
    """
    difference = _normalised_difference(frames, within.periods)
    deep = _troughs(difference) & (difference < _YIN_THRESHOLD)
    lag = np.where(deep.any(axis=1), deep.argmax(axis=1), difference.argmin(axis=1))
    period = within.periods[0] + _refined(difference, np.arange(len(frames)), lag)
    return within.sample_rate_hz / period


def pyin(frames: FloatArray, within: PitchRange, hop: int, bins_per_semitone: int) -> _Doubles:
    """Track the pitch along frames.

    Parameters
    ----------
    frames : FloatArray
        Shape (n, length), in the order of time.
    within : PitchRange
        Where to look.
    hop : int
        Samples from frame to frame.
    bins_per_semitone : int
        How finely pitches are told apart.

    Returns
    -------
    ndarray
        Shape (n,), in Hz; nan where there is no voice.
    """
    per_octave = 12 * bins_per_semitone
    n_bins = floor(per_octave * np.log2(within.highest_hz / within.lowest_hz)) + 1
    pitches_hz = within.lowest_hz * 2.0 ** (np.arange(n_bins) / per_octave)
    semitones = round(12 * _FASTEST_OCTAVES_PER_S * hop / within.sample_rate_hz)
    voiced = np.concatenate(list(_observed(frames, within, n_bins, per_octave)))
    path = _most_probable_path(voiced, semitones * bins_per_semitone // 2)
    return np.where(path < n_bins, pitches_hz[path % n_bins], np.nan)


def _normalised_difference(frames: FloatArray, periods: range) -> _Doubles:
    """Return the difference of each frame from itself later, by its mean up to there.

    Cumulative mean normalised difference (de Cheveigné and Kawahara, equation 8) of frames that
    zeros follow: shape (n, periods).
    """
    samples = frames.astype(np.float64)
    longest = periods[-1]
    n_fft = next_fast_len(samples.shape[1] + longest, real=True)
    spectrum = rfft(samples, n_fft)
    likeness = irfft(spectrum.real**2 + spectrum.imag**2, n_fft)[:, : longest + 1]
    left_behind = np.cumsum(np.square(samples[:, :longest]), axis=1)
    difference = 2 * (likeness[:, :1] - likeness[:, 1:]) - left_behind
    means = np.cumsum(difference, axis=1) / np.arange(1, longest + 1)
    difference, means = difference[:, periods[0] - 1 :], means[:, periods[0] - 1 :]
    normalised: _Doubles = np.divide(
        difference, means, out=np.ones_like(difference), where=np.abs(means) > _TINY
    )
    return normalised


def _troughs(difference: _Doubles) -> npt.NDArray[np.bool_]:
    falls = difference[:, 1:] < difference[:, :-1]
    found = np.zeros(difference.shape, bool)
    found[:, 0] = difference[:, 0] < difference[:, 1]
    found[:, 1:] = falls
    found[:, 1:-1] &= ~falls[:, 1:]
    return found


def _refined(difference: _Doubles, frame: _Numbers, lag: _Numbers) -> _Doubles:
    """Move lags to the lowest points of parabolas through their neighbours."""
    inner = np.clip(lag, 1, difference.shape[1] - 2)
    before, here, after = (difference[frame, inner + step] for step in (-1, 0, 1))
    curvature, slope = before + after - 2 * here, (after - before) / 2
    near = (np.abs(slope) < np.abs(curvature)) & (inner == lag)
    shift: _Doubles = np.divide(slope, curvature, out=np.zeros(len(lag)), where=near)
    return lag - shift


def _observed(
    frames: FloatArray, within: PitchRange, n_bins: int, per_octave: int
) -> Iterator[_Doubles]:
    """Yield the probabilities of pitches, shape (n, n_bins), for some frames at a time."""
    for start in range(0, len(frames), _BLOCK):
        difference = _normalised_difference(frames[start : start + _BLOCK], within.periods)
        frame, lag = np.nonzero(_troughs(difference))
        probability = _trough_probabilities(difference[frame, lag], frame)
        pitch_hz = within.sample_rate_hz / (within.periods[0] + _refined(difference, frame, lag))
        place = np.rint(per_octave * np.log2(pitch_hz / within.lowest_hz)).astype(np.intp)
        inside = place < n_bins
        observed = np.zeros((len(difference), n_bins))
        np.add.at(observed, (frame[inside], place[inside].clip(min=0)), probability[inside])
        yield observed


def _trough_probabilities(heights: _Doubles, frame: _Numbers) -> _Doubles:
    """Return how probable it is that each trough is the pitch (Mauch and Dixon, equation 4).

    Parameters
    ----------
    heights : ndarray
        Shape (n,), by frame and lag.
    frame : ndarray
        Shape (n,), the frame of each.
    """
    if not len(heights):
        return heights
    below = heights[:, np.newaxis] < _THRESHOLDS
    first = np.flatnonzero(np.diff(frame, prepend=-1))
    sizes = np.diff(first, append=len(frame))
    counted = np.cumsum(below, axis=0)
    earlier: _Numbers = np.repeat(counted[first] - below[first], sizes, axis=0)
    n_below = np.repeat(np.add.reduceat(below, first, axis=0, dtype=np.intp), sizes, axis=0)
    # Each next trough of a frame is less probable, and all of them have 1.
    share = np.exp(-_TROUGH_DECAY * (counted - earlier - 1)) * (1 - np.exp(-_TROUGH_DECAY))
    total = 1 - np.exp(-_TROUGH_DECAY * n_below)
    share = np.divide(share, total, out=np.zeros_like(share), where=below)
    probability: _Doubles = share @ _THRESHOLD_SHARES
    deepest = np.lexsort((heights, frame))[first]
    probability[deepest] += _NO_TROUGH * (~below[deepest] @ _THRESHOLD_SHARES)
    return probability


def _most_probable_path(voiced: _Doubles, reach: int) -> _Numbers:
    """Return the bin of each frame (Viterbi); those without voice are after all of them."""
    n_frames, n_bins = voiced.shape
    silent = (1 - voiced.sum(axis=1).clip(0, 1)) / n_bins
    log_voiced, log_silent = np.log(voiced + _TINY), np.log(silent + _TINY)
    steps = _log_steps(n_bins, reach)
    log_switch = np.log([[1 - _SWITCH, _SWITCH], [_SWITCH, 1 - _SWITCH]])[:, :, np.newaxis]
    padded = np.full((2, n_bins + 2 * reach), -np.inf)
    reached = np.lib.stride_tricks.sliding_window_view(padded, 2 * reach + 1, axis=1)
    here = padded[:, reach : reach + n_bins]  # voiced, and not
    here[0], here[1] = log_voiced[0], log_silent[0]
    came_from = np.empty((n_frames, 2, n_bins), np.intp)
    columns = np.arange(n_bins)
    for t in range(1, n_frames):
        scores = reached + steps
        nearest = scores.argmax(axis=2)
        best = np.take_along_axis(scores, nearest[:, :, np.newaxis], axis=2)[:, :, 0]
        switched = best[:, np.newaxis] + log_switch  # from, to, bin
        row = switched.argmax(axis=0)
        came_from[t] = row * n_bins + nearest[row, columns] + columns - reach
        here[:] = switched.max(axis=0)
        here[0] += log_voiced[t]
        here[1] += log_silent[t]
    path = np.empty(n_frames, np.intp)
    path[-1] = here.argmax()
    for t in range(n_frames - 1, 0, -1):
        path[t - 1] = came_from[t].ravel()[path[t]]
    return path


def _log_steps(n_bins: int, reach: int) -> _Doubles:
    """Return log probabilities to come to each bin from those around it: (n_bins, 2 reach + 1).

    They fall off linearly, as fast upwards as downwards (librosa's are half a bin off where their
    number is even), and all steps that begin in a bin have 1.
    """
    offsets = np.arange(-reach, reach + 1)
    weights = reach + 1.0 - np.abs(offsets)
    source = np.arange(n_bins)[:, np.newaxis] + offsets
    inside = (source >= 0) & (source < n_bins)
    leaving = (weights * inside).sum(axis=1)
    steps: _Doubles = np.log(weights / leaving[source.clip(0, n_bins - 1)])
    return steps
