"""A document as JSON, as `resources/schemas/analysis-1.schema.json` describes it."""

import json
import os
from datetime import datetime
from typing import Final

from emotion_desktop.domain.audio import SAMPLE_RATE_HZ, AudioInfo, AudioNotice, FloatArray
from emotion_desktop.domain.document import SessionDocument
from emotion_desktop.domain.estimate import Estimate, Frames, Utterance
from emotion_desktop.domain.labels import EMOTIONS
from emotion_desktop.domain.session import Correction, RecordedSession
from emotion_desktop.domain.transcript import Transcript

FORMAT: Final[str] = "emotion-desktop/analysis"
VERSION: Final[int] = 1

#: Seven probabilities rounded to six places still sum to 1 within 3.5e-6.
PROBABILITY_DIGITS: Final[int] = 6

#: Of a window's length: three milliseconds of three seconds.
SHARE_DIGITS: Final[int] = 3

#: A tenth of a millisecond, about a sample and a half.
TIME_DIGITS: Final[int] = 4


def to_json(document: SessionDocument) -> str:
    """Write a document as JSON.

    Parameters
    ----------
    document : SessionDocument
        Its utterances carry a speech estimate each: a recording has sound. What only a
        recorded session has is left out for an audio file.

    Returns
    -------
    str
        Ends with a line break. The same document always gives the same text.

    Raises
    ------
    ValueError
        Where a number is not finite, or attention and words do not match.
    """
    written = {
        "format": FORMAT,
        "version": VERSION,
        "audio": _audio(document.audio, document.sha256),
        "models": document.models,
        "labels": list(EMOTIONS),
        "frames": _frames(document.frames),
        "segments": [_segment(utterance, document) for utterance in document.utterances],
        **(_recorded(document, document.session) if document.session else {}),
    }
    return json.dumps(written, ensure_ascii=False, allow_nan=False) + "\n"


def _audio(audio: AudioInfo, sha256: str) -> dict[str, object]:
    return {
        # A file name need not be valid UTF-8 on Linux; JSON must be.
        "path": os.fsencode(audio.path).decode("utf-8", "replace"),
        "duration_s": _time(audio.duration_s),
        "sample_rate_hz": audio.sample_rate_hz,
        "channels": audio.channels,
        "sha256": sha256,
        "notices": [_notice(notice) for notice in audio.notices],
    }


def _recorded(document: SessionDocument, session: RecordedSession) -> dict[str, object]:
    """Write what only a recorded session has."""
    return {
        "session": {
            "id": session.id,
            "source": session.source,
            "state": session.state,
            "started_at": _moment(session.started_at),
            "ended_at": _moment(session.ended_at) if session.ended_at else None,
            "lost_s": _time(session.dropped_samples / SAMPLE_RATE_HZ),
        },
        "windows": {
            "starts_s": [_time(window.start_s) for window in document.windows],
            "ends_s": [_time(window.end_s) for window in document.windows],
            "speech": [_probabilities(window.probabilities) for window in document.windows],
        },
        "markers": [{"at_s": _time(one.at_s), "text": one.text} for one in document.markers],
        "notices": [
            {"at_s": _time(one.at_s), "kind": one.kind, "message": one.message}
            for one in document.notices
        ],
    }


def _notice(notice: AudioNotice) -> dict[str, object]:
    return {
        "kind": notice.kind,
        "message": notice.message,
        "at_s": _time(notice.at_s),
        "duration_s": _time(notice.duration_s),
    }


def _frames(frames: Frames) -> dict[str, object]:
    written: dict[str, object] = {
        "hop_s": frames.hop_s,
        "window_s": frames.window_s,
        "times_s": [_time(t) for t in frames.times_s.tolist()],
        "speech": [_probabilities(row) for row in frames.speech],
        "fused": [_probabilities(row) for row in frames.fused],
    }
    if frames.voiced is not None:
        written["voiced"] = [round(share, SHARE_DIGITS) for share in frames.voiced.tolist()]
    return written


def _segment(utterance: Utterance, document: SessionDocument) -> dict[str, object]:
    estimate = utterance.estimate
    corrections = document.corrections_of(utterance)
    if estimate.speech is None:
        raise ValueError(f"segment {utterance.segment_id} of a recording has no speech estimate")
    n_compared = estimate.normalised_to_speaker
    return {
        "start_s": _time(utterance.start_s),
        "end_s": _time(utterance.end_s),
        "speaker": utterance.speaker,
        "text": utterance.transcript.text,
        "words": _words(utterance.transcript, estimate.text),
        "speech": _probabilities(estimate.speech.probabilities),
        "text_probabilities": _probabilities(estimate.text.probabilities)
        if estimate.text
        else None,
        "fused": _probabilities(estimate.probabilities),
        "gate": {
            "speech": round(estimate.gate.speech, PROBABILITY_DIGITS),
            "text": round(estimate.gate.text, PROBABILITY_DIGITS),
        },
        "label": estimate.label,
        "confidence": round(estimate.confidence, PROBABILITY_DIGITS),
        "uncertain": estimate.uncertain,
        **({"normalised_to_speaker": n_compared} if n_compared else {}),
        **({"speech_only": True} if utterance.segment_id in document.speech_only else {}),
        **({"corrections": [_correction(one) for one in corrections]} if corrections else {}),
    }


def _correction(correction: Correction) -> dict[str, object]:
    return {
        "rater": correction.rater,
        "label": correction.label,
        "made_at": _moment(correction.made_at),
    }


def _words(transcript: Transcript, text: Estimate | None) -> list[dict[str, object]]:
    attention: list[float | None] = (
        [round(weight, PROBABILITY_DIGITS) for weight in text.attention.tolist()]
        if text
        else [None] * len(transcript.words)
    )
    return [
        {
            "word": word.text,
            "start_s": _time(word.start_s),
            "end_s": _time(word.end_s),
            "probability": round(word.probability, PROBABILITY_DIGITS),
            "attention": weight,
        }
        for word, weight in zip(transcript.words, attention, strict=True)
    ]


def _probabilities(row: FloatArray) -> list[float]:
    return [round(p, PROBABILITY_DIGITS) for p in row.tolist()]


def _time(seconds: float) -> float:
    return round(seconds, TIME_DIGITS)


def _moment(moment: datetime) -> str:
    return moment.isoformat(timespec="milliseconds")
