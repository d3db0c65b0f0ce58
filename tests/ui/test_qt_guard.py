"""What the program relies on in Qt."""

import sys

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None is immortal there (PEP 683)")
def test_qt_calls_do_not_lose_references_to_none(qtbot: QtBot) -> None:
    # PySide6 6.12.0 on CPython 3.11 aborts after some 4,500 calls that return None.
    label = QLabel()
    qtbot.addWidget(label)
    before = sys.getrefcount(None)
    for index in range(200_000):
        label.setText("a" if index % 2 else "b")
    assert sys.getrefcount(None) > before - 100
