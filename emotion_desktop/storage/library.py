"""All sessions as a list: sorted, narrowed down, deleted for good or for the moment."""

import logging
import shutil
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Select,
    Table,
    delete,
    exists,
    func,
    insert,
    or_,
    select,
    true,
)
from sqlalchemy import update as sql_update

from emotion_desktop.domain.audio import SAMPLE_RATE_HZ
from emotion_desktop.domain.library import (
    CONFLICT,
    LibraryEntry,
    LibraryFilter,
    SortKey,
    conflicting_share,
    ribbon_of,
    shares_of,
)
from emotion_desktop.domain.review import Rater
from emotion_desktop.domain.review_fold import review_of
from emotion_desktop.storage import rows
from emotion_desktop.storage.errors import DatabaseBusyError, StorageError, explained, own_contents
from emotion_desktop.storage.review_log import log_of
from emotion_desktop.storage.scrubbing import scrub
from emotion_desktop.storage.session_folder import is_in_use, is_session_id, session_folder
from emotion_desktop.storage.store import SessionStore
from emotion_desktop.storage.tables import (
    EDITS,
    RATERS,
    SESSION_AUDIO,
    SESSION_DETAILS,
    SESSION_SHARES,
    SESSION_SPEAKERS,
    SESSION_TAGS,
    SESSIONS,
)

_log = logging.getLogger(__name__)

#: How long a deletion can be undone.
UNDO_S: Final = 10.0
_SORTED_BY: Final[Mapping[str, ColumnElement[Any]]] = MappingProxyType(
    {
        "date": SESSIONS.c.started_at,
        "title": func.lower(
            func.coalesce(func.nullif(SESSION_DETAILS.c.title, ""), SESSIONS.c.source)
        ),
        "duration": SESSIONS.c.n_samples,
        "status": SESSION_DETAILS.c.review_state,
    }
)
#: Sessions are read anew in such portions, so that others get their turn.
_PORTION: Final = 50

_STALE: Final = (
    select(SESSION_DETAILS.c.session_id)
    .join(SESSIONS)
    .where(SESSION_DETAILS.c.stale, SESSIONS.c.ended_at.is_not(None))
)


def session_ids(
    store: SessionStore,
    wanted: LibraryFilter = LibraryFilter(),  # noqa: B008 (frozen)
    *,
    sort: SortKey = "date",
    descending: bool = True,
    rater: Rater | None = None,
) -> list[str]:
    """List the sessions that a filter leaves, in order; `entries` tells what to show of each.

    Parameters
    ----------
    store : SessionStore
        Of the sessions.
    wanted : LibraryFilter
        Which ones.
    sort : SortKey
        By what; `share` is the share of the filter's emotion.
    descending : bool
        The newest, longest, or largest first.
    rater : Rater or None
        Who looks: what is hidden from a rater can neither narrow down nor sort. None sees all.
    """
    query = (
        select(SESSIONS.c.id)
        .join(SESSION_DETAILS, SESSION_DETAILS.c.session_id == SESSIONS.c.id)
        .where(SESSION_DETAILS.c.deleted_at.is_(None), *_conditions(wanted, rater))
    )
    if sort == "share":
        query, by = _with_share(query, wanted.emotion, rater)
    else:
        by = _SORTED_BY[sort]
    query = query.order_by(by.desc() if descending else by.asc())
    # Of those that are alike the newest first; for dates it would cost the use of their index.
    ordered = query if sort == "date" else query.order_by(SESSIONS.c.started_at.desc())
    with store.connection() as connection, own_contents(store.path):
        return [str(found) for found in connection.execute(ordered).scalars()]


def n_sessions(store: SessionStore) -> int:
    """Count all sessions."""
    count = select(func.count()).where(SESSION_DETAILS.c.deleted_at.is_(None))
    return store.select(count, lambda row: int(row[0]))[0]


def entries(
    store: SessionStore, ids: Sequence[str], rater: Rater | None = None
) -> list[LibraryEntry]:
    """Read what the list shows of some sessions, a screen of them, in their order.

    Those that are gone, and rows that this program cannot have written, are left out.
    """
    query = (
        select(
            SESSIONS,
            SESSION_DETAILS,
            SESSION_AUDIO.c.sha256.label("of_file"),
            _may_see(rater).label("visible"),
        )
        .join(SESSION_DETAILS, SESSION_DETAILS.c.session_id == SESSIONS.c.id)
        .outerjoin(SESSION_AUDIO, SESSION_AUDIO.c.session_id == SESSIONS.c.id)
        .where(SESSIONS.c.id.in_(ids))
    )
    found = {row.id: row for row in store.select(query, lambda row: row)}
    tags = _grouped(store, SESSION_TAGS, ids)
    speakers = _grouped(store, SESSION_SPEAKERS, ids)
    shares = _grouped(store, SESSION_SHARES, ids)
    return [
        LibraryEntry(
            **_values(found[session_id]),
            speakers=tuple(sorted(one.speaker for one in speakers[session_id])),
            tags=tuple(sorted(one.tag for one in tags[session_id])),
            shares={one.emotion: one.share for one in shares[session_id] if one.emotion != CONFLICT}
            or None
            if found[session_id].visible
            else None,
        )
        for session_id in ids
        if session_id in found and rows.is_of_this_program(found[session_id])
    ]


