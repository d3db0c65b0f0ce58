"""What the window chose is read without Qt, whatever it holds."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray, QSettings

from emotion_desktop.domain.microphone import MicrophoneId
from emotion_desktop.domain.settings import Settings
from emotion_desktop.storage.settings_file import (
    data_folder,
    read_settings,
    read_stored,
    remove_foreign_lines,
    settings_path,
)
from emotion_desktop.system.data_folder import default_data_folder

ODD_TEXTS = [
    "/talks/Gespräch.wav",
    r"C:\new\talks\x41",
    'a "quoted" name, with; and = and # and %41',
    " leading and trailing ",
    "@Variant(x)",
    "@@",
    "two\nlines\r\tand a tab",
    "Grüße 😀 e\u0301",
    "/talks/Gespr\udce4ch.wav",
    "\\",
    '"',
    "\x01A\x7f",
]


def write(path: Path, settings: Settings) -> None:
    stored = QSettings(str(path), QSettings.Format.IniFormat)
    for name, value in settings.to_stored().items():
        stored.setValue(name, value)
    stored.setValue("window/geometry", QByteArray(b"\x01\xd9\xd0\xcb"))
    stored.setValue("window/page", "live")
    stored.sync()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "settings.ini"


@pytest.mark.parametrize("text", ODD_TEXTS)
def test_what_qt_wrote_is_read_as_it_was(path: Path, text: str) -> None:
    chosen = Settings(
        recording=text, microphone=MicrophoneId(text, "ALSA"), uncertain_below=0.65, osc=True
    )
    write(path, chosen)
    assert read_settings(path) == chosen


@pytest.mark.parametrize("text", ODD_TEXTS[:-4])
def test_plain_texts_are_read_as_qt_reads_them(path: Path, text: str) -> None:
    stored = QSettings(str(path), QSettings.Format.IniFormat)
    stored.setValue("recording", json.dumps(text, ensure_ascii=False))
    stored.setValue("plain", text)
    stored.sync()
    found = read_stored(path)
    again = QSettings(str(path), QSettings.Format.IniFormat)
    assert found["plain"] == again.value("plain") == text
    assert json.loads(found["recording"]) == text


EVIL = """
import os, sys
from PySide6.QtCore import QSettings
class Evil:
    def __reduce__(self):
        return os.mkdir, (sys.argv[2],)
stored = QSettings(sys.argv[1], QSettings.Format.IniFormat)
stored.setValue("schema_version", Evil())
stored.sync()
"""
LOAD = """
import sys
from PySide6.QtCore import QSettings
from emotion_desktop.ui.settings_store import SettingsStore
store = SettingsStore(QSettings(sys.argv[1], QSettings.Format.IniFormat))
print(store.settings.theme, store.page, bytes(store.geometry))
"""


def run(program: str, *arguments: object) -> str:
    command = [sys.executable, "-c", program, *map(str, arguments)]
    return subprocess.run(
        command, capture_output=True, text=True, timeout=120, check=True
    ).stdout.strip()


@pytest.mark.parametrize(
    "disguise",
    [
        rb'"@Variant(%s)"',
        rb"@Variant(%s)",
        rb'"\x40Variant(%s)"',
        rb'"\x00040Variant(%s)"',
        rb'"\100Variant(%s)"',
        rb'  "@Variant(%s)"',
        rb'"\q@Variant(%s)"',
        rb'@Va"riant(%s)"',
        rb'a, "@Variant(%s)"',
        b'\\\n"@Variant(%s)"',
    ],
)
def test_a_python_object_in_the_settings_is_never_made(
    path: Path, tmp_path: Path, disguise: bytes
) -> None:
    write(path, Settings(theme="dark"))
    run(EVIL, path, tmp_path / "evil")
    found = re.search(rb'schema_version="?@Variant\((.*)\)"?', path.read_bytes())
    assert found is not None
    evil = b"schema_version=" + disguise % found[1]
    path.write_bytes(path.read_bytes().replace(found[0], evil))

    shown = run(LOAD, path)

    assert not (tmp_path / "evil").exists()
    assert shown == "dark live b'\\x01\\xd9\\xd0\\xcb'"
    assert b"PyObject" not in path.read_bytes()


@pytest.mark.parametrize("text", ODD_TEXTS)
def test_what_qt_wrote_holds_no_foreign_line(path: Path, text: str) -> None:
    write(path, Settings(recording=text, microphone=MicrophoneId(text, "ALSA"), hop_s=0.5))
    before = path.read_bytes()
    remove_foreign_lines(path)
    assert path.read_bytes() == before


@pytest.mark.logs
def test_a_settings_file_without_end_is_cut(path: Path) -> None:
    path.write_bytes(b"[General]\nosc=true\n" + b"a=1\n" * 500_000)
    assert read_settings(path) == Settings(osc=True)
    remove_foreign_lines(path)
    assert path.stat().st_size <= 1_000_001
    assert read_settings(path) == Settings(osc=True)


@pytest.mark.parametrize("line", ["[General", "a{}=b", "{}", "a{}b{}=c", "b=a{}"])
def test_a_long_line_takes_no_longer_than_others(path: Path, line: str) -> None:
    """The parser of INI files needs time by the square of a gap's length."""
    gap = "\t" * 200_000
    path.write_text(f"osc=true\n{line}{gap}\n{line.replace('{}', gap)}\n", encoding="utf-8")
    assert read_settings(path) == Settings(osc=True)


def test_indented_lines_do_not_continue_the_one_before(path: Path) -> None:
    path.write_text("[General]\nno value\n  osc=true\n a\n", encoding="utf-8")
    assert read_settings(path) == Settings(osc=True)


def test_a_file_that_is_not_there_or_no_file_holds_no_choice(path: Path, tmp_path: Path) -> None:
    assert read_settings(path) == Settings()
    assert read_settings(tmp_path) == Settings()
    path.write_bytes(b"\xff\xfe\x00[[[\n===\n\x00")
    assert read_settings(path) == Settings()


def test_what_somebody_broke_leaves_the_rest(path: Path) -> None:
    path.write_text(
        'hop_s=1.0\n[General]\ntheme=\\"dark\\"\nno value\ntheme=\\"light\\"\nwindow_s="4.0\n'
        "[window]\npage=x\n[General]\nosc=true\n",
        encoding="utf-8",
    )
    assert read_settings(path) == Settings(hop_s=1.0, theme="light", osc=True)


def test_the_place_is_the_one_that_qt_always_used() -> None:
    before = QSettings(
        QSettings.Format.IniFormat, QSettings.Scope.UserScope, "emotion-desktop", "settings"
    )
    assert Path(before.fileName()) == settings_path()


def test_sessions_go_where_was_chosen_or_to_the_systems_place() -> None:
    assert data_folder(Settings(data_folder="/data")) == Path("/data")
    assert data_folder(Settings()) == default_data_folder()


PROGRAM = """
import sys
from emotion_desktop.cli.main import main
try:
    main(["sessions"])
finally:
    print(*sorted(name for name in sys.modules if name.startswith("PySide6")))
"""


def test_the_command_about_sessions_needs_no_qt() -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == ["There are no recorded sessions.", ""]
