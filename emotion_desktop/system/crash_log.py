"""The crash log: unexpected errors go to a file and to listeners.

An error in a slot, in a thread or during garbage collection does not end a Python program; it
is printed where people who start the program from a menu never look. Here, every such error
is written to a log file and reported in the window. A crash of the process itself (in a C
library) leaves its stacks in a separate file, which is read at the next start.
"""

import contextlib
import faulthandler
import logging
import os
import platform
import re
import sys
import threading
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import IO, Final

from emotion_desktop.system.data_folder import make_private
from emotion_desktop.system.discreet import DiscreetFormatter, Harmless, described, shortened

_log = logging.getLogger(__name__)

_FOLDER: Final = "logs"
_LOG_NAME: Final = "emotion-desktop.log"
_FAULTS_PREFIX: Final = "running-"

MAX_BYTES: Final = 500_000
N_OLD_FILES: Final = 2
#: Number of different errors that are distinguished; with more, there are bigger problems.
MAX_KINDS: Final = 100
#: Of the stacks that a crash leaves, which name every thread.
MAX_FAULT_CHARACTERS: Final = 20_000

_NAMED_IN_DIAGNOSTICS: Final = ("emotion-desktop", "PySide6-Essentials", "torch", "numpy")


@dataclass(frozen=True, slots=True)
class ErrorReport:
    """A report of an unexpected error.

    Attributes
    ----------
    crashed : bool
        Whether it ended the program, which has been restarted since.
    text : str
        Versions and the traceback; no text, audio or file contents.
    """

    crashed: bool
    text: str


def log_path(data_folder: Path) -> Path:
    """Return the path of the error log; it need not exist."""
    return data_folder / _FOLDER / _LOG_NAME


