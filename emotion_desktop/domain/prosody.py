"""Prosody of a session: pitch, level and speech rate over time, filled in part by part."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from emotion_desktop.domain.audio import FloatArray
from emotion_desktop.domain.plot_data import QUIETEST_DBFS, PyramidLevel
from emotion_desktop.domain.review_state import ReviewedSegment

#: Between two measurements.
HOP_S: Final = 0.02
#: Measurements in a part: some twenty seconds.
PART_BINS: Final = 1024
PART_S: Final = PART_BINS * HOP_S
#: Each level is coarser than the one before by this factor; it divides a part.
_FACTOR: Final = 8
_LEVELS: Final = 3


@dataclass(frozen=True, slots=True)
class ProsodyPart:
    """Pitch and level of one part of a session.

    Attributes
    ----------
    number : int
        Part k starts at `k * PART_S` seconds.
    pitch_hz : FloatArray
        Shape (PART_BINS,), fundamental frequency; nan where there is no voice.
    level_dbfs : FloatArray
        Shape (PART_BINS,), RMS level, at least `QUIETEST_DBFS`; nan after the end of the audio.
    """

    number: int
    pitch_hz: FloatArray
    level_dbfs: FloatArray


class Prosody:
    """Pitch and level of a session, as far as they are measured; for one thread.

    Parameters
    ----------
    length_s : float
        Duration of the session.
    """

    def __init__(self, length_s: float) -> None:
        n_parts = math.ceil(length_s / PART_S)
        bins = n_parts * PART_BINS
        sizes = [bins // _FACTOR**depth for depth in range(_LEVELS)]
        self._pitch = [np.full(size, np.nan, np.float32) for size in sizes]
        self._level = [np.full(size, np.nan, np.float32) for size in sizes]
        self._known = np.zeros(n_parts, bool)

    @property
    def pitch_hz(self) -> tuple[PyramidLevel, ...]:
        """Pitch, from fine to coarse; a coarse bin is the median of its voiced ones."""
        return _levels(self._pitch)

    @property
    def level_dbfs(self) -> tuple[PyramidLevel, ...]:
        """Level, from fine to coarse; a coarse bin is the mean of its bins."""
        return _levels(self._level)

    def add(self, part: ProsodyPart) -> None:
        """Fill in a part."""
        self._known[part.number] = True
        pitch, level = part.pitch_hz, part.level_dbfs
        for depth in range(_LEVELS):
            place = slice(part.number * len(pitch), (part.number + 1) * len(pitch))
            self._pitch[depth][place] = pitch
            self._level[depth][place] = level
            pitch = _voiced_median(pitch.reshape(-1, _FACTOR))
            level = level.reshape(-1, _FACTOR).mean(axis=1)

    def missing(self, start_s: float, end_s: float) -> list[int]:
        """Return the parts of an interval that are not measured yet, in order."""
        numbers = self._between(start_s, end_s)
        return [number for number in numbers if not self._known[number]]

    def share(self, start_s: float, end_s: float) -> float:
        """Return how much of an interval is measured, from 0 to 1."""
        numbers = self._between(start_s, end_s)
        return 1.0 - len(self.missing(start_s, end_s)) / len(numbers) if numbers else 1.0

    def at(self, time_s: float) -> tuple[float, float]:
        """Return pitch in Hz and level in dBFS at a time; nan where there is none."""
        place = int(time_s / HOP_S)
        if not 0 <= place < len(self._pitch[0]):
            return float("nan"), float("nan")
        return float(self._pitch[0][place]), float(self._level[0][place])

    def _between(self, start_s: float, end_s: float) -> range:
        first = max(int(start_s // PART_S), 0)
        return range(first, min(math.ceil(end_s / PART_S), len(self._known)))


@dataclass(frozen=True, slots=True)
class SpeechRate:
    """Speech rate of the utterances that have words, in order of time.

    Attributes
    ----------
    extents_s : ndarray
        Shape (n, 2), starts and ends in seconds.
    words_per_minute : ndarray
        Shape (n,), float64.
    """

    extents_s: npt.NDArray[np.float64]
    words_per_minute: npt.NDArray[np.float64]

    def at(self, time_s: float) -> float:
        """Return the rate at a time; nan between utterances."""
        said = (self.extents_s[:, 0] <= time_s) & (time_s < self.extents_s[:, 1])
        places = np.flatnonzero(said)
        return float(self.words_per_minute[places[-1]]) if len(places) else float("nan")


def speech_rate(segments: Sequence[ReviewedSegment]) -> SpeechRate:
    """Return the speech rate of each utterance: its words by its duration, as in the summary."""
    said = [one for one in segments if one.transcript.words and one.duration_s > 0]
    extents = np.array([(one.start_s, one.end_s) for one in said], np.float64).reshape(-1, 2)
    n_words = np.array([len(one.transcript.words) for one in said], np.float64)
    return SpeechRate(extents, 60.0 * n_words / (extents[:, 1] - extents[:, 0]))


def level_of(power: npt.NDArray[np.float32]) -> FloatArray:
    """Return mean squares as levels in dBFS."""
    quietest = np.float32(10 ** (QUIETEST_DBFS / 10))
    return (10 * np.log10(np.maximum(power, quietest))).astype(np.float32)


def _voiced_median(groups: FloatArray) -> FloatArray:
    voiced = np.isfinite(groups).any(axis=1)
    medians = np.full(len(groups), np.nan, np.float32)
    medians[voiced] = np.nanmedian(groups[voiced], axis=1)
    return medians


def _levels(rows: Sequence[FloatArray]) -> tuple[PyramidLevel, ...]:
    return tuple(
        PyramidLevel(HOP_S * _FACTOR**depth, 0, values) for depth, values in enumerate(rows)
    )
