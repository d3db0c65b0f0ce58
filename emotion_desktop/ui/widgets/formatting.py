"""Formats numbers, shares and emotions in the program's language."""

from typing import Final

from PySide6.QtCore import QCoreApplication, QLocale

#: `QLocale` knows the sign, but not that some languages set it apart.
_SET_APART: Final = {QLocale.Language.German}


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
