"""The keys of the library."""

from typing import Final

from PySide6.QtCore import QCoreApplication

from emotion_desktop.ui.actions import Key

RENAME: Final = "F2"
DELETE: Final = "Del"
TAGS: Final = "Ctrl+T"
EXPORT: Final = "Ctrl+E"
REFRESH: Final = "F5"
SEARCH: Final = "Ctrl+F"


def library_keys() -> list[Key]:
    """Return the keys of the library; search works on the whole page, the others in the list."""
    translate = QCoreApplication.translate
    return [
        Key("search", SEARCH, translate("Shortcuts", "Search all sessions")),
        Key(
            "open",
            "Return",
            translate("Shortcuts", "Library: open the session or the search result"),
        ),
        Key("rename", RENAME, translate("Shortcuts", "Library: rename the session")),
        Key("tags", TAGS, translate("Shortcuts", "Library: edit tags")),
        Key("export", EXPORT, translate("Shortcuts", "Library: export the sessions")),
        Key("delete", DELETE, translate("Shortcuts", "Library: delete the sessions")),
        Key("refresh", REFRESH, translate("Shortcuts", "Library: refresh")),
    ]
