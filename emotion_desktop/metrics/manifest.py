"""Manifests of labelled utterances, as read by `evaluate`."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Final, TextIO

from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.domain.labels import EMOTIONS

_REQUIRED: Final = ("path", "corpus", "emotion", "text")
#: The largest corpora of emotional speech have fewer utterances.
_MOST_ROWS: Final = 300_000
_LARGEST_BYTES: Final = 128 * 2**20


@dataclass(frozen=True, slots=True)
class Row:
    """One labelled utterance: its audio, its text and its emotion.

    Attributes
    ----------
    path : Path or None
        None if the manifest gives no audio.
    text : str
        Empty if the manifest gives no text.
    corpus, speaker : str
        As given; metrics are also computed per corpus.
    emotions : tuple of int
        Indices into `EMOTIONS`; any of them counts as correct.
    sex : str
        As given, empty if missing; metrics are also computed for each.
    dialogue : str
        Name of the conversation that the row belongs to, empty if it stands alone.
    language : str
        As given, empty if missing.
    """

    path: Path | None
    text: str
    corpus: str
    speaker: str
    emotions: tuple[int, ...]
    sex: str = ""
    dialogue: str = ""
    language: str = ""

    @property
    def is_english(self) -> bool:
        """Whether the text may be used by the text network, which reads only English."""
        return self.language.lower() in ("", "english") or self.language.lower()[:2] == "en"


def read_manifest(manifest: Path, root: Path | None) -> list[Row]:
    """Read a CSV with the columns path, corpus, speaker, emotion, label, text, seconds.

    Optional columns: sex; language, whose code identifies text that is not English and is
    not used; and dialogue, which groups rows that were said in the order of the
    file. The text of such a row is read with that of the rows before it.

    Raises
    ------
    UserFacingError
        If a label is unknown or a row has neither audio nor text; names the row.
    """
    folder = root or manifest.parent
    try:
        if manifest.stat().st_size > _LARGEST_BYTES:
            raise _too_long(manifest)
        with manifest.open(encoding="utf-8-sig", newline="") as file:
            rows = list(islice(_rows(file, manifest, folder), _MOST_ROWS + 1))
    except FileNotFoundError as error:
        raise UserFacingError(
            "{path} does not exist", "Check the spelling of the path.", path=manifest
        ) from error
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise UserFacingError(
            "{path} cannot be read ({error})",
            "Use a CSV file in UTF-8.",
            path=manifest,
            error=error,
        ) from error
    if len(rows) > _MOST_ROWS:
        raise _too_long(manifest)
    if not rows:
        raise UserFacingError(
            "{manifest} contains no rows", "Add one row per utterance.", manifest=manifest
        )
    return rows


def _rows(file: TextIO, manifest: Path, folder: Path) -> Iterator[Row]:
    reader = csv.reader(file)
    columns = next(reader, [])
    missing = [name for name in _REQUIRED if name not in columns]
    if missing:
        raise UserFacingError(
            "{manifest} is missing columns: {columns}",
            "The first row must contain the columns "
            "path,corpus,speaker,emotion,label,text,seconds.",
            manifest=manifest,
            columns=", ".join(missing),
        )
    for cells in filter(None, reader):
        # Cells that are missing at the end of a row cost nothing, however many they are.
        values = dict(zip(columns, cells, strict=False))
        yield _to_row(values, f"{manifest} row {reader.line_num}", folder)


def _too_long(manifest: Path) -> UserFacingError:
    return UserFacingError(
        "{manifest} has more than {most} rows",
        "Split it, and evaluate its parts one after the other.",
        manifest=manifest,
        most=_MOST_ROWS,
    )


def _to_row(values: dict[str, str], where: str, folder: Path) -> Row:
    names = [name.strip() for name in values.get("emotion", "").split("|")]
    unknown = [name for name in names if name not in EMOTIONS]
    if unknown:
        raise UserFacingError(
            "{where} has the unknown emotion “{unknown}”",
            "The labels are {labels}; join several with |.",
            where=where,
            unknown=unknown[0],
            labels=", ".join(EMOTIONS),
        )
    path, text = values.get("path", "").strip(), values.get("text", "").strip()
    if not path and not text:
        raise UserFacingError(
            "{where} has neither a path nor a text", "Give one of the two.", where=where
        )
    return Row(
        path=folder / path if path else None,
        text=text,
        corpus=values.get("corpus", "").strip(),
        speaker=values.get("speaker", "").strip(),
        emotions=tuple(EMOTIONS.index(name) for name in names),
        sex=values.get("sex", "").strip(),
        dialogue=values.get("dialogue", "").strip(),
        language=values.get("language", "").strip(),
    )
