"""Which sound a word was held against, for the plot of the sound."""

from dataclasses import dataclass

import numpy as np

from emotion_desktop.domain.audio import FloatArray
from emotion_desktop.domain.estimate import Utterance


@dataclass(frozen=True, slots=True)
class WordHeat:
    """A word of an utterance and the cross-modal attention between it and the sound.

    Attributes
    ----------
    word : str
        As in the transcript.
    start_s, end_s : float
        Extent of the utterance in seconds since the source began.
    heat : FloatArray
        Shape (n,), attention for each of n even parts of the extent; 1 is even attention.
    """

    word: str
    start_s: float
    end_s: float
    heat: FloatArray


def heat_of_word(utterance: Utterance, index: int) -> WordHeat | None:
    """Return the heat of a word of the transcript; None where fusion saw no such word."""
    cross, words = utterance.estimate.cross_attention, utterance.transcript.text.split()
    if cross is None or len(cross) != len(words):
        return None
    row = cross[index].astype(np.float32)
    return WordHeat(words[index], utterance.start_s, utterance.end_s, row * np.float32(len(row)))
