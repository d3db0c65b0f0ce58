"""A document as reports and pictures see it: what each utterance comes to, and who said so."""

from dataclasses import replace
from types import MappingProxyType

from emotion_desktop.domain.counting import judgements_of
from emotion_desktop.domain.document import SessionDocument
from emotion_desktop.domain.review import Annotation
from emotion_desktop.domain.review_fold import review_of
from emotion_desktop.domain.review_state import ReviewedSegment, ReviewState
from emotion_desktop.export.ratings import ALL, MODEL


def view_of(document: SessionDocument, rater: str | None = None) -> ReviewState:
    """Return a document's review; without any, one of its corrections.

    Parameters
    ----------
    document : SessionDocument
        Holds corrections of those only who are asked for (see `export.ratings.only_of`).
    rater : str or None
        As there: annotations of others are left out.
    """
    if document.review is None:
        return _view_of_corrections(document)
    if rater in {None, ALL}:
        return document.review
    # Whoever is called like the models is no model.
    names = set() if rater == MODEL else {rater}
    segments = tuple(
        replace(
            one,
            annotations=MappingProxyType({k: v for k, v in one.annotations.items() if k in names}),
        )
        for one in document.review.segments
    )
    return replace(document.review, segments=segments)


def _view_of_corrections(document: SessionDocument) -> ReviewState:
    view = review_of(document.utterances, (), document.corrections)
    unable: dict[int, dict[str, Annotation]] = {}
    for one in document.cannot_tell:
        said = Annotation(cannot_tell=True, made_at=one.made_at)
        unable.setdefault(one.segment_id, {})[one.rater] = said
    segments = tuple(
        replace(one, annotations=MappingProxyType({**one.annotations, **unable.get(one.id, {})}))
        for one in view.segments
    )
    return replace(view, segments=segments)


def judged_by(segment: ReviewedSegment) -> list[str]:
    """List who said what an utterance expresses, or that it cannot be told; the newest last."""
    return [one.rater for one in sorted(judgements_of(segment), key=lambda one: one.made_at)]


def duration_of(document: SessionDocument) -> float:
    """Return the length in seconds, that of the speech where the sound's is not known."""
    ends_s = [one.end_s for one in document.utterances]
    length_s = document.audio.duration_s
    return max([length_s if length_s > 0.0 else 0.0, *ends_s])
