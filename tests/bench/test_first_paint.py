"""From the start of a process to the first paint, against an empty PySide6 window."""

import statistics
import subprocess
import sys
import time

ROUNDS = 7

EMPTY = """
from PySide6.QtWidgets import QApplication, QMainWindow
class Window(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        print('painted', flush=True)
app = QApplication([])
window = Window()
window.resize(1280, 800)
window.show()
app.exec()
"""

OURS = """
from emotion_desktop.ui import startup_frame as frame
paint = frame.Frame.paintEvent
def paint_and_tell(self, event):
    paint(self, event)
    print('painted', flush=True)
frame.Frame.paintEvent = paint_and_tell
from emotion_desktop.__main__ import main
main()
"""

LISTENING = """
from emotion_desktop.services.live.sound_intake import SoundIntake
begin = SoundIntake._begin_session
def begin_and_tell(self, block):
    begin(self, block)
    print('listening', flush=True)
SoundIntake._begin_session = begin_and_tell
from emotion_desktop.app import run_window
from emotion_desktop.launch import LaunchOptions
run_window(LaunchOptions(demo=True))
"""


def seconds_until(line: str, program: str) -> float:
    started_s = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, "-c", program], stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == f"{line}\n"
        passed_s = time.perf_counter() - started_s
        process.kill()
    return passed_s


def test_our_window_is_painted_almost_as_soon_as_an_empty_one() -> None:
    empty_s, ours_s = [], []
    for _ in range(ROUNDS):  # in turn, so that a busy machine slows both
        empty_s.append(seconds_until("painted", EMPTY))
        ours_s.append(seconds_until("painted", OURS))
    ratio = statistics.median(ours_s) / statistics.median(empty_s)
    print(
        f"\nfirst paint, median of {ROUNDS}: empty {statistics.median(empty_s):.2f} s, "
        f"ours {statistics.median(ours_s):.2f} s, ratio {ratio:.2f} (target 1.5)"
    )
    listening_s = seconds_until("listening", LISTENING)
    print(f"until the demo recording is listened to: {listening_s:.1f} s")
    assert ratio <= 1.5
