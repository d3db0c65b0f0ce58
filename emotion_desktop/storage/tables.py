"""The tables of the session database; `migrations` upgrades a file to this schema."""

import math
from datetime import UTC, datetime
from typing import Any, Final

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
from sqlalchemy.types import TypeEngine

from emotion_desktop.domain.audio import FloatArray


class UtcTime(TypeDecorator[datetime]):
    """A time in UTC, since SQLite has no time zones."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002, D102
        return None if value is None else value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002, D102
        return None if value is None else value.replace(tzinfo=UTC)


class Checked(TypeDecorator[Any]):
    """Values of a column, and nothing else that SQLite would keep in their place."""

    impl: type[TypeEngine[Any]] = String
    cache_ok = True
    kinds: tuple[type, ...] = (str,)

    def checked(self, value: Any) -> Any:
        """Return a value that is none of a database's own, and may come from anyone.

        Raises
        ------
        TypeError, ValueError
            The column has no such values.
        """
        if type(value) not in self.kinds:  # a Boolean would be an instance of an integer
            raise TypeError(f"{value!r} in a column of {self.kinds}")
        if type(value) is float and not math.isfinite(value):
            raise ValueError(f"{value} in a column of finite numbers")
        return value

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:  # noqa: ARG002, D102
        return None if value is None else self.checked(value)


class Text(Checked):
    """Text, and no bytes."""

    cache_ok = True


class Number(Checked):
    """A finite number."""

    impl = Float
    cache_ok = True
    kinds = (float, int)


class Whole(Checked):
    """A whole number."""

    impl = Integer
    cache_ok = True
    kinds = (int,)


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
    Column("segment_id", Whole, primary_key=True),
    Column("start_s", Number, nullable=False),
    Column("end_s", Number, nullable=False),
    Column("speaker", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("words", JSON, nullable=False),
    Column("speech_only", Boolean, nullable=False),
    Column("speech", Numbers),
    Column("speech_attention", Numbers),
    Column("text_probabilities", Numbers),
    Column("text_attention", Numbers),
    Column("fused", Numbers, nullable=False),
    Column("gate_speech", Number, nullable=False),
    Column("gate_text", Number, nullable=False),
    Column("label", Text, nullable=False, index=True),
    Column("confidence", Number, nullable=False),
    Column("uncertain", Boolean, nullable=False),
    Column("normalised_to_speaker", Whole, nullable=False, server_default="0"),
    Column("speaker_confidence", Number),
    Column("translation", Text),
)

WINDOWS: Final = Table(
    "windows",
    METADATA,
    _row_id(),
    _session_id(),
    Column("start_s", Number, nullable=False),
    Column("end_s", Number, nullable=False),
    Column("probabilities", Numbers, nullable=False),
)

MARKERS: Final = Table(
    "markers",
    METADATA,
    _row_id(),
    _session_id(),
    Column("at_s", Number, nullable=False),
    Column("text", Text, nullable=False),
)

NOTICES: Final = Table(
    "notices",
    METADATA,
    _row_id(),
    _session_id(),
    Column("at_s", Number, nullable=False),
    Column("kind", Text, nullable=False),
    Column("message", Text, nullable=False),
)

CORRECTIONS: Final = Table(
    "corrections",
    METADATA,
    _row_id(),
    Column("session_id", Text, nullable=False),
    Column("segment_id", Whole, nullable=False),
    Column("rater", Text, nullable=False),
    Column("label", Text, nullable=False),
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
    Column("name", Text, nullable=False, unique=True),
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
    Column("kind", Text, nullable=False),
    Column("content", JSON, nullable=False),
    Column("gesture", Text, nullable=False),
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
    Column("title", Text, nullable=False, server_default=""),
    Column("note", Text, nullable=False, server_default=""),
    Column("review_state", Text, nullable=False, server_default="new", index=True),
    Column("ribbon", LargeBinary, nullable=False, server_default=text("x''")),
    Column("added_at", UtcTime, nullable=False, index=True),
    Column("deleted_at", UtcTime, index=True),
    Column("stale", Boolean, nullable=False, server_default="1", index=True),
)

SESSION_TAGS: Final = Table(
    "session_tags",
    METADATA,
    _own_session_id(),
    Column("tag", Text, primary_key=True, index=True),
)

SESSION_SPEAKERS: Final = Table(
    "session_speakers",
    METADATA,
    _own_session_id(),
    Column("speaker", Text, primary_key=True, index=True),
)

#: Of the time in which somebody speaks; `emotion` may be `unclear` and `conflict`, too.
SESSION_SHARES: Final = Table(
    "session_shares",
    METADATA,
    _own_session_id(),
    Column("emotion", Text, primary_key=True),
    Column("share", Number, nullable=False),
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
    Column("sha256", Text, nullable=False, index=True),
    Column("n_bytes", Whole, nullable=False),
    Column("duration_s", Number, nullable=False),
    Column("sample_rate_hz", Whole, nullable=False),
    Column("channels", Whole, nullable=False),
    Column("notices", JSON, nullable=False),
)

#: The sliding window of a session that comes from an audio file.
SESSION_FRAMES: Final = Table(
    "session_frames",
    METADATA,
    _own_session_id(),
    Column("hop_s", Number, nullable=False),
    Column("window_s", Number, nullable=False),
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
    Column("kind", Text, nullable=False),
    Column("source_id", Whole),
    Column("at_s", Number, nullable=False),
    Column("text", Text, nullable=False),
    Column("rater", Text),
    Index("ix_passages_source", "session_id", "kind", "source_id"),
)
