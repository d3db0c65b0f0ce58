"""Live events as JSON, as described by `resources/schemas/live-1.schema.json`."""

import json
from typing import Final

import numpy as np

from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.domain.labels import EMOTIONS
from emotion_desktop.domain.live_events import (
    Failed,
    LabelCorrected,
    LiveEvent,
    LoadChanged,
    MarkerSet,
    ProvisionalWords,
    SegmentSkipped,
    SessionStarted,
    SourceEnded,
    SourceNotice,
    UtteranceReady,
    WindowReady,
)
from emotion_desktop.domain.printable import encodable
from emotion_desktop.domain.serialise import (
    Values,
    moment_value,
    probability_value,
    probability_values,
    span_values,
    time_value,
    utterance_values,
)

FORMAT: Final = "emotion-desktop/live"
VERSION: Final = 1

Message = Values


def to_json(message: Message) -> str:
    """Serialise a message on one line; numbers are never NaN."""
    return encodable(json.dumps(message, ensure_ascii=False, allow_nan=False))


class LiveMessages:
    """Turns events into messages, and keeps what later messages need."""

    def __init__(self) -> None:
        self._models: dict[str, object] = {}
        self._session: SessionStarted | None = None

    def hello(self) -> Message:
        """Return the first message for a new receiver."""
        session = self._session
        return {
            "type": "hello",
            "format": FORMAT,
            "version": VERSION,
            "labels": list(EMOTIONS),
            "models": self._models,
            "session": None
            if session is None
            else {"source": session.source, "started_at": moment_value(session.started_at)},
        }

    def of(self, event: LiveEvent) -> Message | None:
        """Return the message for an event.

        Returns
        -------
        dict or None
            None for what others need not know (how models load, which sink failed),
            and for anything outside a session: it has no place in time.
        """
        if isinstance(event, SessionStarted):
            self._session, self._models = event, event.models
        if self._session is None:
            return None
        message = self._message(event)
        if isinstance(event, SourceEnded | Failed):
            self._session = None
        return message

    def _message(self, event: LiveEvent) -> Message | None:  # noqa: C901, PLR0911 (one a kind)
        match event:
            case SessionStarted():
                started_at = moment_value(event.started_at)
                head = self._at("session", 0.0)
                about = {"source": event.source, "started_at": started_at, "models": event.models}
                return head | about
            case WindowReady():
                return self._window(event)
            case UtteranceReady():
                return self._utterance(event)
            case ProvisionalWords():
                return self._span("words", event.start_s, event.end_s) | {"text": event.text}
            case SegmentSkipped():
                span = self._span("skipped", event.start_s, event.end_s)
                return span | {"id": event.segment_id}
            case MarkerSet():
                return self._at("marker", event.at_s) | {"text": event.text}
            case LabelCorrected():
                return {"type": "correction", "id": event.segment_id, "label": event.label}
            case SourceNotice():
                notice = self._at("notice", event.at_s)
                return notice | {"kind": event.kind, "text": event.message}
            case LoadChanged():
                load = self._at("load", event.at_s)
                return load | {"level": event.level, "hop_s": event.hop_s}
            case SourceEnded():
                return {"type": "end", "reason": event.reason}
            case Failed():
                return {"type": "end", "reason": failure_text(event)}
            case _:
                return None

    def _window(self, event: WindowReady) -> Message:
        window = event.window
        speech = window.estimate.probabilities
        return self._span("window", window.start_s, window.end_s) | {
            "speech": probability_values(speech),
            "label": EMOTIONS[int(np.argmax(speech))],
            "confidence": probability_value(float(speech.max())),
            "latency_s": time_value(event.window.latency_s),
        }

    def _utterance(self, event: UtteranceReady) -> Message:
        utterance = event.utterance
        sureness = utterance.speaker_confidence
        return {
            **self._span("utterance", utterance.start_s, utterance.end_s),
            "id": utterance.segment_id,
            **utterance_values(utterance),
            **({} if sureness is None else {"speaker_confidence": probability_value(sureness)}),
            "normalised_to_speaker": utterance.estimate.normalised_to_speaker,
            "speech_only": event.speech_only,
            "latency_s": time_value(event.latency_s),
        }

    def _span(self, kind: str, start_s: float, end_s: float) -> Message:
        return self._at(kind, end_s) | span_values(start_s, end_s)

    def _at(self, kind: str, time_s: float) -> Message:
        assert self._session is not None
        unix_time = self._session.started_at.timestamp() + time_s
        return {"type": kind, "time_s": time_value(time_s), "unix_time": time_value(unix_time)}


def failure_text(event: Failed) -> str:
    """Describe why a session failed."""
    if isinstance(event.error, UserFacingError):
        return str(event.error)
    return "The program ran into a fault of its own"
