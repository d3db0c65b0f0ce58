"""All rows of one session as values for JSON, and back: for copies and packages."""

import base64
import math
from collections.abc import Iterator
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any, Final

import numpy as np
from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Connection,
    Float,
    Integer,
    String,
    Table,
    insert,
    select,
)

from emotion_desktop.domain.labels import EMOTIONS
from emotion_desktop.domain.review import Rater, SetReviewStatus, SharedAction, rater_name
from emotion_desktop.domain.review_fold import edits_that_hold
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
#: What a session from an audio file has, and no other.
_FROM_FILE: Final = (SESSION_AUDIO, SESSION_FRAMES)
_ONE: Final = ([1, 0, 0], [1, 1, 1])
#: Numbers that the database gives.
_OWN: Final = ("id", "session_id")
_MOST_ROWS: Final = 1_000_000


def read_rows(store: SessionStore, session_id: str) -> SessionRows:
    """Read all rows of a session, its log with the names of raters."""
    found: SessionRows = {}
    for table in _TABLES:
        key = SESSIONS.c.id if table is SESSIONS else table.c.session_id
        query = select(table).where(key == session_id)
        found[table.name] = store.select(query, lambda row: dict(row._mapping))
    found[EDITS.name] = [
        {
            "id": edit.id,
            "rater": edit.rater,
            "made_at": edit.made_at,
            "kind": review_log.to_values(edit.action)[0],
            "content": review_log.to_values(edit.action)[1],
            "gesture": edit.gesture,
        }
        for edit in review_log.log_of(store, session_id)
    ]
    return found


def without_annotations(store: SessionStore, session_id: str, found: SessionRows) -> SessionRows:
    """Leave out what raters said of utterances, and what was withdrawn: for another rater."""
    holding = {
        edit.id
        for edit in edits_that_hold(review_log.log_of(store, session_id))
        if isinstance(edit.action, SharedAction) and not isinstance(edit.action, SetReviewStatus)
    }
    log = [one for one in found[EDITS.name] if one["id"] in holding]
    return found | {CORRECTIONS.name: [], EDITS.name: log}


def add_rows(
    store: SessionStore, connection: Connection, session_id: str, found: SessionRows
) -> None:
    """Add the rows of a session under another id, within a transaction."""
    for table in _TABLES:
        own = {"id": session_id} if table is SESSIONS else {"session_id": session_id}
        values = [
            {name: value for name, value in one.items() if name not in _OWN} | own
            for one in found[table.name]
        ]
        if values:
            connection.execute(insert(table), values)
    new_ids: dict[int, int] = {}
    for one in found[EDITS.name]:
        content = dict(one["content"])
        if "edit_ids" in content:
            content["edit_ids"] = [new_ids[i] for i in content["edit_ids"]]
        edit = review_log.append(
            connection,
            session_id,
            Rater(one["rater"]),
            review_log.from_values(one["kind"], content),
            made_at=one["made_at"],
            gesture=one["gesture"],
        )
        new_ids[one["id"]] = edit.id
    utterances = [rows.segment_of(_row(SEGMENTS, one)).utterance for one in found[SEGMENTS.name]]
    corrections = [_correction(one) for one in found[CORRECTIONS.name]]
    log = review_log.read_log(store, connection, session_id)
    follow_all(connection, session_id, utterances, log, corrections)


def to_json_values(found: SessionRows) -> dict[str, list[Values]]:
    """Make rows ready for JSON."""
    return {
        name: [{key: _to_json(value) for key, value in one.items()} for one in many]
        for name, many in found.items()
    }


