"""Kiosk mode, from the chord that leads out to the microphone that comes back."""

from collections.abc import Iterator

import numpy as np
import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QFontMetrics, QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from emotion_desktop.audio.noise_gate import NoiseGate
from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.domain.kiosk import KioskOptions
from emotion_desktop.domain.live_events import (
    Failed,
    ProvisionalWords,
    SourceEnded,
    SourceNotice,
    WindowReady,
)
from emotion_desktop.domain.microphone import MicrophoneId
from emotion_desktop.services.bridge.live import LiveBridge
from emotion_desktop.services.engine import EngineCache
from emotion_desktop.services.source_choice import AudioFileChoice, MicrophoneChoice
from emotion_desktop.ui.kiosk import session as kiosk_session
from emotion_desktop.ui.kiosk.parts import FitLabel
from emotion_desktop.ui.kiosk.window import ATTRACT_AFTER_S, KioskWindow
from tests.engine_double import EngineDouble
from tests.ui.conftest import open_eight_times_as_fast
from tests.ui.kiosk.conftest import MakeStand
from tests.ui.kiosk.stand import CONTROL_SHIFT, USB, Stand
from tests.ui.live_events import utterance, window

WAIT_MS = 20_000


@pytest.fixture
def kiosk(bridge: LiveBridge, qtbot: QtBot, demo: AudioFileChoice) -> Iterator[KioskWindow]:
    kiosk = KioskWindow(bridge, NoiseGate(), KioskOptions(), recording=demo)
    qtbot.addWidget(kiosk)
    kiosk.enter()
    yield kiosk
    kiosk.leave()


@pytest.fixture
def demo() -> AudioFileChoice:
    from emotion_desktop.composition import demo_recording  # noqa: PLC0415 (heavy)

    return demo_recording()


def test_the_demo_is_shown_and_only_the_chord_leads_out(
    kiosk: KioskWindow, bridge: LiveBridge, qtbot: QtBot
) -> None:
    assert kiosk.isFullScreen()
    windows: list[object] = []
    bridge.window_ready.connect(windows.append)
    qtbot.waitUntil(lambda: bool(windows), timeout=WAIT_MS)
    qtbot.waitUntil(lambda: kiosk.stage.headline.text == "Hard to tell", timeout=WAIT_MS)
    assert "Nothing is kept" in kiosk.notice.text()
    assert kiosk.notice.isVisible()
    kiosk.activateWindow()
    qtbot.waitUntil(kiosk.isActiveWindow)
    for key in (Qt.Key.Key_Escape, Qt.Key.Key_F11, Qt.Key.Key_Q, Qt.Key.Key_Space):
        qtbot.keyClick(kiosk, key)
        qtbot.keyClick(kiosk, key, Qt.KeyboardModifier.ControlModifier)
    assert not kiosk.close()
    assert kiosk.isVisible()
    assert bridge.running
    with qtbot.waitSignal(kiosk.left, timeout=WAIT_MS):
        qtbot.keyClick(kiosk, Qt.Key.Key_F11, CONTROL_SHIFT)
    assert not kiosk.isVisible()
    assert not bridge.running
    assert kiosk.stage.words.words == ""


def test_models_that_do_not_load_are_said_and_tried_again(
    qtbot: QtBot, demo: AudioFileChoice
) -> None:
    tries = []

    def load() -> EngineDouble:
        tries.append(1)
        if len(tries) == 1:
            raise UserFacingError("The models are damaged", "Install the program again.")
        return EngineDouble()

    bridge = LiveBridge(EngineCache(load), open_eight_times_as_fast, list)
    kiosk = KioskWindow(bridge, NoiseGate(), KioskOptions(), recording=demo)
    qtbot.addWidget(kiosk)
    with qtbot.waitSignal(bridge.failed, timeout=WAIT_MS):
        kiosk.enter()
        assert kiosk.views.currentWidget() is kiosk.message
    assert "The models are damaged" in kiosk.message.detail.text()
    with qtbot.waitSignal(bridge.session_started, timeout=WAIT_MS):
        pass
    assert kiosk.views.currentWidget() is kiosk.stage
    with qtbot.waitSignal(kiosk.left, timeout=WAIT_MS):
        kiosk.leave()
    assert bridge.shut_down()


