"""The log of a review, what the library lists and searches, and sessions from audio files.

Only adds: a program that does not know it can continue to read and write the tables of
version 0001, and triggers keep derived data up to date. That is what the part after the
point in its revision promises: see `storage.database`.
"""

import sqlalchemy as sa
from alembic import op

revision = "0001.1"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the tables, the index of all texts, and the triggers; then fill them."""
    op.add_column(
        "segments",
        sa.Column("normalised_to_speaker", sa.Integer, nullable=False, server_default="0"),
    )
    _log()
    _details()
    _audio()
    _passages()
    _follow_the_first_version()
    _fill()


def _of_session() -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["session_id"], ["sessions.id"], ondelete="CASCADE")


def _log() -> None:
    op.create_table(
        "raters",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("name", sa.String, nullable=False, unique=True),
        sa.Column("blind", sa.Boolean, nullable=False),
    )
    op.create_table(
        "edits",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("session_id", sa.String, nullable=False, index=True),
        sa.Column("rater_id", sa.Integer, sa.ForeignKey("raters.id"), nullable=False),
        sa.Column("made_at", sa.DateTime, nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("content", sa.JSON, nullable=False),
        sa.Column("gesture", sa.String, nullable=False),
        _of_session(),
        sqlite_autoincrement=True,  # an id that a withdrawal names is never given again
    )


def _details() -> None:
    op.create_table(
        "session_details",
        sa.Column("session_id", sa.String, primary_key=True),
        sa.Column("title", sa.String, nullable=False, server_default=""),
        sa.Column("note", sa.String, nullable=False, server_default=""),
        sa.Column("review_state", sa.String, nullable=False, server_default="new", index=True),
        sa.Column("ribbon", sa.LargeBinary, nullable=False, server_default=sa.text("x''")),
        sa.Column("added_at", sa.DateTime, nullable=False, index=True),
        sa.Column("deleted_at", sa.DateTime, index=True),
        sa.Column("stale", sa.Boolean, nullable=False, server_default="1", index=True),
        _of_session(),
    )
    op.create_table(
        "session_tags",
        sa.Column("session_id", sa.String, primary_key=True),
        sa.Column("tag", sa.String, primary_key=True, index=True),
        _of_session(),
    )
    op.create_table(
        "session_speakers",
        sa.Column("session_id", sa.String, primary_key=True),
        sa.Column("speaker", sa.String, primary_key=True, index=True),
        _of_session(),
    )
    op.create_table(
        "session_shares",
        sa.Column("session_id", sa.String, primary_key=True),
        sa.Column("emotion", sa.String, primary_key=True),
        sa.Column("share", sa.Float, nullable=False),
        _of_session(),
    )
    op.create_index("ix_session_shares_share", "session_shares", ["emotion", "share"])


def _audio() -> None:
    op.create_table(
        "session_audio",
        sa.Column("session_id", sa.String, primary_key=True),
        sa.Column("path", sa.JSON, nullable=False),
        sa.Column("sha256", sa.String, nullable=False, index=True),
        sa.Column("n_bytes", sa.Integer, nullable=False),
        sa.Column("duration_s", sa.Float, nullable=False),
        sa.Column("sample_rate_hz", sa.Integer, nullable=False),
        sa.Column("channels", sa.Integer, nullable=False),
        sa.Column("notices", sa.JSON, nullable=False),
        _of_session(),
    )
    op.create_table(
        "session_frames",
        sa.Column("session_id", sa.String, primary_key=True),
        sa.Column("hop_s", sa.Float, nullable=False),
        sa.Column("window_s", sa.Float, nullable=False),
        sa.Column("times_s", sa.LargeBinary, nullable=False),
        sa.Column("speech", sa.LargeBinary, nullable=False),
        sa.Column("fused", sa.LargeBinary, nullable=False),
        sa.Column("voiced", sa.LargeBinary),
        _of_session(),
    )


def _passages() -> None:
    op.create_table(
        "passages",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("session_id", sa.String, nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("source_id", sa.Integer),
        sa.Column("at_s", sa.Float, nullable=False),
        sa.Column("text", sa.String, nullable=False),
        sa.Column("rater", sa.String),
        _of_session(),
    )
    op.create_index("ix_passages_source", "passages", ["session_id", "kind", "source_id"])
    op.execute(
        "CREATE VIRTUAL TABLE passages_fts USING fts5(text, content='passages', content_rowid='id',"
        " tokenize='unicode61 remove_diacritics 2', prefix='1 2 3')"
    )
    forget = (
        "INSERT INTO passages_fts(passages_fts, rowid, text) VALUES ('delete', old.id, old.text)"
    )
    index = "INSERT INTO passages_fts(rowid, text) VALUES (new.id, new.text)"
    _trigger("passages_added", "AFTER INSERT ON passages", index)
    _trigger("passages_deleted", "AFTER DELETE ON passages", forget)
    _trigger("passages_changed", "AFTER UPDATE ON passages", forget, index)


def _follow_the_first_version() -> None:
    """Follow what any version writes into the tables that it knows."""
    said = (
        "INSERT INTO passages(session_id, kind, source_id, at_s, text) SELECT new.session_id,"
        " 'utterance', new.segment_id, new.start_s, new.text WHERE new.text <> ''"
    )
    unsaid = (
        "DELETE FROM passages WHERE session_id = old.session_id AND kind = 'utterance'"
        " AND source_id = old.segment_id"
    )
    stale = "UPDATE session_details SET stale = 1 WHERE session_id = {}.session_id"
    _trigger(
        "sessions_added",
        "AFTER INSERT ON sessions",
        # As SQLAlchemy writes moments.
        "INSERT OR IGNORE INTO session_details(session_id, added_at)"
        " VALUES (new.id, strftime('%Y-%m-%d %H:%M:%f000', 'now'))",
    )
    _trigger("segments_added", "AFTER INSERT ON segments", said, stale.format("new"))
    _trigger("segments_deleted", "AFTER DELETE ON segments", unsaid, stale.format("old"))
    _trigger("segments_reworded", "AFTER UPDATE OF text ON segments", unsaid, said)
    _trigger("segments_changed", "AFTER UPDATE ON segments", stale.format("new"))
    _trigger("corrections_added", "AFTER INSERT ON corrections", stale.format("new"))
    _trigger(
        "markers_added",
        "AFTER INSERT ON markers",
        "INSERT INTO passages(session_id, kind, source_id, at_s, text) SELECT new.session_id,"
        " 'marker', new.id, new.at_s, new.text WHERE new.text <> ''",
    )
    _trigger(
        "markers_deleted",
        "AFTER DELETE ON markers",
        "DELETE FROM passages WHERE session_id = old.session_id AND kind = 'marker'"
        " AND source_id = old.id",
    )
    for field in ("title", "note"):
        _trigger(
            f"session_{field}_changed",
            f"AFTER UPDATE OF {field} ON session_details",
            f"DELETE FROM passages WHERE session_id = old.session_id AND kind = '{field}'",  # noqa: S608
            "INSERT INTO passages(session_id, kind, source_id, at_s, text) SELECT new.session_id,"
            f" '{field}', NULL, 0.0, new.{field} WHERE new.{field} <> ''",
        )


def _trigger(name: str, when: str, *statements: str) -> None:
    body = "; ".join(statements)
    op.execute(f"CREATE TRIGGER {name} {when} BEGIN {body}; END")


def _fill() -> None:
    op.execute(
        "INSERT INTO session_details(session_id, added_at) SELECT id, started_at FROM sessions"
    )
    # Whoever deleted a session with another tool may have left its rows.
    kept = "text <> '' AND session_id IN (SELECT id FROM sessions)"
    op.execute(
        "INSERT INTO passages(session_id, kind, source_id, at_s, text) SELECT session_id,"  # noqa: S608
        f" 'utterance', segment_id, start_s, text FROM segments WHERE {kept}"
        " ORDER BY session_id, segment_id"
    )
    op.execute(
        "INSERT INTO passages(session_id, kind, source_id, at_s, text) SELECT session_id,"  # noqa: S608
        f" 'marker', id, at_s, text FROM markers WHERE {kept} ORDER BY id"
    )
