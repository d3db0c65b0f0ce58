"""Stored encoder states as training examples."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from torch.utils.data import Dataset

from emotion_desktop.domain.audio import FloatArray
from emotion_desktop.domain.labels import EMOTIONS
from model_training.prepare import NO_EMOTION


@dataclass(frozen=True, slots=True)
class Example:
    """States (t, width) as float16 of one stretch of sound; which clip of the pass it shows."""

    states: np.ndarray[tuple[int, int], np.dtype[np.float16]]
    clip: int
    emotion: int


def read_pass(folder: Path) -> list[Example]:
    """Read all shards of a pass."""
    examples: list[Example] = []
    for shard in sorted(folder.glob("*.npz")):
        with np.load(shard) as stored:
            states, index = stored["states"], stored["index"]
        position = 0
        for clip, emotion, length in index.tolist():
            examples.append(Example(states[position : position + length], clip, emotion))
            position += length
    return examples


def soft_target(emotion: int, smoothing: float) -> Tensor:
    """Target distribution (7,): smoothed one-hot, or even where nothing is expressed."""
    even = torch.full((len(EMOTIONS),), 1 / len(EMOTIONS))
    if emotion == NO_EMOTION:
        return even
    target = even * smoothing
    target[emotion] += 1 - smoothing
    return target


class StateExamples(Dataset[tuple[FloatArray, int]]):
    """Examples, cropped at random: a window rarely holds a whole utterance.

    Parameters
    ----------
    examples : sequence of Example
        From `read_pass`.
    rng : Generator or None
        Source of the crops; None leaves the examples whole.
    shortest, longest : int
        Limits of a crop in states.
    """

    def __init__(
        self,
        examples: Sequence[Example],
        rng: np.random.Generator | None = None,
        shortest: int = 50,
        longest: int = 300,
    ) -> None:
        self.examples = examples
        self._rng = rng
        self._shortest = shortest
        self._longest = longest

    def __len__(self) -> int:
        return len(self.examples)

    def __getitem__(self, index: int) -> tuple[FloatArray, int]:
        example = self.examples[index]
        states = example.states
        if self._rng is not None:
            length = min(len(states), self._longest)
            if length > self._shortest and self._rng.random() < 0.5:
                length = int(self._rng.integers(max(self._shortest, length // 2), length + 1))
            start = int(self._rng.integers(len(states) - length + 1))
            states = states[start : start + length]
        return states.astype(np.float32), example.emotion


def collate(batch: Sequence[tuple[FloatArray, int]]) -> tuple[Tensor, Tensor, Tensor]:
    """Pad to states (B, T, width), lengths (B,), emotions (B,)."""
    lengths = torch.tensor([len(states) for states, _ in batch])
    padded = torch.zeros(len(batch), int(lengths.max()), batch[0][0].shape[1])
    for row, (states, _) in enumerate(batch):
        padded[row, : len(states)] = torch.from_numpy(states)
    return padded, lengths, torch.tensor([emotion for _, emotion in batch])


def balanced_weights(corpora: Sequence[str], emotions: Sequence[int]) -> Tensor:
    """Weigh examples for sampling: within a corpus every emotion counts the same.

    A corpus counts with the square root of its size, so that 2,800 clips of two
    speakers do not outweigh hundreds of clips of many. Sound without an emotion is a
    tenth of what is drawn.
    """
    keys = list(zip(corpora, emotions, strict=True))
    sizes: dict[tuple[str, int], int] = {}
    for key in keys:
        sizes[key] = sizes.get(key, 0) + 1
    totals: dict[str, int] = {}
    for (corpus, emotion), size in sizes.items():
        totals[corpus] = totals.get(corpus, 0) + (size if emotion != NO_EMOTION else 0)
    weight = {
        (corpus, emotion): totals[corpus] ** 0.5 * (0.7 if emotion == NO_EMOTION else 1.0) / size
        for (corpus, emotion), size in sizes.items()
    }
    return torch.tensor([weight[key] for key in keys], dtype=torch.double)
