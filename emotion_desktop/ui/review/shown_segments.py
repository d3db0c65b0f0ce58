"""What is displayed of each utterance, in every part of the view."""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QColor

from emotion_desktop.domain.counting import counting_label
from emotion_desktop.domain.estimate import SURE_SPEAKER, FusedEstimate
from emotion_desktop.domain.labels import UNCLEAR
from emotion_desktop.domain.review_state import ReviewedSegment, ReviewState
from emotion_desktop.domain.transcript import Word
from emotion_desktop.ui.theme import Theme
from emotion_desktop.ui.widgets.formatting import emotion_titles, percent

#: Where the label comes from: `models`; `confirmed` or `corrected` by a rater. If estimates are
#: hidden from the rater: `labelled` by a rater, or `hidden` (no label yet).
Origin = Literal["models", "confirmed", "corrected", "labelled", "hidden"]
#: Put before a rater's label.
_SIGNS: Final[Mapping[Origin, str]] = {"confirmed": "✓ ", "corrected": "✎ ", "labelled": "✎ "}
#: Times closer than this are equal: the player's position is not exact.
_SAME_S: Final = 0.02


@dataclass(frozen=True, slots=True)
class ShownSegment:
    """An utterance as displayed; equal ones look the same.

    Attributes
    ----------
    id : int
        Of the utterance.
    start_s, end_s : float
        Extent in seconds since the session began.
    lane : int
        Number of the speaker.
    speaker : str
        Name of the speaker, with a question mark if it is an unsure proposal; empty where there
        is but one without a name.
    label : str
        One of `EMOTIONS`, or `UNCLEAR`.
    candidates : tuple of str
        The two most probable emotions where the models are not sure, and nobody judged it.
    confidence : float or None
        Of the models, where theirs is the label.
    origin : str
        See `Origin`.
    commented : bool
        Whether a rater wrote a comment or a tag.
    text : str
        The words.
    words : tuple of Word
        With their times.
    heats : tuple of float
        How much the text network looked at each word: 1 is even attention. Empty where it
        did not, or where that is hidden.
    """

    id: int
    start_s: float
    end_s: float
    lane: int
    speaker: str
    label: str
    candidates: tuple[str, ...]
    confidence: float | None
    origin: Origin
    commented: bool
    text: str
    words: tuple[Word, ...]
    heats: tuple[float, ...]

    @property
    def colored(self) -> str:
        """The emotion that gives the colour; empty for none."""
        if self.label != UNCLEAR:
            return self.label
        return self.candidates[0] if self.candidates else ""

    @property
    def uncertain(self) -> bool:
        """Whether it is hatched: the models are unsure, or a rater cannot tell."""
        return self.label == UNCLEAR and self.origin != "hidden"

    def color(self, theme: Theme) -> QColor:
        """Return its colour."""
        return theme.emotion(self.colored) if self.colored else theme.muted

    @property
    def sign(self) -> str:
        """Sign of a rater's label, with a blank; empty if there is none."""
        return _SIGNS.get(self.origin, "")

    @property
    def title(self) -> str:
        """The label in words, with the sign of a rater's label."""
        titles = emotion_titles()
        if self.origin == "hidden":
            return QCoreApplication.translate("Segments", "Not labelled")
        if self.label != UNCLEAR:
            return self.sign + titles[self.label]
        if self.candidates:
            either = QCoreApplication.translate("Segments", "{first} or {second}")
            first, second = self.candidates
            return either.format(first=titles[first], second=titles[second])
        return self.sign + QCoreApplication.translate("Segments", "Unclear")

    @property
    def note(self) -> str:
        """Confidence, or where the label comes from."""
        translate = QCoreApplication.translate
        if self.origin == "corrected":
            return translate("Segments", "corrected")
        if self.origin == "confirmed":
            return translate("Segments", "confirmed")
        if self.candidates:
            return translate("Segments", "unclear")
        return "" if self.confidence is None else percent(self.confidence)


