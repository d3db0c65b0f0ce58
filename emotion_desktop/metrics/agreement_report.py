"""A report on the agreement of raters, with an explanation of each figure."""

import itertools
import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
import numpy.typing as npt

from emotion_desktop.domain.translatable import Message
from emotion_desktop.metrics.agreement import (
    Draws,
    Level,
    Ratings,
    Values,
    bootstrap_intervals,
    cohen_kappa,
    confusion,
    fleiss_kappa,
    gwet_ac1,
    icc_2_1,
    krippendorff_alpha,
    percent_agreement,
    weighted_kappa,
)
from emotion_desktop.metrics.labels import RatedUnits

#: `nominal`: labels; `scale`: values with equal steps, such as valence.
Kind = Literal["nominal", "scale"]

#: From here on agreement is high although κ is low, which then needs an explanation.
_HIGH_AGREEMENT: Final = 0.8
_LOW_KAPPA: Final = 0.4

_PERCENT: Final = Message(
    "The share of pairs of raters that agree, without allowing for agreement by chance."
)
_COHEN: Final = Message(
    "Agreement of two raters beyond chance, given how often each of them uses each label: 1 "
    "is perfect agreement, 0 is chance level."
)
_WEIGHTED: Final = Message(
    "Agreement of two raters beyond chance on a scale, where a difference of two steps counts "
    "four times as much as one of one step: 1 is perfect agreement, 0 is chance level."
)
_FLEISS: Final = Message(
    "Agreement of all raters beyond chance, where chance follows from how often each label "
    "was given overall; only what all raters rated counts."
)
_NOMINAL_ALPHA: Final = Message(
    "Agreement of all raters beyond chance, even if some ratings are missing: 0.8 and above "
    "is reliable; below 0.667, little can be concluded."
)
_ORDINAL_ALPHA: Final = Message(
    "Agreement of all raters beyond chance, even if some ratings are missing: the further apart "
    "two ratings are in rank, the more they disagree."
)
_INTERVAL_ALPHA: Final = Message(
    "Agreement of all raters beyond chance, even if some ratings are missing: disagreement grows "
    "with the square of the distance."
)
_AC1: Final = Message(
    "Agreement of all raters beyond chance, assuming that raters guess when in doubt; it "
    "stays high even if almost everything has the same label."
)
_ICC: Final = Message(
    "The share of the variance of ratings that is due to what was rated, not to the raters; "
    "only what all raters rated counts."
)
_PARADOX: Final = Message(
    "Agreement is high but κ is low: almost all ratings have the same label, so chance "
    "alone would yield almost as much agreement, and a few disagreements decide; AC1 is "
    "designed for this case."
)
_NOTHING_COMMON: Final = Message("Not defined: these raters rated nothing in common.")
_NONE_BY_ALL: Final = Message("Not defined: nothing was rated by all of these raters.")
_ONE_LABEL: Final = Message(
    "Not defined: all ratings are the same, so chance alone would yield perfect agreement."
)
_TOO_LITTLE: Final = Message("Not defined: too little was rated.")
#: Coefficients that know no missing ratings.
_COMPLETE: Final = frozenset({"cohen_kappa", "cohen_kappa_weighted", "fleiss_kappa", "icc_2_1"})


@dataclass(frozen=True, slots=True)
class Coefficient:
    """One figure.

    Attributes
    ----------
    name : str
        As in `cohen_kappa`.
    value, low, high : float or None
        The value and its 95 % interval; None if undefined.
    explanation : Message
        One sentence, and a second one if the value is misleading.
    """

    name: str
    value: float | None
    low: float | None
    high: float | None
    explanation: Message


@dataclass(frozen=True, slots=True)
class Comparison:
    """The agreement of some raters.

    Attributes
    ----------
    raters : tuple of str
        Two, or all of them.
    n_units : int
        Number of units rated by at least two of them.
    coefficients : tuple of Coefficient
        The coefficients.
    confusion : array or None
        Of two raters' labels, shape (k, k), as `metrics.agreement.confusion` counts; None for
        more raters and for scales.
    """

    raters: tuple[str, ...]
    n_units: int
    coefficients: tuple[Coefficient, ...]
    confusion: npt.NDArray[np.int64] | None


def compare(
    rated: RatedUnits, kind: Kind, n_categories: int, n_resamples: int = 1000
) -> list[Comparison]:
    """Compare all raters with each other, then each pair.

    Parameters
    ----------
    rated : RatedUnits
        Their ratings.
    kind : str
        The kind of values.
    n_categories : int
        For labels, the number of categories.
    n_resamples : int
        As for `bootstrap_intervals`.

    Returns
    -------
    list of Comparison
        Empty if there are fewer than two raters.
    """
    n = len(rated.raters)
    merged = _merged(rated)
    groups: list[Sequence[int]] = [range(n)] if n > 2 else []
    groups += list(itertools.combinations(range(n), 2))
    return [_compare(merged, group, kind, n_categories, n_resamples) for group in groups]


