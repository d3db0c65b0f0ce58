"""The system's default output: loudspeakers or headphones."""

import logging
import math
import time
from collections import deque
from collections.abc import Callable
from typing import Any, Final, Protocol

from emotion_desktop.audio.portaudio import library
from emotion_desktop.audio.sound_server import server_sink
from emotion_desktop.domain.audio import FloatArray
from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.domain.translatable import Message

logger = logging.getLogger(__name__)

#: Fills audio, shape (n, 2), whose first frame becomes audible at the given time of
#: `time.monotonic`.
Fill = Callable[[FloatArray, float], None]

#: Longer than networks and interpreters pause.
_LATENCY_S: Final[float] = 0.1
#: A device that requests nothing for this long is gone or hangs; on a busy computer, a second
#: between two requests is common just after the start.
_SILENT_S: Final[float] = 3.0
#: Some devices request the first audio only after two seconds.
_STARTING_S: Final[float] = 5.0
#: Interval between queries to the sound server.
_FOLLOW_S: Final[float] = 0.5
#: The promptest of this many callbacks calibrates PortAudio's clock.
_CALLS: Final[int] = 100


class Output(Protocol):
    """An open output that requests audio.

    Attributes
    ----------
    name : str
        For people.
    rate_hz : int
        Of what it asks for.
    """

    name: str
    rate_hz: int

    def lost(self) -> Message | None:
        """Return why the output fell silent, or None while it works. May take a moment."""

    def close(self) -> None:
        """Close it; audio that was not played yet is dropped."""


def no_output() -> UserFacingError:
    """Create the error for a computer without a loudspeaker."""
    return UserFacingError(
        "No loudspeaker was found", "Connect headphones or loudspeakers, then play again."
    )


class DeviceOutput:
    """The system's default output; see `Output`.

    Parameters
    ----------
    fill : Fill
        Called by PortAudio: must return immediately.
    on_lost : callable
        Called on any thread when `lost` may have news.

    Raises
    ------
    UserFacingError
        There is none, or it cannot be opened.
    """

    def __init__(self, fill: Fill, on_lost: Callable[[], None]) -> None:
        self._fill = fill
        self._on_lost = on_lost
        self._finished = False
        self._called_at_s = time.monotonic()
        self._asked_at_s = -math.inf  # never: who unplugs it at once is to be noticed, too
        self._sink: tuple[int, str] | None = None
        self._offsets: deque[float] = deque(maxlen=_CALLS)
        with library.held() as sounddevice:
            try:
                self._open(sounddevice)
            except (sounddevice.PortAudioError, ValueError) as error:
                logger.info("no output at first: %s", error)
                self._open_again(sounddevice)

    def lost(self) -> Message | None:
        """See `Output`."""
        now_s = time.monotonic()
        if self._finished:
            return Message("{name} was disconnected", name=self.name)
        limit_s = _SILENT_S if self._offsets else _STARTING_S
        if now_s - self._called_at_s > limit_s:
            return Message("{name} has stopped accepting audio", name=self.name)
        if now_s - self._asked_at_s < _FOLLOW_S:
            return None
        self._asked_at_s = now_s
        return self._follow()

    def close(self) -> None:
        """See `Output`."""
        library.close(self._stream)

    def _open_again(self, sounddevice: Any) -> None:
        """Open a device that was connected after PortAudio searched for devices."""
        try:
            library.look_again()
            self._open(sounddevice)
        except (sounddevice.PortAudioError, ValueError) as error:
            raise no_output() from error

    def _open(self, sounddevice: Any) -> None:
        device = sounddevice.query_devices(kind="output")
        self.name: str = device["name"]
        self.rate_hz = round(device["default_samplerate"])
        stream = sounddevice.OutputStream(
            samplerate=self.rate_hz,
            channels=min(2, device["max_output_channels"]),
            dtype="float32",
            latency=_LATENCY_S,
            callback=self._on_call,
            finished_callback=self._finish,
        )
        library.opened(stream, ask_to_close=self._finish)
        try:
            self._latency_s = float(stream.latency)
            stream.start()
        except BaseException:
            library.close(stream)
            raise
        self._stream = stream
        self._called_at_s = time.monotonic()

    def _on_call(self, out: FloatArray, _frames: int, times: Any, _status: Any) -> None:
        now_s = self._called_at_s = time.monotonic()
        self._offsets.append(now_s - times.currentTime)
        ahead_s = times.outputBufferDacTime - times.currentTime
        if ahead_s <= 0:  # some drivers do not report it
            ahead_s = self._latency_s
        heard_at_s = times.currentTime + min(self._offsets) + ahead_s
        if out.shape[1] == 2:
            self._fill(out, heard_at_s)
            return
        both = out.repeat(2, axis=1)
        self._fill(both, heard_at_s)
        out[:] = both.mean(axis=1, keepdims=True)

    def _finish(self) -> None:
        self._finished = True
        self._on_lost()

    def _follow(self) -> Message | None:
        """Return where the server moved the stream after the device was disconnected."""
        found = server_sink()
        if found is None:
            return None
        place, there = found
        if self._sink is None or place == self._sink:
            self._sink, self.name = place, place[1]
            return None
        if self._sink[0] in there:  # the user moved it
            self._sink, self.name = place, place[1]
            return None
        return Message("{name} was disconnected", name=self._sink[1])
