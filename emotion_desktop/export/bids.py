"""Writes a document as BIDS events: `events.tsv` and its sidecar.

Brain Imaging Data Structure, "Task events" and "Tabular files".
"""

import csv
import io
import json
from typing import Final

from emotion_desktop.domain.document import SessionDocument
from emotion_desktop.domain.labels import EMOTIONS
from emotion_desktop.domain.serialise import probability_value, time_value
from emotion_desktop.export.ratings import Rating, ratings

#: Value for missing data.
_ABSENT: Final = "n/a"

#: A row is a line of a file, and many readers know no quotes: what would break one is escaped.
_ESCAPES: Final = str.maketrans({"\\": r"\\", "\t": r"\t", "\n": r"\n", "\r": r"\r"})

_COLUMNS: Final = (
    "onset",
    "duration",
    "trial_type",
    "rater",
    "speaker",
    "confidence",
    "uncertain",
    "text",
)

_DESCRIPTIONS: Final[dict[str, dict[str, object]]] = {
    "onset": {"Description": "Start of the utterance since the recording began", "Units": "s"},
    "duration": {"Description": "Length of the utterance", "Units": "s"},
    "trial_type": {
        "LongName": "Expressed emotion",
        "Description": "What the voice expresses in the rater's view",
        "Levels": {emotion: f"The voice expresses {emotion}" for emotion in EMOTIONS}
        | {"marker": "A moment that somebody marked"},
    },
    "rater": {
        "Description": "Who labelled the utterance",
        "Levels": {"model": "The program's models; every other name is a person"},
    },
    "speaker": {"Description": "Who speaks"},
    "confidence": {
        "Description": "Probability of the label in [0, 1]; of the models' labels only",
    },
    "uncertain": {
        "Description": "Whether the confidence lies below the models' threshold",
        "Levels": {"true": "It does", "false": "It does not"},
    },
    "text": {
        "Description": "What was said, as a machine recognised it, or what stands beside a marker; "
        r"line breaks, tabs and backslashes are written as \n, \r, \t and \\",
    },
}


def to_events(document: SessionDocument, rater: str | None = None) -> str:
    """Write a row per utterance and rater and one per marker, in order of time."""
    rows = [(one.utterance.start_s, _row(one)) for one in ratings(document, rater)]
    rows += [
        (one.at_s, [time_value(one.at_s), 0.0, "marker", *[_ABSENT] * 4, _escaped(one.text)])
        for one in document.markers
    ]
    table = io.StringIO(newline="")
    writer = csv.writer(table, delimiter="\t", lineterminator="\n")
    writer.writerow(_COLUMNS)
    writer.writerows(row for _, row in sorted(rows, key=lambda row: row[0]))
    return table.getvalue()


def to_sidecar() -> str:
    """Describe the columns, as JSON."""
    return json.dumps(_DESCRIPTIONS, indent=2, ensure_ascii=False) + "\n"


def _row(one: Rating) -> list[str | float]:
    utterance = one.utterance
    start_s = time_value(utterance.start_s)
    return [
        start_s,
        time_value(utterance.end_s - start_s),
        one.label,
        _escaped(one.rater),
        _escaped(utterance.speaker),
        probability_value(utterance.estimate.confidence) if one.is_model else _ABSENT,
        str(one.is_uncertain).lower() if one.is_model else _ABSENT,
        _escaped(utterance.transcript.text),
    ]


def _escaped(text: str) -> str:
    return text.translate(_ESCAPES) or _ABSENT
