"""Which streams are turned on, and their addresses."""

from dataclasses import dataclass
from typing import Final

from emotion_desktop.domain.errors import UserFacingError

#: Nothing leaves this computer unless another host is given.
LOOPBACK: Final = "127.0.0.1"

MAX_PORT: Final = 65_535


@dataclass(frozen=True, slots=True)
class Address:
    """A host (name or number) and a port.

    Raises
    ------
    UserFacingError
        If the port is invalid; the system would silently use another one.
    """

    host: str
    port: int

    def __post_init__(self) -> None:
        if not 0 <= self.port <= MAX_PORT:
            raise UserFacingError(
                "{port} is not a valid port",
                "Choose a port from 1 to {max_port}.",
                port=self.port,
                max_port=MAX_PORT,
            )

    def __str__(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{host}:{self.port}"


@dataclass(frozen=True, slots=True)
class OutletOptions:
    """The streams that are turned on; all are off by default.

    Attributes
    ----------
    lsl : bool
        Lab Streaming Layer, visible to programs on this computer.
    lsl_network : bool
        Lab Streaming Layer as liblsl's own configuration says, which by default makes
        the streams known to the whole local network; implies `lsl`.
    osc : Address or None
        Who receives OSC messages.
    websocket : Address or None
        Where the WebSocket server listens; port 0 chooses a free one.
    """

    lsl: bool = False
    lsl_network: bool = False
    osc: Address | None = None
    websocket: Address | None = None


def parse_address(text: str) -> Address:
    """Parse `PORT`, `HOST:PORT` or `[IPv6]:PORT`; the default host is `LOOPBACK`.

    Raises
    ------
    UserFacingError
        If there is no port from 1 to 65535, or no host before the colon.

    Examples
    --------
    >>> parse_address("9000")
    Address(host='127.0.0.1', port=9000)
    >>> str(parse_address("[::1]:9000"))
    '[::1]:9000'
    """
    host, colon, digits = text.strip().rpartition(":")
    bracketed = host.startswith("[") and host.endswith("]")
    host = host[1:-1] if bracketed else host
    port = _port(digits)
    if port is None or (colon and not host) or (":" in host and not bracketed):
        raise UserFacingError(
            "“{text}” is not a valid address",
            "Enter a port from 1 to 65535, or a host and a port such as 127.0.0.1:9000.",
            text=text,
        )
    return Address(host or LOOPBACK, port)


def _port(text: str) -> int | None:
    digits = text.lstrip("0")  # of thousands of digits `int` makes no number
    if not (digits.isascii() and digits.isdigit() and len(digits) <= len(str(MAX_PORT))):
        return None
    port = int(digits)
    return port if port <= MAX_PORT else None
