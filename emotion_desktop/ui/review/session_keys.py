"""The keys of the session view."""

from collections.abc import Callable, Mapping
from typing import Final

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QWidget

from emotion_desktop.ui.actions import Key, make_shortcuts

#: Those that do more while they are held down.
_REPEATED: Final = frozenset({"back", "forward", "far-back", "far-forward", "previous", "next"})

_EVERYWHERE: Final = frozenset({"play", "slower", "faster"})


def session_keys() -> list[Key]:
    """Return the keys of the session view, for the list of all keys too."""
    translate = QCoreApplication.translate
    return [
        Key("play", "Space", translate("Shortcuts", "Play or pause")),
        Key("back", "Left", translate("Shortcuts", "Back 1 second")),
        Key("forward", "Right", translate("Shortcuts", "Forward 1 second")),
        Key("far-back", "Shift+Left", translate("Shortcuts", "Back 5 seconds")),
        Key("far-forward", "Shift+Right", translate("Shortcuts", "Forward 5 seconds")),
        Key("previous", "PgUp", translate("Shortcuts", "Previous utterance")),
        Key("next", "PgDown", translate("Shortcuts", "Next utterance")),
        Key("slower", "[", translate("Shortcuts", "Slower")),
        Key("faster", "]", translate("Shortcuts", "Faster")),
        Key("loop", "L", translate("Shortcuts", "Loop the marked range or the selected utterance")),
        Key("mark-start", "I", translate("Shortcuts", "Set the start of the marked range")),
        Key("mark-end", "O", translate("Shortcuts", "Set the end of the marked range")),
        Key("unmark", "Esc", translate("Shortcuts", "Clear the marked range")),
        Key(
            "attended",
            "A",
            translate("Shortcuts", "Play only the parts that the network attended to"),
        ),
    ]


def make_session_shortcuts(
    view: QWidget, page: QWidget, actions: Mapping[str, Callable[[], object]]
) -> None:
    """Create the shortcuts.

    Parameters
    ----------
    view : QWidget
        The session view. Most keys work only while it has the focus, because lists and fields
        beside it need the same keys.
    page : QWidget
        The page around it, on all of which playback can be started and paused.
    actions : mapping
        Callables by name.
    """
    for key in session_keys():
        parent = page if key.name in _EVERYWHERE else view
        [shortcut] = make_shortcuts([key], parent, actions)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.setAutoRepeat(key.name in _REPEATED)
