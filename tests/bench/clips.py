"""A sample of the shared clips that holds every emotion and every corpus as evenly as it can."""

import csv
from collections import defaultdict
from itertools import chain, islice, zip_longest
from pathlib import Path
from typing import NamedTuple

import numpy as np
import soundfile

from emotion_desktop.domain.audio import SAMPLE_RATE_HZ, FloatArray


class Clip(NamedTuple):
    path: Path
    emotion: str

    def read(self) -> FloatArray:
        samples, rate_hz = soundfile.read(self.path, dtype="float32", always_2d=True)
        assert rate_hz == SAMPLE_RATE_HZ
        mono: FloatArray = samples.mean(axis=1)
        return mono


def balanced(data: Path, n_per_emotion: int) -> list[Clip]:
    """Draw clips, of each emotion as many from one corpus as from another while they last."""
    with (data / "speech" / "manifest.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    by_corpus: dict[str, dict[str, list[Clip]]] = defaultdict(lambda: defaultdict(list))
    for i in np.random.default_rng(0).permutation(len(rows)):
        row = rows[i]
        clip = Clip(data / "speech" / row["path"], row["emotion"])
        by_corpus[row["emotion"]][row["corpus"]].append(clip)
    chosen: list[Clip] = []
    for emotion in sorted(by_corpus):
        in_turn = chain.from_iterable(zip_longest(*by_corpus[emotion].values()))
        chosen += islice((clip for clip in in_turn if clip is not None), n_per_emotion)
    return chosen
