import dataclasses

import numpy as np
import pytest

from emotion_desktop.domain.serialise import attended_words, probability_values, utterance_values
from tests.golden.inputs import SPOKEN, WORDLESS


def test_rounded_probabilities_still_sum_to_one() -> None:
    rows = np.random.default_rng(0).dirichlet(np.full(7, 0.3), 1_000).astype(np.float32)
    assert max(abs(sum(probability_values(row)) - 1) for row in rows) < 3.6e-6


def test_each_word_carries_how_much_it_was_looked_at() -> None:
    assert [word["attention"] for word in attended_words(SPOKEN)] == [0.166667, 0.333333, 0.5]
    assert attended_words(WORDLESS) == []


def test_words_are_never_given_another_one_s_attention() -> None:
    text = SPOKEN.estimate.text
    assert text is not None
    short = dataclasses.replace(text, attention=text.attention[:2])
    estimate = dataclasses.replace(SPOKEN.estimate, text=short)
    with pytest.raises(ValueError, match="shorter"):
        attended_words(dataclasses.replace(SPOKEN, estimate=estimate))


def test_a_modality_that_is_absent_is_none() -> None:
    assert utterance_values(WORDLESS)["text_probabilities"] is None
    assert utterance_values(SPOKEN)["text_probabilities"] is not None
