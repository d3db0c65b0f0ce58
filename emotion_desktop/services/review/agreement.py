"""How far the raters of open sessions agree with one another and with the models."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from emotion_desktop.domain.labels import EMOTIONS
from emotion_desktop.domain.review_state import ReviewState
from emotion_desktop.metrics.agreement_report import Comparison, compare
from emotion_desktop.metrics.labels import Label, on_utterances

#: How the models are called among raters; a person of that name is told apart.
MODEL = "model"


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far raters agree.

    Attributes
    ----------
    labels, valence, arousal : tuple of Comparison
        All raters together where there are more than two, then each two of them; empty where
        fewer than two rated it.
    """

    labels: tuple[Comparison, ...]
    valence: tuple[Comparison, ...]
    arousal: tuple[Comparison, ...]


def agreement_of(views: Mapping[str, ReviewState], n_resamples: int = 1000) -> Agreement:
    """Compare what raters said of the utterances of some sessions.

    Parameters
    ----------
    views : mapping of str to ReviewState
        By the session's id, as the rater sees them: what is hidden is not compared.
    n_resamples : int
        Of the bootstrap behind the intervals.

    Returns
    -------
    Agreement
        Of several labels the first one counts; that a rater could not tell is no label. The
        models' most probable emotion counts where they are uncertain, too.
    """
    labels = [one for name, view in views.items() for one in _labels(name, view)]
    valence = [one for name, view in views.items() for one in _ratings(name, view, "valence")]
    arousal = [one for name, view in views.items() for one in _ratings(name, view, "arousal")]
    n = len(EMOTIONS)
    return Agreement(
        tuple(compare(on_utterances(labels), "nominal", n, n_resamples)) if labels else (),
        tuple(compare(on_utterances(valence), "scale", n, n_resamples)) if valence else (),
        tuple(compare(on_utterances(arousal), "scale", n, n_resamples)) if arousal else (),
    )


def _labels(session_id: str, view: ReviewState) -> Iterable[Label]:
    people = any(one.labels for segment in view.segments for one in segment.annotations.values())
    for segment in view.segments if people else ():
        # Two utterances may have the same extent, so each is a voice of its own.
        place = ((session_id, segment.id), segment.start_s, segment.end_s)
        if segment.estimate is not None:
            yield Label(*place, MODEL, float(EMOTIONS.index(segment.estimate.label)))
        for rater, given in segment.annotations.items():
            if given.labels:
                value = float(EMOTIONS.index(given.labels[0]))
                yield Label(*place, _name(rater), value)


def _ratings(session_id: str, view: ReviewState, field: str) -> Iterable[Label]:
    for segment in view.segments:
        place = ((session_id, segment.id), segment.start_s, segment.end_s)
        for rater, given in segment.annotations.items():
            value = getattr(given, field)
            if value is not None:
                yield Label(*place, _name(rater), float(value))


def _name(rater: str) -> str:
    return f"{rater} (person)" if rater == MODEL else rater
