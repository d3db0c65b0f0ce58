"""A fault of the program itself is seen by the person in front of it."""

import faulthandler
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot, qWarning
from PySide6.QtGui import QGuiApplication, QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from emotion_desktop import app as start
from emotion_desktop.app import Startup
from emotion_desktop.services.bridge.errors import (
    ErrorBridge,
    leave_qt_messages,
    log_qt_messages,
)
from emotion_desktop.system.crash_log import CrashLog, ErrorReport
from emotion_desktop.ui.appearance import Appearance
from emotion_desktop.ui.error_dialog import ErrorDialog
from emotion_desktop.ui.notice_bar import NoticeBar
from emotion_desktop.ui.settings_store import SettingsStore
from emotion_desktop.ui.startup_frame import Frame

CANARY = "i hate my mother"

# pytest-qt would take the errors for those of the tests.
pytestmark = [pytest.mark.qt_no_exception_capture, pytest.mark.logs]


@pytest.fixture
def crash_log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[CrashLog]:
    monkeypatch.setattr(faulthandler, "enable", lambda _file: None)  # pytest's own stays
    monkeypatch.setattr(faulthandler, "disable", lambda: None)
    log = CrashLog(tmp_path / "data")
    log.install()
    yield log
    log.uninstall()


@pytest.fixture
def notice(crash_log: CrashLog, qtbot: QtBot) -> Iterator[NoticeBar]:
    notice = NoticeBar()
    qtbot.addWidget(notice)
    errors = ErrorBridge(crash_log)
    errors.happened.connect(notice.show_report, Qt.ConnectionType.QueuedConnection)
    yield notice
    errors.deleteLater()


class Failing(QObject):
    asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.asked.connect(self.fail)

    @Slot()
    def fail(self) -> None:
        raise ValueError(CANARY)


@pytest.fixture
def failing(qapp: QApplication) -> Failing:
    return Failing()


def test_a_slot_that_raises_shows_the_notice(
    notice: NoticeBar, failing: Failing, qtbot: QtBot
) -> None:
    failing.asked.emit()
    qtbot.waitUntil(lambda: not notice.isHidden())
    assert notice.label.text() == "An internal error occurred."
    notice.copy_button.click()
    copied = QGuiApplication.clipboard().text()
    assert "ValueError" in copied
    assert "test_internal_errors.py" in copied
    assert CANARY not in copied
    assert notice.copy_button.text() == "Copied"


def test_the_details_are_those_that_are_copied(
    notice: NoticeBar, failing: Failing, qtbot: QtBot
) -> None:
    failing.asked.emit()
    qtbot.waitUntil(lambda: not notice.isHidden())
    notice.details_button.click()
    dialog = notice.findChild(ErrorDialog) or notice.window().findChild(ErrorDialog)
    assert dialog is not None
    shown = dialog.text.toPlainText()
    assert "raise ValueError(CANARY)" in shown
    QGuiApplication.clipboard().clear()
    dialog.copy_button.click()
    assert QGuiApplication.clipboard().text() == shown
    dialog.reject()


def test_an_error_on_a_worker_or_while_painting_is_told_by_the_event_loop(
    notice: NoticeBar, failing: Failing, qtbot: QtBot
) -> None:
    class Painted(QWidget):
        def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
            raise KeyError(CANARY)

    worker = threading.Thread(target=failing.fail)
    worker.start()
    worker.join()
    assert notice.isHidden()
    qtbot.waitUntil(lambda: not notice.isHidden())
    notice.button.click()
    painted = Painted()
    qtbot.addWidget(painted)
    painted.show()
    qtbot.waitUntil(lambda: not notice.isHidden())
    notice.details_button.click()
    dialog = notice.window().findChild(ErrorDialog)
    assert "KeyError" in dialog.text.toPlainText()
    dialog.reject()


def test_another_notice_takes_the_place_of_an_error(
    notice: NoticeBar, failing: Failing, qtbot: QtBot
) -> None:
    failing.asked.emit()
    qtbot.waitUntil(lambda: not notice.isHidden())
    notice.tell_good("Done.")
    assert notice.details_button.isHidden()
    assert notice.copy_button.isHidden()


def test_a_crash_of_the_last_run_is_told_as_such(notice: NoticeBar) -> None:
    notice.show_report(ErrorReport(crashed=True, text="Segmentation fault"))
    assert notice.label.text() == "The program closed unexpectedly the last time it ran."
    assert not notice.details_button.isHidden()


@pytest.mark.qt_log_ignore("nobody likes me")
def test_warnings_of_qt_go_to_the_log(crash_log: CrashLog) -> None:
    log_qt_messages()
    try:
        qWarning("nobody likes me")
    finally:
        leave_qt_messages()
    assert "Qt (default): nobody likes me" in crash_log.path.read_text(encoding="utf-8")


@pytest.fixture
def opening(
    store: SettingsStore, crash_log: CrashLog, qapp: QApplication, qtbot: QtBot
) -> Iterator[Callable[[], Startup]]:
    palette = qapp.palette()
    frame = Frame()
    qtbot.addWidget(frame)
    frame.show()
    opening = Startup(frame, store, None, crash_log)
    yield lambda: opening
    opening.end()
    for appearance in qapp.findChildren(Appearance):
        appearance.deleteLater()
    qapp.setPalette(palette)


def test_a_fault_at_the_start_is_told_and_ends_the_program(
    opening: Callable[[], Startup],
    crash_log: CrashLog,
    qapp: QApplication,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail(*_: object) -> None:
        raise ValueError(CANARY)

    ended: list[int] = []
    monkeypatch.setattr("emotion_desktop.composition.Application.__init__", fail)
    monkeypatch.setattr(start.QApplication, "exit", ended.append)
    opening().fill()
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, ErrorDialog)
    assert "ValueError" in dialog.text.toPlainText()
    assert "ValueError" in crash_log.path.read_text(encoding="utf-8")
    QTimer.singleShot(0, dialog.reject)
    qtbot.waitUntil(lambda: ended == [1])
