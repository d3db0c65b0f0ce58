"""A loudspeaker without a sound card: a test lets time go by and hears what was sent."""

import threading
from collections.abc import Callable

import numpy as np

from emotion_desktop.audio.output import Fill, no_output
from emotion_desktop.audio.player import Player
from emotion_desktop.domain.translatable import Message

RATE_HZ = 48_000
LATENCY_S = 0.15
WAIT_S = 30


class OutputDouble:
    """Opens as often as it is asked to; see `Output`.

    Attributes
    ----------
    now_s : float
        The clock; goes on with `play` only.
    sent : list
        What it was given: when its first frame is heard, and the frames.
    """

    name = "Fake"

    def __init__(self, rate_hz: int = RATE_HZ) -> None:
        self.rate_hz = rate_hz
        self.now_s = 100.0
        self.sent: list[tuple[float, np.ndarray]] = []
        self.n_opened = 0
        self.is_open = False
        self.missing = False
        self.player: Player
        self._reason: Message | None = None
        self._fill: Fill
        self._on_lost: Callable[[], None]

    def open(self, fill: Fill, on_lost: Callable[[], None]) -> "OutputDouble":
        if self.missing:
            raise no_output()
        assert not self.is_open
        self._fill, self._on_lost, self._reason = fill, on_lost, None
        self.is_open = True
        self.n_opened += 1
        return self

    def clock(self) -> float:
        return self.now_s

    def lost(self) -> Message | None:
        return self._reason

    def close(self) -> None:
        self.is_open = False

    def unplug(self) -> None:
        self._reason = Message("{name} was disconnected", name=self.name)
        self._on_lost()

    def settle(self) -> None:
        """Wait until the player has done what it was told."""
        done = threading.Event()
        self.player.submit(done.set)
        assert done.wait(WAIT_S)

    def play(self, seconds: float, block: int = 960) -> np.ndarray:
        """Let time pass, and return what was sent meanwhile."""
        parts = [np.zeros((0, 2), np.float32)]
        for _ in range(round(seconds * self.rate_hz / block)):
            self.settle()
            if not self.is_open:
                break
            out = np.full((block, 2), np.nan, np.float32)
            self._fill(out, self.now_s + LATENCY_S)
            self.sent.append((self.now_s + LATENCY_S, out))
            parts.append(out)
            self.now_s += block / self.rate_hz
        self.settle()
        return np.concatenate(parts)

    def heard_at(self, now_s: float) -> np.ndarray | None:
        """The frame that leaves the loudspeaker at that time."""
        for heard_at_s, frames in reversed(self.sent):
            index = round((now_s - heard_at_s) * self.rate_hz)
            if 0 <= index < len(frames):
                return frames[index]
        return None
