"""Entries of the session library, and the filter that selects them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal

from emotion_desktop.domain.counting import counting_label
from emotion_desktop.domain.labels import EMOTIONS, UNCLEAR
from emotion_desktop.domain.review import ReviewStatus
from emotion_desktop.domain.review_state import ReviewedSegment

#: Key, beside the emotions, for the time in which speech and text clearly differ.
CONFLICT: Final = "conflict"
#: Parts of a ribbon.
RIBBON_PARTS: Final = 60
#: Values of a ribbon in addition to the indices of `EMOTIONS`.
RIBBON_UNCLEAR: Final = len(EMOTIONS)
RIBBON_SILENCE: Final = 255

#: File suffix of packed sessions.
PACKED_SUFFIX: Final = ".emotionsession"

SortKey = Literal["date", "title", "duration", "status", "share"]


@dataclass(frozen=True, slots=True)
class LibraryEntry:
    """A session as the library shows it.

    Attributes
    ----------
    id : str
        Of the session.
    title : str
        Empty if none was given.
    started_at : datetime
        In UTC; for an audio file, its modification time.
    duration_s : float
        Duration of its audio; 0 until it is finished.
    source : str
        Name of the device or file.
    state : str
        As in `SessionState`.
    status : ReviewStatus
        The review status.
    speakers, tags : tuple of str
        By name.
    from_file : bool
        Whether it comes from an analysed audio file instead of a recording.
    ribbon : bytes or None
        `RIBBON_PARTS` values, the dominant emotion of each part of the session.
        None for a rater who is blind to it, and until it has been computed.
    shares : mapping of str to float, or None
        Share of each emotion and of `UNCLEAR` in the speaking time; also None then.
    """

    id: str
    title: str
    started_at: datetime
    duration_s: float
    source: str
    state: str
    status: ReviewStatus
    speakers: tuple[str, ...]
    tags: tuple[str, ...]
    from_file: bool
    ribbon: bytes | None
    shares: Mapping[str, float] | None


@dataclass(frozen=True, slots=True)
class LibraryFilter:
    """Which sessions are listed; empty or None places no restriction.

    Attributes
    ----------
    since, before : datetime or None
        In UTC; started at or after `since`, and before `before`.
    tags : tuple of str
        Has all of these.
    speaker : str
        Is one of its speakers.
    emotion : str
        One of `EMOTIONS`, or `UNCLEAR`.
    least_share : float
        Of `emotion`.
    reviewed : bool or None
        Whether it was marked as reviewed.
    conflicting : bool
        Contains utterances whose speech and text clearly express different emotions.
    """

    since: datetime | None = None
    before: datetime | None = None
    tags: tuple[str, ...] = ()
    speaker: str = ""
    emotion: str = ""
    least_share: float = 0.0
    reviewed: bool | None = None
    conflicting: bool = False


@dataclass(frozen=True, slots=True)
class LibraryQuestion:
    """Which sessions to list, and in which order.

    Attributes
    ----------
    wanted : LibraryFilter
        The filter.
    sort : SortKey
        The sort key.
    descending : bool
        Newest, longest, or largest first.
    """

    wanted: LibraryFilter = LibraryFilter()
    sort: SortKey = "date"
    descending: bool = True


@dataclass(frozen=True, slots=True)
class Listing:
    """The sessions that match a question.

    Attributes
    ----------
    ids : tuple of str
        In order.
    n_all : int
        Number of sessions without the filter.
    entries : tuple of LibraryEntry
        Those of the first sessions that whoever asked does not know yet.
    """

    ids: tuple[str, ...]
    n_all: int
    entries: tuple[LibraryEntry, ...] = ()


@dataclass(frozen=True, slots=True)
class LibraryChoices:
    """All tags, speakers and raters, sorted by name."""

    tags: tuple[str, ...] = ()
    speakers: tuple[str, ...] = ()
    raters: tuple[str, ...] = ()


def shares_of(segments: Iterable[ReviewedSegment]) -> dict[str, float]:
    """Give each emotion, and `UNCLEAR`, its share in the time of utterances, as they count."""
    return shares_in_time((counting_label(one), one.duration_s) for one in segments)


def shares_in_time(labelled: Iterable[tuple[str, float]]) -> dict[str, float]:
    """Return the share of time of each emotion and of `UNCLEAR`, given labels and seconds.

    Returns
    -------
    dict of str to float
        Summing to 1; empty if the stretches have no length.
    """
    seconds = dict.fromkeys((*EMOTIONS, UNCLEAR), 0.0)
    for label, duration_s in labelled:
        seconds[label] += duration_s
    total_s = sum(seconds.values())
    return {name: of_it_s / total_s for name, of_it_s in seconds.items()} if total_s else {}


def conflicting_share(segments: Iterable[ReviewedSegment]) -> float:
    """Return the share of spoken time in which speech and text clearly differ."""
    total_s = conflicting_s = 0.0
    for segment in segments:
        total_s += segment.duration_s
        if segment.estimate is not None and segment.estimate.conflict is not None:
            conflicting_s += segment.duration_s
    return conflicting_s / total_s if total_s else 0.0


def ribbon_of(segments: Iterable[ReviewedSegment], duration_s: float) -> bytes:
    """Summarise a session as `RIBBON_PARTS` values, the dominant label of each part."""
    parts: list[dict[int, float]] = [{} for _ in range(RIBBON_PARTS)]
    part_s = duration_s / RIBBON_PARTS
    if part_s <= 0.0:
        return b""
    for segment in segments:
        label = counting_label(segment)
        value = RIBBON_UNCLEAR if label == UNCLEAR else EMOTIONS.index(label)
        first = max(0, int(segment.start_s / part_s))
        last = min(RIBBON_PARTS - 1, int(segment.end_s / part_s))
        for i in range(first, last + 1):
            covered_s = min(segment.end_s, (i + 1) * part_s) - max(segment.start_s, i * part_s)
            parts[i][value] = parts[i].get(value, 0.0) + covered_s
    return bytes(
        max(part, key=lambda value: (part[value], -value)) if part else RIBBON_SILENCE
        for part in parts
    )
