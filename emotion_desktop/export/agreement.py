"""The labels of documents, in the form that agreement coefficients need."""

from emotion_desktop.domain.document import SessionDocument
from emotion_desktop.domain.labels import EMOTIONS
from emotion_desktop.export.ratings import ratings
from emotion_desktop.metrics.labels import Label


def recording_of(document: SessionDocument) -> tuple[str, str]:
    """Return what distinguishes the voices of a document from those of others."""
    return str(document.audio.path), document.sha256


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
