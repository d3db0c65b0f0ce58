"""Converts between database rows and domain objects."""

import math
from typing import Any, Final, get_args

import numpy as np
from sqlalchemy import Row

from emotion_desktop.domain.audio import FloatArray
from emotion_desktop.domain.estimate import Estimate, FusedEstimate, Gate, Utterance
from emotion_desktop.domain.labels import EMOTIONS
from emotion_desktop.domain.session import (
    Correction,
    RecordedSegment,
    RecordedSession,
    RecordedWindow,
    SessionState,
)
from emotion_desktop.domain.transcript import Transcript, Word
from emotion_desktop.storage.archive import SOUND_NAME
from emotion_desktop.storage.session_folder import is_session_id

Values = dict[str, Any]
#: Others cannot be written in every time zone.
YEARS: Final = range(1970, 9999)


def is_of_this_program(row: Row[Any]) -> bool:
    """Return whether this program could have written a row of `SESSIONS`.

    Id and file name become paths, and a database may come from anybody.
    """
    return (
        is_session_id(row.id)
        and row.sound_file in {None, SOUND_NAME}
        and row.state in get_args(SessionState)
        and isinstance(row.models, dict)
        and isinstance(row.source, str)
        and all(moment is None or moment.year in YEARS for moment in (row.started_at, row.ended_at))
        and all(
            isinstance(count, int) and count >= 0
            for count in (row.n_samples, row.dropped_samples, row.recovery_attempts)
        )
    )


def session_of(row: Row[Any]) -> RecordedSession:
    """Convert a row of `SESSIONS`."""
    return RecordedSession(**row._mapping)


def window_of(row: Row[Any]) -> RecordedWindow:
    """Convert a row of `WINDOWS`."""
    return RecordedWindow(row.start_s, row.end_s, _seven(row.probabilities))


def correction_of(row: Row[Any]) -> Correction:
    """Read a row of `CORRECTIONS`."""
    return Correction(row.segment_id, row.rater, row.label, row.made_at)


def segment_values(segment: RecordedSegment) -> Values:
    """Return the values of a row of `SEGMENTS`, except its session."""
    utterance = segment.utterance
    estimate = utterance.estimate
    speech, text = estimate.speech, estimate.text
    return {
        "segment_id": utterance.segment_id,
        "start_s": utterance.start_s,
        "end_s": utterance.end_s,
        "speaker": utterance.speaker,
        "text": utterance.transcript.text,
        "words": [
            [word.text, float(word.start_s), float(word.end_s), float(word.probability)]
            for word in utterance.transcript.words
        ],
        "speech_only": segment.speech_only,
        "speech": speech.probabilities if speech else None,
        "speech_attention": speech.attention if speech else None,
        "text_probabilities": text.probabilities if text else None,
        "text_attention": text.attention if text else None,
        "fused": estimate.probabilities,
        "gate_speech": float(estimate.gate.speech),
        "gate_text": float(estimate.gate.text),
        "label": estimate.label,
        "confidence": estimate.confidence,
        "uncertain": bool(estimate.uncertain),
        "normalised_to_speaker": estimate.normalised_to_speaker,
        "speaker_confidence": utterance.speaker_confidence,
        "translation": utterance.transcript.translation,
    }


def segment_of(row: Row[Any]) -> RecordedSegment:
    """Convert a row of `SEGMENTS`."""
    estimate = FusedEstimate(
        probabilities=_seven(row.fused),
        gate=Gate(row.gate_speech, row.gate_text),
        uncertain=row.uncertain,
        speech=_estimate(row.speech, row.speech_attention),
        text=_estimate(row.text_probabilities, row.text_attention),
        normalised_to_speaker=row.normalised_to_speaker,
    )
    words = tuple(map(word_of, row.words))
    utterance = Utterance(
        segment_id=row.segment_id,
        start_s=row.start_s,
        end_s=row.end_s,
        speaker=row.speaker,
        transcript=Transcript(row.text, words, row.translation),
        estimate=estimate,
        speaker_confidence=row.speaker_confidence,
    )
    return RecordedSegment(utterance, row.speech_only)


def word_of(values: Any) -> Word:
    """Convert the values of a word.

    Raises
    ------
    TypeError, ValueError
        They are not a text and three numbers.
    """
    text, *numbers = values
    if not isinstance(text, str) or not all(map(math.isfinite, numbers)):
        raise TypeError("a word that is none")
    start_s, end_s, probability = map(float, numbers)
    return Word(text, start_s, end_s, probability)


def _seven(probabilities: FloatArray) -> FloatArray:
    if len(probabilities) != len(EMOTIONS) or not np.isfinite(probabilities).all():
        raise ValueError("the row has no emotion probabilities")
    return probabilities


def _estimate(probabilities: FloatArray | None, attention: FloatArray | None) -> Estimate | None:
    if probabilities is None:
        return None
    looked = np.empty(0, np.float32) if attention is None else attention
    return Estimate(_seven(probabilities), looked)
