"""Splits, merges and moves utterances, carrying the models' estimates along.

Nothing is estimated again: a part of an utterance keeps the probabilities of the whole, and the
translation that they are based on; a merged one has the mean of its parts, weighted by their
duration.
"""

from collections.abc import Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from typing import Final

import numpy as np

from emotion_desktop.domain.audio import FloatArray
from emotion_desktop.domain.estimate import Estimate, FusedEstimate, Gate, Utterance
from emotion_desktop.domain.transcript import Transcript, Word

#: Attention of an hour. Whatever borders a log says, memory is taken for no more.
_MOST_FRAMES: Final = 180_000
_NO_ATTENTION: Final = np.zeros(0, np.float32)


def split(utterance: Utterance, new_id: int, at_s: float) -> tuple[Utterance, Utterance]:
    """Split an utterance in two; each word goes to the side of its midpoint.

    Parameters
    ----------
    utterance : Utterance
        What is cut.
    new_id : int
        Of the second part.
    at_s : float
        Within the utterance.
    """
    words = utterance.transcript.words
    before = sum(_middle_s(word) < at_s for word in words)
    first = replace(utterance, end_s=at_s)
    second = replace(utterance, segment_id=new_id, start_s=at_s)
    return (
        _with_words(_over(first, [utterance]), words[:before], _text_attention(utterance)[:before]),
        _with_words(
            _over(second, [utterance]), words[before:], _text_attention(utterance)[before:]
        ),
    )


def merge(first: Utterance, second: Utterance) -> Utterance:
    """Merge two utterances; the result has the id and speaker of the first."""
    shares = _shares(first, second)
    a, b = first.estimate, second.estimate
    fused = shares[0] * a.probabilities + shares[1] * b.probabilities
    speech_share = shares[0] * a.gate.speech + shares[1] * b.gate.speech
    joined = replace(
        first,
        start_s=min(first.start_s, second.start_s),
        end_s=max(first.end_s, second.end_s),
        transcript=replace(first.transcript, translation=_translation(first, second)),
        speaker_confidence=_least(first.speaker_confidence, second.speaker_confidence),
        estimate=FusedEstimate(
            probabilities=fused.astype(np.float32),
            gate=Gate(float(speech_share), float(1.0 - speech_share)),
            uncertain=a.uncertain or b.uncertain,
            speech=_mean(a.speech, b.speech, shares),
            text=_mean(a.text, b.text, shares),
            normalised_to_speaker=min(a.normalised_to_speaker, b.normalised_to_speaker),
        ),
    )
    words = (*first.transcript.words, *second.transcript.words)
    weights = np.concatenate(
        [share * _text_attention(one) for share, one in zip(shares, (first, second), strict=True)]
    )
    return _with_words(_over(joined, [first, second]), words, weights)


def move(utterance: Utterance, start_s: float, end_s: float) -> Utterance:
    """Move the boundaries of an utterance; its words are kept within them."""
    moved = _over(replace(utterance, start_s=start_s, end_s=end_s), [utterance])
    words = tuple(
        replace(
            word,
            start_s=min(max(word.start_s, start_s), end_s),
            end_s=min(max(word.end_s, start_s), end_s),
        )
        for word in utterance.transcript.words
    )
    return replace(moved, transcript=replace(moved.transcript, words=words))


def share_border(first: Utterance, second: Utterance, at_s: float) -> tuple[Utterance, Utterance]:
    """Move the boundary between two utterances; each word goes to the side it lies on."""
    words = (*first.transcript.words, *second.transcript.words)
    weights = np.concatenate([_text_attention(first), _text_attention(second)])
    before = sum(_middle_s(word) < at_s for word in words)
    return (
        _with_words(_over(replace(first, end_s=at_s), [first]), words[:before], weights[:before]),
        _with_words(
            _over(replace(second, start_s=at_s), [second]), words[before:], weights[before:]
        ),
    )


