"""Word error rate of the installed recogniser against the length that clips are padded to."""

import csv
from pathlib import Path

import numpy as np
import soundfile

from emotion_desktop.domain.audio import SAMPLE_RATE_HZ
from emotion_desktop.inference.asr import Recogniser, resolve_model
from emotion_desktop.inference.whisper import load_whisper

N_CLIPS = 150
PADDED_S = (6, 7, 8, 10, 30)


def words(text: str) -> list[str]:
    return "".join(c for c in text.lower() if c.isalpha() or c in " '").split()


def edits(said: list[str], heard: list[str]) -> int:
    row = np.arange(len(heard) + 1)
    for i, word in enumerate(said, 1):
        before, row[0] = row.copy(), i
        for j, other in enumerate(heard, 1):
            row[j] = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (word != other))
    return int(row[-1])


def test_ten_seconds_are_as_good_as_thirty(shared_data: Path) -> None:
    with (shared_data / "speech" / "manifest.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["text"]]
    chosen = [rows[i] for i in np.random.default_rng(0).integers(len(rows), size=N_CLIPS)]
    clips = [
        soundfile.read(shared_data / "speech" / row["path"], dtype="float32")[0] for row in chosen
    ]
    whisper = load_whisper(resolve_model(None), device="cpu", compute_type="int8", threads=2)
    recogniser = Recogniser(whisper)
    rates = {}
    for padded_s in PADDED_S:
        wrong = 0
        for row, clip in zip(chosen, clips, strict=True):
            [heard] = recogniser.transcribe([clip], max(padded_s * SAMPLE_RATE_HZ, len(clip)))
            spoken = " ".join(word.text for word in heard.words)
            wrong += edits(words(row["text"]), words(spoken))
        rates[padded_s] = wrong / sum(len(words(row["text"])) for row in chosen)
        print(f"\npadded to {padded_s} s: word error rate {rates[padded_s]:.3f}")
    assert rates[10] <= rates[30] + 0.02
