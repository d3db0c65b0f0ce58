"""Which voices and texts fusion is shown together."""

import numpy as np
import torch

from emotion_desktop.inference.fusion import Findings
from model_training.fusion import Pairs, Texts, Voices
from model_training.prepare import NO_EMOTION


def found(n: int) -> Findings:
    return Findings(torch.zeros(n, 7), torch.zeros(n, 3, 7), torch.zeros(n, 3))


def test_pairs_have_an_emotion_that_both_voices_and_texts_express() -> None:
    # A corpus without surprise (6), and no sound without speech.
    emotions = np.arange(6)
    voices = Voices(found(6), emotions, np.full(6, -1), np.ones(6))
    texts = Texts(found(7), torch.zeros(7, 4), np.arange(7))
    pairs = Pairs(voices, texts, 300, seed=0)
    assert {emotion for *_, emotion in pairs} == set(range(6))
    assert all(voice == emotion for voice, *_, emotion in pairs)


def test_sound_without_speech_is_paired_where_there_is_some() -> None:
    emotions = np.array([0, 1, 2, 3, 4, 5, 6, NO_EMOTION])
    voices = Voices(found(8), emotions, np.full(8, -1), np.ones(8))
    texts = Texts(found(7), torch.zeros(7, 4), np.arange(7))
    silent = [pair for pair in Pairs(voices, texts, 300, seed=0) if pair[0] == 7]
    assert silent
    assert all(text == emotion for _, text, *_, emotion in silent)


def test_voices_of_one_emotion_are_drawn_by_their_weights() -> None:
    voices = Voices(found(3), np.array([0, 0, 0]), np.full(3, -1), np.array([0.25, 0.75, 0.0]))
    texts = Texts(found(7), torch.zeros(7, 4), np.arange(7))
    drawn = [pair[0] for pair in Pairs(voices, texts, 4000, seed=0)]
    np.testing.assert_allclose(np.bincount(drawn, minlength=3) / 4000, [0.25, 0.75, 0], atol=0.03)
