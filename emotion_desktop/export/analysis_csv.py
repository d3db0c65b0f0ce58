"""The utterances of an analysis as a table, one row each."""

import csv
import io
from typing import Final

from emotion_desktop.domain.estimate import Analysis, Estimate, Utterance
from emotion_desktop.domain.labels import EMOTIONS
from emotion_desktop.export.analysis_json import PROBABILITY_DIGITS, TIME_DIGITS

COLUMNS: Final[tuple[str, ...]] = (
    "start_s",
    "end_s",
    "speaker",
    "text",
    "label",
    "confidence",
    "uncertain",
    "gate_speech",
    "gate_text",
    *(f"speech_{emotion}" for emotion in EMOTIONS),
    *(f"text_{emotion}" for emotion in EMOTIONS),
    *(f"fused_{emotion}" for emotion in EMOTIONS),
)


def to_csv(analysis: Analysis) -> str:
    """Write a header and a row per utterance (RFC 4180, but lines end in a line feed).

    Times are seconds since the recording began, all others than text are in [0, 1];
    `uncertain` is `true` or `false`; the columns of an absent modality are empty.

    Returns
    -------
    str
        Ends with a line break.
    """
    table = io.StringIO(newline="")
    writer = csv.writer(table, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(_row(utterance) for utterance in analysis.utterances)
    return table.getvalue()


def _row(utterance: Utterance) -> list[str]:
    estimate = utterance.estimate
    return [
        f"{utterance.start_s:.{TIME_DIGITS}f}",
        f"{utterance.end_s:.{TIME_DIGITS}f}",
        utterance.speaker,
        utterance.transcript.text,
        estimate.label,
        _share(estimate.confidence),
        "true" if estimate.uncertain else "false",
        _share(estimate.gate.speech),
        _share(estimate.gate.text),
        *_cells(estimate.speech),
        *_cells(estimate.text),
        *(_share(p) for p in estimate.probabilities.tolist()),
    ]


def _cells(estimate: Estimate | None) -> list[str]:
    if estimate is None:
        return [""] * len(EMOTIONS)
    return [_share(p) for p in estimate.probabilities.tolist()]


def _share(value: float) -> str:
    return f"{value:.{PROBABILITY_DIGITS}f}"
