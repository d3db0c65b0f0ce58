"""Measures a bundle, with the program's own `evaluate` where possible.

Every set is a manifest that stays next to its metrics, so that each number can be reproduced
with the command that the card names.
"""

import csv
import json
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, TypeVar

import numpy as np

from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.domain.labels import EMOTIONS
from emotion_desktop.inference.bundle import MANIFEST_FILE
from model_training.attention_check import check_attention
from model_training.corpora import known_sex
from model_training.pipeline import MEASURED_FOLD, read_made
from model_training.robustness import measure_conditions, measure_without_speech, read_sound
from model_training.runs import fingerprint
from model_training.speech_corpora import Clip, manifest_of, read_manifest
from model_training.splits import parse_hold_out
from model_training.text_corpora import LabelledText, read_goemotions, read_meld

_COLUMNS: Final = (
    *("path", "corpus", "speaker", "emotion", "label", "text", "seconds"),
    *("language", "sex", "dialogue"),
)
_PAIR_SEED: Final = 0

CONDITIONS_FILE: Final = "conditions.json"
WITHOUT_SPEECH_FILE: Final = "without-speech.json"
ATTENTION_FILE: Final = "attention.json"
STRANGERS_FILE: Final = "strangers.json"

_CONDITION_CLIPS: Final = 480
_ATTENTION_CLIPS: Final = 240
_ATTENTION_TEXTS: Final = 600

#: By which outputs are compared.
MAIN_FIGURES: Final = ("uar", "accuracy", "macro_f1", "weighted_f1", "ece")

Row = dict[str, str]
_Item = TypeVar("_Item")


@dataclass(frozen=True, slots=True)
class Figures:
    """A set of utterances and the results reported for it.

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
    by_speaker : str
        As `evaluate --by-speaker` takes it.
    """

    name: str
    title: str
    uses: str
    noise_snr_db: float | None = None
    by_speaker: str = "off"

    @property
    def _further(self) -> str:
        noise = "" if self.noise_snr_db is None else f" --noise {self.noise_snr_db:g}"
        return noise + ("" if self.by_speaker == "off" else f" --by-speaker {self.by_speaker}")

    @property
    def file(self) -> str:
        """Name of the file with the results."""
        noise = "" if self.noise_snr_db is None else f"-{self.noise_snr_db:g}dB"
        by_speaker = "" if self.by_speaker == "off" else f"-{self.by_speaker}"
        return f"{self.name}{noise}{by_speaker}.json"

    @property
    def command(self) -> str:
        """The command line that reproduces these results."""
        return f"emotion-desktop evaluate {self.name}.csv --use {self.uses}{self._further}"

    def arguments(self, data: Path, out: Path, bundle: Path) -> list[str]:
        """Return the arguments for the program; the manifests are in `out`."""
        further = ["--root", str(data / "speech"), "--bundle", str(bundle)]
        json_file = ["--json", str(out / self.file)]
        command = ["evaluate", str(out / f"{self.name}.csv"), "--use", self.uses]
        return [*command, *self._further.split(), *further, *json_file]


SETS: Final = (
    Figures("dialogues", "MELD, dialogues that no network has seen, speech and text", "all"),
    Figures("speakers", "Unseen speakers, the corpora's own fixed sentences", "all"),
    Figures("speakers", "The same, normalised to the speaker (whole)", "all", by_speaker="whole"),
    Figures("speakers", "The same, normalised to the speaker (causal)", "all", by_speaker="causal"),
    Figures("matched", "Unseen speakers, text of a different sentence with the same label", "all"),
    Figures("conflicting", "Unseen speakers, text with a different label", "all"),
    Figures("goemotions", "GoEmotions dev (Ekman), text only", "text"),
    Figures("meld", "MELD dev, one line at a time, text only", "text"),
    Figures("meld-dialogues", "MELD dev, each line with its context, text only", "text"),
    Figures("speakers", "Unseen speakers, babble at 10 dB", "all", 10.0),
    Figures("matched", "Text with the same label, babble at 0 dB", "all", 0.0),
)


def measure(
    data: Path,
    out: Path,
    bundle: Path,
    *,
    limit: int | None = None,
    resume: bool = False,
) -> None:
    """Measure the bundle; write one JSON file per set, and the additional results.

    Parameters
    ----------
    data : Path
        Folder with the corpora.
    out : Path
        Folder for manifests and metrics.
    bundle : Path
        The engine to measure.
    limit : int or None
        Utterances of each set, taken evenly; None takes all.
    resume : bool
        Keep the figures that a killed run wrote about the same bundle and data.

    Raises
    ------
    UserFacingError
        If there is no bundle yet.
    """
    files = read_made(bundle / MANIFEST_FILE)["files"]
    out.mkdir(parents=True, exist_ok=True)
    _write_manifests(data, out, limit)
    _forget_others(out, fingerprint(sorted(out.glob("*.csv")), files), resume=resume)
    for item in SETS:
        if not (out / item.file).exists():
            _evaluate(item, data, out, bundle)
    n_clips = min(limit or _CONDITION_CLIPS, _CONDITION_CLIPS)
    for name, measured in _further(data, out, bundle, n_clips).items():
        if not (out / name).exists():
            write_json(out / name, measured())


