"""What was said, and when."""

from dataclasses import dataclass


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
