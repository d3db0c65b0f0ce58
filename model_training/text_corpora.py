"""Reads GoEmotions (Ekman grouping) and MELD as one list of labelled texts."""

import csv
from collections import deque
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.domain.labels import EMOTIONS

#: Previous utterances that are kept with an utterance.
CONTEXT_UTTERANCES: Final = 3

_SYNONYMS: Final = {"joy": "happiness"}


@dataclass(frozen=True, slots=True)
class LabelledText:
    """A text with one or more indices into `EMOTIONS`.

    Attributes
    ----------
    text : str
        The text.
    labels : tuple of int
        Indices of its emotions.
    corpus : str
        Where it comes from.
    dialogue, line : str
        Names of its dialogue, unique within a part of a corpus, and of its position there; empty
        if there is none.
    context : tuple of str
        Up to `CONTEXT_UTTERANCES` previous utterances of the dialogue, oldest first.
    """

    text: str
    labels: tuple[int, ...]
    corpus: str
    dialogue: str = ""
    line: str = ""
    context: tuple[str, ...] = ()


def _index(name: str) -> int:
    return EMOTIONS.index(_SYNONYMS.get(name, name))


def files_of(data: Path, part: str) -> list[Path]:
    """Return the files that `read_texts` reads: GoEmotions, its labels, MELD.

    Raises
    ------
    UserFacingError
        If one is missing.
    """
    goemotions, meld = data / "text" / "goemotions-ekman", data / "text" / "meld"
    files = [goemotions / f"{part}.tsv", goemotions / "labels.txt", meld / f"{part}_sent_emo.csv"]
    for file in files:
        if not file.is_file():
            raise UserFacingError(
                f"{file} is missing",
                "Put GoEmotions (Ekman grouping: train.tsv, dev.tsv, labels.txt) and MELD "
                "(train_sent_emo.csv, dev_sent_emo.csv) there, or choose another folder "
                "with --data.",
            )
    return files


def read_goemotions(data: Path, part: str) -> list[LabelledText]:
    """Read `train` or `dev` of GoEmotions, with the label order of `labels.txt`."""
    texts, labels, _ = files_of(data, part)
    names = labels.read_text(encoding="utf-8").split()
    with texts.open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [
            LabelledText(
                row[0],
                tuple(sorted({_index(names[int(label)]) for label in row[1].split(",")})),
                "goemotions",
            )
            for row in rows
        ]


def read_meld(data: Path, part: str) -> list[LabelledText]:
    """Read `train` or `dev` of MELD in order, one line of dialogue each."""
    lines: list[LabelledText] = []
    said: deque[str] = deque(maxlen=CONTEXT_UTTERANCES)
    with files_of(data, part)[2].open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if not lines or lines[-1].dialogue != row["Dialogue_ID"]:
                said.clear()
            lines.append(
                LabelledText(
                    row["Utterance"],
                    (_index(row["Emotion"]),),
                    "meld",
                    row["Dialogue_ID"],
                    row["Utterance_ID"],
                    tuple(said),
                )
            )
            said.append(row["Utterance"])
    return lines


def read_texts(data: Path, part: str) -> list[LabelledText]:
    """Read `train` or `dev` of both corpora from the `text` folder of `data`."""
    return read_goemotions(data, part) + read_meld(data, part)
