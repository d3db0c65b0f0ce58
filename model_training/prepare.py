"""Encodes every clip once and stores the states, so that training is fast.

A pass is one augmented view of all clips. `alone` encodes each clip on its own, as the program
encodes an utterance; `context` concatenates clips with pauses, as a sliding window meets them,
and keeps the pauses as audio without an emotion.
"""

import random
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from functools import cache
from multiprocessing import get_context
from pathlib import Path
from typing import Final, Literal

import numpy as np
import torch
from tqdm import tqdm

from emotion_desktop.domain.audio import SAMPLE_RATE_HZ, FloatArray
from emotion_desktop.inference.sound_traits import sound_traits
from emotion_desktop.inference.speech_encoder import (
    encode_sounds,
    first_state,
    n_states,
)
from emotion_desktop.networks.speech_encoder import SpeechEncoder
from model_training.augment import change_scene, change_voice
from model_training.runs import has_bfloat16
from model_training.speech_corpora import Clip, read_clip
from model_training.whisper_base import encoded_by, load_encoder

#: Stands for "no emotion is expressed here" among the emotion indices.
NO_EMOTION: Final = -1

#: Array of a shard with clip, emotion and length in states of each of its pieces.
INDEX: Final = "index"

_CONTEXT_S: Final = 28.0
_SHARD_CLIPS: Final = 400  # every shard that is read takes a file handle


@dataclass(frozen=True, slots=True)
class Pass:
    """One augmented view of the clips: how it is made, and how often.

    `n_clips` uses only the first ones of the shuffled order.
    """

    name: str
    kind: Literal["alone", "context"]
    changed_share: float
    seed: int
    n_clips: int | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """A section of audio with its emotion (or `NO_EMOTION`) and its clip."""

    clip: int
    emotion: int
    first_sample: int
    n_samples: int


@cache
def _encoder(runs: Path) -> SpeechEncoder:
    torch.set_num_threads(1)
    return load_encoder(runs)


def _clip_samples(clip: Clip, share: float, rng: np.random.Generator) -> FloatArray:
    samples = read_clip(clip)
    return change_voice(samples, rng) if rng.random() < share else samples


def _others(clips: Sequence[Clip], rng: np.random.Generator) -> list[FloatArray]:
    return [read_clip(clips[i]) for i in rng.integers(len(clips), size=5)]


def _alone(
    clips: Sequence[Clip], first: int, spec: Pass, rng: np.random.Generator
) -> Iterator[tuple[FloatArray, list[Piece]]]:
    for offset, clip in enumerate(clips):
        samples = _clip_samples(clip, spec.changed_share, rng)
        if rng.random() < spec.changed_share:
            samples = change_scene(samples, lambda: _others(clips, rng), rng)
        yield samples, [Piece(first + offset, clip.emotion, 0, len(samples))]


def _context(
    clips: Sequence[Clip], first: int, spec: Pass, rng: np.random.Generator
) -> Iterator[tuple[FloatArray, list[Piece]]]:
    parts: list[FloatArray] = []
    pieces: list[Piece] = []
    position = 0

    def scene() -> tuple[FloatArray, list[Piece]]:
        samples = np.concatenate(parts)
        if rng.random() < spec.changed_share:
            samples = change_scene(samples, lambda: _others(clips, rng), rng)
        return samples, list(pieces)

    for offset in rng.permutation(len(clips)):
        samples = _clip_samples(clips[offset], spec.changed_share, rng)
        pause = np.zeros(int(rng.uniform(0.1, 2.0) * SAMPLE_RATE_HZ), np.float32)
        pause += rng.standard_normal(len(pause)).astype(np.float32) * 10 ** rng.uniform(-5, -2.7)
        if parts and position + len(samples) + len(pause) > _CONTEXT_S * SAMPLE_RATE_HZ:
            yield scene()
            parts, pieces, position = [], [], 0
        before, after = (int(edge * SAMPLE_RATE_HZ) for edge in rng.uniform(0, 0.3, 2))
        begin = max(0, position - before)
        end = position + len(samples) + min(after, len(pause))
        emotion = clips[offset].emotion
        pieces.append(Piece(first + int(offset), emotion, begin, end - begin))
        if len(pause) > SAMPLE_RATE_HZ:
            start = position + len(samples) + SAMPLE_RATE_HZ // 4
            length = len(pause) - SAMPLE_RATE_HZ // 2
            pieces.append(Piece(first + int(offset), NO_EMOTION, start, length))
        parts += [samples, pause]
        position += len(samples) + len(pause)
    yield scene()


_SCENES: Final = {"alone": _alone, "context": _context}


def encode_shard(clips: Sequence[Clip], first: int, spec: Pass, out: Path) -> None:
    """Encode some clips; write states (float16) and traits of each piece with an index."""
    rng = np.random.default_rng([spec.seed, first])
    random.seed(spec.seed * 100_003 + first)
    np.random.seed((spec.seed * 100_003 + first) % 2**32)  # noqa: NPY002 - audiomentations uses it
    states: list[FloatArray] = []
    traits: list[FloatArray] = []
    index: list[tuple[int, int, int]] = []
    for samples, pieces in _SCENES[spec.kind](clips, first, spec, rng):
        sound = samples[: 30 * SAMPLE_RATE_HZ]
        with torch.autocast("cpu", torch.bfloat16, enabled=has_bfloat16()):
            [encoded] = encode_sounds(encoded_by(_encoder(out.parent)), [sound])
        for piece in pieces:
            start = first_state(piece.first_sample)
            part = encoded[start : start + n_states(piece.n_samples)]
            if len(part):
                index.append((piece.clip, piece.emotion, len(part)))
                states.append(part.astype(np.float16))
                end = piece.first_sample + piece.n_samples
                traits.append(sound_traits(sound[piece.first_sample : end]))
    arrays = {"states": np.concatenate(states), "traits": np.stack(traits)}
    write_shard(out / spec.name, first, arrays, index)


def write_shard(
    folder: Path,
    first: int,
    arrays: dict[str, FloatArray],
    index: Sequence[tuple[int, int, int]],
) -> None:
    """Write memory-mappable arrays; the index comes last and marks the shard as complete."""
    for name, values in (arrays | {INDEX: np.asarray(index, dtype=np.int32)}).items():
        target = shard_file(folder, first, name)
        partial = target.with_suffix(".partial")
        with partial.open("wb") as file:
            np.save(file, values)
        partial.replace(target)


def shard_file(folder: Path, first: int, name: str) -> Path:
    """Return the path of a shard's array; `first` is its first clip in the pass."""
    return folder / f"{first:06d}.{name}.npy"


def prepare(clips: Sequence[Clip], spec: Pass, out: Path, workers: int) -> None:
    """Encode all clips in parallel, keeping existing shards."""
    folder = out / spec.name
    folder.mkdir(parents=True, exist_ok=True)
    starts = range(0, len(clips), _SHARD_CLIPS)
    todo = [start for start in starts if not shard_file(folder, start, INDEX).exists()]
    # Not by forking: a process with threads, as Lightning's and torch's, may hang then.
    with ProcessPoolExecutor(workers, get_context("spawn")) as pool:
        jobs = [
            pool.submit(encode_shard, clips[start : start + _SHARD_CLIPS], start, spec, out)
            for start in todo
        ]
        for job in tqdm(as_completed(jobs), total=len(jobs), desc=spec.name, unit="shard"):
            job.result()
