"""How far raters agree, by the coefficients that papers report.

Each takes ratings of shape (n_units, n_raters): a row for each thing that was rated, a column
for each rater, nan where a rater said nothing. Labels are numbers of categories. Each returns
nan where it is not defined, as chance-corrected ones are where only one label was ever given.

They are short and work on whole arrays, because a bootstrap calls them thousands of times; the
tests hold them against published figures and against other people's implementations.
"""

from collections.abc import Callable
from typing import Literal

import numpy as np
import numpy.typing as npt

Ratings = npt.NDArray[np.float64]
Level = Literal["nominal", "ordinal", "interval"]


def percent_agreement(ratings: Ratings) -> float:
    """Share of pairs of raters that said the same, averaged over units with two or more."""
    n, agreeing = _pairs(ratings)
    return _ratio(float(np.sum(agreeing / (n * (n - 1)))), len(n))


def cohen_kappa(ratings: Ratings) -> float:
    """Agreement of two raters beyond chance. Cohen (1960).

    Parameters
    ----------
    ratings : Ratings
        Shape (n, 2), numbers of categories; only units that both rated count.
    """
    first, second = _complete(ratings).T
    categories = np.union1d(first, second)
    if not len(first):
        return np.nan
    chance = sum(np.mean(first == one) * np.mean(second == one) for one in categories)
    return _ratio(float(np.mean(first == second) - chance), float(1 - chance))


def weighted_kappa(ratings: Ratings) -> float:
    """Cohen's κ of two raters on a scale: a disagreement counts by its square. Cohen (1968).

    Parameters
    ----------
    ratings : Ratings
        Shape (n, 2), values of a scale with equal steps; only units that both rated count.
    """
    first, second = _complete(ratings).T
    if not len(first):
        return np.nan
    observed = np.mean((first - second) ** 2)
    chance = np.mean(first**2) + np.mean(second**2) - 2 * np.mean(first) * np.mean(second)
    return _ratio(float(chance - observed), float(chance))


def fleiss_kappa(ratings: Ratings) -> float:
    """Agreement of two or more raters beyond chance. Fleiss (1971).

    Only units that all rated count: the coefficient knows no missing ratings.
    """
    counts = _counts(_complete(ratings))
    n_units, n_raters = len(counts), ratings.shape[1]
    if not n_units or n_raters < 2:
        return np.nan
    agreeing = np.sum(counts * (counts - 1), axis=1)
    observed = float(np.mean(agreeing / (n_raters * (n_raters - 1))))
    chance = float(np.sum((counts.sum(axis=0) / (n_units * n_raters)) ** 2))
    return _ratio(observed - chance, 1 - chance)


def gwet_ac1(ratings: Ratings, n_categories: int) -> float:
    """Agreement beyond chance, where chance means rating at random. Gwet (2008).

    Parameters
    ----------
    ratings : Ratings
        Numbers of categories; some may be missing.
    n_categories : int
        How many there are to choose from, chosen or not.
    """
    counts = _counts(ratings[np.any(~np.isnan(ratings), axis=1)])
    if not len(counts) or n_categories < 2:
        return np.nan
    shares = np.mean(counts / counts.sum(axis=1, keepdims=True), axis=0)
    chance = float(np.sum(shares * (1 - shares)) / (n_categories - 1))
    return _ratio(percent_agreement(ratings) - chance, 1 - chance)


def krippendorff_alpha(ratings: Ratings, level: Level = "nominal") -> float:
    """Agreement of any number of raters, some ratings missing. Krippendorff (2011).

    Parameters
    ----------
    ratings : Ratings
        Values; units with fewer than two do not count.
    level : str
        How values differ: `nominal`, all alike; `ordinal`, by the ratings between them;
        `interval`, by the square of their distance.
    """
    kept = ratings[np.sum(~np.isnan(ratings), axis=1) >= 2]
    if level == "nominal":
        counts = _counts(kept)
        per_unit, totals = counts.sum(axis=1), counts.sum(axis=0)
        n = per_unit.sum()
        observed = np.sum((per_unit**2 - np.sum(counts**2, axis=1)) / (per_unit - 1))
        return _one_minus(observed, (n**2 - np.sum(totals**2)) / max(n - 1, 1))
    values = _mid_ranks(kept) if level == "ordinal" else kept
    per_unit = np.sum(~np.isnan(values), axis=1)
    values = values - np.nanmean(values) if values.size else values  # keeps squares exact
    observed = np.sum(_square_differences(values, axis=1) / (per_unit - 1))
    return _one_minus(observed, _square_differences(values) / max(per_unit.sum() - 1, 1))