@dataclass(frozen=True, slots=True)
class _Merged:
    """A table of ratings whose rows stand for several units each, as `times` tells."""

    units: RatedUnits
    times: Draws


def _merged(rated: RatedUnits) -> _Merged:
    """Merge neighbours in a cluster that were rated alike, as most slices of an utterance are."""
    ratings, clusters = rated.ratings, rated.clusters
    if not len(ratings):
        return _Merged(rated, np.empty(0))
    both_missing = np.isnan(ratings[1:]) & np.isnan(ratings[:-1])
    alike = np.all((ratings[1:] == ratings[:-1]) | both_missing, axis=1)
    changes = np.flatnonzero(~(alike & (clusters[1:] == clusters[:-1]))) + 1
    begins = np.concatenate([[0], changes])
    times = np.diff(np.append(begins, len(ratings))).astype(np.float64)
    return _Merged(RatedUnits(ratings[begins], rated.raters, clusters[begins]), times)


def _compare(
    merged: _Merged, group: Sequence[int], kind: Kind, n_categories: int, n_resamples: int
) -> Comparison:
    rated, times = merged.units, merged.times
    ratings = rated.ratings[:, list(group)]
    compared = np.sum(~np.isnan(ratings), axis=1) >= 2
    ratings, times = ratings[compared], times[compared]
    _, clusters = np.unique(rated.clusters[compared], return_inverse=True)
    statistics = list(
        _nominal(len(group), n_categories) if kind == "nominal" else _scale(len(group))
    )
    intervals = bootstrap_intervals(
        [one[1] for one in statistics], ratings, clusters, times=times, n_resamples=n_resamples
    )
    coefficients = []
    for (name, statistic, explanation), (low, high) in zip(statistics, intervals, strict=True):
        value = float(statistic(ratings, times))
        said = _why_undefined(name, ratings) if math.isnan(value) else explanation
        coefficients.append(Coefficient(name, _known(value), _known(low), _known(high), said))
    table = (
        confusion(ratings, n_categories, times) if kind == "nominal" and len(group) == 2 else None
    )
    raters = tuple(rated.raters[i] for i in group)
    return Comparison(raters, round(times.sum()), _with_paradox(coefficients), table)


_Statistic = tuple[str, Callable[[Ratings, Draws], Values], Message]


def _nominal(n_raters: int, n_categories: int) -> Iterator[_Statistic]:
    yield "percent_agreement", percent_agreement, _PERCENT
    if n_raters == 2:
        yield "cohen_kappa", cohen_kappa, _COHEN
    yield "fleiss_kappa", fleiss_kappa, _FLEISS
    yield "krippendorff_alpha_nominal", _alpha("nominal"), _NOMINAL_ALPHA
    yield "gwet_ac1", lambda ratings, drawn: gwet_ac1(ratings, n_categories, drawn), _AC1


def _scale(n_raters: int) -> Iterator[_Statistic]:
    yield "percent_agreement", percent_agreement, _PERCENT
    if n_raters == 2:
        yield "cohen_kappa_weighted", weighted_kappa, _WEIGHTED
    yield "krippendorff_alpha_ordinal", _alpha("ordinal"), _ORDINAL_ALPHA
    yield "krippendorff_alpha_interval", _alpha("interval"), _INTERVAL_ALPHA
    yield "icc_2_1", icc_2_1, _ICC


def _alpha(level: Level) -> Callable[[Ratings, Draws], Values]:
    return lambda ratings, drawn: krippendorff_alpha(ratings, level, drawn)


def _with_paradox(coefficients: Sequence[Coefficient]) -> tuple[Coefficient, ...]:
    """Add an explanation if κ is low despite high agreement."""
    values = {one.name: one.value for one in coefficients}
    agreement = values.get("percent_agreement")
    if agreement is None or agreement < _HIGH_AGREEMENT:
        return tuple(coefficients)
    return tuple(
        Coefficient(
            one.name,
            one.value,
            one.low,
            one.high,
            Message("{first} {second}", first=one.explanation, second=_PARADOX),
        )
        if one.name in {"cohen_kappa", "fleiss_kappa"}
        and one.value is not None
        and one.value < _LOW_KAPPA
        else one
        for one in coefficients
    )


def _why_undefined(name: str, ratings: Ratings) -> Message:
    if not len(ratings):
        return _NOTHING_COMMON
    if name in _COMPLETE:
        ratings = ratings[~np.any(np.isnan(ratings), axis=1)]
    if not len(ratings):
        return _NONE_BY_ALL
    return _ONE_LABEL if np.nanmin(ratings) == np.nanmax(ratings) else _TOO_LITTLE


def _known(value: float) -> float | None:
    return None if math.isnan(value) else value
