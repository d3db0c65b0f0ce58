"""The operator page of kiosk mode: shut to visitors, open to who knows the PIN."""

import math

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from emotion_desktop.domain.kiosk import KioskOptions
from emotion_desktop.domain.microphone import MicrophoneId
from emotion_desktop.domain.pin import FIRST_WAIT_S, FREE_TRIES, hash_pin
from tests.ui.kiosk.conftest import MakeStand
from tests.ui.kiosk.stand import BUILT_IN, CONTROL_SHIFT, USB, Stand


def test_the_operator_chooses_behind_a_pin(make_stand: MakeStand, qtbot: QtBot) -> None:
    stand = make_stand(KioskOptions(threshold_dbfs=-40.0, pin_hash=hash_pin("2468")))
    assert stand.gate.threshold_dbfs == -40
    stand.window.activateWindow()
    qtbot.waitUntil(stand.window.isActiveWindow)
    qtbot.keyClick(stand.window, Qt.Key.Key_O, CONTROL_SHIFT)
    page = stand.window.operator
    qtbot.waitUntil(page.isActiveWindow)
    page.frames.stop()
    page.frames.timeout.emit()
    qtbot.keyClicks(page.pin, "1111")
    qtbot.keyClick(page.pin, Qt.Key.Key_Return)
    assert not page.microphone.isVisible()
    assert page.refused.text() == "Wrong PIN."
    qtbot.keyClicks(page.pin, "2468")
    qtbot.keyClick(page.pin, Qt.Key.Key_Return)
    assert page.microphone.isVisible()
    with qtbot.waitSignal(stand.window.options_changed) as changed:
        page.threshold.setValue(-25)
    assert changed.args[0].threshold_dbfs == stand.gate.threshold_dbfs == -25
    with qtbot.waitSignal(stand.window.options_changed) as changed:
        page.microphone.setCurrentIndex(page.microphone.findText(BUILT_IN.title))
        page.microphone.activated.emit(page.microphone.currentIndex())
    assert changed.args[0].microphone == MicrophoneId("Built-in", "ALSA")
    assert stand.bridge.started == [USB, BUILT_IN]
    page.threshold.setValue(page.threshold.minimum())
    assert stand.gate.threshold_dbfs == -math.inf


def test_wrong_pins_count_also_when_the_page_is_closed_between(
    make_stand: MakeStand, qtbot: QtBot
) -> None:
    stand = make_stand(KioskOptions(pin_hash=hash_pin("2468")))
    for _ in range(FREE_TRIES):
        page = stand.open_operator_page()
        page.pin.setText("0000")
        qtbot.keyClick(page.pin, Qt.Key.Key_Return)
        page.close()
        assert stand.window.operator is None
    page = stand.open_operator_page()
    page.frames.timeout.emit()
    assert not page.pin.isEnabled()
    assert "Try again in" in page.refused.text()


def test_without_a_pin_the_operator_page_stays_shut(stand: Stand, qtbot: QtBot) -> None:
    page = stand.open_operator_page()
    qtbot.waitUntil(page.isActiveWindow)
    for text in ("", "0000"):
        page.pin.setText(text)
        page.pin.returnPressed.emit()
    assert not page.pin.isVisible()
    assert not page.microphone.isVisible()
    assert page.pages.currentIndex() == 0


def test_the_right_pin_is_taken_after_the_wait_by_keyboard_alone(
    make_stand: MakeStand, qtbot: QtBot
) -> None:
    stand = make_stand(KioskOptions(pin_hash=hash_pin("2468")))
    page = stand.open_operator_page()
    qtbot.waitUntil(page.isActiveWindow)

    def type_keys(text: str) -> None:
        qtbot.keyClicks(QApplication.focusWidget() or page, text)
        qtbot.keyClick(QApplication.focusWidget() or page, Qt.Key.Key_Return)

    for _ in range(FREE_TRIES):
        type_keys("0000")
    page.frames.timeout.emit()
    assert not page.pin.isEnabled()
    type_keys("")  # Return during the wait, on whatever has the focus now
    stand.now_s += FIRST_WAIT_S
    page.frames.timeout.emit()
    assert page.pin.hasFocus()
    type_keys("")
    page.frames.timeout.emit()
    assert page.pin.isEnabled()  # no PIN is no wrong one
    type_keys("2468")
    assert page.pages.currentIndex() == 1
