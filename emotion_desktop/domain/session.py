"""Recorded sessions, and the state of the recorder."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, Literal

from emotion_desktop.domain.audio import SAMPLE_RATE_HZ, FloatArray
from emotion_desktop.domain.estimate import Utterance

#: `recording`: not ended yet, or its program was killed; `finished`: ended normally;
#: `recovered`: repaired after a kill; `unrecoverable`: recovering it failed, its files
#: are unchanged.
SessionState = Literal["recording", "finished", "recovered", "unrecoverable"]

#: Rater of a label that was corrected in the live view, where no name is given.
LIVE_RATER: Final = "live"


@dataclass(frozen=True, slots=True)
class Consent:
    """What those who speak in a session agreed to.

    Attributes
    ----------
    given_on : date or None
        The day; None if it is not known.
    note : str
        Who agreed to what, and where that is written; may be empty.
    """

    given_on: date | None
    note: str = ""


@dataclass(frozen=True, slots=True)
class RecordedSession:
    """A recorded session as stored in the database.

    All times of a session are in seconds since its recording began,
    which is also where its audio starts.

    Attributes
    ----------
    id : str
        Name of its folder.
    started_at : datetime
        Time of the first recorded sample, in UTC.
    ended_at : datetime or None
        In UTC; None until the session is finished or recovered.
    source : str
        Name of the device or file; empty if it is no longer known.
    models : dict
        Names and versions, as the engine describes itself.
    state : SessionState
        How it ended.
    n_samples : int
        Length of the audio at `SAMPLE_RATE_HZ`, including silence for lost audio.
    sound_file : str or None
        Name in the session's folder; None before the end, and if no audio is left.
    dropped_samples : int
        Samples of silence that replace lost audio.
    recovery_attempts : int
        Number of recovery attempts.
    """

    id: str
    started_at: datetime
    ended_at: datetime | None
    source: str
    models: dict[str, object]
    state: SessionState
    n_samples: int
    sound_file: str | None
    dropped_samples: int
    recovery_attempts: int

    @property
    def duration_s(self) -> float:
        """Duration of the audio in seconds."""
        return self.n_samples / SAMPLE_RATE_HZ


@dataclass(frozen=True, slots=True)
class RecordedWindow:
    """The estimate for a recorded window; `probabilities` has shape (7,)."""

    start_s: float
    end_s: float
    probabilities: FloatArray


@dataclass(frozen=True, slots=True)
class RecordedSegment:
    """A recorded utterance; `speech_only` if there was no time to recognise its words."""

    utterance: Utterance
    speech_only: bool


@dataclass(frozen=True, slots=True)
class Marker:
    """A moment that someone marked."""

    at_s: float
    text: str


@dataclass(frozen=True, slots=True)
class Notice:
    """Something that happened to the session.

    Attributes
    ----------
    at_s : float
        Seconds since the recording began.
    kind : str
        `lost`, `returned`, `moved`, `recording`, `channels` (see `SourceNotice`), `skipped`
        (an utterance was skipped), `load` (see `LoadChanged`), `ended` or `failed` (why no
        audio ended).
    message : str
        One line.
    """

    at_s: float
    kind: str
    message: str


@dataclass(frozen=True, slots=True)
class Correction:
    """A corrected label of an utterance; a rater's latest counts, `made_at` is in UTC."""

    segment_id: int
    rater: str
    label: str
    made_at: datetime


@dataclass(frozen=True, slots=True)
class CannotTell:
    """A rater listened to an utterance and could not tell what it expresses."""

    segment_id: int
    rater: str
    made_at: datetime


@dataclass(frozen=True, slots=True)
class RecorderState:
    """The state of the recorder, as the window shows it.

    Attributes
    ----------
    phase : str
        `off`; `armed`: recording starts with the next audio; `recording`; `finishing`: the
        audio is being compressed and checked.
    session_id : str or None
        The session that is being recorded, or was recorded last.
    started_at : datetime or None
        Time of its first sample, in UTC.
    seconds_written : float
        Audio of it that would survive a kill of the program.
    results_written : int
        Windows and utterances of it that would survive as well.
    dropped_s : float
        Audio that was lost, by the source or because the disk was too slow.
    dropped_events : int
        Results that were lost because the disk was too slow or too many were waiting.
    waiting_results : int
        Results that wait in memory because the database cannot accept them now.
    waiting_for : Exception or None
        Why they wait; a `UserFacingError`. Audio does not wait.
    error : Exception or None
        Why recording stopped: a `UserFacingError` is meant for people, anything else is a bug.
        What was written stays and is found by `recovery.find_unfinished`.
    notice : str
        Something the user should know while recording continues; usually empty.
    """

    phase: Literal["off", "armed", "recording", "finishing"] = "off"
    session_id: str | None = None
    started_at: datetime | None = None
    seconds_written: float = 0.0
    results_written: int = 0
    dropped_s: float = 0.0
    dropped_events: int = 0
    waiting_results: int = 0
    waiting_for: Exception | None = None
    error: Exception | None = None
    notice: str = ""
