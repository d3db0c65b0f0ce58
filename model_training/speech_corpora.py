"""Labelled speech clips, listed in a manifest."""

import csv
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import soundfile

from emotion_desktop.domain.audio import SAMPLE_RATE_HZ, FloatArray
from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.domain.labels import EMOTIONS

_NO_MANIFEST: Final = "Specify its folder with --data, or create it with prepare --corpus."
_MELD_NAME: Final = re.compile(r"dia(\d+)_utt(\d+)$")
_SEXES: Final = {"f": "female", "m": "male"}


@dataclass(frozen=True, slots=True)
class Clip:
    """One labelled utterance.

    Attributes
    ----------
    path : Path
        The audio file.
    corpus, speaker : str
        Names; a speaker's is unique among all corpora.
    emotion : int
        Index into `EMOTIONS`.
    text : str
        The transcript; empty if it is unknown or not English.
    sex : str
        "female", "male", or empty if the manifest does not say.
    language : str
        Its code; empty if the manifest does not say.
    dialogue, line : str
        Names of the conversation that it belongs to and of its position there; empty if
        there is none.
    """

    path: Path
    corpus: str
    speaker: str
    emotion: int
    text: str
    sex: str = ""
    language: str = ""
    dialogue: str = ""
    line: str = ""


def manifest_of(data: Path) -> Path:
    """Return the manifest of a data folder.

    Raises
    ------
    UserFacingError
        If it is missing.
    """
    manifest = data / "speech" / "manifest.csv"
    if not manifest.is_file():
        raise UserFacingError(f"The manifest {manifest} is missing", _NO_MANIFEST)
    return manifest


def read_manifest(manifest: Path) -> list[Clip]:
    """Read a CSV with the columns path, corpus, speaker, emotion, text and perhaps sex, dialogue.

    Clips of MELD carry the dialogue and the line in their file's name.

    Raises
    ------
    UserFacingError
        If it is missing, lacks a column, or names an emotion that is not one of the seven.
    """
    try:
        with manifest.open(encoding="utf-8-sig", newline="") as file:
            return [_to_clip(row, manifest.parent) for row in csv.DictReader(file)]
    except OSError as error:
        raise UserFacingError(
            f"The manifest {manifest} cannot be read ({error.strerror})", _NO_MANIFEST
        ) from error
    except KeyError as error:
        raise UserFacingError(
            f"The manifest {manifest} is missing the column {error}",
            "The first row must contain the columns path,corpus,speaker,emotion,text.",
        ) from error


def _to_clip(row: dict[str, str], folder: Path) -> Clip:
    if row["emotion"] not in EMOTIONS:
        raise UserFacingError(
            f"{row['path']} has the unknown emotion '{row['emotion']}'",
            f"The labels are {', '.join(EMOTIONS)}.",
        )
    path = folder / row["path"]
    named = _MELD_NAME.search(path.stem) if row["corpus"] == "meld" else None
    return Clip(
        path,
        row["corpus"],
        row["speaker"],
        EMOTIONS.index(row["emotion"]),
        row["text"] if row.get("language", "en") in ("", "en") else "",
        _SEXES.get(row.get("sex") or "", row.get("sex") or ""),
        row.get("language") or "",
        named[1] if named else row.get("dialogue") or "",
        named[2] if named else "",
    )


def read_clip(clip: Clip) -> FloatArray:
    """Read the samples of a 16 kHz mono clip, shape (n,)."""
    samples: FloatArray
    samples, rate_hz = soundfile.read(clip.path, dtype="float32")
    if rate_hz != SAMPLE_RATE_HZ or samples.ndim != 1:
        raise ValueError(f"{clip.path} is not 16 kHz mono; run `prepare` on the originals")
    return samples
