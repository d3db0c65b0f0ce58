"""Converts labels of time intervals to tables of ratings for agreement coefficients."""

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from emotion_desktop.metrics.agreement import Ratings


@dataclass(frozen=True, slots=True)
class Label:
    """The label of a speech interval by one rater.

    Attributes
    ----------
    voice : hashable
        The speaker and recording: only labels of the same voice are compared.
    start_s, end_s : float
        The interval, in seconds since the start of the recording.
    rater : str
        The rater.
    value : float
        The number of a category, or a value on a scale.
    """

    voice: Hashable
    start_s: float
    end_s: float
    rater: str
    value: float


@dataclass(frozen=True, slots=True)
class RatedUnits:
    """A table of ratings.

    Attributes
    ----------
    ratings : Ratings
        Shape (n_units, n_raters), nan for a missing rating.
    raters : tuple of str
        The raters of the columns.
    clusters : array of int
        Shape (n_units,), the utterance that each unit belongs to, numbered from 0 without gaps.
    """

    ratings: Ratings
    raters: tuple[str, ...]
    clusters: npt.NDArray[np.int64]


def on_utterances(labels: Sequence[Label]) -> RatedUnits:
    """Create a unit for each labelled interval; intervals equal to the millisecond are one.

    Of several labels of a rater for one stretch the last counts.
    """
    raters = tuple(dict.fromkeys(one.rater for one in labels))
    keys = [(one.voice, round(one.start_s, 3), round(one.end_s, 3)) for one in labels]
    units = {key: i for i, key in enumerate(dict.fromkeys(keys))}
    ratings = np.full((len(units), len(raters)), np.nan)
    for key, one in zip(keys, labels, strict=True):
        ratings[units[key], raters.index(one.rater)] = one.value
    return RatedUnits(ratings, raters, np.arange(len(units)))


def on_slices(labels: Sequence[Label], slice_s: float, *, nominal: bool) -> RatedUnits:
    """Create a unit for each time slice of each voice that has a label.

    Parameters
    ----------
    labels : sequence of Label
        Labels of intervals that may differ between raters.
    slice_s : float
        Length of a slice in seconds, positive. The first slice starts with the recording.
    nominal : bool
        Whether a rater's label of a slice is the one covering most of it; otherwise, it is
        the mean of the values, weighted by how much of the slice each covers.
    """
    raters = tuple(dict.fromkeys(one.rater for one in labels))
    covered: dict[tuple[Hashable, int], list[tuple[float, int, Label]]] = {}
    for i, one in enumerate(labels):
        for number, overlap_s in _slices_of(one, slice_s):
            covered.setdefault((one.voice, number), []).append((overlap_s, i, one))
    ratings = np.full((len(covered), len(raters)), np.nan)
    utterances: dict[tuple[Hashable, float, float], int] = {}
    clusters = np.zeros(len(covered), np.int64)
    for row, parts in enumerate(covered.values()):
        for column, rater in enumerate(raters):
            theirs = [(overlap_s, one.value) for overlap_s, _, one in parts if one.rater == rater]
            if theirs:
                ratings[row, column] = _longest(theirs) if nominal else _mean(theirs)
        first = min(parts, key=lambda part: part[1])[2]
        stretch = (first.voice, first.start_s, first.end_s)
        clusters[row] = utterances.setdefault(stretch, len(utterances))
    return RatedUnits(ratings, raters, clusters)


def _slices_of(one: Label, slice_s: float) -> Iterator[tuple[int, float]]:
    """Return the slices that a label overlaps, with the overlap in seconds."""
    for number in range(int(one.start_s // slice_s), int(one.end_s // slice_s) + 1):
        begin_s = number * slice_s
        overlap_s = min(one.end_s, begin_s + slice_s) - max(one.start_s, begin_s)
        if overlap_s > 0:
            yield number, overlap_s


def _longest(parts: list[tuple[float, float]]) -> float:
    lengths_s: dict[float, float] = {}
    for overlap_s, value in parts:
        lengths_s[value] = lengths_s.get(value, 0.0) + overlap_s
    return max(lengths_s, key=lambda value: lengths_s[value])


def _mean(parts: list[tuple[float, float]]) -> float:
    return sum(overlap_s * value for overlap_s, value in parts) / sum(part[0] for part in parts)
