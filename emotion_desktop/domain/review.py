"""The actions of raters on a session: the entries of an append-only log.

Nothing in a log is ever changed or deleted. Undoing adds an entry that withdraws others; what
holds at a moment is a fold over the log (`domain.review_fold`).

Annotations of an utterance (labels, valence and arousal, comment, tags) belong to each rater.
Facts of the session (words, boundaries, speakers, title) are shared, and the latest one
counts.
"""

import math
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, Literal, Self

from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.domain.labels import EMOTIONS
from emotion_desktop.domain.session import Consent
from emotion_desktop.domain.transcript import Word

#: Of valence and arousal, as on the Self-Assessment Manikin's nine points (Bradley & Lang, 1994).
LOWEST_RATING: Final = 1
HIGHEST_RATING: Final = 9
#: An utterance is not made shorter.
SHORTEST_SEGMENT_S: Final = 0.1
LONGEST_NAME: Final = 100

ReviewStatus = Literal["new", "in_review", "reviewed"]


@dataclass(frozen=True, slots=True)
class Rater:
    """A person who reviews sessions.

    Attributes
    ----------
    name : str
        See `rater_name`.
    blind : bool
        Whether this rater sees neither the models' estimates nor the annotations of others for an
        utterance until unblinded, separately for each session.
    """

    name: str
    blind: bool = True


def rater_name(typed: str) -> str:
    """Return the normalised form of a typed name.

    Quotes, emoji and every script are part of a name; blanks around it, and two ways to write
    one character, are not.

    Raises
    ------
    UserFacingError
        If nothing is left, if it is too long, or contains control characters.
    """
    name = unicodedata.normalize("NFC", typed).strip()
    if not name or any(unicodedata.category(character) in {"Cc", "Cs"} for character in name):
        raise UserFacingError(
            "{name} is not a valid rater name",
            "Enter a name on one line, with at least one letter, digit or symbol.",
            name=repr(typed),
        )
    if len(name) > LONGEST_NAME:
        raise UserFacingError(
            "The rater's name is too long: {length} characters",
            "Enter at most {limit} characters.",
            length=len(name),
            limit=LONGEST_NAME,
        )
    return name


@dataclass(frozen=True, slots=True)
class SetLabels:
    """Sets the labels of an utterance: some of `EMOTIONS`, "cannot tell", or none."""

    segment_id: int
    labels: tuple[str, ...] = ()
    cannot_tell: bool = False

    def __post_init__(self) -> None:
        _require(set(self.labels) <= set(EMOTIONS), "a label that is not an emotion")
        _require(len(set(self.labels)) == len(self.labels), "a label twice")
        _require(not (self.labels and self.cannot_tell), "labels, and cannot tell")


@dataclass(frozen=True, slots=True)
class SetRating:
    """Valence (unpleasant to pleasant) and arousal (calm to excited), 1 to 9; None: not rated."""

    segment_id: int
    valence: int | None
    arousal: int | None

    def __post_init__(self) -> None:
        for value in (self.valence, self.arousal):
            _require(
                value is None or LOWEST_RATING <= value <= HIGHEST_RATING,
                "a rating that is not from 1 to 9",
            )


@dataclass(frozen=True, slots=True)
class SetComment:
    """A rater's comment on an utterance; empty for none."""

    segment_id: int
    text: str


@dataclass(frozen=True, slots=True)
class SetTags:
    """A rater's tags of an utterance, all of them."""

    segment_id: int
    tags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SetWords:
    """The words of an utterance, in the order of their start."""

    segment_id: int
    words: tuple[Word, ...]

    def __post_init__(self) -> None:
        for word in self.words:
            _require_times(word.start_s, word.end_s)


@dataclass(frozen=True, slots=True)
class SplitSegment:
    """Splits an utterance at `at_s`; the second part gets the id `new_id`."""

    segment_id: int
    new_id: int
    at_s: float

    def __post_init__(self) -> None:
        _require_times(self.at_s)


@dataclass(frozen=True, slots=True)
class MergeSegments:
    """Merges an utterance with the next one of its speaker, which is removed."""

    first_id: int
    second_id: int

    def __post_init__(self) -> None:
        _require(self.first_id != self.second_id, "an utterance merged with itself")


@dataclass(frozen=True, slots=True)
class MoveBorders:
    """Moves the boundaries of an utterance."""

    segment_id: int
    start_s: float
    end_s: float

    def __post_init__(self) -> None:
        _require_times(self.start_s, self.end_s)
        _require(self.start_s < self.end_s, "an utterance that ends before it starts")


@dataclass(frozen=True, slots=True)
class MoveSharedBorder:
    """Moves the boundary between two utterances; words go to the side they lie on."""

    first_id: int
    second_id: int
    at_s: float

    def __post_init__(self) -> None:
        _require_times(self.at_s)


