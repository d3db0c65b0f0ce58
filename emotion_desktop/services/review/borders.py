"""One border of an utterance moved, as a key or a mouse does it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.domain.estimate import Utterance
from emotion_desktop.domain.review import SHORTEST_SEGMENT_S
from emotion_desktop.domain.review_fold import DoesNotApplyError
from emotion_desktop.services.review import operations

if TYPE_CHECKING:  # see `operations`
    from emotion_desktop.services.review.open_review import OpenReview, ReviewChange

Edge = Literal["start", "end"]

#: Utterances of one speaker that are closer share a border.
_TOUCHING_S: Final = 1e-3
#: What rounding makes of no move at all.
_NO_MOVE_S: Final = 1e-6


def move_border(
    opened: OpenReview, segment_id: int, edge: Edge, to_s: float, *, gesture: str = ""
) -> ReviewChange | None:
    """Move the start or the end of an utterance, as far as there is room.

    Where an utterance of the same speaker begins just where this one ends, or ends where it
    begins, the border is theirs, too, and moves for both.

    Returns
    -------
    ReviewChange or None
        None where the border lies there already, or has no room to move.

    Raises
    ------
    UserFacingError
        Where the utterance is not there any more, or the disk is in the way.
    """
    moved, before, behind = _place(opened, segment_id)
    if edge == "start":
        shared = before is not None and abs(before.end_s - moved.start_s) < _TOUCHING_S
        first, second = (before, moved) if shared else (None, None)
    else:
        shared = behind is not None and abs(behind.start_s - moved.end_s) < _TOUCHING_S
        first, second = (moved, behind) if shared else (None, None)
    if first is not None and second is not None:
        low_s, high_s = first.start_s + SHORTEST_SEGMENT_S, second.end_s - SHORTEST_SEGMENT_S
        if _stays(min(max(to_s, low_s), high_s), first.end_s):
            return None
        ids = (first.segment_id, second.segment_id)
        return operations.move_shared_border(opened, *ids, to_s, gesture=gesture)
    if edge == "start":
        low_s = min(before.end_s, moved.start_s) if before else 0.0
        start_s = min(max(to_s, low_s), moved.end_s - SHORTEST_SEGMENT_S)
        end_s = moved.end_s
    else:
        high_s = max(behind.start_s if behind else opened.duration_s, moved.end_s)
        end_s = max(min(to_s, high_s), moved.start_s + SHORTEST_SEGMENT_S)
        start_s = moved.start_s
    if _stays(start_s, moved.start_s) and _stays(end_s, moved.end_s):
        return None
    return operations.move_borders(opened, segment_id, start_s, end_s, gesture=gesture)


def nudge_border(
    opened: OpenReview, segment_id: int, edge: Edge, by_s: float, *, gesture: str = ""
) -> ReviewChange | None:
    """Move a border by so much, from where it lies now; see `move_border`."""
    moved, _, _ = _place(opened, segment_id)
    at_s = moved.start_s if edge == "start" else moved.end_s
    return move_border(opened, segment_id, edge, at_s + by_s, gesture=gesture)


def _place(
    opened: OpenReview, segment_id: int
) -> tuple[Utterance, Utterance | None, Utterance | None]:
    try:
        return (opened.fold.utterance(segment_id), *opened.fold.neighbours(segment_id))
    except DoesNotApplyError as error:
        raise UserFacingError(
            "This utterance is not there any more",
            "Another rater may have merged it with its neighbour; choose another one.",
        ) from error


def _stays(to_s: float, at_s: float) -> bool:
    return abs(to_s - at_s) < _NO_MOVE_S
