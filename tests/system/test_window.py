"""The window as a process of its own, on the offscreen platform."""

import signal
import subprocess
import sys

import pytest

PROGRAM = """
import sys
from emotion_desktop.ui.main_window import MainWindow
paint = MainWindow.showEvent
def show(self, event):
    paint(self, event)
    print('painted', flush=True)
MainWindow.showEvent = show
from emotion_desktop.cli.main import main
main([])
"""


@pytest.mark.skipif(sys.platform == "win32", reason="signals are POSIX")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_idle_window_ends_on_a_signal(number: signal.Signals) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", PROGRAM],
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "painted\n"
        process.send_signal(number)
        try:
            process.wait(timeout=200)  # models that are being loaded are waited for
        finally:
            process.kill()
        assert process.returncode == 128 + number