def from_json_values(values: Any) -> SessionRows:
    """Read what `to_json_values` made; it may come from anybody.

    Raises
    ------
    KeyError, TypeError, ValueError, AttributeError
        Where something is not what this program writes.
    """
    if sum(len(many) for many in values.values()) > _MOST_ROWS:
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
    """Read all rows as the program will read them."""
    [session] = found[SESSIONS.name]
    if not rows.is_of_this_program(_row(SESSIONS, session)) or session["ended_at"] is None:
        raise ValueError("no finished session of this program")
    for one in found[SEGMENTS.name]:
        segment = rows.segment_of(_row(SEGMENTS, one)).utterance
        text = segment.estimate.text
        if not 0.0 <= segment.start_s <= segment.end_s:
            raise ValueError("an utterance of no length")
        if text is not None and len(text.attention) not in {0, len(segment.transcript.words)}:
            raise ValueError("attention to other words")
    for one in found[WINDOWS.name]:
        rows.window_of(_row(WINDOWS, one))
    _check_log(found[EDITS.name])
    for one in found[SESSION_AUDIO.name]:
        audio_from(_row(SESSION_AUDIO, one))
    for one in found[SESSION_FRAMES.name]:
        frames_from(_row(SESSION_FRAMES, one))
    for one in found[CORRECTIONS.name]:
        if one["label"] not in EMOTIONS:
            raise ValueError("a label that is not an emotion")


def _check_log(log: list[Values]) -> None:
    known: set[int] = set()
    for one in log:
        if one["id"] in known or not known.issuperset(one["content"].get("edit_ids", ())):
            raise ValueError("an entry of the log that is there twice, or names one that is not")
        known.add(one["id"])


def _logged(one: Any) -> Values:
    if rater_name(one["rater"]) != one["rater"] or not isinstance(one["gesture"], str):
        raise ValueError("no name of a rater")
    review_log.from_values(one["kind"], one["content"])
    return {
        "id": int(one["id"]),
        "rater": one["rater"],
        "made_at": _moment(one["made_at"]),
        "kind": one["kind"],
        "content": one["content"],
        "gesture": one["gesture"],
    }


def _columns(table: Table, one: Any) -> Iterator[tuple[str, Any]]:
    for column in table.columns:
        if column.name in _OWN and not (table is SESSIONS and column.name == "id"):
            continue
        yield column.name, _from_json(column, one[column.name])


def _to_json(value: Any) -> Any:
    if isinstance(value, np.ndarray):
        return base64.b64encode(value.astype("<f4").tobytes()).decode("ascii")
    if isinstance(value, datetime):
        return value.isoformat()
    return value


def _from_json(column: Column[Any], value: Any) -> Any:
    if value is None:
        if not column.nullable:
            raise ValueError(f"{column} is missing")
        return None
    kind = column.type
    if isinstance(kind, Numbers):
        return np.frombuffer(base64.b64decode(value, validate=True), "<f4").astype(np.float32)
    if isinstance(kind, UtcTime):
        return _moment(value)
    if isinstance(kind, JSON):
        return value
    expected = _python_types(kind)
    if not isinstance(value, expected) or (isinstance(value, bool) and bool not in expected):
        raise TypeError(f"{column} is {type(value)}")
    if isinstance(value, float) and not math.isfinite(value):
        raise ValueError(f"{column} is not finite")
    return value


def _python_types(kind: Any) -> tuple[type, ...]:
    # A Boolean is no Integer here, but an Integer may stand for a Float.
    for sort, types in ((Boolean, (bool,)), (Integer, (int,)), (Float, (int, float))):
        if isinstance(kind, sort):
            return types
    assert isinstance(kind, String)
    return (str,)


def _moment(value: Any) -> datetime:
    moment = datetime.fromisoformat(value)
    if moment.tzinfo is None:
        raise ValueError("a moment without its offset")
    return moment.astimezone(UTC)


def _row(table: Table, values: Values) -> Any:
    return SimpleNamespace(**{name: values.get(name) for name in _names(table)})


def _names(table: Table) -> list[str]:
    return [column.name for column in table.columns]


def _correction(one: Values) -> Any:
    return rows.correction_of(_row(CORRECTIONS, one))
