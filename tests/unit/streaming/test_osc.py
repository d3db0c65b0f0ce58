import math
import socket
from collections.abc import Iterator
from queue import Queue
from threading import Thread

import numpy as np
import pytest
from pythonosc.dispatcher import Dispatcher
from pythonosc.osc_server import BlockingOSCUDPServer

from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.domain.live_events import MarkerSet, ProvisionalWords
from emotion_desktop.streaming.live_json import LiveMessages, to_json
from emotion_desktop.streaming.options import Address
from emotion_desktop.streaming.osc import MAX_TEXT_BYTES, OscOutlet, describe
from tests.unit.streaming.live_events import (
    FAILED,
    MARKER,
    SESSION,
    SPOKEN,
    WORDLESS,
    wait_until,
    window,
)


class Receiver:
    """A real OSC server on loopback."""

    def __init__(self, port: int = 0) -> None:
        self.messages: Queue[tuple[object, ...]] = Queue()
        dispatcher = Dispatcher()
        dispatcher.set_default_handler(lambda *message: self.messages.put(message))
        self.server = BlockingOSCUDPServer(("127.0.0.1", port), dispatcher)
        self.address = Address("127.0.0.1", self.server.server_address[1])
        self._thread = Thread(target=self.server.serve_forever, args=(0.02,))
        self._thread.start()

    def next(self) -> tuple[object, ...]:
        return self.messages.get(timeout=20)

    def close(self) -> None:
        self.server.shutdown()
        self._thread.join()
        self.server.server_close()


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    receiver = Receiver()
    yield receiver
    receiver.close()


def test_a_session_arrives_in_order_with_the_arguments_that_the_readme_lists(
    receiver: Receiver,
) -> None:
    outlet = OscOutlet(receiver.address)
    for event in SESSION:
        outlet.take(event)
    outlet.close()
    started, words, heard, spoken, marker, wordless, lost, ended = (
        receiver.next() for _ in range(8)
    )
    assert started == ("/emotion/notice", 0.0, "started", "Desk microphone")
    assert words == ("/emotion/words", 0.5, 1.5, "Grüße")
    assert heard[:2] == ("/emotion/window", 3.0)
    np.testing.assert_array_equal(heard[4:], window().window.estimate.probabilities)
    assert marker == ("/emotion/marker", 3.5, "door slams")
    assert lost == ("/emotion/notice", 6.0, "lost", "“Desk microphone” was unplugged")
    assert ended[2:] == ("ended", "unplugged")

    estimate = SPOKEN.utterance.estimate
    assert estimate.speech is not None
    assert estimate.text is not None
    assert spoken[:5] == ("/emotion/utterance", 7, 0.5, 2.5, estimate.label)
    assert spoken[6:10] == (0, "Grüße you", 0.75, 0.25)
    predictions = np.reshape(spoken[10:], (3, 7))
    rows = [e.probabilities for e in (estimate, estimate.speech, estimate.text)]
    np.testing.assert_array_equal(predictions, rows)
    assert wordless[6:8] == (1, "")
    assert np.isnan(np.reshape(wordless[10:], (3, 7))).tolist() == [[False] * 7] * 2 + [[True] * 7]


@pytest.mark.logs
def test_a_receiver_that_comes_late_hears_what_comes_after_it() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    outlet = OscOutlet(Address("127.0.0.1", port))
    for i in range(4):
        outlet.take(window(3.0 + i))
    wait_until(outlet, lambda counters: counters.told + counters.failed == 4)
    assert outlet.counters.failed == 3  # the first is refused after it was sent
    receiver = Receiver(port)
    try:
        outlet.take(MARKER)
        assert receiver.next()[0] == "/emotion/marker"
        failed = outlet.counters.failed
        outlet.take(MARKER)
        assert receiver.next()[0] == "/emotion/marker"
        outlet.close()
        assert outlet.counters.failed - failed <= 1  # the last refusal may be told after the fact
    finally:
        outlet.close()
        receiver.close()


def test_a_host_that_does_not_exist_is_told_when_the_outlet_opens() -> None:
    with pytest.raises(UserFacingError, match="not a host"):
        OscOutlet(Address("not a host", 9000))


def test_a_text_is_cut_to_what_a_datagram_holds_at_a_character() -> None:
    described = describe(ProvisionalWords(0, 1, "a\0" + "ü" * MAX_TEXT_BYTES))
    assert described is not None
    tag, text = described[1][2]
    assert (tag, text) == ("s", "a" + "ü" * ((MAX_TEXT_BYTES - 1) // 2))


def test_the_end_has_no_moment_and_a_failure_says_why() -> None:
    described = describe(FAILED)
    assert described is not None
    assert math.isnan(float(described[1][0][1]))
    assert described[1][1:] == [
        ("s", "failed"),
        ("s", "The microphone vanished. Plug it in again."),
    ]


def test_words_are_counted_as_uncertain_where_the_estimate_is() -> None:
    for event, flag in [(SPOKEN, 0), (WORDLESS, 1)]:
        described = describe(event)
        assert described is not None
        assert described[1][5] == ("i", flag)


def test_half_a_character_is_replaced() -> None:
    described = describe(MarkerSet(1.0, "a\ud83db\udc80"))
    assert described == ("/emotion/marker", [("f", 1.0), ("s", "a\ufffdb\ufffd")])
    message = LiveMessages().of(MarkerSet(1.0, "a\ud83d"))
    assert message is None or to_json(message).encode()
