from pathlib import Path

import numpy as np
import torch

from model_training.encoder_states import Example, StateExamples, TwoLooks, collate_pairs
from model_training.prepare import NO_EMOTION
from model_training.speech import _disagreement


def example(value: float, emotion: int) -> Example:
    return Example(np.full((4, 2), value, np.float16), np.zeros(3, np.float32), 0, emotion)


def pairs_of(examples: list[Example], clips: list[Path]) -> TwoLooks:
    return TwoLooks(StateExamples(examples), clips, np.random.default_rng(0))


def test_both_augmented_views_of_a_pair_are_of_the_same_clip() -> None:
    angry, sad = Path("angry.ogg"), Path("sad.ogg")
    looks = [example(1, 0), example(2, 0), example(7, 5), example(8, 5)]
    pairs = pairs_of(looks, [angry, angry, sad, sad])
    seen = {float(pairs[0][1][0][0, 0]) for _ in range(50)}
    assert seen == {1.0, 2.0}
    assert {float(pairs[3][1][0][0, 0]) for _ in range(50)} == {7.0, 8.0}


def test_a_pause_goes_with_itself_and_never_with_what_was_said() -> None:
    clip = Path("clip.ogg")
    pairs = pairs_of([example(1, 0), example(2, NO_EMOTION), example(3, NO_EMOTION)], [clip] * 3)
    assert {float(pairs[1][1][0][0, 0]) for _ in range(50)} == {2.0}


def test_first_looks_stand_before_second_ones_in_a_batch() -> None:
    clips = [Path("a.ogg"), Path("b.ogg")]
    pairs = pairs_of([example(1, 0), example(2, 5)], clips)
    states, lengths, emotions = collate_pairs([pairs[0], pairs[1]])
    assert states[:, 0, 0].tolist() == [1, 2, 1, 2]
    assert lengths.tolist() == [4] * 4
    assert emotions.tolist() == [0, 5, 0, 5]


def test_looks_that_agree_cost_nothing_and_others_do() -> None:
    same = torch.tensor([[2.0, 0.0], [2.0, 0.0]])
    assert float(_disagreement(same)) == 0
    # KL between (0.88, 0.12) and (0.12, 0.88), the same both ways
    assert float(_disagreement(torch.tensor([[2.0, 0.0], [0.0, 2.0]]))) > 1
