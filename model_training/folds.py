"""Cross-validation of the speech network: trained without some speakers, tested on them.

Nothing is chosen by the people who are tested on: a run has a fixed length, and its last
(averaged) weights count.
"""

import json
from collections import defaultdict
from collections.abc import Sequence
from concurrent.futures import Executor, ProcessPoolExecutor, as_completed
from dataclasses import dataclass, fields
from multiprocessing import get_context
from pathlib import Path
from typing import Any, Final

import numpy as np
import torch
from safetensors.torch import load_file, save_file
from tqdm import tqdm

from emotion_desktop.domain.audio import FloatArray
from emotion_desktop.metrics.classification import figures
from model_training.augmented_views import AMONG_OTHERS, CLEAN, TRAIN, examples_of, source_of_states
from model_training.corpora import known_sex
from model_training.encoder_states import ClipExample
from model_training.held_out_predictions import Heard, load_speech, say_speech
from model_training.pipeline import folds_folder, made
from model_training.prepare import Pass
from model_training.runs import TrainingFlags, begin
from model_training.speech import SpeechConfig, train_speech
from model_training.speech_corpora import Clip, manifest_of, read_manifest
from model_training.splits import HoldOut, parse_hold_out, standard_hold_outs
from model_training.whisper_base import ENCODER_FILE

#: Predictions for clips by a network that has not seen them, in the order of `TESTED`.
PREDICTIONS_FILE: Final = "predictions.safetensors"
TESTED: Final = (CLEAN, AMONG_OTHERS)
HEARD: Final = tuple(field.name for field in fields(Heard))

_ONE_LABEL: Final = 0.5  # `figures` asks for it; every clip here has one label


def side_by_side(n_processes: int) -> Executor:
    """Create processes that each train on a share of this process's cores.

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
    workers: int,
    resume: bool,
) -> dict[str, Any]:
    """Train and test in parallel, for the command `folds`."""
    clips = read_manifest(manifest_of(data))
    chosen = [parse_hold_out(value, clips) for value in hold_outs] or standard_hold_outs(clips)
    # One device per network: Lightning would restart its workers for every fold.
    flags = TrainingFlags(devices="1", resume=resume, progress_bar=False)
    with side_by_side(min(workers, len(chosen))) as pool:
        return run_folds(
            Places(data, runs), folds_folder(runs, config.seed), chosen, config, flags, pool=pool
        )


@dataclass(frozen=True, slots=True)
class Places:
    """Where folds find their training and test data."""

    data: Path
    runs: Path

    def examples(self, specs: Sequence[Pass]) -> list[ClipExample]:
        """Read all stored examples."""
        return examples_of(self.data, self.runs / "states", specs)


def run_folds(
    places: Places,
    folder: Path,
    hold_outs: Sequence[HoldOut],
    config: SpeechConfig,
    flags: TrainingFlags,
    *,
    pool: Executor,
) -> dict[str, Any]:
    """Train and test each hold-out; with `resume`, keep finished ones.

    Writes `folder.json`: figures of each hold-out and, over all of its clips of a corpus, of
    each protocol, with the number of networks that it took.
    """
    jobs = [
        pool.submit(_run_fold, places, folder / hold_out.name, hold_out, config, flags)
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
    places: Places, out: Path, hold_out: HoldOut, config: SpeechConfig, flags: TrainingFlags
) -> tuple[FloatArray, list[Clip]]:
    """Train if necessary; return probabilities (n, 7) of the held-out clips."""
    tested = [item for item in places.examples(TESTED) if hold_out.holds(item[1])]
    held_out = " ".join(sorted({clip.path.stem for _, clip in tested}))
    source = source_of_states(places.data, places.runs / ENCODER_FILE)
    remaining = begin(out, "speech", config, {"states": source, "held_out": held_out}, flags)
    predictions = out / PREDICTIONS_FILE
    if remaining:
        predictions.unlink(missing_ok=True)
        learnt = places.examples(TRAIN)
        train_speech(
            [item for item in learnt if not hold_out.holds(item[1])], config, out, remaining
        )
    if not predictions.exists():
        heard = say_speech(load_speech(out), [example for example, _ in tested])
        partial = predictions.with_suffix(".partial")
        save_file({key: getattr(heard, key).contiguous() for key in HEARD}, partial)
        partial.replace(predictions)
    clean = [item for item in places.examples([CLEAN]) if hold_out.holds(item[1])]
    logits = load_file(predictions)["logits"][: len(clean)]
    return logits.softmax(dim=-1).numpy(), [clip for _, clip in clean]


def read_predictions(
    places: Places, out: Path, hold_out: HoldOut
) -> tuple[Heard, list[ClipExample], int]:
    """Read a network's predictions for its held-out clips, and their speakers.

    The first ones, as many as the last value states, are unchanged clips.
    """
    clean, tested = (
        [item for item in places.examples(specs) if hold_out.holds(item[1])]
        for specs in ([CLEAN], TESTED)
    )
    return Heard(**load_file(made(out / PREDICTIONS_FILE))), tested, len(clean)


def figures_of(probabilities: FloatArray, clips: Sequence[Clip]) -> dict[str, object]:
    """Return metrics of clips, overall and by sex, with intervals over speakers."""
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
