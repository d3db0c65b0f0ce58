"""The passphrase in the window: asked for, changed, forgotten."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from emotion_desktop.services.bridge.encryption import EncryptionBridge
from emotion_desktop.storage import encryption
from emotion_desktop.storage.key_file import Cost
from emotion_desktop.system.sealing.files import replace_plain
from emotion_desktop.system.sealing.keys import forget_key
from emotion_desktop.ui.idle_lock import IdleLock
from emotion_desktop.ui.passphrase.change import ChangePassphraseDialog, EncryptDialog
from emotion_desktop.ui.passphrase.decrypt import DecryptDialog
from emotion_desktop.ui.passphrase.dialog import PassphraseDialog
from emotion_desktop.ui.passphrase.unlock import UnlockDialog
from emotion_desktop.ui.settings.encryption_field import EncryptionField

TYPED = "four words of it"
WAIT_MS = 60_000


@pytest.fixture
def bridge(tmp_path: Path) -> Iterator[EncryptionBridge]:
    bridge = EncryptionBridge(tmp_path / "data")
    yield bridge
    assert bridge.shut_down()
    forget_key(tmp_path / "data")


@pytest.fixture
def encrypted(bridge: EncryptionBridge, tmp_path: Path) -> EncryptionBridge:
    encryption.encrypt(tmp_path / "data", TYPED, cost=Cost(32, 1, 1))
    return bridge


def shown(dialog: PassphraseDialog, qtbot: QtBot) -> PassphraseDialog:
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def test_a_wrong_passphrase_is_told_and_the_right_one_unlocks(
    encrypted: EncryptionBridge, qtbot: QtBot, tmp_path: Path
) -> None:
    forget_key(tmp_path / "data")
    dialog = UnlockDialog(encrypted, None)
    shown(dialog, qtbot)
    assert dialog.passphrase.echoMode() is QLineEdit.EchoMode.Password
    dialog.passphrase.setText("five words of it")
    with qtbot.waitSignal(encrypted.failed, timeout=WAIT_MS):
        qtbot.keyClick(dialog.passphrase, Qt.Key.Key_Return)
    assert "wrong" in dialog.problem.text()
    assert dialog.isVisible()
    assert encrypted.is_locked
    dialog.passphrase.setText(TYPED)
    with qtbot.waitSignal(dialog.accepted, timeout=WAIT_MS):
        qtbot.keyClick(dialog.passphrase, Qt.Key.Key_Return)
    assert not encrypted.is_locked


def test_a_folder_is_encrypted_once_both_passphrases_are_the_same(
    bridge: EncryptionBridge, qtbot: QtBot, tmp_path: Path
) -> None:
    (tmp_path / "data" / "voices").mkdir(parents=True)
    voice = tmp_path / "data" / "voices" / "0.voice.json"
    replace_plain(voice, b"Ana")
    dialog = EncryptDialog(bridge, None)
    shown(dialog, qtbot)
    assert not dialog.do_button.isEnabled()
    dialog.new.setText("short")
    dialog.repeated.setText("short")
    assert not dialog.do_button.isEnabled()
    dialog.new.setText(TYPED)
    assert not dialog.do_button.isEnabled()
    dialog.repeated.setText(TYPED)
    with qtbot.waitSignal(dialog.accepted, timeout=WAIT_MS):
        dialog.do_button.click()
        dialog.close()  # it stays until that is done
        assert dialog.isVisible()
    assert bridge.is_encrypted
    assert b"Ana" not in voice.read_bytes()


def test_the_passphrase_is_changed(
    encrypted: EncryptionBridge, qtbot: QtBot, tmp_path: Path
) -> None:
    dialog = ChangePassphraseDialog(encrypted, None)
    shown(dialog, qtbot)
    dialog.old.setText(TYPED)
    dialog.new.setText("six other words")
    dialog.repeated.setText("six other words")
    with qtbot.waitSignal(dialog.accepted, timeout=WAIT_MS):
        dialog.do_button.click()
    forget_key(tmp_path / "data")
    encryption.unlock(tmp_path / "data", "six other words")


def test_a_folder_is_decrypted_once_its_passphrase_is_right(
    encrypted: EncryptionBridge, qtbot: QtBot, tmp_path: Path
) -> None:
    voice = tmp_path / "data" / "voices" / "0.voice.json"
    voice.parent.mkdir()
    replace_plain(voice, b"Ana")
    dialog = DecryptDialog(encrypted, None)
    shown(dialog, qtbot)
    dialog.passphrase.setText("five words of it")
    with qtbot.waitSignal(encrypted.failed, timeout=WAIT_MS):
        dialog.do_button.click()
    assert "wrong" in dialog.problem.text()
    assert b"Ana" not in voice.read_bytes()
    dialog.passphrase.setText(TYPED)
    with qtbot.waitSignal(dialog.accepted, timeout=WAIT_MS):
        dialog.do_button.click()
    assert not encrypted.is_encrypted
    assert voice.read_bytes() == b"Ana"


def test_the_settings_offer_what_can_be_done(bridge: EncryptionBridge, qtbot: QtBot) -> None:
    field = EncryptionField()
    qtbot.addWidget(field)
    field.set_bridge(bridge)
    assert field.encrypt_button.isVisible()
    assert not field.lock_button.isVisible()
    assert not field.decrypt_button.isVisible()


def test_the_settings_of_an_encrypted_folder_offer_to_lock_it(
    encrypted: EncryptionBridge, qtbot: QtBot
) -> None:
    field = EncryptionField()
    qtbot.addWidget(field)
    field.set_bridge(encrypted)
    assert not field.encrypt_button.isVisible()
    with qtbot.waitSignal(field.lock_asked, timeout=2000):
        field.lock_button.click()
    with qtbot.waitSignal(field.decrypt_asked, timeout=2000):
        field.decrypt_button.click()


def test_the_program_locks_itself_when_nobody_uses_it_and_it_does_not_work(qtbot: QtBot) -> None:
    busy = [True]
    lock = IdleLock(lambda: busy[0])
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    lock.start(1)
    lock.timer.setTimerType(Qt.TimerType.PreciseTimer)
    lock.timer.start(10_000_000)
    before_ms = lock.timer.remainingTime()
    qtbot.waitUntil(lambda: lock.timer.remainingTime() < before_ms)
    used_ms = lock.timer.remainingTime()
    qtbot.keyClick(window.windowHandle(), Qt.Key.Key_A)
    assert lock.timer.remainingTime() > used_ms
    with qtbot.assertNotEmitted(lock.lock_asked):
        lock.timer.timeout.emit()
    assert lock.timer.isActive()
    busy[0] = False
    with qtbot.waitSignal(lock.lock_asked, timeout=2000):
        lock.timer.timeout.emit()
    assert not lock.timer.isActive()
    lock.start(None)
    assert not lock.timer.isActive()
