"""The session database as the rest of the program uses it."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self, TypeVar

from sqlalchemy import (
    Connection,
    Executable,
    Insert,
    Row,
    Select,
    Table,
    delete,
    func,
    insert,
    select,
    update,
)

from emotion_desktop.domain.audio import SAMPLE_RATE_HZ
from emotion_desktop.domain.live_events import SessionStarted
from emotion_desktop.domain.session import (
    Correction,
    Marker,
    Notice,
    RecordedSegment,
    RecordedSession,
    RecordedWindow,
    SessionState,
)
from emotion_desktop.storage import rows
from emotion_desktop.storage.archive import StoredSound
from emotion_desktop.storage.connecting import database_path
from emotion_desktop.storage.database import PATIENCE_S, open_database, open_to_read
from emotion_desktop.storage.errors import explained, own_contents
from emotion_desktop.storage.scrubbing import note_deletion
from emotion_desktop.storage.tables import (
    CORRECTIONS,
    MARKERS,
    NOTICES,
    SEGMENTS,
    SESSION_DETAILS,
    SESSIONS,
    WINDOWS,
)

_log = logging.getLogger(__name__)
_Read = TypeVar("_Read")
#: A kill of the program loses no more audio than this.
_CUT_S: Final = 1.0
#: Deleting can be undone for a while.
_IS_KEPT: Final = SESSIONS.c.id.not_in(
    select(SESSION_DETAILS.c.session_id).where(SESSION_DETAILS.c.deleted_at.is_not(None))
)


class SessionStore:
    """One connection to the session database; for one thread.

    Every change is on the disk when its method returns. Several stores, of several
    programs too, may be open at a time.

    Parameters
    ----------
    data_folder : Path
        Created with access for its owner only, if it does not exist.
    on_notice : callable
        Called with a one-line notice if a damaged database was set aside.
    patience_s : float
        How long to wait for another program that locks the database.
    read_only : bool
        Change nothing, so that read-only archives can be opened. Uses the default `patience_s`.

    Raises
    ------
    StorageError
        From every method, because of the disk or another program; from this one,
        also if a newer version of the program made the database.
    """

    def __init__(
        self,
        data_folder: Path,
        on_notice: Callable[[str], None],
        *,
        patience_s: float = PATIENCE_S,
        read_only: bool = False,
    ) -> None:
        self.data_folder = data_folder
        self.path = database_path(data_folder)
        if read_only:
            self._engine = open_to_read(data_folder, on_notice)
        else:
            self._engine = open_database(data_folder, on_notice, patience_s)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: object, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the connection."""
        with explained(self.path):
            self._engine.dispose()

    @contextmanager
    def connection(self) -> Iterator[Connection]:
        """Provide the connection; afterwards, either all changes are on the disk or none.

        Raises
        ------
        StorageError
            Because of the disk or another program.
        """
        with explained(self.path), self._engine.begin() as connection:
            yield connection

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """Provide the connection for writes that depend on earlier reads.

        No one else writes meanwhile.
        """
        with self.connection() as connection:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            yield connection

    def checkpoint(self) -> bool:
        """Write SQLite's log into the database, and empty it; False if somebody reads it."""
        with explained(self.path), self._engine.connect() as connection:
            connection.execution_options(isolation_level="AUTOCOMMIT")
            row = connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").one()
            return not row[0]

    def select(self, query: Select[Any], read: Callable[[Row[Any]], _Read]) -> list[_Read]:
        """Read rows.

        Raises
        ------
        StorageError
            Because of the disk or another program, or if a row is not one that
            this program writes.
        """
        with self.connection() as connection, own_contents(self.path):
            return [read(row) for row in connection.execute(query)]

    def add_session(self, session_id: str, session: SessionStarted) -> None:
        """Add a session in the state `recording`."""
        self._execute(_new_session(session_id, session))

    def add_lost_session(self, session_id: str, session: SessionStarted) -> None:
        """Add a session as `add_session` does, unless another program has added it meanwhile."""
        self._execute(_new_session(session_id, session).prefix_with("OR IGNORE"))

    def add_window(self, session_id: str, window: RecordedWindow) -> None:
        """Add a window's estimate."""
        self._insert(
            WINDOWS,
            session_id=session_id,
            start_s=window.start_s,
            end_s=window.end_s,
            probabilities=window.probabilities,
        )

    def add_segment(self, session_id: str, segment: RecordedSegment) -> None:
        """Add an utterance, with a number that is new in the session."""
        self._insert(SEGMENTS, session_id=session_id, **rows.segment_values(segment))

    def add_marker(self, session_id: str, marker: Marker) -> None:
        """Add a marker."""
        self._insert(MARKERS, session_id=session_id, at_s=marker.at_s, text=marker.text)

    def add_notice(self, session_id: str, notice: Notice) -> None:
        """Add a notice."""
        self._insert(
            NOTICES,
            session_id=session_id,
            at_s=notice.at_s,
            kind=notice.kind,
            message=notice.message,
        )

    def add_correction(self, session_id: str, correction: Correction) -> None:
        """Add a correction of a stored utterance; older ones are kept."""
        self._insert(
            CORRECTIONS,
            session_id=session_id,
            segment_id=correction.segment_id,
            rater=correction.rater,
            label=correction.label,
            made_at=correction.made_at,
        )

    def set_dropped(self, session_id: str, dropped_samples: int) -> None:
        """Store how much audio was lost so far."""
        self._update(session_id, dropped_samples=dropped_samples)

    def set_state(self, session_id: str, state: SessionState) -> None:
        """Change the final state of a session."""
        self._update(session_id, state=state)

    def end_session(
        self, session_id: str, state: SessionState, ended_at: datetime, sound: StoredSound
    ) -> None:
        """End a session; losses in `sound` are added to those already stored.

        A kill may lose the last half second of audio, but not the results that depend on it in
        part: they then end with the audio.
        """
        if sound.file is not None:
            self._end_results(session_id, sound.n_samples / SAMPLE_RATE_HZ)
        self._update(
            session_id,
            state=state,
            ended_at=ended_at,
            sound_file=sound.file,
            n_samples=sound.n_samples,
            dropped_samples=SESSIONS.c.dropped_samples + sound.lost_samples,
        )

    def count_attempt(self, session_id: str, change: int = 1) -> int:
        """Adjust the number of recovery attempts and return it."""
        count = SESSIONS.c.recovery_attempts
        self._update(session_id, recovery_attempts=count + change)
        [attempts] = self.select(
            select(count).where(SESSIONS.c.id == session_id), lambda row: int(row[0])
        )
        return attempts

    def delete_session(self, session_id: str) -> None:
        """Delete a session and its rows, but not its files."""
        with self.transaction() as connection:
            connection.execute(delete(SESSIONS).where(SESSIONS.c.id == session_id))
            note_deletion(connection)

    def sessions(self) -> list[RecordedSession]:
        """List all sessions in every state, newest first, without deleted ones.

        Rows that this program cannot have written are left out, and logged.
        """
        newest_first = select(SESSIONS).order_by(SESSIONS.c.started_at.desc())
        return self._sessions(newest_first.where(_IS_KEPT))

    def session_ids(self) -> set[object]:
        """List the ids of all rows, including those that `sessions` skips."""
        return set(self.select(select(SESSIONS.c.id), lambda row: row[0]))

    def session(self, session_id: str) -> RecordedSession | None:
        """Return a session, or None if there is none with this id."""
        found = self._sessions(select(SESSIONS).where(SESSIONS.c.id == session_id, _IS_KEPT))
        return found[0] if found else None

    def windows(self, session_id: str) -> list[RecordedWindow]:
        """List the window estimates of a session, ordered by end."""
        return self._of(session_id, WINDOWS, "end_s", rows.window_of)

    def segments(self, session_id: str) -> list[RecordedSegment]:
        """List the utterances of a session, ordered by start."""
        return self._of(session_id, SEGMENTS, "start_s", rows.segment_of)

    def markers(self, session_id: str) -> list[Marker]:
        """List the markers of a session in order."""
        return self._of(session_id, MARKERS, "at_s", lambda row: Marker(row.at_s, row.text))

    def notices(self, session_id: str) -> list[Notice]:
        """List the notices of a session in order."""
        return self._of(
            session_id, NOTICES, "at_s", lambda row: Notice(row.at_s, row.kind, row.message)
        )

    def corrections(self, session_id: str) -> list[Correction]:
        """List all corrections, in order of creation."""
        return self._of(session_id, CORRECTIONS, "id", rows.correction_of)

    def last_result_s(self, session_id: str) -> float | None:
        """Return the end of the last window or utterance in seconds; None if there is none."""
        ends = [
            self.select(
                select(func.max(table.c.end_s)).where(table.c.session_id == session_id),
                lambda row: None if row[0] is None else float(row[0]),
            )[0]
            for table in (WINDOWS, SEGMENTS)
        ]
        return max((end_s for end_s in ends if end_s is not None), default=None)

    def _sessions(self, query: Select[Any]) -> list[RecordedSession]:
        found = self.select(query, lambda row: row)
        strange = [row.id for row in found if not rows.is_of_this_program(row)]
        if strange:
            _log.warning(
                "%s contains rows that this program did not write; skipped: %r", self.path, strange
            )
        return [rows.session_of(row) for row in found if rows.is_of_this_program(row)]

    def _of(
        self, session_id: str, table: Table, order: str, read: Callable[[Row[Any]], _Read]
    ) -> list[_Read]:
        query = select(table).where(table.c.session_id == session_id)
        return self.select(query.order_by(table.c[order]), read)

    def _end_results(self, session_id: str, end_s: float) -> None:
        for table in (WINDOWS, SEGMENTS):
            # Later results depend on damaged audio, and keep their position.
            cut = (table.c.start_s < end_s) & table.c.end_s.between(end_s, end_s + _CUT_S)
            late = update(table).where(table.c.session_id == session_id, cut)
            self._execute(late.values(end_s=end_s))

    def _insert(self, table: Table, **values: Any) -> None:
        self._execute(insert(table).values(**values))

    def _update(self, session_id: str, **values: Any) -> None:
        self._execute(update(SESSIONS).where(SESSIONS.c.id == session_id).values(**values))

    def _execute(self, statement: Executable) -> None:
        with self.connection() as connection:
            connection.execute(statement)


def _new_session(session_id: str, session: SessionStarted) -> Insert:
    return insert(SESSIONS).values(
        id=session_id,
        started_at=session.started_at,
        source=session.source,
        models=session.models,
        state="recording",
        n_samples=0,
        dropped_samples=0,
        recovery_attempts=0,
    )
