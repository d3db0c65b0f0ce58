"""Imports annotations of another program as a rater's labels of utterances."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from emotion_desktop.domain import review
from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.domain.labels import UNCLEAR
from emotion_desktop.domain.review_state import ReviewState
from emotion_desktop.domain.translatable import Message
from emotion_desktop.export.annotation_match import Matches, match
from emotion_desktop.export.tiers import Interval

if TYPE_CHECKING:  # the window plans imports before the database's libraries are imported
    from emotion_desktop.services.review.open_review import OpenReview, ReviewChange

#: What annotations may extend beyond the audio: other programs round the length of a file.
_SLACK_S: Final = 1.0

#: The rule of `match`, for people.
RULE: Final = Message(
    "An annotation counts for an utterance if at least half of one lies within the other. If "
    "annotations with different labels count, the label that covers most of the utterance is used."
)


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """What an import would do.

    Attributes
    ----------
    matches : Matches
        How annotations and utterances meet.
    n_utterances : int
        That could be labelled.
    duration_s : float
        Of the session.
    """

    matches: Matches
    n_utterances: int
    duration_s: float

    @property
    def reaches_too_far(self) -> bool:
        """Whether annotations lie beyond the end of the session."""
        return self.matches.end_s > self.duration_s + _SLACK_S

    def sentences(self) -> list[Message]:
        """Describe the plan, one line each."""
        found = self.matches
        lines = [
            Message(
                "Annotations with a label: {count} of {total}",
                count=found.n_mapped,
                total=found.n_annotations,
            ),
            Message(
                "Utterances that are labelled: {count} of {total}",
                count=len(found.labels),
                total=self.n_utterances,
            ),
        ]
        if found.n_unplaced:
            lines.append(
                Message("Annotations that match no utterance: {count}", count=found.n_unplaced)
            )
        if found.n_contested:
            lines.append(
                Message(
                    "Utterances with annotations of different labels: {count}",
                    count=found.n_contested,
                )
            )
        if found.n_overlapping:
            lines.append(
                Message(
                    "Annotations of this tier that overlap an earlier one: {count}",
                    count=found.n_overlapping,
                )
            )
        return lines

    def warning(self) -> Message | None:
        """Return what is suspicious about the plan; None for nothing."""
        if not self.reaches_too_far:
            return None
        return Message(
            "The annotations end at {end_s} s, the session at {duration_s} s. Check that they "
            "belong to the same recording.",
            end_s=self.matches.end_s,
            duration_s=self.duration_s,
        )


def plan_import(
    state: ReviewState,
    duration_s: float,
    annotations: Sequence[Interval],
    labels: Mapping[str, str],
    speaker: str | None = None,
) -> ImportPlan:
    """Find out what an import would do; changes nothing.

    Parameters
    ----------
    state : ReviewState
        The session, as anybody may see it.
    duration_s : float
        Of the session.
    annotations : sequence of Interval
        A tier.
    labels : mapping of str to str
        From the stripped text of an annotation to one of `EMOTIONS`, or `UNCLEAR`; others are
        left out.
    speaker : str or None
        Key of the speaker whose utterances are labelled; None for everybody's.
    """
    segments = [one for one in state.segments if speaker in {None, one.speaker}]
    return ImportPlan(match(segments, annotations, labels), len(segments), duration_s)


def import_labels(opened: "OpenReview", labels: Mapping[int, str], gesture: str) -> "ReviewChange":
    """Store labels of utterances for the rater of an open review, undone in one step.

    Labels that the rater gave before are replaced.

    Parameters
    ----------
    opened : OpenReview
        The session, opened for whoever made the annotations.
    labels : mapping of int to str
        By utterance: `ImportPlan.matches.labels`.
    gesture : str
        Unique to the import.

    Raises
    ------
    UserFacingError
        If it would change nothing, or an utterance no longer exists; nothing is changed then.
    """

    def choose(now: "OpenReview") -> list[review.SetLabels]:
        actions = [_action(segment_id, label) for segment_id, label in labels.items()]
        new = [one for one in actions if _differs(now, one)]
        if not new:
            raise nothing_to_import(opened.rater.name)
        return new

    return opened.edit_together(choose, gesture)


def nothing_to_import(rater: str) -> UserFacingError:
    """Return the error for an import that would change nothing."""
    return UserFacingError(
        "There is nothing to import",
        "No annotation with a label matches an utterance, or {rater} has given all of these "
        "labels already.",
        rater=rater,
    )


def undo_import(opened: "OpenReview", gesture: str) -> "ReviewChange | None":
    """Undo an import, if it is still the last step of its rater.

    Raises
    ------
    UserFacingError
        If the rater did something else since.
    """
    last = opened.history.undo
    if last is None or last.edits[0].gesture != gesture:
        raise UserFacingError(
            "{rater} has edited the session since the import",
            "Choose this rater, and undo the steps one by one.",
            rater=opened.rater.name,
        )
    return opened.undo()


def _action(segment_id: int, label: str) -> review.SetLabels:
    if label == UNCLEAR:
        return review.SetLabels(segment_id, cannot_tell=True)
    return review.SetLabels(segment_id, (label,))


def _differs(now: "OpenReview", action: review.SetLabels) -> bool:
    own = now.own(action.segment_id)
    return (own.labels, own.cannot_tell) != (action.labels, action.cannot_tell)
