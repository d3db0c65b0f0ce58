"""The colours of the seven emotions in exported files, as in the window."""

from typing import Final

#: For light backgrounds.
COLOURS: Final[dict[str, str]] = {
    "anger": "#c3142d",
    "disgust": "#6f7312",
    "fear": "#7a2fa3",
    "happiness": "#178038",
    "neutral": "#5b6f84",
    "sadness": "#1f5fc4",
    "surprise": "#a87400",
}