def _values(row: Row[Any]) -> dict[str, Any]:
    return {
        "id": row.id,
        "title": row.title,
        "started_at": row.started_at,
        "duration_s": row.n_samples / SAMPLE_RATE_HZ,
        "source": row.source,
        "state": row.state,
        "status": row.review_state,
        "from_file": row.of_file is not None,
        "ribbon": (row.ribbon or None) if row.visible else None,
    }


def all_tags(store: SessionStore) -> list[str]:
    """List the tags of all sessions, for whoever chooses one."""
    tag = SESSION_TAGS.c.tag
    return store.select(select(tag).distinct().order_by(tag), lambda row: str(row[0]))


def all_speakers(store: SessionStore) -> list[str]:
    """List the names of all speakers, for whoever chooses one."""
    speaker = SESSION_SPEAKERS.c.speaker
    named = select(speaker).distinct().where(speaker != "").order_by(speaker)
    return store.select(named, lambda row: str(row[0]))


def refresh(store: SessionStore) -> int:
    """Read anew what some sessions show that have changed; return how many are still to do.

    What a list shows of a session that has changed is a moment old until then.
    """
    ids = store.select(_STALE.limit(_PORTION), lambda row: str(row[0]))
    for session_id in ids:
        try:
            _refresh_one(store, session_id)
        except DatabaseBusyError:
            raise
        except StorageError as error:  # the others are to be shown as they are all the same
            _log.warning("The session %r is shown without its emotions: %s", session_id, error)
            _set(store, [session_id], stale=False)
    return n_stale(store)


def n_stale(store: SessionStore) -> int:
    """Count the sessions whose list entries are out of date."""
    count = select(func.count()).select_from(_STALE.subquery())
    [left] = store.select(count, lambda row: int(row[0]))
    return left


def delete_session(store: SessionStore, session_id: str, now: datetime) -> None:
    """Take a session out of the library; `restore` brings it back until it is purged."""
    _set(store, [session_id], deleted_at=now)


def restore(store: SessionStore, session_id: str) -> bool:
    """Bring a deleted session back; False where it is gone for good."""
    _set(store, [session_id], deleted_at=None)
    return store.session(session_id) is not None


def expire(store: SessionStore, now: datetime, max_age_days: int) -> list[str]:
    """Delete the sessions that came into the library longer ago, whenever their sound was made.

    They can be restored until they are purged.
    """
    old = (
        select(SESSIONS.c.id)
        .join(SESSION_DETAILS, SESSION_DETAILS.c.session_id == SESSIONS.c.id)
        .where(
            SESSION_DETAILS.c.added_at < now - timedelta(days=max_age_days),
            SESSION_DETAILS.c.deleted_at.is_(None),
            SESSIONS.c.ended_at.is_not(None),
        )
    )
    expired = store.select(old, lambda row: str(row[0]))
    _set(store, expired, deleted_at=now)
    return expired


def purge(store: SessionStore, now: datetime) -> list[str]:
    """Make deletions final that can be undone no longer: of files, rows and the index.

    Parameters
    ----------
    store : SessionStore
        Of the sessions.
    now : datetime
        In UTC.

    Returns
    -------
    list of str
        The sessions that are gone.

    Raises
    ------
    StorageError
        The first one, where a file cannot be deleted or the disk is in the way: everything else
        is done all the same, and the rest is tried again the next time.
    """
    due = select(SESSION_DETAILS.c.session_id).where(
        or_(
            SESSION_DETAILS.c.deleted_at <= now - timedelta(seconds=UNDO_S),
            SESSION_DETAILS.c.deleted_at > now,  # the clock was set back
        )
    )
    gone: list[str] = []
    problems: list[StorageError] = []
    for session_id in filter(is_session_id, store.select(due, lambda row: row[0])):
        try:
            if _purge_one(store, session_id):
                gone.append(session_id)
        except StorageError as error:
            _log.warning("The session %r could not be deleted: %s", session_id, error)
            problems.append(error)
    try:
        scrub(store)
    except StorageError as error:
        problems.append(error)
    if problems:
        raise problems[0]
    return gone


