"""Outlets are switched while a session runs, and never hold up the window."""

import threading
from datetime import UTC, datetime

import pytest
from pytestqt.qtbot import QtBot

from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.domain.live import LiveEvent, MarkerSet, SessionStarted, SourceEnded
from emotion_desktop.outlets.options import Address, OutletOptions
from emotion_desktop.services.bridge.outlets import OutletBridge

STARTED = SessionStarted("mic", datetime.now(UTC), 1.0, {})
MARKER = MarkerSet(1.0, "here")
OSC = OutletOptions(osc=Address("127.0.0.1", 9000))
LSL = OutletOptions(lsl=True)
BUSY = OutletOptions(websocket=Address("127.0.0.1", 80))


class Outlet:
    def __init__(self) -> None:
        self.events: list[LiveEvent] = []
        self.closed = False

    def hear(self, block: object) -> None:
        """Nothing to do with sound."""

    def take(self, event: LiveEvent) -> None:
        self.events.append(event)

    def close(self) -> None:
        self.closed = True


class Opener:
    def __init__(self) -> None:
        self.opened: list[Outlet] = []
        self.gate = threading.Event()
        self.gate.set()

    def __call__(self, options: OutletOptions) -> list[Outlet]:
        assert self.gate.wait(10)
        assert all(outlet.closed for outlet in self.opened), "a port would still be taken"
        if options == BUSY:
            raise UserFacingError("Port 80 is taken", "Choose another.")
        if options == OutletOptions():
            return []
        self.opened.append(Outlet())
        return self.opened[-1:]


@pytest.fixture
def opener() -> Opener:
    return Opener()


@pytest.fixture
def outlets(opener: Opener, qapp: object) -> OutletBridge:
    return OutletBridge(opener)


def test_an_outlet_switched_on_in_a_session_learns_of_its_start(
    outlets: OutletBridge, opener: Opener, qtbot: QtBot
) -> None:
    outlets.take(STARTED)
    with qtbot.waitSignal(outlets.opened):
        outlets.apply(OSC)
    outlets.take(MARKER)
    with qtbot.waitSignal(outlets.opened):
        outlets.apply(LSL)
    outlets.take(SourceEnded(None))
    with qtbot.waitSignal(outlets.opened):
        outlets.apply(OSC)
    events = [outlet.events for outlet in opener.opened]
    assert events == [[STARTED, MARKER], [STARTED, SourceEnded(None)], []]
    outlets.close()
    assert opener.opened[-1].closed


def test_the_newest_wish_counts(outlets: OutletBridge, opener: Opener, qtbot: QtBot) -> None:
    opener.gate.clear()
    outlets.apply(OSC)
    outlets.apply(LSL)
    outlets.apply(OutletOptions())
    with qtbot.waitSignal(
        outlets.opened, check_params_cb=lambda options: options == OutletOptions()
    ):
        opener.gate.set()
    outlets.take(STARTED)
    assert all(outlet.closed and not outlet.events for outlet in opener.opened)
    outlets.close()


def test_a_port_that_is_taken_is_said_and_may_be_tried_again(
    outlets: OutletBridge, opener: Opener, qtbot: QtBot
) -> None:
    for _ in range(2):
        with qtbot.waitSignal(outlets.failed) as failed:
            outlets.apply(BUSY)
        assert failed.args == ["Port 80 is taken. Choose another."]
    outlets.take(STARTED)  # and nobody is told
    outlets.close()
