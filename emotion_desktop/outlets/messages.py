"""Live events as JSON, as `resources/schemas/live-1.schema.json` describes it."""

import json
from datetime import datetime
from typing import Final

import numpy as np

from emotion_desktop.domain.audio import FloatArray
from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.domain.labels import EMOTIONS
from emotion_desktop.domain.live import (
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
from emotion_desktop.domain.transcript import Transcript

FORMAT: Final = "emotion-desktop/live"
VERSION: Final = 1

#: Seven probabilities rounded to six places still sum to 1 within 3.5e-6.
PROBABILITY_DIGITS: Final = 6

#: A tenth of a millisecond, about a sample and a half.
TIME_DIGITS: Final = 4

Message = dict[str, object]


def to_json(message: Message) -> str:
    """Write a message on one line, without a line break; a number is never NaN."""
    return json.dumps(message, ensure_ascii=False, allow_nan=False)


class LiveMessages:
    """Makes messages of events; keeps what later ones need of earlier ones."""

    def __init__(self) -> None:
        self._models: dict[str, object] = {}
        self._session: SessionStarted | None = None

    def hello(self) -> Message:
        """Return what a receiver that has just come must know."""
        session = self._session
        return {
            "type": "hello",
            "format": FORMAT,
            "version": VERSION,
            "labels": list(EMOTIONS),
            "models": self._models,
            "session": None
            if session is None
            else {"source": session.source, "started_at": _utc(session.started_at)},
        }

    def of(self, event: LiveEvent) -> Message | None:
        """Return the message of an event.

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
                started_at = _utc(event.started_at)
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
            "speech": _probabilities(speech),
            "label": EMOTIONS[int(np.argmax(speech))],
            "confidence": _share(float(speech.max())),
            "latency_s": _time(event.window.latency_s),
        }

    def _utterance(self, event: UtteranceReady) -> Message:
        utterance = event.utterance
        estimate = utterance.estimate
        speech, text = estimate.speech, estimate.text
        return self._span("utterance", utterance.start_s, utterance.end_s) | {
            "id": utterance.segment_id,
            "speaker": utterance.speaker,
            "text": utterance.transcript.text,
            "words": _words(utterance.transcript),
            "speech": _probabilities(speech.probabilities) if speech else None,
            "text_probabilities": _probabilities(text.probabilities) if text else None,
            "fused": _probabilities(estimate.probabilities),
            "gate": {"speech": _share(estimate.gate.speech), "text": _share(estimate.gate.text)},
            "label": estimate.label,
            "confidence": _share(estimate.confidence),
            "uncertain": estimate.uncertain,
            "normalised_to_speaker": estimate.normalised_to_speaker,
            "speech_only": event.speech_only,
            "latency_s": _time(event.latency_s),
        }

    def _span(self, kind: str, start_s: float, end_s: float) -> Message:
        return self._at(kind, end_s) | {"start_s": _time(start_s), "end_s": _time(end_s)}

    def _at(self, kind: str, time_s: float) -> Message:
        assert self._session is not None
        unix_time = self._session.started_at.timestamp() + time_s
        return {"type": kind, "time_s": _time(time_s), "unix_time": _time(unix_time)}


def failure_text(event: Failed) -> str:
    """Say why a session failed: in its own words where they are for people."""
    if isinstance(event.error, UserFacingError):
        return str(event.error)
    return "The program ran into a fault of its own"


def _words(transcript: Transcript) -> list[Message]:
    return [
        {
            "word": word.text,
            "start_s": _time(word.start_s),
            "end_s": _time(word.end_s),
            "probability": _share(word.probability),
        }
        for word in transcript.words
    ]


def _probabilities(row: FloatArray) -> list[float]:
    return [_share(p) for p in row.tolist()]


def _share(value: float) -> float:
    return round(float(value), PROBABILITY_DIGITS)


def _time(seconds: float) -> float:
    return round(float(seconds), TIME_DIGITS)


def _utc(moment: datetime) -> str:
    return moment.isoformat(timespec="milliseconds")
