"""The utterances to check in an open session, kept up to date with every edit."""

from dataclasses import replace

from emotion_desktop.domain.review_state import ReviewedSegment, ReviewState
from emotion_desktop.services.review.next_to_check import ToCheck, all_to_check


class Checklist:
    """Re-evaluates only utterances that changed, since long sessions have thousands.

    Parameters
    ----------
    rater : str
        Name of the rater.
    """

    def __init__(self, rater: str) -> None:
        self._rater = rater
        self._known: dict[int, tuple[ReviewedSegment, ToCheck | None]] = {}

    def update(self, view: ReviewState) -> tuple[ToCheck, ...]:
        """Return what `all_to_check` returns for the present state of the session."""
        changed = tuple(one for one in view.segments if not self._is_known(one))
        looked_at = all_to_check(replace(view, segments=changed), self._rater)
        found = {one.segment_id: one for one in looked_at}
        self._known |= {one.id: (one, found.get(one.id)) for one in changed}
        listed = (self._known[one.id][1] for one in view.segments)
        return tuple(one for one in listed if one is not None)

    def _is_known(self, segment: ReviewedSegment) -> bool:
        if segment.id not in self._known:
            return False
        known, _ = self._known[segment.id]
        return (
            known.estimate is segment.estimate
            and known.start_s == segment.start_s
            and known.annotations == segment.annotations
        )
