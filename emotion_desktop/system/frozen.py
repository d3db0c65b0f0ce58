"""What differs where the program is frozen: one executable, and no interpreter beside it."""

import ctypes.util
import os
import sys
from pathlib import Path
from typing import Final

import emotion_desktop

#: Makes the frozen program one of its own modules, which is named next.
MODULE_ARGUMENT: Final = "--run-module"


def is_frozen() -> bool:
    """Return whether PyInstaller has packed this program."""
    return bool(getattr(sys, "frozen", False))


def module_command(module: str) -> list[str]:
    """Return the command that runs a module, to which its arguments are added."""
    if is_frozen():
        return [sys.executable, MODULE_ARGUMENT, module]
    return [sys.executable, "-P", "-m", module]


def module_environment() -> dict[str, str]:
    """Return the environment of a module's process, in which an interpreter finds this package."""
    if is_frozen():
        return dict(os.environ)
    return {**os.environ, "PYTHONPATH": str(Path(emotion_desktop.__file__).parents[1])}


def restore_library_path() -> None:
    """Let programs of the system load the system's libraries.

    The frozen program's start points the loader to its own libraries. This process has read
    that already; `pactl` or a browser would stumble over them.
    """
    before = os.environ.pop("LD_LIBRARY_PATH_ORIG", None)
    os.environ.pop("LD_LIBRARY_PATH", None)
    if before is not None:
        os.environ["LD_LIBRARY_PATH"] = before


def find_own_libraries_first() -> None:
    """Let `ctypes.util.find_library` find the libraries beside the frozen program.

    On Linux it asks the system's linker cache and compilers alone; PortAudio is looked for so.
    """
    own = Path(getattr(sys, "_MEIPASS", ""))
    find_in_system = ctypes.util.find_library

    def find(name: str) -> str | None:
        beside = sorted(own.glob(f"lib{name}.so*"))
        return str(beside[0]) if beside else find_in_system(name)

    ctypes.util.find_library = find
