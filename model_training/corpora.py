"""Reads acted corpora as distributed, with labels from their file names."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.domain.labels import EMOTIONS
from model_training.speech_corpora import Clip, read_manifest

_SUFFIXES: Final = frozenset({".wav", ".flac", ".mp3", ".ogg", ".opus"})

_CREMA_D_SENTENCES: Final = {
    "IEO": "It's eleven o'clock",
    "TIE": "That is exactly what happened",
    "IOM": "I'm on my way to the meeting",
    "IWW": "I wonder what this is about",
    "TAI": "The airplane is almost full",
    "MTI": "Maybe tomorrow it will be cold",
    "IWL": "I would like a new alarm clock",
    "ITH": "I think I have a doctor's appointment",
    "DFA": "Don't forget a jacket",
    "ITS": "I think I've seen this before",
    "TSI": "The surface is slick",
    "WSI": "We'll stop in a couple of minutes",
}
_RAVDESS_SENTENCES: Final = {
    "01": "Kids are talking by the door",
    "02": "Dogs are sitting by the door",
}
_EMODB_MEN: Final = frozenset({"03", "10", "11", "12", "15"})


@dataclass(frozen=True, slots=True)
class Corpus:
    """The naming scheme of a corpus.

    Attributes
    ----------
    pattern : str
        Regular expression for the end of a file's path without its suffix, with the
        groups `speaker`, `emotion` and, if the name contains it, `text`. Files that do
        not match are not part of the corpus.
    emotions : dict
        From the corpus's codes to labels; clips with other codes are left out.
    sex : callable
        From the group `speaker` to "female", "male" or "" (unknown).
    text : callable
        From the group `text` to the transcript; the program uses English text only, so
        corpora in other languages leave it empty.
    speaker : callable
        From the group `speaker` to one name per person.
    """

    pattern: str
    emotions: dict[str, str]
    sex: Callable[[str], str]
    text: Callable[[str], str] = lambda _: ""
    speaker: Callable[[str], str] = lambda name: name


def _female_if(condition: bool) -> str:
    return "female" if condition else "male"


CORPORA: Final = {
    "tess": Corpus(
        r"(?P<speaker>OAF?|YAF)_(?P<text>\w+)_(?P<emotion>[a-z]+)",
        {
            "angry": "anger",
            "disgust": "disgust",
            "fear": "fear",
            "happy": "happiness",
            "neutral": "neutral",
            "sad": "sadness",
            "ps": "surprise",
        },
        sex=lambda _: "female",
        text=lambda word: f"Say the word {word}",
        speaker=lambda name: {"OA": "OAF"}.get(name, name),  # one file is misspelt
    ),
    "ravdess": Corpus(
        r"03-01-(?P<emotion>\d\d)-\d\d-(?P<text>\d\d)-\d\d-(?P<speaker>\d\d)",
        {
            "01": "neutral",
            "02": "neutral",  # calm
            "03": "happiness",
            "04": "sadness",
            "05": "anger",
            "06": "fear",
            "07": "disgust",
            "08": "surprise",
        },
        sex=lambda actor: _female_if(int(actor) % 2 == 0),
        text=lambda code: _RAVDESS_SENTENCES.get(code, ""),
    ),
    "crema-d": Corpus(
        r"(?P<speaker>1\d\d\d)_(?P<text>[A-Z]{3})_(?P<emotion>[A-Z]{3})_[A-Z]{1,2}",
        {
            "ANG": "anger",
            "DIS": "disgust",
            "FEA": "fear",
            "HAP": "happiness",
            "NEU": "neutral",
            "SAD": "sadness",
        },
        sex=lambda _: "",
        text=lambda code: _CREMA_D_SENTENCES.get(code, ""),
    ),
    "emovo": Corpus(
        r"(?P<emotion>[a-z]{3})-(?P<speaker>[fm]\d)-\w+",
        {
            "rab": "anger",
            "dis": "disgust",
            "pau": "fear",
            "gio": "happiness",
            "neu": "neutral",
            "tri": "sadness",
            "sor": "surprise",
        },
        sex=lambda name: _female_if(name.startswith("f")),
    ),
    "emodb": Corpus(
        r"(?P<speaker>\d\d)[ab]\d\d(?P<emotion>[A-Z])[a-z]",
        {
            "W": "anger",
            "E": "disgust",
            "A": "fear",
            "F": "happiness",
            "N": "neutral",
            "T": "sadness",
        },  # L, boredom, is none of the labels
        sex=lambda name: _female_if(name not in _EMODB_MEN),
    ),
    "savee": Corpus(
        r"(?P<speaker>DC|JE|JK|KL)[/_](?P<emotion>sa|su|[adfhn])\d\d",
        {
            "a": "anger",
            "d": "disgust",
            "f": "fear",
            "h": "happiness",
            "n": "neutral",
            "sa": "sadness",
            "su": "surprise",
        },
        sex=lambda _: "male",
    ),
}


def read_corpus(name: str, source: Path) -> list[Clip]:
    """List the clips of a corpus.

    Parameters
    ----------
    name : str
        One of `CORPORA`, or any name where `source` is a manifest.
    source : Path
        The folder of the original download, or a CSV as `read_manifest` takes it.

    Raises
    ------
    UserFacingError
        If the corpus is unknown, or the folder contains nothing of it.
    """
    if source.is_file():
        return read_manifest(source)
    if name not in CORPORA:
        raise UserFacingError(
            f"The corpus '{name}' is unknown",
            f"Known corpora are {', '.join(CORPORA)}; provide any other one as a manifest (a "
            "CSV file).",
        )
    clips = list(_clips(name, source))
    if not clips:
        raise UserFacingError(f"{source} contains no clips of {name}", "Check the folder.")
    return clips


def _clips(name: str, folder: Path) -> Iterator[Clip]:
    corpus = CORPORA[name]
    pattern = re.compile(rf"(?:^|/){corpus.pattern}$")
    demographics = _crema_d_sexes(folder) if name == "crema-d" else {}
    seen: set[tuple[str, str]] = set()
    for path in sorted(folder.rglob("*")):
        found = pattern.search(path.relative_to(folder).with_suffix("").as_posix())
        if path.suffix.lower() not in _SUFFIXES or not found:
            continue
        parts = found.groupdict(default="")
        emotion = corpus.emotions.get(parts["emotion"])
        speaker = corpus.speaker(parts["speaker"])
        # Some copies of TESS and RAVDESS hold every clip twice, in two folders.
        if emotion is None or (speaker, path.stem) in seen:
            continue
        seen.add((speaker, path.stem))
        yield Clip(
            path,
            name,
            f"{name}-{speaker}",
            EMOTIONS.index(emotion),
            corpus.text(parts.get("text", "")),
            demographics.get(speaker, corpus.sex(speaker)),
        )


def _crema_d_sexes(folder: Path) -> dict[str, str]:
    table = folder / "VideoDemographics.csv"
    if not table.is_file():
        return {}
    rows = [line.split(",") for line in table.read_text(encoding="utf-8").splitlines()[1:]]
    return {row[0]: row[2].strip().lower() for row in rows if len(row) > 2}


def known_sex(corpus: str, speaker: str) -> str:
    """Return "female", "male" or "" for a speaker, by the corpus's naming scheme."""
    if corpus not in CORPORA:
        return ""
    return CORPORA[corpus].sex(speaker.removeprefix(f"{corpus}-"))
