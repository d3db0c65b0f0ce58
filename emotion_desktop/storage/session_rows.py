"""Converts all rows of a session to values for JSON and back, for copies and packages."""

import base64
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from functools import cache
from types import SimpleNamespace
from typing import Any, Final

import numpy as np
from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Connection,
    Integer,
    Table,
    insert,
    select,
)

from emotion_desktop.domain.audio import SAMPLE_RATE_HZ, FloatArray
from emotion_desktop.domain.estimate import Utterance
from emotion_desktop.domain.labels import EMOTIONS
from emotion_desktop.domain.review import (
    Edit,
    MoveBorders,
    MoveSharedBorder,
    SetReviewStatus,
    SetWords,
    SharedAction,
    SplitSegment,
    rater_name,
)
from emotion_desktop.domain.review_fold import edits_that_hold
from emotion_desktop.domain.transcript import Word
from emotion_desktop.storage import review_log, rows
from emotion_desktop.storage.audio_files import audio_from, frames_from
from emotion_desktop.storage.review_index import follow_all
from emotion_desktop.storage.store import SessionStore
from emotion_desktop.storage.tables import (
    CORRECTIONS,
    EDITS,
    MARKERS,
    NOTICES,
    SEGMENTS,
    SESSION_AUDIO,
    SESSION_FRAMES,
    SESSIONS,
    WINDOWS,
    Checked,
    Numbers,
    UtcTime,
)

Values = dict[str, Any]
#: By table, in an order in which rows can be added again.
SessionRows = dict[str, list[Values]]

_TABLES: Final = (
    SESSIONS,
    SEGMENTS,
    WINDOWS,
    MARKERS,
    NOTICES,
    CORRECTIONS,
    SESSION_AUDIO,
    SESSION_FRAMES,
)
#: Numbers that the database gives.
_OWN: Final = ("id", "session_id")
#: A day of windows four times a second, and of utterances; of other rows nobody has as many.
_MOST_ROWS: Final = {WINDOWS.name: 400_000, SEGMENTS.name: 50_000}
_MOST_OTHER_ROWS: Final = 20_000
#: Results may follow lost audio, or audio lost in a power cut, but not arbitrarily late: what is
#: drawn and folded takes memory for the time in between.
_MOST_LOST_S: Final = 24 * 3_600.0


def read_rows(store: SessionStore, session_id: str) -> SessionRows:
    """Read all rows of a session, its log with the names of raters."""
    found: SessionRows = {}
    for table in _TABLES:
        key = SESSIONS.c.id if table is SESSIONS else table.c.session_id
        query = select(table).where(key == session_id)
        found[table.name] = store.select(query, lambda row: dict(row._mapping))
    found[EDITS.name] = [_edit_values(edit) for edit in review_log.log_of(store, session_id)]
    return found


def without_annotations(found: SessionRows) -> SessionRows:
    """Remove annotations of utterances and withdrawn entries, for another rater."""
    holding = {
        edit.id
        for edit in edits_that_hold(map(_edit, found[EDITS.name]))
        if isinstance(edit.action, SharedAction) and not isinstance(edit.action, SetReviewStatus)
    }
    log = [one for one in found[EDITS.name] if one["id"] in holding]
    return found | {CORRECTIONS.name: [], EDITS.name: log}


def add_rows(connection: Connection, session_id: str, found: SessionRows) -> None:
    """Add the rows of a session under another id, within a transaction."""
    for table in _TABLES:
        own = {"id": session_id} if table is SESSIONS else {"session_id": session_id}
        values = [
            {name: value for name, value in one.items() if name not in _OWN} | own
            for one in found[table.name]
        ]
        if values:
            connection.execute(insert(table), values)
    log = [_edit(one) for one in found[EDITS.name]]
    if not log:  # triggers have written all that can be searched
        return
    review_log.append_all(connection, session_id, log)
    utterances = [rows.segment_of(_row(SEGMENTS, one)).utterance for one in found[SEGMENTS.name]]
    corrections = [rows.correction_of(_row(CORRECTIONS, one)) for one in found[CORRECTIONS.name]]
    follow_all(connection, session_id, utterances, log, corrections)


def _edit_values(edit: Edit) -> Values:
    kind, content = review_log.to_values(edit.action)
    return {
        "id": edit.id,
        "rater": edit.rater,
        "made_at": edit.made_at,
        "kind": kind,
        "content": content,
        "gesture": edit.gesture,
    }


def _edit(values: Values) -> Edit:
    action = review_log.from_values(values["kind"], values["content"])
    return Edit(values["id"], values["rater"], values["made_at"], action, values["gesture"])


def is_too_long(values: SessionRows) -> bool:
    """Return whether a session has more rows of a table than a package may bring in."""
    return any(len(many) > _MOST_ROWS.get(name, _MOST_OTHER_ROWS) for name, many in values.items())


def to_json_values(found: SessionRows) -> dict[str, list[Values]]:
    """Convert rows for JSON."""
    return {
        name: [{key: _to_json(value) for key, value in one.items()} for one in many]
        for name, many in found.items()
    }


def from_json_values(values: Any) -> SessionRows:
    """Convert the output of `to_json_values` back; it may come from anyone.

    Raises
    ------
    KeyError, TypeError, ValueError, AttributeError, OverflowError
        If something is not what this program writes.
    """
    if is_too_long(values):
        raise ValueError("too many rows")
    found: SessionRows = {
        table.name: [dict(_columns(table, one)) for one in values[table.name]] for table in _TABLES
    }
    if (
        len(found[SESSIONS.name]) != 1
        or max(map(len, (found[SESSION_AUDIO.name], found[SESSION_FRAMES.name]))) > 1
    ):
        raise ValueError("not one session")
    found[EDITS.name] = [_logged(one) for one in values[EDITS.name]]
    _check(found)
    return found


