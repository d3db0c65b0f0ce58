"""A session after its review, and what a rater may see of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from emotion_desktop.domain.estimate import FusedEstimate
from emotion_desktop.domain.review import Annotation, Rater, ReviewStatus
from emotion_desktop.domain.session import Consent
from emotion_desktop.domain.transcript import Transcript


@dataclass(frozen=True, slots=True)
class ReviewedSegment:
    """An utterance after its review.

    Attributes
    ----------
    id : int
        Of the utterance.
    start_s, end_s : float
        Extent in seconds since the session began.
    speaker : str
        Key of who speaks: see `ReviewState.speaker_name`.
    transcript : Transcript
        With the words as they were edited.
    estimate : FusedEstimate or None
        The models'; None for a rater who is blind to it.
    annotations : mapping of str to Annotation
        By rater; of a blind rater the own one alone.
    speaker_confidence : float or None
        If the speaker is a proposal that nobody changed, its probability.
    """

    id: int
    start_s: float
    end_s: float
    speaker: str
    transcript: Transcript
    estimate: FusedEstimate | None
    annotations: Mapping[str, Annotation]
    speaker_confidence: float | None = None

    @property
    def duration_s(self) -> float:
        """Length in seconds."""
        return self.end_s - self.start_s


@dataclass(frozen=True, slots=True)
class ReviewState:
    """A session after its review.

    Attributes
    ----------
    segments : tuple of ReviewedSegment
        Ordered by start.
    speaker_names : mapping of str to str
        Names of speakers by key; unnamed speakers are left out.
    title, note : str
        Of the session; empty for none.
    consent : Consent or None
        Of those who speak; None if none is noted.
    tags : tuple of str
        Of the session.
    status : ReviewStatus
        The review status: `in_review` from the first annotation, `reviewed` once
        a rater marks it.
    unblinded : frozenset of str
        Raters who have seen the models' estimates and each other's annotations.
    without_effect : frozenset of int
        Ids of entries that are valid, but whose utterance no longer exists.
    """

    segments: tuple[ReviewedSegment, ...]
    speaker_names: Mapping[str, str] = field(default_factory=dict)
    title: str = ""
    note: str = ""
    consent: Consent | None = None
    tags: tuple[str, ...] = ()
    status: ReviewStatus = "new"
    unblinded: frozenset[str] = frozenset()
    without_effect: frozenset[int] = frozenset()

    def segment(self, segment_id: int) -> ReviewedSegment | None:
        """Return an utterance, or None if the id is unknown."""
        return next((one for one in self.segments if one.id == segment_id), None)

    def speaker_name(self, speaker: str) -> str:
        """Return the name of a speaker."""
        return self.speaker_names.get(speaker, speaker)

    def speakers(self) -> tuple[str, ...]:
        """List the keys of all speakers, in order of first appearance."""
        return tuple(dict.fromkeys(segment.speaker for segment in self.segments))

    @property
    def has_proposed_speakers(self) -> bool:
        """Whether the speaker of any utterance is a proposal that nobody changed."""
        return any(one.speaker_confidence is not None for one in self.segments)

    def raters(self) -> tuple[str, ...]:
        """List the names of all raters who annotated an utterance."""
        return tuple(sorted({name for one in self.segments for name in one.annotations}))

    def seen_by(self, rater: Rater) -> "ReviewState":
        """Return what a rater may see: estimates and other raters only if not blind."""
        if not rater.blind or rater.name in self.unblinded:
            return self
        segments = tuple(
            replace(
                one,
                estimate=None,
                annotations=MappingProxyType(
                    {name: own for name, own in one.annotations.items() if name == rater.name}
                ),
            )
            for one in self.segments
        )
        return replace(self, segments=segments)
