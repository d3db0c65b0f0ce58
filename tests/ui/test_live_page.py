"""The live page, from the key that starts it to the curves that it draws."""

import threading
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QObject, Qt, QThread, Slot
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLineEdit,
    QTextBrowser,
    QWidget,
)
from pytestqt.qtbot import QtBot

from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.domain.live_events import Failed
from emotion_desktop.services.bridge.live import LiveBridge
from emotion_desktop.services.engine import EngineCache
from emotion_desktop.services.source_choice import AudioFileChoice, MicrophoneChoice
from emotion_desktop.ui.main_window import MainWindow
from emotion_desktop.ui.plots.time_plot import TimePlot
from emotion_desktop.ui.theme import dark_palette
from tests.engine_double import EngineDouble

WAIT_MS = 60_000


def start_with_space(window: MainWindow, qtbot: QtBot) -> None:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.keyClick(window, Qt.Key.Key_Space)


def test_space_plays_the_demo_recording_and_its_end_frees_the_page(
    window: MainWindow, bridge: LiveBridge, qtbot: QtBot
) -> None:
    page = window.live
    with qtbot.waitSignal(bridge.ended, timeout=WAIT_MS) as ended:
        start_with_space(window, qtbot)
        assert page.source_bar.button.text() == "Stop"
        assert not page.source_bar.chooser.isEnabled()
    assert ended.args[0].reason is None
    assert page.times.transcript.entries >= 4  # the demo is five sentences
    assert page.state.label.text() == "Unclear"  # as even probabilities are
    times_s, values = page.times.probabilities.emotion_curves["fear"].getData()
    assert len(times_s) >= 5
    assert np.nanmax(values) == pytest.approx(1 / 7)
    assert page.times.sound.wave.getData()[1].max() > 0.1
    assert page.source_bar.button.text() == "Start"
    assert page.source_bar.elapsed.text() == "0:27"
    assert page.strip.text.text().startswith("Stopped")


def test_results_arrive_on_the_gui_thread(bridge: LiveBridge, qtbot: QtBot) -> None:
    class Receiver(QObject):
        def __init__(self) -> None:
            super().__init__()
            self.threads: set[int] = set()

        @Slot(object)
        def take(self, _event: object) -> None:
            self.threads.add(threading.get_ident())
            assert QThread.currentThread() is QApplication.instance().thread()

    receiver = Receiver()
    for signal in (bridge.models_loaded, bridge.window_ready, bridge.utterance_ready):
        signal.connect(receiver.take)
    windows: list[object] = []
    bridge.window_ready.connect(windows.append)
    with qtbot.waitSignal(bridge.utterance_ready, timeout=WAIT_MS):
        bridge.start(AudioFileChoice(demo_path(), "demo"))
    assert windows
    assert receiver.threads == {threading.main_thread().ident}


def demo_path() -> Path:
    return Path(__file__).resolve().parents[2] / "resources" / "demo" / "demo.flac"


def test_stop_in_the_middle_finishes_and_leaves_no_thread(
    window: MainWindow, bridge: LiveBridge, qtbot: QtBot
) -> None:
    before = threading.active_count()
    with qtbot.waitSignal(bridge.window_ready, timeout=WAIT_MS):
        start_with_space(window, qtbot)
    with qtbot.waitSignal(bridge.ended, timeout=WAIT_MS):
        qtbot.keyClick(window, Qt.Key.Key_Space)
        assert not window.live.source_bar.button.isEnabled()
    qtbot.waitUntil(lambda: threading.active_count() <= before)
    assert window.live.source_bar.button.isEnabled()
    assert not bridge.running


