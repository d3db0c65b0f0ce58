"""Scores of who speaks when, on turns that can be scored by hand."""

import pytest

from emotion_desktop.metrics.diarisation import Turn, score_diarisation

REFERENCE = [Turn(0, 10, "Ana"), Turn(10, 14, "Ben")]


def test_names_do_not_count_and_what_is_right_is_right() -> None:
    score = score_diarisation(REFERENCE, [Turn(0, 10, "B"), Turn(10, 14, "A")], collar_s=0)
    assert (score.error_rate, score.purity, score.right) == (0, 1, 1)
    assert score.speech_s == pytest.approx(14)


def test_missed_speech_false_alarms_and_confusion_are_told_apart() -> None:
    proposed = [Turn(1, 8, "A"), Turn(8, 12, "B"), Turn(12, 15, "A")]
    score = score_diarisation(REFERENCE, proposed, collar_s=0)
    assert score.missed_s == pytest.approx(1)
    assert score.false_alarm_s == pytest.approx(1)
    assert score.confused_s == pytest.approx(4)  # 8 to 10 and 12 to 14
    assert score.error_rate == pytest.approx(6 / 14)
    assert score.right == pytest.approx(1 - 4 / 13)


def test_a_speaker_split_in_two_is_pure_but_half_of_it_is_wrong() -> None:
    proposed = [Turn(0, 6, "A"), Turn(6, 10, "C"), Turn(10, 14, "B")]
    score = score_diarisation(REFERENCE, proposed, collar_s=0)
    assert score.purity == 1
    assert score.confused_s == pytest.approx(4)


def test_one_speaker_for_all_is_right_for_the_longer_one() -> None:
    score = score_diarisation(REFERENCE, [Turn(0, 14, "A")], collar_s=0)
    assert score.purity == pytest.approx(10 / 14)
    assert score.confused_s == pytest.approx(4)


def test_borders_within_the_collar_do_not_count() -> None:
    proposed = [Turn(0.2, 9.8, "A"), Turn(9.8, 14.2, "B")]
    score = score_diarisation(REFERENCE, proposed, collar_s=0.25)
    assert score.error_rate == 0
    assert score.speech_s == pytest.approx(14 - 4 * 0.25)


def test_scores_add_up_by_time() -> None:
    right = score_diarisation(REFERENCE, REFERENCE, collar_s=0)
    wrong = score_diarisation([Turn(0, 14, "Ana")], [], collar_s=0)
    assert (right + wrong).error_rate == pytest.approx(0.5)
    assert wrong.purity == 1


def test_without_reference_there_is_no_score() -> None:
    with pytest.raises(ValueError, match="no reference speech"):
        score_diarisation([], [Turn(0, 1, "A")])
