"""What the two networks say about voices and texts that neither of them was trained on.

Voices are those who train and tune; each is judged by the one of five networks (`folds`)
that learnt without it.

Stored once; calibration and fusion are fitted on it.
"""

import json
from collections import Counter
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt
import torch
from safetensors.torch import load_file, save_file
from torch import Tensor
from torch.nn.utils.rnn import pad_sequence

from emotion_desktop.inference.bundle import Calibration
from emotion_desktop.inference.fusion import Findings
from model_training.calibrate import fit_calibration, fit_several_labels_threshold, one_hot
from model_training.fusion import Texts, Voices
from model_training.opinions import (
    Heard,
    Said,
    join,
    load_speech,
    load_text,
    say_speech,
    say_text,
)
from model_training.passes import AMONG_OTHERS, UNCHANGED, examples_of
from model_training.prepare import NO_EMOTION
from model_training.runs import CONFIG_FILE
from model_training.speech_corpora import manifest_of, read_manifest
from model_training.splits import five_folds, part_of
from model_training.states import ClipExample
from model_training.steps import EVERYBODY, FOLDS, folds_folder, made, read_made
from model_training.text import split_held_out, targets_of
from model_training.text_corpora import LabelledText, read_texts
from model_training.voices import neutral_logits

OPINIONS_FILE: Final = "opinions.safetensors"
CALIBRATION_FILE: Final = "calibration.json"


@dataclass(frozen=True)
class HeldOutConfig:
    """Which texts the text network was not trained on, and the seed of the speech networks."""

    held_out_share: float
    seed: int
    speech_seed: int


def held_out_config(runs: Path) -> HeldOutConfig:
    """Read it from the runs `text` and `speech`."""
    text, speech = (read_made(runs / name / CONFIG_FILE) for name in ("text", "speech"))
    return HeldOutConfig(text["held_out_share"], text["seed"], speech["seed"])


def weights_of(runs: Path, config: HeldOutConfig) -> list[Path]:
    """List the networks that are asked.

    Raises
    ------
    UserFacingError
        Where one was not trained yet.
    """
    folds = folds_folder(runs, config.speech_seed)
    speech = [runs / "speech", runs / EVERYBODY, *(folds / fold for fold in FOLDS)]
    files = [*(run / "speech.safetensors" for run in speech), runs / "text" / "text.safetensors"]
    return [made(file) for file in files]


def calibrate(data: Path, runs: Path, config: HeldOutConfig, out: Path) -> None:
    """Fit the temperatures of speech and text; write them and the opinions to `out`."""
    sounds, heard = _hear_strangers(data, runs / "states", folds_folder(runs, config.speech_seed))
    texts = split_held_out(read_texts(data, "train"), config.held_out_share, config.seed)[1]
    spoken = sorted({clip.text for _, clip in heard if clip.text})
    text_network, tokenizer = load_text(runs / "text")
    text_said = say_text(
        text_network, tokenizer, [item.text for item in texts], [item.context for item in texts]
    )
    spoken_said = say_text(text_network, tokenizer, spoken)

    speech = _calibrate_speech(sounds.logits, heard)
    text, threshold = _calibrate_text(text_said, texts)
    _store(
        out / OPINIONS_FILE,
        _voices(sounds, heard, spoken, len(texts), speech),
        _texts(text_said, spoken_said, texts, text),
    )
    found = {
        "speech": asdict(speech),
        "text": asdict(text),
        "several_labels_from": threshold,
        "neutral_logits": {
            run: neutral_logits(load_speech(runs / run), data, runs / "states")
            for run in ("speech", EVERYBODY)
        },
    }
    (out / CALIBRATION_FILE).write_text(json.dumps(found, indent=2), encoding="utf-8")


def _hear_strangers(data: Path, states: Path, folds: Path) -> tuple[Heard, list[ClipExample]]:
    """Ask about each voice the network that learnt without it; nobody who tests is among them."""
    looks = examples_of(data, states, [*UNCHANGED, *AMONG_OTHERS])
    found: list[Heard] = []
    heard: list[ClipExample] = []
    for fold in five_folds(read_manifest(manifest_of(data))):
        strangers = [
            (example, clip)
            for example, clip in looks
            if fold.holds(clip) and part_of(clip.speaker) != "test"
        ]
        found.append(say_speech(load_speech(folds / fold.name), [one for one, _ in strangers]))
        heard += strangers
    return join(found), heard


