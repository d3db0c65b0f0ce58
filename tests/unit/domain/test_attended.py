import numpy as np
import pytest

from emotion_desktop.domain.attended import attended_stretches
from emotion_desktop.domain.estimate import Estimate, FusedEstimate, Gate, Utterance
from emotion_desktop.domain.playback import Stretch
from emotion_desktop.domain.transcript import Transcript

EVEN = np.full(7, 1 / 7, np.float32)


def utterance(attention: list[float] | None) -> Utterance:
    """From second 10 to second 12."""
    speech = None if attention is None else Estimate(EVEN, np.array(attention, np.float32))
    fused = FusedEstimate(EVEN, Gate(1.0, 0.0), True, speech, None)
    return Utterance(0, 10.0, 12.0, "", Transcript(), fused)


def test_the_fewest_frames_that_hold_half_of_the_attention_are_played() -> None:
    attention = [0.0] * 20
    attention[4:7] = [0.2, 0.3, 0.2]
    attention[15] = 0.3
    assert attended_stretches(utterance(attention)) == [
        Stretch(pytest.approx(10.45), pytest.approx(10.65)),
        Stretch(pytest.approx(11.45), pytest.approx(11.65)),
    ]


def test_a_single_frame_is_long_enough_to_be_heard_and_stays_in_the_utterance() -> None:
    [stretch] = attended_stretches(utterance([1.0] + [0.0] * 99))
    assert stretch.start_s == 10.0
    assert stretch.end_s == pytest.approx(10.11)


def test_neighbours_are_one_stretch() -> None:
    attention = [0.01] * 40
    attention[10] = attention[13] = 0.3
    [stretch] = attended_stretches(utterance(attention))
    assert stretch == Stretch(pytest.approx(10.425), pytest.approx(10.775))


@pytest.mark.parametrize("attention", [None, [], [0.0, 0.0]])
def test_without_attention_all_of_it_is_played(attention: list[float] | None) -> None:
    assert attended_stretches(utterance(attention)) == [Stretch(10.0, 12.0)]
