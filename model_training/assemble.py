"""Calibrate speech and text, train their fusion, calibrate that, and export the bundle."""

from pathlib import Path
from typing import Final

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from emotion_desktop.domain.labels import EMOTIONS
from emotion_desktop.inference.bundle import Calibration
from model_training.calibrate import fit_calibration, fit_several_labels_threshold
from model_training.export import export_bundle
from model_training.fusion import (
    KINDS,
    FusionConfig,
    Pairs,
    Texts,
    Voices,
    fused_logits,
    train_fusion,
)
from model_training.opinions import Said, load_speech, load_text, say_speech, say_text
from model_training.passes import DEV, HELD_OUT, examples_of
from model_training.prepare import NO_EMOTION
from model_training.runs import TrainingFlags
from model_training.speech_corpora import Clip
from model_training.states import Example
from model_training.text import TextConfig, split_held_out, targets_of
from model_training.text_corpora import LabelledText, read_texts

#: A calibrated confidence below one half is more likely wrong than right.
UNCERTAIN_BELOW: Final = 0.5

_CALIBRATION_PAIRS: Final = 8_000


def assemble(data: Path, runs: Path, bundle: Path, name: str, config: FusionConfig) -> None:
    """Make a bundle from the runs `speech` and `text`."""
    heard = examples_of(data, runs / "states", [HELD_OUT, DEV], "dev")
    held_out = _held_out_texts(data)
    spoken = sorted({clip.text for _, clip in heard if clip.text})
    text_network, tokenizer = load_text(runs / "text")
    speech_said = say_speech(load_speech(runs / "speech"), [example for example, _ in heard])
    text_said = say_text(text_network, tokenizer, [item.text for item in held_out])
    spoken_said = say_text(text_network, tokenizer, spoken)

    speech_calibration = _calibrate_speech(speech_said, heard)
    text_calibration, threshold = _calibrate_text(text_said, held_out)
    texts = _texts(text_said, spoken_said, held_out, text_calibration)
    voices = _voices(speech_said, heard, spoken, len(held_out), speech_calibration)
    flags = TrainingFlags(precision="32-true")
    network = train_fusion(voices, texts, config, runs / "fusion", flags)
    pairs = Pairs(voices, texts, _CALIBRATION_PAIRS, config.seed + 1, tuple(KINDS.items()))
    logits, emotions = fused_logits(network, voices, texts, pairs)
    fused_calibration = fit_calibration(logits, _one_hot(emotions))
    export_bundle(
        runs,
        bundle,
        name=name,
        calibration={
            "speech": speech_calibration,
            "text": text_calibration,
            "fused": fused_calibration,
        },
        several_labels_from=threshold,
        uncertain_below=UNCERTAIN_BELOW,
    )


def _held_out_texts(data: Path) -> list[LabelledText]:
    config = TextConfig(data=str(data))
    return split_held_out(read_texts(data, "train"), config.held_out_share, config.seed)[1]


def _one_hot(emotions: Tensor) -> Tensor:
    return functional.one_hot(emotions, len(EMOTIONS)).float()


def _calibrate_speech(said: Said, heard: list[tuple[Example, Clip]]) -> Calibration:
    clear = torch.tensor([example.emotion != NO_EMOTION for example, _ in heard])
    emotions = torch.tensor([example.emotion for example, _ in heard])
    return fit_calibration(said.logits[clear], _one_hot(emotions[clear]))


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
    return Texts(
        torch.cat([said.embeddings, spoken.embeddings]),
        calibration.log_probabilities(torch.cat([said.logits, spoken.logits])),
        np.array(single + [NO_EMOTION] * len(spoken.logits)),
    )


def _voices(
    said: Said,
    heard: list[tuple[Example, Clip]],
    spoken: list[str],
    first_spoken: int,
    calibration: Calibration,
) -> Voices:
    place = {text: first_spoken + i for i, text in enumerate(spoken)}
    return Voices(
        said.embeddings,
        calibration.log_probabilities(said.logits),
        np.array([example.emotion for example, _ in heard]),
        np.array([place.get(clip.text, -1) for _, clip in heard]),
    )
