"""Finds utterances that are worth checking."""

from collections.abc import Collection
from dataclasses import dataclass
from itertools import combinations
from typing import Final, Literal

from emotion_desktop.domain.review import Annotation
from emotion_desktop.domain.review_state import ReviewedSegment, ReviewState

#: `uncertain`: the models are uncertain; `conflict`: speech and text clearly express different
#: emotions; `disagreement`: raters have no label in common.
Reason = Literal["uncertain", "conflict", "disagreement"]
REASONS: Final[tuple[Reason, ...]] = ("conflict", "disagreement", "uncertain")


@dataclass(frozen=True, slots=True)
class ToCheck:
    """An utterance that is worth checking, and the reasons."""

    segment_id: int
    start_s: float
    reasons: tuple[Reason, ...]


def all_to_check(
    view: ReviewState, rater: str, reasons: Collection[Reason] = REASONS
) -> list[ToCheck]:
    """List the utterances that a rater should check, ordered by start.

    What the models were not sure of is checked once the rater has judged it; a disagreement
    once the raters agree.

    Parameters
    ----------
    view : ReviewState
        As the rater sees it: what is hidden from a blind rater is not a reason.
    rater : str
        By name.
    reasons : collection of Reason
        The reasons that matter.
    """
    found = []
    for segment in view.segments:
        why = tuple(one for one in REASONS if one in reasons and _holds(one, segment, rater))
        if why:
            found.append(ToCheck(segment.id, segment.start_s, why))
    return found


def next_to_check(
    view: ReviewState,
    rater: str,
    after_s: float,
    reasons: Collection[Reason] = REASONS,
    *,
    after_id: int | None = None,
) -> ToCheck | None:
    """Return what to check next, from the beginning again where nothing follows.

    Parameters
    ----------
    view, rater, reasons
        As for `all_to_check`.
    after_s : float
        Utterances that start later follow.
    after_id : int or None
        The current utterance, which starts at `after_s`: others that start at the same
        time, for example of other speakers, also follow if they come after it.
    """
    found = all_to_check(view, rater, reasons)
    ids = [one.id for one in view.segments]
    later_ids = ids[ids.index(after_id) + 1 :] if after_id in ids else []
    behind = (
        one
        for one in found
        if one.start_s > after_s or (one.start_s == after_s and one.segment_id in later_ids)
    )
    return next(behind, found[0] if found else None)


def _holds(reason: Reason, segment: ReviewedSegment, rater: str) -> bool:
    if reason == "disagreement":
        judged = [one for one in segment.annotations.values() if one.judged]
        return any(_differ(*pair) for pair in combinations(judged, 2))
    if segment.estimate is None or segment.annotations.get(rater, Annotation()).judged:
        return False
    if reason == "uncertain":
        return segment.estimate.uncertain
    return segment.estimate.conflict is not None


def _differ(one: Annotation, other: Annotation) -> bool:
    if one.cannot_tell or other.cannot_tell:
        return one.cannot_tell != other.cannot_tell
    return set(one.labels).isdisjoint(other.labels)
