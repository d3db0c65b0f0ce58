import numpy as np

from emotion_desktop.domain.audio import SAMPLE_RATE_HZ, Segment
from emotion_desktop.domain.estimate import Utterance
from emotion_desktop.domain.transcript import Transcript
from emotion_desktop.inference.context import contexts_of
from tests.engine_double import EngineDouble


def segment(start_s: float, speaker: str = "") -> Segment:
    samples = np.zeros(SAMPLE_RATE_HZ, np.float32)
    return Segment(0, round(start_s * SAMPLE_RATE_HZ), samples, speaker)


def said(start_s: float, text: str) -> Utterance:
    (utterance,) = EngineDouble().utterances([segment(start_s)])
    return Utterance(0, start_s, start_s + 1, "", Transcript(text), utterance.estimate)


def test_the_context_is_what_was_said_shortly_before_whoever_recognised_it() -> None:
    segments = [segment(20), segment(22), segment(24), segment(45)]
    words = [Transcript("three"), Transcript(""), Transcript("four"), Transcript("five")]
    previous = [said(2, "long ago"), said(5, "one"), said(18, "two")]
    assert contexts_of(segments, words, previous) == [
        ("one", "two"),
        ("two", "three"),
        ("two", "three"),
        (),
    ]


def test_three_utterances_are_context_and_those_of_the_own_channel_only() -> None:
    segments = [segment(i, speaker=f"channel {i % 2}") for i in range(10)]
    words = [Transcript(str(i)) for i in range(10)]
    contexts = contexts_of(segments, words, [])
    assert contexts[2] == ("0",)
    assert contexts[8] == ("2", "4", "6")
    assert contexts[9] == ("3", "5", "7")
