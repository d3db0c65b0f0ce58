"""Converts a document to tiers of labelled intervals, as in annotation programs."""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final, Literal

from emotion_desktop.domain.document import SessionDocument
from emotion_desktop.domain.serialise import time_value
from emotion_desktop.export.ratings import lanes, ratings

#: Who speaks where channels were mixed: a tier needs a name.
UNNAMED_SPEAKER: Final = "speech"

#: Annotation programs count in milliseconds, and show nothing that is shorter.
SHORTEST_S: Final = 0.001


@dataclass(frozen=True, slots=True)
class Interval:
    """A labelled time interval; times in seconds."""

    start_s: float
    end_s: float
    text: str


@dataclass(frozen=True, slots=True)
class Tier:
    """Non-overlapping intervals, in order.

    Attributes
    ----------
    name : str
        Unique within the document.
    kind : str
        `text`: the transcript; `words`: the same word by word; `emotion`: labels.
    speaker : str
        The speaker, as named in the document.
    rater : str
        The rater of the labels; empty for other kinds.
    intervals : tuple of Interval
        None is shorter than `SHORTEST_S`.
    """

    name: str
    kind: Literal["text", "words", "emotion"]
    speaker: str
    rater: str
    intervals: tuple[Interval, ...]


def tiers(document: SessionDocument, rater: str | None = None) -> list[Tier]:
    """Create the tiers of each speaker: text, words, and one per rater.

    Parameters
    ----------
    document : SessionDocument
        Anything.
    rater : str or None
        As for `ratings`.

    Returns
    -------
    list of Tier
        Overlapping intervals go to a second tier of the same kind. At least one
        tier, which is empty if there is no speech.
    """
    speakers = list(dict.fromkeys(one.speaker for one in document.utterances)) or [""]
    taken: set[str] = set()
    return [tier for speaker in speakers for tier in _of_speaker(document, speaker, rater, taken)]


def _of_speaker(
    document: SessionDocument, speaker: str, rater: str | None, taken: set[str]
) -> Iterator[Tier]:
    shown = speaker or UNNAMED_SPEAKER
    spoken = [one for one in document.utterances if one.speaker == speaker]
    texts = [_interval(one.start_s, one.end_s, one.transcript.text) for one in spoken]
    words = [
        _interval(word.start_s, word.end_s, word.text)
        for one in spoken
        for word in one.transcript.words
    ]
    yield from _in_lanes(Tier(f"{shown} text", "text", speaker, "", tuple(texts)), taken)
    if words:
        yield from _in_lanes(Tier(f"{shown} words", "words", speaker, "", tuple(words)), taken)
    labels: dict[str, list[Interval]] = {}
    for one in ratings(document, rater):
        utterance = one.utterance
        if utterance.speaker == speaker:
            interval = _interval(utterance.start_s, utterance.end_s, one.label)
            labels.setdefault(one.rater, []).append(interval)
    for name, theirs in labels.items():
        whole = Tier(f"{shown} emotion ({name})", "emotion", speaker, name, tuple(theirs))
        yield from _in_lanes(whole, taken)


def _in_lanes(whole: Tier, taken: set[str]) -> Iterator[Tier]:
    """Split a tier whose intervals may overlap into tiers with unique names."""
    for lane in lanes(whole.intervals, lambda one: one.start_s, lambda one: one.end_s) or [[]]:
        yield replace(whole, name=_free(whole.name, taken), intervals=tuple(lane))


def _free(name: str, taken: set[str]) -> str:
    """Return a name that is not taken yet, and reserve it."""
    numbered = (f"{name} {i}" for i in itertools.count(2))
    free = next(one for one in itertools.chain((name,), numbered) if one not in taken)
    taken.add(free)
    return free


def _interval(start_s: float, end_s: float, text: str) -> Interval:
    start = time_value(start_s)
    return Interval(start, time_value(max(end_s, start + SHORTEST_S)), text)
