"""Which speakers train, which tune, which test: no speaker is on two sides.

The bundled models never see the `dev` and `test` speakers. TESS has two speakers,
both of whom train; what it would be like without one of them is a run of its own.
"""

from collections.abc import Sequence
from typing import Final, Literal

from model_training.speech_corpora import Clip

Part = Literal["train", "dev", "test"]

DEV_SPEAKERS: Final = frozenset(
    [f"ravdess-{n:02d}" for n in (15, 16)] + [f"crema-d-{n}" for n in range(1061, 1069)]
)
TEST_SPEAKERS: Final = frozenset(
    [f"ravdess-{n:02d}" for n in range(17, 21)]
    + [f"crema-d-{n}" for n in range(1069, 1081)]
    + ["emovo-f3", "emovo-m3"]
)


def part_of(speaker: str) -> Part:
    """Side that a speaker of the shared corpora is on; everybody else trains."""
    if speaker in TEST_SPEAKERS:
        return "test"
    return "dev" if speaker in DEV_SPEAKERS else "train"


def clips_of(clips: Sequence[Clip], part: Part) -> list[Clip]:
    """Clips whose speaker is on the given side."""
    return [clip for clip in clips if part_of(clip.speaker) == part]