def test_a_result_is_shown_with_its_words_and_an_uncertain_one_is_a_result_too(
    stand: Stand,
) -> None:
    stage = stand.window.stage
    stand.hear(speaking=True)
    stand.bridge.window_ready.emit(WindowReady(window(2.0, "anger")))
    assert "Anger 70%" in stage.bars.accessibleDescription()
    stand.bridge.provisional_ready.emit(ProvisionalWords(2.0, 3.0, "we <b>have"))
    assert stage.words.words == "we <b>have"
    assert "&lt;b&gt;" in stage.words.text()
    stand.hear(speaking=False)
    stand.bridge.utterance_ready.emit(utterance(0, 2.0, "we have won", label="happiness"))
    assert (stage.headline.text, stage.detail.text) == ("Happiness", "Probability 70%")
    assert stage.words.words == "we have won"
    stand.bridge.window_ready.emit(WindowReady(window(3.0, "anger")))
    assert "Happiness 70%" in stage.bars.accessibleDescription(), "the sentence counts, not its end"
    stand.bridge.utterance_ready.emit(utterance(1, 6.0, "well", label="fear", uncertain=True))
    assert (stage.headline.text, stage.detail.text) == ("Hard to tell", "Fear or Anger")
    assert stage.words.words == "we have won well"


def test_silence_forgets_the_visitor_and_invites_the_next_until_a_voice_is_heard(
    stand: Stand,
) -> None:
    stage = stand.window.stage
    stand.hear(speaking=True)
    stand.bridge.window_ready.emit(WindowReady(window(2.0)))
    stand.bridge.utterance_ready.emit(utterance(0, 2.0, "a private thing"))
    stand.hear(speaking=False, after_s=ATTRACT_AFTER_S - 1)
    assert stand.shown is stage
    assert stage.words.words == "a private thing"
    stand.hear(speaking=False, after_s=1)
    assert stand.shown is stand.window.attract
    assert stage.words.words == ""
    assert "private" not in stage.words.text()
    assert stage.headline.text == "Speak now"
    assert stage.curves.runs() == []
    assert not stage.bars.accessibleDescription()
    stand.hear(speaking=True)
    assert stand.shown is stage
    assert stage.headline.text == "Listening…"


def test_what_is_not_seen_does_not_move(stand: Stand) -> None:
    timers = stand.window.attract.findChildren(QTimer)
    assert len(timers) == 2  # of the words and of the wave
    assert not any(timer.isActive() for timer in timers)
    stand.hear(speaking=False, after_s=ATTRACT_AFTER_S)
    assert all(timer.isActive() and timer.interval() >= 40 for timer in timers)
    stand.hear(speaking=True)
    assert not any(timer.isActive() for timer in timers)


def test_the_visitor_is_forgotten_also_while_the_microphone_is_away(stand: Stand) -> None:
    stand.bridge.utterance_ready.emit(utterance(0, 2.0, "a private thing"))
    stand.bridge.source_noticed.emit(SourceNotice("lost", "USB was unplugged", 8.0))
    assert stand.shown is stand.window.message
    assert stand.window.message.detail.text() == "USB was unplugged"
    stand.hear(speaking=False, after_s=ATTRACT_AFTER_S)
    assert stand.shown is stand.window.message
    assert stand.window.stage.words.words == ""
    stand.bridge.source_noticed.emit(SourceNotice("returned", "USB is back", 99.0))
    assert stand.shown is not stand.window.message


def test_a_session_that_breaks_is_tried_again_for_ever_and_ever_more_slowly(stand: Stand) -> None:
    waits = []
    for _ in range(6):
        stand.bridge.end(Failed(ValueError("shape")))
        waits.append(stand.retry_s)
        assert "ValueError: shape" in stand.window.message.detail.text()
        stand.let_retry()
        assert stand.bridge.running
    assert waits == [1, 2, 5, 10, 10, 10]
    stand.bridge.begin()
    stand.hear(speaking=False, end_s=kiosk_session.WORKED_S + 1)
    stand.bridge.end(SourceEnded("USB cannot be opened"))
    assert stand.shown is stand.window.message
    assert stand.retry_s == 1


