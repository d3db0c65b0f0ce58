"""A corpus as one table: a row for each audio file."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final, Literal

import numpy as np

from emotion_desktop.domain.document import SessionDocument
from emotion_desktop.domain.labels import EMOTIONS
from emotion_desktop.domain.printable import printable
from emotion_desktop.export.analysis_csv import (
    TableStyle,
    number_cell,
    table,
    text_cell,
    time_cell,
)

#: `kept` if the results had been there before.
Status = Literal["analysed", "kept", "failed"]

#: Fewer than in the JSON, so that a file that is kept has the row that it had at first.
_DIGITS: Final = 4

CORPUS_COLUMNS: Final[tuple[str, ...]] = (
    "file",
    "status",
    "error",
    "duration_s",
    "speech_s",
    "utterances",
    "words",
    "speakers",
    "label",
    *(f"share_{emotion}" for emotion in EMOTIONS),
    *(f"mean_{emotion}" for emotion in EMOTIONS),
    "notices",
    "sha256",
)


def corpus_csv(rows: Iterable[Sequence[str]], *, style: TableStyle = "comma") -> str:
    """Write a header and the rows of `analysed_row` and `failed_row`.

    Times are in seconds. `label` is the emotion with the largest share of the speech,
    `share_*` the shares of the speech that have a label, and `mean_*` the means of the fused
    probabilities over it; all are empty where nobody speaks. `words` and `speakers` are counts.
    """
    return table(CORPUS_COLUMNS, rows, style)


def analysed_row(
    path: Path, document: SessionDocument, status: Status, *, style: TableStyle = "comma"
) -> list[str]:
    """Return the cells of a file that was analysed."""
    said = document.utterances
    durations_s = np.array([one.end_s - one.start_s for one in said])
    spoken_s = float(durations_s.sum())
    label, shares, means = "", [""] * len(EMOTIONS), [""] * len(EMOTIONS)
    if spoken_s > 0:
        labels = [one.estimate.label for one in said]
        by_label = [
            float(durations_s[[one == emotion for one in labels]].sum()) / spoken_s
            for emotion in EMOTIONS
        ]
        probabilities = np.stack([one.estimate.probabilities for one in said])
        label = EMOTIONS[int(np.argmax(by_label))]
        shares = [number_cell(share, _DIGITS, style) for share in by_label]
        mean = durations_s @ probabilities / spoken_s
        means = [number_cell(share, _DIGITS, style) for share in mean.tolist()]
    return [
        text_cell(printable(str(path))),
        status,
        "",
        time_cell(document.audio.duration_s, style),
        time_cell(spoken_s, style),
        str(len(said)),
        str(sum(len(one.transcript.words) for one in said)),
        str(len({one.speaker for one in said})),
        label,
        *shares,
        *means,
        text_cell("; ".join(printable(one.message) for one in document.audio.notices)),
        document.sha256,
    ]


def failed_row(path: Path, error: str) -> list[str]:
    """Return the cells of a file that could not be analysed."""
    told = [text_cell(printable(str(path))), "failed", text_cell(printable(error))]
    return told + [""] * (len(CORPUS_COLUMNS) - len(told))
