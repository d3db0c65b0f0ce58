"""The tables of the sessions' database; `migrations` brings a file to this shape."""

from datetime import UTC, datetime
from typing import Final

import numpy as np
from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    DateTime,
    Dialect,
    Float,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    TypeDecorator,
)

from emotion_desktop.domain.audio import FloatArray


class UtcTime(TypeDecorator[datetime]):
    """A moment in UTC; SQLite itself knows no time zones."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002, D102
        return None if value is None else value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002, D102
        return None if value is None else value.replace(tzinfo=UTC)


class Numbers(TypeDecorator[FloatArray]):
    """An array of shape (n,), exactly as it is: little-endian float32."""

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: FloatArray | None, dialect: Dialect) -> bytes | None:  # noqa: ARG002, D102
        return None if value is None else value.astype("<f4").tobytes()

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> FloatArray | None:  # noqa: ARG002, D102
        return None if value is None else np.frombuffer(value, "<f4").astype(np.float32)


METADATA: Final = MetaData()


def _session_id() -> Column[str]:
    return Column(
        "session_id", ForeignKey("sessions.id", ondelete="CASCADE"), nullable=False, index=True
    )


def _row_id() -> Column[int]:
    return Column("id", Integer, primary_key=True)


SESSIONS: Final = Table(
    "sessions",
    METADATA,
    Column("id", String, primary_key=True),
    Column("started_at", UtcTime, nullable=False, index=True),
    Column("ended_at", UtcTime),
    Column("source", String, nullable=False),
    Column("models", JSON, nullable=False),
    Column("state", String, nullable=False, index=True),
    Column("n_samples", Integer, nullable=False),
    Column("sound_file", String),
    Column("dropped_samples", Integer, nullable=False),
    Column("recovery_attempts", Integer, nullable=False),
)

#: `words` is a list of [text, start_s, end_s, probability]; `text_attention` has a weight
#: for each of them, `speech_attention` one for each of the frames that divide the sound.
SEGMENTS: Final = Table(
    "segments",
    METADATA,
    Column("session_id", ForeignKey("sessions.id", ondelete="CASCADE"), primary_key=True),
    Column("segment_id", Integer, primary_key=True),
    Column("start_s", Float, nullable=False),
    Column("end_s", Float, nullable=False),
    Column("speaker", String, nullable=False),
    Column("text", String, nullable=False),
    Column("words", JSON, nullable=False),
    Column("speech_only", Boolean, nullable=False),
    Column("speech", Numbers),
    Column("speech_attention", Numbers),
    Column("text_probabilities", Numbers),
    Column("text_attention", Numbers),
    Column("fused", Numbers, nullable=False),
    Column("gate_speech", Float, nullable=False),
    Column("gate_text", Float, nullable=False),
    Column("label", String, nullable=False, index=True),
    Column("confidence", Float, nullable=False),
    Column("uncertain", Boolean, nullable=False),
)

WINDOWS: Final = Table(
    "windows",
    METADATA,
    _row_id(),
    _session_id(),
    Column("start_s", Float, nullable=False),
    Column("end_s", Float, nullable=False),
    Column("probabilities", Numbers, nullable=False),
)

MARKERS: Final = Table(
    "markers",
    METADATA,
    _row_id(),
    _session_id(),
    Column("at_s", Float, nullable=False),
    Column("text", String, nullable=False),
)

NOTICES: Final = Table(
    "notices",
    METADATA,
    _row_id(),
    _session_id(),
    Column("at_s", Float, nullable=False),
    Column("kind", String, nullable=False),
    Column("message", String, nullable=False),
)

CORRECTIONS: Final = Table(
    "corrections",
    METADATA,
    _row_id(),
    Column("session_id", String, nullable=False),
    Column("segment_id", Integer, nullable=False),
    Column("rater", String, nullable=False),
    Column("label", String, nullable=False),
    Column("made_at", UtcTime, nullable=False),
    ForeignKeyConstraint(
        ["session_id", "segment_id"],
        ["segments.session_id", "segments.segment_id"],
        ondelete="CASCADE",
    ),
    Index("ix_corrections_segment", "session_id", "segment_id"),
)
