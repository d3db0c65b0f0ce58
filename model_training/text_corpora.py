"""GoEmotions (Ekman grouping) and MELD as one list of labelled texts."""

import csv
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from emotion_desktop.domain.labels import EMOTIONS

_SYNONYMS: Final = {"joy": "happiness"}


@dataclass(frozen=True, slots=True)
class LabelledText:
    """A text with one or more indices into `EMOTIONS`."""

    text: str
    labels: tuple[int, ...]
    corpus: str


def _index(name: str) -> int:
    return EMOTIONS.index(_SYNONYMS.get(name, name))


def read_goemotions(folder: Path, part: str) -> list[LabelledText]:
    """Read `train` or `dev` of GoEmotions; the labels' order stands in `labels.txt`."""
    names = (folder / "labels.txt").read_text(encoding="utf-8").split()
    with (folder / f"{part}.tsv").open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [
            LabelledText(
                row[0],
                tuple(sorted({_index(names[int(label)]) for label in row[1].split(",")})),
                "goemotions",
            )
            for row in rows
        ]


def read_meld(folder: Path, part: str) -> list[LabelledText]:
    """Read `train` or `dev` of MELD, one line of dialogue each."""
    with (folder / f"{part}_sent_emo.csv").open(encoding="utf-8", newline="") as file:
        return [
            LabelledText(row["Utterance"], (_index(row["Emotion"]),), "meld")
            for row in csv.DictReader(file)
        ]


def read_texts(data: Path, part: str) -> list[LabelledText]:
    """Read `train` or `dev` of both corpora from the `text` folder of `data`."""
    return read_goemotions(data / "text" / "goemotions-ekman", part) + read_meld(
        data / "text" / "meld", part
    )
