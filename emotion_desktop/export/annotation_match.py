"""Which utterances the annotations of another program label."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from emotion_desktop.domain.review_state import ReviewedSegment
from emotion_desktop.export.tiers import Interval

#: Of an utterance or of an annotation that has to be common to both: less is a neighbour whose
#: edge was drawn a little differently.
_COMMON_SHARE: Final = 0.5

#: Rounding does not count as an overlap.
_SLACK_S: Final = 0.001


@dataclass(frozen=True, slots=True)
class Matches:
    """How the annotations of a tier and the utterances of a session meet.

    Attributes
    ----------
    labels : mapping of int to str
        By the id of each utterance that is labelled.
    n_annotations : int
        Of the tier.
    n_mapped : int
        Annotations whose text stands for a label.
    n_unplaced : int
        Of these, those that meet no utterance.
    n_contested : int
        Utterances that annotations with different labels meet.
    n_overlapping : int
        Annotations that begin before an earlier one ends.
    end_s : float
        End of the last annotation, in seconds; 0 without any.
    """

    labels: Mapping[int, str]
    n_annotations: int
    n_mapped: int
    n_unplaced: int
    n_contested: int
    n_overlapping: int
    end_s: float


def match(
    segments: Sequence[ReviewedSegment],
    annotations: Sequence[Interval],
    labels: Mapping[str, str],
) -> Matches:
    """Find the label of each utterance.

    An annotation meets an utterance if at least half of one lies within the other. The label
    that covers most of an utterance counts; of several, that whose annotation fits best.

    Parameters
    ----------
    segments : sequence of ReviewedSegment
        The utterances.
    annotations : sequence of Interval
        A tier; its intervals need not match the utterances.
    labels : mapping of str to str
        From the stripped text of an annotation to its label; other texts are left out.
    """
    mapped = [one for one in annotations if one.text.strip() in labels]
    starts_s = np.array([one.start_s for one in mapped])
    ends_s = np.array([one.end_s for one in mapped])
    placed = np.zeros(len(mapped), bool)
    found: dict[int, str] = {}
    n_contested = 0
    for segment in segments:
        common_s = np.minimum(ends_s, segment.end_s) - np.maximum(starts_s, segment.start_s)
        shorter_s = np.minimum(ends_s - starts_s, segment.duration_s)
        meets = common_s >= _COMMON_SHARE * shorter_s
        placed |= meets
        # By label: how much it covers, and how well its best annotation fits.
        shares: defaultdict[str, tuple[float, float]] = defaultdict(lambda: (0.0, 0.0))
        for i in np.flatnonzero(meets):
            label, common = labels[mapped[i].text.strip()], float(common_s[i])
            fit = common / (mapped[i].end_s - mapped[i].start_s + segment.duration_s - common)
            shares[label] = (shares[label][0] + common, max(shares[label][1], fit))
        if shares:
            found[segment.id] = max(shares, key=shares.__getitem__)
            n_contested += len(shares) > 1
    return Matches(
        labels=found,
        n_annotations=len(annotations),
        n_mapped=len(mapped),
        n_unplaced=int(np.count_nonzero(~placed)),
        n_contested=n_contested,
        n_overlapping=_n_overlapping(annotations),
        end_s=max((one.end_s for one in annotations), default=0.0),
    )


def _n_overlapping(annotations: Sequence[Interval]) -> int:
    count, reached_s = 0, 0.0
    for one in sorted(annotations, key=lambda one: one.start_s):
        count += one.start_s < reached_s - _SLACK_S
        reached_s = max(reached_s, one.end_s)
    return count
