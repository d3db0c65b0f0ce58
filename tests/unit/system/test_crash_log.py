"""What nobody expected is written and told of; a crash of the process is found by the next."""

import faulthandler
import logging
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from emotion_desktop.system import crash_log
from emotion_desktop.system.crash_log import CrashLog, ErrorReport, log_path

# What it is about is logged.
pytestmark = pytest.mark.logs

CANARY = "i hate my mother"
CRASHING = """
import faulthandler, sys
from pathlib import Path
from emotion_desktop.system.crash_log import CrashLog
CrashLog(Path(sys.argv[1])).install()
faulthandler._sigsegv()
"""


@pytest.fixture(autouse=True)
def pytest_keeps_its_own_faulthandler(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(faulthandler, "enable", lambda _file: None)
    monkeypatch.setattr(faulthandler, "disable", lambda: None)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def log(data: Path) -> Iterator[CrashLog]:
    log = CrashLog(data)
    log.install()
    yield log
    log.uninstall()


@pytest.fixture
def reports(log: CrashLog) -> list[ErrorReport]:
    reports: list[ErrorReport] = []
    log.add_listener(reports.append)
    return reports


def fail() -> None:
    raise ValueError(CANARY)


def pass_to_the_hook() -> None:
    try:
        fail()
    except ValueError:
        sys.excepthook(*sys.exc_info())


def test_an_error_in_a_slot_is_written_and_told_without_its_message(
    log: CrashLog, reports: list[ErrorReport]
) -> None:
    pass_to_the_hook()
    (report,) = reports
    written = log.path.read_text(encoding="utf-8")
    for text in (report.text, written):
        assert "test_crash_log.py" in text
        assert "ValueError" in text
        assert CANARY not in text
    assert "emotion-desktop" in report.text
    assert not report.crashed


def test_an_error_in_a_thread_is_told(reports: list[ErrorReport]) -> None:
    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
    assert "ValueError" in reports[0].text
    ending = threading.Thread(target=sys.exit)
    ending.start()
    ending.join()
    assert len(reports) == 1


def test_an_error_while_something_is_collected_is_told(reports: list[ErrorReport]) -> None:
    class Broken:
        def __del__(self) -> None:
            fail()

    Broken()
    assert "ValueError" in reports[0].text


def test_an_error_that_comes_with_every_frame_is_told_once_and_counted(
    log: CrashLog, reports: list[ErrorReport]
) -> None:
    for _ in range(250):
        pass_to_the_hook()
    assert len(reports) == 1
    written = log.path.read_text(encoding="utf-8")
    assert "came 10 times" in written
    assert "came 100 times" in written
    assert written.count("fail()") < 12


def test_a_listener_that_fails_does_not_call_itself(
    log: CrashLog, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail_too(_report: ErrorReport) -> None:
        raise RuntimeError("the window is gone")

    log.add_listener(fail_too)
    pass_to_the_hook()
    assert "the window is gone" in capsys.readouterr().err


def test_an_interruption_is_no_error(log: CrashLog, reports: list[ErrorReport]) -> None:
    sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert reports == []


@pytest.fixture
def two_kilobytes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crash_log, "MAX_BYTES", 2_000)


@pytest.mark.usefixtures("two_kilobytes")
def test_the_log_stays_small(log: CrashLog) -> None:
    for number in range(200):
        logging.getLogger("emotion_desktop.x").warning("number %d", number)
    files = sorted(log.path.parent.glob("emotion-desktop.log*"))
    assert len(files) == 1 + crash_log.N_OLD_FILES
    assert all(path.stat().st_size <= 2_000 for path in files)


@pytest.mark.skipif(os.name == "nt", reason="POSIX permissions")
def test_only_its_owner_may_read_the_log(log: CrashLog, data: Path) -> None:
    pass_to_the_hook()
    assert data.stat().st_mode & 0o077 == 0
    assert log.path.parent.stat().st_mode & 0o077 == 0


def test_a_run_in_which_nothing_went_wrong_leaves_nothing(data: Path) -> None:
    hooks = sys.excepthook, threading.excepthook, sys.unraisablehook
    log = CrashLog(data)
    log.install()
    assert data.exists()
    log.uninstall()
    assert not data.exists()
    assert (sys.excepthook, threading.excepthook, sys.unraisablehook) == hooks


def test_a_folder_that_cannot_be_made_ends_nothing(tmp_path: Path) -> None:
    blocking = tmp_path / "file"
    blocking.touch()
    log = CrashLog(blocking / "data")
    log.install()
    log.uninstall()


def test_a_crash_of_the_process_is_known_at_the_next_start(data: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", CRASHING, str(data)], timeout=60, check=False, capture_output=True
    )
    assert done.returncode != 0
    log = CrashLog(data)
    log.install()
    try:
        assert log.crash is not None
        assert log.crash.crashed
        assert "Segmentation fault" in log.crash.text or "access violation" in log.crash.text
        assert "Segmentation fault" in log_path(data).read_text(encoding="utf-8")
    finally:
        log.uninstall()
    again = CrashLog(data)
    again.install()
    again.uninstall()
    assert again.crash is None


@pytest.mark.skipif(os.name == "nt", reason="POSIX processes")
def test_what_a_running_process_holds_open_stays(data: Path, log: CrashLog) -> None:
    other = data / "logs" / f"running-{os.getppid()}.txt"
    killed = data / "logs" / "running-999999999.txt"
    for path in (other, killed):
        path.touch()
    second = CrashLog(data)
    second.install()
    second.uninstall()
    assert second.crash is None
    assert other.exists()
    assert not killed.exists()
    other.unlink()
