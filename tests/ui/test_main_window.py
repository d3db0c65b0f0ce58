"""The window around the pages: rail, keys, dialogs, first run, and what it remembers."""

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QRect, QSettings, Qt, QTimer
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from emotion_desktop import __version__
from emotion_desktop.composition import demo_recording
from emotion_desktop.domain.audio import AudioBlock
from emotion_desktop.domain.microphone import MicrophoneId
from emotion_desktop.services.bridge.analysis import AnalysisBridge
from emotion_desktop.services.bridge.level import LevelBridge
from emotion_desktop.services.bridge.live import LiveBridge
from emotion_desktop.services.source_choice import AudioFileChoice, MicrophoneChoice
from emotion_desktop.ui.about_dialog import AboutDialog
from emotion_desktop.ui.actions import ShortcutsDialog
from emotion_desktop.ui.main_window import MainWindow
from emotion_desktop.ui.review.assembly import ReviewAssembly
from emotion_desktop.ui.settings_store import SettingsStore
from emotion_desktop.ui.startup_frame import Frame

WAIT_MS = 60_000
USB = MicrophoneChoice("USB microphone", "ALSA")
BUILT_IN = MicrophoneChoice("Built-in", "ALSA")
MakeWindow = Callable[[LiveBridge], MainWindow]


def press(window: MainWindow, qtbot: QtBot, key: Qt.Key, *, ctrl: bool = False) -> None:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    modifier = Qt.KeyboardModifier.ControlModifier if ctrl else Qt.KeyboardModifier.NoModifier
    qtbot.keyClick(window, key, modifier)


def test_keys_and_rail_lead_to_the_pages(window: MainWindow, qtbot: QtBot) -> None:
    assert window.page == "live"
    press(window, qtbot, Qt.Key.Key_2, ctrl=True)
    assert window.page == "analyse"
    press(window, qtbot, Qt.Key.Key_3, ctrl=True)
    assert window.page == "review"
    press(window, qtbot, Qt.Key.Key_4, ctrl=True)
    assert window.settings.isVisible()
    assert window.rail.button("settings").isChecked()
    press(window, qtbot, Qt.Key.Key_1, ctrl=True)
    assert window.live.isVisible()
    press(window, qtbot, Qt.Key.Key_Comma, ctrl=True)
    assert window.page == "settings"
    qtbot.mouseClick(window.rail.button("live"), Qt.MouseButton.LeftButton)
    assert window.live.isVisible()
    assert not window.settings.isVisible()


def test_every_key_of_the_list_does_something(window: MainWindow) -> None:
    groups = dict(window.key_groups())
    del groups["Kiosk mode"]  # makes its own
    listed = [key.keys for keys in groups.values() for key in keys]
    made = [shortcut.key() for shortcut in window.findChildren(QShortcut)]
    made += [key for action in window.findChildren(QAction) for key in action.shortcuts()]
    assert {QKeySequence(keys).toString() for keys in listed} == {key.toString() for key in made}


def test_f1_lists_the_keys_and_f11_asks_for_kiosk_mode(window: MainWindow, qtbot: QtBot) -> None:
    press(window, qtbot, Qt.Key.Key_F1)
    dialog = window.findChild(ShortcutsDialog)
    texts = {label.text() for label in dialog.findChildren(QLabel)}
    assert {"Space", "Start or stop listening", "Ctrl+Shift+F11", "F1", "M"} <= texts
    dialog.reject()
    qtbot.waitUntil(lambda: window.findChild(ShortcutsDialog) is None)
    with qtbot.waitSignal(window.kiosk_asked):
        press(window, qtbot, Qt.Key.Key_F11)


def test_about_shows_version_limits_model_card_and_licences(window: MainWindow) -> None:
    window.show_about()
    dialog = window.findChild(AboutDialog)
    assert any(__version__ in label.text() for label in dialog.findChildren(QLabel))
    about, card, licences = (dialog.tabs.widget(i).toPlainText() for i in range(3))
    assert "cannot know what a person feels" in about
    assert "Intended use, and what it is not for" in card
    assert "PySide6_Essentials" in licences
    assert "LGPL-3.0-only" in licences
    dialog.reject()


def test_place_and_page_are_remembered(
    make_window: MakeWindow, bridge: LiveBridge, store: SettingsStore
) -> None:
    first = Frame()
    content = make_window(bridge)
    first.fill(content)
    first.setGeometry(QRect(0, 40, 900, 650))
    content.show_page("settings")
    first.show()
    first.close()
    second = Frame(store.geometry)
    assert second.height() == first.height() == 650
    assert abs(second.y() - first.y()) < 5  # the offscreen platform counts a frame
    assert make_window(bridge).page == "settings"


def test_a_window_is_never_restored_where_nobody_can_reach_it(store: SettingsStore) -> None:
    first = Frame()
    first.setGeometry(QRect(9000, -5000, 950, 650))
    store.remember_window(first.saveGeometry(), "live")
    second = Frame(store.geometry)
    screen = QGuiApplication.primaryScreen().availableGeometry()
    assert screen.contains(second.geometry().center())


def test_a_page_of_another_version_is_not_missed(
    make_window: MakeWindow, bridge: LiveBridge, store: SettingsStore
) -> None:
    store.remember_window(Frame().saveGeometry(), "a page of another version")
    assert make_window(bridge).page == "live"


def test_a_frame_names_the_program_until_it_is_filled(qtbot: QtBot) -> None:
    frame = Frame()
    qtbot.addWidget(frame)
    with qtbot.waitSignal(frame.painted):
        frame.show()
    [name] = frame.findChildren(QLabel)
    assert name.text() == "Emotion Desktop"
    middle = name.mapTo(frame, name.rect().center())
    assert (middle - frame.rect().center()).manhattanLength() < 4
    pages = QLabel("pages")
    frame.fill(pages)
    assert pages.isVisible()


