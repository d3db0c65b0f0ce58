"""Which looks at which clips are stored for training."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

import numpy as np

from emotion_desktop.inference.ear import N_LAYERS
from model_training import augment
from model_training.prepare import Pass, prepare
from model_training.runs import fingerprint
from model_training.speech_corpora import Clip, manifest_of, read_manifest
from model_training.splits import SPLITS_FILE, Part, part_of
from model_training.states import ClipExample, read_pass
from model_training.steps import Inputs

_ORDER_SEED: Final = 0

#: Clips of the people who train, looked at in turn alone and among others.
TRAIN: Final = (
    Pass("alone3", "alone", changed_share=0.2, seed=6),
    Pass("context1", "context", changed_share=0.75, seed=1),
    Pass("alone1", "alone", changed_share=0.4, seed=3),
    Pass("context2", "context", changed_share=0.75, seed=2),
    Pass("alone2", "alone", changed_share=0.5, seed=7),
)
#: The people who tune and test, as the program hears an utterance, unchanged.
HELD_OUT: Final = Pass("alone0", "alone", changed_share=0.0, seed=4)

#: The same looks at the people who tune and test, and an unchanged one at those who train:
#: what it takes besides to train without some of all these people and to test on them.
REST: Final = (
    *(replace(spec, name=f"{spec.name}-rest") for spec in TRAIN),
    replace(HELD_OUT, name=f"{HELD_OUT.name}-rest"),
)
#: Everybody unchanged, and everybody among others and with noise.
UNCHANGED: Final = (HELD_OUT, REST[-1])
AMONG_OTHERS: Final = (TRAIN[1], REST[1])

_PARTS: Final[dict[str, tuple[Part, ...]]] = {
    **{spec.name: ("dev", "test") for spec in REST[:-1]},
    REST[-1].name: ("train",),
    **{spec.name: ("train",) for spec in TRAIN},
    HELD_OUT.name: ("dev", "test"),
}
_TESS_EVERY: Final = {"alone1": 3, "alone2": 6, "alone3": 3}


def clips_of_pass(data: Path, spec: Pass) -> list[Clip]:
    """List the clips of a pass in their fixed, shuffled order.

    Of TESS, 2,800 clips of two speakers, some passes take only a part.
    """
    clips = read_manifest(manifest_of(data))
    order = np.random.default_rng(_ORDER_SEED).permutation(len(clips))
    members = [clips[i] for i in order if part_of(clips[i].speaker) in _PARTS[spec.name]]
    every = _TESS_EVERY.get(spec.name, 1)
    return [c for i, c in enumerate(members) if c.corpus != "tess" or i % every == 0]


def prepare_passes(
    data: Path,
    out: Path,
    workers: int,
    specs: Sequence[Pass] = (*TRAIN, HELD_OUT, *REST),
    n_layers: int = N_LAYERS,
) -> None:
    """Store passes under `out`; what is there of the same clips, ear and changes is kept."""
    _forget_others(out, source_of_states(data, n_layers))
    for spec in specs:
        prepare(clips_of_pass(data, spec), spec, n_layers, out, workers)


def source_of_states(data: Path, n_layers: int = N_LAYERS) -> str:
    """Fingerprint of all that states hang on: clips, who trains, the ear, the changes."""
    files = [manifest_of(data), SPLITS_FILE, Path(augment.__file__)]
    return fingerprint(files, n_layers, TRAIN, HELD_OUT, _TESS_EVERY)


def _forget_others(out: Path, source: str) -> None:
    """Remove the states of anything else: shards know what they hold by their place only."""
    out.mkdir(parents=True, exist_ok=True)
    stamp = out / "source.txt"
    if stamp.exists() and stamp.read_text(encoding="utf-8") != source:
        for shard in out.glob("*/*"):
            shard.unlink()
    stamp.write_text(source, encoding="utf-8")


def examples_of(
    data: Path,
    states: Path,
    specs: Sequence[Pass],
    part: Part | None = None,
    inputs: Inputs = "states",
) -> list[ClipExample]:
    """Read the stored examples of passes; with a part, of the speakers on this side only."""
    return [
        (example, clips[example.clip])
        for spec in specs
        for clips in [clips_of_pass(data, spec)]
        for example in read_pass(states / spec.name, inputs)
        if part in (None, part_of(clips[example.clip].speaker))
    ]
