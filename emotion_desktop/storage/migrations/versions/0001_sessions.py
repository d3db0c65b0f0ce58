"""Sessions with their windows, utterances, markers, notices and corrections."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables of the first version."""
    _sessions()
    _segments()
    _windows()
    _remarks()
    _corrections()


def _of_session() -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["session_id"], ["sessions.id"], ondelete="CASCADE")


def _sessions() -> None:
    op.create_table(
        "sessions",
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("started_at", sa.DateTime, nullable=False, index=True),
        sa.Column("ended_at", sa.DateTime),
        sa.Column("source", sa.String, nullable=False),
        sa.Column("models", sa.JSON, nullable=False),
        sa.Column("state", sa.String, nullable=False, index=True),
        sa.Column("n_samples", sa.Integer, nullable=False),
        sa.Column("sound_file", sa.String),
        sa.Column("dropped_samples", sa.Integer, nullable=False),
        sa.Column("recovery_attempts", sa.Integer, nullable=False),
    )


def _segments() -> None:
    op.create_table(
        "segments",
        sa.Column("session_id", sa.String, primary_key=True),
        sa.Column("segment_id", sa.Integer, primary_key=True),
        sa.Column("start_s", sa.Float, nullable=False),
        sa.Column("end_s", sa.Float, nullable=False),
        sa.Column("speaker", sa.String, nullable=False),
        sa.Column("text", sa.String, nullable=False),
        sa.Column("words", sa.JSON, nullable=False),
        sa.Column("speech_only", sa.Boolean, nullable=False),
        sa.Column("speech", sa.LargeBinary),
        sa.Column("speech_attention", sa.LargeBinary),
        sa.Column("text_probabilities", sa.LargeBinary),
        sa.Column("text_attention", sa.LargeBinary),
        sa.Column("fused", sa.LargeBinary, nullable=False),
        sa.Column("gate_speech", sa.Float, nullable=False),
        sa.Column("gate_text", sa.Float, nullable=False),
        sa.Column("label", sa.String, nullable=False, index=True),
        sa.Column("confidence", sa.Float, nullable=False),
        sa.Column("uncertain", sa.Boolean, nullable=False),
        _of_session(),
    )


def _windows() -> None:
    op.create_table(
        "windows",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("session_id", sa.String, nullable=False, index=True),
        sa.Column("start_s", sa.Float, nullable=False),
        sa.Column("end_s", sa.Float, nullable=False),
        sa.Column("probabilities", sa.LargeBinary, nullable=False),
        _of_session(),
    )


def _remarks() -> None:
    op.create_table(
        "markers",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("session_id", sa.String, nullable=False, index=True),
        sa.Column("at_s", sa.Float, nullable=False),
        sa.Column("text", sa.String, nullable=False),
        _of_session(),
    )
    op.create_table(
        "notices",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("session_id", sa.String, nullable=False, index=True),
        sa.Column("at_s", sa.Float, nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("message", sa.String, nullable=False),
        _of_session(),
    )


def _corrections() -> None:
    op.create_table(
        "corrections",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("session_id", sa.String, nullable=False),
        sa.Column("segment_id", sa.Integer, nullable=False),
        sa.Column("rater", sa.String, nullable=False),
        sa.Column("label", sa.String, nullable=False),
        sa.Column("made_at", sa.DateTime, nullable=False),
        sa.ForeignKeyConstraint(
            ["session_id", "segment_id"],
            ["segments.session_id", "segments.segment_id"],
            ondelete="CASCADE",
        ),
    )
    op.create_index("ix_corrections_segment", "corrections", ["session_id", "segment_id"])
