"""What a rater can do in a session: one function each, one transaction each.

All of them take an `OpenReview` first, answer with the `ReviewChange` that they made, and raise
`UserFacingError` where nothing was done. They are for the thread of the review's store.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, TypedDict, Unpack

from emotion_desktop.domain import review
from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.domain.estimate import Utterance
from emotion_desktop.domain.review import SHORTEST_SEGMENT_S, ReviewStatus
from emotion_desktop.domain.review_fold import DoesNotApplyError
from emotion_desktop.domain.review_words import retyped
from emotion_desktop.domain.session import Consent

if TYPE_CHECKING:  # the window names operations before the database's libraries are imported
    from emotion_desktop.services.review.open_review import OpenReview, ReviewChange


class Rating(TypedDict, total=False):
    """Valence and arousal from 1 to 9; None for no rating."""

    valence: int | None
    arousal: int | None


def set_labels(
    opened: OpenReview, segment_id: int, labels: Iterable[str], *, cannot_tell: bool = False
) -> ReviewChange:
    """Say what an utterance expresses, the label that counts most first; none removes them."""
    return opened.edit(lambda _now: review.SetLabels(segment_id, tuple(labels), cannot_tell))


def choose_label(
    opened: OpenReview, segment_id: int, label: str, *, further: bool = False
) -> ReviewChange:
    """Label an utterance, or remove the label if it is there; `further` keeps the other labels."""

    def choose(now: OpenReview) -> review.SetLabels:
        labels = now.own(segment_id).labels
        if label in labels and (further or labels == (label,)):
            labels = tuple(one for one in labels if one != label)
        else:
            labels = (*labels, label) if further else (label,)
        return review.SetLabels(segment_id, labels)

    return opened.edit(choose)


def choose_cannot_tell(opened: OpenReview, segment_id: int) -> ReviewChange:
    """Mark the emotion of an utterance as impossible to tell, or remove that mark."""
    return opened.edit(
        lambda now: review.SetLabels(segment_id, cannot_tell=not now.own(segment_id).cannot_tell)
    )


def set_rating(opened: OpenReview, segment_id: int, **ratings: Unpack[Rating]) -> ReviewChange:
    """Rate valence, arousal or both; None removes a rating, and what is left out stays."""

    def choose(now: OpenReview) -> review.SetRating:
        own = now.own(segment_id)
        return review.SetRating(
            segment_id,
            valence=ratings.get("valence", own.valence),
            arousal=ratings.get("arousal", own.arousal),
        )

    return opened.edit(choose)


def set_comment(
    opened: OpenReview, segment_id: int, text: str, *, gesture: str = ""
) -> ReviewChange:
    """Comment on an utterance; what is typed in one go has one gesture."""
    return opened.edit(lambda _now: review.SetComment(segment_id, text.strip()), gesture)


def set_tags(opened: OpenReview, segment_id: int, tags: Iterable[str]) -> ReviewChange:
    """Tag an utterance with these and no others."""
    return opened.edit(lambda _now: review.SetTags(segment_id, _clean(tags)))


def set_text(opened: OpenReview, segment_id: int, text: str) -> ReviewChange:
    """Correct the words of an utterance; those that stay keep their times."""

    def choose(now: OpenReview) -> review.SetWords:
        one = utterance_of(now, segment_id)
        words = retyped(one.transcript, text, one.start_s, one.end_s)
        return review.SetWords(segment_id, words)

    return opened.edit(choose)


def split(opened: OpenReview, segment_id: int, at_s: float) -> ReviewChange:
    """Cut an utterance in two."""
    return opened.edit(lambda now: review.SplitSegment(segment_id, now.next_segment_id(), at_s))


def merge_with_next(opened: OpenReview, segment_id: int) -> ReviewChange:
    """Join an utterance with the next one of its speaker."""

    def choose(now: OpenReview) -> review.MergeSegments:
        utterance_of(now, segment_id)
        behind = now.fold.neighbours(segment_id)[1]
        if behind is None:
            raise UserFacingError(
                "There is no later utterance of the same speaker",
                "Choose an utterance that is followed by another one.",
            )
        return review.MergeSegments(segment_id, behind.segment_id)

    return opened.edit(choose)


def move_borders(
    opened: OpenReview, segment_id: int, start_s: float, end_s: float, *, gesture: str = ""
) -> ReviewChange:
    """Give an utterance another extent, as far as its neighbours and the session leave room."""

    def choose(now: OpenReview) -> review.MoveBorders:
        one = utterance_of(now, segment_id)
        before, behind = now.fold.neighbours(segment_id)
        earliest_s = min(before.end_s, one.start_s) if before else 0.0
        latest_s = max(behind.start_s if behind else now.duration_s, one.end_s)
        start = min(max(start_s, earliest_s), latest_s - SHORTEST_SEGMENT_S)
        end = max(min(end_s, latest_s), start + SHORTEST_SEGMENT_S)
        return review.MoveBorders(segment_id, start, end)

    return opened.edit(choose, gesture)


def move_shared_border(
    opened: OpenReview, first_id: int, second_id: int, at_s: float, *, gesture: str = ""
) -> ReviewChange:
    """Move the border between two utterances; words go to the side on which they lie."""

    def choose(now: OpenReview) -> review.MoveSharedBorder:
        first, second = utterance_of(now, first_id), utterance_of(now, second_id)
        at = min(max(at_s, first.start_s + SHORTEST_SEGMENT_S), second.end_s - SHORTEST_SEGMENT_S)
        return review.MoveSharedBorder(first_id, second_id, at)

    return opened.edit(choose, gesture)


def assign_speaker(opened: OpenReview, segment_ids: Iterable[int], speaker: str) -> ReviewChange:
    """Say who speaks some utterances; a speaker whom nobody spoke for yet is a new one."""
    return opened.edit(lambda _now: review.AssignSpeaker(tuple(segment_ids), speaker.strip()))


def name_speaker(opened: OpenReview, speaker: str, name: str) -> ReviewChange:
    """Call a speaker something, in this session."""
    return opened.edit(lambda _now: review.NameSpeaker(speaker, name.strip() or speaker))


def merge_speakers(opened: OpenReview, kept: str, merged: str) -> ReviewChange:
    """Make two speakers one."""
    return opened.edit(lambda _now: review.MergeSpeakers(kept, merged))


def set_title(opened: OpenReview, title: str) -> ReviewChange:
    """Rename the session."""
    return opened.edit(lambda _now: review.SetTitle(" ".join(title.split())))


def set_note(opened: OpenReview, text: str, *, gesture: str = "") -> ReviewChange:
    """Write the note on the session."""
    return opened.edit(lambda _now: review.SetNote(text.strip()), gesture)


def set_consent(opened: OpenReview, consent: Consent | None) -> ReviewChange:
    """Note the consent of those who speak; None removes the note."""
    return opened.edit(lambda _now: review.SetConsent.of(consent))


def set_session_tags(opened: OpenReview, tags: Iterable[str]) -> ReviewChange:
    """Tag the session with these and no others."""
    return opened.edit(lambda _now: review.SetSessionTags(_clean(tags)))


def set_status(opened: OpenReview, status: ReviewStatus) -> ReviewChange:
    """Say how far the review is."""
    return opened.edit(lambda _now: review.SetReviewStatus(status))


def unblind(opened: OpenReview) -> ReviewChange:
    """Show the rater the models' estimates and the others' annotations, from now on."""
    return opened.edit(lambda _now: review.Unblind())


def undo(opened: OpenReview) -> ReviewChange | None:
    """Take back the rater's last step; None where there is none."""
    return opened.undo()


def redo(opened: OpenReview) -> ReviewChange | None:
    """Bring back what the rater undid last; None where something was done since."""
    return opened.redo()


def utterance_of(now: OpenReview, segment_id: int) -> Utterance:
    """Return an utterance as it is now.

    Raises
    ------
    UserFacingError
        If it no longer exists.
    """
    try:
        return now.fold.utterance(segment_id)
    except DoesNotApplyError as error:
        raise UserFacingError(
            "This utterance no longer exists",
            "Another rater may have merged it with its neighbour. Choose another utterance.",
        ) from error


def _clean(tags: Iterable[str]) -> tuple[str, ...]:
    """Give each tag once, in its order, with single blanks."""
    named = (" ".join(tag.split()) for tag in tags)
    return tuple(dict.fromkeys(tag for tag in named if tag))