def _check(found: SessionRows) -> None:
    """Check all rows by reading them like the program does."""
    [session] = found[SESSIONS.name]
    if not rows.is_of_this_program(_row(SESSIONS, session)) or session["ended_at"] is None:
        raise ValueError("no finished session of this program")
    duration_s = session["n_samples"] / SAMPLE_RATE_HZ
    end_s = duration_s + _MOST_LOST_S
    for one in found[SEGMENTS.name]:
        _check_segment(rows.segment_of(_row(SEGMENTS, one)).utterance, end_s)
    for one in found[WINDOWS.name]:
        window = rows.window_of(_row(WINDOWS, one))
        _check_times((abs(window.start_s), window.end_s), end_s)
    for one in (*found[MARKERS.name], *found[NOTICES.name]):
        _check_times((abs(one["at_s"]),), end_s)
    _check_log(found[EDITS.name], end_s)
    for one in found[SESSION_AUDIO.name]:
        if abs(audio_from(_row(SESSION_AUDIO, one)).duration_s - duration_s) > 1.0:
            raise ValueError("another length than the sound's")
    for one in found[SESSION_FRAMES.name]:
        _check_times(frames_from(_row(SESSION_FRAMES, one)).times_s.tolist(), end_s)
    for one in found[CORRECTIONS.name]:
        if one["label"] not in EMOTIONS:
            raise ValueError("a label that is not an emotion")


def _check_segment(segment: Utterance, end_s: float) -> None:
    text = segment.estimate.text
    _check_times((segment.start_s, segment.end_s), end_s)
    if segment.start_s >= segment.end_s:
        raise ValueError("an utterance of no length")
    _check_words(segment.transcript.words, end_s)
    if text is not None and len(text.attention) not in {0, len(segment.transcript.words)}:
        raise ValueError("attention to other words")


def _check_words(words: Iterable[Word], end_s: float) -> None:
    for word in words:
        _check_times((word.start_s, word.end_s), end_s)


def _check_times(times_s: Iterable[float], end_s: float) -> None:
    if not all(0.0 <= time_s <= end_s for time_s in times_s):  # also false for nan
        raise ValueError("a time that is not within the session")


def _check_log(log: list[Values], end_s: float) -> None:
    known: set[int] = set()
    for one in log:
        action = review_log.from_values(one["kind"], one["content"])
        match action:
            case SetWords():
                _check_words(action.words, end_s)
            case MoveBorders():
                _check_times((action.start_s, action.end_s), end_s)
            case SplitSegment() | MoveSharedBorder():
                _check_times((action.at_s,), end_s)
        if one["id"] in known or not known.issuperset(one["content"].get("edit_ids", ())):
            raise ValueError("an entry of the log that is there twice, or names one that is not")
        known.add(one["id"])


def _logged(one: Any) -> Values:
    if rater_name(one["rater"]) != one["rater"] or not isinstance(one["gesture"], str):
        raise ValueError("no name of a rater")
    return {
        "id": int(one["id"]),
        "rater": one["rater"],
        "made_at": _moment(one["made_at"]),
        "kind": one["kind"],
        "content": one["content"],
        "gesture": one["gesture"],
    }


def _columns(table: Table, one: Any) -> Iterator[tuple[str, Any]]:
    for name, read in _readers(table):
        # What came later may be missing; only where it may be empty, see `_reader`.
        yield name, read(one.get(name))


@cache
def _readers(table: Table) -> list[tuple[str, Callable[[Any], Any]]]:
    return [
        (column.name, _reader(column))
        for column in table.columns
        if column.name not in _OWN or (table is SESSIONS and column.name == "id")
    ]


def _to_json(value: Any) -> Any:
    if isinstance(value, np.ndarray):
        return base64.b64encode(value.astype("<f4").tobytes()).decode("ascii")
    if isinstance(value, datetime):
        return value.isoformat()
    return value


def _reader(column: Column[Any]) -> Callable[[Any], Any]:
    """Return what converts a value of JSON to one of a column, or raises."""
    read = _reader_of_kind(column)

    def read_or_miss(value: Any) -> Any:
        if value is not None:
            return read(value)
        if not column.nullable:
            raise ValueError(f"{column} is missing")
        return None

    return read_or_miss


def _reader_of_kind(column: Column[Any]) -> Callable[[Any], Any]:
    kind = column.type
    if isinstance(kind, Numbers):
        return _numbers
    if isinstance(kind, UtcTime):
        return _moment
    if isinstance(kind, JSON):
        return lambda value: value
    if isinstance(kind, Checked):
        read: Callable[[Any], Any] = kind.checked
        return read
    return _of_type(
        bool if isinstance(kind, Boolean) else int if isinstance(kind, Integer) else str
    )


def _of_type(expected: type) -> Callable[[Any], Any]:
    def read(value: Any) -> Any:
        if type(value) is not expected:
            raise TypeError(f"{value!r} is no {expected}")
        return value

    return read


def _numbers(value: Any) -> FloatArray:
    data = base64.b64decode(value, validate=True)
    return np.frombuffer(data, "<f4").astype(np.float32)


def _moment(value: Any) -> datetime:
    moment = datetime.fromisoformat(value)
    if moment.tzinfo is None:
        raise ValueError("a moment without its offset")
    moment = moment.astimezone(UTC)
    if moment.year not in rows.YEARS:
        raise ValueError("a moment that cannot be shown in every time zone")
    return moment


def _row(table: Table, values: Values) -> Any:
    return SimpleNamespace(**{name: values.get(name) for name in _names(table)})


def _names(table: Table) -> list[str]:
    return [column.name for column in table.columns]
