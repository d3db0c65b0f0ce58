from dataclasses import replace

import numpy as np
import pytest

from emotion_desktop.inference.bundle import load_bundle
from emotion_desktop.inference.choose_runner import runner_for
from emotion_desktop.inference.predictions import ModalityPredictors
from emotion_desktop.inference.text import TextTokenizer, over_words


@pytest.fixture(scope="module")
def tokenizer() -> TextTokenizer:
    return load_bundle().tokenizer


@pytest.mark.parametrize(
    "text",
    ["What a wonderful day!", "Unbelievably extraordinary", "a b", "x", "I'm fine, I'm fine"],
)
def test_every_word_gets_a_share_of_the_attention(tokenizer: TextTokenizer, text: str) -> None:
    encodings = tokenizer.encode([text]).encodings
    n_tokens = len(encodings[0].ids)
    even = np.full(n_tokens, 1 / n_tokens, np.float32)
    shares, logits = over_words(text, encodings[0], even, np.ones((n_tokens, 7), np.float32))
    assert len(shares) == len(text.split())
    assert shares.sum() == pytest.approx(1)
    assert (shares > 0).all()
    assert np.allclose(logits, 1)
    assert logits.shape == (len(shares), 7)


def test_sub_words_count_for_their_word(tokenizer: TextTokenizer) -> None:
    text = "unbelievably good"
    encodings = tokenizer.encode([text]).encodings
    tokens = encodings[0].tokens
    weights = np.array([token.startswith(("un", "##")) for token in tokens], np.float32)
    of_tokens = np.repeat(np.arange(len(tokens), dtype=np.float32)[:, np.newaxis], 7, axis=1)
    shares, logits = over_words(text, encodings[0], weights, of_tokens)
    assert shares.tolist() == [1.0, 0.0]
    own = weights > 0
    assert logits[0, 0] == pytest.approx(of_tokens[own, 0].mean())


def test_words_without_any_attention_share_it_evenly(tokenizer: TextTokenizer) -> None:
    text = "so it is"
    encoding = tokenizer.encode([text]).encodings[0]
    n_tokens = len(encoding.ids)
    shares, _ = over_words(
        text, encoding, np.zeros(n_tokens, np.float32), np.zeros((n_tokens, 7), np.float32)
    )
    assert shares.tolist() == pytest.approx([1 / 3] * 3)


def test_a_long_text_keeps_its_end(tokenizer: TextTokenizer) -> None:
    batch = tokenizer.encode(["word " * 500 + "end"])
    assert batch.token_ids.shape[1] == 96
    assert "end" in batch.encodings[0].tokens


def test_the_newest_context_follows_the_sentence_and_the_oldest_is_cut(
    tokenizer: TextTokenizer,
) -> None:
    batch = tokenizer.encode(["Yes.", "No."], [["old " * 60, "new"], []])
    n_own = len(batch.encodings[0].ids)
    assert batch.own.sum(axis=1).tolist() == [n_own, n_own]
    assert batch.mask.sum(axis=1).tolist() == [n_own + 48, n_own]
    alone = tokenizer.encode(["Yes.", "new"])
    assert batch.token_ids[0, :n_own].tolist() == alone.token_ids[0].tolist()
    assert batch.token_ids[0, n_own] == alone.token_ids[1, 1]


def test_a_network_trained_without_context_does_not_get_any() -> None:
    bundle = load_bundle()
    text = bundle.networks["text"] | {"context_utterances": 0}
    manifest = bundle.manifest | {"networks": bundle.networks | {"text": text}}
    without = replace(bundle, manifest=manifest)
    predictors = ModalityPredictors(without, runner_for(without, "cpu"))
    (alone,) = predictors.of_texts(["What?"])
    (told,) = predictors.of_texts(["What?"], [("She died.",)])
    assert np.array_equal(alone.log_probabilities, told.log_probabilities)
