"""A document after its review: the input of every exporter."""

from collections.abc import Sequence
from dataclasses import replace

from emotion_desktop.domain.document import SessionDocument
from emotion_desktop.domain.estimate import Utterance
from emotion_desktop.domain.review import Edit, SplitSegment
from emotion_desktop.domain.review_fold import edits_that_hold, review_of
from emotion_desktop.domain.review_state import ReviewedSegment, ReviewState
from emotion_desktop.domain.session import CannotTell, Correction


def reviewed(document: SessionDocument, log: Sequence[Edit]) -> SessionDocument:
    """Return a document with the words, boundaries, speakers and labels of its review.

    Parameters
    ----------
    document : SessionDocument
        The session as recorded or analysed.
    log : sequence of Edit
        Ordered by id; without any, the document is unchanged.
    """
    if not log:
        return document
    state = review_of(document.utterances, log, document.corrections)
    return replace(
        document,
        utterances=tuple(_utterance(segment, state) for segment in state.segments),
        corrections=_corrections(document, state),
        cannot_tell=_cannot_tell(state),
        speech_only=_speech_only(document, log),
        consent=state.consent,
        review=state,
    )


def _speech_only(document: SessionDocument, log: Sequence[Edit]) -> frozenset[int]:
    ids = set(document.speech_only)
    for edit in edits_that_hold(log):
        if isinstance(edit.action, SplitSegment) and edit.action.segment_id in ids:
            ids.add(edit.action.new_id)
    return frozenset(ids)


def _utterance(segment: ReviewedSegment, state: ReviewState) -> Utterance:
    assert segment.estimate is not None, "a document is of what nobody is blind to"
    return Utterance(
        segment_id=segment.id,
        start_s=segment.start_s,
        end_s=segment.end_s,
        speaker=state.speaker_name(segment.speaker),
        transcript=segment.transcript,
        estimate=segment.estimate,
        speaker_confidence=segment.speaker_confidence,
    )


def _corrections(document: SessionDocument, state: ReviewState) -> tuple[Correction, ...]:
    """List the first label of each rater for each utterance, in order of time.

    Those that were made while the session was recorded, and changed there again, stay before
    the one that counts.
    """
    counting = [
        Correction(segment.id, rater, given.labels[0], given.made_at)
        for segment in state.segments
        for rater, given in segment.annotations.items()
        if given.labels and given.made_at is not None
    ]
    still = {(one.segment_id, one.rater) for one in counting}
    earlier = [
        one
        for one in document.corrections
        if (one.segment_id, one.rater) in still and one not in counting
    ]
    return tuple(sorted([*earlier, *counting], key=lambda one: one.made_at))


def _cannot_tell(state: ReviewState) -> tuple[CannotTell, ...]:
    return tuple(
        CannotTell(segment.id, rater, said.made_at)
        for segment in state.segments
        for rater, said in segment.annotations.items()
        if said.cannot_tell and said.made_at is not None
    )
