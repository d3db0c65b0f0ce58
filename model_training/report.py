"""Measure a bundle with the program's own `evaluate`, and write its card from the result.

Every set is a manifest that stays beside its figures, so that each number can be had
again with the command that the card names.
"""

import csv
import json
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np

from emotion_desktop.domain.labels import EMOTIONS
from emotion_desktop.inference.bundle import MANIFEST_FILE
from model_training.speech_corpora import Clip, read_manifest
from model_training.splits import clips_of
from model_training.text_corpora import LabelledText, read_goemotions, read_meld

_COLUMNS: Final = ("path", "corpus", "speaker", "emotion", "label", "text", "seconds")
_PAIR_SEED: Final = 0

Row = dict[str, str]


@dataclass(frozen=True, slots=True)
class Figures:
    """A set of utterances and what of it is reported.

    Attributes
    ----------
    name : str
        Of the manifest and its figures.
    title : str
        What it shows, for the card.
    uses : str
        As `evaluate --use` takes it.
    noise_snr_db : float or None
        As `evaluate --noise` takes it.
    """

    name: str
    title: str
    uses: str
    noise_snr_db: float | None = None


SETS: Final = (
    Figures("speakers", "Unseen speakers, the corpora's own fixed sentences", "all"),
    Figures("matched", "Unseen speakers, words of another text of the same emotion", "all"),
    Figures("conflicting", "Unseen speakers, words of a text of another emotion", "all"),
    Figures("goemotions", "GoEmotions dev (Ekman), text only", "text"),
    Figures("meld", "MELD dev, one line at a time, text only", "text"),
    Figures("speakers", "Unseen speakers, babble at 10 dB", "all", 10.0),
    Figures("matched", "Matched words, babble at 0 dB", "all", 0.0),
)


def measure(data: Path, out: Path, bundle: Path) -> None:
    """Evaluate the bundle on every set and store the figures in its manifest."""
    out.mkdir(parents=True, exist_ok=True)
    _write_manifests(data, out)
    path = bundle / MANIFEST_FILE
    manifest = json.loads(path.read_text(encoding="utf-8"))
    manifest["metrics"] = [_figures(item, data, out, bundle) for item in SETS]
    path.write_text(json.dumps(manifest, indent=2) + "\n", encoding="utf-8")


def _figures(item: Figures, data: Path, out: Path, bundle: Path) -> dict[str, Any]:
    noise = "" if item.noise_snr_db is None else f"-{item.noise_snr_db:g}dB"
    result = out / f"{item.name}{noise}.json"
    command = ["evaluate", str(out / f"{item.name}.csv"), "--root", str(data / "speech")]
    command += ["--use", item.uses, "--bundle", str(bundle), "--json", str(result)]
    if item.noise_snr_db is not None:
        command += ["--noise", f"{item.noise_snr_db:g}"]
    subprocess.run([sys.executable, "-m", "emotion_desktop", *command], check=True)  # noqa: S603
    found = json.loads(result.read_text(encoding="utf-8"))
    command_shown = f"emotion-desktop evaluate {item.name}.csv --use {item.uses}"
    if item.noise_snr_db is not None:
        command_shown += f" --noise {item.noise_snr_db:g}"
    return {"title": item.title, "command": command_shown, "n": found["n"], "use": found["use"]}


def _write_manifests(data: Path, out: Path) -> None:
    clips = clips_of(read_manifest(data / "speech" / "manifest.csv"), "test")
    text = data / "text"
    goemotions = read_goemotions(text / "goemotions-ekman", "dev")
    meld = read_meld(text / "meld", "dev")
    _write(out / "speakers.csv", [_row(clip, clip.text, data) for clip in clips])
    _write(out / "goemotions.csv", map(_text_row, goemotions))
    _write(out / "meld.csv", map(_text_row, meld))
    for name in ("matched", "conflicting"):
        _write(
            out / f"{name}.csv", _pairs(clips, goemotions + meld, data, matched=name == "matched")
        )


def _pairs(
    clips: Sequence[Clip], texts: Sequence[LabelledText], data: Path, *, matched: bool
) -> Iterator[Row]:
    rng = np.random.default_rng(_PAIR_SEED)
    texts_of = [[item for item in texts if item.labels == (i,)] for i in range(len(EMOTIONS))]
    for clip in clips:
        others = [i for i in range(len(EMOTIONS)) if i != clip.emotion]
        emotion = clip.emotion if matched else others[rng.integers(len(others))]
        choice = texts_of[emotion]
        yield _row(clip, choice[rng.integers(len(choice))].text, data)


def _row(clip: Clip, text: str, data: Path) -> Row:
    path = str(clip.path.relative_to(data / "speech"))
    emotion = EMOTIONS[clip.emotion]
    return {"path": path, "corpus": clip.corpus, "speaker": clip.speaker} | {
        "emotion": emotion,
        "label": emotion,
        "text": text,
    }


def _text_row(item: LabelledText) -> Row:
    emotion = "|".join(EMOTIONS[label] for label in item.labels)
    return {"corpus": item.corpus, "emotion": emotion, "text": item.text}


def _write(path: Path, rows: Iterable[Row]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, _COLUMNS)
        writer.writeheader()
        writer.writerows(rows)
