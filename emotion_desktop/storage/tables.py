"""The tables of the session database; `migrations` upgrades a file to this schema."""

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
    text,
)

from emotion_desktop.domain.audio import FloatArray


class UtcTime(TypeDecorator[datetime]):
    """A time in UTC, since SQLite has no time zones."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002, D102
        return None if value is None else value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002, D102
        return None if value is None else value.replace(tzinfo=UTC)


class OnlyText(TypeDecorator[str]):
    """Text, and none of the bytes that SQLite would keep in its place."""

    impl = String
    cache_ok = True

    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002, D102
        if value is not None and not isinstance(value, str):
            raise TypeError(f"{type(value).__name__} in place of text")
        return value


class Numbers(TypeDecorator[FloatArray]):
    """An array of shape (n,), stored exactly, as little-endian float32."""

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


#: Of these, whole rows are left out where this program did not write them (see `rows`).
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
#: for each of them (none if a `translation` was read), `speech_attention` one for each of the
#: frames that divide the sound.
SEGMENTS: Final = Table(
    "segments",
    METADATA,
    Column("session_id", ForeignKey("sessions.id", ondelete="CASCADE"), primary_key=True),
    Column("segment_id", Integer, primary_key=True),
    Column("start_s", Float, nullable=False),
    Column("end_s", Float, nullable=False),
    Column("speaker", OnlyText, nullable=False),
    Column("text", OnlyText, nullable=False),
    Column("words", JSON, nullable=False),
    Column("speech_only", Boolean, nullable=False),
    Column("speech", Numbers),
    Column("speech_attention", Numbers),
    Column("text_probabilities", Numbers),
    Column("text_attention", Numbers),
    Column("fused", Numbers, nullable=False),
    Column("gate_speech", Float, nullable=False),
    Column("gate_text", Float, nullable=False),
    Column("label", OnlyText, nullable=False, index=True),
    Column("confidence", Float, nullable=False),
    Column("uncertain", Boolean, nullable=False),
    Column("normalised_to_speaker", Integer, nullable=False, server_default="0"),
    Column("speaker_confidence", Float),
    Column("translation", OnlyText),
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
    Column("text", OnlyText, nullable=False),
)

NOTICES: Final = Table(
    "notices",
    METADATA,
    _row_id(),
    _session_id(),
    Column("at_s", Float, nullable=False),
    Column("kind", OnlyText, nullable=False),
    Column("message", OnlyText, nullable=False),
)

CORRECTIONS: Final = Table(
    "corrections",
    METADATA,
    _row_id(),
    Column("session_id", OnlyText, nullable=False),
    Column("segment_id", Integer, nullable=False),
    Column("rater", OnlyText, nullable=False),
    Column("label", OnlyText, nullable=False),
    Column("made_at", UtcTime, nullable=False),
    ForeignKeyConstraint(
        ["session_id", "segment_id"],
        ["segments.session_id", "segments.segment_id"],
        ondelete="CASCADE",
    ),
    Index("ix_corrections_segment", "session_id", "segment_id"),
)

RATERS: Final = Table(
    "raters",
    METADATA,
    _row_id(),
    Column("name", OnlyText, nullable=False, unique=True),
    Column("blind", Boolean, nullable=False),
)

#: The log of all reviews: rows are added, and never changed. `kind` and `content` are an
#: action of `domain.review`; rows in a row of one `gesture` are undone together.
EDITS: Final = Table(
    "edits",
    METADATA,
    _row_id(),
    _session_id(),
    Column("rater_id", ForeignKey("raters.id"), nullable=False),
    Column("made_at", UtcTime, nullable=False),
    Column("kind", OnlyText, nullable=False),
    Column("content", JSON, nullable=False),
    Column("gesture", OnlyText, nullable=False),
    sqlite_autoincrement=True,
)


def _own_session_id() -> Column[str]:
    return Column("session_id", ForeignKey("sessions.id", ondelete="CASCADE"), primary_key=True)


#: What a list of sessions shows, read off everything else; `stale` where it has to be read
#: anew. A trigger adds the row of a new session, `added_at` the moment at which it came into the
#: library. `ribbon` has a byte for each part of the session: an index in `EMOTIONS`, or one
#: above (see `domain.library`).
SESSION_DETAILS: Final = Table(
    "session_details",
    METADATA,
    _own_session_id(),
    Column("title", OnlyText, nullable=False, server_default=""),
    Column("note", OnlyText, nullable=False, server_default=""),
    Column("review_state", OnlyText, nullable=False, server_default="new", index=True),
    Column("ribbon", LargeBinary, nullable=False, server_default=text("x''")),
    Column("added_at", UtcTime, nullable=False, index=True),
    Column("deleted_at", UtcTime, index=True),
    Column("stale", Boolean, nullable=False, server_default="1", index=True),
)

SESSION_TAGS: Final = Table(
    "session_tags",
    METADATA,
    _own_session_id(),
    Column("tag", OnlyText, primary_key=True, index=True),
)

SESSION_SPEAKERS: Final = Table(
    "session_speakers",
    METADATA,
    _own_session_id(),
    Column("speaker", OnlyText, primary_key=True, index=True),
)

#: Of the time in which somebody speaks; `emotion` may be `unclear` and `conflict`, too.
SESSION_SHARES: Final = Table(
    "session_shares",
    METADATA,
    _own_session_id(),
    Column("emotion", OnlyText, primary_key=True),
    Column("share", Float, nullable=False),
    Index("ix_session_shares_share", "emotion", "share"),
)

#: Of sessions that come from an audio file; `path` is where it lay when it was last seen (as
#: JSON: a name need not be Unicode). The session has a `sound_file` of its own where the sound
#: was copied in.
SESSION_AUDIO: Final = Table(
    "session_audio",
    METADATA,
    _own_session_id(),
    Column("path", JSON, nullable=False),
    Column("sha256", OnlyText, nullable=False, index=True),
    Column("n_bytes", Integer, nullable=False),
    Column("duration_s", Float, nullable=False),
    Column("sample_rate_hz", Integer, nullable=False),
    Column("channels", Integer, nullable=False),
    Column("notices", JSON, nullable=False),
)

#: The sliding window of a session that comes from an audio file.
SESSION_FRAMES: Final = Table(
    "session_frames",
    METADATA,
    _own_session_id(),
    Column("hop_s", Float, nullable=False),
    Column("window_s", Float, nullable=False),
    Column("times_s", Numbers, nullable=False),
    Column("speech", Numbers, nullable=False),
    Column("fused", Numbers, nullable=False),
    Column("voiced", Numbers),
)

#: All text that can be searched. Triggers write what the first tables and `SESSION_DETAILS`
#: hold, and keep the index `passages_fts` equal to these rows. `kind` is `utterance`,
#: `comment` (`source_id` is the segment's, `rater` who wrote it), `marker`, `title` or `note`.
PASSAGES: Final = Table(
    "passages",
    METADATA,
    _row_id(),
    Column("session_id", ForeignKey("sessions.id", ondelete="CASCADE"), nullable=False),
    Column("kind", OnlyText, nullable=False),
    Column("source_id", Integer),
    Column("at_s", Float, nullable=False),
    Column("text", OnlyText, nullable=False),
    Column("rater", OnlyText),
    Index("ix_passages_source", "session_id", "kind", "source_id"),
)
