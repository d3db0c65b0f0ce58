"""The single ordered tuple of emotions that everything refers to."""

from typing import Final

EMOTIONS: Final[tuple[str, ...]] = (
    "anger",
    "disgust",
    "fear",
    "happiness",
    "neutral",
    "sadness",
    "surprise",
)

NEUTRAL_INDEX: Final[int] = EMOTIONS.index("neutral")

#: Stands in a list of emotions for what neither the models nor a rater could tell.
UNCLEAR: Final = "unclear"
