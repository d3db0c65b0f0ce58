"""Predictions for corpora, speakers and dialogues that the networks have not seen.

Every clip is predicted by the network that held out its corpus and by the one that held out
only its speaker (or dialogue); every line of dialogue by the text network that has not seen it.
Calibration and fusion are fitted to these predictions and to nothing else.
"""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import torch
from safetensors.torch import load_file, save_file
from torch import Tensor
from torch.nn.utils.rnn import pad_sequence

from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.inference.bundle import Calibration
from emotion_desktop.networks.fusion import ModalityEvidence
from model_training.calibrate import (
    calibrated,
    fit_calibration,
    fit_several_labels_threshold,
    one_hot,
)
from model_training.encoder_states import ClipExample
from model_training.folds import PREDICTIONS_FILE, Places, read_predictions
from model_training.fusion import Texts, Voices
from model_training.held_out_predictions import Heard, Said, join, load_text, say_text
from model_training.pipeline import MEASURED_FOLD, TEXT_FOLDS, folds_folder, made, read_made
from model_training.prepare import NO_EMOTION
from model_training.runs import CONFIG_FILE
from model_training.speakers import Spoken, fit_to_speakers, to_manifest
from model_training.speech_corpora import Clip, manifest_of, read_manifest
from model_training.splits import (
    CORPUS_PROTOCOL,
    HoldOut,
    fold_of_dialogue,
    parse_hold_out,
)
from model_training.text import split_held_out, targets_of
from model_training.text_corpora import LabelledText, read_goemotions, read_meld

FUSION_INPUTS_FILE: Final = "opinions.safetensors"
CALIBRATION_FILE: Final = "calibration.json"


@dataclass(frozen=True)
class HeldOutConfig:
    """Seeds of the networks, the share of held-out comments, and the measured fold.

    Speakers and dialogues of the fold `without` are not used for fitting: they are test data.
    """

    held_out_share: float
    text_seed: int
    speech_seed: int
    without: str = ""


def held_out_config(runs: Path, without: str) -> HeldOutConfig:
    """Read the configuration from the runs `text` and `speech`."""
    text, speech = (read_made(runs / name / CONFIG_FILE) for name in ("text", "speech"))
    return HeldOutConfig(text["held_out_share"], text["seed"], speech["seed"], without)


def trained_hold_outs(places: Places, seed: int) -> list[HoldOut]:
    """List the hold-outs of the last run of `folds`.

    Raises
    ------
    UserFacingError
        If there was none, or it did not hold out a corpus, or the fold that is measured.
    """
    clips = read_manifest(manifest_of(places.data))
    report = read_made(folds_folder(places.runs, seed).with_suffix(".json"))
    found = [parse_hold_out(name, clips) for name in report["hold_outs"]]
    if MEASURED_FOLD not in report["hold_outs"] or CORPUS_PROTOCOL not in {
        hold_out.protocol for hold_out in found
    }:
        raise UserFacingError(
            f"The folds do not hold out any corpus, or do not include {MEASURED_FOLD}",
            "Run `folds` without --hold-out, or hold out a corpus and this fold.",
        )
    return found


def predictions_of(places: Places, config: HeldOutConfig) -> list[Path]:
    """List the files that are read: speech predictions and text network weights.

    Raises
    ------
    UserFacingError
        If one is missing.
    """
    folds = folds_folder(places.runs, config.speech_seed)
    hold_outs = trained_hold_outs(places, config.speech_seed)
    texts = [places.runs / "text-folds" / name / "text.safetensors" for name in TEXT_FOLDS]
    return [
        made(file) for file in (*(folds / h.name / PREDICTIONS_FILE for h in hold_outs), *texts)
    ]


@dataclass(frozen=True, slots=True)
class Strangers:
    """Predictions for clips by networks that have not seen them, one per row.

    `left_out` states whether that network never saw the whole corpus; `clean` whether the
    clip was unchanged.
    """

    heard: Heard
    examples: list[ClipExample]
    left_out: npt.NDArray[np.bool_]
    clean: npt.NDArray[np.bool_]

    def rows(self, chosen: npt.NDArray[np.bool_]) -> "Strangers":
        """Select some of the rows."""
        kept = np.flatnonzero(chosen)
        return Strangers(
            self.heard.rows(torch.from_numpy(kept)),
            [self.examples[i] for i in kept],
            self.left_out[chosen],
            self.clean[chosen],
        )

    def left_out_clean(self) -> "Strangers":
        """Select the clean clips that were predicted without their corpus."""
        return self.rows(self.left_out & self.clean & (self.emotions != NO_EMOTION))

    def spoken(self) -> Spoken:
        """Return the speakers of the clips."""
        return Spoken(
            self.heard.logits,
            self.heard.embeddings,
            self.emotions,
            np.array([clip.corpus for clip in self.clips]),
            np.array([clip.speaker for clip in self.clips]),
        )

    @property
    def clips(self) -> list[Clip]:
        """The clip of every row."""
        return [clip for _, clip in self.examples]

    @property
    def emotions(self) -> npt.NDArray[np.int64]:
        """The emotion of every row, `NO_EMOTION` for a pause."""
        return np.array([example.emotion for example, _ in self.examples])