def _further(
    data: Path, out: Path, bundle: Path, n_clips: int
) -> dict[str, Callable[[], dict[str, Any]]]:
    """Return the additional measurements, by output file."""
    root = data / "speech"
    return {
        CONDITIONS_FILE: lambda: measure_conditions(out / "matched.csv", root, bundle, n_clips),
        WITHOUT_SPEECH_FILE: lambda: measure_without_speech(out / "without-speech", bundle),
        ATTENTION_FILE: lambda: _check_attention(root, out, bundle),
    }


def store_metrics(out: Path, bundle: Path) -> None:
    """Write the main figures of every set to the bundle's manifest."""
    path = bundle / MANIFEST_FILE
    manifest = json.loads(path.read_text(encoding="utf-8"))
    found = {item: json.loads((out / item.file).read_text(encoding="utf-8")) for item in SETS}
    use = main_figures({item.file: found[item]["use"] for item in SETS})
    manifest["metrics"] = [
        {
            "title": item.title,
            "command": item.command,
            "n": found[item]["n"],
            "use": use[item.file],
        }
        for item in SETS
    ]
    write_json(path, manifest)


def main_figures(sets: Mapping[str, Any]) -> dict[str, Any]:
    """Reduce each set and output to the compared metrics, to five places."""
    return {
        name: {
            output: {key: round(values[key], 5) for key in MAIN_FIGURES}
            for output, values in use.items()
            if values is not None
        }
        for name, use in sets.items()
    }


def _forget_others(out: Path, inputs: str, *, resume: bool) -> None:
    """Remove results of another bundle or other data."""
    stamp = out / "inputs.txt"
    if not (resume and stamp.exists() and stamp.read_text(encoding="utf-8") == inputs):
        for stale in out.glob("*.json"):
            stale.unlink()
    stamp.write_text(inputs, encoding="utf-8")


def write_json(path: Path, values: object) -> None:
    """Write JSON completely or not at all."""
    partial = path.with_suffix(".partial")
    partial.write_text(json.dumps(values, indent=2) + "\n", encoding="utf-8")
    partial.replace(path)


def _evaluate(item: Figures, data: Path, out: Path, bundle: Path) -> None:
    command = item.arguments(data, out, bundle)
    subprocess.run([sys.executable, "-m", "emotion_desktop", *command], check=True)  # noqa: S603


def _check_attention(root: Path, out: Path, bundle: Path) -> dict[str, Any]:
    paths = [row["path"] for row in _read(out / "speakers.csv")]
    texts = [row["text"] for row in _read(out / "goemotions.csv")]
    sounds = [read_sound(root / path) for path in _evenly(paths, _ATTENTION_CLIPS)]
    return check_attention(bundle, sounds, _evenly(texts, _ATTENTION_TEXTS))


def _evenly(items: Sequence[_Item], limit: int | None) -> list[_Item]:
    if limit is None or len(items) <= limit:
        return list(items)
    return [items[i * len(items) // limit] for i in range(limit)]


def _read(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _write_manifests(data: Path, out: Path, limit: int | None) -> None:
    everybody = read_manifest(manifest_of(data))
    hold_out = parse_hold_out(MEASURED_FOLD, everybody)
    held = [clip for clip in everybody if hold_out.holds(clip)]
    if not held:
        raise UserFacingError(
            f"{MEASURED_FOLD} holds out none of the speakers in the data", "Add more speakers."
        )
    clips = _evenly([clip for clip in held if not clip.dialogue], limit)
    said = {(line.dialogue, line.line): line.text for line in read_meld(data, "train")}
    lines = sorted((c for c in held if c.dialogue), key=lambda c: (int(c.dialogue), int(c.line)))
    goemotions = read_goemotions(data, "dev")
    meld = read_meld(data, "dev")
    _write(out / "speakers.csv", [_row(clip, clip.text, data) for clip in clips])
    _write(
        out / "dialogues.csv",
        (
            _row(c, said.get((c.dialogue, c.line), c.text), data) | {"dialogue": c.dialogue}
            for c in lines[:limit]
        ),
    )
    _write(out / "goemotions.csv", map(_text_row, _evenly(goemotions, limit)))
    _write(out / "meld.csv", map(_text_row, _evenly(meld, limit)))
    _write(  # a part of the dialogues, not of the lines
        out / "meld-dialogues.csv",
        (_text_row(line) | {"dialogue": line.dialogue} for line in meld[:limit]),
    )
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
        "language": "" if text else clip.language,
        "sex": clip.sex or known_sex(clip.corpus, clip.speaker),
    }


def _text_row(item: LabelledText) -> Row:
    emotion = "|".join(EMOTIONS[label] for label in item.labels)
    return {"corpus": item.corpus, "emotion": emotion, "text": item.text}


def _write(path: Path, rows: Iterable[Row]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, _COLUMNS)
        writer.writeheader()
        writer.writerows(rows)