def test_a_microphone_that_is_not_there_is_waited_for(make_stand: MakeStand) -> None:
    stand = make_stand(KioskOptions(microphone=MicrophoneId("Headset", "ALSA")))
    assert stand.bridge.started == []
    assert "Headset" in stand.window.message.detail.text()
    assert stand.retry_s == 1
    headset = MicrophoneChoice("Headset", "ALSA")
    stand.bridge.microphones = [USB, headset]
    stand.let_retry()
    assert stand.bridge.started == [headset]


def test_an_old_session_begins_anew_when_nobody_speaks(stand: Stand) -> None:
    stand.hear(speaking=True, end_s=kiosk_session.RENEW_AFTER_S + 1)
    stand.hear(speaking=False, end_s=kiosk_session.RENEW_AFTER_S + 5, after_s=4)
    assert stand.bridge.started == [USB]
    stand.hear(speaking=False, end_s=kiosk_session.RENEW_AFTER_S + 12, after_s=7)
    assert stand.bridge.started == [USB, USB]
    assert stand.window.session.state.kind == "listening", "visitors see nothing of it"


@pytest.mark.parametrize("size", [(1280, 800), (1920, 1080), (3840, 2160)])
def test_everything_is_large_and_nothing_is_cut_off(stand: Stand, size: tuple[int, int]) -> None:
    kiosk, (width, height) = stand.window, size
    kiosk.setWindowState(Qt.WindowState.WindowNoState)
    kiosk.resize(width, height)
    stand.hear(speaking=True)
    stand.bridge.utterance_ready.emit(utterance(0, 2.0, "word " * 50, label="happiness"))
    assert (kiosk.width(), kiosk.height()) == size
    assert kiosk.stage.headline.height() > height / 6
    assert kiosk.stage.bars.height() > height / 3
    words = kiosk.stage.words
    assert words.font().pixelSize() > height / 27
    assert words.heightForWidth(words.width()) <= words.height()
    assert kiosk.notice.font().pixelSize() >= height / 40
    assert kiosk.notice.geometry().bottom() <= height


def test_a_line_is_as_large_as_it_may_be_and_never_wider_than_its_room(qtbot: QtBot) -> None:
    label = FitLabel(38)
    qtbot.addWidget(label)
    label.set_unit(0.5)
    label.show_text("Sieben Emotionen, die eine Stimme ausdrücken kann")
    for width in range(150, 700):
        label.resize(width, label.height())
        font = label.fitting_font()
        assert QFontMetrics(font).horizontalAdvance(label.text) <= width
    assert font.pixelSize() == 19


def test_lost_sound_breaks_the_curves_of_the_kiosk(stand: Stand) -> None:
    curves = stand.window.stage.curves
    for start_s in (0.0, 0.5, 2.5):
        curves.add(window(start_s))  # they end at 3.0, 3.5 and 5.5
    curves.show_until(6.0, np.empty((0, 2)))
    assert [len(run) for run in curves.runs()] == [3]
    curves.show_until(6.0, np.array([[3.6, 4.4]]))
    assert [len(run) for run in curves.runs()] == [2, 1]
    assert not curves.grab().isNull()


@pytest.mark.parametrize("how", ["showMinimized", "showNormal", "showMaximized"])
def test_a_kiosk_fills_the_screen_again_by_itself(stand: Stand, how: str, qtbot: QtBot) -> None:
    getattr(stand.window, how)()
    qtbot.waitUntil(lambda: stand.window.isFullScreen() and not stand.window.isMinimized())
    assert stand.window.isVisible()


def test_a_kiosk_that_was_left_stays_away(stand: Stand, qtbot: QtBot) -> None:
    stand.window.showMinimized()
    with qtbot.waitSignal(stand.window.left):
        stand.window.leave()
    QApplication.processEvents()
    assert not stand.window.isVisible()


@pytest.mark.logs
def test_a_window_that_was_destroyed_from_outside_is_opened_anew(
    stand: Stand, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QGuiApplication, "platformName", lambda: "xcb")
    qtbot.waitUntil(stand.window.windowHandle().isExposed)
    stand.hear(speaking=False)
    stand.window.windowHandle().destroy()
    stand.hear(speaking=False, after_s=1.0)
    assert not stand.window.windowHandle().isExposed()
    stand.hear(speaking=False, after_s=1.5)
    qtbot.waitUntil(lambda: stand.window.windowHandle().isExposed())
    assert stand.window.isFullScreen()
    assert stand.bridge.running  # what is heard goes on
