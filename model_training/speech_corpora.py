"""Labelled clips of speech, by a manifest."""

import csv
from dataclasses import dataclass
from pathlib import Path

import soundfile

from emotion_desktop.domain.audio import SAMPLE_RATE_HZ, FloatArray
from emotion_desktop.domain.labels import EMOTIONS


@dataclass(frozen=True, slots=True)
class Clip:
    """One utterance of an actor; `emotion` is an index into `EMOTIONS`."""

    path: Path
    corpus: str
    speaker: str
    emotion: int
    text: str


def read_manifest(manifest: Path) -> list[Clip]:
    """Read a CSV with the columns path, corpus, speaker, emotion and text."""
    with manifest.open(encoding="utf-8", newline="") as file:
        return [
            Clip(
                manifest.parent / row["path"],
                row["corpus"],
                row["speaker"],
                EMOTIONS.index(row["emotion"]),
                row["text"],
            )
            for row in csv.DictReader(file)
        ]


def read_clip(clip: Clip) -> FloatArray:
    """Read the samples of a 16 kHz mono clip, shape (n,)."""
    samples: FloatArray
    samples, rate_hz = soundfile.read(clip.path, dtype="float32")
    if rate_hz != SAMPLE_RATE_HZ or samples.ndim != 1:
        raise ValueError(f"{clip.path} is not 16 kHz mono; run `prepare` on the originals")
    return samples
