"""Agreement between raters: the coefficients that papers report.

Each takes ratings of shape (n_units, n_raters): one row per rated unit, one column
per rater, nan for a missing rating. Labels are category numbers. `drawn` states
how often each unit counts, shape (..., n_units); None means once. Each returns an array
of shape (...), nan if the coefficient is undefined, like chance-corrected ones if only
one label was ever used.

Other people's implementations know no `drawn`, and a bootstrap that calls them thousands of
times takes minutes; the tests hold these against published figures and against theirs.
"""

from collections.abc import Callable, Sequence
from typing import Final, Literal

import numpy as np
import numpy.typing as npt

Ratings = npt.NDArray[np.float64]
Draws = npt.NDArray[np.float64]
Values = npt.NDArray[np.float64]
Level = Literal["nominal", "ordinal", "interval"]

#: Bootstrap draws that are held in memory at a time.
_DRAWS_AT_ONCE: Final = 100

#: What rounding leaves of a difference that is 0.
_NOTHING: Final = 1e-12


def percent_agreement(ratings: Ratings, drawn: Draws | None = None) -> Values:
    """Share of agreeing pairs of raters, averaged over units with two or more ratings."""
    counts = _counts(ratings)
    n = counts.sum(axis=1)
    kept = n >= 2
    agreeing = np.sum(counts * (counts - 1), axis=1)[kept] / (n * (n - 1))[kept]
    weights = _weights(ratings, drawn)[..., kept]
    return _ratio(weights @ agreeing, weights.sum(axis=-1))


def cohen_kappa(ratings: Ratings, drawn: Draws | None = None) -> Values:
    """Agreement of two raters beyond chance. Cohen (1960).

    Parameters
    ----------
    ratings : Ratings
        Shape (n, 2), numbers of categories; only units that both rated count.
    drawn : Draws or None
        See above.
    """
    pairs, weights = _complete(ratings, drawn)
    n = weights.sum(axis=-1)
    same = weights @ (pairs[:, 0] == pairs[:, 1]).astype(float)
    chance = np.zeros_like(n)
    for category in np.unique(pairs):
        first, second = (weights @ (pairs == category).astype(float)[:, i] for i in (0, 1))
        chance = chance + first * second
    return _ratio(n * same - chance, n**2 - chance)


def weighted_kappa(ratings: Ratings, drawn: Draws | None = None) -> Values:
    """Cohen's κ of two raters on a scale, with quadratic weights. Cohen (1968).

    Parameters
    ----------
    ratings : Ratings
        Shape (n, 2), values of a scale with equal steps; only units that both rated count.
    drawn : Draws or None
        See above.
    """
    pairs, weights = _complete(ratings, drawn)
    first, second = pairs.T
    n = weights.sum(axis=-1)
    observed = weights @ (first - second) ** 2
    chance = weights @ (first**2 + second**2)
    # Divided only if something was drawn: see `_ratio`.
    chance = chance - 2 * _ratio((weights @ first) * (weights @ second), n)
    return _ratio(chance - observed, chance)


def fleiss_kappa(ratings: Ratings, drawn: Draws | None = None) -> Values:
    """Agreement of two or more raters beyond chance. Fleiss (1971).

    Only units that all rated count: the coefficient knows no missing ratings.
    """
    kept, weights = _complete(ratings, drawn)
    counts = _counts(kept)
    n_raters = ratings.shape[1]
    n_ratings = weights.sum(axis=-1) * n_raters
    agreeing = np.sum(counts * (counts - 1), axis=1) / max(n_raters - 1, 1)
    observed = _ratio(weights @ agreeing, n_ratings)
    chance = _ratio(np.sum((weights @ counts) ** 2, axis=-1), n_ratings**2)
    return _ratio(observed - chance, 1 - chance)


