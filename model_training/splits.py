"""Hold-outs: corpora, folds of speakers, and single voices that are left out for testing.

The models that ship are trained on all data. The quality of the recipe is estimated with
networks that never saw a whole corpus ("leave one corpus out", as for a user whose audio is
like none of these), and also by five folds over the speakers of all corpora.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from emotion_desktop.domain.errors import UserFacingError
from model_training.pipeline import FOLDS
from model_training.speech_corpora import Clip

_N_FOLDS: Final = len(FOLDS)
#: MELD's dialogues whose number leaves 2 are kept aside by those who check the product.
_FOLD_OF_REMAINDER: Final = {0: FOLDS[0], 1: FOLDS[1], 3: FOLDS[2], 4: FOLDS[3]}

CORPUS_PROTOCOL: Final = "corpus left out"
FOLDS_PROTOCOL: Final = "five folds over speakers"


@dataclass(frozen=True, slots=True)
class HoldOut:
    """Speakers and dialogues that are left out of training and used for testing.

    Metrics are reported per corpus of a `protocol`, over all of its hold-outs together.
    """

    name: str
    protocol: str
    speakers: frozenset[str] = frozenset()
    dialogues: frozenset[tuple[str, str]] = frozenset()

    def holds(self, clip: Clip) -> bool:
        """Return whether a clip is held out."""
        return clip.speaker in self.speakers or (clip.corpus, clip.dialogue) in self.dialogues


def fold_of_dialogue(dialogue: str) -> str | None:
    """Return the fold that holds out a dialogue, by its number; None if there is none."""
    number = re.search(r"\d+", dialogue)
    return _FOLD_OF_REMAINDER.get(int(number[0]) % _N_FOLDS) if number else None


def corpora_left_out(clips: Sequence[Clip]) -> list[HoldOut]:
    """Return one hold-out per corpus, if there are at least two."""
    speakers = _speakers(clips)
    if len(speakers) < 2:
        return []
    return [
        HoldOut(corpus, CORPUS_PROTOCOL, frozenset(people)) for corpus, people in speakers.items()
    ]


def five_folds(clips: Sequence[Clip]) -> list[HoldOut]:
    """Return five folds, each with every fifth speaker of every corpus.

    For corpora with dialogues, it holds out dialogues instead, as their speakers occur in many.
    For a corpus with fewer than five speakers, the first folds leave out one each; folds that
    would leave out nobody are omitted.
    """
    dialogues = sorted({(clip.corpus, clip.dialogue) for clip in clips if clip.dialogue})
    talking = {corpus for corpus, _ in dialogues}
    people = {name: who for name, who in _speakers(clips).items() if name not in talking}
    folds = [
        HoldOut(
            fold,
            FOLDS_PROTOCOL,
            frozenset(name for who in people.values() for name in who[i::_N_FOLDS]),
            frozenset(one for one in dialogues if fold_of_dialogue(one[1]) == fold),
        )
        for i, fold in enumerate(FOLDS)
    ]
    return [fold for fold in folds if fold.speakers or fold.dialogues]


def standard_hold_outs(clips: Sequence[Clip]) -> list[HoldOut]:
    """Return the standard hold-outs: every corpus, then five folds."""
    return corpora_left_out(clips) + five_folds(clips)


def parse_hold_out(value: str, clips: Sequence[Clip]) -> HoldOut:
    """Parse a hold-out: a standard name, or `CORPUS:SPEAKER,FIRST-LAST,...`.

    Speakers are given without the corpus's name: `tess:YAF`, `ravdess:1-4`.

    Raises
    ------
    UserFacingError
        If it matches nobody.
    """
    standard = standard_hold_outs(clips)
    for known in standard:
        if known.name == value:
            return known
    corpus, _, rest = value.partition(":")
    chosen = frozenset(
        name
        for name in _speakers(clips).get(corpus, [])
        if any(_is_meant(name.removeprefix(f"{corpus}-"), part) for part in rest.split(","))
    )
    if not chosen:
        names = ", ".join(known.name for known in standard)
        raise UserFacingError(
            f"'{value}' matches no speakers to hold out",
            f"Use corpus:speakers, for example ravdess:1-4, or one of {names}.",
        )
    return HoldOut(re.sub(r"[:,]", "-", value), f"without {value}", chosen)


def _is_meant(speaker: str, part: str) -> bool:
    limits = re.fullmatch(r"(\d+)(?:-(\d+))?", part)
    if not limits or not speaker.isdigit():
        return speaker == part
    return int(limits[1]) <= int(speaker) <= int(limits[2] or limits[1])


def _speakers(clips: Sequence[Clip]) -> dict[str, list[str]]:
    found: dict[str, set[str]] = {}
    for clip in clips:
        found.setdefault(clip.corpus, set()).add(clip.speaker)
    return {corpus: sorted(people) for corpus, people in found.items()}