def read_strangers(places: Places, seed: int) -> Strangers:
    """Read the predictions of the networks of `folds`."""
    found: list[Heard] = []
    examples: list[ClipExample] = []
    left_out: list[bool] = []
    clean: list[bool] = []
    for hold_out in trained_hold_outs(places, seed):
        folder = folds_folder(places.runs, seed) / hold_out.name
        heard, tested, n_clean = read_predictions(places, folder, hold_out)
        found.append(heard)
        examples += tested
        left_out += [hold_out.protocol == CORPUS_PROTOCOL] * len(tested)
        clean += [i < n_clean for i in range(len(tested))]
    return Strangers(join(found), examples, np.array(left_out), np.array(clean))


@dataclass(frozen=True, slots=True)
class UnreadTexts:
    """Texts with predictions by a network that has not seen them."""

    items: list[LabelledText]
    said: Said


def read_unread(places: Places, config: HeldOutConfig) -> UnreadTexts:
    """Predict held-out comments and lines of dialogue, with their context.

    Lines of the fold `without` are left out: they test.
    """
    _, comments = split_held_out(
        read_goemotions(places.data, "train"), config.held_out_share, config.text_seed
    )
    items: list[LabelledText] = []
    said: list[Said] = []
    lines = read_meld(places.data, "train")
    for i, (name, folds) in enumerate(TEXT_FOLDS.items()):
        asked = set(folds) - {config.without}
        unread = [line for line in lines if fold_of_dialogue(line.dialogue) in asked]
        unread += comments if i == 0 else []
        network, tokenizer = load_text(places.runs / "text-folds" / name)
        texts, contexts = [one.text for one in unread], [one.context for one in unread]
        said.append(say_text(network, tokenizer, texts, contexts))
        items += unread
    return UnreadTexts(items, _join_said(said))


def _join_said(parts: Sequence[Said]) -> Said:
    return Said(
        torch.cat([part.logits for part in parts]),
        pad_sequence([row for part in parts for row in part.words], batch_first=True),
        pad_sequence([row for part in parts for row in part.attention], batch_first=True),
        torch.cat([part.traits for part in parts]),
    )


def calibrate(places: Places, config: HeldOutConfig, out: Path) -> None:
    """Fit the temperatures of speech and text; write them and the predictions to `out`."""
    strangers = read_strangers(places, config.speech_seed)
    if config.without:
        strangers = strangers.rows(~held_by(config.without, places.data, strangers.clips))
    unread = read_unread(places, config)
    everybody = read_manifest(manifest_of(places.data))
    spoken = sorted({clip.text for clip in everybody if clip.text and not clip.dialogue})
    network, tokenizer = load_text(places.runs / "text-folds" / next(iter(TEXT_FOLDS)))
    spoken_said = say_text(network, tokenizer, spoken)

    speech = calibrate_speech(strangers)
    left_out = strangers.left_out_clean()
    normalisation = fit_to_speakers(left_out.spoken(), corpus_weights(left_out.clips), speech)
    text, threshold = _calibrate_text(unread)
    save_file(
        _tensors(
            _voices(strangers, unread.items, spoken, speech),
            _texts(unread, spoken_said, text),
        ),
        out / FUSION_INPUTS_FILE,
    )
    found: dict[str, Any] = {
        "speech": asdict(speech),
        "text": asdict(text),
        "several_labels_from": threshold,
    }
    if normalisation is not None:
        found["speaker_normalisation"] = to_manifest(normalisation)
    (out / CALIBRATION_FILE).write_text(json.dumps(found, indent=2), encoding="utf-8")


def held_by(fold: str, data: Path, clips: Sequence[Clip]) -> npt.NDArray[np.bool_]:
    """Return which clips a fold holds out."""
    hold_out = parse_hold_out(fold, read_manifest(manifest_of(data)))
    return np.array([hold_out.holds(clip) for clip in clips])


