"""What to check in a session, and what it comes to."""

import numpy as np
import pytest

from emotion_desktop.domain.change_points import change_points
from emotion_desktop.domain.review import NameSpeaker, Rater, SetLabels, SplitSegment
from emotion_desktop.domain.review_fold import review_of
from emotion_desktop.domain.summary import summary_of
from emotion_desktop.services.review.next_to_check import all_to_check, next_to_check
from tests.review_doubles import log, utterance

CHECKED = (
    utterance(0, 0.0),
    utterance(1, 3.0, uncertain=True),
    utterance(2, 6.0, speech=0, text=3),
    utterance(3, 9.0, uncertain=True, speech=0, text=3),
)


def test_what_is_uncertain_or_in_conflict_is_checked_next() -> None:
    view = review_of(CHECKED, [])
    assert [(one.segment_id, one.reasons) for one in all_to_check(view, "Ana")] == [
        (1, ("uncertain",)),
        (2, ("conflict",)),
        (3, ("conflict", "uncertain")),
    ]
    assert next_to_check(view, "Ana", 3.0).segment_id == 2
    assert next_to_check(view, "Ana", 9.0).segment_id == 1  # from the beginning again
    assert next_to_check(view, "Ana", 0.0, ["conflict"]).segment_id == 2
    assert next_to_check(view, "Ana", 0.0, ["disagreement"]) is None


def test_utterances_that_start_together_are_all_checked() -> None:
    together = [utterance(i, 3.0, speaker=f"S{i}", uncertain=True) for i in range(3)]
    view = review_of([*together, utterance(3, 9.0, uncertain=True)], [])
    visited = []
    at = next_to_check(view, "Ana", 0.0)
    for _ in range(5):
        visited.append(at.segment_id)
        at = next_to_check(view, "Ana", at.start_s, after_id=at.segment_id)
    assert visited == [0, 1, 2, 3, 0]


def test_what_a_rater_judged_is_checked_but_not_for_the_others() -> None:
    view = review_of(CHECKED, log(SetLabels(1, cannot_tell=True), SetLabels(2, ("fear",))))
    assert [one.segment_id for one in all_to_check(view, "Ana")] == [3]
    assert [one.segment_id for one in all_to_check(view, "Bo")] == [1, 2, 3]


def test_raters_disagree_where_no_label_is_common() -> None:
    edits = log(
        SetLabels(0, ("fear", "anger")),
        ("Bo", SetLabels(0, ("anger",))),
        SetLabels(1, ("fear",)),
        ("Bo", SetLabels(1, ("anger",))),
        SetLabels(2, ("fear",)),
        ("Bo", SetLabels(2, cannot_tell=True)),
    )
    view = review_of(CHECKED, edits)
    found = all_to_check(view, "Ana", ["disagreement"])
    assert [one.segment_id for one in found] == [1, 2]


def test_a_blind_rater_is_led_nowhere_by_the_models() -> None:
    view = review_of(CHECKED, log(("Bo", SetLabels(1, ("fear",))))).seen_by(Rater("Ana"))
    assert all_to_check(view, "Ana") == []
    assert summary_of(view).by_modality == {}
    assert summary_of(view).change_points_s == ()


def test_a_session_is_summed_up() -> None:
    session = (
        utterance(0, 0.0, "one two", speaker="A", label=0),  # 1 s
        utterance(1, 1.5, "one two three four", speaker="B", label=3, text=5),  # 2 s
        utterance(2, 3.5, "one two", speaker="A", label=0),  # 1 s
        utterance(3, 6.0, "one two", speaker="A", label=5, uncertain=True),  # 1 s
        utterance(4, 7.0, "one two", speaker="A", label=3),  # 1 s
    )
    found = summary_of(review_of(session, []))
    assert found.shares["anger"] == pytest.approx(2 / 6)
    assert found.shares["unclear"] == pytest.approx(1 / 6)
    assert sum(found.shares.values()) == pytest.approx(1.0)
    assert found.by_modality["speech"]["happiness"] == pytest.approx(3 / 6)
    assert found.by_modality["text"]["sadness"] == pytest.approx(3 / 6)
    assert found.by_modality["fused"]["unclear"] == pytest.approx(1 / 6)
    assert found.speakers["A"].shares["anger"] == pytest.approx(2 / 4)
    assert found.speakers["A"].spoken_s == pytest.approx(4.0)
    assert found.speakers["B"].words_per_minute == pytest.approx(120.0)
    assert found.transitions == {("anger", "anger"): 1, ("anger", "happiness"): 1}
    longest = found.stretches[0]
    assert (longest.label, longest.start_s, longest.end_s) == ("anger", 0.0, 4.5)
    assert longest.segment_ids == (0, 2)
    assert (found.pauses.count, found.pauses.longest_s) == (2, pytest.approx(1.5))
    assert found.pauses.total_s == pytest.approx(2.0)


def test_speakers_of_one_name_are_one_and_nothing_of_them_is_lost() -> None:
    session = (
        utterance(0, 0.0, "one two", speaker="A", label=0),
        utterance(1, 1.0, "one two three four", speaker="B", label=0),
    )
    found = summary_of(review_of(session, log(NameSpeaker("A", "Ito"), NameSpeaker("B", "Ito"))))
    assert list(found.speakers) == ["Ito"]
    assert found.speakers["Ito"].spoken_s == pytest.approx(3.0)
    assert [one.segment_ids for one in found.stretches] == [(0, 1)]
    assert found.transitions == {("anger", "anger"): 1}


def test_the_summary_is_of_the_reviewed_state() -> None:
    session = (utterance(0, 0.0, label=0),)
    state = review_of(session, log(SplitSegment(0, 1, 0.5), SetLabels(1, ("fear",))))
    assert summary_of(state).shares["fear"] == pytest.approx(0.75)


def test_nothing_was_said() -> None:
    found = summary_of(review_of([], []))
    assert (found.shares, found.stretches, found.pauses.count) == ({}, (), 0)


def noisy(*levels: tuple[float, int]) -> np.ndarray:
    """Return three columns that stay at each level for the given time."""
    chance = np.random.default_rng(0)
    parts = [chance.normal(level, 0.05, (n, 3)) for level, n in levels]
    return np.concatenate(parts)


@pytest.mark.parametrize(
    ("series", "expected"),
    [
        (noisy((0.2, 20), (0.5, 30), (0.3, 20)), [20, 50]),
        (noisy((0.4, 200)), []),
        (np.full((50, 7), 1 / 7), []),
        (np.concatenate([np.zeros((5, 7)), np.ones((5, 7))]), [5]),
        (np.zeros((2, 7)), []),
        (np.zeros((0, 7)), []),
    ],
)
def test_changes_of_level_are_found_and_noise_is_none(
    series: np.ndarray, expected: list[int]
) -> None:
    assert change_points(series) == expected
