"""A data folder and stored states that no sound was needed for."""

import csv
import json
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import save_file

from emotion_desktop.domain.labels import EMOTIONS
from emotion_desktop.networks.sizes import SPEECH_TRAITS, TEXT_TRAITS
from model_training.augmented_views import TRAIN, clips_in_order
from model_training.folds import Places
from model_training.held_out import FUSION_INPUTS_FILE
from model_training.pipeline import folds_folder
from model_training.prepare import NO_EMOTION, write_shard
from model_training.speech_corpora import manifest_of, read_manifest
from model_training.splits import standard_hold_outs

SPEAKERS = {
    "ravdess": ["ravdess-01", "ravdess-02", "ravdess-15", "ravdess-17"],
    "crema-d": ["crema-d-1001", "crema-d-1061"],
}
WIDTH = 160


def make_data(folder: Path) -> Path:
    """Write a manifest of clips that do not exist, three of each speaker and emotion."""
    (folder / "speech").mkdir(parents=True)
    with (folder / "speech" / "manifest.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["path", "corpus", "speaker", "emotion", "text"])
        for corpus, speakers in SPEAKERS.items():
            for speaker in speakers:
                for emotion in EMOTIONS:
                    for take in (1, 2, 3):
                        name = f"{corpus}/{speaker}-{emotion}-{take}.wav"
                        writer.writerow([name, corpus, speaker, emotion, "Say it"])
    return folder


def make_states(data: Path, states: Path) -> None:
    """Store states of all passes, in which every emotion moves channels of its own."""
    rng = np.random.default_rng(0)
    for spec in TRAIN:
        index, parts = [], []
        for i, clip in enumerate(clips_in_order(data)[: spec.n_clips]):
            length = int(rng.integers(40, 60))
            part = rng.standard_normal((length, WIDTH)).astype(np.float16)
            part[:, clip.emotion * 20 : clip.emotion * 20 + 20] += 2
            parts.append(part)
            index.append((i, clip.emotion, length))
        (states / spec.name).mkdir(parents=True)
        traits = rng.standard_normal((len(index), SPEECH_TRAITS - 1)).astype(np.float32)
        arrays = {"states": np.concatenate(parts), "traits": traits}
        write_shard(states / spec.name, 0, arrays, index)


def make_texts(data: Path) -> None:
    """Write forty texts of each corpus."""
    goemotions, meld = data / "text" / "goemotions-ekman", data / "text" / "meld"
    for folder in (goemotions, meld):
        folder.mkdir(parents=True)
    (goemotions / "labels.txt").write_text("\n".join(EMOTIONS), encoding="utf-8")
    lines = [f"this is text {i}\t{i % 7}\tid{i}\n" for i in range(40)]
    (goemotions / "train.tsv").write_text("".join(lines), encoding="utf-8")
    lines = [f"that is line {i},{EMOTIONS[i % 7]},{i // 5},{i % 5}\n" for i in range(40)]
    (meld / "train_sent_emo.csv").write_text(
        "Utterance,Emotion,Dialogue_ID,Utterance_ID\n" + "".join(lines), "utf-8"
    )


def make_fusion_inputs(folder: Path) -> None:
    """Store predictions for twenty voices and texts of each emotion, and on twenty silences.

    Of the voices half choose their words, and every third corpus was left out.
    """
    folder.mkdir(parents=True)
    emotions = torch.tensor([*range(len(EMOTIONS)), NO_EMOTION]).repeat(20)
    rows, spoken = torch.arange(len(emotions)), emotions != NO_EMOTION
    torch.manual_seed(0)
    tensors = {
        "voices.words": torch.where(spoken, rows, -1),
        "texts.given": torch.zeros(len(emotions), dtype=torch.bool),
        "voices.real": spoken & (rows % 2 == 0),
        "voices.left_out": spoken & (rows % 3 == 0),
        "voices.weights": torch.ones(len(emotions), dtype=torch.double),
    }
    for kind, n_traits in (("voices", SPEECH_TRAITS), ("texts", TEXT_TRAITS)):
        tensors[f"{kind}.emotions"] = emotions.clone()
        parts = torch.randn(len(emotions), 5, len(EMOTIONS)).log_softmax(-1)
        tensors[f"{kind}.logs"] = parts[:, 0].clone()
        tensors[f"{kind}.parts"] = parts
        tensors[f"{kind}.attention"] = torch.full(parts.shape[:2], 1 / parts.shape[1])
        tensors[f"{kind}.traits"] = torch.randn(len(emotions), n_traits)
    save_file(tensors, folder / FUSION_INPUTS_FILE)


def report_folds(places: Places, seed: int) -> None:
    """Store, as `folds` does at its end, that all hold-outs of the data were trained."""
    names = [one.name for one in standard_hold_outs(read_manifest(manifest_of(places.data)))]
    report = folds_folder(places.runs, seed).with_suffix(".json")
    report.parent.mkdir(parents=True, exist_ok=True)
    report.write_text(json.dumps({"hold_outs": dict.fromkeys(names)}), encoding="utf-8")
