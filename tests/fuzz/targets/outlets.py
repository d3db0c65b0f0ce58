"""What leaves the program while it listens, and who may ask for it."""

import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from tests.fuzz.inputs import WORDS, mutated
from tests.fuzz.target import Target

_HANDSHAKE: Final = (
    b"GET / HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    b"Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Version: 13\r\n\r\n"
)


def outlets(_folder: Path) -> Target:
    """Texts of microphones, markers and words, in the messages of OSC and of the WebSocket."""
    import json

    from pythonosc.osc_message import OscMessage
    from pythonosc.osc_message_builder import OscMessageBuilder

    from emotion_desktop.domain.live_events import MarkerSet, ProvisionalWords, SourceNotice
    from emotion_desktop.streaming import live_json, osc

    def read(data: bytes) -> None:
        text = data.decode("utf-8", "surrogateescape")
        spread = live_json.LiveMessages()
        for event in (
            MarkerSet(1.0, text),
            ProvisionalWords(0.0, 1.0, text),
            SourceNotice("lost", text, 1.0),
        ):
            path, arguments = osc.describe(event) or ("", [])
            builder = OscMessageBuilder(path)
            for tag, value in arguments:
                builder.add_arg(value, tag)
            datagram = builder.build().dgram
            assert len(datagram) < 65_507
            OscMessage(datagram)
            message = spread.of(event)
            if message is not None:
                json.loads(live_json.to_json(message).encode())

    return Target(mutated([b"door slams", "Grüße 🙂".encode(), b"a" * 8190]), read)


def websocket(_folder: Path) -> Target:
    """What a client sends to the WebSocket server, which then serves a decent one."""
    from websockets.sync.client import connect

    from emotion_desktop.streaming.options import Address
    from emotion_desktop.streaming.websocket import WebSocketOutlet

    outlet = WebSocketOutlet(Address("127.0.0.1", 0))
    place = (outlet.address.host, outlet.address.port)
    n_read = 0

    def read(data: bytes) -> None:
        nonlocal n_read
        n_read += 1
        with socket.create_connection(place, timeout=4.0) as client:
            try:
                client.sendall(data)
                client.shutdown(socket.SHUT_WR)
                while client.recv(2**16):
                    pass
            except OSError:  # it was hung up on, perhaps before its last word
                pass
        if n_read % 50 == 0:
            with connect(f"ws://{outlet.address}", open_timeout=4.0) as decent:
                assert "hello" in str(decent.recv(timeout=4.0))

    def bombs() -> Iterator[bytes]:
        yield b"GET / HTTP/1.1\r\n" + b"A: b\r\n" * 200_000
        yield b"a" * 2**22
        yield _HANDSHAKE + b"\x89\xfd" + b"\0" * 129 * 50_000  # pings
        yield _HANDSHAKE + b"\x82\xff\x00\x00\x00\x00\xff\xff\xff\xff" + b"\0" * 2**22
        yield _HANDSHAKE + b"\x02\x81\0\0\0\0a" + b"\x00\x81\0\0\0\0a" * 100_000

    frames = b"\x81\x85\0\0\0\0hello\x89\x80\0\0\0\0\x88\x82\0\0\0\0\x03\xe8"
    words = (
        b"\x81\xfe\xff\xff",
        b"\x8f\x80",
        b"\xc1\x80",
        b"Origin: http://a.example\r\n",
        b"\x88",
    )
    originals = [_HANDSHAKE + frames, _HANDSHAKE, frames, b"GET http://[::1 HTTP/1.1\r\n\r\n"]
    return Target(mutated(originals, WORDS + words), read, bombs, end=outlet.close)
