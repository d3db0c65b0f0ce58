"""The coefficients against the figures of those who proposed them, and other implementations."""

from collections.abc import Callable

import krippendorff
import numpy as np
import numpy.typing as npt
import pytest
from sklearn.metrics import cohen_kappa_score

from emotion_desktop.metrics.agreement import (
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

#: Krippendorff (2011), "Computing Krippendorff's alpha-reliability", C: four observers, five
#: values, some missing. Gwet's handbook has the same table (0 stands for missing).
FOUR_OBSERVERS = """
1 2 3 3 2 1 4 1 2 0 0 0
1 2 3 3 2 2 4 1 2 5 0 3
0 3 3 3 2 3 4 2 2 5 1 0
1 2 3 3 2 4 4 1 2 5 1 0
"""

#: Fleiss (1971), "Measuring nominal scale agreement among many raters", table 1: how many of
#: six psychiatrists gave each of 30 patients each of five diagnoses.
DIAGNOSES = """
00060 03003 01401 00006 03030 20400 00402 20310 20040 00006
10050 11040 03300 10050 02031 00501 30012 51000 02040 10203
00006 01050 02013 20040 10041 05010 40002 02040 10500 00006
"""

#: Shrout & Fleiss (1979), "Intraclass correlations", table 2: four judges, six targets.
JUDGES = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]


def four_observers() -> np.ndarray:
    table = np.array([line.split() for line in FOUR_OBSERVERS.split("\n") if line], float)
    table[table == 0] = np.nan
    return table.T


def from_counts(counts: list[list[int]]) -> np.ndarray:
    """Ratings of shape (n, 2) from a table of how often each pair of labels was given."""
    pairs = [
        pair for i, row in enumerate(counts) for j, n in enumerate(row) for pair in [(i, j)] * n
    ]
    return np.array(pairs, float)


