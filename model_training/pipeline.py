"""The steps from the corpora to a bundle, in order, and the names they share."""

import json
from pathlib import Path
from typing import Any, Final

from emotion_desktop.domain.errors import UserFacingError

#: Networks that each learn without a fifth of the speakers.
FOLDS: Final = ("fold1", "fold2", "fold3", "fold4", "fold5")

#: Text networks that never read the dialogues of some folds.
TEXT_FOLDS: Final = {"half1": FOLDS[:2], "half2": FOLDS[2:4]}

#: A command with its flags.
Step = tuple[str, ...]

#: The steps in their order; those of one stage need nothing of each other, the longest is first.
STAGES: Final[tuple[tuple[Step, ...], ...]] = (
    (("prepare",),),
    (("folds",), ("text",), ("speech",)),
    (("calibrate",),),
    (("fusion",),),
    (("export",),),
    (("evaluate",),),
    (("card",),),
)

#: The fold whose networks are measured in a separate bundle: they have not seen its speakers.
MEASURED_FOLD: Final = FOLDS[0]
#: Calibrations, which come before fusions, and the fold that has no part in them.
CALIBRATIONS: Final = {"calibration": "", "calibration-measured": MEASURED_FOLD}
#: The bundle that is measured, next to the runs.
MEASURED: Final = "measured"


def folds_folder(runs: Path, seed: int) -> Path:
    """Return the folder of the folds that use the unmodified recipe."""
    return runs / "folds" / f"seed-{seed}"


def made(path: Path) -> Path:
    """Return the path of an earlier step's output; raise if it is missing.

    Raises
    ------
    UserFacingError
        If it is missing.
    """
    if not path.exists():
        raise UserFacingError(
            f"{path} is missing",
            "Run the earlier steps first; `train-all` runs all of them in order.",
        )
    return path


def read_made(path: Path) -> dict[str, Any]:
    """Read an earlier step's JSON output; raise a UserFacingError if it is missing."""
    values: dict[str, Any] = json.loads(made(path).read_text(encoding="utf-8"))
    return values