def gwet_ac1(ratings: Ratings, n_categories: int, drawn: Draws | None = None) -> Values:
    """Agreement beyond chance, where chance means rating at random. Gwet (2008).

    Parameters
    ----------
    ratings : Ratings
        Numbers of categories; some may be missing.
    n_categories : int
        How many there are to choose from, two or more, chosen or not.
    drawn : Draws or None
        See above.
    """
    counts = _counts(ratings)
    n = counts.sum(axis=1)
    rated = n > 0
    weights = _weights(ratings, drawn)[..., rated]
    shares = weights @ (counts[rated] / n[rated, np.newaxis])
    shares = _ratio(shares, weights.sum(axis=-1)[..., np.newaxis])
    chance = np.sum(shares * (1 - shares), axis=-1) / (n_categories - 1)
    return _ratio(percent_agreement(ratings, drawn) - chance, 1 - chance)


def krippendorff_alpha(
    ratings: Ratings, level: Level = "nominal", drawn: Draws | None = None
) -> Values:
    """Agreement of any number of raters, some ratings missing. Krippendorff (2011).

    Parameters
    ----------
    ratings : Ratings
        Values; units with fewer than two do not count.
    level : str
        How values differ: `nominal`, all alike; `ordinal`, by the ratings between them;
        `interval`, by the square of their distance.
    drawn : Draws or None
        See above.
    """
    kept = np.sum(~np.isnan(ratings), axis=1) >= 2
    ratings, weights = ratings[kept], _weights(ratings, drawn)[..., kept]
    counts = _counts(ratings)
    n = counts.sum(axis=1)  # ratings of each unit
    totals = weights @ counts  # ratings of each value
    n_all = totals.sum(axis=-1)
    if level == "nominal":
        observed = weights @ ((n**2 - np.sum(counts**2, axis=1)) / (n - 1))
        expected = n_all**2 - np.sum(totals**2, axis=-1)
    else:
        values = np.unique(ratings[~np.isnan(ratings)])
        # The ordinal difference of two values is that of their mean ranks.
        ranks = np.cumsum(totals, axis=-1) - totals / 2
        scale = ranks if level == "ordinal" else np.broadcast_to(values, totals.shape)
        middle = _ratio(np.sum(totals * scale, axis=-1), n_all)
        scale = scale - np.nan_to_num(middle)[..., np.newaxis]  # keeps squares exact
        sums, squares = scale @ counts.T, scale**2 @ counts.T
        observed = np.sum(weights * 2 * (n * squares - sums**2) / (n - 1), axis=-1)
        whole = np.sum(totals * scale, axis=-1)
        expected = 2 * (n_all * np.sum(totals * scale**2, axis=-1) - whole**2)
    expected = expected / np.maximum(n_all - 1, 1)
    return _ratio(expected - observed, expected)


def icc_2_1(ratings: Ratings, drawn: Draws | None = None) -> Values:
    """Share of the variance due to the units: ICC(2,1), absolute agreement of single raters.

    Shrout & Fleiss (1979). Only units that all rated count, and it takes two of them.
    """
    kept, weights = _complete(ratings, drawn)
    n, k = weights.sum(axis=-1), ratings.shape[1]
    if not len(kept) or k < 2:
        return np.full(n.shape, np.nan)
    kept = kept - kept.mean()  # keeps squares exact
    means = kept.mean(axis=1)
    mean = _ratio(weights @ means, n)
    rows = _ratio(k * (weights @ means**2 - n * mean**2), n - 1)
    of_raters = _ratio(weights @ kept, n[..., np.newaxis])
    columns = n * np.sum((of_raters - mean[..., np.newaxis]) ** 2, axis=-1) / (k - 1)
    total = weights @ np.sum(kept**2, axis=1) - n * k * mean**2
    error = _ratio(total - rows * (n - 1) - columns * (k - 1), (n - 1) * (k - 1))
    return _ratio(rows - error, rows + (k - 1) * error + k * _ratio(columns - error, n))


