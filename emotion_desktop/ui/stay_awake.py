"""Prevents the screen saver and sleep.

Each hold has its own thread: requests to the system may block, and they end
with the thread that made them. Qt's own D-Bus cannot be used: opening a connection blocks
without letting other threads run, and its Python binding cannot send the unsigned number that
`UnInhibit` needs. Only Linux has been tried; Windows and macOS follow their
documentation.
"""

import ctypes
import logging
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread
from typing import Final

from PySide6.QtCore import QCoreApplication, QObject, Slot

_log = logging.getLogger(__name__)

if sys.platform == "win32":
    _ES_SYSTEM_REQUIRED: Final = 0x00000001
    _ES_DISPLAY_REQUIRED: Final = 0x00000002
    _ES_CONTINUOUS: Final = 0x80000000

    @contextmanager
    def _awake(_program: str, _reason: str) -> Iterator[None]:
        # The state belongs to the thread: several that hold do not end each other's.
        set_state = ctypes.WinDLL("kernel32").SetThreadExecutionState
        set_state.argtypes = [ctypes.c_uint32]
        set_state(_ES_CONTINUOUS | _ES_SYSTEM_REQUIRED | _ES_DISPLAY_REQUIRED)
        try:
            yield
        finally:
            set_state(_ES_CONTINUOUS)

elif sys.platform == "darwin":

    @contextmanager
    def _awake(_program: str, _reason: str) -> Iterator[None]:
        command = ["/usr/bin/caffeinate", "-dis", "-w", str(os.getpid())]
        with subprocess.Popen(command) as caffeinate:  # noqa: S603
            try:
                yield
            finally:
                caffeinate.terminate()

else:
    _SESSION_BUS: Final = 0
    _STRING: Final = ord("s")
    _END: Final = 0

    class _Pointer(ctypes.c_void_p):
        """A pointer type that is not converted to an integer on return, unlike `c_void_p`."""

    def _libdbus() -> ctypes.CDLL:
        library = ctypes.CDLL("libdbus-1.so.3")  # Qt needs the same
        library.dbus_bus_get_private.restype = _Pointer
        library.dbus_message_new_method_call.restype = _Pointer
        return library

    @contextmanager
    def _awake(program: str, reason: str) -> Iterator[None]:
        """Make a request according to freedesktop.org's idle inhibition specification.

        The inhibition ends with the connection, as the specification has it.

        Raises
        ------
        OSError
            If there is no bus.
        """
        dbus = _libdbus()
        bus = dbus.dbus_bus_get_private(_SESSION_BUS, None)
        if not bus:
            raise OSError("there is no session bus")
        dbus.dbus_connection_set_exit_on_disconnect(bus, 0)
        try:
            message = dbus.dbus_message_new_method_call(
                b"org.freedesktop.ScreenSaver",
                b"/org/freedesktop/ScreenSaver",
                b"org.freedesktop.ScreenSaver",
                b"Inhibit",
            )
            texts = [ctypes.c_char_p(text.encode()) for text in (program, reason)]
            arguments = [part for text in texts for part in (_STRING, ctypes.byref(text))]
            dbus.dbus_message_append_args(message, *arguments, _END)
            dbus.dbus_connection_send(bus, message, None)
            dbus.dbus_message_unref(message)
            dbus.dbus_connection_flush(bus)
            yield
        finally:
            dbus.dbus_connection_close(bus)
            dbus.dbus_connection_unref(bus)


class StayAwake(QObject):
    """Keeps the screen on and the computer awake for one purpose, without blocking.

    If the system cannot be asked, nothing happens.

    Parameters
    ----------
    reason : str
        Why, for people.
    """

    def __init__(self, reason: str) -> None:
        super().__init__()
        self._reason = reason
        self._released = Event()
        self._released.set()
        self._thread: Thread | None = None

    @Slot()
    def hold(self) -> None:
        """Keep the computer awake until `release`; a second call does nothing."""
        if not self._released.is_set():
            return
        self._released = Event()
        self._thread = Thread(
            target=_hold,
            args=(
                QCoreApplication.applicationName(),
                self._reason,
                self._released,
            ),
            name="stay-awake",
            daemon=True,
        )
        self._thread.start()

    @Slot()
    def release(self) -> None:
        """Allow the computer to sleep again."""
        self._released.set()

    def shut_down(self, timeout_s: float = 1.0) -> bool:
        """Release; True if no thread is left, False if the system never answered."""
        self.release()
        if self._thread is None:
            return True
        self._thread.join(timeout_s)
        return not self._thread.is_alive()


def _hold(program: str, reason: str, released: Event) -> None:
    try:
        with _awake(program, reason):
            released.wait()
    except OSError as error:
        _log.info("The computer may go to sleep: %s", error)
