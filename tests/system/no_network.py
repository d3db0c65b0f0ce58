"""Runs the program where nobody may open a socket of the internet; ends it where somebody does.

``python no_network.py commands JSON`` runs commands, each a list of arguments, in one process,
and prints their exit statuses; ``window`` shows every page once, ``kiosk`` kiosk mode. The
kernel sees to it that neither a library nor a process that is started gets around this.
"""

import contextlib
import ctypes
import json
import platform
import signal
import socket
import struct
import sys
import traceback
from typing import Any, Final

#: By machine: its number for the kernel, and that of the call `socket`.
_MACHINES: Final = {"x86_64": (0xC000_003E, 41), "aarch64": (0xC000_00B7, 198)}
_NO_NEW_PRIVILEGES, _SECCOMP, _FILTER = 38, 22, 2
_LOAD, _EQUAL, _RETURN = 0x20, 0x15, 0x06
_ALLOW, _KILL = 0x7FFF_0000, 0x8000_0000
_INTERNET: Final = frozenset({socket.AF_INET, socket.AF_INET6})


def can_forbid() -> bool:
    return sys.platform == "linux" and platform.machine() in _MACHINES


def forbid_internet() -> None:
    """From now on, end this process and its children where they open such a socket."""
    architecture, number = _MACHINES[platform.machine()]
    steps = [
        (_LOAD, 0, 0, 4),  # the machine
        (_EQUAL, 0, 6, architecture),
        (_LOAD, 0, 0, 0),  # the call
        (_EQUAL, 0, 4, number),
        (_LOAD, 0, 0, 16),  # its first argument
        (_EQUAL, 1, 0, socket.AF_INET),
        (_EQUAL, 0, 1, socket.AF_INET6),
        (_RETURN, 0, 0, _KILL),
        (_RETURN, 0, 0, _ALLOW),
    ]
    program = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *one) for one in steps))
    described = struct.pack("HxxxxxxP", len(steps), ctypes.addressof(program))
    kernel = ctypes.CDLL(None, use_errno=True)
    for what, first, second in ((_NO_NEW_PRIVILEGES, 1, None), (_SECCOMP, _FILTER, described)):
        if kernel.prctl(what, ctypes.c_ulong(first), second, None, None):
            raise OSError(ctypes.get_errno(), "the kernel cannot forbid sockets")


def _tell_where(event: str, arguments: tuple[Any, ...]) -> None:
    """Show which line of Python is about to be ended, or asks for a name in the network."""
    opens = event == "socket.__new__" and arguments[1] in _INTERNET
    if opens or event in {"socket.getaddrinfo", "socket.gethostbyname"}:
        traceback.print_stack()
        sys.stderr.write(f"{event} {arguments[1:]}\n")
        sys.stderr.flush()
        signal.raise_signal(signal.SIGKILL)


def run_commands(commands: list[list[str]]) -> None:
    from emotion_desktop.audio.file_source import FileSource
    from emotion_desktop.cli import terminal_demo
    from emotion_desktop.cli.main import main

    terminal_demo.open_source = lambda choice: FileSource(choice.path, speed=8.0)
    for command in commands:
        status: object = 0
        try:
            main(command)
        except SystemExit as end:
            status = end.code
        sys.stderr.write(f"{json.dumps(command[:2])} {status or 0}\n")


def show_pages() -> None:
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication

    from emotion_desktop import app, composition
    from emotion_desktop.composition import Application
    from emotion_desktop.launch import LaunchOptions
    from emotion_desktop.ui.startup_frame import Frame
    from tests.engine_double import EngineDouble

    fill = Application.fill

    def fill_and_show(program: Application, frame: Frame) -> None:
        fill(program, frame)
        window = program.window
        steps = [*window._pages, window.show_keys, window.show_about, "live"]

        def go_on() -> None:
            if not steps:
                QApplication.closeAllWindows()
                return
            step = steps.pop(0)
            window.show_page(step) if isinstance(step, str) else step()
            # Not to the error output, which nobody hears while PortAudio looks for microphones.
            sys.stdout.write(f"shown: {step if isinstance(step, str) else step.__name__}\n")
            QApplication.processEvents()
            QTimer.singleShot(0, go_on)

        window.first_painted.connect(go_on)

    Application.fill = fill_and_show
    composition.load_engine = lambda *_: EngineDouble()
    app.run_window(LaunchOptions(demo=True))


def show_kiosk() -> None:
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication

    from emotion_desktop import app, composition
    from emotion_desktop.composition import Application
    from emotion_desktop.launch import LaunchOptions
    from emotion_desktop.ui.startup_frame import Frame
    from tests.engine_double import EngineDouble

    fill = Application.fill

    def fill_and_leave(program: Application, frame: Frame) -> None:
        fill(program, frame)
        visible = [one for one in QApplication.topLevelWidgets() if one.isVisible()]
        sys.stdout.write(f"shown: {', '.join(type(one).__name__ for one in visible)}\n")
        QTimer.singleShot(1_000, lambda: QApplication.exit(0))

    Application.fill = fill_and_leave
    composition.load_engine = lambda *_: EngineDouble()
    app.run_window(LaunchOptions(demo=True, kiosk=True))


def main() -> None:
    if can_forbid():
        forbid_internet()
    sys.addaudithook(_tell_where)
    if sys.argv[1] == "commands":
        run_commands(json.loads(sys.argv[2]))
    elif sys.argv[1] == "window":
        show_pages()
    elif sys.argv[1] == "kiosk":
        show_kiosk()
    else:
        with contextlib.closing(socket.socket()):
            pass


if __name__ == "__main__":
    main()
