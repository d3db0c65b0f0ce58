"""Annotations made in other programs."""

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Final

from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.export.label_words import guess_label
from emotion_desktop.export.ratings import MODEL
from emotion_desktop.export.read_eaf import read_eaf
from emotion_desktop.export.read_table import read_table
from emotion_desktop.export.read_textgrid import read_textgrid
from emotion_desktop.export.tiers import Interval

#: What the names of files end in that can be read.
READERS: Final[Mapping[str, Callable[[Path], dict[str, list[Interval]]]]] = MappingProxyType(
    {
        ".eaf": read_eaf,
        ".textgrid": read_textgrid,
        ".csv": read_table,
        ".tsv": read_table,
        ".txt": read_table,
    }
)

#: A tier with more different texts than this is a transcript, or a column of numbers.
_MOST_TEXTS: Final = 200

#: The rater in the name of a tier, as exports of this program name them.
_RATER: Final = re.compile(r"\(([^()]+)\)(?: \d+)?$")


@dataclass(frozen=True, slots=True)
class Tiers:
    """The annotations of a file.

    Attributes
    ----------
    path : Path
        The file.
    by_name : mapping
        From the name of a tier to its annotations, in the order of the file.
    """

    path: Path
    by_name: Mapping[str, Sequence[Interval]]

    def texts_of(self, tier: str) -> dict[str, int]:
        """Count the distinct texts of a tier, from which labels are mapped.

        Raises
        ------
        UserFacingError
            If there is no such tier, or it has too many different texts to be labels.
        """
        if tier not in self.by_name:
            raise UserFacingError(
                "{path} has no tier {tier}",
                "Choose one of: {tiers}.",
                path=self.path,
                tier=tier,
                tiers=", ".join(self.by_name),
            )
        counts = Counter(one.text.strip() for one in self.by_name[tier])
        if len(counts) > _MOST_TEXTS:
            raise UserFacingError(
                "{tier} contains {count} different texts, which are not labels",
                "Choose the tier or column in which emotions were labelled.",
                tier=tier,
                count=len(counts),
            )
        return {text: count for text, count in counts.items() if text}

    def likeliest(self) -> str:
        """Return the name of the tier that most likely contains labels by a person."""
        return max(self.by_name, key=self._likelihood)

    def rater_of(self, tier: str) -> str:
        """Guess who made a tier: the name in brackets at its end, or else that of the file."""
        found = _RATER.search(tier)
        return found[1] if found else self.path.stem

    def _likelihood(self, tier: str) -> tuple[float, bool]:
        texts = [one.text for one in self.by_name[tier]]
        known = sum(guess_label(text) is not None for text in texts)
        return known / len(texts), self.rater_of(tier) != MODEL


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
            "Choose an ELAN .eaf, a Praat .TextGrid or a table (.csv, .tsv, .txt).",
            path=path,
        )
    tiers = reader(path)
    if not tiers:
        raise UserFacingError(
            "{path} has no tier with time-aligned annotations",
            "Choose another file, or add annotations to it first.",
            path=path,
        )
    return Tiers(path, MappingProxyType(tiers))
