"""What the program relies on in Qt and in its own imports."""

import subprocess
import sys
from pathlib import Path

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

#: None of these may be imported before the window is painted.
HEAVY = ("torch", "transformers", "faster_whisper", "ctranslate2", "librosa", "sounddevice", "av")

PAINT_AND_LIST_MODULES = """
import sys
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication
app = QApplication([])
from emotion_desktop.composition import Application
from emotion_desktop.ui.startup_frame import Frame
from emotion_desktop.ui.settings_store import SettingsStore
program = Application(SettingsStore(QSettings(sys.argv[1], QSettings.Format.IniFormat)))
program.window.first_painted.disconnect()
program.window.first_painted.connect(app.quit)
frame = Frame()
program.fill(frame)
frame.show()
app.exec()
print(*sys.modules)
program.shut_down()
program.destroy()
"""


def test_qt_calls_do_not_lose_references_to_none(qtbot: QtBot) -> None:
    # PySide6 6.12.0 on CPython 3.11 aborts after some 4,500 calls that return None.
    label = QLabel()
    qtbot.addWidget(label)
    before = sys.getrefcount(None)
    for index in range(200_000):
        label.setText("a" if index % 2 else "b")
    assert sys.getrefcount(None) > before - 100


def test_nothing_heavy_is_imported_before_the_first_paint(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", PAINT_AND_LIST_MODULES, str(tmp_path / "settings.ini")],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    modules = done.stdout.split()
    assert "emotion_desktop.ui.live.page" in modules
    assert [name for name in HEAVY if name in modules] == []
