"""What people reach by keyboard on a page."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot


def controls(shown: QWidget) -> list[QWidget]:
    """Return what can have the focus now; a list's own line and view belong to the list."""
    return [
        widget
        for widget in shown.findChildren(QWidget)
        if widget.isVisible()
        and widget.isEnabled()
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.focusProxy() is None
        and widget.window() is shown.window()
        and not widget.objectName().startswith("qt_")
    ]


def reached_by_tab(shown: QWidget, qtbot: QtBot) -> list[QWidget]:
    """Press Tab until the focus comes to where it was; return where it was, in order."""
    reached: list[QWidget] = []
    for _ in range(300):
        qtbot.keyClick(shown.focusWidget() or shown, Qt.Key.Key_Tab)
        focused = QApplication.focusWidget()
        assert focused is not None
        if focused in reached:
            break
        reached.append(focused)
    assert reached[0] is QApplication.focusWidget(), "Tab goes round"
    return reached


def named(widget: QWidget) -> str:
    """Return what a screen reader calls a control."""
    return QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)
