"""Agreement of the raters of open sessions with one another and with the models."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from emotion_desktop.domain.labels import EMOTIONS
from emotion_desktop.domain.review_state import ReviewState
from emotion_desktop.export.agreement import scale_labels
from emotion_desktop.export.ratings import MODEL, name_of
from emotion_desktop.metrics.agreement_report import Comparison, compare
from emotion_desktop.metrics.labels import Label, on_utterances


@dataclass(frozen=True, slots=True)
class Agreement:
    """Agreement between raters.

    Attributes
    ----------
    labels, valence, arousal : tuple of Comparison
        All raters together if there are more than two, then each pair; empty if fewer than two
        raters rated it.
    """

    labels: tuple[Comparison, ...]
    valence: tuple[Comparison, ...]
    arousal: tuple[Comparison, ...]


def agreement_of(views: Mapping[str, ReviewState], n_resamples: int = 1000) -> Agreement:
    """Compare the annotations of the utterances of some sessions.

    Parameters
    ----------
    views : mapping of str to ReviewState
        By session id, as the rater sees them: hidden annotations are not compared.
    n_resamples : int
        Bootstrap resamples for the intervals.

    Returns
    -------
    Agreement
        Of several labels, the first counts; "cannot tell" is not a label. The models' most
        probable emotion counts even if they are uncertain.
    """
    labels = [one for name, view in views.items() for one in _labels(name, view)]
    valence = [one for name, view in views.items() for one in scale_labels(view, name, "valence")]
    arousal = [one for name, view in views.items() for one in scale_labels(view, name, "arousal")]
    n = len(EMOTIONS)
    return Agreement(
        tuple(compare(on_utterances(labels), "nominal", n, n_resamples)) if labels else (),
        tuple(compare(on_utterances(valence), "scale", n, n_resamples)) if valence else (),
        tuple(compare(on_utterances(arousal), "scale", n, n_resamples)) if arousal else (),
    )


def _labels(session_id: str, view: ReviewState) -> Iterable[Label]:
    people = any(one.labels for segment in view.segments for one in segment.annotations.values())
    for segment in view.segments if people else ():
        # Two utterances may have the same start and end, so each counts as a separate voice.
        place = ((session_id, segment.id), segment.start_s, segment.end_s)
        if segment.estimate is not None:
            yield Label(*place, MODEL, float(EMOTIONS.index(segment.estimate.label)))
        for rater, given in segment.annotations.items():
            if given.labels:
                value = float(EMOTIONS.index(given.labels[0]))
                yield Label(*place, name_of(rater), value)
