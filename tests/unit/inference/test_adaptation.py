"""Learning a voice from corrected utterances."""

import json

import numpy as np
import pytest
import torch

from emotion_desktop.domain.audio import FloatArray
from emotion_desktop.inference.adaptation import (
    MIN_CORRECTIONS,
    VoiceAdaptation,
    adaptation_from,
    learn_voice,
)

WIDTH = 32
TEMPERATURE = 1.5


@pytest.fixture(scope="module")
def layer() -> tuple[FloatArray, FloatArray]:
    """Return a last layer that knows each emotion by a direction of its own."""
    directions = np.linalg.qr(np.random.default_rng(0).normal(size=(WIDTH, 7)))[0].T
    return (3 * directions).astype(np.float32), np.zeros(7, np.float32)


def person(
    layer: tuple[FloatArray, FloatArray], n: int, seed: int = 1
) -> tuple[FloatArray, list[int]]:
    """Embeddings of somebody whose anger (0) always lies where others' fear (2) does."""
    labels = [i % 7 for i in range(n)]
    directions = layer[0] / np.linalg.norm(layer[0], axis=1, keepdims=True)
    shifted = np.stack([directions[2 if label == 0 else label] for label in labels])
    own = np.zeros(WIDTH)
    own[0] = 1.0  # by this somebody who listens for it could tell
    anger = np.array([label == 0 for label in labels])[:, np.newaxis]
    noise = 0.2 * np.random.default_rng(seed).normal(size=(n, WIDTH))
    return (2 * shifted + 2 * anger * own + noise).astype(np.float32), labels


def learn(
    embeddings: FloatArray, labels: list[int], layer: tuple[FloatArray, FloatArray]
) -> VoiceAdaptation | None:
    return learn_voice(embeddings, labels, *layer, temperature=TEMPERATURE, bundle="ours")


def share_right(
    embeddings: FloatArray, labels: list[int], weight: FloatArray, bias: FloatArray
) -> float:
    said = (embeddings @ weight.T + bias).argmax(axis=1)
    return float((said == np.array(labels)).mean())


def test_what_was_corrected_helps_with_what_was_not(
    layer: tuple[FloatArray, FloatArray],
) -> None:
    learnt = learn(*person(layer, 28), layer)
    assert learnt is not None
    assert (learnt.bundle, learnt.n_corrections) == ("ours", 28)
    assert learnt.right_after > learnt.right_before
    others, labels = person(layer, 140, seed=5)
    before = share_right(others, labels, *layer)
    after = share_right(others, labels, layer[0] + learnt.weight, layer[1] + learnt.bias)
    assert before < 0.9  # anger is heard as fear
    assert after > before + 0.1


def test_few_corrections_move_the_layer_less_than_many(
    layer: tuple[FloatArray, FloatArray],
) -> None:
    moved = []
    for n in (7, 14, 28):
        learnt = learn(*person(layer, n), layer)
        moved.append(0.0 if learnt is None else float(np.linalg.norm(learnt.weight)))
    assert moved == sorted(moved)
    assert moved[0] < moved[2] / 2


def test_what_says_nothing_of_the_voice_is_refused(
    layer: tuple[FloatArray, FloatArray],
) -> None:
    refused = 0
    for seed in range(10):
        generator = torch.Generator().manual_seed(seed)
        noise = torch.randn(28, WIDTH, generator=generator).numpy()
        labels = torch.randint(7, (28,), generator=generator).tolist()
        refused += learn(noise, labels, (0.01 * layer[0], layer[1])) is None
    assert refused >= 8  # some noise fits by chance


def test_six_corrections_are_too_few_and_seven_may_be_enough(
    layer: tuple[FloatArray, FloatArray],
) -> None:
    embeddings, labels = person(layer, 21)
    angry = [i for i, label in enumerate(labels) if label in (0, 2)]
    assert MIN_CORRECTIONS == 7
    assert len(angry) == 6
    assert learn(embeddings[angry], [labels[i] for i in angry], layer) is None
    embeddings, labels = person(layer, 28)
    angry = [i for i, label in enumerate(labels) if label in (0, 2)][:7]
    assert learn(embeddings[angry], [labels[i] for i in angry], layer) is not None


def test_an_adaptation_is_read_as_it_was_written(
    layer: tuple[FloatArray, FloatArray],
) -> None:
    learnt = learn(*person(layer, 28), layer)
    assert learnt is not None
    read = adaptation_from(learnt.to_json())
    assert np.array_equal(read.weight, learnt.weight)
    assert np.array_equal(read.bias, learnt.bias)
    for name in ("bundle", "n_corrections", "right_before", "right_after"):
        assert getattr(read, name) == getattr(learnt, name)


WHOLE = {
    "bundle": "ours",
    "weight": [[0.0] * WIDTH] * 7,
    "bias": [0.0] * 7,
    "n_corrections": 7,
    "right_before": 0.5,
    "right_after": 0.6,
}


@pytest.mark.parametrize(
    "change",
    [
        {"weight": [[0.0] * WIDTH] * 6},
        {"weight": [[0.0] * WIDTH] * 6 + [[0.0]]},
        {"weight": [0.0] * 7},
        {"weight": None},
        {"weight": [[float("nan")] * WIDTH] * 7},
        {"weight": [["a"] * WIDTH] * 7},
        {"bias": [0.0] * 6},
        {"bias": [float("inf")] * 7},
        {"n_corrections": float("inf")},
        {"right_after": "much"},
    ],
)
def test_a_broken_adaptation_is_refused(change: dict[str, object]) -> None:
    assert adaptation_from(json.dumps(WHOLE)).n_corrections == 7
    with pytest.raises(ValueError, match="voice adaptation"):
        adaptation_from(json.dumps(WHOLE | change))


@pytest.mark.parametrize("text", ["", "{", "[]", "3", "null", "{}", "[" * 10_000])
def test_what_is_no_adaptation_at_all_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="voice adaptation"):
        adaptation_from(text)
