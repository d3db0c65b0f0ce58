"""A window on a double of the models; a Qt warning fails the test that caused it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from emotion_desktop.app import demo_recording
from emotion_desktop.audio.file_source import FileSource
from emotion_desktop.services.bridge.live import LiveBridge
from emotion_desktop.services.engine_cache import EngineCache
from emotion_desktop.services.source_choice import RecordingChoice
from emotion_desktop.ui.main_window import MainWindow
from tests.engine_double import EngineDouble

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.qt_log_level_fail("WARNING"))


def open_eight_times_as_fast(choice: RecordingChoice) -> FileSource:
    return FileSource(choice.path, speed=8.0)


@pytest.fixture
def engine() -> EngineDouble:
    return EngineDouble()


@pytest.fixture
def bridge(engine: EngineDouble, qapp: object) -> Iterator[LiveBridge]:
    bridge = LiveBridge(EngineCache(lambda: engine), open_eight_times_as_fast, list)
    yield bridge
    assert bridge.shut_down()


@pytest.fixture
def window(bridge: LiveBridge, qtbot: QtBot) -> MainWindow:
    window = MainWindow(bridge, demo_recording())
    qtbot.addWidget(window)
    with qtbot.waitSignal(window.first_painted):
        window.show()
    return window
