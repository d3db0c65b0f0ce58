import contextlib
import json
import socket
from collections.abc import Iterator
from typing import Any

import pytest
from websockets.exceptions import ConnectionClosed, InvalidMessage, InvalidStatus
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin

from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.streaming.options import Address
from emotion_desktop.streaming.websocket import (
    CLIENT_QUEUE_LENGTH,
    MAX_CONNECTIONS,
    MAX_UNREAD_BYTES,
    WebSocketOutlet,
)
from tests.unit.streaming.live_events import MODELS, SESSION, STARTED, wait_until, window

#: What a client hears of `SESSION` after its hello.
EVERY_KIND = [
    "session",
    "words",
    "window",
    "utterance",
    "marker",
    "correction",
    "utterance",
    "skipped",
    "notice",
    "load",
    "end",
]

HANDSHAKE = (
    b"GET / HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    b"Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Version: 13\r\n\r\n"
)


@pytest.fixture
def outlet() -> Iterator[WebSocketOutlet]:
    outlet = WebSocketOutlet(Address("127.0.0.1", 0))
    yield outlet
    outlet.close()


def client_of(outlet: WebSocketOutlet, origin: str | None = None) -> ClientConnection:
    return connect(f"ws://{outlet.address}", origin=None if origin is None else Origin(origin))


def next_of(client: ClientConnection) -> dict[str, Any]:
    message = json.loads(client.recv(timeout=20))
    assert isinstance(message, dict)
    return message


def test_every_client_gets_a_hello_and_then_all_that_happens(outlet: WebSocketOutlet) -> None:
    with client_of(outlet) as first, client_of(outlet) as second:
        for client in (first, second):
            hello = next_of(client)
            assert (hello["type"], hello["version"], hello["session"]) == ("hello", 1, None)
        for event in SESSION:
            outlet.take(event)
        for client in (first, second):
            kinds = [next_of(client)["type"] for _ in EVERY_KIND]
            assert kinds == EVERY_KIND


def test_a_client_that_comes_during_a_session_learns_of_it(outlet: WebSocketOutlet) -> None:
    outlet.take(STARTED)
    wait_until(outlet, lambda counters: counters.told == 1)
    with client_of(outlet) as client:
        hello = next_of(client)
        assert hello["models"] == MODELS
        assert hello["session"]["source"] == "Desk microphone"
        outlet.take(window())
        assert next_of(client)["type"] == "window"


@pytest.mark.parametrize(
    "origin",
    ["https://example.org", "null", "http://localhost.example.org", "http://127.0.0.1.nip.io"],
)
def test_a_page_from_elsewhere_is_refused(outlet: WebSocketOutlet, origin: str) -> None:
    with pytest.raises(InvalidStatus) as refused:
        client_of(outlet, origin)
    assert refused.value.response.status_code == 403


@pytest.mark.parametrize(
    "origin", ["http://localhost:8080", "http://127.0.0.1", "https://[::1]:3000"]
)
def test_a_page_of_this_machine_may_listen(outlet: WebSocketOutlet, origin: str) -> None:
    with client_of(outlet, origin) as client:
        assert next_of(client)["type"] == "hello"


@pytest.mark.logs
def test_a_client_that_stops_reading_is_dropped_and_the_others_go_on(
    outlet: WebSocketOutlet,
) -> None:
    outlet.take(STARTED)
    wait_until(outlet, lambda counters: counters.told == 1)
    with socket.socket() as asleep, client_of(outlet) as awake:
        asleep.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4_096)
        asleep.settimeout(20)
        asleep.connect((outlet.address.host, outlet.address.port))
        asleep.sendall(HANDSHAKE)
        assert asleep.recv(12) == b"HTTP/1.1 101"
        assert next_of(awake)["type"] == "hello"
        for i in range(20_000):
            outlet.take(window(3.0 + i))
            assert next_of(awake)["end_s"] == 3.0 + i
            if outlet.troubles:
                break
        assert i > CLIENT_QUEUE_LENGTH
        told = f"WebSocket at {outlet.address}: receivers disconnected because they could not"
        assert outlet.troubles == [f"{told} keep up: 1."]
        outlet.take(window(1.0e6))
        assert next_of(awake)["end_s"] == 1.0e6
    assert outlet.counters.dropped == 0


@pytest.mark.parametrize("asks", [True, False])
def test_connections_beyond_the_limit_are_turned_away_until_others_leave(
    outlet: WebSocketOutlet, asks: bool
) -> None:
    place = (outlet.address.host, outlet.address.port)
    with contextlib.ExitStack() as held:
        for _ in range(MAX_CONNECTIONS):
            if asks:
                held.enter_context(client_of(outlet))
            else:
                held.enter_context(socket.create_connection(place, timeout=20))
        one_too_many = held.enter_context(socket.create_connection(place, timeout=20))
        with contextlib.suppress(ConnectionResetError):
            assert one_too_many.recv(1) == b""
    for _ in range(1_000):  # until the server has heard that the others left
        with contextlib.suppress(ConnectionError, InvalidMessage), client_of(outlet) as client:
            assert next_of(client)["type"] == "hello"
            return
    pytest.fail("nobody is let in again")


def test_a_client_that_asks_and_never_reads_the_answers_is_disconnected(
    outlet: WebSocketOutlet,
) -> None:
    ping = b"\x89\xfd" + bytes(4) + b"?" * 125
    with socket.create_connection((outlet.address.host, outlet.address.port)) as asking:
        asking.settimeout(20)
        asking.sendall(HANDSHAKE)
        assert asking.recv(12) == b"HTTP/1.1 101"
        with pytest.raises((ConnectionResetError, BrokenPipeError)):
            asking.sendall(ping * (100 * MAX_UNREAD_BYTES // len(ping)))
    with client_of(outlet) as client:
        assert next_of(client)["type"] == "hello"


def test_the_last_message_arrives_before_the_server_closes() -> None:
    outlet = WebSocketOutlet(Address("127.0.0.1", 0))
    with client_of(outlet) as client:
        next_of(client)
        for event in SESSION:
            outlet.take(event)
        outlet.close()
        kinds = [json.loads(message)["type"] for message in client]
        assert kinds[-1] == "end"
        with pytest.raises(ConnectionClosed):
            client.recv(timeout=20)


def test_a_port_in_use_is_told_when_the_outlet_opens(outlet: WebSocketOutlet) -> None:
    with pytest.raises(UserFacingError, match=str(outlet.address)) as told:
        WebSocketOutlet(outlet.address)
    assert "another port" in told.value.remedy


def test_the_server_is_only_where_it_was_told_to_be(outlet: WebSocketOutlet) -> None:
    with socket.socket() as elsewhere:
        elsewhere.settimeout(20)
        with pytest.raises(ConnectionRefusedError):  # all of 127/8 is this machine on Linux
            elsewhere.connect(("127.0.0.2", outlet.address.port))
