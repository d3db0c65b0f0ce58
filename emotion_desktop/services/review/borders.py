"""Moving one boundary of an utterance, by key or by mouse."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

from emotion_desktop.domain.review import SHORTEST_SEGMENT_S
from emotion_desktop.services.review import operations

if TYPE_CHECKING:  # see `operations`
    from emotion_desktop.services.review.open_review import OpenReview, ReviewChange

Edge = Literal["start", "end"]

#: Utterances of one speaker that are closer than this share a boundary.
_TOUCHING_S: Final = 1e-3
#: Smaller moves are rounding errors.
_NO_MOVE_S: Final = 1e-6


def move_border(
    opened: OpenReview, segment_id: int, edge: Edge, to_s: float, *, gesture: str = ""
) -> ReviewChange | None:
    """Move the start or the end of an utterance, as far as there is room.

    If another utterance of the same speaker touches this one there, they share the boundary,
    and it moves for both.

    Returns
    -------
    ReviewChange or None
        None if the boundary is there already, or has no room to move.

    Raises
    ------
    UserFacingError
        If the utterance no longer exists, or the edit cannot be saved.
    """
    moved = operations.utterance_of(opened, segment_id)
    before, behind = opened.fold.neighbours(segment_id)
    first, second = (before, moved) if edge == "start" else (moved, behind)
    if first and second and abs(second.start_s - first.end_s) < _TOUCHING_S:
        low_s, high_s = first.start_s + SHORTEST_SEGMENT_S, second.end_s - SHORTEST_SEGMENT_S
        if _is_at(min(max(to_s, low_s), high_s), first.end_s):
            return None
        ids = (first.segment_id, second.segment_id)
        return operations.move_shared_border(opened, *ids, to_s, gesture=gesture)
    start_s, end_s = moved.start_s, moved.end_s
    if edge == "start":
        low_s = min(before.end_s, start_s) if before else 0.0
        start_s = min(max(to_s, low_s), end_s - SHORTEST_SEGMENT_S)
    else:
        high_s = max(behind.start_s if behind else opened.duration_s, end_s)
        end_s = max(min(to_s, high_s), start_s + SHORTEST_SEGMENT_S)
    if _is_at(start_s, moved.start_s) and _is_at(end_s, moved.end_s):
        return None
    return operations.move_borders(opened, segment_id, start_s, end_s, gesture=gesture)


def nudge_border(
    opened: OpenReview, segment_id: int, edge: Edge, by_s: float, *, gesture: str = ""
) -> ReviewChange | None:
    """Move a boundary by `by_s` seconds from its present place; see `move_border`."""
    moved = operations.utterance_of(opened, segment_id)
    at_s = moved.start_s if edge == "start" else moved.end_s
    return move_border(opened, segment_id, edge, at_s + by_s, gesture=gesture)


def _is_at(to_s: float, at_s: float) -> bool:
    return abs(to_s - at_s) < _NO_MOVE_S
