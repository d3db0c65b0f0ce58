"""The steps from the corpora to a bundle, in their order, and what they name in common."""

from pathlib import Path
from typing import Final, Literal

#: Networks that each learn without a fifth of the speakers.
FOLDS: Final = ("fold1", "fold2", "fold3", "fold4", "fold5")

#: A command with its flags.
Step = tuple[str, ...]

#: The steps in their order; those of one stage need nothing of each other, the longest is first.
STAGES: Final[tuple[tuple[Step, ...], ...]] = (
    (("prepare",),),
    (
        ("folds", *(f"--hold-out={fold}" for fold in FOLDS)),
        ("text",),
        ("speech",),
        ("speech", "--everybody"),
    ),
    (("calibrate",),),
    (("fusion",),),
    (("export",),),
    (("evaluate",),),
    (("card",),),
)

#: The run of the speech network that ships; that of `speech` is measured.
EVERYBODY: Final = "everybody"
#: The bundle that is measured, beside the runs.
MEASURED: Final = "measured"

#: What a speech network reads of a sound; that of the bundle reads `states`.
Inputs = Literal["states", "mel", "both"]


def folds_folder(runs: Path, seed: int) -> Path:
    """Folder of the folds that learn the recipe as it is."""
    return runs / "folds" / f"seed-{seed}"