def reword(utterance: Utterance, words: tuple[Word, ...]) -> Utterance:
    """Replace the words of an utterance.

    The attention belongs to the old words: those that stay keep their weight, those that
    replace others share theirs, and the weights sum to 1 again.
    """
    old = utterance.transcript.words
    weights, given = _text_attention(utterance), np.zeros(len(words), np.float32)
    matcher = SequenceMatcher(a=[w.text for w in old], b=[w.text for w in words], autojunk=False)
    for how, a0, a1, b0, b1 in matcher.get_opcodes():
        if how == "equal":
            given[b0:b1] = weights[a0:a1]
        elif how == "replace":
            given[b0:b1] = weights[a0:a1].sum() / (b1 - b0)
    return _with_words(utterance, words, given)


def _with_words(
    utterance: Utterance, words: tuple[Word, ...], text_attention: FloatArray
) -> Utterance:
    old = utterance.transcript
    text = old.gap.join(word.text for word in words)
    estimate = utterance.estimate
    read = None
    if estimate.text is not None and words:
        # There is none to the words of a translation.
        looked = _normalised(text_attention) if old.translation is None else _NO_ATTENTION
        read = replace(estimate.text, attention=looked)
    return replace(
        utterance,
        transcript=Transcript(text, words, old.translation),
        estimate=replace(estimate, text=read, cross_attention=None),
    )


def _over(utterance: Utterance, sources: Sequence[Utterance]) -> Utterance:
    """Resample the speech attention of some utterances to the extent of one.

    Audio that none of them covers has no attention.
    """
    estimate = utterance.estimate
    looked = [one for one in sources if one.estimate.speech and len(_speech_attention(one))]
    if estimate.speech is None or not looked:
        return utterance
    hop_s = min(_length_s(one) / len(_speech_attention(one)) for one in looked)
    n_frames = max(1, round(min(_length_s(utterance) / hop_s, _MOST_FRAMES)))
    middles_s = utterance.start_s + (np.arange(n_frames) + 0.5) * _length_s(utterance) / n_frames
    weights = np.zeros(n_frames, np.float32)
    for one in looked:
        old = _speech_attention(one)
        frame = np.floor((middles_s - one.start_s) / _length_s(one) * len(old)).astype(int)
        covered = (frame >= 0) & (frame < len(old))
        weights[covered] = old[frame[covered]] * len(old)  # 1 on average, however long it is
    speech = replace(estimate.speech, attention=_normalised(weights))
    return replace(utterance, estimate=replace(estimate, speech=speech, cross_attention=None))


def _mean(
    first: Estimate | None, second: Estimate | None, shares: tuple[float, float]
) -> Estimate | None:
    if first is None or second is None:
        return first or second
    mean = shares[0] * first.probabilities + shares[1] * second.probabilities
    return Estimate(mean.astype(np.float32), first.attention)


def _translation(first: Utterance, second: Utterance) -> str | None:
    """Return what the text network read of two utterances, where it was a translation."""
    said = (first.transcript, second.transcript)
    if all(one.translation is None for one in said):
        return None
    return " ".join(one.english for one in said if one.english)


def _least(*confidences: float | None) -> float | None:
    return min((one for one in confidences if one is not None), default=None)


def _shares(first: Utterance, second: Utterance) -> tuple[float, float]:
    share = _length_s(first) / (_length_s(first) + _length_s(second))
    return share, 1.0 - share


def _speech_attention(utterance: Utterance) -> FloatArray:
    speech = utterance.estimate.speech
    return speech.attention if speech else np.zeros(0, np.float32)


def _text_attention(utterance: Utterance) -> FloatArray:
    """Return a weight per word, zeros if the text was not used; shape (words,)."""
    text, n_words = utterance.estimate.text, len(utterance.transcript.words)
    if text is None or len(text.attention) != n_words:
        return np.zeros(n_words, np.float32)
    return text.attention


def _normalised(weights: FloatArray) -> FloatArray:
    total = float(weights.sum())
    if total <= 0.0:
        return np.full(len(weights), 1.0 / max(1, len(weights)), np.float32)
    return (weights / total).astype(np.float32)


def _length_s(utterance: Utterance) -> float:
    return utterance.end_s - utterance.start_s


def _middle_s(word: Word) -> float:
    return (word.start_s + word.end_s) / 2