def _purge_one(store: SessionStore, session_id: str) -> bool:
    """Delete the files and rows of a session; False where somebody is at work on it."""
    folder = session_folder(store.data_folder, session_id)
    # Files first: recovery takes a folder without rows for a session that was cut off.
    with explained(folder):
        if is_in_use(folder):
            return False
        if folder.exists():
            shutil.rmtree(folder)
    store.delete_session(session_id)
    return True


def _refresh_one(store: SessionStore, session_id: str) -> None:
    utterances = [one.utterance for one in store.segments(session_id)]
    log = log_of(store, session_id)
    state = review_of(utterances, log, store.corrections(session_id))
    session = store.session(session_id)
    duration_s = session.duration_s if session else 0.0
    speakers = {state.speaker_name(one) for one in state.speakers()}
    with store.transaction() as connection:
        newest = select(func.max(EDITS.c.id)).where(EDITS.c.session_id == session_id)
        if (connection.execute(newest).scalar() or 0) != (log[-1].id if log else 0):
            return  # somebody edited it meanwhile: the next time
        _replace(connection, SESSION_SPEAKERS, session_id, [{"speaker": one} for one in speakers])
        shares = shares_of(state.segments) | {CONFLICT: conflicting_share(state.segments)}
        _replace(
            connection,
            SESSION_SHARES,
            session_id,
            [{"emotion": emotion, "share": share} for emotion, share in shares.items()],
        )
        connection.execute(
            sql_update(SESSION_DETAILS)
            .where(SESSION_DETAILS.c.session_id == session_id)
            .values(stale=False, ribbon=ribbon_of(state.segments, duration_s))
        )


def _replace(
    connection: Connection, table: Any, session_id: str, values: list[dict[str, Any]]
) -> None:
    connection.execute(delete(table).where(table.c.session_id == session_id))
    if values:
        connection.execute(insert(table), [one | {"session_id": session_id} for one in values])


def _set(store: SessionStore, ids: Sequence[str], **values: Any) -> None:
    with store.transaction() as connection:
        for session_id in ids:
            of_session = SESSION_DETAILS.c.session_id == session_id
            connection.execute(sql_update(SESSION_DETAILS).where(of_session).values(**values))


def _may_see(rater: Rater | None) -> ColumnElement[bool]:
    """Tell of a session whether its estimates are no secret to a rater."""
    if rater is None or not rater.blind:
        return true()
    return exists(
        select(EDITS.c.id)
        .join(RATERS)
        .where(
            EDITS.c.session_id == SESSION_DETAILS.c.session_id,
            EDITS.c.kind == "unblind",
            RATERS.c.name == rater.name,
        )
    )


def _conditions(wanted: LibraryFilter, rater: Rater | None) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.since is not None:
        conditions.append(SESSIONS.c.started_at >= wanted.since)
    if wanted.before is not None:
        conditions.append(SESSIONS.c.started_at < wanted.before)
    conditions += [_has(SESSION_TAGS, SESSION_TAGS.c.tag == tag) for tag in wanted.tags]
    if wanted.speaker:
        conditions.append(_has(SESSION_SPEAKERS, SESSION_SPEAKERS.c.speaker == wanted.speaker))
    if wanted.emotion and wanted.least_share > 0.0:
        is_enough = (SESSION_SHARES.c.emotion == wanted.emotion) & (
            SESSION_SHARES.c.share >= wanted.least_share
        )
        conditions += [_has(SESSION_SHARES, is_enough), _may_see(rater)]
    if wanted.conflicting:
        conflicts = (SESSION_SHARES.c.emotion == CONFLICT) & (SESSION_SHARES.c.share > 0.0)
        conditions += [_has(SESSION_SHARES, conflicts), _may_see(rater)]
    if wanted.reviewed is not None:
        is_reviewed = SESSION_DETAILS.c.review_state == "reviewed"
        conditions.append(is_reviewed if wanted.reviewed else ~is_reviewed)
    return conditions


def _has(table: Any, condition: ColumnElement[bool]) -> ColumnElement[bool]:
    # The outer query may join the same table, to sort by it.
    return exists().where(table.c.session_id == SESSIONS.c.id, condition).correlate(SESSIONS)


def _with_share(
    query: Select[Any], emotion: str, rater: Rater | None
) -> tuple[Select[Any], ColumnElement[Any]]:
    of_emotion = (SESSION_SHARES.c.session_id == SESSIONS.c.id) & (
        SESSION_SHARES.c.emotion == emotion
    )
    joined = query.outerjoin(SESSION_SHARES, of_emotion & _may_see(rater))
    return joined, func.coalesce(SESSION_SHARES.c.share, 0.0)


def _grouped(store: SessionStore, table: Table, ids: Sequence[str]) -> defaultdict[str, list[Any]]:
    groups: defaultdict[str, list[Any]] = defaultdict(list)
    for row in store.select(select(table).where(table.c.session_id.in_(ids)), lambda row: row):
        groups[row.session_id].append(row)
    return groups
