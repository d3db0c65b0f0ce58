"""Documents as JSON, as described by `resources/schemas/analysis-1.schema.json`."""

import json
import os
from typing import Final

from emotion_desktop.domain.audio import SAMPLE_RATE_HZ, AudioInfo, AudioNotice
from emotion_desktop.domain.document import SessionDocument
from emotion_desktop.domain.estimate import Frames, Utterance
from emotion_desktop.domain.labels import EMOTIONS
from emotion_desktop.domain.serialise import (
    SHARE_DIGITS,
    Values,
    attended_words,
    moment_value,
    probability_value,
    probability_values,
    span_values,
    time_value,
    utterance_values,
)
from emotion_desktop.domain.session import Consent, Correction, RecordedSession

FORMAT: Final[str] = "emotion-desktop/analysis"
VERSION: Final[int] = 1


def to_json(document: SessionDocument) -> str:
    """Write a document as JSON.

    Parameters
    ----------
    document : SessionDocument
        Each utterance has a speech estimate, because there is audio. What only a
        recorded session has is omitted for an audio file.

    Returns
    -------
    str
        Ends with a line break. The same document always yields the same text.

    Raises
    ------
    ValueError
        If a number is not finite, or attention and words do not match.
    """
    written = {
        "format": FORMAT,
        "version": VERSION,
        "audio": _audio(document.audio, document.sha256),
        "models": document.models,
        "labels": list(EMOTIONS),
        "frames": _frames(document.frames),
        "segments": [_segment(utterance, document) for utterance in document.utterances],
        **({"consent": _consent(document.consent)} if document.consent else {}),
        **(_recorded(document, document.session) if document.session else {}),
    }
    return json.dumps(written, ensure_ascii=False, allow_nan=False) + "\n"


def _audio(audio: AudioInfo, sha256: str) -> Values:
    return {
        # A file name need not be valid UTF-8 on Linux; JSON must be.
        "path": os.fsencode(audio.path).decode("utf-8", "replace"),
        "duration_s": time_value(audio.duration_s),
        "sample_rate_hz": audio.sample_rate_hz,
        "channels": audio.channels,
        "sha256": sha256,
        "notices": [_notice(notice) for notice in audio.notices],
    }


def _consent(consent: Consent) -> Values:
    given_on = consent.given_on
    return {"given_on": given_on.isoformat() if given_on else None, "note": consent.note}


def _recorded(document: SessionDocument, session: RecordedSession) -> Values:
    """Serialise the parts that only a recorded session has."""
    return {
        "session": {
            "id": session.id,
            "source": session.source,
            "state": session.state,
            "started_at": moment_value(session.started_at),
            "ended_at": moment_value(session.ended_at) if session.ended_at else None,
            "lost_s": time_value(session.dropped_samples / SAMPLE_RATE_HZ),
        },
        "windows": {
            "starts_s": [time_value(window.start_s) for window in document.windows],
            "ends_s": [time_value(window.end_s) for window in document.windows],
            "speech": [probability_values(window.probabilities) for window in document.windows],
        },
        "markers": [{"at_s": time_value(one.at_s), "text": one.text} for one in document.markers],
        "notices": [
            {"at_s": time_value(one.at_s), "kind": one.kind, "message": one.message}
            for one in document.notices
        ],
    }


def _notice(notice: AudioNotice) -> Values:
    return {
        "kind": notice.kind,
        "message": notice.message,
        "at_s": time_value(notice.at_s),
        "duration_s": time_value(notice.duration_s),
    }


def _frames(frames: Frames) -> Values:
    written: Values = {
        "hop_s": frames.hop_s,
        "window_s": frames.window_s,
        "times_s": [time_value(t) for t in frames.times_s.tolist()],
        "speech": [probability_values(row) for row in frames.speech],
        "fused": [probability_values(row) for row in frames.fused],
    }
    if frames.voiced is not None:
        written["voiced"] = [round(share, SHARE_DIGITS) for share in frames.voiced.tolist()]
    return written


def _segment(utterance: Utterance, document: SessionDocument) -> Values:
    estimate = utterance.estimate
    if estimate.speech is None:
        raise ValueError(f"segment {utterance.segment_id} of a recording has no speech estimate")
    n_compared = estimate.normalised_to_speaker
    sureness = utterance.speaker_confidence
    corrections = document.corrections_of(utterance)
    undecided = [
        {"rater": one.rater, "made_at": moment_value(one.made_at)}
        for one in document.cannot_tell
        if one.segment_id == utterance.segment_id
    ]
    return {
        **span_values(utterance.start_s, utterance.end_s),
        **utterance_values(utterance),
        "words": attended_words(utterance),
        **({} if sureness is None else {"speaker_confidence": probability_value(sureness)}),
        **({"normalised_to_speaker": n_compared} if n_compared else {}),
        **({"speech_only": True} if utterance.segment_id in document.speech_only else {}),
        **({"corrections": [_correction(one) for one in corrections]} if corrections else {}),
        **({"cannot_tell": undecided} if undecided else {}),
    }


def _correction(correction: Correction) -> Values:
    return {
        "rater": correction.rater,
        "label": correction.label,
        "made_at": moment_value(correction.made_at),
    }
