"""Controls that do not take the focus by a click."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QComboBox, QTabBar, QWidget


def leave_keys_alone(root: QWidget) -> None:
    """Let buttons, lists and tabs in `root` take the focus by Tab only.

    After a click on one of them, Space still plays and digits still label: with the focus, it
    would claim these keys for itself.
    """
    for kind in (QAbstractButton, QComboBox, QTabBar):
        for control in root.findChildren(kind):
            if control.focusPolicy() != Qt.FocusPolicy.NoFocus:
                control.setFocusPolicy(Qt.FocusPolicy.TabFocus)
