"""The labels and ratings of documents, in the form that agreement coefficients need."""

from collections.abc import Hashable, Iterator
from typing import Final, Literal

from emotion_desktop.domain.document import SessionDocument
from emotion_desktop.domain.labels import EMOTIONS
from emotion_desktop.domain.review_state import ReviewState
from emotion_desktop.export.ratings import name_of, ratings
from emotion_desktop.export.reviewed_view import view_of
from emotion_desktop.metrics.agreement_report import Comparison, compare
from emotion_desktop.metrics.labels import Label, on_utterances

#: What is rated: `label`, one of the seven; the others are values on a scale.
Rated = Literal["label", "valence", "arousal"]
Scale = Literal["valence", "arousal"]
_SCALES: Final[tuple[Scale, ...]] = ("valence", "arousal")


def recording_of(document: SessionDocument) -> tuple[str, str]:
    """Return what distinguishes the voices of a document from those of others."""
    return str(document.audio.path), document.sha256


def comparisons_of(
    document: SessionDocument, rater: str | None = None
) -> Iterator[tuple[Rated, list[Comparison]]]:
    """Compare all who rated a document, the models' labels among them.

    Parameters
    ----------
    document : SessionDocument
        As for `labels_of`.
    rater : str or None
        As for `ratings`.

    Yields
    ------
    tuple
        What was rated, and each comparison; nothing of what fewer than two rated.
    """
    labels = compare(on_utterances(labels_of(document, rater)), "nominal", len(EMOTIONS))
    if labels:
        yield "label", labels
    if document.review is None:
        return
    for scale in _SCALES:
        rated = list(scale_labels(view_of(document, rater), recording_of(document), scale))
        if found := compare(on_utterances(rated), "scale", 0):
            yield scale, found


def labels_of(document: SessionDocument, rater: str | None = None) -> list[Label]:
    """List the labels of all raters, including the models, as indices into `EMOTIONS`.

    Parameters
    ----------
    document : SessionDocument
        Its file and hash distinguish its voices from those of other documents.
    rater : str or None
        As for `ratings`.
    """
    return [
        Label(
            voice=(recording_of(document), one.utterance.speaker),
            start_s=one.utterance.start_s,
            end_s=one.utterance.end_s,
            rater=one.rater,
            value=float(EMOTIONS.index(one.label)),
        )
        for one in ratings(document, rater)
    ]


def scale_labels(view: ReviewState, recording: Hashable, scale: Scale) -> Iterator[Label]:
    """List what people rated on a scale; the models do not.

    Parameters
    ----------
    view : ReviewState
        As the one who compares sees it.
    recording : hashable
        What distinguishes its voices from those of others.
    scale : str
        The scale.
    """
    for segment in view.segments:
        # Two utterances may have the same start and end, so each counts as a separate voice.
        place = ((recording, segment.id), segment.start_s, segment.end_s)
        for rater, given in segment.annotations.items():
            value = getattr(given, scale)
            if value is not None:
                yield Label(*place, name_of(rater), float(value))
