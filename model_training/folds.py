"""What the speech recipe is worth: trained without some speakers, tested on them.

Nothing is chosen by the people who are tested on: a run has a fixed length, and its last
(averaged) weights count.
"""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np

from emotion_desktop.domain.audio import FloatArray
from emotion_desktop.services.figures import figures
from model_training.corpora import known_sex
from model_training.opinions import load_speech, say_speech
from model_training.passes import HELD_OUT, REST, TRAIN, clips_of_pass
from model_training.prepare import Pass
from model_training.runs import TrainingFlags, begin, fingerprint
from model_training.speech import ClipExample, SpeechConfig, train_speech
from model_training.speech_corpora import Clip
from model_training.splits import HoldOut
from model_training.states import read_pass

_FIGURES_FILE: Final = "figures.json"
_ONE_LABEL: Final = 0.5  # `figures` asks for it; every clip here has one label


def read_everybody(data: Path, states: Path, specs: Sequence[Pass]) -> list[ClipExample]:
    """Read the stored examples of passes with their clips."""
    return [
        (example, clips[example.clip])
        for spec in specs
        for clips in [clips_of_pass(data, spec)]
        for example in read_pass(states / spec.name)
    ]


def run_folds(
    data: Path,
    runs: Path,
    hold_outs: Sequence[HoldOut],
    config: SpeechConfig,
    flags: TrainingFlags,
) -> dict[str, Any]:
    """Train and test once for each hold-out; finished ones are kept where `resume` is on.

    Writes `figures.json` into each run's folder and `folds/seed-N.json` with all of them:
    figures of each hold-out and, over all of its clips together, of each protocol.
    """
    states, folder = runs / "states", runs / "folds" / f"seed-{config.seed}"
    learnt = read_everybody(data, states, [*TRAIN, *REST[:-1]])
    plain = read_everybody(data, states, [HELD_OUT, REST[-1]])
    source = fingerprint([data / "speech" / "manifest.csv"], TRAIN, REST)
    found: dict[str, list[tuple[FloatArray, list[Clip]]]] = {}
    single: dict[str, Any] = {}
    for hold_out in hold_outs:
        out = folder / hold_out.name
        train = [item for item in learnt if not hold_out.holds(item[1])]
        test = [item for item in plain if hold_out.holds(item[1])]
        inputs = {"states": source, "held_out": " ".join(sorted({c.path.stem for _, c in test}))}
        remaining = begin(out, "speech", config, inputs, flags)
        if remaining:
            train_speech(train, test, config, out, remaining)
        clips = [clip for _, clip in test]
        said = say_speech(load_speech(out), [example for example, _ in test])
        probabilities = said.logits.softmax(dim=-1).numpy()
        found.setdefault(hold_out.protocol, []).append((probabilities, clips))
        single[hold_out.name] = figures_of(probabilities, clips)
        _write(out / _FIGURES_FILE, single[hold_out.name])
    joined = {
        protocol: figures_of(
            np.concatenate([probabilities for probabilities, _ in parts]),
            [clip for _, clips in parts for clip in clips],
        )
        for protocol, parts in found.items()
    }
    result = {"seed": config.seed, "protocols": joined, "hold_outs": single}
    _write(folder.with_suffix(".json"), result)
    return result


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
