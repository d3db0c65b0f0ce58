"""What raters say of the utterances of a review is compared as it is seen."""

import pytest

from emotion_desktop.domain.review import (
    Rater,
    SetLabels,
    SetRating,
)
from emotion_desktop.domain.review_fold import review_of
from emotion_desktop.services.review.agreement import agreement_of
from tests.review_doubles import log, utterance

UTTERANCES = [utterance(0, 1.0), utterance(1, 1.0, speaker="B", label=0), utterance(2, 6.0)]
LOG = log(
    ("Ana", SetLabels(0, ("neutral", "fear"))),
    ("Ana", SetLabels(1, ("fear",))),
    ("Ana", SetLabels(2, (), cannot_tell=True)),
    ("model", SetLabels(0, ("neutral",))),
    ("model", SetLabels(1, ("anger",))),
    ("Ana", SetRating(0, 3, None)),
    ("model", SetRating(0, 5, 1)),
)


def test_people_are_compared_with_one_another_and_with_the_models() -> None:
    found = agreement_of({"a": review_of(UTTERANCES, LOG)}, n_resamples=20)
    shares = {one.raters: (one.n_units, one.coefficients[0].value) for one in found.labels}
    assert shares == {
        ("model", "Ana", "model (person)"): (2, pytest.approx((1 + 1 / 3) / 2)),
        ("model", "Ana"): (2, 0.5),
        ("model", "model (person)"): (2, 1.0),
        ("Ana", "model (person)"): (2, 0.5),
    }
    assert [(one.raters, one.n_units) for one in found.valence] == [(("Ana", "model (person)"), 1)]
    assert found.arousal == ()


def test_utterances_of_several_sessions_are_not_mixed_up() -> None:
    view = review_of(UTTERANCES, LOG)
    found = agreement_of({"a": view, "b": view}, n_resamples=20)
    assert [one.n_units for one in found.labels] == [4, 4, 4, 4]


def test_a_blind_rater_s_view_has_nobody_to_compare_with() -> None:
    view = review_of(UTTERANCES, LOG).seen_by(Rater("Ana"))
    assert agreement_of({"a": view}).labels == ()


def test_the_models_alone_are_not_compared() -> None:
    assert agreement_of({"a": review_of(UTTERANCES, [])}).labels == ()