def read_opinions(folder: Path) -> tuple[Voices, Texts]:
    """Read what `calibrate` stored."""
    stored = load_file(folder / OPINIONS_FILE)
    return (
        Voices(
            _findings(stored, "voices"),
            stored["voices.emotions"].numpy(),
            stored["voices.words"].numpy(),
            stored["voices.weights"].numpy(),
        ),
        Texts(
            _findings(stored, "texts"),
            stored["texts.embeddings"],
            stored["texts.emotions"].numpy(),
        ),
    )


def _findings(stored: dict[str, Tensor], of: str) -> Findings:
    return Findings(*(stored[f"{of}.{field.name}"] for field in fields(Findings)))


def _store(path: Path, voices: Voices, texts: Texts) -> None:
    tensors = {
        "voices.emotions": torch.from_numpy(voices.emotions),
        "voices.words": torch.from_numpy(voices.words),
        "voices.weights": torch.from_numpy(voices.weights),
        "texts.embeddings": texts.embeddings,
        "texts.emotions": torch.from_numpy(texts.emotions),
    }
    for of, found in (("voices", voices.found), ("texts", texts.found)):
        tensors |= {f"{of}.{field.name}": getattr(found, field.name) for field in fields(found)}
    save_file({name: tensor.contiguous() for name, tensor in tensors.items()}, path)


def _weights(heard: list[ClipExample]) -> npt.NDArray[np.float64]:
    # A new voice belongs to no corpus, so the large one must not outvote the others.
    counts = Counter(clip.corpus for _, clip in heard)
    return np.array([1 / counts[clip.corpus] for _, clip in heard])


def _calibrate_speech(logits: Tensor, heard: list[ClipExample]) -> Calibration:
    clear = torch.tensor([example.emotion != NO_EMOTION for example, _ in heard])
    emotions = torch.tensor([example.emotion for example, _ in heard])
    weights = torch.from_numpy(_weights(heard)).float()
    return fit_calibration(logits[clear], one_hot(emotions[clear]), weights[clear])


def _calibrate_text(said: Said, texts: list[LabelledText]) -> tuple[Calibration, float]:
    targets = targets_of(texts)
    shares = targets / targets.sum(dim=1, keepdim=True)
    calibration = fit_calibration(said.logits, shares)
    probabilities = calibration.log_probabilities(said.logits).exp().numpy()
    threshold = fit_several_labels_threshold(probabilities, targets.numpy())
    return calibration, threshold


def _texts(
    said: Said, spoken: Said, held_out: list[LabelledText], calibration: Calibration
) -> Texts:
    # A text with several emotions, or one that actors read, has no emotion to pair by.
    single = [item.labels[0] if len(item.labels) == 1 else NO_EMOTION for item in held_out]
    words = pad_sequence([*said.words, *spoken.words], batch_first=True)
    attention = pad_sequence([*said.attention, *spoken.attention], batch_first=True)
    return Texts(
        Findings(
            calibration.log_probabilities(torch.cat([said.logits, spoken.logits])),
            calibration.log_probabilities(words),
            attention,
        ),
        torch.cat([said.embeddings, spoken.embeddings]),
        np.array(single + [NO_EMOTION] * len(spoken.logits)),
    )


def _voices(
    sounds: Heard,
    heard: list[ClipExample],
    spoken: list[str],
    first_spoken: int,
    calibration: Calibration,
) -> Voices:
    place = {text: first_spoken + i for i, text in enumerate(spoken)}
    return Voices(
        Findings(
            calibration.log_probabilities(sounds.logits),
            calibration.log_probabilities(sounds.frames),
            sounds.attention,
        ),
        np.array([example.emotion for example, _ in heard]),
        np.array([place.get(clip.text, -1) for _, clip in heard]),
        _weights(heard),
    )