def confusion(
    ratings: Ratings, n_categories: int, times: Draws | None = None
) -> npt.NDArray[np.int64]:
    """Count the pairs of ratings of two raters for the same units.

    Parameters
    ----------
    ratings : Ratings
        Shape (n, 2), numbers of categories.
    n_categories : int
        How many there are.
    times : Draws or None
        Shape (n,), how many units each row stands for; None means one.

    Returns
    -------
    array
        Shape (n_categories, n_categories): rows are the labels of the first rater, columns those of
        the second.
    """
    pairs, weights = _complete(ratings, times)
    first, second = pairs.T.astype(np.int64)
    table = np.bincount(first * n_categories + second, weights, minlength=n_categories**2)
    return table.reshape(n_categories, n_categories).astype(np.int64)


def bootstrap_intervals(
    statistics: Sequence[Callable[[Ratings, Draws], Values]],
    ratings: Ratings,
    clusters: npt.NDArray[np.int64] | None = None,
    *,
    times: Draws | None = None,
    n_resamples: int = 1000,
) -> list[tuple[float, float]]:
    """Return the 95 % bootstrap percentile intervals of statistics (seed 0). Efron (1979).

    Parameters
    ----------
    statistics : sequence of callable
        Some of the above. All see the same draws: drawing takes longer than most of them.
    ratings : Ratings
        Their ratings.
    clusters : array or None
        Shape (n_units,), numbered from 0 without gaps: units of one cluster are drawn together,
        since neighbouring slices of an utterance are alike. None draws units.
    times : Draws or None
        Shape (n,), how many units of its cluster each row stands for; None means one.
    n_resamples : int
        Number of draws.

    Returns
    -------
    list of tuple of float
        One for each statistic; nan, nan if it is undefined for more than half of the draws, or
        if there is only one cluster, which says nothing about others.
    """
    clusters = np.arange(len(ratings)) if clusters is None else clusters
    n_clusters = int(clusters.max(initial=-1)) + 1
    if n_clusters < 2:
        return [(np.nan, np.nan)] * len(statistics)
    chances = np.full(n_clusters, 1 / n_clusters)
    stands_for = _weights(ratings, times)
    rng = np.random.default_rng(0)
    values = np.empty((len(statistics), n_resamples))
    for begin in range(0, n_resamples, _DRAWS_AT_ONCE):
        n_drawn = min(_DRAWS_AT_ONCE, n_resamples - begin)
        drawn = rng.multinomial(n_clusters, chances, n_drawn)[:, clusters] * stands_for
        for row, statistic in zip(values, statistics, strict=True):
            row[begin : begin + n_drawn] = statistic(ratings, drawn)
    return [_percentiles(row) for row in values]


def _percentiles(values: Values) -> tuple[float, float]:
    defined = values[~np.isnan(values)]
    if len(defined) * 2 < len(values):
        return np.nan, np.nan
    low, high = np.quantile(defined, (0.025, 0.975))
    return float(low), float(high)


def _weights(ratings: Ratings, drawn: Draws | None) -> Draws:
    return np.ones(len(ratings)) if drawn is None else drawn


def _complete(ratings: Ratings, drawn: Draws | None) -> tuple[Ratings, Draws]:
    """Keep the units rated by all raters, and their weights."""
    kept = ~np.any(np.isnan(ratings), axis=1)
    return ratings[kept], _weights(ratings, drawn)[..., kept]


def _counts(ratings: Ratings) -> npt.NDArray[np.float64]:
    """Count how often each value occurs for each unit, shape (n_units, n_given)."""
    given = ~np.isnan(ratings)
    values, chosen = np.unique(ratings[given], return_inverse=True)
    units = np.nonzero(given)[0]
    n, k = len(ratings), len(values)
    return np.bincount(units * k + chosen, minlength=n * k).reshape(n, k).astype(np.float64)


def _ratio(over: Values, under: Values) -> Values:
    """Divide; nan if the denominator is zero."""
    over, under = np.broadcast_arrays(over, under)
    divided: Values = np.full(over.shape, np.nan)
    np.divide(over, under, out=divided, where=under > _NOTHING)
    return divided
