"""Change points: where the level of a series changes."""

from typing import Final

import numpy as np
import numpy.typing as npt

#: Makes the median absolute deviation of a normal distribution its standard deviation.
_MAD_TO_SIGMA: Final = 1.4826
#: Series that hardly vary have no changes that anybody could see.
_LEAST_SIGMA: Final = 1e-3


def change_points(series: npt.NDArray[np.floating], least_length: int = 3) -> list[int]:
    """Find the times at which the mean of a series changes.

    Optimal partitioning (Jackson et al., 2005, doi:10.1109/LSP.2001.838216) with the sum of
    squared deviations as cost and a penalty after Schwarz for each part: exact, and quadratic
    in the length of the series. The noise is estimated from differences of neighbours, which
    changes of level do not enlarge.

    Parameters
    ----------
    series : array
        Shape (n, d).
    least_length : int
        Of a part.

    Returns
    -------
    list of int
        Index of the first element of each part but the first, rising.
    """
    n = len(series)
    if n < 2 * least_length:
        return []
    last_starts = _last_starts(series.astype(np.float64), least_length)
    found = []
    start = last_starts[n]
    while start > 0:
        found.append(start)
        start = last_starts[start]
    return found[::-1]


def _last_starts(values: npt.NDArray[np.float64], least_length: int) -> list[int]:
    """Return, for each prefix of the series, the best start of its last segment."""
    n, d = values.shape
    penalty = _noise_variance(values) * (d + 1) * np.log(n)
    sums = np.concatenate([np.zeros((1, d)), values.cumsum(axis=0)])
    squares = np.concatenate([[0.0], (values**2).sum(axis=1).cumsum()])
    best = np.full(n + 1, np.inf)
    best[0] = -penalty
    last_starts = [0] * (n + 1)
    for end in range(least_length, n + 1):
        starts = np.arange(end - least_length + 1)
        of_means = ((sums[end] - sums[starts]) ** 2).sum(axis=1) / (end - starts)
        costs = best[starts] + squares[end] - squares[starts] - of_means + penalty
        last_starts[end] = int(np.argmin(costs))
        best[end] = costs[last_starts[end]]
    return last_starts


def _noise_variance(values: npt.NDArray[np.float64]) -> float:
    """Return the mean over all columns; differences of neighbours have twice the variance."""
    differences = np.abs(np.diff(values, axis=0))
    sigmas = _MAD_TO_SIGMA * np.median(differences, axis=0) / np.sqrt(2.0)
    return float(np.mean(np.maximum(sigmas, _LEAST_SIGMA) ** 2))
