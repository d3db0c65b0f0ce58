"""Which label of an utterance counts, where people disagree with the models and each other.

The newest judgement counts, whichever person made it; where nobody judged, the models' estimate
does. A rater who cannot tell has judged too: no emotion counts then.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from emotion_desktop.domain.labels import UNCLEAR
from emotion_desktop.domain.review_state import ReviewedSegment


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a person said that an utterance expresses.

    Attributes
    ----------
    rater : str
        By name.
    label : str
        In `EMOTIONS`; `UNCLEAR` where it cannot be told.
    made_at : datetime
        In UTC.
    """

    rater: str
    label: str
    made_at: datetime


def newest(judgements: Iterable[Judgement]) -> Judgement | None:
    """Return the judgement that counts; None if there is none, and the models' counts.

    Of two that were made at one moment the latter of the list counts.
    """
    ordered = sorted(judgements, key=lambda one: one.made_at)
    return ordered[-1] if ordered else None


def judgements_of(segment: ReviewedSegment) -> list[Judgement]:
    """List what the raters of an utterance said that it expresses, a rater's first label."""
    return [
        Judgement(rater, one.labels[0] if one.labels else UNCLEAR, one.made_at)
        for rater, one in segment.annotations.items()
        if one.judged and one.made_at is not None
    ]


def counting_label(segment: ReviewedSegment) -> str:
    """Return what counts as the emotion of an utterance, `UNCLEAR` where none does.

    The models' label counts only where they are sure enough.
    """
    judged = newest(judgements_of(segment))
    if judged is not None:
        return judged.label
    if segment.estimate is None or segment.estimate.uncertain:
        return UNCLEAR
    return segment.estimate.label
