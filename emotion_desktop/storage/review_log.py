"""The review log in the database, and the raters."""

import dataclasses
from collections.abc import Sequence
from datetime import datetime
from types import MappingProxyType
from typing import Any, Final, Literal, get_args, get_origin

from sqlalchemy import Connection, Row, insert, select, text

from emotion_desktop.domain import review
from emotion_desktop.domain.review import Action, Edit, Rater
from emotion_desktop.domain.transcript import Word
from emotion_desktop.storage.errors import own_contents
from emotion_desktop.storage.rows import word_of
from emotion_desktop.storage.store import SessionStore
from emotion_desktop.storage.tables import EDITS, RATERS, SESSION_DETAILS

#: How the log calls each action; a name that was released is never changed.
_KINDS: Final = MappingProxyType(
    {
        "labels": review.SetLabels,
        "rating": review.SetRating,
        "comment": review.SetComment,
        "tags": review.SetTags,
        "words": review.SetWords,
        "split": review.SplitSegment,
        "merge": review.MergeSegments,
        "borders": review.MoveBorders,
        "shared_border": review.MoveSharedBorder,
        "speaker": review.AssignSpeaker,
        "speaker_name": review.NameSpeaker,
        "speakers_merged": review.MergeSpeakers,
        "title": review.SetTitle,
        "note": review.SetNote,
        "consent": review.SetConsent,
        "session_tags": review.SetSessionTags,
        "status": review.SetReviewStatus,
        "unblind": review.Unblind,
        "withdraw": review.Withdraw,
        "restore": review.Restore,
    }
)
_NAMES: Final = MappingProxyType({action: name for name, action in _KINDS.items()})


def raters(store: SessionStore) -> list[Rater]:
    """List all raters, by name."""
    query = select(RATERS).order_by(RATERS.c.name)
    return store.select(query, lambda row: Rater(row.name, row.blind))


def add_rater(store: SessionStore, rater: Rater) -> Rater:
    """Store a rater and return the stored one of that name; a known one is unchanged."""
    with store.transaction() as connection:
        _rater_id(connection, rater)
        row = connection.execute(select(RATERS).where(RATERS.c.name == rater.name)).one()
        return Rater(row.name, row.blind)


def log_of(store: SessionStore, session_id: str) -> list[Edit]:
    """Read a session's log, in order."""
    with store.connection() as connection:
        return read_log(store, connection, session_id)


def read_log(
    store: SessionStore, connection: Connection, session_id: str, after_id: int = 0
) -> list[Edit]:
    """Read the entries of a session's log after a given one, within a transaction.

    Raises
    ------
    StorageError
        If the log holds what this program does not write.
    """
    query = (
        select(EDITS, RATERS.c.name.label("rater"))
        .join(RATERS)
        .where(EDITS.c.session_id == session_id, EDITS.c.id > after_id)
        .order_by(EDITS.c.id)
    )
    with own_contents(store.path):
        return [_edit(row) for row in connection.execute(query)]


def is_kept(connection: Connection, session_id: str) -> bool:
    """Return whether a session still exists, within a transaction."""
    details = SESSION_DETAILS.c
    kept = select(details.session_id).where(
        details.session_id == session_id, details.deleted_at.is_(None)
    )
    return connection.execute(kept).first() is not None


def append(
    connection: Connection,
    session_id: str,
    rater: Rater,
    action: Action,
    *,
    made_at: datetime,
    gesture: str = "",
) -> Edit:
    """Add an entry to a session's log, within a transaction."""
    kind, content = to_values(action)
    added = connection.execute(
        insert(EDITS).values(
            session_id=session_id,
            rater_id=_rater_id(connection, rater),
            made_at=made_at,
            kind=kind,
            content=content,
            gesture=gesture,
        )
    )
    [edit_id] = added.inserted_primary_key or (0,)
    return Edit(int(edit_id), rater.name, made_at, action, gesture)


def append_all(connection: Connection, session_id: str, log: Sequence[Edit]) -> None:
    """Add a log from elsewhere, whose entries get other ids, within a transaction."""
    if not log:
        return
    newest = connection.execute(text("SELECT seq FROM sqlite_sequence WHERE name = 'edits'"))
    ids = {edit.id: new for new, edit in enumerate(log, start=1 + (newest.scalar() or 0))}
    names = dict.fromkeys(edit.rater for edit in log)  # in the order in which they came
    rater_ids = {name: _rater_id(connection, Rater(name)) for name in names}
    added = []
    for edit in log:
        kind, content = to_values(edit.action)
        if isinstance(edit.action, review.Withdraw | review.Restore):
            content["edit_ids"] = [ids[i] for i in edit.action.edit_ids]
        values = {"made_at": edit.made_at, "kind": kind, "content": content}
        values |= {"rater_id": rater_ids[edit.rater], "gesture": edit.gesture}
        added.append(values | {"id": ids[edit.id], "session_id": session_id})
    connection.execute(insert(EDITS), added)


def to_values(action: Action) -> tuple[str, dict[str, Any]]:
    """Convert an action to its name and values for JSON."""
    content: dict[str, Any] = {}
    for field in dataclasses.fields(action):
        value = getattr(action, field.name)
        if isinstance(value, tuple):
            value = [dataclasses.astuple(v) if isinstance(v, Word) else v for v in value]
        content[field.name] = value
    return _NAMES[type(action)], content


def from_values(kind: str, content: dict[str, Any]) -> Action:
    """Convert the output of `to_values` back.

    Raises
    ------
    KeyError, TypeError, ValueError
        If it did not.
    """
    made = _KINDS[kind]
    values: dict[str, Any] = {}
    for field in dataclasses.fields(made):
        value = content[field.name]
        if isinstance(value, list):
            value = tuple(word_of(v) if made is review.SetWords else v for v in value)
        values[field.name] = value
    _check(made, values)
    action: Action = made(**values)
    return action


def _check(made: type[Any], values: dict[str, Any]) -> None:
    """Check values against the types of their fields, because the log may come from anyone."""
    for field in dataclasses.fields(made):
        if not _is_a(values[field.name], field.type):
            raise TypeError(f"{made.__name__}.{field.name} is {values[field.name]!r}")


def _is_a(value: Any, declared: Any) -> bool:
    if get_origin(declared) is tuple:
        return isinstance(value, tuple) and all(_is_a(v, get_args(declared)[0]) for v in value)
    if get_origin(declared) is Literal:
        return value in get_args(declared)
    if isinstance(value, bool) and declared is not bool:
        return False
    return isinstance(value, int | float if declared is float else declared)


def _edit(row: Row[Any]) -> Edit:
    action = from_values(row.kind, dict(row.content))
    return Edit(row.id, row.rater, row.made_at, action, row.gesture)


def _rater_id(connection: Connection, rater: Rater) -> int:
    of_name = select(RATERS.c.id).where(RATERS.c.name == rater.name)
    known = connection.execute(of_name).scalar()
    if known is None:
        connection.execute(insert(RATERS).values(name=rater.name, blind=rater.blind))
        known = connection.execute(of_name).scalar_one()
    return int(known)