def read_fusion_inputs(folder: Path) -> tuple[Voices, Texts]:
    """Read the predictions that `calibrate` stored."""
    stored = load_file(made(folder / FUSION_INPUTS_FILE))
    return (
        Voices(
            _findings(stored, "voices"),
            stored["voices.emotions"].numpy(),
            stored["voices.words"].numpy(),
            stored["voices.real"].numpy(),
            stored["voices.left_out"].numpy(),
            stored["voices.weights"].numpy(),
        ),
        Texts(
            _findings(stored, "texts"),
            stored["texts.emotions"].numpy(),
            stored["texts.given"].numpy(),
        ),
    )


def _findings(stored: dict[str, Tensor], of: str) -> ModalityEvidence:
    return ModalityEvidence(*(stored[f"{of}.{field.name}"] for field in fields(ModalityEvidence)))


def _tensors(voices: Voices, texts: Texts) -> dict[str, Tensor]:
    tensors = {
        "voices.emotions": torch.from_numpy(voices.emotions),
        "voices.words": torch.from_numpy(voices.words),
        "voices.real": torch.from_numpy(voices.real),
        "voices.left_out": torch.from_numpy(voices.left_out),
        "voices.weights": torch.from_numpy(voices.weights),
        "texts.emotions": torch.from_numpy(texts.emotions),
        "texts.given": torch.from_numpy(texts.given),
    }
    for of, found in (("voices", voices.found), ("texts", texts.found)):
        tensors |= {f"{of}.{field.name}": getattr(found, field.name) for field in fields(found)}
    return {name: tensor.contiguous() for name, tensor in tensors.items()}


def corpus_weights(clips: Sequence[Clip]) -> npt.NDArray[np.float64]:
    """Weight clips so that every corpus counts the same: a new voice belongs to none."""
    counts = Counter(clip.corpus for clip in clips)
    return np.array([1 / counts[clip.corpus] for clip in clips])


def calibrate_speech(strangers: Strangers) -> Calibration:
    """Fit the temperature to clean clips of held-out corpora."""
    rows = strangers.left_out_clean()
    return fit_calibration(
        rows.heard.logits,
        one_hot(torch.from_numpy(rows.emotions)),
        torch.from_numpy(corpus_weights(rows.clips)).float(),
    )


def _calibrate_text(unread: UnreadTexts) -> tuple[Calibration, float]:
    targets = targets_of(unread.items)
    shares = targets / targets.sum(dim=1, keepdim=True)
    counts = Counter(item.corpus for item in unread.items)
    weights = torch.tensor([1 / counts[item.corpus] for item in unread.items])
    calibration = fit_calibration(unread.said.logits, shares, weights)
    comments = torch.tensor([item.corpus == "goemotions" for item in unread.items])
    probabilities = calibrated(unread.said.logits[comments], calibration).exp()
    threshold = fit_several_labels_threshold(probabilities.numpy(), targets[comments].numpy())
    return calibration, threshold


def _texts(unread: UnreadTexts, spoken: Said, calibration: Calibration) -> Texts:
    # A text with several emotions, or one that actors read, has no emotion to pair by.
    single = [item.labels[0] if len(item.labels) == 1 else NO_EMOTION for item in unread.items]
    said = _join_said([unread.said, spoken])
    return Texts(
        ModalityEvidence(
            calibrated(said.logits, calibration),
            calibrated(said.words, calibration),
            said.attention,
            said.traits,
        ),
        np.array(single + [NO_EMOTION] * len(spoken.logits)),
        np.array([False] * len(single) + [True] * len(spoken.logits)),
    )


def _voices(
    strangers: Strangers,
    items: list[LabelledText],
    spoken: list[str],
    calibration: Calibration,
) -> Voices:
    place: dict[Any, int] = {text: len(items) + i for i, text in enumerate(spoken)}
    place |= {
        (item.corpus, item.dialogue, item.line): i for i, item in enumerate(items) if item.dialogue
    }
    clips = strangers.clips
    words = [place.get((c.corpus, c.dialogue, c.line) if c.dialogue else c.text, -1) for c in clips]
    return Voices(
        ModalityEvidence(
            calibrated(strangers.heard.logits, calibration),
            calibrated(strangers.heard.frames, calibration),
            strangers.heard.attention,
            strangers.heard.traits,
        ),
        strangers.emotions,
        np.array(words),
        np.array([bool(clip.dialogue) for clip in clips]) & (strangers.emotions != NO_EMOTION),
        strangers.left_out & strangers.clean & (strangers.emotions != NO_EMOTION),
        corpus_weights(clips),
    )
