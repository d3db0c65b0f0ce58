"""Outlets that reach nobody, and what opens them."""

import threading

from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.domain.live_events import LiveEvent
from emotion_desktop.streaming.options import Address, OutletOptions

NONE = OutletOptions()
OSC = OutletOptions(osc=Address("127.0.0.1", 9000))
LSL = OutletOptions(lsl=True)
BUSY = OutletOptions(websocket=Address("127.0.0.1", 80))


class OutletDouble:
    """Keeps what it was told."""

    def __init__(self) -> None:
        self.events: list[LiveEvent] = []
        self.troubles: list[str] = []
        self.closed = False

    def hear(self, block: object) -> None:
        """Nothing to do with sound."""

    def take(self, event: LiveEvent) -> None:
        self.events.append(event)

    def close(self) -> None:
        self.closed = True


class Opener:
    """Opens one double for anything but `NONE`; waits while its gate is shut."""

    def __init__(self) -> None:
        self.opened: list[OutletDouble] = []
        self.entered = threading.Event()
        self.gate = threading.Event()
        self.gate.set()

    def __call__(self, options: OutletOptions) -> list[OutletDouble]:
        self.entered.set()
        assert self.gate.wait(10)
        assert all(outlet.closed for outlet in self.opened), "a port would still be taken"
        if options == BUSY:
            raise UserFacingError("Port 80 is taken", "Choose another.")
        if options == NONE:
            return []
        self.opened.append(OutletDouble())
        return self.opened[-1:]
