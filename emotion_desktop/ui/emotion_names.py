"""How the emotions are called on screen; files and formats keep the names of `EMOTIONS`."""

from PySide6.QtCore import QCoreApplication


def emotion_titles() -> dict[str, str]:
    """Return the title of each emotion in the program's language, in the order of `EMOTIONS`."""
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
