"""Annotations made in other programs, as corrections by another rater."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import MappingProxyType
from typing import Final

from emotion_desktop.domain.document import SessionDocument
from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.domain.estimate import Utterance
from emotion_desktop.domain.session import Correction
from emotion_desktop.export.read_eaf import read_eaf
from emotion_desktop.export.read_table import read_table
from emotion_desktop.export.read_textgrid import read_textgrid
from emotion_desktop.export.tiers import Interval

#: Of an utterance or of an annotation that has to be common to both: less is a neighbour whose
#: edge was drawn a little differently.
_COMMON_SHARE: Final = 0.5

#: What the names of files end in that can be read.
READERS: Final[Mapping[str, Callable[[Path], dict[str, list[Interval]]]]] = MappingProxyType(
    {
        ".eaf": read_eaf,
        ".textgrid": read_textgrid,
        ".csv": read_table,
        ".tsv": read_table,
    }
)


@dataclass(frozen=True, slots=True)
class Tiers:
    """The annotations of a file.

    Attributes
    ----------
    by_name : mapping
        From the name of a tier to its annotations, in the order of the file.
    """

    by_name: Mapping[str, Sequence[Interval]]

    def texts_of(self, tier: str) -> list[str]:
        """List the distinct texts of a tier, from which labels are mapped."""
        texts = (one.text.strip() for one in self.by_name[tier])
        return list(dict.fromkeys(text for text in texts if text))


def read_annotations(path: Path) -> Tiers:
    """Read an EAF of ELAN, a TextGrid of Praat, or a table (see `read_table`).

    Raises
    ------
    UserFacingError
        If the file cannot be read, is something else, or has no time-aligned tier.
    """
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        raise UserFacingError(
            "{path} is not a readable annotation file",
            "Choose an ELAN .eaf, a Praat .TextGrid, a .csv or a .tsv file.",
            path=path,
        )
    tiers = reader(path)
    if not tiers:
        raise UserFacingError(
            "{path} has no tier with time-aligned annotations",
            "Choose another file, or add annotations to it first.",
            path=path,
        )
    return Tiers(MappingProxyType(tiers))


def corrections_from(
    document: SessionDocument,
    annotations: Sequence[Interval],
    labels: Mapping[str, str],
    rater: str,
    made_at: datetime,
) -> list[Correction]:
    """Convert annotations of time intervals to labels of utterances.

    Parameters
    ----------
    document : SessionDocument
        The document whose utterances are labelled.
    annotations : sequence of Interval
        A tier; its intervals need not match the utterances.
    labels : mapping
        From the stripped text of an interval to one of `EMOTIONS`. Other texts
        are left out.
    rater : str
        The rater who made the annotations.
    made_at : datetime
        Time of the annotations, in UTC.

    Returns
    -------
    list of Correction
        One for each utterance that annotations cover by half or more, or that covers half or
        more of an annotation, in the order of the utterances; the label is the one that covers
        most of it.
    """
    labelled = [
        Interval(one.start_s, one.end_s, labels[one.text.strip()])
        for one in annotations
        if one.text.strip() in labels
    ]
    found = ((one, _label(one, labelled)) for one in document.utterances)
    return [Correction(one.segment_id, rater, label, made_at) for one, label in found if label]


def _label(utterance: Utterance, labelled: Sequence[Interval]) -> str | None:
    common_s: dict[str, float] = {}
    belongs = False
    for one in labelled:
        overlap_s = min(one.end_s, utterance.end_s) - max(one.start_s, utterance.start_s)
        if overlap_s > 0:
            common_s[one.text] = common_s.get(one.text, 0.0) + overlap_s
            belongs |= overlap_s >= _COMMON_SHARE * (one.end_s - one.start_s)
    belongs |= sum(common_s.values()) >= _COMMON_SHARE * (utterance.end_s - utterance.start_s)
    return max(common_s, key=lambda label: common_s[label]) if common_s and belongs else None
