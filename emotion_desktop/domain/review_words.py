"""Times for words that were typed."""

from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import Final

from emotion_desktop.domain.transcript import Transcript, Word, lengthened

#: Probability of a word that a person heard and wrote down.
_SURE: Final = 1.0


def retyped(transcript: Transcript, typed: str, start_s: float, end_s: float) -> tuple[Word, ...]:
    """Assign to the words of a corrected text the times of the words they replace.

    Words that stay keep their time and probability. Those in the place of others share the
    time of these; those that are put in between are given the shortest time there.

    Parameters
    ----------
    transcript : Transcript
        As it was.
    typed : str
        The whole text as it should be.
    start_s, end_s : float
        Extent of the utterance.
    """
    old = transcript.words
    texts = typed.split() if transcript.gap else list("".join(typed.split()))
    words: list[Word] = []
    matcher = SequenceMatcher(a=[word.text for word in old], b=texts, autojunk=False)
    for how, a0, a1, b0, b1 in matcher.get_opcodes():
        if how == "equal":
            words += old[a0:a1]
        elif b1 > b0:
            from_s = old[a0].start_s if a1 > a0 else (words[-1].end_s if words else start_s)
            until_s = old[a1 - 1].end_s if a1 > a0 else _next_start_s(old, a1, end_s)
            words += _evenly(texts[b0:b1], from_s, max(from_s, until_s))
    return tuple(lengthened(words, start_s, end_s))


def _next_start_s(words: Sequence[Word], index: int, end_s: float) -> float:
    return words[index].start_s if index < len(words) else end_s


def _evenly(texts: Sequence[str], start_s: float, end_s: float) -> list[Word]:
    step_s = (end_s - start_s) / len(texts)
    return [
        Word(text, start_s + i * step_s, start_s + (i + 1) * step_s, _SURE)
        for i, text in enumerate(texts)
    ]