def icc_2_1(ratings: Ratings) -> float:
    """Share of the variance that is the units': ICC(2,1), absolute agreement of single raters.

    Shrout & Fleiss (1979). Only units that all rated count.
    """
    kept = _complete(ratings)
    n, k = kept.shape
    if n < 2 or k < 2:
        return np.nan
    mean = kept.mean()
    rows = k * np.sum((kept.mean(axis=1) - mean) ** 2) / (n - 1)
    columns = n * np.sum((kept.mean(axis=0) - mean) ** 2) / (k - 1)
    total = np.sum((kept - mean) ** 2)
    error = (total - rows * (n - 1) - columns * (k - 1)) / ((n - 1) * (k - 1))
    return _ratio(float(rows - error), float(rows + (k - 1) * error + k * (columns - error) / n))


def confusion(ratings: Ratings, n_categories: int) -> npt.NDArray[np.int64]:
    """Count what two raters said of the same units.

    Parameters
    ----------
    ratings : Ratings
        Shape (n, 2), numbers of categories.
    n_categories : int
        How many there are.

    Returns
    -------
    array
        Shape (n_categories, n_categories): a row for what the first said, a column for what
        the second said.
    """
    first, second = _complete(ratings).T.astype(np.int64)
    table = np.bincount(first * n_categories + second, minlength=n_categories**2)
    return table.reshape(n_categories, n_categories)


def bootstrap_interval(
    statistic: Callable[[Ratings], float],
    ratings: Ratings,
    clusters: npt.NDArray[np.int64] | None = None,
    n_resamples: int = 1000,
) -> tuple[float, float]:
    """Give the 95 % percentile interval of a statistic (seed 0). Efron (1979).

    Parameters
    ----------
    statistic : callable
        One of the above.
    ratings : Ratings
        What it is of.
    clusters : array or None
        Shape (n_units,), from 0 on without gaps: units of one cluster are drawn together,
        since neighbouring slices of an utterance are alike. None draws units.
    n_resamples : int
        How often they are drawn anew.

    Returns
    -------
    tuple of float
        nan, nan where the statistic is undefined for more than half of the draws.
    """
    n = len(ratings)
    if not n:
        return np.nan, np.nan
    units = np.arange(n)
    clusters = units if clusters is None else clusters
    n_clusters = int(clusters.max()) + 1
    rng = np.random.default_rng(0)
    draws = rng.multinomial(n_clusters, np.full(n_clusters, 1 / n_clusters), n_resamples)
    values = np.array([statistic(ratings[np.repeat(units, drawn[clusters])]) for drawn in draws])
    defined = values[~np.isnan(values)]
    if len(defined) * 2 < n_resamples:
        return np.nan, np.nan
    low, high = np.quantile(defined, (0.025, 0.975))
    return float(low), float(high)


def _complete(ratings: Ratings) -> Ratings:
    return ratings[~np.any(np.isnan(ratings), axis=1)]


def _counts(ratings: Ratings) -> npt.NDArray[np.float64]:
    """Count how often each category was chosen for each unit, shape (n_units, n_chosen)."""
    given = ~np.isnan(ratings)
    categories, chosen = np.unique(ratings[given], return_inverse=True)
    units = np.nonzero(given)[0]
    n, k = len(ratings), len(categories)
    return np.bincount(units * k + chosen, minlength=n * k).reshape(n, k).astype(np.float64)


def _pairs(ratings: Ratings) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Count raters and agreeing ordered pairs of each unit that two or more rated."""
    counts = _counts(ratings)
    n = counts.sum(axis=1)
    kept = n >= 2
    return n[kept], np.sum(counts * (counts - 1), axis=1)[kept]


def _mid_ranks(ratings: Ratings) -> Ratings:
    """Replace values by the mean of the ranks that they take up.

    The ordinal difference of two values is that of their mid-ranks.
    """
    given = ~np.isnan(ratings)
    _, chosen, counts = np.unique(ratings[given], return_inverse=True, return_counts=True)
    ranks = np.full(ratings.shape, np.nan)
    ranks[given] = (np.cumsum(counts) - counts / 2)[chosen]
    return ranks


def _square_differences(
    values: Ratings, axis: int | None = None
) -> npt.NDArray[np.float64] | np.float64:
    """Sum the squared differences of all ordered pairs."""
    n = np.sum(~np.isnan(values), axis=axis)
    squares = 2 * n * np.nansum(values**2, axis=axis) - 2 * np.nansum(values, axis=axis) ** 2
    return np.asarray(squares, np.float64)[()]


def _one_minus(observed: float, expected: float) -> float:
    return _ratio(float(expected - observed), float(expected))


def _ratio(over: float, under: float) -> float:
    return over / under if under > 1e-12 else np.nan
