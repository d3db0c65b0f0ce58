import numpy as np

from emotion_desktop.domain.estimate import Estimate, FusedEstimate, Gate
from emotion_desktop.domain.labels import EMOTIONS

NOTHING = np.zeros(0, np.float32)


def shares(**of: float) -> np.ndarray:
    rest = (1 - sum(of.values())) / (len(EMOTIONS) - len(of))
    return np.array([of.get(name, rest) for name in EMOTIONS], np.float32)


def fused(speech: np.ndarray | None, text: np.ndarray | None) -> FusedEstimate:
    parts = [None if one is None else Estimate(one, NOTHING) for one in (speech, text)]
    return FusedEstimate(shares(anger=0.4, sadness=0.3), Gate(0.5, 0.5), False, *parts)


def test_the_two_most_probable_come_with_their_shares() -> None:
    (first, share), (second, second_share) = fused(None, None).top_two
    assert (first, second) == ("anger", "sadness")
    assert (round(share, 3), round(second_share, 3)) == (0.4, 0.3)


def test_speech_and_text_conflict_where_both_are_clear_and_differ() -> None:
    angry, sad, open_ = shares(anger=0.6), shares(sadness=0.5), shares(sadness=0.4)
    assert fused(angry, sad).conflict == ("anger", "sadness")
    assert fused(angry, angry).conflict is None
    assert fused(angry, open_).conflict is None, "text leaves it open"
    assert fused(open_, angry).conflict is None, "speech leaves it open"
    assert fused(angry, None).conflict is None
    assert fused(None, angry).conflict is None
