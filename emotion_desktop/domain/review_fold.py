"""The state of a session after a review: a pure fold over its log.

An entry whose utterance no longer exists, for example after another rater undid a split, has no
effect. It stays in the log and takes effect again once the utterance is back.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType
from typing import Any, ClassVar, Final

from emotion_desktop.domain import review_segments
from emotion_desktop.domain.estimate import Utterance
from emotion_desktop.domain.review import (
    SHORTEST_SEGMENT_S,
    Annotation,
    AssignSpeaker,
    Edit,
    MergeSegments,
    MergeSpeakers,
    MoveBorders,
    MoveSharedBorder,
    NameSpeaker,
    Restore,
    ReviewStatus,
    SetComment,
    SetConsent,
    SetLabels,
    SetNote,
    SetRating,
    SetReviewStatus,
    SetSessionTags,
    SetTags,
    SetTitle,
    SetWords,
    SplitSegment,
    Unblind,
    Withdraw,
)
from emotion_desktop.domain.review_state import ReviewedSegment, ReviewState
from emotion_desktop.domain.session import Consent, Correction

#: Rounding by a database or a mouse does not count as an overlap.
_SLACK_S: Final = 1e-6


class DoesNotApplyError(Exception):
    """An entry does not apply to the current state."""


def edits_that_hold(log: Iterable[Edit]) -> list[Edit]:
    """List the entries of a log that are not withdrawn, without the withdrawals themselves."""
    withdrawn: set[int] = set()
    actions: list[Edit] = []
    for edit in log:
        match edit.action:
            case Withdraw(edit_ids):
                withdrawn.update(edit_ids)
            case Restore(edit_ids):
                withdrawn.difference_update(edit_ids)
            case _:
                actions.append(edit)
    return [edit for edit in actions if edit.id not in withdrawn]


def review_of(
    utterances: Iterable[Utterance],
    log: Iterable[Edit],
    corrections: Sequence[Correction] = (),
) -> ReviewState:
    """Fold a log over the output of the models.

    Parameters
    ----------
    utterances : iterable of Utterance
        As they were analysed.
    log : iterable of Edit
        In the order of their ids.
    corrections : sequence of Correction
        Labels that were corrected while the session was recorded, in their order.
    """
    fold = Fold(utterances, corrections)
    for edit in edits_that_hold(log):
        fold.add(edit)
    return fold.state()


@dataclass(slots=True)
class _Facts:
    """Facts about the session besides its utterances."""

    names: dict[str, str] = field(default_factory=dict)
    title: str = ""
    note: str = ""
    consent: Consent | None = None
    tags: tuple[str, ...] = ()
    status: ReviewStatus = "new"
    unblinded: set[str] = field(default_factory=set)


class Fold:
    """A review to which entries are added one by one; withdrawals are not accepted."""

    def __init__(
        self, utterances: Iterable[Utterance], corrections: Sequence[Correction] = ()
    ) -> None:
        self._utterances = {one.segment_id: one for one in utterances}
        #: By utterance, then by rater.
        self._annotations: dict[int, dict[str, Annotation]] = {}
        self._facts = _Facts()
        self._without_effect: set[int] = set()
        for one in corrections:
            if one.segment_id in self._utterances:
                given = Annotation(labels=(one.label,), made_at=one.made_at)
                self._annotations.setdefault(one.segment_id, {})[one.rater] = given

    def add(self, edit: Edit) -> None:
        """Add an entry; one that does not apply is noted and has no effect."""
        try:
            self.try_to_add(edit)
        except DoesNotApplyError:
            self._without_effect.add(edit.id)

    def try_to_add(self, edit: Edit) -> None:
        """Add an entry.

        Raises
        ------
        DoesNotApplyError
            If its utterance does not exist, or does not allow it; nothing is
            changed.
        """
        self._APPLY[type(edit.action)](self, edit, edit.action)

    def state(self) -> ReviewState:
        """Return the current state."""
        facts = self._facts
        return ReviewState(
            segments=tuple(self._segment(one) for one in self.utterances()),
            speaker_names=MappingProxyType(dict(facts.names)),
            title=facts.title,
            note=facts.note,
            consent=facts.consent,
            tags=facts.tags,
            status=facts.status,
            unblinded=frozenset(facts.unblinded),
            without_effect=frozenset(self._without_effect),
        )

    def utterance(self, segment_id: int) -> Utterance:
        """Return an utterance, with the speaker's key as speaker.

        Raises
        ------
        DoesNotApplyError
            If there is none of that id.
        """
        try:
            return self._utterances[segment_id]
        except KeyError as error:
            raise DoesNotApplyError from error

    def annotation(self, segment_id: int, rater: str) -> Annotation:
        """Return what a rater said of an utterance; empty for nothing or no utterance."""
        return self._annotations.get(segment_id, {}).get(rater, Annotation())

    def utterances(self) -> list[Utterance]:
        """List all utterances, ordered by start."""
        return sorted(self._utterances.values(), key=_place)

    def neighbours(self, segment_id: int) -> tuple[Utterance | None, Utterance | None]:
        """Return the previous and the next utterance of the same speaker."""
        one = self.utterance(segment_id)
        place = _place(one)
        lane = [other for other in self._utterances.values() if other.speaker == one.speaker]
        before = (other for other in lane if _place(other) < place)
        behind = (other for other in lane if _place(other) > place)
        return max(before, key=_place, default=None), min(behind, key=_place, default=None)

    def _segment(self, utterance: Utterance) -> ReviewedSegment:
        annotations = self._annotations.get(utterance.segment_id, {})
        return ReviewedSegment(
            id=utterance.segment_id,
            start_s=utterance.start_s,
            end_s=utterance.end_s,
            speaker=utterance.speaker,
            transcript=utterance.transcript,
            estimate=utterance.estimate,
            annotations=MappingProxyType(dict(annotations)),
            speaker_confidence=utterance.speaker_confidence,
        )

    def _annotate(self, edit: Edit, segment_id: int, **said: Any) -> None:
        self.utterance(segment_id)
        now = replace(self.annotation(segment_id, edit.rater), **said)
        self._annotations.setdefault(segment_id, {})[edit.rater] = now
        if self._facts.status == "new":
            self._facts.status = "in_review"

    def _follows(self, first: Utterance, second: Utterance) -> bool:
        behind = self.neighbours(first.segment_id)[1]
        return behind is not None and behind.segment_id == second.segment_id

    def _put(self, *utterances: Utterance) -> None:
        self._utterances.update({one.segment_id: one for one in utterances})

    def _label(self, edit: Edit, action: SetLabels) -> None:
        self._annotate(
            edit,
            action.segment_id,
            labels=action.labels,
            cannot_tell=action.cannot_tell,
            made_at=edit.made_at,
        )

    def _rate(self, edit: Edit, action: SetRating) -> None:
        self._annotate(edit, action.segment_id, valence=action.valence, arousal=action.arousal)

    def _comment(self, edit: Edit, action: SetComment) -> None:
        self._annotate(edit, action.segment_id, comment=action.text)

    def _tag(self, edit: Edit, action: SetTags) -> None:
        self._annotate(edit, action.segment_id, tags=action.tags)

    def _reword(self, _edit: Edit, action: SetWords) -> None:
        self._put(review_segments.reword(self.utterance(action.segment_id), action.words))

    def _split(self, _edit: Edit, action: SplitSegment) -> None:
        whole = self.utterance(action.segment_id)
        _require(action.new_id not in self._utterances)
        _require(whole.start_s + _LEAST_S <= action.at_s <= whole.end_s - _LEAST_S)
        self._put(*review_segments.split(whole, action.new_id, action.at_s))
        # Annotations of the whole apply to both halves.
        self._annotations[action.new_id] = dict(self._annotations.get(action.segment_id, {}))

    def _merge(self, _edit: Edit, action: MergeSegments) -> None:
        first, second = self.utterance(action.first_id), self.utterance(action.second_id)
        _require(self._follows(first, second))
        self._put(review_segments.merge(first, second))
        del self._utterances[action.second_id]
        one = self._annotations.pop(action.first_id, {})
        other = self._annotations.pop(action.second_id, {})
        first_is_longer = first.end_s - first.start_s >= second.end_s - second.start_s
        self._annotations[action.first_id] = {
            rater: _joined(one.get(rater), other.get(rater), first_is_longer)
            for rater in {**one, **other}
        }

    def _move(self, _edit: Edit, action: MoveBorders) -> None:
        moved = self.utterance(action.segment_id)
        _require(action.end_s - action.start_s >= _LEAST_S and action.start_s >= 0.0)
        before, behind = self.neighbours(action.segment_id)
        # Where utterances of one speaker overlap already, that need not become better.
        earliest_s = min(before.end_s, moved.start_s) if before else 0.0
        latest_s = max(behind.start_s, moved.end_s) if behind else float("inf")
        _require(action.start_s >= earliest_s - _SLACK_S and action.end_s <= latest_s + _SLACK_S)
        self._put(review_segments.move(moved, action.start_s, action.end_s))

    def _share_border(self, _edit: Edit, action: MoveSharedBorder) -> None:
        first, second = self.utterance(action.first_id), self.utterance(action.second_id)
        _require(self._follows(first, second))
        _require(first.start_s + _LEAST_S <= action.at_s <= second.end_s - _LEAST_S)
        self._put(*review_segments.share_border(first, second, action.at_s))

    def _assign(self, _edit: Edit, action: AssignSpeaker) -> None:
        utterances = [self.utterance(segment_id) for segment_id in action.segment_ids]
        # Somebody has decided: it is no proposal any more.
        self._put(
            *(replace(one, speaker=action.speaker, speaker_confidence=None) for one in utterances)
        )

    def _name(self, _edit: Edit, action: NameSpeaker) -> None:
        self._facts.names[action.speaker] = action.name

    def _merge_speakers(self, _edit: Edit, action: MergeSpeakers) -> None:
        for one in self._utterances.values():
            if one.speaker == action.merged:
                self._utterances[one.segment_id] = replace(one, speaker=action.kept)

    def _set_title(self, _edit: Edit, action: SetTitle) -> None:
        self._facts.title = action.title

    def _set_note(self, _edit: Edit, action: SetNote) -> None:
        self._facts.note = action.text

    def _set_consent(self, _edit: Edit, action: SetConsent) -> None:
        given_on = date.fromisoformat(action.given_on) if action.given_on else None
        self._facts.consent = Consent(given_on, action.note) if given_on or action.note else None

    def _set_tags(self, _edit: Edit, action: SetSessionTags) -> None:
        self._facts.tags = action.tags

    def _set_status(self, _edit: Edit, action: SetReviewStatus) -> None:
        self._facts.status = action.status

    def _unblind(self, edit: Edit, _action: Unblind) -> None:
        self._facts.unblinded.add(edit.rater)

    _APPLY: ClassVar[Mapping[type, Callable[["Fold", Edit, Any], None]]] = {
        SetLabels: _label,
        SetRating: _rate,
        SetComment: _comment,
        SetTags: _tag,
        SetWords: _reword,
        SplitSegment: _split,
        MergeSegments: _merge,
        MoveBorders: _move,
        MoveSharedBorder: _share_border,
        AssignSpeaker: _assign,
        NameSpeaker: _name,
        MergeSpeakers: _merge_speakers,
        SetTitle: _set_title,
        SetNote: _set_note,
        SetConsent: _set_consent,
        SetSessionTags: _set_tags,
        SetReviewStatus: _set_status,
        Unblind: _unblind,
    }


def _place(utterance: Utterance) -> tuple[float, float, int]:
    return utterance.start_s, utterance.end_s, utterance.segment_id


def _joined(
    first: Annotation | None, second: Annotation | None, first_is_longer: bool
) -> Annotation:
    """Merge a rater's annotations of two utterances; the longer one wins if both were judged."""
    if first is None or second is None:
        return first or second or Annotation()
    long, short = (first, second) if first_is_longer else (second, first)
    judged = long if long.judged or not short.judged else short
    comments = [one.comment for one in (first, second) if one.comment]
    return Annotation(
        labels=judged.labels,
        cannot_tell=judged.cannot_tell,
        valence=short.valence if long.valence is None else long.valence,
        arousal=short.arousal if long.arousal is None else long.arousal,
        comment="\n".join(dict.fromkeys(comments)),
        tags=tuple(dict.fromkeys((*first.tags, *second.tags))),
        made_at=judged.made_at,
    )


def _require(holds: bool) -> None:
    if not holds:
        raise DoesNotApplyError


_LEAST_S: Final = SHORTEST_SEGMENT_S - _SLACK_S
