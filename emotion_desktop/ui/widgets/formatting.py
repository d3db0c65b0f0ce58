"""Formats numbers, shares and emotions in the program's language."""

import unicodedata
from typing import Final

from PySide6.QtCore import QCoreApplication, QLocale

#: `QLocale` knows the sign, but not that some languages set it apart.
_SET_APART: Final = {QLocale.Language.German}
#: Classes of characters of scripts that run from right to left.
_FROM_THE_RIGHT: Final = {"R", "AL"}


def percent(share: float, decimals: int = 0) -> str:
    """Format a share in [0, 1] as a percentage in the program's language.

    >>> percent(0.724), percent(0.724, decimals=1)
    ('72%', '72.4%')
    """
    locale = QLocale()
    gap = "\N{NO-BREAK SPACE}" if locale.language() in _SET_APART else ""
    return f"{locale.toString(100 * float(share), 'f', decimals)}{gap}%"


def decimal(number: float, decimals: int = 1) -> str:
    """Format a number with the decimal sign of the program's language.

    >>> decimal(2.5)
    '2.5'
    """
    return QLocale().toString(float(number), "f", decimals)


def emotion_titles() -> dict[str, str]:
    """Return the translated title of each emotion, in the order of `EMOTIONS`.

    Files and formats keep the names of `EMOTIONS`.
    """
    translate = QCoreApplication.translate
    return {
        "anger": translate("Emotions", "Anger"),
        "disgust": translate("Emotions", "Disgust"),
        "fear": translate("Emotions", "Fear"),
        "happiness": translate("Emotions", "Happiness"),
        "neutral": translate("Emotions", "Neutral"),
        "sadness": translate("Emotions", "Sadness"),
        "surprise": translate("Emotions", "Surprise"),
    }


def isolation(text: str) -> tuple[str, str]:
    """Return what to put around words among others; nothing if all run from left to right.

    Without it, the punctuation of a sentence from right to left would stand at its wrong end.
    """
    if text.isascii() or not any(unicodedata.bidirectional(one) in _FROM_THE_RIGHT for one in text):
        return "", ""
    return "\N{FIRST STRONG ISOLATE}", "\N{POP DIRECTIONAL ISOLATE}"
