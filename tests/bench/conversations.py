"""Long recordings for the benchmarks, joined from the shared clips of several speakers."""

import csv
from pathlib import Path

import numpy as np
import soundfile

RATE_HZ = 16_000


def join_clips(data: Path, out: Path, duration_s: float, seed: int = 0) -> Path:
    """Write a WAV of clips in random order with pauses of 0.2 to 1.5 s."""
    rng = np.random.default_rng(seed)
    with (data / "speech" / "manifest.csv").open(encoding="utf-8", newline="") as file:
        paths = [row["path"] for row in csv.DictReader(file) if row["corpus"] != "emovo"]
    written = 0
    with soundfile.SoundFile(out, "w", RATE_HZ, 1, "PCM_16") as sound:
        while written < duration_s * RATE_HZ:
            samples, _ = soundfile.read(data / "speech" / paths[rng.integers(len(paths))])
            pause = rng.standard_normal(round(rng.uniform(0.2, 1.5) * RATE_HZ)) * 1e-4
            sound.write(np.concatenate([samples, pause]))
            written += len(samples) + len(pause)
    return out