def test_a_second_session_starts_from_an_empty_page(
    window: MainWindow, bridge: LiveBridge, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(bridge.ended, timeout=WAIT_MS):
        window.live.start()
    transcript = window.live.times.transcript
    assert transcript.entries > 0
    window.live.start()
    assert transcript.entries == 0
    assert transcript.toPlainText() == ""
    assert window.live.state.label.text() == "—"
    with qtbot.waitSignal(bridge.utterance_ready, timeout=WAIT_MS):
        pass
    assert transcript.entries > 0


def test_closing_the_window_stops_the_pipeline(
    window: MainWindow, bridge: LiveBridge, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(bridge.window_ready, timeout=WAIT_MS):
        window.live.start()
    with qtbot.waitSignal(bridge.ended, timeout=WAIT_MS):
        window.close()


def test_models_that_cannot_be_loaded_are_said_with_what_to_do(
    make_window: Callable[[LiveBridge], MainWindow], qtbot: QtBot
) -> None:
    def load() -> EngineDouble:
        raise UserFacingError("The models are damaged", "Install the program again.")

    bridge = LiveBridge(EngineCache(load), lambda _choice: None, list)
    window = make_window(bridge)
    with qtbot.waitSignal(bridge.models_failed, timeout=WAIT_MS):
        bridge.preload()
    assert window.live.strip.text.text() == "The models are damaged. Install the program again."
    assert window.live.source_bar.button.isEnabled()
    assert bridge.shut_down()


def test_a_recording_that_is_no_sound_is_said(
    window: MainWindow, bridge: LiveBridge, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "notes.wav"
    path.write_text("no sound at all " * 100)
    window.live.source_bar.chooser.choose(AudioFileChoice(path, path.name))
    with qtbot.waitSignal(bridge.ended, timeout=WAIT_MS):
        window.live.start()
    assert "notes.wav" in window.live.strip.text.text()
    assert window.live.source_bar.button.text() == "Start"


def test_a_bug_is_shown_as_one(window: MainWindow, bridge: LiveBridge) -> None:
    bridge.failed.emit(Failed(ValueError("shape")))
    assert "Internal error: ValueError: shape" in window.live.strip.text.text()


def test_a_microphone_comes_first_unless_a_person_chose_otherwise(window: MainWindow) -> None:
    bar = window.live.source_bar
    usb = MicrophoneChoice("USB microphone", "ALSA")
    built_in = MicrophoneChoice("Built-in", "ALSA")
    bar.chooser.set_microphones([usb])
    assert bar.choice == usb
    assert bar.chooser.currentText() == "USB microphone (ALSA)"
    demo = bar.chooser.itemData(1)
    bar.chooser.choose(demo)
    bar.chooser.set_microphones([built_in, usb])
    assert bar.choice == demo
    assert [bar.chooser.itemData(row) for row in range(3)] == [built_in, usb, demo]


def test_a_click_in_the_legend_hides_a_curve(window: MainWindow, qtbot: QtBot) -> None:
    button = window.live.times.legend.buttons["anger"]
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert not window.live.times.probabilities.emotion_curves["anger"].isVisible()
    assert window.live.times.probabilities.emotion_curves["fear"].isVisible()
    qtbot.keyClick(button, Qt.Key.Key_Return)
    assert window.live.times.probabilities.emotion_curves["anger"].isVisible()


def is_qt_s_own(control: QWidget) -> bool:
    """Tell a table's corner, which is hidden, and the button that clears a field."""
    corner = control.objectName() == "qt_tableview_cornerbutton"
    return corner or isinstance(control.parent(), QLineEdit)


def test_every_control_has_an_accessible_name(window: MainWindow) -> None:
    kinds = (QAbstractButton, QComboBox, QTextBrowser, TimePlot)
    found = [child for kind in kinds for child in window.findChildren(kind)]
    controls = [child for child in found if not is_qt_s_own(child)]
    assert len(controls) >= 11
    # One that is still hidden gets its text with what it is for.
    unnamed = [c for c in controls if not c.accessibleName() and not getattr(c, "text", str)()]
    assert [c for c in unnamed if not c.isHidden()] == []


def test_the_page_turns_dark_with_the_palette(window: MainWindow, qapp: QApplication) -> None:
    light = qapp.palette()
    plot = window.live.times.probabilities
    try:
        qapp.setPalette(dark_palette())
        qapp.processEvents()
        assert plot.backgroundBrush().color() == QColor("#1b1e22")
        dark_red = plot.emotion_curves["anger"].opts["pen"].color()
    finally:
        qapp.setPalette(light)
        qapp.processEvents()
    assert dark_red != plot.emotion_curves["anger"].opts["pen"].color()
