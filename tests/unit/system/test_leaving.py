"""A process that is left at once."""

import subprocess
import sys

PROGRAM = """
import atexit, threading
from emotion_desktop.system.leaving import leave_at_once
atexit.register(print, "Python has ended")
threading.Thread(target=threading.Event().wait).start()
print("everything is closed")
leave_at_once(143)
"""


def test_a_thread_that_never_ends_and_the_end_of_python_are_not_waited_for() -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], capture_output=True, text=True, timeout=60, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (143, "everything is closed\n", "")
