"""Every page by keyboard alone: what is reached, what it is called, what its keys do."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QDialog,
    QWidget,
)
from pytestqt.qtbot import QtBot

from emotion_desktop.audio.noise_gate import NoiseGate
from emotion_desktop.domain.kiosk import KioskOptions
from emotion_desktop.domain.pin import PinLock, hash_pin
from emotion_desktop.domain.session import RecorderState
from emotion_desktop.services.bridge.calibration import CalibrationBridge
from emotion_desktop.services.bridge.live import LiveBridge
from emotion_desktop.services.bridge.recovery import RecoveryBridge
from emotion_desktop.services.engine import EngineCache
from emotion_desktop.services.recording.recovery import UnfinishedSession
from emotion_desktop.services.source_choice import MicrophoneChoice
from emotion_desktop.ui.calibration.dialog import VoiceDialog
from emotion_desktop.ui.kiosk.operator_dialog import OperatorDialog
from emotion_desktop.ui.kiosk.session import KioskSession
from emotion_desktop.ui.main_window import MainWindow
from emotion_desktop.ui.recovery.dialog import RecoveryDialog
from emotion_desktop.ui.settings_store import SettingsStore
from tests.engine_double import EngineDouble
from tests.live_doubles import VoiceActivityDouble
from tests.ui.conftest import open_eight_times_as_fast
from tests.ui.controls import controls, named, reached_by_tab

MakeWindow = Callable[[LiveBridge], MainWindow]


def show_first_run(window: MainWindow) -> None:
    window.first_run.parentWidget().setCurrentWidget(window.first_run)


PAGES: dict[str, Callable[[MainWindow], None]] = {
    "live": lambda window: window.show_page("live"),
    "analyse": lambda window: window.show_page("analyse"),
    "settings": lambda window: window.show_page("settings"),
    "first run": show_first_run,
}


def show_recovery(window: MainWindow) -> None:
    evening = datetime(2026, 11, 22, 18, tzinfo=UTC)
    cut_off = UnfinishedSession(Path("data"), "20261122T180000Z-000001", evening, "USB", 75.0, 2)
    other = replace(cut_off, id="20261122T180000Z-000002")
    RecoveryDialog(RecoveryBridge(Path("data")), [cut_off, other], window).show()


def show_voice(window: MainWindow) -> None:
    engines = EngineCache(EngineDouble)
    voices = CalibrationBridge(engines, open_eight_times_as_fast, Path("data"), VoiceActivityDouble)
    voices.setParent(window)
    VoiceDialog(voices, [MicrophoneChoice("USB", "ALSA")], None, window).show()


def show_operator(window: MainWindow) -> None:
    options = KioskOptions(pin_hash=hash_pin("2468"))
    bridge = LiveBridge(EngineCache(EngineDouble), open_eight_times_as_fast, list)
    bridge.setParent(window)
    session = KioskSession(bridge, None, None, window)
    page = OperatorDialog(options, PinLock(options.pin_hash), NoiseGate(), session, window)
    page.frames.stop()
    page.show()


def show_operator_s_controls(window: MainWindow) -> None:
    show_operator(window)
    page = window.findChild(OperatorDialog)
    page.pin.setText("2468")
    page.pin.returnPressed.emit()


DIALOGS: dict[str, Callable[[MainWindow], None]] = {
    "keys": MainWindow.show_keys,
    "about": MainWindow.show_about,
    "recovery": show_recovery,
    "voice": show_voice,
    "operator": show_operator,
    "operator's controls": show_operator_s_controls,
}


@pytest.fixture
def open_page(window: MainWindow, qtbot: QtBot) -> Callable[[str], QWidget]:
    def open_one(name: str) -> QWidget:
        window.live.show_recorder_state(RecorderState())  # there is a recorder
        window.notice.offer("Something was given up.")
        window.settings.results.show_given_up(1)
        (PAGES | DIALOGS)[name](window)
        shown = window.findChild(QDialog) if name in DIALOGS else window
        assert shown is not None
        shown.activateWindow()
        qtbot.waitUntil(shown.isActiveWindow)
        return shown

    return open_one


@pytest.fixture
def started(bridge: LiveBridge, monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Return what was listened to."""
    choices: list[object] = []
    monkeypatch.setattr(bridge, "start", choices.append)
    return choices


@pytest.mark.parametrize("name", [*PAGES, *DIALOGS])
def test_tab_leads_to_every_control_and_back_and_each_has_a_name(
    open_page: Callable[[str], QWidget], name: str, qtbot: QtBot
) -> None:
    shown = open_page(name)
    reached = reached_by_tab(shown, qtbot)
    missing = [widget for widget in controls(shown) if widget not in reached]
    # Of buttons that exclude each other arrows lead from one to the next.
    by_arrows = [
        widget
        for widget in missing
        if isinstance(widget, QAbstractButton)
        and widget.group() is not None
        and any(button in reached for button in widget.group().buttons())
    ]
    assert [widget for widget in missing if widget not in by_arrows] == []
    assert [widget for widget in [*reached, *by_arrows] if not named(widget)] == []


@pytest.mark.filterwarnings("ignore:.*Failed to disconnect")  # nothing was connected
@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter])
@pytest.mark.parametrize("name", [*PAGES, *DIALOGS])
def test_a_button_with_the_focus_is_pressed_and_nothing_else_happens(
    open_page: Callable[[str], QWidget],
    started: list[object],
    name: str,
    key: Qt.Key,
    qtbot: QtBot,
) -> None:
    shown = open_page(name)
    buttons = [widget for widget in controls(shown) if isinstance(widget, QAbstractButton)]
    assert buttons
    for button in buttons:
        clicks: list[object] = []
        for signal in (button.clicked, button.toggled):  # what it does is tried elsewhere
            with suppress(RuntimeError):
                signal.disconnect()
        button.clicked.connect(lambda *_, clicks=clicks: clicks.append(1))
        button.setFocus()
        qtbot.keyClick(button, key)
        assert len(clicks) == 1, named(button)
        assert button.window().isVisible()
    assert started == []


@pytest.mark.qt_log_ignore("plugin does not support")  # what the list's window asks of it
def test_a_letter_in_a_list_chooses_and_sets_no_marker(
    window: MainWindow, bridge: LiveBridge, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[object] = []
    monkeypatch.setattr(bridge, "add_marker", asked.append)
    monkeypatch.setattr(bridge, "start", asked.append)
    chooser: QComboBox = window.live.source_bar.chooser
    chooser.addItem("Microphone of the desk", MicrophoneChoice("Microphone of the desk", "ALSA"))
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    chooser.setFocus()
    qtbot.keyClick(chooser, Qt.Key.Key_M)
    assert chooser.currentText() == "Microphone of the desk"
    qtbot.keyClick(chooser, Qt.Key.Key_Space)
    assert chooser.view().isVisible()
    chooser.hidePopup()
    assert asked == []


def test_arrows_lead_through_the_pages_of_the_rail(
    window: MainWindow, store: SettingsStore, qtbot: QtBot
) -> None:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    live = window.rail.button("live")
    live.setFocus()
    qtbot.keyClick(live, Qt.Key.Key_Down)
    assert window.page == "analyse"
    qtbot.keyClick(window.rail.button("analyse"), Qt.Key.Key_Down)
    assert window.page == "review"
    qtbot.keyClick(window.rail.button("review"), Qt.Key.Key_Down)
    assert window.page == "settings"