def shown_segments(state: ReviewState) -> tuple[ShownSegment, ...]:
    """Return all utterances of a session for display, in order of their start."""
    speakers = state.speakers()
    lanes = {speaker: lane for lane, speaker in enumerate(speakers)}
    names = {speaker: state.speaker_name(speaker) for speaker in speakers}
    return tuple(_shown(one, lanes[one.speaker], names[one.speaker]) for one in state.segments)


def lane_names(state: ReviewState) -> list[str]:
    """Return the speakers' names, one per lane."""
    return [state.speaker_name(speaker) for speaker in state.speakers()]


def is_blind(state: ReviewState) -> bool:
    """Return whether the rater may not see the models' estimates."""
    return any(one.estimate is None for one in state.segments)


def _shown(segment: ReviewedSegment, lane: int, speaker: str) -> ShownSegment:
    estimate = segment.estimate
    label = counting_label(segment)
    judged = any(one.judged for one in segment.annotations.values())
    candidates: tuple[str, ...] = ()
    confidence = None
    if estimate is not None and not judged:
        confidence = estimate.confidence
        if label == UNCLEAR:
            candidates = tuple(name for name, _share in estimate.top_two)
    return ShownSegment(
        id=segment.id,
        start_s=segment.start_s,
        end_s=segment.end_s,
        lane=lane,
        speaker=speaker + ("?" if _is_unsure_of_speaker(segment) else ""),
        label=label,
        candidates=candidates,
        confidence=confidence,
        origin=_origin(estimate, label, judged=judged),
        commented=any(one.comment or one.tags for one in segment.annotations.values()),
        text=segment.transcript.text,
        words=segment.transcript.words,
        heats=_heats(estimate, len(segment.transcript.words)),
    )


def _is_unsure_of_speaker(segment: ReviewedSegment) -> bool:
    return segment.speaker_confidence is not None and segment.speaker_confidence < SURE_SPEAKER


def _origin(estimate: FusedEstimate | None, label: str, *, judged: bool) -> Origin:
    if not judged:
        return "models" if estimate is not None else "hidden"
    if estimate is None:
        return "labelled"
    return "confirmed" if estimate.label == label else "corrected"


def _heats(estimate: FusedEstimate | None, n_words: int) -> tuple[float, ...]:
    text = None if estimate is None else estimate.text
    if text is None or len(text.attention) != n_words:
        return ()
    return tuple((text.attention * n_words).tolist())


class SegmentTable:
    """Looks up utterances by time and by id.

    Parameters
    ----------
    shown : sequence of ShownSegment
        In the order of their start.
    """

    def __init__(self, shown: Sequence[ShownSegment] = ()) -> None:
        self.shown = tuple(shown)
        self._starts_s = [one.start_s for one in self.shown]
        self._by_id = {one.id: one for one in self.shown}
        self._longest_s = max((one.end_s - one.start_s for one in self.shown), default=0.0)

    def by_id(self, segment_id: int | None) -> ShownSegment | None:
        """Return an utterance by its id; None if there is none."""
        return None if segment_id is None else self._by_id.get(segment_id)

    def at(self, time_s: float) -> ShownSegment | None:
        """Return the utterance at a time; of several, the one that began last."""
        for index in range(bisect_right(self._starts_s, time_s) - 1, -1, -1):
            one = self.shown[index]
            if one.end_s > time_s:
                return one
            if one.start_s < time_s - self._longest_s:
                break
        return None

    def id_at(self, time_s: float) -> int | None:
        """Return the id of the utterance at a time; None if there is none."""
        found = self.at(time_s)
        return None if found is None else found.id

    def next_after(self, time_s: float) -> ShownSegment | None:
        """Return the first utterance that begins after a time."""
        index = bisect_right(self._starts_s, time_s + _SAME_S)
        return self.shown[index] if index < len(self.shown) else None

    def last_before(self, time_s: float) -> ShownSegment | None:
        """Return the last utterance that began before a time."""
        index = bisect_left(self._starts_s, time_s - _SAME_S) - 1
        return self.shown[index] if index >= 0 else None
