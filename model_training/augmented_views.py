"""The augmented views of the clips that are stored for training."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

import numpy as np

from model_training import augment
from model_training.encoder_states import ClipExample, read_pass
from model_training.prepare import Pass, prepare
from model_training.runs import fingerprint
from model_training.speech_corpora import Clip, manifest_of, read_manifest
from model_training.whisper_base import write_encoder

_ORDER_SEED: Final = 0

#: As the program processes an utterance.
CLEAN: Final = Pass("clean", "alone", changed_share=0.0, seed=4)
#: Among others, with other voices, rooms, noises and lines, as a sliding window meets them.
AMONG_OTHERS: Final = Pass("among-others", "context", changed_share=0.75, seed=1, n_clips=4_800)
#: What is learnt from.
TRAIN: Final = (CLEAN, AMONG_OTHERS)


def clips_in_order(data: Path) -> list[Clip]:
    """List all clips in the fixed, shuffled order of the views."""
    clips = read_manifest(manifest_of(data))
    order = np.random.default_rng(_ORDER_SEED).permutation(len(clips))
    return [clips[i] for i in order]


def prepare_passes(data: Path, runs: Path, workers: int) -> None:
    """Store the views under `runs`, keeping those that are still valid."""
    clips = clips_in_order(data)
    encoder = write_encoder(runs)
    states = runs / "states"
    _forget_others(states, source_of_states(data, encoder))
    for spec in TRAIN:
        prepare(clips[: spec.n_clips], spec, states, workers)


def source_of_states(data: Path, encoder: Path) -> str:
    """Return a fingerprint of what states depend on: clips, encoder, augmentation."""
    return fingerprint([manifest_of(data), Path(augment.__file__), encoder], TRAIN)


def _forget_others(out: Path, source: str) -> None:
    """Remove outdated states: shards are identified by position only."""
    out.mkdir(parents=True, exist_ok=True)
    stamp = out / "source.txt"
    if stamp.exists() and stamp.read_text(encoding="utf-8") != source:
        for shard in out.glob("*/*"):
            shard.unlink()
    stamp.write_text(source, encoding="utf-8")


def examples_of(data: Path, states: Path, specs: Sequence[Pass]) -> list[ClipExample]:
    """Read the stored examples of the views, each with its clip."""
    clips = clips_in_order(data)
    return [
        (example, clips[example.clip])
        for spec in specs
        for example in read_pass(states / spec.name)
    ]
