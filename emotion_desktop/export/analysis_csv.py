"""The utterances or the sliding window of an analysis as a table, one row each."""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Final, Literal

from emotion_desktop.domain.estimate import Analysis, Estimate, Utterance
from emotion_desktop.domain.labels import EMOTIONS
from emotion_desktop.export.analysis_json import PROBABILITY_DIGITS, SHARE_DIGITS, TIME_DIGITS

#: `comma`: cells are parted by commas, decimals begin with a point. `semicolon`: parted by
#: semicolons, decimals begin with a comma, as spreadsheets in many languages expect.
CsvStyle = Literal["comma", "semicolon"]

#: Without it in front, spreadsheets take UTF-8 for an older encoding.
BYTE_ORDER_MARK: Final = "\ufeff"

#: A spreadsheet calculates what a cell says that begins with one of these.
_FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # noqa: RUF001

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


FRAME_COLUMNS: Final[tuple[str, ...]] = (
    "time_s",
    "voiced",
    *(f"speech_{emotion}" for emotion in EMOTIONS),
    *(f"fused_{emotion}" for emotion in EMOTIONS),
)


def to_csv(analysis: Analysis, *, style: CsvStyle = "comma") -> str:
    """Write a header and a row per utterance (RFC 4180, but lines end in a line feed).

    Times are seconds since the recording began, all others than text are in [0, 1];
    `uncertain` is `true` or `false`; the columns of an absent modality are empty. A text
    that a spreadsheet would calculate begins with an apostrophe.

    Returns
    -------
    str
        Ends with a line break.
    """
    return _table(COLUMNS, (_row(utterance, style) for utterance in analysis.utterances), style)


def frames_to_csv(analysis: Analysis, *, style: CsvStyle = "comma") -> str:
    """Write a header and a row per window, in the same manner.

    `time_s` is the middle of the window, `voiced` the share of it in which somebody speaks
    (empty where that was not looked at).

    Returns
    -------
    str
        Ends with a line break.
    """
    frames = analysis.frames
    voiced = (
        [""] * len(frames.times_s)
        if frames.voiced is None
        else [_number(share, SHARE_DIGITS, style) for share in frames.voiced.tolist()]
    )
    rows = (
        [
            _number(time_s, TIME_DIGITS, style),
            share,
            *(_share(p, style) for p in (*speech.tolist(), *fused.tolist())),
        ]
        for time_s, share, speech, fused in zip(
            frames.times_s.tolist(), voiced, frames.speech, frames.fused, strict=True
        )
    )
    return _table(FRAME_COLUMNS, rows, style)


def _table(header: Sequence[str], rows: Iterable[Sequence[str]], style: CsvStyle) -> str:
    table = io.StringIO(newline="")
    writer = csv.writer(table, lineterminator="\n", delimiter=";" if style == "semicolon" else ",")
    writer.writerow(header)
    writer.writerows(rows)
    return table.getvalue()


def _row(utterance: Utterance, style: CsvStyle) -> list[str]:
    estimate = utterance.estimate
    return [
        _number(utterance.start_s, TIME_DIGITS, style),
        _number(utterance.end_s, TIME_DIGITS, style),
        _text(utterance.speaker),
        _text(utterance.transcript.text),
        estimate.label,
        _share(estimate.confidence, style),
        "true" if estimate.uncertain else "false",
        _share(estimate.gate.speech, style),
        _share(estimate.gate.text, style),
        *_cells(estimate.speech, style),
        *_cells(estimate.text, style),
        *(_share(p, style) for p in estimate.probabilities.tolist()),
    ]


def _cells(estimate: Estimate | None, style: CsvStyle) -> list[str]:
    if estimate is None:
        return [""] * len(EMOTIONS)
    return [_share(p, style) for p in estimate.probabilities.tolist()]


def _text(said: str) -> str:
    return f"'{said}" if said.startswith(_FORMULA_STARTS) else said


def _share(value: float, style: CsvStyle) -> str:
    return _number(value, PROBABILITY_DIGITS, style)


def _number(value: float, digits: int, style: CsvStyle) -> str:
    written = f"{value:.{digits}f}"
    return written.replace(".", ",") if style == "semicolon" else written
