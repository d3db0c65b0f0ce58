from collections.abc import Sequence

import numpy as np

from emotion_desktop.domain.audio import SAMPLE_RATE_HZ, FloatArray, Segment
from emotion_desktop.domain.transcript import Word
from emotion_desktop.inference.asr import Recognised
from emotion_desktop.inference.transcripts import transcripts_of


class RecogniserDouble:
    """Hears "word" in the first second of whatever it is given, and then no more.

    What contains a sound of 0.9 leaves it in doubt.
    """

    translates = False
    language = "en"

    def __init__(self) -> None:
        self.lengths_s: list[float] = []

    def transcribe(self, sounds: Sequence[FloatArray], n_padded: int) -> list[Recognised]:
        assert all(len(sound) <= n_padded for sound in sounds)
        self.lengths_s += [len(sound) / SAMPLE_RATE_HZ for sound in sounds]
        return [
            Recognised(
                [Word("word", 0.2, 0.7, 0.9)] if sound.any() else [],
                doubtful=bool((sound > 0.8).any()),
            )
            for sound in sounds
        ]


def segments(*values: float) -> list[Segment]:
    """Utterances of 2 s, 3 s apart; one of zeros holds no word."""
    return [
        Segment(i, 3 * i * SAMPLE_RATE_HZ, np.full(2 * SAMPLE_RATE_HZ, value, np.float32))
        for i, value in enumerate(values)
    ]


def test_an_utterance_that_lost_its_words_among_others_is_heard_again_alone() -> None:
    recogniser = RecogniserDouble()
    said = transcripts_of(segments(0.1, 0.1, 0.1), recogniser)

    assert [transcript.text for transcript in said] == ["word"] * 3
    assert [transcript.words[0].start_s for transcript in said] == [0.2, 3.2, 6.2]
    assert recogniser.lengths_s == [7.0, 2.0, 2.0]  # together, then the two that had nothing


def test_an_utterance_without_words_is_not_heard_a_third_time() -> None:
    recogniser = RecogniserDouble()
    said = transcripts_of(segments(0.1, 0.0), recogniser)

    assert [transcript.text for transcript in said] == ["word", ""]
    assert recogniser.lengths_s == [4.5, 2.0]


def test_an_utterance_in_another_language_does_not_spoil_those_beside_it() -> None:
    recogniser = RecogniserDouble()
    said = transcripts_of(segments(0.1, 0.9, 0.1), recogniser)

    assert [transcript.doubtful for transcript in said] == [False, True, False]
    assert [transcript.is_sure for transcript in said] == [True, False, True]
    assert recogniser.lengths_s == [7.0, 2.0, 2.0, 2.0]


def test_a_single_utterance_is_heard_once() -> None:
    recogniser = RecogniserDouble()

    assert [transcript.text for transcript in transcripts_of(segments(0.0), recogniser)] == [""]
    assert recogniser.lengths_s == [2.0]


def test_without_a_recogniser_there_are_no_words() -> None:
    assert [transcript.text for transcript in transcripts_of(segments(0.1, 0.1), None)] == ["", ""]
