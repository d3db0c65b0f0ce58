"""Stored states of the ear, or log-mel, or both, as training examples."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
import torch
from torch import Tensor
from torch.utils.data import Dataset

from emotion_desktop.domain.audio import FloatArray
from emotion_desktop.domain.labels import EMOTIONS
from model_training.prepare import INDEX, NO_EMOTION, shard_file
from model_training.speech_corpora import Clip
from model_training.steps import Inputs

_ARRAYS: Final[dict[Inputs, tuple[str, ...]]] = {
    "states": ("states",),
    "mel": ("mel",),
    "both": ("states", "mel"),
}


@dataclass(frozen=True, slots=True)
class Example:
    """Inputs (t, width) as float16 of one stretch of sound; which clip of the pass it shows."""

    states: np.ndarray[tuple[int, int], np.dtype[np.float16]]
    clip: int
    emotion: int


def read_pass(folder: Path, inputs: Inputs = "states") -> list[Example]:
    """Open all shards of a pass.

    States are read when they are used; processes that use the same share their memory.
    """
    examples: list[Example] = []
    for index in sorted(folder.glob(f"*.{INDEX}.npy")):
        first = int(index.name.split(".")[0])
        files = [shard_file(folder, first, name) for name in _ARRAYS[inputs]]
        arrays = [np.load(file, mmap_mode="r") for file in files]
        states = arrays[0] if len(arrays) == 1 else np.concatenate(arrays, axis=1)
        position = 0
        for clip, emotion, length in np.load(index).tolist():
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


#: An example with the clip that it shows.
ClipExample = tuple[Example, Clip]


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
        longest: int = 200,
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


class TwoLooks(Dataset[tuple[tuple[FloatArray, int], tuple[FloatArray, int]]]):
    """Pairs of looks at one clip: what is heard must not hang on what else was heard with it.

    Parameters
    ----------
    looks : StateExamples
        Examples of several passes.
    clips : sequence of Path
        The clip that each shows; a pause goes with itself.
    rng : Generator
        Chooses the second look.
    """

    def __init__(
        self, looks: StateExamples, clips: Sequence[Path], rng: np.random.Generator
    ) -> None:
        self._looks = looks
        self._rng = rng
        same: dict[tuple[Path, int], list[int]] = defaultdict(list)
        keys = [(clip, e.emotion) for clip, e in zip(clips, looks.examples, strict=True)]
        for index, key in enumerate(keys):
            same[key].append(index)
        self._partners = [
            [index] if key[1] == NO_EMOTION else same[key] for index, key in enumerate(keys)
        ]

    def __len__(self) -> int:
        return len(self._looks)

    def __getitem__(self, index: int) -> tuple[tuple[FloatArray, int], tuple[FloatArray, int]]:
        partners = self._partners[index]
        return self._looks[index], self._looks[partners[self._rng.integers(len(partners))]]


def collate_pairs(
    batch: Sequence[tuple[tuple[FloatArray, int], tuple[FloatArray, int]]],
) -> tuple[Tensor, Tensor, Tensor]:
    """As `collate`, with B pairs: all first looks, then all second ones, 2 B in all."""
    return collate([first for first, _ in batch] + [second for _, second in batch])


def balanced_weights(clips: Sequence[Clip], emotions: Sequence[int]) -> Tensor:
    """Weigh examples for sampling, shape (n,).

    A corpus counts with the square root of its number of speakers, because voices are
    what generalises: 2,800 clips of two speakers are two voices. Within a corpus every
    emotion counts the same; emotions that some corpora lack are drawn more often from
    the others, by the square root of what is missing. Sound without an emotion is a
    tenth of what is drawn.
    """
    keys = [(clip.corpus, emotion) for clip, emotion in zip(clips, emotions, strict=True)]
    sizes = Counter(keys)
    speakers: dict[str, set[str]] = defaultdict(set)
    for clip in clips:
        speakers[clip.corpus].add(clip.speaker)
    share = {key: len(speakers[key[0]]) ** 0.5 for key in sizes}
    total: dict[int, float] = defaultdict(float)
    for (_, emotion), value in share.items():
        total[emotion] += value
    weight = {
        key: share[key] / total[key[1]] ** (1 if key[1] == NO_EMOTION else 0.5) / size
        for key, size in sizes.items()
    }
    expressed = sum(weight[key] * sizes[key] for key in sizes if key[1] != NO_EMOTION)
    scale = {NO_EMOTION: expressed / 9}
    return torch.tensor([weight[key] * scale.get(key[1], 1) for key in keys], dtype=torch.double)
