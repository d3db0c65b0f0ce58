"""A desktop is asked to stay awake, on a real bus; that the program asks is `test_program.py`'s."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]

pytestmark = pytest.mark.skipif(sys.platform in {"win32", "darwin"}, reason="D-Bus is Linux's way")


def watch(*case: str | Path, start: tuple[str, ...] = (), **environment: str) -> dict[str, object]:
    kept = {k: v for k, v in os.environ.items() if k not in {"DISPLAY", "DBUS_SESSION_BUS_ADDRESS"}}
    done = subprocess.run(
        [*start, sys.executable, "-m", "tests.ui.awake_on_a_bus", *map(str, case)],
        cwd=REPOSITORY,
        env=kept | environment,
        check=False,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    # What the bus itself has to say comes first, with its own name.
    said = [line for line in done.stderr.splitlines() if not line.startswith("dbus-daemon[")]
    assert said == []
    return json.loads(done.stdout)


def test_each_purpose_holds_the_screen_saver_off_until_it_is_released() -> None:
    run = shutil.which("dbus-run-session")
    if run is None:
        pytest.skip("there is no dbus-run-session (package dbus-daemon or dbus) on this machine")
    seen = watch("on_a_desktop", start=(run, "--"))
    inhibit = ["org.freedesktop.ScreenSaver", "Inhibit", "Emotion Desktop", "Listening to a voice"]
    assert seen == {"calls": [inhibit] * 3, "gone_after_one": 1, "gone": 3, "ended": [True] * 3}


def test_without_a_bus_nothing_happens(tmp_path: Path) -> None:
    nowhere = f"unix:path={tmp_path / 'none'}"
    assert watch("without_a_bus", DBUS_SESSION_BUS_ADDRESS=nowhere) == {"ended": True}


def test_a_bus_that_never_answers_is_not_waited_for(tmp_path: Path) -> None:
    path = tmp_path / "bus"
    address = f"unix:path={path}"
    seen = watch("on_a_bus_that_never_answers", path, DBUS_SESSION_BUS_ADDRESS=address)
    assert seen == {"ended": False, "ended_at_last": True}
