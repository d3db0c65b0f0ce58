"""A fault while a session runs: what the program as a process of its own leaves of it."""

import json
import os
import subprocess
import sys
from pathlib import Path

#: Runs the demo, fails whenever an utterance is shown, with its words in the error, and ends.
PROGRAM = """
import json, sys
from emotion_desktop.ui.live.page import LivePage
from PySide6.QtWidgets import QApplication

seen = []

def fail(self, event):
    if event.utterance.transcript.text:  # a slow machine may leave words out
        seen.append(event.utterance.transcript.text)
    if len(seen) == 2:
        notice = self.window().findChild(NoticeBar)
        print(json.dumps({"words": seen, "notice": notice.label.text()}), flush=True)
        QApplication.exit(0)
    raise ValueError(f"no picture for {event.utterance.transcript.text}")

fail.__name__ = "_on_utterance"
LivePage._on_utterance = fail
from emotion_desktop.ui.notice_bar import NoticeBar
from emotion_desktop.system.environment import prepare
prepare()
from emotion_desktop.app import run_window
from emotion_desktop.launch import LaunchOptions
sys.exit(run_window(LaunchOptions(demo=True)))
"""


def test_an_error_is_written_without_the_words_that_it_is_about(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        env=os.environ | {"XDG_DATA_HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path / "c")},
        capture_output=True,
        text=True,
        timeout=200,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    shown = json.loads(done.stdout.splitlines()[-1])
    assert shown["notice"] == "An internal error occurred."
    (log,) = tmp_path.rglob("emotion-desktop.log")
    written = log.read_text(encoding="utf-8")
    assert "ValueError" in written
    assert [words for words in shown["words"] if words in written] == []
    assert [words for words in shown["words"] if words in done.stderr] != []  # the terminal's
    assert list(tmp_path.rglob("running-*.txt")) == []
