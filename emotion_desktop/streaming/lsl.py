"""Lab Streaming Layer: probabilities as one stream, events as markers."""

import platform
import time
from importlib.metadata import version
from types import ModuleType
from typing import TYPE_CHECKING, Final

import numpy as np

from emotion_desktop.domain.audio import FloatArray
from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.domain.estimate import Estimate
from emotion_desktop.domain.labels import EMOTIONS
from emotion_desktop.domain.live_events import (
    Failed,
    LabelCorrected,
    LiveEvent,
    MarkerSet,
    SessionStarted,
    SourceEnded,
    SourceNotice,
    UtteranceReady,
    WindowReady,
)
from emotion_desktop.domain.printable import encodable
from emotion_desktop.domain.translatable import Message
from emotion_desktop.streaming.live_json import failure_text
from emotion_desktop.streaming.sink import Outlet

if TYPE_CHECKING:
    from pylsl import StreamInfo, StreamOutlet

STREAM: Final = "EmotionDesktop"
MARKERS: Final = "EmotionDesktopMarkers"
MODALITIES: Final = ("speech", "text", "fused")

#: Unless configured otherwise, liblsl answers multicast queries from the whole network. It
#: always opens its data port on every interface, which cannot be configured.
ON_THIS_MACHINE: Final = """
[ports]
IPv6 = disable
[multicast]
ResolveScope = machine
ListenAddress = 127.0.0.1
[log]
level = -1
"""

#: liblsl reads its configuration once a process; this is what the first opening chose.
_reach: bool | None = None


class LslOutlet(Outlet):
    """Provides two Lab Streaming Layer streams, described in the README.

    `EmotionDesktop` has 21 float32 channels at an irregular rate, seven each of speech,
    text and fused, NaN if there is no such estimate. `EmotionDesktopMarkers` has one
    text channel. Both are stamped on LSL's clock with the time of the audio that
    they refer to, never with the time of sending.

    Parameters
    ----------
    network : bool
        As `OutletOptions.lsl_network`.

    Raises
    ------
    UserFacingError
        If liblsl is missing, can open no port, or was started with the other
        `network` before: it can be set up once a process only.
    """

    def __init__(self, *, network: bool = False) -> None:
        pylsl = _set_up(network=network)
        self._clock = pylsl.local_clock
        try:
            # Receivers that know only the oldest way of asking find the newest stream alone.
            self.markers: StreamOutlet | None = pylsl.StreamOutlet(_marker_info(pylsl))
            self.estimates: StreamOutlet | None = pylsl.StreamOutlet(_estimate_info(pylsl))
        except RuntimeError as error:
            raise UserFacingError(
                "Lab Streaming Layer could not open a stream ({error})",
                "Close other programs that stream, or turn it off in the settings.",
                error=error,
            ) from error
        self._session_start_lsl_s: float | None = None
        super().__init__(Message("Lab Streaming Layer"))

    def _tell(self, event: LiveEvent) -> None:
        if isinstance(event, SessionStarted):
            offset_s = self._clock() - time.monotonic()
            self._session_start_lsl_s = event.started_monotonic_s + offset_s
        if self._session_start_lsl_s is None:
            return
        now_s = self._clock() - self._session_start_lsl_s
        for at_s, text in markers(event, now_s):
            self._mark(at_s, text)
        row = channels(event)
        if row is not None:
            self._push(*row)
        if isinstance(event, SourceEnded | Failed):
            self._session_start_lsl_s = None

    def _mark(self, at_s: float, text: str) -> None:
        assert self.markers is not None
        assert self._session_start_lsl_s is not None
        self.markers.push_sample([encodable(text)], self._session_start_lsl_s + at_s)

    def _push(self, at_s: float, row: FloatArray) -> None:
        assert self.estimates is not None
        assert self._session_start_lsl_s is not None
        self.estimates.push_sample(row.tolist(), self._session_start_lsl_s + at_s)

    def _end(self) -> None:
        # liblsl closes a stream when the last reference to it goes.
        self.markers = self.estimates = None


def channels(event: LiveEvent) -> tuple[float, FloatArray] | None:
    """Return the end time of an estimate in seconds, and its sample of shape (21,)."""
    if isinstance(event, WindowReady):
        window = event.window
        return window.end_s, _row(window.estimate, None, None)
    if isinstance(event, UtteranceReady):
        estimate = event.utterance.estimate
        row = _row(estimate.speech, estimate.text, estimate.probabilities)
        return event.utterance.end_s, row
    return None


