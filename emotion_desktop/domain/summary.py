"""Summary of a session after its review."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby, pairwise
from statistics import median
from typing import Final

import numpy as np

from emotion_desktop.domain.change_points import change_points
from emotion_desktop.domain.counting import counting_label
from emotion_desktop.domain.estimate import Estimate, FusedEstimate
from emotion_desktop.domain.labels import UNCLEAR
from emotion_desktop.domain.library import shares_in_time, shares_of
from emotion_desktop.domain.review_state import ReviewedSegment, ReviewState

_LONGEST_STRETCHES: Final = 5


@dataclass(frozen=True, slots=True)
class Stretch:
    """Consecutive utterances of one speaker with the same emotion."""

    speaker: str
    label: str
    start_s: float
    end_s: float
    segment_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class SpeakerSummary:
    """Figures for one speaker.

    Attributes
    ----------
    shares : mapping of str to float
        Of each emotion, and of `UNCLEAR`, in the time of this speaker's utterances.
    spoken_s : float
        That time in seconds.
    words_per_minute : float or None
        Of the utterances that have words; None without any.
    """

    shares: Mapping[str, float]
    spoken_s: float
    words_per_minute: float | None


@dataclass(frozen=True, slots=True)
class Pauses:
    """Pauses of at least 0.1 s between utterances of any speakers, in seconds."""

    count: int
    total_s: float
    median_s: float
    longest_s: float


@dataclass(frozen=True, slots=True)
class Summary:
    """Figures for a session.

    Attributes
    ----------
    shares : mapping of str to float
        Share of each emotion and of `UNCLEAR` in the speaking time: after the
        review if there are labels, otherwise from the models' fused estimate.
    by_modality : mapping of str to mapping
        The same for the models alone, for `speech`, `text` and `fused`. `UNCLEAR` means that no
        emotion is more probable than all others together (fused: below the threshold), and of
        `text`, that there are no words.
    speakers : mapping of str to SpeakerSummary
        By the speaker's name; speakers with the same name are one.
    transitions : mapping of (str, str) to int
        How often one emotion follows another, or itself, within the utterances of a speaker;
        unclear utterances are skipped.
    stretches : tuple of Stretch
        The longest runs of one emotion, longest first.
    change_points_s : tuple of float
        Starts of the utterances at which the mix of emotions changes, for all speakers
        together; see `domain.change_points`.
    pauses : Pauses
        Between utterances.
    """

    shares: Mapping[str, float]
    by_modality: Mapping[str, Mapping[str, float]]
    speakers: Mapping[str, SpeakerSummary]
    transitions: Mapping[tuple[str, str], int]
    stretches: tuple[Stretch, ...]
    change_points_s: tuple[float, ...]
    pauses: Pauses


@dataclass(frozen=True, slots=True)
class SessionSummary:
    """The summary of a session that stands beside others.

    Attributes
    ----------
    id : str
        Of the session.
    title : str
        What it is called.
    started_at : datetime or None
        In UTC; None if it is not known.
    summary : Summary
        Its figures.
    """

    id: str
    title: str
    started_at: datetime | None
    summary: Summary


_LEAST_PAUSE_S: Final = 0.1


def summary_of(view: ReviewState) -> Summary:
    """Summarise a session.

    Parameters
    ----------
    view : ReviewState
        As the rater sees it: without the models' estimates what they would say is unclear, and
        there are neither modalities nor change points.
    """
    lanes = _lanes(view)
    stretches = [one for name, lane in lanes.items() for one in _stretches(name, lane)]
    stretches.sort(key=lambda one: one.start_s - one.end_s)
    return Summary(
        shares=shares_of(view.segments),
        by_modality=_by_modality(view.segments),
        speakers={name: _speaker(lane) for name, lane in lanes.items()},
        transitions=_transitions(lanes.values()),
        stretches=tuple(stretches[:_LONGEST_STRETCHES]),
        change_points_s=_change_points_s(view.segments),
        pauses=_pauses(view.segments),
    )


def _lanes(view: ReviewState) -> dict[str, list[ReviewedSegment]]:
    """Part the utterances by the name of who speaks, in the order in which they first do."""
    lanes: defaultdict[str, list[ReviewedSegment]] = defaultdict(list)
    for segment in view.segments:
        lanes[view.speaker_name(segment.speaker)].append(segment)
    return lanes


def _by_modality(segments: Sequence[ReviewedSegment]) -> dict[str, dict[str, float]]:
    estimated = [(one, one.estimate) for one in segments if one.estimate is not None]
    if len(estimated) != len(segments):
        return {}
    labels_of: dict[str, Callable[[FusedEstimate], str]] = {
        "speech": lambda of: _clear_label(of.speech),
        "text": lambda of: _clear_label(of.text),
        "fused": lambda of: UNCLEAR if of.uncertain else of.label,
    }
    return {
        modality: shares
        for modality, label_of in labels_of.items()
        if (shares := shares_in_time((label_of(of), one.duration_s) for one, of in estimated))
    }


def _clear_label(estimate: Estimate | None) -> str:
    return estimate.label if estimate is not None and estimate.is_clear else UNCLEAR


def _speaker(lane: list[ReviewedSegment]) -> SpeakerSummary:
    worded = [one for one in lane if one.transcript.words]
    n_words = sum(len(one.transcript.words) for one in worded)
    worded_s = sum(one.duration_s for one in worded)
    return SpeakerSummary(
        shares=shares_of(lane),
        spoken_s=sum(one.duration_s for one in lane),
        words_per_minute=60.0 * n_words / worded_s if worded_s else None,
    )


def _transitions(lanes: Iterable[list[ReviewedSegment]]) -> Counter[tuple[str, str]]:
    counts: Counter[tuple[str, str]] = Counter()
    for lane in lanes:
        labels = [label for one in lane if (label := counting_label(one)) != UNCLEAR]
        counts.update(pairwise(labels))
    return counts


def _stretches(speaker: str, lane: list[ReviewedSegment]) -> Iterable[Stretch]:
    for label, together in groupby(lane, key=counting_label):
        if label != UNCLEAR:
            run = list(together)
            ids = tuple(one.id for one in run)
            yield Stretch(speaker, label, run[0].start_s, run[-1].end_s, ids)


def _change_points_s(segments: tuple[ReviewedSegment, ...]) -> tuple[float, ...]:
    estimates = [one.estimate.probabilities for one in segments if one.estimate is not None]
    if len(estimates) != len(segments) or not estimates:
        return ()
    return tuple(segments[i].start_s for i in change_points(np.stack(estimates)))


def _pauses(segments: tuple[ReviewedSegment, ...]) -> Pauses:
    gaps_s: list[float] = []
    spoken_until_s = segments[0].end_s if segments else 0.0
    for segment in segments[1:]:
        if segment.start_s - spoken_until_s >= _LEAST_PAUSE_S:
            gaps_s.append(segment.start_s - spoken_until_s)
        spoken_until_s = max(spoken_until_s, segment.end_s)
    if not gaps_s:
        return Pauses(0, 0.0, 0.0, 0.0)
    return Pauses(len(gaps_s), sum(gaps_s), median(gaps_s), max(gaps_s))
