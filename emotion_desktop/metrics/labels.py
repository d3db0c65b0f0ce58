"""Converts labels of time intervals to tables of ratings for agreement coefficients."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from emotion_desktop.metrics.agreement import Ratings

Indices = npt.NDArray[np.int64]
Values = npt.NDArray[np.float64]
Seconds = npt.NDArray[np.float64]


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
    of_label, number, overlap_s = _slices(labels, slice_s)
    if not len(of_label):
        return RatedUnits(np.empty((0, len(raters))), raters, np.empty(0, np.int64))
    voice = _numbered([one.voice for one in labels])[of_label]
    unit, first = _in_order(voice * (np.ptp(number) + 1) + number)
    rater = _numbered([one.rater for one in labels])[of_label]
    value = np.array([one.value for one in labels])[of_label]
    cell = unit * len(raters) + rater
    rate = _longest if nominal else _mean
    ratings = np.full(len(first) * len(raters), np.nan)
    rated, ratings_of_rated = rate(cell, value, overlap_s)
    ratings[rated] = ratings_of_rated
    stretch = _numbered([(one.voice, one.start_s, one.end_s) for one in labels])
    clusters, _ = _in_order(stretch[of_label[first]])
    return RatedUnits(ratings.reshape(len(first), len(raters)), raters, clusters)


def _slices(labels: Sequence[Label], slice_s: float) -> tuple[Indices, Indices, Seconds]:
    """Return each slice that a label overlaps: the label, the slice's number, how much of it."""
    start_s, end_s = (np.array([getattr(one, at) for one in labels]) for at in ("start_s", "end_s"))
    first = (start_s // slice_s).astype(np.int64)
    n_slices = np.maximum((end_s // slice_s).astype(np.int64) - first + 1, 0)
    of_label = np.repeat(np.arange(len(labels)), n_slices)
    before = np.cumsum(n_slices) - n_slices
    number = first[of_label] + np.arange(len(of_label)) - before[of_label]
    begin_s = number * slice_s
    overlap_s = np.minimum(end_s[of_label], begin_s + slice_s) - np.maximum(
        start_s[of_label], begin_s
    )
    kept = overlap_s > 0
    return of_label[kept], number[kept], overlap_s[kept]


def _numbered(keys: Sequence[Hashable]) -> Indices:
    """Give equal keys one number, from 0 in the order in which they come."""
    numbers = {key: i for i, key in enumerate(dict.fromkeys(keys))}
    return np.array([numbers[key] for key in keys], np.int64)


def _in_order(keys: Indices) -> tuple[Indices, Indices]:
    """As `_numbered`, with the place where each number comes first."""
    _, first, numbers = np.unique(keys, return_index=True, return_inverse=True)
    order = np.argsort(first)
    rank = np.empty_like(order)
    rank[order] = np.arange(len(order))
    return rank[numbers], first[order]


def _longest(cell: Indices, value: Values, overlap_s: Seconds) -> tuple[Indices, Values]:
    """Return each cell with the value that covers most of it; of two, that which came first."""
    values, of_value = np.unique(value, return_inverse=True)
    part, first = _in_order(cell * len(values) + of_value)
    length_s = np.bincount(part, overlap_s)
    best_first = np.lexsort((first, -length_s, cell[first]))
    cells, at = np.unique(cell[first][best_first], return_index=True)
    return cells, value[first][best_first][at]


def _mean(cell: Indices, value: Values, overlap_s: Seconds) -> tuple[Indices, Values]:
    """Return each cell with the mean of its values, weighted by how much of it they cover."""
    cells, part = np.unique(cell, return_inverse=True)
    return cells, np.bincount(part, overlap_s * value) / np.bincount(part, overlap_s)
