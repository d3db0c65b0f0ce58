"""Outlets are switched while a session runs."""

import threading
from datetime import UTC, datetime

import pytest

from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.domain.live_events import MarkerSet, SessionStarted, SourceEnded
from emotion_desktop.services.switchable_streams import SwitchableOutlets
from tests.outlet_double import BUSY, LSL, NONE, OSC, Opener

STARTED = SessionStarted("mic", datetime.now(UTC), 1.0, {})
MARKER = MarkerSet(1.0, "here")


@pytest.fixture
def opener() -> Opener:
    return Opener()


def test_an_outlet_switched_on_in_a_session_learns_of_its_start(opener: Opener) -> None:
    outlets = SwitchableOutlets(opener)
    outlets.take(STARTED)
    outlets.switch(OSC)
    outlets.take(MARKER)
    outlets.switch(LSL)
    outlets.take(SourceEnded(None))
    outlets.switch(OSC)
    events = [outlet.events for outlet in opener.opened]
    assert events == [[STARTED, MARKER], [STARTED, SourceEnded(None)], []]
    outlets.close()
    assert opener.opened[-1].closed


def test_what_cannot_be_opened_leaves_all_off(opener: Opener) -> None:
    outlets = SwitchableOutlets(opener)
    outlets.switch(OSC)
    with pytest.raises(UserFacingError, match="Port 80"):
        outlets.switch(BUSY)
    assert opener.opened[0].closed
    outlets.take(STARTED)
    assert opener.opened[0].events == []


def test_after_the_close_none_is_opened_any_more(opener: Opener) -> None:
    outlets = SwitchableOutlets(opener)
    outlets.close()
    outlets.switch(OSC)
    assert opener.opened == []


def test_a_close_waits_for_a_switch_and_closes_what_it_opened(opener: Opener) -> None:
    opener.gate.clear()
    outlets = SwitchableOutlets(opener)
    switching = threading.Thread(target=outlets.switch, args=[OSC])
    switching.start()
    assert opener.entered.wait(10)
    closing = threading.Thread(target=outlets.close)
    closing.start()
    opener.gate.set()
    switching.join(10)
    closing.join(10)
    assert [outlet.closed for outlet in opener.opened] == [True]


def test_the_troubles_are_those_of_the_outlets_that_are_on(opener: Opener) -> None:
    outlets = SwitchableOutlets(opener)
    outlets.switch(OSC)
    opener.opened[0].troubles.append("nobody there")
    assert outlets.troubles == ["nobody there"]
    outlets.switch(NONE)
    assert outlets.troubles == []
