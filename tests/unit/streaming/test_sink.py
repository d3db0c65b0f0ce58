import logging
import threading

import pytest

from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.domain.live_events import LiveEvent, MarkerSet
from emotion_desktop.domain.translatable import Message
from emotion_desktop.streaming.opening import open_outlets
from emotion_desktop.streaming.options import Address, OutletOptions, parse_address
from emotion_desktop.streaming.sink import QUEUE_LENGTH, Outlet, OutletCounters
from tests.unit.streaming.live_events import wait_until


class OutletDouble(Outlet):
    """Waits at each event until it may go on, and fails at those whose text says so."""

    def __init__(self) -> None:
        self.may_go_on = threading.Event()
        self.entered = threading.Event()
        self.told: list[str] = []
        super().__init__(Message("a double"))

    def _tell(self, event: LiveEvent) -> None:
        assert isinstance(event, MarkerSet)
        self.entered.set()
        assert self.may_go_on.wait(20)
        if event.text == "nobody there":
            raise ConnectionRefusedError("nobody there")
        self.told.append(event.text)


def test_a_receiver_that_hangs_costs_the_oldest_events_and_never_holds_the_pipeline() -> None:
    outlet = OutletDouble()
    outlet.take(MarkerSet(0, "held"))
    assert outlet.entered.wait(20)
    for i in range(QUEUE_LENGTH + 3):  # would wait here for ever if it waited at all
        outlet.take(MarkerSet(i, str(i)))
    assert outlet.counters == OutletCounters(told=0, failed=0, dropped=3)
    assert outlet.troubles == ["a double: results dropped because the receiver is too slow: 3."]
    outlet.may_go_on.set()
    outlet.close()
    assert outlet.told == ["held", *map(str, range(3, QUEUE_LENGTH + 3))]


def test_a_failing_receiver_is_counted_named_once_and_tried_again(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.INFO, "emotion_desktop.streaming.sink")
    outlet = OutletDouble()
    outlet.may_go_on.set()
    for text in ["first", "nobody there", "nobody there", "last"]:
        outlet.take(MarkerSet(0, text))
    wait_until(outlet, lambda counters: counters.told == 2)
    outlet.close()
    assert outlet.told == ["first", "last"]
    assert outlet.counters == OutletCounters(told=2, failed=2, dropped=0)
    assert outlet.troubles == ["a double: results not received: 2 (nobody there)."]
    assert [record.levelname for record in caplog.records] == ["WARNING", "INFO"]


def test_what_comes_after_the_close_is_not_told() -> None:
    outlet = OutletDouble()
    outlet.may_go_on.set()
    outlet.take(MarkerSet(0, "before"))
    outlet.close()
    assert outlet.troubles == []
    outlet.take(MarkerSet(0, "after"))
    outlet.close()
    assert outlet.told == ["before"]


def test_nothing_is_open_unless_it_is_asked_for() -> None:
    assert open_outlets(OutletOptions()) == []


def test_an_outlet_that_cannot_be_opened_closes_those_that_were() -> None:
    before = set(threading.enumerate())
    options = OutletOptions(
        osc=parse_address("9000"),
        websocket=Address("203.0.113.1", 8765),  # nobody's address
    )
    with pytest.raises(UserFacingError, match=r"203\.0\.113\.1:8765"):
        open_outlets(options)
    assert set(threading.enumerate()) == before


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("9000", Address("127.0.0.1", 9000)),
        (" stage.local:9000 ", Address("stage.local", 9000)),
        ("[::1]:1", Address("::1", 1)),
    ],
)
def test_an_address_without_a_host_is_this_machine(text: str, address: Address) -> None:
    assert parse_address(text) == address
    assert parse_address(str(address)) == address


@pytest.mark.parametrize(
    "text", ["", "host", "host:", ":9000", "::1:9000", "0", "65536", "h:٣", "-1"]
)
def test_what_is_no_address_is_told_so(text: str) -> None:
    with pytest.raises(UserFacingError, match="is not a valid address"):
        parse_address(text)


def test_a_port_beyond_the_last_is_told_so_however_it_was_given() -> None:
    with pytest.raises(UserFacingError, match="70000 is not a valid port"):
        Address("127.0.0.1", 70_000)
