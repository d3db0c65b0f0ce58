"""The steps from the corpora to a bundle, in their order, and what they name in common."""

from typing import Final, Literal

#: Commands with their flags.
STEPS: Final = (
    ("prepare",),
    ("speech",),
    ("speech", "--everybody"),
    ("text",),
    ("calibrate",),
    ("fusion",),
    ("export",),
    ("evaluate",),
    ("card",),
)

#: The run of the speech network that ships; that of `speech` is measured.
EVERYBODY: Final = "everybody"
#: The bundle that is measured, beside the runs.
MEASURED: Final = "measured"

#: What a speech network reads of a sound; that of the bundle reads `states`.
Inputs = Literal["states", "mel", "both"]