@dataclass(frozen=True, slots=True)
class AssignSpeaker:
    """Assigns utterances to a speaker."""

    segment_ids: tuple[int, ...]
    speaker: str


@dataclass(frozen=True, slots=True)
class NameSpeaker:
    """The name of a speaker in this session."""

    speaker: str
    name: str


@dataclass(frozen=True, slots=True)
class MergeSpeakers:
    """Merges two speakers: the utterances of `merged` go to `kept`."""

    kept: str
    merged: str

    def __post_init__(self) -> None:
        _require(self.kept != self.merged, "a speaker merged with itself")


@dataclass(frozen=True, slots=True)
class SetTitle:
    """The title of the session."""

    title: str


@dataclass(frozen=True, slots=True)
class SetNote:
    """A note on the whole session."""

    text: str


@dataclass(frozen=True, slots=True)
class SetConsent:
    """The consent of those who speak (see `domain.session.Consent`); both empty for none."""

    given_on: str
    """As `2026-11-27`; empty if no day is known."""
    note: str

    def __post_init__(self) -> None:
        if self.given_on:
            written = date.fromisoformat(self.given_on).isoformat()
            _require(written == self.given_on, "a day that is written in another way")

    @classmethod
    def of(cls, consent: Consent | None) -> Self:
        """Return the entry that notes a consent; None removes it."""
        if consent is None:
            return cls("", "")
        given_on = "" if consent.given_on is None else consent.given_on.isoformat()
        return cls(given_on, " ".join(consent.note.split()))


@dataclass(frozen=True, slots=True)
class SetSessionTags:
    """The tags of the session, all of them."""

    tags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SetReviewStatus:
    """The review status."""

    status: ReviewStatus


@dataclass(frozen=True, slots=True)
class Unblind:
    """The rater has seen the models' estimates and others' annotations; never undone."""


@dataclass(frozen=True, slots=True)
class Withdraw:
    """Withdraws entries: undo."""

    edit_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Restore:
    """Restores withdrawn entries: redo."""

    edit_ids: tuple[int, ...]


#: Each rater's own.
AnnotationAction = SetLabels | SetRating | SetComment | SetTags
#: Shared by all raters.
SharedAction = (
    SetWords
    | SplitSegment
    | MergeSegments
    | MoveBorders
    | MoveSharedBorder
    | AssignSpeaker
    | NameSpeaker
    | MergeSpeakers
    | SetTitle
    | SetNote
    | SetConsent
    | SetSessionTags
    | SetReviewStatus
)
UndoableAction = AnnotationAction | SharedAction
Action = UndoableAction | Unblind | Withdraw | Restore


@dataclass(frozen=True, slots=True)
class Edit:
    """One entry of a session's log.

    Attributes
    ----------
    id : int
        Ascending along the log.
    rater : str
        The name of the rater.
    made_at : datetime
        In UTC.
    action : Action
        What was done.
    gesture : str
        Consecutive entries of one rater with the same gesture, such as those of a drag,
        are undone together; empty for a separate entry.
    """

    id: int
    rater: str
    made_at: datetime
    action: Action
    gesture: str = ""


@dataclass(frozen=True, slots=True)
class Annotation:
    """All annotations of an utterance by one rater.

    Attributes
    ----------
    labels : tuple of str
        Some of `EMOTIONS`, the most important one first; empty if none was given.
    cannot_tell : bool
        Whether the rater listened and could not tell.
    valence, arousal : int or None
        From 1 to 9.
    comment : str
        Empty for none.
    tags : tuple of str
        In the rater's order.
    made_at : datetime or None
        In UTC, when the labels were given; None without any.
    """

    labels: tuple[str, ...] = ()
    cannot_tell: bool = False
    valence: int | None = None
    arousal: int | None = None
    comment: str = ""
    tags: tuple[str, ...] = ()
    made_at: datetime | None = None

    @property
    def judged(self) -> bool:
        """Whether the rater labelled the utterance or marked it "cannot tell"."""
        return bool(self.labels) or self.cannot_tell


def segments_of(action: Action) -> tuple[int, ...]:
    """List the utterances that an action affects; empty for the session as a whole."""
    match action:
        case AssignSpeaker(segment_ids, _):
            return segment_ids
        case MergeSegments(first_id, second_id) | MoveSharedBorder(first_id, second_id, _):
            return (first_id, second_id)
        case SplitSegment(segment_id, new_id, _):
            return (segment_id, new_id)
        case (
            SetLabels() | SetRating() | SetComment() | SetTags() | SetWords() | MoveBorders() as one
        ):
            return (one.segment_id,)
    return ()


def _require(holds: bool, wrong: str) -> None:
    if not holds:
        raise ValueError(f"an entry of the log holds {wrong}")


def _require_times(*times_s: float) -> None:
    _require(all(map(math.isfinite, times_s)), "a moment that is no number")
