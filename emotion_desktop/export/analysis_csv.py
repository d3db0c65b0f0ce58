"""The utterances or the windows of a document as a CSV table, one row each."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Final, Literal

from emotion_desktop.domain.audio import FloatArray
from emotion_desktop.domain.counting import Judgement
from emotion_desktop.domain.document import SessionDocument
from emotion_desktop.domain.estimate import Estimate, Utterance
from emotion_desktop.domain.labels import EMOTIONS
from emotion_desktop.domain.review import Annotation
from emotion_desktop.domain.serialise import (
    PROBABILITY_DIGITS,
    SHARE_DIGITS,
    SPOKEN,
    TIME_DIGITS,
    TRANSLATED,
    moment_value,
)
from emotion_desktop.export.ratings import Rating, ratings
from emotion_desktop.export.remarks import REMARK_COLUMNS, remarks_of, tags_text

#: `comma`: cells are separated by commas, with decimal points. `semicolon`: separated by
#: semicolons, with decimal commas, as spreadsheets in many languages expect.
CsvStyle = Literal["comma", "semicolon"]

#: `tab`: cells are separated by tabs, with decimal points.
TableStyle = Literal["comma", "semicolon", "tab"]

_DELIMITERS: Final[dict[TableStyle, str]] = {"comma": ",", "semicolon": ";", "tab": "\t"}

#: Without it in front, spreadsheets take UTF-8 for an older encoding.
BYTE_ORDER_MARK: Final = "\ufeff"

#: Spreadsheets evaluate cells that start with one of these.
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

#: After the others, so that those keep their places: only recorded or reviewed sessions have them.
CORRECTION_COLUMNS: Final[tuple[str, ...]] = ("corrected_label", "corrected_by")

#: After the others, if there is a row per rater.
RATER_COLUMNS: Final[tuple[str, ...]] = ("rater", "made_at")

#: The last, if who speaks is a proposal: how probable it is.
SPEAKER_COLUMNS: Final[tuple[str, ...]] = ("speaker_confidence",)

#: Behind them, if anything was translated: `translated` or `spoken`, and what was read.
TRANSLATION_COLUMNS: Final[tuple[str, ...]] = ("text_source", "translation")

FRAME_COLUMNS: Final[tuple[str, ...]] = (
    "time_s",
    "voiced",
    *(f"speech_{emotion}" for emotion in EMOTIONS),
    *(f"fused_{emotion}" for emotion in EMOTIONS),
)


#: The cells of a modality that is absent.
_ABSENT: Final = ("",) * len(EMOTIONS)


def to_csv(
    document: SessionDocument, *, style: TableStyle = "comma", rater: str | None = None
) -> str:
    """Write a header and one row per utterance (RFC 4180, but with LF line ends).

    If `rater` is given, write a row per utterance and rater instead: `label` is then the
    rater's, and what only the models have is empty in the rows of people. If anybody rated
    valence or arousal, or left a comment or tags, those come last; whoever did that without a
    label has a row without one.

    Times are in seconds since the recording began; all other numbers are in [0, 1];
    `uncertain` is `true` or `false`; the columns of an absent modality are empty. A text
    that a spreadsheet would calculate begins with an apostrophe. `label` is the models';
    for a session that was recorded or reviewed the newest judgement stands behind the rest,
    `unclear` where that person could not tell, empty if nobody judged. Markers and notices
    are moments, no utterances, and have no rows here. Where speakers were told apart by their
    voices, `speaker_confidence` follows; where the text network read translations, those and
    `text_source` come last.

    Returns
    -------
    str
        Ends with a line break.
    """
    last, last_cells = _last_columns(document, style)
    if rater is not None:
        remarks = remarks_of(document, rater)
        header = COLUMNS + RATER_COLUMNS + last + (REMARK_COLUMNS if remarks else ())
        return table(header, _rated_rows(document, rater, remarks, last_cells, style), style)
    judged = document.judgements()
    # Only what was recorded or reviewed can be corrected.
    can_be = document.session is not None or document.review is not None or bool(judged)
    header = COLUMNS + (CORRECTION_COLUMNS if can_be else ()) + last
    rows = (
        [
            *_row(utterance, style),
            *(_corrected(judged.get(utterance.segment_id)) if can_be else ()),
            *last_cells(utterance),
        ]
        for utterance in document.utterances
    )
    return table(header, rows, style)


def frames_to_csv(document: SessionDocument, *, style: TableStyle = "comma") -> str:
    """Write a header and one row per window, in the same style.

    `time_s` is the middle of the window, `voiced` the share of it in which someone speaks
    (empty if it was not determined). The windows of a recorded session have no fused
    estimates: those columns are empty.

    Returns
    -------
    str
        Ends with a line break.
    """
    rows = _recorded_rows(document, style) if document.session else _frame_rows(document, style)
    return table(FRAME_COLUMNS, rows, style)


def _frame_rows(document: SessionDocument, style: TableStyle) -> Iterator[list[str]]:
    frames = document.frames
    voiced = (
        [""] * len(frames.times_s)
        if frames.voiced is None
        else [number_cell(share, SHARE_DIGITS, style) for share in frames.voiced.tolist()]
    )
    for time_s, share, speech, fused in zip(
        frames.times_s.tolist(), voiced, frames.speech, frames.fused, strict=True
    ):
        yield [time_cell(time_s, style), share, *_shares(speech, style), *_shares(fused, style)]


def _recorded_rows(document: SessionDocument, style: TableStyle) -> Iterator[list[str]]:
    for window in document.windows:
        middle_s = (window.start_s + window.end_s) / 2
        speech = _shares(window.probabilities, style)
        yield [time_cell(middle_s, style), "", *speech, *_ABSENT]


def table(header: Sequence[str], rows: Iterable[Sequence[str]], style: TableStyle) -> str:
    """Write a header and rows of cells, which the functions below make."""
    written = io.StringIO(newline="")
    writer = csv.writer(written, lineterminator="\n", delimiter=_DELIMITERS[style])
    writer.writerow(header)
    writer.writerows(rows)
    return written.getvalue()


def _row(utterance: Utterance, style: TableStyle) -> list[str]:
    estimate = utterance.estimate
    return [
        time_cell(utterance.start_s, style),
        time_cell(utterance.end_s, style),
        text_cell(utterance.speaker),
        text_cell(utterance.transcript.text),
        estimate.label,
        share_cell(estimate.confidence, style),
        "true" if estimate.uncertain else "false",
        share_cell(estimate.gate.speech, style),
        share_cell(estimate.gate.text, style),
        *_cells(estimate.speech, style),
        *_cells(estimate.text, style),
        *_shares(estimate.probabilities, style),
    ]


def _rated_rows(
    document: SessionDocument,
    rater: str,
    remarks: Mapping[int, Mapping[str, Annotation]],
    last_cells: Callable[[Utterance], tuple[str, ...]],
    style: TableStyle,
) -> Iterator[list[str]]:
    rated: dict[int, list[Rating]] = {}
    for one in ratings(document, rater):
        rated.setdefault(one.utterance.segment_id, []).append(one)
    for utterance in document.utterances:
        others = dict(remarks.get(utterance.segment_id, {}))
        for one in rated.get(utterance.segment_id, []):
            remark = _remark(others.pop(one.rater, None)) if remarks else ()
            yield [*_rating(one, style), *last_cells(utterance), *remark]
        for name, given in others.items():
            row = _row_of_person(utterance, "", name, "", style)
            yield [*row, *last_cells(utterance), *_remark(given)]


def _rating(one: Rating, style: TableStyle) -> list[str]:
    if one.made_at is None:
        return [*_row(one.utterance, style), one.rater, ""]
    made_at = moment_value(one.made_at)
    return _row_of_person(one.utterance, one.label, one.rater, made_at, style)


def _row_of_person(
    utterance: Utterance, label: str, name: str, made_at: str, style: TableStyle
) -> list[str]:
    n_spoken = COLUMNS.index("label")
    empty = [""] * (len(COLUMNS) - n_spoken - 1)
    return [*_row(utterance, style)[:n_spoken], label, *empty, text_cell(name), made_at]


def _remark(given: Annotation | None) -> tuple[str, ...]:
    if given is None:
        return ("",) * len(REMARK_COLUMNS)
    scales = ("" if value is None else str(value) for value in (given.valence, given.arousal))
    return (*scales, text_cell(given.comment), text_cell(tags_text(given)))


def _corrected(judged: Judgement | None) -> tuple[str, str]:
    return (judged.label, text_cell(judged.rater)) if judged else ("", "")


def _sureness(utterance: Utterance, style: TableStyle) -> tuple[str]:
    sureness = utterance.speaker_confidence
    return ("" if sureness is None else share_cell(sureness, style),)


def _last_columns(
    document: SessionDocument, style: TableStyle
) -> tuple[tuple[str, ...], Callable[[Utterance], tuple[str, ...]]]:
    """Return the columns that only some documents have, and what gives their cells."""
    proposed = any(one.speaker_confidence is not None for one in document.utterances)
    translated = any(one.transcript.translation is not None for one in document.utterances)

    def cells(utterance: Utterance) -> tuple[str, ...]:
        return (
            *(_sureness(utterance, style) if proposed else ()),
            *(_translation(utterance) if translated else ()),
        )

    header = (SPEAKER_COLUMNS if proposed else ()) + (TRANSLATION_COLUMNS if translated else ())
    return header, cells


def _translation(utterance: Utterance) -> tuple[str, str]:
    translation = utterance.transcript.translation
    return (SPOKEN, "") if translation is None else (TRANSLATED, text_cell(translation))


def _cells(estimate: Estimate | None, style: TableStyle) -> Sequence[str]:
    return _ABSENT if estimate is None else _shares(estimate.probabilities, style)


def _shares(probabilities: FloatArray, style: TableStyle) -> list[str]:
    return [share_cell(p, style) for p in probabilities.tolist()]


def text_cell(said: str) -> str:
    """Return a text that no spreadsheet takes for a formula."""
    return f"'{said}" if said.startswith(_FORMULA_STARTS) else said


def time_cell(seconds: float, style: TableStyle) -> str:
    """Write a time or a duration."""
    return number_cell(seconds, TIME_DIGITS, style)


def share_cell(value: float, style: TableStyle) -> str:
    """Write a probability or a share, in [0, 1]."""
    return number_cell(value, PROBABILITY_DIGITS, style)


def number_cell(value: float, digits: int, style: TableStyle) -> str:
    """Write a number with so many decimals."""
    written = f"{value:.{digits}f}"
    return written.replace(".", ",") if style == "semicolon" else written
