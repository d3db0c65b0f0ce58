"""The cross-modal attention of a word, for the audio plot."""

from dataclasses import dataclass

import numpy as np

from emotion_desktop.domain.audio import FloatArray
from emotion_desktop.domain.estimate import Utterance


@dataclass(frozen=True, slots=True)
class WordHeat:
    """A word of an utterance and its cross-modal attention over the audio.

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
    """Return the attention of a transcript word; None if the fusion did not see it."""
    cross, words = utterance.estimate.cross_attention, utterance.transcript.text.split()
    if cross is None or len(cross) != len(words):
        return None
    row = cross[index].astype(np.float32)
    return WordHeat(words[index], utterance.start_s, utterance.end_s, row * np.float32(len(row)))
