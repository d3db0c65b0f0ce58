"""Kiosk mode on the demo recording, as a process of its own: what is left on the disk."""

import os
import subprocess
import sys
from pathlib import Path

from emotion_desktop.system.environment import ENVIRONMENT

#: Runs the program as people do, and presses the chord when two sentences were shown.
PROGRAM = """
import json
import sys
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from emotion_desktop.ui.kiosk.window import KioskWindow

seen = []
show = KioskWindow._on_utterance

def note(self, event):
    show(self, event)
    seen.append(event.utterance.transcript.text)
    if len(seen) == 2:
        QTest.keyClick(
            self,
            Qt.Key.Key_F11,
            Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
        )
        print(json.dumps(seen), flush=True)

KioskWindow._on_utterance = note
from emotion_desktop.system.environment import prepare
prepare()
from emotion_desktop.app import run_window
from emotion_desktop.launch import LaunchOptions
sys.exit(run_window(LaunchOptions(demo=True, kiosk=True)))
"""

#: Sizes and beginnings of sound: a second of it is 32 kB, a compressed one starts like these.
SECOND_OF_SOUND = 16_000 * 2
SOUND_MAGIC = (b"RIFF", b"fLaC", b"OggS", b"caff", b".snd", b"ID3")


def files_below(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def holds_content(path: Path, words: set[str]) -> bool:
    content = path.read_bytes()
    text = content.decode("utf-8", "replace").lower()
    said = {word for word in words if word in text}
    return len(said) >= 2 or content.startswith(SOUND_MAGIC) or len(content) > SECOND_OF_SOUND


def test_kiosk_mode_leaves_neither_sound_nor_words_on_the_disk(tmp_path: Path) -> None:
    home, here = tmp_path / "home", tmp_path / "here"
    places = {
        "HOME": home,
        "TMPDIR": home / "tmp",
        "XDG_CACHE_HOME": home / "cache",
        "XDG_CONFIG_HOME": home / "config",
        "XDG_DATA_HOME": home / "data",
        "XDG_STATE_HOME": home / "state",
        "XDG_RUNTIME_DIR": home / "run",
        "APPDATA": home / "appdata",
        "LOCALAPPDATA": home / "localappdata",
    }
    for folder in (here, *places.values()):
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    environment = {k: v for k, v in os.environ.items() if k not in ENVIRONMENT}
    ended = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        cwd=here,
        env=environment | {name: str(folder) for name, folder in places.items()},
        capture_output=True,
        text=True,
        timeout=200,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    words = {word.strip(".,!?'\"").lower() for word in ended.stdout.split() if len(word) > 5}
    assert len(words) >= 3, f"nothing was recognised: {ended.stdout!r}"
    left = files_below(tmp_path)
    assert [path for path in left if holds_content(path, words)] == []
    assert {path.relative_to(home).parts[0] for path in left} <= {"cache", "config"}
    assert [path for path in left if "onnxruntime" in str(path)] == [], "it would report its use"
    control = here / "control.txt"
    control.write_text(ended.stdout)
    assert holds_content(control, words), "what is looked for must be findable"
