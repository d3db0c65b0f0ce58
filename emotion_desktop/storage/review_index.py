"""Data derived from reviews for listing and searching; updated with every edit."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, delete, insert, select, update

from emotion_desktop.domain.estimate import Utterance
from emotion_desktop.domain.review import Edit, segments_of
from emotion_desktop.domain.review_fold import review_of
from emotion_desktop.domain.review_state import ReviewedSegment, ReviewState
from emotion_desktop.domain.session import Correction
from emotion_desktop.storage.tables import PASSAGES, SESSION_DETAILS, SESSION_TAGS

#: An SQL statement accepts at least this many values.
_PORTION: Final = 500
#: Of the session; triggers put them into the index.
_TEXTS: Final = ("title", "note")


def follow(
    connection: Connection, session_id: str, state: ReviewState, segment_ids: Iterable[int]
) -> None:
    """Update the derived data, within the transaction of an edit.

    Parameters
    ----------
    connection : Connection
        Within a transaction.
    session_id : str
        Of the session.
    state : ReviewState
        After the edit, as one sees it who is not blind.
    segment_ids : iterable of int
        The utterances that may have changed.
    """
    _follow_segments(connection, session_id, state, list(segment_ids))
    of_session = SESSION_DETAILS.c.session_id == session_id
    kept = connection.execute(select(SESSION_DETAILS).where(of_session)).one()._mapping
    texts = {name: getattr(state, name) for name in _TEXTS}
    changed: dict[str, Any] = {"stale": True, "review_state": state.status}
    # Rewriting them would remove them from the index, and append them after all others.
    changed |= {name: now for name, now in texts.items() if now != kept[name]}
    connection.execute(update(SESSION_DETAILS).where(of_session).values(**changed))
    _follow_tags(connection, session_id, set(state.tags))


def follow_all(
    connection: Connection,
    session_id: str,
    utterances: Iterable[Utterance],
    log: Sequence[Edit],
    corrections: Sequence[Correction],
) -> None:
    """Update all derived data of a session whose whole log was imported."""
    state = review_of(utterances, log, corrections)
    ids = [segment.id for segment in state.segments]
    gone = {i for edit in log for i in segments_of(edit.action)} - set(ids)
    follow(connection, session_id, state, (*ids, *gone))


def _follow_tags(connection: Connection, session_id: str, tags: set[str]) -> None:
    of_session = SESSION_TAGS.c.session_id == session_id
    kept = set(connection.execute(select(SESSION_TAGS.c.tag).where(of_session)).scalars())
    if kept - tags:
        gone = SESSION_TAGS.c.tag.in_(kept - tags)
        connection.execute(delete(SESSION_TAGS).where(of_session, gone))
    if tags - kept:
        new = [{"session_id": session_id, "tag": tag} for tag in sorted(tags - kept)]
        connection.execute(insert(SESSION_TAGS), new)


def _follow_segments(
    connection: Connection, session_id: str, state: ReviewState, segment_ids: Sequence[int]
) -> None:
    segments = {one.id: one for one in state.segments}
    for first in range(0, len(segment_ids), _PORTION):
        portion = segment_ids[first : first + _PORTION]
        wanted = {
            i: [one | {"session_id": session_id} for one in _passages_of(segments[i])]
            for i in portion
            if i in segments
        }
        kept = _kept_passages(connection, session_id, portion)
        changed = [i for i in portion if kept[i] != set(map(_comparable, wanted.get(i, ())))]
        if not changed:
            continue
        connection.execute(delete(PASSAGES).where(*_of_segments(session_id, changed)))
        rows = [passage for i in changed for passage in wanted.get(i, ())]
        if rows:
            connection.execute(insert(PASSAGES), rows)


def _kept_passages(
    connection: Connection, session_id: str, segment_ids: Sequence[int]
) -> defaultdict[int, set[tuple[object, ...]]]:
    kept: defaultdict[int, set[tuple[object, ...]]] = defaultdict(set)
    query = select(PASSAGES).where(*_of_segments(session_id, segment_ids))
    for row in connection.execute(query):
        kept[row.source_id].add(_comparable(row._mapping))
    return kept


def _of_segments(session_id: str, segment_ids: Sequence[int]) -> list[ColumnElement[bool]]:
    return [
        PASSAGES.c.session_id == session_id,
        PASSAGES.c.kind.in_(("utterance", "comment")),
        PASSAGES.c.source_id.in_(segment_ids),
    ]


def _comparable(passage: Mapping[Any, Any]) -> tuple[object, ...]:
    return tuple(passage[name] for name in ("kind", "rater", "at_s", "text"))


def _passages_of(segment: ReviewedSegment) -> list[dict[str, Any]]:
    at = {"source_id": segment.id, "at_s": segment.start_s}
    said: list[tuple[str, str, str | None]] = [("utterance", segment.transcript.text, None)]
    said += [("comment", one.comment, rater) for rater, one in segment.annotations.items()]
    return [
        {"kind": kind, "text": text, "rater": rater, **at} for kind, text, rater in said if text
    ]
