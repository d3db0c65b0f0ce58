"""The program is killed while it records, or while it recovers, and is started again."""

import os
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Timer
from typing import Any

import pytest
import soundfile

from emotion_desktop.storage.session_folder import session_folder
from tests.system.talking import Talking

Start = Callable[..., "Window"]
#: A window that has done nothing of the kind by then never will.
GIVE_UP_S = 120.0


class Window(Talking):
    """The program in a process of its own, with a hand on its buttons."""

    def __init__(self, home: Path, *arguments: str) -> None:
        folders = {"XDG_DATA_HOME": f"{home}/data", "XDG_CONFIG_HOME": f"{home}/config"}
        super().__init__(
            "tests.system.window_program",
            *arguments,
            env=os.environ | folders,
            stdin=subprocess.PIPE,
        )
        self._end = Timer(GIVE_UP_S, self._process.kill)
        self._end.start()

    def do(self, what: str) -> None:
        self._process.stdin.write(f"{what}\n")
        self._process.stdin.flush()

    def wait_for(self, key: str, holds: Callable[[Any], bool] = lambda _value: True) -> Any:
        def is_told(said: dict[str, Any]) -> bool:
            assert "failed" not in said
            return key in said and holds(said[key])

        return self.read_until(is_told)[key]

    def read_rows(self) -> list[str]:
        """Read what the dialog says once a job is done."""
        self.wait_for("given_up")  # the last that a job tells
        self.do("read_rows")
        return self.wait_for("rows")

    def leave(self) -> int:
        self.do("leave")
        return self._process.wait(GIVE_UP_S)

    def kill(self) -> None:
        self._end.cancel()
        super().kill()


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    windows: list[Window] = []

    def start_window(*arguments: str) -> Window:
        windows.append(Window(tmp_path, *arguments))
        return windows[-1]

    yield start_window
    for window in windows:
        window.kill()


def killed_while_it_records(start: Start) -> float:
    """Return how much was heard."""
    window = start("demo")
    window.wait_for("painted")
    window.do("record")
    window.wait_for("heard_s", lambda heard_s: heard_s >= 3.0)
    window.kill()
    return float(window.last("heard_s"))


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data" / "Emotion Desktop"


def test_what_was_recorded_before_a_kill_is_recovered_by_a_button(start: Start, data: Path) -> None:
    heard_s = killed_while_it_records(start)
    again = start()
    [offered] = again.wait_for("offered")
    again.wait_for("given_up")
    again.do("recover")
    [said] = again.read_rows()
    assert said.startswith("Recovered: 0:0")
    assert "could not be read" not in said
    assert again.leave() == 0
    sound = soundfile.info(session_folder(data, offered) / "sound.flac")
    assert sound.duration >= heard_s - 1.0

    third = start()
    third.wait_for("given_up")
    assert third.said == [{"painted": True}, {"given_up": 0, "button": None, "dialogs": 0}]


def test_closing_during_a_recovery_is_orderly_and_counts_as_no_failure(start: Start) -> None:
    killed_while_it_records(start)
    for _ in range(3):  # one more than a session may fail
        closing = start("slow")
        closing.wait_for("offered")
        closing.do("recover")
        closing.wait_for("share")
        assert closing.leave() == 0
    after = start()
    after.wait_for("offered")
    after.wait_for("given_up", lambda count: count == 0)
    after.do("recover")
    [said] = after.read_rows()
    assert said.startswith("Recovered")
    assert after.leave() == 0


def test_crashes_in_recovery_never_keep_the_window_from_opening(start: Start, data: Path) -> None:
    killed_while_it_records(start)
    for _ in range(2):
        crashing = start("hang")
        [offered] = crashing.wait_for("offered")
        crashing.do("recover")
        crashing.wait_for("share")
        crashing.kill()

    after = start()
    after.wait_for("given_up")
    assert after.said == [
        {"painted": True},
        {"given_up": 1, "button": "Show… (1)", "dialogs": 0},
    ]
    after.do("show_given_up")
    assert after.wait_for("shown") == {offered: str(session_folder(data, offered))}
    assert list(session_folder(data, offered).glob("chunk-*.wav"))
    after.do("recover")  # a person may still insist
    [said] = after.read_rows()
    assert said.startswith("Recovered")
    assert after.last("given_up") == 0
    assert after.leave() == 0
