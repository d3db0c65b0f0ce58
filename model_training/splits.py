"""Which speakers train, which tune, which test: no speaker is on two sides.

`splits.json` names the speakers who tune (`dev`) and test; everybody else trains. TESS has
two speakers, both of whom train. What a recipe is worth is asked of `hold_outs` too: trained
without some speakers, tested on them.
"""

import json
import re
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from emotion_desktop.domain.errors import UserFacingError
from model_training.speech_corpora import Clip
from model_training.steps import FOLDS

Part = Literal["train", "dev", "test"]

SPLITS_FILE: Final = Path(__file__).with_name("splits.json")
_SPLITS: Final[dict[str, list[str]]] = json.loads(SPLITS_FILE.read_text(encoding="utf-8"))
DEV_SPEAKERS: Final = frozenset(_SPLITS["dev"])
TEST_SPEAKERS: Final = frozenset(_SPLITS["test"])

_N_FOLDS: Final = len(FOLDS)


def part_of(speaker: str) -> Part:
    """Side that a speaker of the shared corpora is on; everybody else trains."""
    if speaker in TEST_SPEAKERS:
        return "test"
    return "dev" if speaker in DEV_SPEAKERS else "train"


def clips_of(clips: Sequence[Clip], part: Part) -> list[Clip]:
    """Clips whose speaker is on the given side."""
    return [clip for clip in clips if part_of(clip.speaker) == part]


@dataclass(frozen=True, slots=True)
class HoldOut:
    """Speakers who are left out of training and tested on.

    Figures are told for each corpus of a `protocol`, over all of its hold-outs together.
    Where `fifth_of` names a corpus, a fifth of its clips is left out instead of speakers:
    both sides know the same voices then, and the figure says nothing about others.
    """

    name: str
    protocol: str
    speakers: frozenset[str] = frozenset()
    fifth_of: str = ""

    def holds(self, clip: Clip) -> bool:
        """Whether a clip is left out of training."""
        if self.fifth_of:
            chosen = zlib.crc32(clip.path.stem.encode()) % 5 == 0
            return clip.corpus == self.fifth_of and chosen
        return clip.speaker in self.speakers


def standard_hold_outs(clips: Sequence[Clip]) -> list[HoldOut]:
    """List the protocols that a recipe is judged by, as far as the corpora are there.

    Five folds over the speakers of every corpus that has so many: one leaves out every
    fifth of each (of RAVDESS as many women as men). Where there are fewer, each voice.
    Then a random fifth of these, and each of the others as a whole.
    """
    many, few = _many_and_few(clips)
    found = five_folds(clips)
    for corpus, people in few.items():
        found += [HoldOut(name, f"without {name}", frozenset([name])) for name in people]
        found.append(_random_fifth(corpus))
    return found + [_whole(corpus, people) for corpus, people in many.items()]


def five_folds(clips: Sequence[Clip]) -> list[HoldOut]:
    """List the folds over the speakers of the corpora that have at least five."""
    many, _ = _many_and_few(clips)
    return [
        HoldOut(
            fold,
            f"{_N_FOLDS} folds over speakers",
            frozenset(name for people in many.values() for name in people[i::_N_FOLDS]),
        )
        for i, fold in enumerate(FOLDS if many else ())
    ]


def _many_and_few(clips: Sequence[Clip]) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """Speakers of the corpora that can be folded, and of those that cannot."""
    speakers = _speakers(clips)
    many = {corpus: people for corpus, people in speakers.items() if len(people) >= _N_FOLDS}
    return many, {corpus: people for corpus, people in speakers.items() if corpus not in many}


def _whole(corpus: str, people: Sequence[str]) -> HoldOut:
    return HoldOut(corpus, "without the corpus", frozenset(people))


def _random_fifth(corpus: str) -> HoldOut:
    return HoldOut(f"{corpus}-random", "random fifth, same voices", fifth_of=corpus)


def parse_hold_out(value: str, clips: Sequence[Clip]) -> HoldOut:
    """Read a hold-out: a standard one's name, or `CORPUS:SPEAKER,FIRST-LAST,...`.

    Speakers are given without the corpus's name: `tess:YAF`, `ravdess:1-4`. `tess:random`
    is a random fifth of the clips. The people of a standard hold-out are that one, however
    they are given, so that its figures have one name over all runs.

    Raises
    ------
    UserFacingError
        Where nobody is meant by it.
    """
    standard = standard_hold_outs(clips)
    for known in standard:
        if known.name == value:
            return known
    speakers = _speakers(clips)
    if value in speakers:
        return _whole(value, speakers[value])
    corpus, _, rest = value.partition(":")
    if rest == "random":
        return _random_fifth(corpus)
    chosen = frozenset(
        name
        for name in speakers.get(corpus, [])
        if any(_is_meant(name.removeprefix(f"{corpus}-"), part) for part in rest.split(","))
    )
    if value in FOLDS:
        raise UserFacingError(
            "No corpus has five speakers, so none can be left out in turn",
            "Add a corpus with five speakers or more.",
        )
    if not chosen:
        names = ", ".join(known.name for known in standard)
        raise UserFacingError(
            f"There is nobody to hold out for '{value}'",
            f"Give corpus:speakers, as in ravdess:1-4, or one of {names}.",
        )
    named = HoldOut(re.sub(r"[:,]", "-", value), f"without {value}", chosen)
    return next((known for known in standard if known.speakers == chosen), named)


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
