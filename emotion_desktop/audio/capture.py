"""One capture session of a microphone, on its own thread."""

import logging
import queue
import threading
import time
from typing import Any, Final, NamedTuple

from emotion_desktop.audio.live_mix import LiveMix
from emotion_desktop.audio.microphones import Microphone, find_microphone
from emotion_desktop.audio.portaudio import library
from emotion_desktop.audio.sound_server import Move, StreamFollower, chosen_source
from emotion_desktop.audio.sources import BLOCK_S
from emotion_desktop.domain.audio import FloatArray
from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.domain.translatable import Message

logger = logging.getLogger(__name__)

#: Blocks that wait for a slow consumer: ten seconds.
QUEUE_BLOCKS: Final[int] = 334
#: What is asked of devices that take any number of channels.
_PLUG_CHANNELS: Final[int] = 2
#: Interval between queries to the sound server.
_FOLLOW_S: Final[float] = 1.5


class Wanted(NamedTuple):
    """A microphone by name and host (None: the default) and a channel (None: all mixed)."""

    name: str | None
    host: str | None
    channel: int | None


class Chunk(NamedTuple):
    """A block as delivered by the device.

    Attributes
    ----------
    first_frame : int
        Index of the first frame since the device was opened.
    arrived_s : float
        On `time.monotonic`'s clock.
    samples : FloatArray
        Shape (n,), mono.
    """

    first_frame: int
    arrived_s: float
    samples: FloatArray


class Capture:
    """Opens, follows and closes a microphone, all on its own thread.

    All three may hang for half a minute if the sound server does; no caller
    waits for them longer than it wants to. PortAudio's callback only copies and queues.

    Parameters
    ----------
    wanted : Wanted
        What to open.
    refresh : bool
        Let PortAudio rescan the devices first.

    Attributes
    ----------
    opened : threading.Event
        Set when the device is open; `microphone` is valid from then on.
    heard : threading.Event
        Set when audio has arrived; `began_s` is then the time of the first sample, on
        `time.monotonic`'s clock.
    over : threading.Event
        Set when no more audio will come: not opened, disconnected or released.
    error : Exception or None
        Why it could not be opened; valid when `over` is set.
    """

    def __init__(self, wanted: Wanted, *, refresh: bool = False) -> None:
        self.opened, self.heard, self.over = (threading.Event() for _ in range(3))
        self.error: Exception | None = None
        self.microphone: Microphone
        self.began_s = 0.0
        self._wanted = wanted
        self._refresh = refresh
        self._released = threading.Event()
        self._look = threading.Event()
        self._frames_seen = 0
        self._mix: LiveMix | None = None  # used by the consumer, created with the first chunk
        # None: no more audio will come.
        self._queue: queue.Queue[tuple[int, float, FloatArray] | None] = queue.Queue(QUEUE_BLOCKS)
        self._moves: queue.SimpleQueue[Move] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="microphone", daemon=True)
        self._thread.start()

    def take(self, timeout_s: float) -> Chunk | None:
        """Return the next block, or None when no more will come.

        Raises
        ------
        queue.Empty
            Nothing came within `timeout_s`.
        """
        item = self._queue.get(timeout=timeout_s)
        if item is None:
            return None
        first_frame, arrived_s, frames = item
        channel = self._wanted.channel
        mono = self._mixed(frames) if channel is None else frames[:, channel]
        return Chunk(first_frame, arrived_s, mono)

    def take_notices(self) -> list[Message]:
        """Return the channel notices since the last call."""
        return self._mix.take_notices() if self._mix is not None else []

    def _mixed(self, frames: FloatArray) -> FloatArray:
        if self._mix is None:
            self._mix = LiveMix(frames.shape[1], self.microphone.default_rate_hz)
        return self._mix.mix(frames)

    def take_move(self) -> Move | None:
        """Return how the sound server moved the stream since the last call, if it did."""
        try:
            return self._moves.get_nowait()
        except queue.Empty:
            return None

    def look(self) -> None:
        """Query the sound server now; `take_move` returns the answer."""
        self._look.set()

    def release(self, wait_s: float = 0.0) -> None:
        """Request the end and wait up to the timeout for the device to close."""
        self._ask_to_close()
        self._thread.join(wait_s)

    def _ask_to_close(self) -> None:
        self._released.set()
        self._look.set()

    @property
    def released(self) -> bool:
        """True once the end was requested, including at exit of the process."""
        return self._released.is_set()

    def _run(self) -> None:
        stream = None
        try:
            stream = self._open()
            if stream is not None:
                self._follow()
        except Exception as error:  # the edge of a thread; who listens must learn of it
            self.error = error
        finally:
            self._end()
            if stream is not None:
                library.close(stream)

    def _open(self) -> Any:
        """Start the stream, or return None if it is no longer wanted."""
        with library.held() as sounddevice:
            if self._released.is_set():
                return None
            wanted = self._wanted
            found = find_microphone(wanted.name, wanted.host, refresh=self._refresh)
            try:
                with chosen_source(found.server_source):
                    stream = sounddevice.InputStream(
                        samplerate=found.default_rate_hz,
                        blocksize=round(found.default_rate_hz * BLOCK_S),
                        device=found.index,
                        channels=self._channels(found),
                        dtype="float32",
                        latency="high",
                        callback=self._on_audio,
                        finished_callback=self._end,
                    )
                    library.opened(stream, ask_to_close=self._ask_to_close)
                    self.microphone = found
                    self._start(stream)
            except (sounddevice.PortAudioError, ValueError) as error:
                raise UserFacingError(
                    "{name} cannot be opened: {error}",
                    "Check that it is connected, that access is allowed, and that no other "
                    "program is using it.",
                    name=found.name,
                    error=error,
                ) from error
        self.opened.set()
        return stream

    def _start(self, stream: Any) -> None:
        try:
            stream.start()
        except BaseException:
            library.close(stream)
            raise

    def _channels(self, microphone: Microphone) -> int:
        channel = self._wanted.channel
        if channel is None:
            # A driver's own downmix may cancel the voice: all channels of the device are requested,
            # if their number is known. For ALSA's plugs, it is not.
            known = microphone.server_source is not None or not microphone.mixes
            return microphone.channels if known else min(_PLUG_CHANNELS, microphone.channels)
        if channel >= microphone.channels:
            raise UserFacingError(
                "{name} has no channel {channel}; it has {channels}",
                "Choose another channel.",
                name=microphone.name,
                channel=channel + 1,
                channels=microphone.channels,
            )
        return microphone.channels

    def _follow(self) -> None:
        follower = StreamFollower(self.microphone.server_source)
        while not self._released.is_set():
            self._look.wait(_FOLLOW_S)
            self._look.clear()
            if self.heard.is_set() and not self.over.is_set():
                move = follower.check()
                if move is not None:
                    self._moves.put(move)

    def _on_audio(self, data: FloatArray, frames: int, _time: Any, _status: Any) -> None:
        now_s = time.monotonic()
        if not self._frames_seen:
            self.began_s = now_s - frames / self.microphone.default_rate_hz
            self.heard.set()
        self._put((self._frames_seen, now_s, data.copy()))
        self._frames_seen += frames

    def _end(self) -> None:
        self.over.set()
        self._put(None)

    def _put(self, item: tuple[int, float, FloatArray] | None) -> None:
        """Queue a block without waiting; the oldest is dropped and leaves a gap."""
        while True:
            try:
                self._queue.put_nowait(item)
            except queue.Full:
                try:
                    self._queue.get_nowait()
                except queue.Empty:
                    continue
            else:
                return
