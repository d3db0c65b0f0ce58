"""Each step of the database's versions, on a stored file of the version before it.

The files in `tests/frozen` were written by the program of their version and never change.
"""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest
from alembic.operations import Operations
from sqlalchemy import text

from emotion_desktop.domain.review import Rater
from emotion_desktop.domain.session import Consent
from emotion_desktop.services.review import operations as do
from emotion_desktop.services.review.open_review import OpenReview
from emotion_desktop.storage import library
from emotion_desktop.storage.store import SessionStore
from tests.golden.inputs import SESSION_ID, SPOKEN, STARTED_AT, WORDLESS

FROZEN = Path(__file__).parents[2] / "frozen"


@pytest.fixture
def migrated(tmp_path: Path) -> Iterator[SessionStore]:
    shutil.copyfile(FROZEN / "sessions-0001.db", tmp_path / "sessions.db")
    with SessionStore(tmp_path, pytest.fail) as store:
        yield store


def found(store: SessionStore, query: str) -> list[tuple[str, ...]]:
    matching = (
        "SELECT kind, text FROM passages WHERE id IN"
        " (SELECT rowid FROM passages_fts WHERE passages_fts MATCH :query) ORDER BY id"
    )
    with store.connection() as connection:
        return [tuple(row) for row in connection.execute(text(matching), {"query": query})]


def test_a_database_of_0001_keeps_all_that_it_holds(migrated: SessionStore) -> None:
    [session] = migrated.sessions()
    assert (session.id, session.state, session.duration_s) == (SESSION_ID, "finished", 8.0)
    segments = migrated.segments(SESSION_ID)
    assert [one.utterance.transcript for one in segments] == [
        SPOKEN.transcript,
        WORDLESS.transcript,
    ]
    assert [one.speech_only for one in segments] == [False, True]
    assert len(migrated.windows(SESSION_ID)) == 3
    assert [one.at_s for one in migrated.markers(SESSION_ID)] == [0.123456, 3.5]
    assert [one.kind for one in migrated.notices(SESSION_ID)] == ["lost"]
    labels = [one.label for one in migrated.corrections(SESSION_ID)]
    assert labels == ["fear", "sadness", "anger"]


def test_what_was_said_before_the_index_existed_is_found(migrated: SessionStore) -> None:
    assert [kind for kind, _ in found(migrated, "gruße")] == ["utterance"]
    assert [kind for kind, _ in found(migrated, "door")] == ["marker"]


def test_a_program_of_0001_goes_on_writing_and_deleting(migrated: SessionStore) -> None:
    path = migrated.data_folder / "sessions.db"
    with closing(sqlite3.connect(path)) as older:
        older.execute("PRAGMA foreign_keys = ON")
        columns = ", ".join(
            row[1]
            for row in older.execute("PRAGMA table_info(segments)")
            if row[1] not in {"segment_id", "text", "normalised_to_speaker"}
        )
        older.execute(
            f"INSERT INTO segments(segment_id, text, {columns})"
            f" SELECT 9, 'afterwards', {columns} FROM segments WHERE segment_id = 4"
        )
        older.commit()
        assert [kind for kind, _ in found(migrated, "afterwards")] == ["utterance"]
        older.execute("UPDATE segments SET text = 'reworded' WHERE segment_id = 9")
        older.commit()
        assert found(migrated, "afterwards") == []
        assert [kind for kind, _ in found(migrated, "reworded")] == ["utterance"]
        older.execute("DELETE FROM sessions")
        older.commit()
        for table in ("passages", "session_details", "segments"):
            assert older.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)
        assert found(migrated, "reworded") == []
        older.execute("INSERT INTO passages_fts(passages_fts) VALUES ('integrity-check')")


def test_a_step_that_breaks_off_leaves_the_version_before_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "sessions.db"
    shutil.copyfile(FROZEN / "sessions-0001.db", path)
    execute = Operations.execute

    def break_off(self: Operations, statement: str, **options: object) -> None:
        if statement.startswith("INSERT INTO session_details"):
            raise KeyboardInterrupt
        execute(self, statement, **options)

    with monkeypatch.context() as patch:
        patch.setattr(Operations, "execute", break_off)
        with pytest.raises(KeyboardInterrupt):
            SessionStore(tmp_path, pytest.fail)
    with closing(sqlite3.connect(path)) as connection:
        tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master")}
        assert "edits" not in tables
        assert connection.execute("SELECT * FROM alembic_version").fetchall() == [("0001",)]
    with SessionStore(tmp_path, pytest.fail) as store:
        assert [session.id for session in store.sessions()] == [SESSION_ID]


def test_rows_without_a_session_do_not_stop_the_step(tmp_path: Path) -> None:
    path = tmp_path / "sessions.db"
    shutil.copyfile(FROZEN / "sessions-0001.db", path)
    with closing(sqlite3.connect(path)) as other:  # foreign keys are off, unless asked for
        columns = ", ".join(
            row[1] for row in other.execute("PRAGMA table_info(segments)") if row[1] != "session_id"
        )
        other.execute(
            f"INSERT INTO segments(session_id, {columns}) SELECT 'gone', {columns} FROM segments"
        )
        other.execute("INSERT INTO markers(session_id, at_s, text) VALUES ('gone', 0, 'ghost')")
        other.commit()
    with SessionStore(tmp_path, pytest.fail) as store:
        assert found(store, "ghost") == []
        assert [kind for kind, _ in found(store, "gruße")] == ["utterance"]


def test_what_was_there_before_expires_by_its_start(migrated: SessionStore) -> None:
    assert library.expire(migrated, STARTED_AT + timedelta(days=30), 30) == []
    assert library.expire(migrated, STARTED_AT + timedelta(days=30, seconds=1), 30) == [SESSION_ID]


def test_a_database_of_0001_1_keeps_its_review_and_may_note_a_consent(tmp_path: Path) -> None:
    shutil.copyfile(FROZEN / "sessions-0001.1.db", tmp_path / "sessions.db")
    with SessionStore(tmp_path, pytest.fail) as store:
        opened = OpenReview(store, SESSION_ID, Rater("Ana"))
        assert opened.state.title == "First visit"
        assert opened.state.consent is None
        assert opened.state.segments[0].annotations["Ana"].labels == ("fear",)
        assert [kind for kind, _ in found(store, "pause")] == ["comment"]
        do.set_consent(opened, Consent(date(2026, 3, 1), "Both, signed."))
        again = OpenReview(store, SESSION_ID, Rater("Ana"))
        assert again.state.consent == Consent(date(2026, 3, 1), "Both, signed.")
    with closing(sqlite3.connect(tmp_path / "sessions.db")) as connection:
        assert connection.execute("SELECT * FROM alembic_version").fetchall() == [("0002",)]
