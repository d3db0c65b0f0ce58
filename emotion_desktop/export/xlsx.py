"""Writes a document as a workbook (Office Open XML), with a sheet per kind of data."""

import io
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Final

import xlsxwriter

from emotion_desktop.domain.document import SessionDocument
from emotion_desktop.domain.estimate import Estimate, Utterance
from emotion_desktop.domain.labels import EMOTIONS
from emotion_desktop.domain.review import Annotation
from emotion_desktop.domain.serialise import (
    SPOKEN,
    TRANSLATED,
    attended_words,
    moment_value,
    probability_value,
    probability_values,
    time_value,
)
from emotion_desktop.export.agreement import comparisons_of
from emotion_desktop.export.media import media_name
from emotion_desktop.export.ratings import name_of, ratings
from emotion_desktop.export.remarks import REMARK_COLUMNS, remarks_of, tags_text

Cell = str | float | bool | None
Row = Sequence[Cell]

#: What a cell holds at most, in characters; a longer text would be left out without a word.
_LONGEST_TEXT: Final = 32_767
#: What a sheet holds at most, its header included.
_MOST_ROWS: Final = 1_048_576
#: Of columns, in characters: of numbers and short words, of sheets of sentences, and of what
#: was said.
_WIDTH: Final = 18
_WIDE: Final = 30
_WIDEST: Final = 60
#: Date of the file if none is known: the current time would make each copy differ.
_NO_DATE: Final = datetime(1980, 1, 1, tzinfo=UTC)

_NO_ESTIMATE: Final[Row] = (None,) * len(EMOTIONS)


def to_xlsx(document: SessionDocument, rater: str | None = None) -> bytes:
    """Write the sheets utterances, frames, words, corrections, agreement and about.

    Parameters
    ----------
    document : SessionDocument
        Anything.
    rater : str or None
        As for `ratings`: who has a column in `utterances`, and who is compared.

    Returns
    -------
    bytes
        The file. Cells are numbers, truth values or texts; a text is never calculated.
    """
    content = io.BytesIO()
    # Nothing is written to the system's temporary folder: others may read there.
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(content, options) as book:
        session = document.session
        created = session.started_at if session else _NO_DATE
        book.set_properties({"created": created.replace(tzinfo=None), "author": "Emotion Desktop"})
        _add_sheet(book, "utterances", *_utterances(document, rater))
        _add_sheet(book, "frames", _FRAME_COLUMNS, _frames(document))
        _add_sheet(book, "words", _WORD_COLUMNS, _words(document))
        _add_sheet(book, "corrections", *_corrections(document, rater))
        _add_sheet(book, "agreement", _AGREEMENT_COLUMNS, _agreement(document, rater))
        _add_sheet(book, "about", ("what", "value"), _about(document))
    return content.getvalue()


def _add_sheet(
    book: xlsxwriter.Workbook, name: str, header: Sequence[str], rows: Iterable[Row]
) -> None:
    sheet = book.add_worksheet(name)
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, len(header) - 1, _WIDE if name in {"agreement", "about"} else _WIDTH)
    if "text" in header:
        place = header.index("text")
        sheet.set_column(place, place, _WIDEST, book.add_format({"text_wrap": True}))
    sheet.set_landscape()
    sheet.repeat_rows(0)
    bold = book.add_format({"bold": True})
    for column, title in enumerate(header):
        sheet.write_string(0, column, title, bold)
    for row_number, row in enumerate(rows, 1):
        if row_number == _MOST_ROWS:
            break
        for column, cell in enumerate(row):
            if cell is None or cell == "":
                continue
            if isinstance(cell, str):
                sheet.write_string(row_number, column, _fitting(cell))
            elif isinstance(cell, bool):
                sheet.write_boolean(row_number, column, cell)
            else:
                sheet.write_number(row_number, column, cell)


def _fitting(text: str) -> str:
    return text if len(text) <= _LONGEST_TEXT else f"{text[: _LONGEST_TEXT - 1]}…"


def _per_emotion(kind: str) -> tuple[str, ...]:
    return tuple(f"{kind}_{emotion}" for emotion in EMOTIONS)


def _utterances(
    document: SessionDocument, rater: str | None
) -> tuple[Sequence[str], Iterator[Row]]:
    labels: dict[int, dict[str, str]] = {}
    for one in ratings(document, rater):
        if not one.is_model:
            labels.setdefault(one.utterance.segment_id, {})[one.rater] = one.label
    translated = any(one.transcript.translation is not None for one in document.utterances)
    people = list(dict.fromkeys(name for given in labels.values() for name in given))
    header = (
        *("number", "start_s", "end_s", "speaker", "text", "label", "confidence", "uncertain"),
        *("gate_speech", "gate_text"),
        *_per_emotion("speech"),
        *_per_emotion("text"),
        *_per_emotion("fused"),
        *(f"label by {name}" for name in people),
        *(("text_source", "translation") if translated else ()),
    )
    rows = (
        (
            i,
            *_utterance(one),
            *(labels.get(one.segment_id, {}).get(name) for name in people),
            *(_translation(one) if translated else ()),
        )
        for i, one in enumerate(document.utterances, 1)
    )
    return header, rows


def _utterance(one: Utterance) -> Row:
    estimate = one.estimate
    return (
        time_value(one.start_s),
        time_value(one.end_s),
        one.speaker,
        one.transcript.text,
        estimate.label,
        probability_value(estimate.confidence),
        estimate.uncertain,
        probability_value(estimate.gate.speech),
        probability_value(estimate.gate.text),
        *_shares(estimate.speech),
        *_shares(estimate.text),
        *probability_values(estimate.probabilities),
    )


