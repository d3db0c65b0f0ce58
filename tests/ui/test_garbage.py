"""Cycles are freed on the GUI thread, whatever other threads allocate."""

import gc
import threading
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from emotion_desktop.services.bridge.garbage import GarbageCollector


@pytest.fixture
def collector(qapp: object) -> Iterator[GarbageCollector]:
    collector = GarbageCollector()
    yield collector
    collector.shut_down()


def cycle() -> QObject:
    one = QObject()
    one.__dict__["itself"] = one
    return one


def test_a_cycle_is_freed_on_the_gui_thread(collector: GarbageCollector, qtbot: QtBot) -> None:
    freed_on: list[threading.Thread] = []
    weakref.finalize(cycle(), lambda: freed_on.append(threading.current_thread()))
    allocating = threading.Thread(target=lambda: [[i] for i in range(100_000)])
    allocating.start()
    allocating.join()
    assert freed_on == []
    qtbot.waitUntil(lambda: bool(freed_on), timeout=20_000)
    assert freed_on == [threading.main_thread()]


def test_python_collects_again_afterwards(qapp: object) -> None:
    collector = GarbageCollector()
    assert not gc.isenabled()
    assert collector.shut_down()
    assert gc.isenabled()
