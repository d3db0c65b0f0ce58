"""A local WebSocket server that sends every event as a JSON message to every client."""

import asyncio
import contextlib
import logging
import re
import socket
import sys
from concurrent.futures import Future
from functools import partial
from threading import Thread
from typing import Any, Final

from websockets.asyncio.server import ServerConnection, serve
from websockets.exceptions import ConnectionClosed
from websockets.typing import Origin

from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.domain.live_events import LiveEvent
from emotion_desktop.domain.translatable import Message
from emotion_desktop.streaming.live_json import LiveMessages, to_json
from emotion_desktop.streaming.options import Address
from emotion_desktop.streaming.sink import Outlet

_log = logging.getLogger(__name__)

#: Web pages must not listen in: they send an Origin, programs do not.
ORIGINS: Final[list[Origin | re.Pattern[str] | None]] = [
    None,
    re.compile(r"https?://(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?"),
]

#: A client that is further behind is disconnected: half a minute of windows and words.
CLIENT_QUEUE_LENGTH: Final = 128

#: Small, so that a client which stopped reading is noticed after that many bytes.
SEND_BUFFER_BYTES: Final = 65_536

#: Clients say nothing; what they say is dropped, and not collected either.
MAX_REQUEST_BYTES: Final = 4_096

CLOSE_TIMEOUT_S: Final = 1.0

#: Further ones are turned away at once: each takes one of the files that the program may have
#: open, which recording needs too.
MAX_CONNECTIONS: Final = 64

#: A client that asks again and again without reading the answers is disconnected.
MAX_UNREAD_BYTES: Final = 2**20

_Client = asyncio.Queue[str]


class _Connection(ServerConnection):
    """A connection, from before it says what it wants; `all_connections` are those of a server."""

    def __init__(self, *args: Any, all_connections: "set[_Connection]", **options: Any) -> None:
        super().__init__(*args, **options)
        self._all_connections = all_connections

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Turn away one too many."""
        super().connection_made(transport)
        if len(self._all_connections) >= MAX_CONNECTIONS:
            self.transport.abort()
        else:
            self._all_connections.add(self)

    def connection_lost(self, exc: Exception | None) -> None:
        """Make room for another one."""
        self._all_connections.discard(self)
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Answer, but do not collect answers that nobody reads."""
        super().data_received(data)
        if self.transport.get_write_buffer_size() > MAX_UNREAD_BYTES:
            self.transport.abort()


class WebSocketOutlet(Outlet):
    """Serves live messages to any number of clients, on its own asyncio loop.

    Parameters
    ----------
    address : Address
        Where to listen; port 0 takes a free one.

    Attributes
    ----------
    address : Address
        Where it is actually listening.

    Raises
    ------
    UserFacingError
        If the port is in use or the host is not this computer.
    """

    def __init__(self, address: Address) -> None:
        listening = _listen(address)
        self.address = Address(address.host, listening.getsockname()[1])
        self._messages = LiveMessages()
        self._hello = to_json(self._messages.hello())
        self._clients: dict[ServerConnection, _Client] = {}
        self._dropped_clients = 0
        self._loop = asyncio.new_event_loop()
        self._over = asyncio.Event()
        self._server = Thread(
            target=self._serve, args=(listening,), name=f"WebSocket server {self.address}"
        )
        self._server.daemon = True
        self._server.start()
        super().__init__(Message("WebSocket at {address}", address=self.address))

    @property
    def troubles(self) -> list[Message]:
        """See `Outlet`; also lists disconnected clients."""
        troubles = super().troubles
        if self._dropped_clients:
            troubles.append(
                Message(
                    "{name}: receivers disconnected because they could not keep up: {count}.",
                    name=self.name,
                    count=self._dropped_clients,
                )
            )
        return troubles

    def _tell(self, event: LiveEvent) -> None:
        message = self._messages.of(event)
        hello = to_json(self._messages.hello())
        text = to_json(message) if message is not None else None
        spread: Future[None] = asyncio.run_coroutine_threadsafe(
            self._spread(text, hello), self._loop
        )
        spread.result()

    def _end(self) -> None:
        self._loop.call_soon_threadsafe(self._over.set)
        self._server.join()

    async def _spread(self, text: str | None, hello: str) -> None:
        self._hello = hello
        if text is None:
            return
        for connection, queue in list(self._clients.items()):
            try:
                queue.put_nowait(text)
            except asyncio.QueueFull:
                self._drop(connection)

    def _drop(self, connection: ServerConnection) -> None:
        del self._clients[connection]
        self._dropped_clients += 1
        _log.warning("%s: disconnected a client that could not keep up", self.name)
        connection.transport.abort()  # closing politely would wait for the same client

    async def _greet_and_feed(self, connection: ServerConnection) -> None:
        queue: _Client = asyncio.Queue(CLIENT_QUEUE_LENGTH)
        queue.put_nowait(self._hello)
        self._clients[connection] = queue
        feeding = asyncio.create_task(_feed(connection, queue))
        try:
            with contextlib.suppress(ConnectionClosed):
                async for _ in connection:  # notices that the client leaves
                    pass
        finally:
            self._clients.pop(connection, None)
            feeding.cancel()

    def _serve(self, listening: socket.socket) -> None:
        asyncio.set_event_loop(self._loop)
        try:
            self._loop.run_until_complete(self._serve_until_over(listening))
        finally:
            self._loop.close()

    async def _serve_until_over(self, listening: socket.socket) -> None:
        async with serve(
            self._greet_and_feed,
            sock=listening,
            origins=ORIGINS,
            compression=None,
            max_size=MAX_REQUEST_BYTES,
            close_timeout=CLOSE_TIMEOUT_S,
            create_connection=partial(_Connection, all_connections=set()),  # type: ignore[arg-type]
        ):
            await self._over.wait()
            await self._drain()

    async def _drain(self) -> None:
        """Send the last messages to clients that keep up, before the server closes."""
        sending = asyncio.gather(*(queue.join() for queue in self._clients.values()))
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(sending, CLOSE_TIMEOUT_S)


async def _feed(connection: ServerConnection, queue: _Client) -> None:
    with contextlib.suppress(ConnectionClosed):  # `_greet_and_feed` notices it too
        while True:
            await connection.send(await queue.get())
            queue.task_done()


def _listen(address: Address) -> socket.socket:
    family = socket.AF_INET6 if ":" in address.host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    try:
        if sys.platform != "win32":  # there it would let two programs share one port
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, SEND_BUFFER_BYTES)
        listening.bind((address.host, address.port))
        listening.listen()
    except OSError as error:
        listening.close()
        raise UserFacingError(
            "The WebSocket server cannot listen on {address} ({error})",
            "Choose another port. If you gave a host, it must be this computer.",
            address=address,
            error=error,
        ) from error
    return listening
