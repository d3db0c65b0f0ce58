"""Sessions that were cut off are offered, recovered and discarded without holding the window."""

import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.services.bridge.recovery import RecoveryBridge
from emotion_desktop.services.recording import recovery
from emotion_desktop.services.recording.recovery import Recovered, UnfinishedSession
from emotion_desktop.ui.recovery.dialog import RecoveryDialog

ONE, TWO = "20261122T093000Z-000001", "20261122T093000Z-000002"


def unfinished(name: str, attempts: int = 0) -> UnfinishedSession:
    started_at = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
    return UnfinishedSession(Path("data"), name, started_at, "USB microphone", 75.0, attempts)


@pytest.fixture
def bridge(tmp_path: Path, qapp: object) -> Iterator[RecoveryBridge]:
    bridge = RecoveryBridge(tmp_path)
    yield bridge
    assert bridge.shut_down()


@pytest.fixture
def dialog(bridge: RecoveryBridge, qtbot: QtBot) -> Iterator[RecoveryDialog]:
    parent = QWidget()
    parent.resize(900, 600)
    qtbot.addWidget(parent)
    dialog = RecoveryDialog(bridge, [unfinished(ONE), unfinished(TWO)], parent)
    dialog.show()
    yield dialog
    parent.close()


def test_a_session_is_recovered_with_progress(
    bridge: RecoveryBridge,
    dialog: RecoveryDialog,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    half, go_on = threading.Event(), threading.Event()

    def recover(session: UnfinishedSession, on_progress, is_cancelled) -> Recovered:
        assert threading.current_thread() is not threading.main_thread()
        on_progress(0.5)
        half.set()
        assert go_on.wait(10)
        return Recovered(session.id, 74.0, 1.0)

    monkeypatch.setattr(recovery, "recover", recover)
    row = dialog.rows[ONE]
    assert row.detail.text() == "1:15 of audio from USB microphone"
    row.recover_button.click()
    assert not row.recover_button.isEnabled()
    qtbot.waitUntil(lambda: row.bar.value() == 50)
    with qtbot.waitSignal(bridge.recovered):
        go_on.set()
    assert row.detail.text() == "Recovered: 1:14 of audio. 1.0 s could not be read."
    assert not row.recover_button.isVisible()
    assert dialog.rows[TWO].recover_button.isEnabled()
    assert dialog.close_button.text() == "Later"


def test_what_fails_says_why_and_can_be_tried_again(
    bridge: RecoveryBridge,
    dialog: RecoveryDialog,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail(*_: object) -> None:
        raise UserFacingError("The disk is full", "Make room.")

    monkeypatch.setattr(recovery, "recover", fail)
    with qtbot.waitSignal(bridge.failed):
        dialog.rows[TWO].recover_button.click()
    assert dialog.rows[TWO].detail.text() == "The disk is full. Make room."
    assert dialog.rows[TWO].recover_button.isEnabled()


def test_discarding_asks_first(
    bridge: RecoveryBridge,
    dialog: RecoveryDialog,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    gone: list[str] = []
    monkeypatch.setattr(recovery, "discard", lambda session: gone.append(session.id))
    answers = iter([QMessageBox.StandardButton.No, *[QMessageBox.StandardButton.Yes] * 2])
    monkeypatch.setattr(QMessageBox, "question", lambda *_: next(answers))
    row = dialog.rows[ONE]
    row.discard_button.click()
    assert row.discard_button.isEnabled()
    assert not bridge.busy
    for name in (ONE, TWO):
        with qtbot.waitSignal(bridge.discarded):
            dialog.rows[name].discard_button.click()
    assert gone == [ONE, TWO]
    assert dialog.close_button.text() == "Close"


def test_what_is_not_offered_any_more_shows_where_its_files_lie(
    bridge: RecoveryBridge, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()))
    monkeypatch.setattr(recovery, "discard", lambda _session: None)
    monkeypatch.setattr(QMessageBox, "question", lambda *_: QMessageBox.StandardButton.Yes)
    parent = QWidget()
    qtbot.addWidget(parent)
    given_up = unfinished(ONE, recovery.MAX_ATTEMPTS)
    dialog = RecoveryDialog(bridge, [given_up], parent)
    dialog.show()
    row = dialog.rows[ONE]
    assert row.folder.isVisible()
    row.folder_button.click()
    assert opened == [row.folder.text()] == [str(given_up.folder)]
    with qtbot.waitSignal(bridge.given_up) as left:
        row.discard_button.click()
    assert left.args == [[]]
    assert not row.folder_button.isVisible()


def test_a_crash_while_looking_is_said_and_nothing_more(
    bridge: RecoveryBridge, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def crash(*_: object) -> None:
        raise UserFacingError("The database is newer", "Install the newest version.")

    monkeypatch.setattr(recovery, "find_unfinished", crash)
    with qtbot.waitSignal(bridge.failed) as failed:
        bridge.look()
    assert failed.args == ["", "The database is newer. Install the newest version."]


def test_an_empty_folder_offers_nothing_and_stays_empty(
    bridge: RecoveryBridge, tmp_path: Path
) -> None:
    found = []
    bridge.found.connect(found.append)
    bridge.look()
    assert bridge.shut_down()
    assert list(tmp_path.iterdir()) == []
    assert found == []


def test_the_end_of_the_program_cancels_what_goes_on_and_what_waits(
    bridge: RecoveryBridge, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun = threading.Event()
    began: list[str] = []

    def recover(session: UnfinishedSession, on_progress, is_cancelled) -> Recovered:
        began.append(session.id)
        begun.set()
        while not is_cancelled():
            on_progress(0.1)
        raise recovery.RecoveryCancelledError

    monkeypatch.setattr(recovery, "recover", recover)
    told: list[object] = []
    bridge.failed.connect(lambda *what: told.append(what))
    bridge.recovered.connect(told.append)
    for name in (ONE, TWO):
        bridge.recover(unfinished(name))
    assert begun.wait(10)
    assert bridge.shut_down()
    assert not bridge.busy
    assert (began, told) == ([ONE], [])
