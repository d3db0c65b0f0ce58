"""The steps from the corpora to a bundle, in their order."""

from typing import Final

STEPS: Final = (
    "prepare",
    "speech",
    "text",
    "calibrate",
    "fusion",
    "export",
    "evaluate",
    "card",
)
