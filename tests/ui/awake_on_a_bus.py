"""Holds and releases `StayAwake` on the session bus of its environment, and prints what was seen.

A process of its own: libdbus looks for its bus once.
"""

import json
import socket
import sys
import threading
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEventLoop, QTimer, Slot
from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusServiceWatcher, QDBusVirtualObject

from emotion_desktop.ui.stay_awake import StayAwake

LIMIT_MS = 10_000


class ScreenSaver(QDBusVirtualObject):
    """A desktop's end, as far as the program uses it."""

    def __init__(self) -> None:
        super().__init__()
        self.calls: list[list[str]] = []
        self.gone: list[str] = []
        self.callers = QDBusServiceWatcher()
        self.callers.setWatchMode(QDBusServiceWatcher.WatchModeFlag.WatchForUnregistration)
        self.callers.serviceUnregistered.connect(self._on_gone)
        self.bus = QDBusConnection.connectToBus(QDBusConnection.BusType.SessionBus, "double")
        self.callers.setConnection(self.bus)
        assert self.bus.registerVirtualObject("/org/freedesktop/ScreenSaver", self)
        assert self.bus.registerService("org.freedesktop.ScreenSaver")

    def introspect(self, _path: str) -> str:
        return ""

    def handleMessage(self, message: QDBusMessage, bus: QDBusConnection) -> bool:  # noqa: N802
        self.callers.addWatchedService(message.service())
        self.calls.append([message.interface(), message.member(), *message.arguments()])
        return bus.send(message.createReply([len(self.calls)]))

    @Slot(str)
    def _on_gone(self, caller: str) -> None:
        self.gone.append(caller)


def wait_until(reached: Callable[[], bool]) -> bool:
    loop, poll = QEventLoop(), QTimer()
    poll.timeout.connect(lambda: loop.quit() if reached() else None)
    poll.start(5)
    QTimer.singleShot(LIMIT_MS, loop.quit)
    loop.exec()
    return reached()


def on_a_desktop() -> dict[str, object]:
    desktop, session, kiosk_controller = (
        ScreenSaver(),
        StayAwake("Listening to a voice"),
        StayAwake("Listening to a voice"),
    )
    session.hold()
    session.hold()
    wait_until(lambda: len(desktop.calls) >= 1)
    kiosk_controller.hold()
    wait_until(lambda: len(desktop.calls) >= 2)
    session.release()
    wait_until(lambda: len(desktop.gone) >= 1)
    gone_after_one = len(desktop.gone)
    ended = [session.shut_down(), kiosk_controller.shut_down()]
    wait_until(lambda: len(desktop.gone) >= 2)
    session.hold()
    wait_until(lambda: len(desktop.calls) >= 3)
    ended.append(session.shut_down())
    wait_until(lambda: len(desktop.gone) >= 3)
    return {
        "calls": desktop.calls,
        "gone_after_one": gone_after_one,
        "gone": len(set(desktop.gone)),
        "ended": ended,
    }


def without_a_bus() -> dict[str, object]:
    awake = StayAwake("Listening to a voice")
    awake.hold()
    assert wait_until(lambda: threading.active_count() == 1)  # its thread has given up
    awake.release()
    return {"ended": awake.shut_down()}


def on_a_bus_that_never_answers(address: str) -> dict[str, object]:
    server = socket.socket(socket.AF_UNIX)
    server.bind(address)
    server.listen()
    server.settimeout(LIMIT_MS / 1000)
    awake = StayAwake("Listening to a voice")
    awake.hold()
    caller, _ = server.accept()  # never gets here where the connection keeps Python from running
    awake.release()
    ended = awake.shut_down(0.1)
    caller.close()  # the bus is gone: nothing is waited for any more
    return {"ended": ended, "ended_at_last": awake.shut_down(10.0)}


if __name__ == "__main__":
    app = QCoreApplication(sys.argv)
    app.setApplicationName("Emotion Desktop")
    print(json.dumps(globals()[sys.argv[1]](*sys.argv[2:])))  # noqa: T201
