"""What raters said of utterances beside their labels: valence, arousal, comments and tags."""

from collections.abc import Mapping
from typing import Final

from emotion_desktop.domain.document import SessionDocument
from emotion_desktop.domain.review import Annotation
from emotion_desktop.export.ratings import name_of
from emotion_desktop.export.reviewed_view import view_of

#: Their columns, in tables that have any.
REMARK_COLUMNS: Final[tuple[str, ...]] = ("valence", "arousal", "comment", "tags")


def remarks_of(
    document: SessionDocument, rater: str | None = None
) -> dict[int, Mapping[str, Annotation]]:
    """Return the annotations that hold more than labels.

    Parameters
    ----------
    document : SessionDocument
        Only what was reviewed has any.
    rater : str or None
        As for `view_of`.

    Returns
    -------
    dict
        By number of the utterance, then by name of the rater as `name_of` writes it.
    """
    if document.review is None:
        return {}
    found = {
        segment.id: {
            name_of(name): given for name, given in segment.annotations.items() if _says_more(given)
        }
        for segment in view_of(document, rater).segments
    }
    return {number: given for number, given in found.items() if given}


def tags_text(given: Annotation) -> str:
    """Write tags as one cell."""
    return "; ".join(given.tags)


def _says_more(given: Annotation) -> bool:
    rated = given.valence is not None or given.arousal is not None
    return rated or bool(given.comment) or bool(given.tags)
