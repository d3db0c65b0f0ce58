"""What the speech recipe is worth: trained without some speakers, tested on them.

Nothing is chosen by the people who are tested on: a run has a fixed length, and its last
(averaged) weights count.
"""

import json
from collections import defaultdict
from collections.abc import Sequence
from concurrent.futures import Executor, ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Any, Final

import numpy as np
import torch
from tqdm import tqdm

from emotion_desktop.domain.audio import FloatArray
from emotion_desktop.inference.ear import N_LAYERS
from emotion_desktop.services.figures import figures
from model_training.corpora import known_sex
from model_training.opinions import load_speech, say_speech
from model_training.passes import (
    HELD_OUT,
    REST,
    TRAIN,
    UNCHANGED,
    examples_of,
    prepare_passes,
    source_of_states,
)
from model_training.prepare import Pass
from model_training.runs import TrainingFlags, begin, fingerprint
from model_training.speech import SpeechConfig, train_speech
from model_training.speech_corpora import Clip, manifest_of, read_manifest
from model_training.splits import HoldOut, parse_hold_out, standard_hold_outs
from model_training.states import ClipExample
from model_training.steps import Inputs, folds_folder

_FIGURES_FILE: Final = "figures.json"
_ONE_LABEL: Final = 0.5  # `figures` asks for it; every clip here has one label


@dataclass(frozen=True, slots=True)
class FoldData:
    """Where folds find what they learn from and are tested on."""

    data: Path
    states: Path
    inputs: Inputs = "states"
    n_layers: int = N_LAYERS

    @property
    def source(self) -> str:
        """Fingerprint of it."""
        return fingerprint([], source_of_states(self.data, self.n_layers), self.inputs)

    def examples(self, specs: Sequence[Pass]) -> list[ClipExample]:
        """Read the stored examples of everybody."""
        return examples_of(self.data, self.states, specs, inputs=self.inputs)


def side_by_side(n_processes: int) -> Executor:
    """Make processes that each train on their share of this one's cores.

    A network this small gains less from a second core than a second network does.
    """
    share = max(1, torch.get_num_threads() // n_processes)
    return ProcessPoolExecutor(n_processes, get_context("spawn"), torch.set_num_threads, (share,))


def train_folds(
    data: Path,
    runs: Path,
    hold_outs: Sequence[str],
    config: SpeechConfig,
    *,
    inputs: Inputs,
    n_layers: int,
    workers: int,
    resume: bool,
) -> dict[str, Any]:
    """Do what the command `folds` says: store states where they are missing, train, test.

    What reads other inputs, or other layers of the ear, has a folder of its own.
    """
    clips = read_manifest(manifest_of(data))
    chosen = [parse_hold_out(value, clips) for value in hold_outs] or standard_hold_outs(clips)
    layers = "" if n_layers == N_LAYERS else f"layers-{n_layers}-"
    states = runs / ("states" if not layers else f"states-{n_layers}")
    prepare_passes(data, states, workers, [*TRAIN, HELD_OUT, *REST], n_layers)
    usual = folds_folder(runs, config.seed)
    out = usual.with_name(layers + ("" if inputs == "states" else f"{inputs}-") + usual.name)
    found = FoldData(data, states, inputs, n_layers)
    # One device a network: Lightning would start its helpers anew for every fold.
    flags = TrainingFlags(devices="1", resume=resume, progress_bar=False)
    with side_by_side(min(workers, len(chosen))) as pool:
        return run_folds(found, out, chosen, config, flags, pool=pool)


def run_folds(
    found: FoldData,
    folder: Path,
    hold_outs: Sequence[HoldOut],
    config: SpeechConfig,
    flags: TrainingFlags,
    *,
    pool: Executor,
) -> dict[str, Any]:
    """Train and test once for each hold-out; finished ones are kept where `resume` is on.

    Writes `figures.json` into each run's folder under `folder` and `folder.json` with all of
    them: figures of each hold-out and, over all of its clips of a corpus, of each protocol,
    with the number of networks that it took.
    """
    jobs = [
        pool.submit(_run_fold, found, folder / hold_out.name, hold_out, config, flags)
        for hold_out in hold_outs
    ]
    try:
        for job in tqdm(as_completed(jobs), total=len(jobs), desc="folds", unit="network"):
            job.result()
    except BaseException:
        pool.shutdown(wait=False, cancel_futures=True)  # or the rest would be trained first
        raise
    parts: dict[str, list[tuple[FloatArray, list[Clip]]]] = defaultdict(list)
    single: dict[str, Any] = {}
    for hold_out, job in zip(hold_outs, jobs, strict=True):
        probabilities, clips = job.result()
        for corpus in sorted({clip.corpus for clip in clips}):
            rows = [i for i, clip in enumerate(clips) if clip.corpus == corpus]
            chosen = (probabilities[rows], [clips[i] for i in rows])
            parts[f"{corpus}, {hold_out.protocol}"].append(chosen)
        single[hold_out.name] = figures_of(probabilities, clips)
        _write(folder / hold_out.name / _FIGURES_FILE, single[hold_out.name])
    joined = {
        protocol: figures_of(
            np.concatenate([probabilities for probabilities, _ in members]),
            [clip for _, clips in members for clip in clips],
        )
        | {"networks": len(members)}
        for protocol, members in parts.items()
    }
    result = {"seed": config.seed, "protocols": joined, "hold_outs": single}
    _write(folder.with_suffix(".json"), result)
    return result


def _run_fold(
    found: FoldData, out: Path, hold_out: HoldOut, config: SpeechConfig, flags: TrainingFlags
) -> tuple[FloatArray, list[Clip]]:
    """Train where that is not done; return probabilities (n, 7) of those who are held out."""
    test = [item for item in found.examples(UNCHANGED) if hold_out.holds(item[1])]
    clips = [clip for _, clip in test]
    held_out = " ".join(sorted({clip.path.stem for clip in clips}))
    remaining = begin(out, "speech", config, {"states": found.source, "held_out": held_out}, flags)
    if remaining:
        learnt = found.examples([*TRAIN, *REST[:-1]])
        train = [item for item in learnt if not hold_out.holds(item[1])]
        train_speech(train, test, config, out, remaining)
    logits = say_speech(load_speech(out), [example for example, _ in test]).logits
    return logits.softmax(dim=-1).numpy(), clips


def figures_of(probabilities: FloatArray, clips: Sequence[Clip]) -> dict[str, object]:
    """Figures of clips, in all and for each sex, with intervals over speakers."""
    emotions = [(clip.emotion,) for clip in clips]
    speakers = [clip.speaker for clip in clips]
    sexes = [clip.sex or known_sex(clip.corpus, clip.speaker) for clip in clips]
    whole = figures(probabilities, emotions, _ONE_LABEL, speakers)
    whole["per_sex"] = {
        sex: figures(probabilities[rows], [emotions[i] for i in rows], _ONE_LABEL)
        for sex in sorted(set(sexes) - {""})
        for rows in [[i for i, value in enumerate(sexes) if value == sex]]
    }
    return whole


def _write(path: Path, values: object) -> None:
    path.write_text(json.dumps(values, indent=2) + "\n", encoding="utf-8")
