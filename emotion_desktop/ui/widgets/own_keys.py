"""Gives the focused control its own keys before the window's shortcuts."""

from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QComboBox, QWidget

_RETURN: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_PRESSING: Final = (Qt.Key.Key_Space, Qt.Key.Key_Select, *_RETURN)
_WITH_OTHERS: Final = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)


class OwnKeys(QObject):
    """Watches buttons and lists: Space and Return press a button, a letter chooses from a list.

    Without it a shortcut of one key comes first, wherever the focus is, and Qt presses a
    button with Space alone outside of dialogs.

    Parameters
    ----------
    root : QWidget
        Owns this object; the controls that are in it now are watched.
    """

    def __init__(self, root: QWidget) -> None:
        super().__init__(root)
        for kind in (QAbstractButton, QComboBox):
            for control in root.findChildren(kind):
                control.installEventFilter(self)

    def eventFilter(self, control: QObject, event: QEvent) -> bool:  # noqa: N802 (Qt's name)
        """Claim a key before the shortcuts do, and press a button with Return."""
        if isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.ShortcutOverride and _is_own(control, event):
                event.accept()
                return True
            presses = event.type() == QEvent.Type.KeyPress and event.key() in _RETURN
            if presses and isinstance(control, QAbstractButton) and not event.isAutoRepeat():
                control.click()
                return True
        return super().eventFilter(control, event)


def _is_own(control: QObject, event: QKeyEvent) -> bool:
    if event.modifiers() & _WITH_OTHERS:
        return False
    if isinstance(control, QComboBox):  # it searches for entries that start with the typed text
        return event.key() == Qt.Key.Key_Space or event.text().isprintable()
    return event.key() in _PRESSING
