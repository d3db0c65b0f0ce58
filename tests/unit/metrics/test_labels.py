"""From labels of stretches of time to tables of ratings."""

import numpy as np

from emotion_desktop.metrics.agreement import (
    bootstrap_intervals,
    cohen_kappa,
    gwet_ac1,
    percent_agreement,
)
from emotion_desktop.metrics.agreement_report import compare
from emotion_desktop.metrics.labels import Label, RatedUnits, on_slices, on_utterances

NAN = np.nan


def label(start_s: float, end_s: float, rater: str, value: float, voice: str = "v") -> Label:
    return Label(voice, start_s, end_s, rater, value)


def test_a_stretch_is_a_unit_and_its_raters_are_columns() -> None:
    units = on_utterances(
        [
            label(0, 1, "model", 3),
            label(0, 1, "Ana", 4),
            label(0, 1, "Ana", 5),  # thought better of it
            label(1, 2, "model", 3),
            label(0, 1, "model", 6, voice="w"),
            label(0, 1.0002, "Ben", 2),  # rounded on its way
        ]
    )
    assert units.raters == ("model", "Ana", "Ben")
    np.testing.assert_array_equal(units.ratings, [[3, 5, 2], [3, NAN, NAN], [6, NAN, NAN]])
    assert units.clusters.tolist() == [0, 1, 2]


def test_a_slice_has_the_label_that_covers_most_of_it() -> None:
    units = on_slices(
        [
            label(0.0, 2.0, "model", 0),
            label(0.0, 0.7, "Ana", 1),
            label(0.7, 2.5, "Ana", 2),
            label(0.2, 0.4, "Ben", 5, voice="w"),
        ],
        1.0,
        nominal=True,
    )
    assert units.raters == ("model", "Ana", "Ben")
    np.testing.assert_array_equal(
        units.ratings, [[0, 1, NAN], [0, 2, NAN], [NAN, 2, NAN], [NAN, NAN, 5]]
    )
    assert units.clusters.tolist() == [0, 0, 1, 2]


def test_a_slice_of_a_scale_has_the_mean_by_time() -> None:
    units = on_slices([label(0, 0.75, "a", 1), label(0.75, 2, "a", -1)], 1.0, nominal=False)
    np.testing.assert_allclose(units.ratings, [[0.5], [-1]])


def test_slices_that_are_alike_count_as_often_as_they_are() -> None:
    labels = [label(i, i + 1, "a", i % 3) for i in range(9)]
    labels += [label(i, i + 1.5, "b", i % 2) for i in range(1, 9)]
    found = on_slices(labels, 0.25, nominal=True)
    [comparison] = compare(found, "nominal", 3, n_resamples=50)
    both = ~np.isnan(found.ratings).any(axis=1)
    alone = [
        percent_agreement,
        cohen_kappa,
        lambda ratings, drawn=None: gwet_ac1(ratings, 3, drawn),
    ]
    intervals = bootstrap_intervals(
        alone,
        found.ratings[both],
        found.clusters[both] - found.clusters[both].min(),
        n_resamples=50,
    )
    assert comparison.n_units == both.sum() > len(labels)
    assert comparison.confusion is not None
    assert comparison.confusion.sum() == both.sum()
    named = {one.name: one for one in comparison.coefficients}
    for name, one, (low, high) in zip(
        ("percent_agreement", "cohen_kappa", "gwet_ac1"), alone, intervals, strict=True
    ):
        expected = (one(found.ratings[both]), low, high)
        np.testing.assert_allclose((named[name].value, named[name].low, named[name].high), expected)


def test_nothing_that_was_labelled_is_no_unit() -> None:
    assert on_utterances([]).ratings.shape == (0, 0)
    assert on_slices([label(1, 1, "a", 0)], 1.0, nominal=True).ratings.shape == (0, 1)
    assert compare(on_slices([], 1.0, nominal=True), "nominal", 7) == []


def units(ratings: np.ndarray) -> RatedUnits:
    n, m = ratings.shape
    return RatedUnits(ratings, tuple("abcdefg"[:m]), np.arange(n))


def test_all_raters_are_compared_and_then_each_two() -> None:
    ratings = np.array([[0, 0, 1], [1, 1, 1], [2, NAN, 2], [0, 1, NAN], [3, 3, 3]], float)
    found = compare(units(ratings), "nominal", 7)
    assert [one.raters for one in found] == [
        ("a", "b", "c"),
        ("a", "b"),
        ("a", "c"),
        ("b", "c"),
    ]
    assert [one.n_units for one in found] == [5, 4, 4, 3]
    assert found[0].confusion is None
    assert found[1].confusion is not None
    assert found[1].confusion.sum() == 4
    for one in found:
        for figure in one.coefficients:
            assert figure.value is not None
            assert figure.low is not None
            assert figure.low <= figure.value <= (figure.high or 0) + 1e-12
            assert figure.explanation.count(". ") == 0


def test_a_low_kappa_beside_high_agreement_is_explained() -> None:
    ratings = np.array([[0, 0]] * 118 + [[0, 1]] * 5 + [[1, 0]] * 2, float)
    [found] = compare(units(ratings), "nominal", 2)
    explained = {one.name: str(one.explanation) for one in found.coefficients}
    assert "Agreement is high but κ is low" in explained["cohen_kappa"]
    assert "Agreement is high but κ is low" not in explained["gwet_ac1"]


def test_a_scale_has_weighted_kappa_and_correlation() -> None:
    ratings = np.array([[1, 2], [3, 3], [-2, -1], [0, 0], [2, 3], [NAN, 1]])
    [found] = compare(units(ratings), "scale", 7)
    values = {one.name: one.value for one in found.coefficients}
    assert set(values) == {
        "percent_agreement",
        "cohen_kappa_weighted",
        "krippendorff_alpha_ordinal",
        "krippendorff_alpha_interval",
        "icc_2_1",
    }
    assert all(value is not None and 0 < value < 1 for value in values.values())
    assert found.n_units == 5
    assert found.confusion is None


def test_what_cannot_be_told_is_said_to_be_so() -> None:
    [found] = compare(units(np.zeros((4, 2))), "nominal", 7)
    values = {one.name: (one.value, str(one.explanation)) for one in found.coefficients}
    assert values["percent_agreement"][0] == 1
    assert values["cohen_kappa"][0] is None
    assert "all ratings are the same" in values["cohen_kappa"][1]
    [found] = compare(units(np.array([[0, NAN], [NAN, 1]])), "nominal", 7)
    assert found.n_units == 0
    assert {one.value for one in found.coefficients} == {None}
    assert all("rated nothing in common" in one.explanation for one in found.coefficients)
    every, *_ = compare(units(np.array([[0, 1, NAN], [NAN, 1, 0], [0, 0, NAN]])), "nominal", 7)
    reasons = {one.name: str(one.explanation) for one in every.coefficients if one.value is None}
    assert reasons == {"fleiss_kappa": "Not defined: nothing was rated by all of these raters."}
    [found] = compare(units(np.array([[3.0, 5.0]])), "scale", 7)
    icc = next(one for one in found.coefficients if one.name == "icc_2_1")
    assert str(icc.explanation) == "Not defined: too little was rated."


def test_a_single_utterance_has_figures_but_tells_nothing_of_others() -> None:
    [found] = compare(units(np.array([[0.0, 1.0]])), "nominal", 7)
    assert found.coefficients[0].value == 0
    assert {(one.low, one.high) for one in found.coefficients} == {(None, None)}
