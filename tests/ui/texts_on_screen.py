"""Texts on screen, and whether they went through translation."""

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from PySide6.QtCore import QObject, QTranslator
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QGroupBox,
    QLabel,
    QTableWidget,
    QTabWidget,
    QTextBrowser,
    QWidget,
)

_MARK = "§"


class _Marking(QTranslator):
    def translate(self, context, source, disambiguation=None, n=-1) -> str:
        return f"{_MARK}{source}"

    def isEmpty(self) -> bool:  # noqa: N802
        return False


@contextmanager
def marked_texts(app: QApplication) -> Iterator[None]:
    """Mark every text that passes through translation."""
    marking = _Marking()
    app.installTranslator(marking)
    try:
        yield
    finally:
        app.removeTranslator(marking)


def untranslated(texts: Iterable[str]) -> list[str]:
    """Return the texts with words that did not pass through translation."""
    return [text for text in texts if re.search(r"[^\W\d_]{2,}", text) and _MARK not in text]


def texts_of(root: QWidget) -> list[str]:
    """Return all texts of a widget and of what it contains."""
    texts = [root.windowTitle()]
    for child in [root, *root.findChildren(QObject)]:
        if isinstance(child, QLabel | QAbstractButton):
            texts.append(child.text())
        if isinstance(child, QGroupBox):
            texts.append(child.title())
        if isinstance(child, QComboBox):
            texts += [child.itemText(index) for index in range(child.count())]
        if isinstance(child, QTabWidget):
            texts += [child.tabText(index) for index in range(child.count())]
        if isinstance(child, QTableWidget):
            texts += [child.horizontalHeaderItem(i).text() for i in range(child.columnCount())]
        if isinstance(child, QWidget) and not isinstance(child, QTextBrowser):
            texts += [child.toolTip(), child.accessibleName(), child.accessibleDescription()]
    return texts
