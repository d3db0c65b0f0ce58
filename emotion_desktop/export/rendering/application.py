"""Qt as a library for drawing, with or without a window, a screen or even its own libraries."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from emotion_desktop.domain.errors import UserFacingError

if TYPE_CHECKING:
    from PySide6.QtGui import QGuiApplication

#: Kept for as long as the process lives: Qt's fonts go with it.
_own: "list[QGuiApplication]" = []
_starting = threading.Lock()


@contextmanager
def qt_libraries() -> Iterator[None]:
    """Say what to do where Qt cannot be imported.

    Raises
    ------
    UserFacingError
        Where this machine lacks a library that Qt needs.
    """
    try:
        yield
    except ImportError as error:
        raise UserFacingError(
            "Pictures and pages cannot be drawn: Qt finds no {library} on this computer",
            "Install what Qt needs (on Debian and Ubuntu the packages libgl1, libegl1,"
            " libfontconfig1, libdbus-1-3, libxkbcommon0 and libglib2.0-0), or choose svg or html"
            " in English.",
            library=str(error).partition(":")[0],
        ) from error


def start_drawing() -> None:
    """See to it that Qt can draw texts: in the program's window it can; elsewhere it is told to.

    Raises
    ------
    UserFacingError
        Where this machine lacks a library that Qt needs.
    """
    with qt_libraries():
        from PySide6.QtGui import QGuiApplication  # noqa: PLC0415

    with _starting:
        if QGuiApplication.instance() is None:
            # Needs no screen, and looks for none.
            _own.append(QGuiApplication(["emotion-desktop", "-platform", "offscreen"]))
