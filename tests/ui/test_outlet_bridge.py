"""Switching outlets never holds up the window, and the newest wish counts."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from pytestqt.qtbot import QtBot

from emotion_desktop.domain.live_events import SessionStarted
from emotion_desktop.domain.translatable import Message
from emotion_desktop.services.bridge.streaming import StreamingBridge
from emotion_desktop.services.switchable_streams import SwitchableOutlets
from tests.outlet_double import BUSY, LSL, NONE, OSC, Opener

STARTED = SessionStarted("mic", datetime.now(UTC), 1.0, {})


@pytest.fixture
def opener() -> Opener:
    return Opener()


@pytest.fixture
def outlets(opener: Opener) -> Iterator[SwitchableOutlets]:
    outlets = SwitchableOutlets(opener)
    yield outlets
    outlets.close()


@pytest.fixture
def bridge(outlets: SwitchableOutlets, qapp: object) -> Iterator[StreamingBridge]:
    bridge = StreamingBridge(outlets)
    yield bridge
    assert bridge.shut_down()


def test_the_newest_wish_counts(
    bridge: StreamingBridge, outlets: SwitchableOutlets, opener: Opener, qtbot: QtBot
) -> None:
    opener.gate.clear()
    bridge.apply(OSC)
    assert opener.entered.wait(10)
    bridge.apply(LSL)
    bridge.apply(NONE)
    with qtbot.waitSignal(bridge.opened, check_params_cb=lambda options: options == NONE):
        opener.gate.set()
    outlets.take(STARTED)
    assert [(outlet.closed, outlet.events) for outlet in opener.opened] == [(True, [])]


def test_a_port_that_is_taken_is_said_and_may_be_tried_again(
    bridge: StreamingBridge, qtbot: QtBot
) -> None:
    for _ in range(2):
        with qtbot.waitSignal(bridge.failed) as failed:
            bridge.apply(BUSY)
        assert failed.args == ["Port 80 is taken. Choose another."]


@pytest.mark.usefixtures("german")
def test_troubles_come_in_the_language_of_the_window(
    bridge: StreamingBridge, opener: Opener, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(bridge.opened):
        bridge.apply(OSC)
    template = "{name}: results dropped because the receiver is too slow: {count}."
    opener.opened[0].troubles.append(Message(template, name="OSC", count=3))
    assert bridge.troubles == ["OSC: verworfene Ergebnisse, weil der Empfänger zu langsam ist: 3."]