class CrashLog:
    """Handles errors that nothing else caught.

    Nothing is left on the disk by a run in which nothing went wrong.

    Parameters
    ----------
    data_folder : Path
        Below which the log is kept; on a disk that is always there.

    Attributes
    ----------
    crash : ErrorReport or None
        What a run before this one left when it crashed; known from `install` on.
    """

    def __init__(self, data_folder: Path) -> None:
        self.path = log_path(data_folder)
        self.crash: ErrorReport | None = None
        self._data_folder = data_folder
        self._listeners: list[Callable[[ErrorReport], None]] = []
        self._seen: Counter[str] = Counter()
        self._lock = threading.Lock()
        self._handler = _PrivateFileHandler(self.path)
        self._faults: IO[str] | None = None
        self._hooks_before = (sys.excepthook, threading.excepthook, sys.unraisablehook)

    def add_listener(self, on_error: Callable[[ErrorReport], None]) -> None:
        """Call `on_error` once for each kind of error, on the thread where it occurred."""
        self._listeners.append(on_error)

    def install(self) -> None:
        """Start handling errors."""
        self._hooks_before = (sys.excepthook, threading.excepthook, sys.unraisablehook)
        logging.getLogger().addHandler(self._handler)
        self._take_crash()
        sys.excepthook = self._on_error
        threading.excepthook = self._on_thread_error
        sys.unraisablehook = self._on_unraisable
        with contextlib.suppress(OSError):  # a disk that takes no file must not end the program
            make_private(self._data_folder)
            make_private(self.path.parent)
            faults = self._faults_path(os.getpid()).open("w", encoding="utf-8")
            self._faults = faults
            faulthandler.enable(faults)

    def uninstall(self) -> None:
        """Stop handling errors, after a normal end."""
        sys.excepthook, threading.excepthook, sys.unraisablehook = self._hooks_before
        logging.getLogger().removeHandler(self._handler)
        self._handler.close()
        if self._faults is not None:
            faulthandler.disable()
            self._faults.close()
            self._faults = None
        with contextlib.suppress(OSError):  # what holds something stays
            self._faults_path(os.getpid()).unlink()
            self.path.parent.rmdir()
            self._data_folder.rmdir()

    def report(self, error: BaseException) -> ErrorReport:
        """Log an error after which the program cannot continue."""
        _log.critical("The program cannot continue", exc_info=error)
        return ErrorReport(crashed=False, text=f"{diagnostics()}\n\n{described(error)}")

    def _take_crash(self) -> None:
        """Collect the stacks of crashed runs and log them."""
        stacks = ""
        for path in sorted(self.path.parent.glob(f"{_FAULTS_PREFIX}*.txt")):
            with contextlib.suppress(OSError):
                left = path.read_text(encoding="utf-8", errors="replace").strip()
                stacks = left or stacks
                if left or not _is_running(path):
                    path.unlink()
        if stacks:
            text = re.sub(r'"(.+?)"', lambda found: f'"{shortened(found[1])}"', stacks)
            text = text[:MAX_FAULT_CHARACTERS]
            _log.critical("An earlier run ended in a crash:\n%s", Harmless(text))
            self.crash = ErrorReport(crashed=True, text=f"{diagnostics()}\n\n{text}")

    def _faults_path(self, pid: int) -> Path:
        return self.path.parent / f"{_FAULTS_PREFIX}{pid}.txt"

    def _on_error(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
        else:
            self._take(error)

    def _on_thread_error(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None and not isinstance(args.exc_value, SystemExit):
            self._take(args.exc_value)

    def _on_unraisable(self, args: "sys.UnraisableHookArgs") -> None:
        if args.exc_value is not None:
            self._take(args.exc_value)

    def _take(self, error: BaseException) -> None:
        try:
            text = described(error)
            times = self._count(text)
            if times == 1:
                _log.error("Unexpected error", exc_info=error)
                report = ErrorReport(crashed=False, text=f"{diagnostics()}\n\n{text}")
                for on_error in self._listeners:
                    on_error(report)
            elif str(times).strip("0") == "1":  # each frame may fail: 10, 100, 1000…
                _log.error("The same error came %d times:\n%s", times, Harmless(text))
        except Exception:  # here is the end: what fails here would call this again
            sys.__excepthook__(*sys.exc_info())

    def _count(self, text: str) -> int:
        with self._lock:
            if text not in self._seen and len(self._seen) >= MAX_KINDS:
                self._seen.clear()
            self._seen[text] += 1
            return self._seen[text]


class _PrivateFileHandler(logging.Handler):
    """Creates its folder and file with the first record."""

    def __init__(self, path: Path) -> None:
        super().__init__(logging.WARNING)
        self._path = path
        self._file: logging.Handler | None = None

    def emit(self, record: logging.LogRecord) -> None:
        """Write a record; see `logging.Handler`."""
        try:
            if self._file is None:
                self._file = self._open()
            self._file.emit(record)
        except OSError:
            self.handleError(record)

    def _open(self) -> logging.Handler:
        from logging.handlers import RotatingFileHandler  # noqa: PLC0415 (loads sockets, too)

        make_private(self._path.parent.parent)
        make_private(self._path.parent)
        file = RotatingFileHandler(
            self._path, maxBytes=MAX_BYTES, backupCount=N_OLD_FILES, encoding="utf-8"
        )
        file.setFormatter(DiscreetFormatter())
        return file

    def close(self) -> None:
        """Close the file; see `logging.Handler`."""
        if self._file is not None:
            self._file.close()
            self._file = None
        super().close()


def diagnostics() -> str:
    """Describe the installation, one line per item."""
    from importlib.metadata import PackageNotFoundError, version  # noqa: PLC0415 (slow to load)

    lines = [f"Python {platform.python_version()} on {platform.platform()}"]
    for name in _NAMED_IN_DIAGNOSTICS:
        with contextlib.suppress(PackageNotFoundError):
            lines.append(f"{name} {version(name)}")
    return "\n".join(lines)


def _is_running(faults: Path) -> bool:
    """Return whether the process that owns such a file may still be running."""
    pid = faults.stem.removeprefix(_FAULTS_PREFIX)
    if os.name == "nt" or not pid.isdigit():  # Windows protects open files itself
        return False
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
