"""Which voices and texts fusion is shown together."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
import torch

from emotion_desktop.domain.labels import NEUTRAL_INDEX
from emotion_desktop.networks.fusion import ModalityEvidence
from emotion_desktop.networks.sizes import SPEECH_TRAITS, TEXT_TRAITS
from model_training.fusion import KINDS, LEFT_OUT_SHARE, Pairs, Texts, Voices, own_pairs
from model_training.prepare import NO_EMOTION


def found(n: int, n_traits: int) -> ModalityEvidence:
    return ModalityEvidence(
        torch.zeros(n, 7), torch.zeros(n, 3, 7), torch.zeros(n, 3), torch.zeros(n, n_traits)
    )


def voices(emotions: Any, **given: Any) -> Voices:
    """Voices of actors whose words are not known, but for what is given."""
    n = len(emotions)
    of = {
        "words": np.full(n, -1),
        "real": np.zeros(n, bool),
        "left_out": np.zeros(n, bool),
        "weights": np.ones(n),
    }
    return Voices(found(n, SPEECH_TRAITS), np.asarray(emotions), **(of | given))


def texts(emotions: Any) -> Texts:
    return Texts(
        found(len(emotions), TEXT_TRAITS),
        np.asarray(emotions),
        np.zeros(len(emotions), dtype=bool),
    )


def test_pairs_have_an_emotion_that_both_voices_and_texts_express() -> None:
    # A corpus without surprise (6), and no sound without speech.
    pairs = Pairs(voices(range(6)), texts(range(7)), 300, seed=0)
    assert {emotion for *_, emotion in pairs} == set(range(6))
    assert all(voice == emotion for voice, *_, emotion in pairs)


def test_sound_without_speech_is_paired_where_there_is_some() -> None:
    heard = voices([0, 1, 2, 3, 4, 5, 6, NO_EMOTION])
    silent = [pair for pair in Pairs(heard, texts(range(7)), 300, seed=0) if pair[0] == 7]
    assert silent
    assert all(text == emotion for _, text, *_, emotion in silent)


def test_voices_of_one_emotion_are_drawn_by_their_weights() -> None:
    heard = voices([0, 0, 0], weights=np.array([0.25, 0.75, 0.0]))
    drawn = [pair[0] for pair in Pairs(heard, texts(range(7)), 4000, seed=0)]
    np.testing.assert_allclose(np.bincount(drawn, minlength=3) / 4000, [0.25, 0.75, 0], atol=0.03)


def test_most_voices_are_those_whose_corpus_was_heard() -> None:
    n = 7
    heard = voices([*range(n), *range(n)], left_out=np.arange(2 * n) < n)
    drawn = np.array([pair[0] for pair in Pairs(heard, texts(range(n)), 4000, seed=0)])
    assert np.mean(drawn < n) == pytest.approx(LEFT_OUT_SHARE, abs=0.03)


def test_who_chose_the_words_is_heard_with_these_words_only() -> None:
    # Three lines of dialogue, the words of one of them unknown, among two actors.
    heard = voices(
        [0, 1, 2, 0, 1], real=np.array([1, 1, 1, 0, 0], bool), words=np.array([5, 6, -1, -1, -1])
    )
    pairs = list(Pairs(heard, texts([0, 1, 2, 3, 4, 3, 3]), 3000, seed=0))
    real = [pair for pair in pairs if pair[0] < 3]
    assert {(voice, text, emotion) for voice, text, *_, emotion in real} == {(0, 5, 0), (1, 6, 1)}
    assert all(has_voice and has_text for _, _, has_voice, has_text, _ in real)
    share = KINDS["real"] / (sum(KINDS.values()) - KINDS["no speech"])
    assert len(real) / len(pairs) == pytest.approx(share, abs=0.03)


def test_without_a_dialogue_all_pairs_are_made() -> None:
    heard = voices([0, 1], real=np.zeros(2, bool), words=np.array([0, 1]))
    assert len(Pairs(heard, texts(range(7)), 100, seed=0)) == 100


def test_neutral_words_are_the_actors_own_ones_given_ones_and_others_a_third_each() -> None:
    own, given = 7, 8
    heard = voices([0], words=np.array([own]))
    kinds = [("neutral words", 1.0)]
    read = replace(texts([*range(7), NO_EMOTION, NO_EMOTION]), given=np.arange(9) == given)
    pairs = Pairs(heard, read, 3000, 0, kinds)  # type: ignore[arg-type]
    said = [text for _, text, *_ in pairs]
    assert set(said) == {own, given, NEUTRAL_INDEX}
    for text in (own, given, NEUTRAL_INDEX):
        assert said.count(text) / 3000 == pytest.approx(1 / 3, abs=0.03)


def test_calibration_hears_left_out_voices_with_their_own_words() -> None:
    heard = voices(
        [0, 1, 2, 3],
        words=np.array([4, 5, -1, 6]),
        left_out=np.array([True, False, True, True]),
    )
    batch, rows = own_pairs(heard)
    assert rows.tolist() == [0, 2, 3]
    voice, text, has_voice, has_text, emotion = (column.tolist() for column in batch)
    assert (voice, emotion) == ([0, 2, 3], [0, 2, 3])
    assert has_voice == [True] * 3
    assert has_text == [True, False, True]
    assert (text[0], text[2]) == (4, 6)
