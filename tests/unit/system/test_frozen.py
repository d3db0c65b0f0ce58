import ctypes.util
import sys
from pathlib import Path

import pytest

from emotion_desktop.system import frozen


@pytest.fixture
def is_frozen(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    monkeypatch.setattr(sys, "executable", "/opt/emotion-desktop/emotion-desktop")
    return tmp_path


def test_the_decoder_of_a_frozen_program_is_the_program_itself(is_frozen: Path) -> None:
    assert frozen.module_command("one.module") == [
        sys.executable,
        frozen.MODULE_ARGUMENT,
        "one.module",
    ]


def test_the_decoder_is_otherwise_a_module_that_the_interpreter_finds() -> None:
    assert frozen.module_command("one.module")[0] == sys.executable
    assert frozen.module_command("one.module")[-1] == "one.module"
    assert Path(frozen.module_environment()["PYTHONPATH"], "emotion_desktop").is_dir()


@pytest.mark.parametrize("before", [None, "/usr/local/lib"])
def test_programs_of_the_system_do_not_load_the_libraries_of_a_frozen_one(
    is_frozen: Path, monkeypatch: pytest.MonkeyPatch, before: str | None
) -> None:
    monkeypatch.setenv("LD_LIBRARY_PATH", "/opt/emotion-desktop/_internal")
    if before is not None:
        monkeypatch.setenv("LD_LIBRARY_PATH_ORIG", before)
    frozen.restore_library_path()
    assert frozen.module_environment().get("LD_LIBRARY_PATH") == before


def test_libraries_beside_a_frozen_program_come_before_those_of_the_system(
    is_frozen: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (is_frozen / "libportaudio.so.2").touch()
    monkeypatch.setattr(ctypes.util, "find_library", lambda name: f"lib{name}-of-the-system.so")
    frozen.find_own_libraries_first()
    assert ctypes.util.find_library("portaudio") == str(is_frozen / "libportaudio.so.2")
    assert ctypes.util.find_library("asound") == "libasound-of-the-system.so"
