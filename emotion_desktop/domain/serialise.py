"""Serialises utterances to JSON values, for files and live messages alike.

The database keeps numbers exactly as they are and needs none of this.
"""

from datetime import datetime
from typing import Final

from emotion_desktop.domain.audio import FloatArray
from emotion_desktop.domain.estimate import Estimate, Utterance
from emotion_desktop.domain.transcript import Word

Values = dict[str, object]

#: Seven probabilities rounded to six places still sum to 1 within 3.5e-6.
PROBABILITY_DIGITS: Final = 6

#: What an estimate from text is based on: a translation, or the words as they were said.
TRANSLATED: Final = "translated"
SPOKEN: Final = "spoken"

#: A tenth of a millisecond, about a sample and a half.
TIME_DIGITS: Final = 4

#: Of a window's length: three milliseconds of three seconds.
SHARE_DIGITS: Final = 3


def time_value(seconds: float) -> float:
    """Round a time or duration."""
    return round(float(seconds), TIME_DIGITS)


def probability_value(value: float) -> float:
    """Round a probability or a weight in [0, 1]."""
    return round(float(value), PROBABILITY_DIGITS)


def probability_values(row: FloatArray) -> list[float]:
    """Round probabilities or weights, shape (n,)."""
    return [probability_value(p) for p in row.tolist()]


def moment_value(moment: datetime) -> str:
    """Format a time as ISO 8601, in milliseconds, with its offset from UTC."""
    return moment.isoformat(timespec="milliseconds")


def span_values(start_s: float, end_s: float) -> Values:
    """Serialise the start and end of anything that has them."""
    return {"start_s": time_value(start_s), "end_s": time_value(end_s)}


def utterance_values(utterance: Utterance) -> Values:
    """Serialise speaker, text and estimates, but not times, which differ by format.

    A modality that is absent is None. `Estimate.attention` is left out: see
    `attended_words`.
    """
    estimate = utterance.estimate
    return {
        "speaker": utterance.speaker,
        "text": utterance.transcript.text,
        **translation_values(utterance),
        "words": [_word_values(word) for word in utterance.transcript.words],
        "speech": _estimate_values(estimate.speech),
        "text_probabilities": _estimate_values(estimate.text),
        "fused": probability_values(estimate.probabilities),
        "gate": {
            "speech": probability_value(estimate.gate.speech),
            "text": probability_value(estimate.gate.text),
        },
        "label": estimate.label,
        "confidence": probability_value(estimate.confidence),
        "uncertain": estimate.uncertain,
    }


def translation_values(utterance: Utterance) -> Values:
    """Serialise the translation that the text network read; nothing if there is none."""
    translation = utterance.transcript.translation
    return {} if translation is None else {"text_source": TRANSLATED, "translation": translation}


def attended_words(utterance: Utterance) -> list[Values]:
    """Serialise words with the text network's attention; None where it is not known.

    Raises
    ------
    ValueError
        If attention and words do not match.
    """
    words, text = utterance.transcript.words, utterance.estimate.text
    attention: list[float] | list[None] = (
        probability_values(text.attention)
        if text and utterance.transcript.translation is None
        else [None] * len(words)
    )
    return [
        _word_values(word) | {"attention": weight}
        for word, weight in zip(words, attention, strict=True)
    ]


def _word_values(word: Word) -> Values:
    return {
        "word": word.text,
        **span_values(word.start_s, word.end_s),
        "probability": probability_value(word.probability),
    }


def _estimate_values(estimate: Estimate | None) -> list[float] | None:
    return probability_values(estimate.probabilities) if estimate else None