@pytest.mark.parametrize(
    ("level", "alpha"), [("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849)]
)
def test_alpha_of_krippendorffs_four_observers(level: str, alpha: float) -> None:
    assert krippendorff_alpha(four_observers(), level) == pytest.approx(alpha, abs=5e-4)


def test_alpha_of_krippendorffs_two_observers() -> None:
    binary = np.array([list("0100000010"), list("1110010000")], float).T
    assert krippendorff_alpha(binary) == pytest.approx(0.095, abs=5e-4)
    letters = np.array([list("aabbdcccedda"), list("babbbccceddd")]).T
    codes = np.vectorize("abcde".index)(letters).astype(float)
    assert krippendorff_alpha(codes) == pytest.approx(0.692, abs=5e-4)


@pytest.mark.parametrize("level", ["nominal", "ordinal", "interval"])
def test_alpha_is_that_of_another_implementation(level: str) -> None:
    rng = np.random.default_rng(5)
    ratings = rng.integers(-3, 4, (60, 4)).astype(float)
    ratings[:, 1:] = np.where(rng.random((60, 3)) < 0.6, ratings[:, :1], ratings[:, 1:])
    ratings[rng.random((60, 4)) < 0.3] = np.nan
    other = krippendorff.alpha(reliability_data=ratings.T, level_of_measurement=level)
    assert krippendorff_alpha(ratings, level) == pytest.approx(other, abs=1e-9)


def test_kappa_of_fleiss_thirty_patients() -> None:
    rows = [[i for i, n in enumerate(map(int, one)) for _ in range(n)] for one in DIAGNOSES.split()]
    ratings = np.array(rows, float)
    assert ratings.shape == (30, 6)
    assert fleiss_kappa(ratings) == pytest.approx(0.430, abs=5e-4)
    assert percent_agreement(ratings) == pytest.approx(0.555, abs=1e-3)


def test_fleiss_leaves_out_what_not_all_rated() -> None:
    rated = np.array([[0, 0, 0], [1, 1, 0], [0, 1, 1], [1, 1, 1]], float)
    more = np.vstack([rated, [0, np.nan, 1]])
    assert fleiss_kappa(more) == fleiss_kappa(rated)


def test_kappa_of_cohens_two_clinicians() -> None:
    """Cohen (1960), "A coefficient of agreement for nominal scales", table 1, times 200."""
    ratings = from_counts([[88, 14, 18], [10, 40, 10], [2, 6, 12]])
    assert percent_agreement(ratings) == pytest.approx(0.70)
    assert cohen_kappa(ratings) == pytest.approx(0.492, abs=5e-4)


def test_kappa_is_that_of_another_implementation() -> None:
    rng = np.random.default_rng(2)
    first = rng.integers(0, 7, 80)
    second = np.where(rng.random(80) < 0.5, first, rng.integers(0, 7, 80))
    ratings = np.stack([first, second], axis=1).astype(float)
    assert cohen_kappa(ratings) == pytest.approx(cohen_kappa_score(first, second))
    weighted = cohen_kappa_score(first, second, weights="quadratic", labels=list(range(7)))
    assert weighted_kappa(ratings) == pytest.approx(weighted)


def test_ac1_of_gwets_four_raters() -> None:
    """Gwet (2014), "Handbook of inter-rater reliability", the same table as Krippendorff's."""
    assert percent_agreement(four_observers()) == pytest.approx(0.81818, abs=5e-6)
    assert gwet_ac1(four_observers(), 5) == pytest.approx(0.77544, abs=5e-6)


def test_kappa_is_low_and_ac1_high_where_one_label_is_nearly_always_given() -> None:
    """Gwet (2008), "Computing inter-rater reliability in the presence of high agreement"."""
    ratings = from_counts([[118, 5], [2, 0]])
    assert percent_agreement(ratings) == pytest.approx(0.944)
    assert cohen_kappa(ratings) == pytest.approx(-0.0234, abs=5e-5)
    assert gwet_ac1(ratings, 2) == pytest.approx(0.9408, abs=5e-5)


def test_icc_of_shrout_and_fleiss_four_judges() -> None:
    assert icc_2_1(np.array(JUDGES, float)) == pytest.approx(0.29, abs=5e-3)


def test_confusion_counts_what_both_rated() -> None:
    ratings = np.array([[0, 0], [0, 2], [1, np.nan], [2, 2]], float)
    assert confusion(ratings, 3).tolist() == [[1, 0, 1], [0, 0, 0], [0, 0, 1]]


@pytest.mark.parametrize(
    "ratings",
    [np.empty((0, 2)), np.array([[0.0, np.nan], [np.nan, 1.0]]), np.zeros((5, 2))],
    ids=["nothing rated", "nothing rated twice", "one label only"],
)
def test_what_chance_cannot_be_told_of_is_undefined(ratings: np.ndarray) -> None:
    for statistic in (cohen_kappa, weighted_kappa, fleiss_kappa, krippendorff_alpha, icc_2_1):
        assert np.isnan(statistic(ratings))
    assert np.isnan(krippendorff_alpha(ratings, "ordinal"))
    assert np.isnan(krippendorff_alpha(ratings, "interval"))


@pytest.mark.parametrize(
    "statistic",
    [
        percent_agreement,
        cohen_kappa,
        weighted_kappa,
        fleiss_kappa,
        lambda ratings, drawn=None: krippendorff_alpha(ratings, "nominal", drawn),
        lambda ratings, drawn=None: krippendorff_alpha(ratings, "ordinal", drawn),
        lambda ratings, drawn=None: krippendorff_alpha(ratings, "interval", drawn),
        lambda ratings, drawn=None: gwet_ac1(ratings, 7, drawn),
        icc_2_1,
    ],
)
def test_a_unit_that_is_drawn_twice_counts_as_two(statistic: Callable[..., np.ndarray]) -> None:
    rng = np.random.default_rng(4)
    first = rng.integers(0, 5, 40)
    second = np.where(rng.random(40) < 0.5, first, rng.integers(0, 5, 40))
    ratings = np.stack([first, second], axis=1).astype(float)
    ratings[7, 1] = np.nan
    drawn = rng.integers(0, 3, (2, 40)).astype(float)
    found = statistic(ratings, drawn)
    for value, times in zip(found, drawn, strict=True):
        assert value == pytest.approx(statistic(np.repeat(ratings, times.astype(int), axis=0)))


def interval(
    statistic: Callable[..., Values],
    ratings: Ratings,
    clusters: npt.NDArray[np.int64] | None = None,
) -> tuple[float, float]:
    [found] = bootstrap_intervals([statistic], ratings, clusters)
    return found


def test_an_interval_holds_the_value_and_is_the_same_each_time() -> None:
    ratings = from_counts([[40, 5], [5, 30]])
    low, high = interval(cohen_kappa, ratings)
    assert low < cohen_kappa(ratings) < high
    assert (low, high) == interval(cohen_kappa, ratings)


def test_intervals_are_the_same_whatever_else_is_asked_for() -> None:
    ratings = from_counts([[40, 5], [5, 30]])
    statistics = [percent_agreement, cohen_kappa]
    alone = [interval(one, ratings) for one in statistics]
    assert bootstrap_intervals(statistics, ratings) == alone
    assert alone[0] != alone[1]


def test_what_belongs_together_is_drawn_together() -> None:
    """Ten alike slices of an utterance are no ten observations."""
    ratings = np.repeat(from_counts([[6, 2], [2, 6]]), 10, axis=0)
    alone = interval(percent_agreement, ratings)
    together = interval(percent_agreement, ratings, np.repeat(np.arange(16), 10))
    assert together[1] - together[0] > 2 * (alone[1] - alone[0])


def test_an_interval_of_nothing_is_undefined() -> None:
    assert all(np.isnan(interval(cohen_kappa, np.empty((0, 2)))))
    assert all(np.isnan(interval(cohen_kappa, np.zeros((5, 2)))))
