"""Keyboard shortcuts for corrections; active while the review page is visible."""

from typing import Final

from PySide6.QtCore import QCoreApplication

from emotion_desktop.domain.labels import EMOTIONS
from emotion_desktop.ui.actions import Key
from emotion_desktop.ui.widgets.formatting import emotion_titles

#: Keys that repeat while held down.
REPEATING: Final = ("start-earlier", "start-later", "end-earlier", "end-later", "undo", "redo")


def correction_keys() -> list[Key]:
    """Return the shortcuts, each with its own name."""
    translate = QCoreApplication.translate
    titles = emotion_titles()
    label = translate("Shortcuts", "Label as {emotion}")
    further = translate("Shortcuts", "{emotion} as a further label")
    return [
        *(
            Key(f"label-{name}", str(number), label.format(emotion=titles[name]))
            for number, name in enumerate(EMOTIONS, start=1)
        ),
        Key("cannot-tell", "0", translate("Shortcuts", "Cannot tell the emotion")),
        *(
            Key(f"further-{name}", f"Alt+{number}", further.format(emotion=titles[name]))
            for number, name in enumerate(EMOTIONS, start=1)
        ),
        Key("next-to-check", "N", translate("Shortcuts", "Next utterance to check")),
        Key("back-to-check", "Shift+N", translate("Shortcuts", "Previous utterance to check")),
        Key("split", "S", translate("Shortcuts", "Split the utterance at the cursor")),
        Key("merge", "M", translate("Shortcuts", "Merge with the next utterance")),
        Key("merge-too", "Ctrl+M", translate("Shortcuts", "Merge with the next utterance")),
        Key("start-earlier", "Alt+Left", translate("Shortcuts", "Start 10 ms earlier")),
        Key("start-later", "Alt+Right", translate("Shortcuts", "Start 10 ms later")),
        Key("end-earlier", "Alt+Shift+Left", translate("Shortcuts", "End 10 ms earlier")),
        Key("end-later", "Alt+Shift+Right", translate("Shortcuts", "End 10 ms later")),
        Key("undo", "Ctrl+Z", translate("Shortcuts", "Undo")),
        Key("redo", "Ctrl+Shift+Z", translate("Shortcuts", "Redo")),
        Key("redo-too", "Ctrl+Y", translate("Shortcuts", "Redo")),
    ]
