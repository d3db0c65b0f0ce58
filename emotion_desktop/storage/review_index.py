"""What rests on a review and can be listed and searched: kept equal to it with every edit."""

from collections.abc import Iterable, Sequence
from typing import Any, Final

from sqlalchemy import Connection, delete, insert, update

from emotion_desktop.domain.estimate import Utterance
from emotion_desktop.domain.review import Edit, segments_of
from emotion_desktop.domain.review_fold import review_of
from emotion_desktop.domain.review_state import ReviewedSegment, ReviewState
from emotion_desktop.domain.session import Correction
from emotion_desktop.storage.tables import PASSAGES, SESSION_DETAILS, SESSION_TAGS

#: An SQL statement takes so many values, and more.
_PORTION: Final = 500


def follow(
    connection: Connection, session_id: str, state: ReviewState, segment_ids: Iterable[int]
) -> None:
    """Bring what rests on a review up to date, within the transaction of an edit.

    Parameters
    ----------
    connection : Connection
        Within a transaction.
    session_id : str
        Of the session.
    state : ReviewState
        After the edit, as one sees it who is not blind.
    segment_ids : iterable of int
        The utterances that may have changed; without any the session as a whole did.
    """
    ids = list(segment_ids)
    of_session = SESSION_DETAILS.c.session_id == session_id
    changed: dict[str, Any] = {"stale": True, "review_state": state.status}
    if ids:
        _follow_segments(connection, session_id, state, ids)
    else:
        changed |= {"title": state.title, "note": state.note}
        connection.execute(delete(SESSION_TAGS).where(SESSION_TAGS.c.session_id == session_id))
        rows = [{"session_id": session_id, "tag": tag} for tag in dict.fromkeys(state.tags)]
        if rows:
            connection.execute(insert(SESSION_TAGS), rows)
    connection.execute(update(SESSION_DETAILS).where(of_session).values(**changed))


def follow_all(
    connection: Connection,
    session_id: str,
    utterances: Iterable[Utterance],
    log: Sequence[Edit],
    corrections: Sequence[Correction],
) -> None:
    """Bring all that rests on a session's review up to date, where its log came as a whole."""
    state = review_of(utterances, log, corrections)
    ids = [segment.id for segment in state.segments]
    gone = {i for edit in log for i in segments_of(edit.action)} - set(ids)
    follow(connection, session_id, state, ())
    for first in range(0, len(ids), _PORTION):
        follow(connection, session_id, state, ids[first : first + _PORTION])
    if gone:
        follow(connection, session_id, state, gone)


def _follow_segments(
    connection: Connection, session_id: str, state: ReviewState, segment_ids: list[int]
) -> None:
    connection.execute(
        delete(PASSAGES).where(
            PASSAGES.c.session_id == session_id,
            PASSAGES.c.kind.in_(("utterance", "comment")),
            PASSAGES.c.source_id.in_(segment_ids),
        )
    )
    wanted = set(segment_ids)
    rows = [
        passage | {"session_id": session_id}
        for segment in state.segments
        if segment.id in wanted
        for passage in _passages_of(segment)
    ]
    if rows:
        connection.execute(insert(PASSAGES), rows)


def _passages_of(segment: ReviewedSegment) -> list[dict[str, Any]]:
    at = {"source_id": segment.id, "at_s": segment.start_s}
    said: list[tuple[str, str, str | None]] = [("utterance", segment.transcript.text, None)]
    said += [("comment", one.comment, rater) for rater, one in segment.annotations.items()]
    return [
        {"kind": kind, "text": text, "rater": rater, **at} for kind, text, rater in said if text
    ]
