"""The events of a live session."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal

from emotion_desktop.domain.estimate import Estimate, Utterance


@dataclass(frozen=True, slots=True)
class WindowEstimate:
    """The estimate from speech for one sliding window.

    Attributes
    ----------
    start_s, end_s : float
        Extent in seconds since the source began.
    estimate : Estimate
        From speech alone.
    latency_s : float
        From the arrival of the window's last sample to the estimate.
    """

    start_s: float
    end_s: float
    estimate: Estimate
    latency_s: float


#: What loading the models consists of, in this order.
LOADING_STEPS: Final = ("libraries", "networks", "recogniser", "joining")
#: `joining`: the multilingual recogniser is put together, once.
LoadingStep = Literal["libraries", "networks", "recogniser", "joining"]


@dataclass(frozen=True, slots=True)
class ModelsLoading:
    """A loading step begins; emitted only if the models were not loaded before."""

    step: LoadingStep


@dataclass(frozen=True, slots=True)
class ModelsLoaded:
    """The models are ready; `description` names them and their versions."""

    description: dict[str, object]


@dataclass(frozen=True, slots=True)
class WindowReady:
    """A window was estimated."""

    window: WindowEstimate


@dataclass(frozen=True, slots=True)
class UtteranceReady:
    """An utterance was estimated.

    Attributes
    ----------
    utterance : Utterance
        The result.
    speech_only : bool
        True if the queue left no time to recognise the words.
    latency_s : float
        From the arrival of the utterance's last sample to the result.
    """

    utterance: Utterance
    speech_only: bool
    latency_s: float


@dataclass(frozen=True, slots=True)
class SegmentSkipped:
    """An utterance was skipped because the computer is too slow; times as in `Segment`."""

    segment_id: int
    start_s: float
    end_s: float


@dataclass(frozen=True, slots=True)
class SourceEnded:
    """The source has ended and every result was delivered.

    Attributes
    ----------
    reason : str or None
        The reason, if the source did not end by itself or on request: "unplugged".
    """

    reason: str | None


@dataclass(frozen=True, slots=True)
class Failed:
    """The pipeline stopped: a `UserFacingError`, or a bug."""

    error: Exception


@dataclass(frozen=True, slots=True)
class SessionStarted:
    """Audio starts to arrive; the only time the wall clock is read.

    Attributes
    ----------
    source : str
        Name of the device or file.
    started_at : datetime
        Time of sample 0, in UTC.
    started_monotonic_s : float
        The same moment on `time.monotonic`'s clock.
    models : dict
        As in `ModelsLoaded`.
    """

    source: str
    started_at: datetime
    started_monotonic_s: float
    models: dict[str, object]


@dataclass(frozen=True, slots=True)
class SourceNotice:
    """Something happened to the source, which continues.

    Attributes
    ----------
    kind : str
        `lost`: no audio arrives, waiting for its return; `returned`: it arrives again;
        `moved`: it comes from another microphone; `recording`: the audio file being
        played has missing or changed parts (see `AudioNotice`); `channels`: not all
        channels of a microphone are used, or not unchanged; `models`: they moved to the CPU.
    message : str
        One line for people.
    at_s : float
        Seconds since the source began.
    """

    kind: Literal["lost", "returned", "moved", "recording", "channels", "models"]
    message: str
    at_s: float


@dataclass(frozen=True, slots=True)
class ProvisionalWords:
    """Provisional words of the current utterance, until the next ones or the result.

    Empty text withdraws the previous words: there was no utterance after all.
    """

    start_s: float
    end_s: float
    text: str


#: How far the pipeline reduces its service on a slow computer, in this order. Levels that do not
#: apply are left out: "smaller recogniser" if the smallest is already in use, "longer
#: hop" if the hop is already the longest.
LOAD_LEVELS: Final = (
    "full",
    "no provisional words",
    "longer hop",
    "smaller recogniser",
    "no words",
)
LoadLevel = Literal["full", "no provisional words", "longer hop", "smaller recogniser", "no words"]


@dataclass(frozen=True, slots=True)
class LoadChanged:
    """The service level changed; `hop_s` is the current hop."""

    level: LoadLevel
    hop_s: float
    at_s: float


@dataclass(frozen=True, slots=True)
class MarkerSet:
    """Someone marked a moment of the session; times as in `Segment`."""

    at_s: float
    text: str


@dataclass(frozen=True, slots=True)
class LabelCorrected:
    """Someone gave the latest utterance another label."""

    segment_id: int
    label: str


@dataclass(frozen=True, slots=True)
class SinkFailed:
    """A sink failed and gets nothing more until the next session.

    Attributes
    ----------
    sink : str
        Its class, for the log.
    error : Exception
        A `UserFacingError` is meant for people, anything else is a bug.
    """

    sink: str
    error: Exception


LiveEvent = (
    ModelsLoaded
    | SessionStarted
    | WindowReady
    | UtteranceReady
    | ProvisionalWords
    | SegmentSkipped
    | SourceNotice
    | LoadChanged
    | MarkerSet
    | LabelCorrected
    | SinkFailed
    | SourceEnded
    | Failed
)
