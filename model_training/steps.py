"""The steps from the corpora to a bundle, in their order, and what they name in common."""

import json
from pathlib import Path
from typing import Any, Final, Literal

from emotion_desktop.domain.errors import UserFacingError

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


def made(path: Path) -> Path:
    """Path of what a step before wrote.

    Raises
    ------
    UserFacingError
        Where it is missing.
    """
    if not path.exists():
        raise UserFacingError(
            f"{path} is missing", "Run the steps before; `train-all` runs them in their order."
        )
    return path


def read_made(path: Path) -> dict[str, Any]:
    """Read the JSON that a step before wrote; a UserFacingError where it is missing."""
    values: dict[str, Any] = json.loads(made(path).read_text(encoding="utf-8"))
    return values
