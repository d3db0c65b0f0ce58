"""What was said, and when."""

from dataclasses import dataclass
from typing import Final

#: Mean probability of an utterance's words from which they count.
SURE_FROM: Final = 0.55


@dataclass(frozen=True, slots=True)
class Word:
    """One word; times in seconds since the source began, probability in [0, 1]."""

    text: str
    start_s: float
    end_s: float
    probability: float


@dataclass(frozen=True, slots=True)
class Transcript:
    """The words of one utterance; empty where nothing intelligible was said."""

    text: str = ""
    words: tuple[Word, ...] = ()

    @property
    def is_sure(self) -> bool:
        """Whether the recogniser is sure enough of the words for them to be evidence.

        Another language, misheard as English, is not: of 150 clips each, the mean
        probability of the words lies below `SURE_FROM` for nine in ten in Italian
        (EMOVO), and for one in thirty or fewer in English (CREMA-D, RAVDESS, TESS).
        """
        probabilities = [word.probability for word in self.words]
        return not probabilities or sum(probabilities) / len(probabilities) >= SURE_FROM
