"""What is said of sound and words together, and where one of them is missing."""

import numpy as np
import pytest

from emotion_desktop.domain.audio import SAMPLE_RATE_HZ
from emotion_desktop.inference.engine import EmotionEngine


@pytest.fixture(scope="module")
def engine() -> EmotionEngine:
    return EmotionEngine.load(transcribe=False)


def test_where_one_is_missing_the_other_stands_as_it_is(engine: EmotionEngine) -> None:
    noise = np.random.default_rng(0).normal(0, 0.05, 2 * SAMPLE_RATE_HZ).astype(np.float32)
    [sound] = engine.hear([noise])
    [words] = engine.read(["How dare you say that!"])
    both, heard, read = engine.fuse([sound, sound, None], [words, None, words])
    assert np.array_equal(heard.probabilities, sound.estimate.probabilities)
    assert np.array_equal(read.probabilities, words.estimate.probabilities)
    assert (heard.gate.speech, heard.gate.text) == (1, 0)
    assert (read.gate.speech, read.gate.text) == (0, 1)
    assert 0 < both.gate.text < 1
    assert not np.array_equal(both.probabilities, heard.probabilities)


def test_each_word_is_held_against_all_frames_of_its_own_sound(engine: EmotionEngine) -> None:
    rng = np.random.default_rng(0)
    sounds = [rng.normal(0, 0.05, round(s * SAMPLE_RATE_HZ)).astype(np.float32) for s in (1, 20)]
    texts = ["Oh no, not again!", "Yes"]
    speech, text = engine.hear(sounds), engine.read(texts)
    for estimate, prediction, said in zip(engine.fuse(speech, text), speech, texts, strict=True):
        cross = estimate.cross_attention
        assert cross is not None
        assert cross.shape == (len(said.split()), len(prediction.attention))
        assert cross.astype(float).sum(axis=1) == pytest.approx(1, abs=0.01)
