"""Open Sound Control: one UDP message per event, for music and stage software."""

import socket
from typing import Final

from pythonosc.osc_message_builder import OscMessageBuilder

from emotion_desktop.domain.audio import FloatArray
from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.domain.estimate import Estimate
from emotion_desktop.domain.labels import EMOTIONS
from emotion_desktop.domain.live_events import (
    Failed,
    LiveEvent,
    MarkerSet,
    ProvisionalWords,
    SessionStarted,
    SourceEnded,
    SourceNotice,
    UtteranceReady,
    WindowReady,
)
from emotion_desktop.domain.printable import encodable
from emotion_desktop.domain.translatable import Message
from emotion_desktop.streaming.live_json import failure_text
from emotion_desktop.streaming.options import Address
from emotion_desktop.streaming.sink import Outlet

_ABSENT: Final = [float("nan")] * len(EMOTIONS)

#: A receiver on the local network takes or refuses a datagram much faster.
SEND_TIMEOUT_S: Final = 1.0

#: Longer text would not fit into one datagram; no utterance is that long.
MAX_TEXT_BYTES: Final = 8_192

#: An argument's OSC type tag (`f` float32, `i` int32, `s` string) and its value.
Argument = tuple[str, str | int | float]


class OscOutlet(Outlet):
    """Sends OSC messages over UDP; the README lists addresses and arguments.

    Parameters
    ----------
    address : Address
        The receiver. It need not be there yet.

    Raises
    ------
    UserFacingError
        If the host is unknown or cannot be reached from here.
    """

    def __init__(self, address: Address) -> None:
        self._address = address
        try:
            self._socket: socket.socket | None = _connect(address)
        except OSError as error:
            raise UserFacingError(
                "OSC messages cannot be sent to {address} ({error})",
                "Check the host and port for OSC messages.",
                address=address,
                error=error,
            ) from error
        super().__init__(Message("OSC to {address}", address=address))

    def _tell(self, event: LiveEvent) -> None:
        described = describe(event)
        if described is None:
            return
        path, arguments = described
        builder = OscMessageBuilder(path)
        for tag, value in arguments:
            builder.add_arg(value, tag)
        datagram = builder.build().dgram
        try:
            self._send(datagram)
        except OSError:
            # The system also reports this way that the *previous* datagram was refused.
            self._end()
            self._send(datagram)
            raise

    def _send(self, datagram: bytes) -> None:
        if self._socket is None:
            self._socket = _connect(self._address)
        self._socket.send(datagram)

    def _end(self) -> None:
        if self._socket is not None:
            self._socket.close()
            self._socket = None


def describe(  # noqa: PLR0911 (one a kind)
    event: LiveEvent,
) -> tuple[str, list[Argument]] | None:
    """Return the OSC address and typed arguments of an event; None if it has none."""
    match event:
        case WindowReady():
            return "/emotion/window", _window(event)
        case UtteranceReady():
            return "/emotion/utterance", _utterance(event)
        case ProvisionalWords():
            span: list[Argument] = [("f", event.start_s), ("f", event.end_s)]
            return "/emotion/words", [*span, _text(event.text)]
        case MarkerSet():
            return "/emotion/marker", [("f", event.at_s), _text(event.text)]
        case SourceNotice():
            return _notice(event.at_s, event.kind, event.message)
        case SessionStarted():
            return _notice(0.0, "started", event.source)
        case SourceEnded():
            return _notice(float("nan"), "ended", event.reason or "")
        case Failed():
            return _notice(float("nan"), "failed", failure_text(event))
        case _:
            return None


def _window(event: WindowReady) -> list[Argument]:
    window = event.window
    speech = window.estimate.probabilities
    label = EMOTIONS[int(speech.argmax())]
    head: list[Argument] = [("f", window.end_s), ("s", label), ("f", float(speech.max()))]
    return head + _floats(speech)


def _utterance(event: UtteranceReady) -> list[Argument]:
    utterance = event.utterance
    estimate = utterance.estimate
    return [
        ("i", utterance.segment_id),
        ("f", utterance.start_s),
        ("f", utterance.end_s),
        ("s", estimate.label),
        ("f", estimate.confidence),
        ("i", int(estimate.uncertain)),
        _text(utterance.transcript.text),
        ("f", estimate.gate.speech),
        ("f", estimate.gate.text),
        *_floats(estimate.probabilities),
        *_probabilities_of(estimate.speech),
        *_probabilities_of(estimate.text),
    ]


def _probabilities_of(estimate: Estimate | None) -> list[Argument]:
    return [("f", p) for p in _ABSENT] if estimate is None else _floats(estimate.probabilities)


def _floats(row: FloatArray) -> list[Argument]:
    return [("f", p) for p in row.tolist()]


def _notice(at_s: float, kind: str, text: str) -> tuple[str, list[Argument]]:
    return "/emotion/notice", [("f", at_s), ("s", kind), _text(text)]


def _text(text: str) -> Argument:
    # An OSC string ends at its first NUL.
    sent = encodable(text).replace("\0", "").encode()
    return "s", sent[:MAX_TEXT_BYTES].decode(errors="ignore")


def _connect(address: Address) -> socket.socket:
    """Open a connected socket, since only those report refused datagrams."""
    family, kind, protocol, _, target = socket.getaddrinfo(
        address.host, address.port, type=socket.SOCK_DGRAM
    )[0]
    made = socket.socket(family, kind, protocol)
    try:
        made.settimeout(SEND_TIMEOUT_S)
        made.connect(target)
    except BaseException:
        made.close()
        raise
    return made
