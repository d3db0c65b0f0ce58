"""Stored encoder states as training examples."""

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
from model_training.calibrate import EVERYDAY_SHARES
from model_training.prepare import INDEX, NO_EMOTION, shard_file
from model_training.speech_corpora import Clip

#: Weights of corpora in training: the four largest acted ones by their number of speakers, the
#: others less, so that the first do not get worse. The one corpus of conversation counts
#: more than its share of the others.
CORPUS_SHARES: Final[dict[str, float]] = {
    "tess": 2.0,
    "ravdess": 4.5,
    "crema-d": 12.0,
    "emovo": 2.4,
    "meld": 5.0,
    "emospeech": 0.9,
    "emotale": 0.7,
    "banglaser": 0.7,
    "ased": 0.7,
    "emotiontts-ko": 0.5,
    "nemo": 0.8,
    "aesdd": 0.5,
    "turev": 0.4,
}


@dataclass(frozen=True, slots=True)
class Example:
    """States (t, width) as float16 of one section of audio, and the clip it shows.

    `traits` (3,) are those of `inference.sound_traits`.
    """

    states: np.ndarray[tuple[int, int], np.dtype[np.float16]]
    traits: FloatArray
    clip: int
    emotion: int


def read_pass(folder: Path) -> list[Example]:
    """Open all shards of a pass.

    States are read when they are used; processes that use the same share their memory.
    """
    examples: list[Example] = []
    for index in sorted(folder.glob(f"*.{INDEX}.npy")):
        first = int(index.name.split(".")[0])
        states = np.load(shard_file(folder, first, "states"), mmap_mode="r")
        traits = np.load(shard_file(folder, first, "traits"))
        position = 0
        for row, (clip, emotion, length) in enumerate(np.load(index).tolist()):
            part = states[position : position + length]
            examples.append(Example(part, traits[row], clip, emotion))
            position += length
    return examples


def everyday_weight(emotion: int) -> float:
    """Return the weight of an emotion in conversation: the square root of its everyday share.

    With the original shares, a network learns that most speech is neutral and
    little about what distinguishes the rest. Audio without an emotion gets a tenth.
    """
    return float((0.1 if emotion == NO_EMOTION else EVERYDAY_SHARES[emotion]) ** 0.5)


def soft_target(emotion: int, smoothing: float) -> Tensor:
    """Return a target (7,): smoothed one-hot, or uniform if nothing is expressed."""
    even = torch.full((len(EMOTIONS),), 1 / len(EMOTIONS))
    if emotion == NO_EMOTION:
        return even
    target = even * smoothing
    target[emotion] += 1 - smoothing
    return target


#: An example with the clip that it shows.
ClipExample = tuple[Example, Clip]


class StateExamples(Dataset[tuple[FloatArray, int]]):
    """Randomly cropped examples, as a window rarely contains a whole utterance.

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
        longest: int = 160,
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
    """Pairs of views of one clip: predictions must not depend on other audio in the view.

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
    """Collate B pairs like `collate`: all first views, then all second ones."""
    return collate([first for first, _ in batch] + [second for _, second in batch])


def sampling_weights(clips: Sequence[Clip], emotions: Sequence[int]) -> Tensor:
    """Return sampling weights of examples, shape (n,).

    A corpus counts by `CORPUS_SHARES`, or, if it is not listed there, by the square root of
    its number of speakers, because variety of voices generalises. Within an acted corpus, every
    emotion counts the same, and emotions that are missing in some corpora are drawn more often from
    the others, by the square root of what is missing. In conversations, they are drawn by
    `everyday_weight`. Audio without an emotion is a tenth of the draws.
    """
    keys = [(clip.corpus, emotion) for clip, emotion in zip(clips, emotions, strict=True)]
    sizes = Counter(keys)
    speakers: dict[str, set[str]] = defaultdict(set)
    for clip in clips:
        speakers[clip.corpus].add(clip.speaker)
    talking = {clip.corpus for clip in clips if clip.dialogue}
    shares = {name: CORPUS_SHARES.get(name, len(who) ** 0.5) for name, who in speakers.items()}
    acted = {key: shares[key[0]] for key in sizes if key[0] not in talking}
    total: dict[int, float] = defaultdict(float)
    for (_, emotion), value in acted.items():
        total[emotion] += value
    weight = {
        key: value / total[key[1]] ** (1 if key[1] == NO_EMOTION else 0.5) / sizes[key]
        for key, value in acted.items()
    }
    expressed = sum(weight[key] * sizes[key] for key in weight if key[1] != NO_EMOTION) or 1.0
    scale = {NO_EMOTION: expressed / 9} if weight else {}
    drawn = {key: value * scale.get(key[1], 1) for key, value in weight.items()}
    acted_share = sum(share for name, share in shares.items() if name not in talking) or 1.0
    for name in talking:
        own = {key: size for key, size in sizes.items() if key[0] == name}
        total_weight = sum(everyday_weight(emotion) for _, emotion in own)
        share = expressed * shares[name] / acted_share / total_weight
        drawn |= {key: share * everyday_weight(key[1]) / size for key, size in own.items()}
    return torch.tensor([drawn[key] for key in keys], dtype=torch.double)