def markers(  # noqa: PLR0911 (one a kind)
    event: LiveEvent, now_s: float
) -> list[tuple[float, str]]:
    """Return an event's markers: their time in seconds since the source began, and text.

    Parameters
    ----------
    event : LiveEvent
        Of a session.
    now_s : float
        The time of events that have none of their own: a correction, the end.
    """
    match event:
        case SessionStarted():
            return [(0.0, f"session/start: {event.source}")]
        case UtteranceReady():
            said = event.utterance
            label = f"utterance/{said.estimate.label}"
            label += "/uncertain" if said.estimate.uncertain else ""
            words = f": {said.transcript.text}" if said.transcript.text else ""
            return [(said.start_s, "utterance/start"), (said.end_s, label + words)]
        case MarkerSet():
            return [(event.at_s, f"marker: {event.text}")]
        case LabelCorrected():
            return [(now_s, f"correction/{event.label}: utterance {event.segment_id}")]
        case SourceNotice():
            return [(event.at_s, f"notice/{event.kind}: {event.message}")]
        case SourceEnded():
            return [(now_s, "session/end" + (f": {event.reason}" if event.reason else ""))]
        case Failed():
            return [(now_s, f"session/failed: {failure_text(event)}")]
        case _:
            return []


def _row(speech: Estimate | None, text: Estimate | None, fused: FloatArray | None) -> FloatArray:
    row = np.full((len(MODALITIES), len(EMOTIONS)), np.nan, np.float32)
    if speech is not None:
        row[0] = speech.probabilities
    if text is not None:
        row[1] = text.probabilities
    if fused is not None:
        row[2] = fused
    return row.ravel()


def _set_up(*, network: bool) -> ModuleType:
    global _reach  # noqa: PLW0603 (liblsl's own is global)
    try:
        import pylsl  # noqa: PLC0415 (loads a native library, which may be missing)
    except (ImportError, OSError, RuntimeError) as error:
        raise UserFacingError(
            "The Lab Streaming Layer library cannot be loaded ({error})",
            "Install pylsl 1.18 or newer, or turn off Lab Streaming Layer.",
            error=error,
        ) from error
    if _reach is None:
        if not network:
            pylsl.set_config_content(ON_THIS_MACHINE)
        _reach = network
    if _reach != network:
        raise UserFacingError(
            "The network scope of Lab Streaming Layer cannot be changed while the program "
            "is running",
            "Restart the program.",
        )
    module: ModuleType = pylsl
    return module


def source_id(stream: str) -> str:
    """Return the id by which receivers recognise a stream that comes back."""
    return f"{stream}@{platform.node()}"


def _estimate_info(pylsl: ModuleType) -> "StreamInfo":
    info: StreamInfo = pylsl.StreamInfo(
        STREAM,
        "Emotion",
        len(MODALITIES) * len(EMOTIONS),
        pylsl.IRREGULAR_RATE,
        pylsl.cf_float32,
        source_id(STREAM),
    )
    _describe_program(info)
    channel_list = info.desc().append_child("channels")
    for modality in MODALITIES:
        for emotion in EMOTIONS:
            channel = channel_list.append_child("channel")
            channel.append_child_value("label", f"{modality}_{emotion}")
            channel.append_child_value("unit", "probability")
            channel.append_child_value("type", "Emotion")
    return info


def _marker_info(pylsl: ModuleType) -> "StreamInfo":
    info: StreamInfo = pylsl.StreamInfo(
        MARKERS, "Markers", 1, pylsl.IRREGULAR_RATE, pylsl.cf_string, source_id(MARKERS)
    )
    _describe_program(info)
    channel = info.desc().append_child("channels").append_child("channel")
    channel.append_child_value("label", "marker")
    channel.append_child_value("type", "Marker")
    return info


def _describe_program(info: "StreamInfo") -> None:
    acquisition = info.desc().append_child("acquisition")
    acquisition.append_child_value("manufacturer", "Emotion Desktop")
    acquisition.append_child_value("model", "Emotion Desktop")
    acquisition.append_child_value("version", version("emotion-desktop"))
    note = "estimates of the emotion that a voice expresses, not of what a person feels"
    info.desc().append_child_value("note", note)