def _translation(one: Utterance) -> Row:
    translation = one.transcript.translation
    return (SPOKEN, None) if translation is None else (TRANSLATED, translation)


def _shares(estimate: Estimate | None) -> Row:
    return probability_values(estimate.probabilities) if estimate else _NO_ESTIMATE


_FRAME_COLUMNS: Final = (
    "time_s",
    "window_s",
    "voiced",
    *_per_emotion("speech"),
    *_per_emotion("fused"),
)


def _frames(document: SessionDocument) -> Iterator[Row]:
    """List the windows, as in the table of windows; `time_s` is the middle of each."""
    for window in document.windows:
        middle_s = time_value((window.start_s + window.end_s) / 2)
        length_s = time_value(window.end_s - window.start_s)
        yield middle_s, length_s, None, *probability_values(window.probabilities), *_NO_ESTIMATE
    frames = document.frames
    for i, at_s in enumerate(frames.times_s.tolist()):
        yield (
            time_value(at_s),
            frames.window_s,
            None if frames.voiced is None else float(frames.voiced[i]),
            *probability_values(frames.speech[i]),
            *probability_values(frames.fused[i]),
        )


_WORD_COLUMNS: Final = (
    "utterance_number",
    "speaker",
    "word",
    "start_s",
    "end_s",
    "probability",
    "attention",
)


def _words(document: SessionDocument) -> Iterator[Row]:
    for number, one in enumerate(document.utterances, 1):
        for word, written in zip(one.transcript.words, attended_words(one), strict=True):
            attention = written["attention"]
            yield (
                number,
                one.speaker,
                word.text,
                time_value(word.start_s),
                time_value(word.end_s),
                probability_value(word.probability),
                attention if isinstance(attention, float) else None,
            )


_CORRECTION_COLUMNS: Final = (
    "utterance_number",
    "start_s",
    "end_s",
    "rater",
    "label",
    "model_label",
    "made_at",
)


def _corrections(
    document: SessionDocument, rater: str | None
) -> tuple[Sequence[str], Iterator[Row]]:
    """List labels of people; where any said more, also that, with or without a label."""
    remarks = remarks_of(document, rater)
    header = _CORRECTION_COLUMNS + (REMARK_COLUMNS if remarks else ())
    return header, _correction_rows(document, remarks)


def _correction_rows(
    document: SessionDocument, remarks: Mapping[int, Mapping[str, Annotation]]
) -> Iterator[Row]:
    labelled = set()
    numbers = {one.segment_id: i for i, one in enumerate(document.utterances)}
    for one in document.corrections:
        if one.segment_id not in numbers:  # of an utterance that was skipped
            continue
        name = name_of(one.rater)
        labelled.add((one.segment_id, name))
        place, estimated = _rated(document, numbers[one.segment_id])
        remark = _remark(remarks.get(one.segment_id, {}).get(name))
        yield *place, one.rater, one.label, estimated, moment_value(one.made_at), *remark
    for segment_id, given in remarks.items():
        place, estimated = _rated(document, numbers[segment_id])
        for name in given:
            if (segment_id, name) not in labelled:
                yield *place, name, None, estimated, None, *_remark(given[name])


def _rated(document: SessionDocument, i: int) -> tuple[Row, str]:
    """Return number and times of the i-th utterance, and the models' label."""
    one = document.utterances[i]
    return (i + 1, time_value(one.start_s), time_value(one.end_s)), one.estimate.label


def _remark(given: Annotation | None) -> Row:
    if given is None:
        return ()
    return given.valence, given.arousal, given.comment, tags_text(given)


_AGREEMENT_COLUMNS: Final = (
    "rated",
    "raters",
    "utterances_rated_twice",
    "coefficient",
    "value",
    "low_95",
    "high_95",
    "explanation",
)


def _agreement(document: SessionDocument, rater: str | None) -> Iterator[Row]:
    for rated, comparisons in comparisons_of(document, rater):
        for comparison in comparisons:
            for one in comparison.coefficients:
                yield (
                    rated,
                    " / ".join(comparison.raters),
                    comparison.n_units,
                    one.name,
                    *(
                        None if x is None else probability_value(x)
                        for x in (one.value, one.low, one.high)
                    ),
                    str(one.explanation),
                )


def _about(document: SessionDocument) -> Iterator[Row]:
    audio, session = document.audio, document.session
    yield "program", "Emotion Desktop"
    yield "audio_file", media_name(document)
    yield "duration_s", time_value(audio.duration_s) if math.isfinite(audio.duration_s) else None
    yield "sample_rate_hz", audio.sample_rate_hz
    yield "channels", audio.channels
    yield "sha256", document.sha256
    if session:
        yield "session", session.id
        yield "started_at", moment_value(session.started_at)
        yield "source", session.source
    if document.consent:
        given_on = document.consent.given_on
        yield "consent_given_on", given_on.isoformat() if given_on else None
        yield "consent_note", document.consent.note
    for name, value in document.models.items():
        yield f"model: {name}", str(value)
    for marker in document.markers:
        yield f"marker at {time_value(marker.at_s)} s", marker.text
    for notice in document.notices:
        yield f"notice at {time_value(notice.at_s)} s", notice.message
    for said in audio.notices:
        yield f"notice at {time_value(said.at_s)} s", str(said.message)
    yield (
        "note",
        "Labels are what a voice expresses in the view of models or raters, not what a person"
        " feels. Times are seconds since the recording began; probabilities, gates and attention"
        " are in [0, 1].",
    )
