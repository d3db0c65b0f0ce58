"""Full-text search over transcripts, comments, notes, markers and titles (SQLite's FTS5)."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal, cast

from sqlalchemy import Row, text

from emotion_desktop.domain.review import Rater
from emotion_desktop.storage.store import SessionStore

PassageKind = Literal["utterance", "comment", "marker", "title", "note"]

#: So many hits are listed; who wants another one types another word.
MOST_HITS: Final = 200
#: So many of the newest matches are looked through for those within certain sessions.
_MOST_LOOKED_AT: Final = 20_000
_MARK_FROM: Final = "\x02"
_MARK_TO: Final = "\x03"
#: Words around a hit.
_SNIPPET_WORDS: Final = 16
_TERM: Final = re.compile(r'"([^"]*)"|(\S+)')

_QUERY: Final = text(
    f"""
    SELECT p.session_id, p.kind, p.source_id, p.at_s,
           snippet(passages_fts, 0, '{_MARK_FROM}', '{_MARK_TO}', '…', {_SNIPPET_WORDS}) AS part
    FROM passages_fts JOIN passages p ON p.id = passages_fts.rowid
    JOIN session_details d ON d.session_id = p.session_id
    WHERE passages_fts MATCH :query AND passages_fts.rowid >= :oldest AND d.deleted_at IS NULL
      AND (:everywhere OR p.session_id IN (SELECT value FROM json_each(:sessions)))
      AND (p.rater IS NULL OR :sees_all OR p.rater = :rater OR EXISTS (
        SELECT 1 FROM edits JOIN raters ON raters.id = edits.rater_id
        WHERE edits.session_id = p.session_id AND edits.kind = 'unblind'
          AND raters.name = :rater))
    ORDER BY passages_fts.rowid DESC LIMIT :limit
    """  # noqa: S608 (constants of this module)
)
_OLDEST: Final = text(
    f"""
    SELECT rowid FROM passages_fts WHERE passages_fts MATCH :query
    ORDER BY rowid DESC LIMIT 1 OFFSET {_MOST_LOOKED_AT}
    """  # noqa: S608
)


@dataclass(frozen=True, slots=True)
class Hit:
    """A match of a search.

    Attributes
    ----------
    session_id : str
        Id of the session.
    kind : PassageKind
        Kind of the text.
    segment_id : int or None
        The utterance that contains it, or that a comment is about.
    at_s : float
        Position to jump to, in seconds since the session began.
    text : str
        The words around it.
    marks : tuple of (int, int)
        Start and end of the matches, in characters of `text`.
    """

    session_id: str
    kind: PassageKind
    segment_id: int | None
    at_s: float
    text: str
    marks: tuple[tuple[int, int], ...]


def search(
    store: SessionStore,
    typed: str,
    *,
    rater: Rater | None = None,
    sessions: Sequence[str] | None = None,
) -> list[Hit]:
    """Search while the user types; the most recent session comes first.

    All words must occur, in any order and case, with or without accents; the last one may
    be a prefix. Text in double quotes must occur as it is.

    Parameters
    ----------
    store : SessionStore
        Of the sessions.
    typed : str
        Any text.
    rater : Rater or None
        Who looks: comments that are hidden from a rater are not found. None sees all.
    sessions : sequence of str or None
        Ids of the sessions to search; None searches all. Of very frequent words, the oldest
        matches are then left out.
    """
    query = _match(typed)
    if not query:
        return []
    values = {
        "query": query,
        "sees_all": rater is None or not rater.blind,
        "rater": rater.name if rater else "",
        "everywhere": sessions is None,
        "sessions": json.dumps(sessions or ()),
        "oldest": 0,
        "limit": MOST_HITS,
    }
    with store.connection() as connection:
        if sessions is not None:
            values["oldest"] = connection.execute(_OLDEST, {"query": query}).scalar() or 0
        return [_hit(row) for row in connection.execute(_QUERY, values)]


def _match(typed: str) -> str:
    """Convert typed text to an FTS5 query, with all special characters escaped."""
    terms = []
    for found in _TERM.finditer(typed):
        phrase = found[1] if found[1] is not None else found[2].replace('"', "")
        if not any(map(str.isalnum, phrase)):
            continue
        goes_on = found[1] is None and found.end() == len(typed)
        terms.append(f'"{phrase}"{"*" if goes_on else ""}')
    return " ".join(terms)


def _hit(row: Row[Any]) -> Hit:
    plain, marks, begin = "", [], 0
    for piece in re.split(f"([{_MARK_FROM}{_MARK_TO}])", row.part):
        if piece == _MARK_FROM:
            begin = len(plain)
        elif piece == _MARK_TO:
            marks.append((begin, len(plain)))
        else:
            plain += piece
    of_segment = row.kind in {"utterance", "comment"}
    return Hit(
        session_id=row.session_id,
        kind=cast("PassageKind", row.kind),
        segment_id=row.source_id if of_segment else None,
        at_s=row.at_s,
        text=plain,
        marks=tuple(marks),
    )