class OneLoudBlock:
    """A microphone that hears a voice for the length of one block."""

    name = "USB microphone"
    dropped_samples = 0
    open_now = 0

    def start(self, on_block, on_end, on_notice) -> None:
        OneLoudBlock.open_now += 1
        on_block(AudioBlock(np.full(1600, 0.1, np.float32), 16_000, 0))

    def stop(self) -> None:
        OneLoudBlock.open_now -= 1


@pytest.fixture
def newcomer(
    stored: QSettings,
    bridge: LiveBridge,
    analysis: AnalysisBridge,
    make_review: Callable[[], ReviewAssembly],
    qtbot: QtBot,
) -> Iterator[MainWindow]:
    levels = LevelBridge(lambda _choice: OneLoudBlock())
    window = MainWindow(
        bridge,
        demo_recording(),
        SettingsStore(stored),
        levels,
        analysis=analysis,
        review=make_review().page,
    )
    qtbot.addWidget(window)
    window.microphone_watch.begin = lambda: None  # the tests say what is found
    with qtbot.waitSignal(window.first_painted):
        window.show()
    yield window
    window.close()
    assert levels.shut_down()
    assert OneLoudBlock.open_now == 0


def test_a_newcomer_without_a_microphone_is_offered_the_demo_once(
    newcomer: MainWindow, bridge: LiveBridge, stored: QSettings, qtbot: QtBot
) -> None:
    page = newcomer.first_run
    assert page.isVisible()
    assert not newcomer.live.isVisible()
    bridge.microphones_found.emit([])
    assert "No microphone was found" in page.advice.text()
    texts = " ".join(label.text() for label in page.findChildren(QLabel))
    assert "Everything stays on this computer" in texts
    assert "cannot know what a person feels" in texts
    assert page.start_button.text() == "Play the demo"
    with qtbot.waitSignal(bridge.ended, timeout=WAIT_MS):
        qtbot.keyClick(page.start_button, Qt.Key.Key_Space)
        qtbot.waitUntil(lambda: bridge.running)
        assert newcomer.live.isVisible()
    assert SettingsStore(stored).welcomed
    assert SettingsStore(stored).settings.source == "demo"


def test_a_newcomer_sees_the_level_of_a_microphone_and_it_is_let_go_of_before_the_start(
    newcomer: MainWindow, bridge: LiveBridge, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    started = []

    def start(choice: object) -> None:
        started.append((choice, OneLoudBlock.open_now))

    monkeypatch.setattr(bridge, "start", start)
    bridge.microphones_found.emit([USB, BUILT_IN])
    page = newcomer.first_run
    qtbot.waitUntil(lambda: page.advice.text() == "Your voice comes through well.")
    assert page.meter.fraction == pytest.approx(2 / 3, abs=0.02)
    page.start_button.click()
    qtbot.waitUntil(lambda: bool(started))
    assert started == [(USB, 0)]


def test_looking_around_first_listens_to_nothing(
    newcomer: MainWindow, bridge: LiveBridge, stored: QSettings
) -> None:
    newcomer.first_run.skip_button.click()
    assert newcomer.live.isVisible()
    assert not bridge.running
    assert SettingsStore(stored).welcomed


def test_the_remembered_microphone_is_chosen_as_soon_as_it_is_there(
    window: MainWindow, bridge: LiveBridge, store: SettingsStore
) -> None:
    bar = window.live.source_bar
    store.update(microphone=MicrophoneId("USB microphone", "ALSA"))
    bridge.microphones_found.emit([BUILT_IN])
    assert bar.choice == BUILT_IN  # stands in
    bridge.microphones_found.emit([BUILT_IN, USB])
    assert bar.choice == USB
    assert store.settings.microphone == MicrophoneId("USB microphone", "ALSA")


def test_what_a_person_chooses_is_remembered(
    window: MainWindow, bridge: LiveBridge, store: SettingsStore
) -> None:
    bridge.microphones_found.emit([BUILT_IN, USB])
    window.live.source_bar.chosen.emit(USB)
    assert store.settings.microphone == MicrophoneId("USB microphone", "ALSA")
    assert window.live.source_bar.choice == USB
    talk = AudioFileChoice(Path("/talks/talk.wav"), "talk.wav")
    window.live.source_bar.chosen.emit(talk)
    bridge.microphones_found.emit([USB])
    assert window.live.source_bar.choice == talk
    assert (store.settings.source, store.settings.recording) == ("recording", "/talks/talk.wav")


def test_a_microphone_that_is_plugged_in_is_listed_without_asking(
    make_window: MakeWindow, bridge: LiveBridge, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    plugged = [BUILT_IN]
    monkeypatch.setattr(bridge, "_find_microphones", lambda: list(plugged))
    window = make_window(bridge)
    window.microphone_watch.findChild(QTimer).setInterval(20)
    with qtbot.waitSignal(bridge.microphones_found):
        window.show()
    plugged.append(USB)
    chooser = window.live.source_bar.chooser
    qtbot.waitUntil(lambda: chooser.findText("USB microphone (ALSA)") >= 0)
    assert QApplication.focusWidget() is not chooser
    window.close()


def test_a_source_for_now_stays_until_a_person_chooses(
    window: MainWindow, bridge: LiveBridge, store: SettingsStore
) -> None:
    talk = AudioFileChoice(Path("/talks/talk.wav"), "talk.wav")
    window.memory.choose_for_now(talk)
    bridge.microphones_found.emit([USB])
    assert window.live.source_bar.choice == talk
    assert store.settings.source == "microphone"
    window.live.source_bar.chosen.emit(USB)
    assert window.live.source_bar.choice == USB
