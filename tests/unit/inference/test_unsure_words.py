"""Words that the recogniser is unsure of, another language for instance, are no evidence."""

import numpy as np
import pytest

from emotion_desktop.domain.audio import SAMPLE_RATE_HZ, Segment
from emotion_desktop.domain.transcript import SURE_FROM, Transcript, Word
from emotion_desktop.inference.asr import Recognised, Recogniser
from emotion_desktop.inference.engine import EmotionEngine


def said(probability: float) -> tuple[Word, ...]:
    return tuple(Word(word, i, i + 0.5, probability) for i, word in enumerate(("what", "joy")))


def test_the_mean_over_the_words_decides() -> None:
    unsure, sure = Word("a", 0, 1, SURE_FROM - 0.1), Word("b", 1, 2, SURE_FROM + 0.11)
    assert Transcript("a b", (unsure, sure)).is_sure
    assert not Transcript("a b a", (unsure, sure, unsure)).is_sure
    assert not Transcript("b", (sure,), doubtful=True).is_sure
    assert Transcript().is_sure


@pytest.mark.parametrize("sure", [True, False])
def test_unsure_words_are_shown_and_do_not_count(
    sure: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = EmotionEngine.load()
    words = said(SURE_FROM + (0.1 if sure else -0.1))
    monkeypatch.setattr(Recogniser, "transcribe", lambda *_: [Recognised(list(words))])
    noise = np.random.default_rng(0).normal(0, 0.05, 2 * SAMPLE_RATE_HZ).astype(np.float32)
    (utterance,) = engine.utterances([Segment(0, 0, noise)])
    assert utterance.transcript.text == "what joy"
    assert (utterance.estimate.text is not None) == sure
    assert (utterance.estimate.gate.text > 0) == sure
    assert (utterance.estimate.cross_attention is not None) == sure
