"""A microphone through PortAudio."""

import queue
import time
from typing import Any, Final

from emotion_desktop.audio.devices import load_sounddevice
from emotion_desktop.audio.sources import BLOCK_S, OnBlock, OnNotice, ThreadedSource
from emotion_desktop.audio.timeline import Timeline
from emotion_desktop.domain.audio import FloatArray
from emotion_desktop.domain.errors import UserFacingError

#: Blocks that wait for a slow consumer: ten seconds.
QUEUE_BLOCKS: Final[int] = 334
#: A microphone that gives nothing for this long is lost.
SILENT_DEVICE_S: Final[float] = 1.0
#: The first block may come as late as this after the stream's start.
FIRST_BLOCK_S: Final[float] = 5.0
_POLL_S: Final[float] = 0.1


class MicrophoneSource(ThreadedSource):
    """A microphone through PortAudio.

    PortAudio's callback copies and queues; this source's thread opens and closes the
    device (either may hang for half a minute), resamples and calls `on_block`.

    Parameters
    ----------
    device : int, str or None
        Index or name, None for the system's default.
    """

    def __init__(self, device: int | str | None) -> None:
        super().__init__("default microphone" if device is None else str(device))
        self._device = device
        # (index of the first frame, arrival in monotonic s, samples); None: device gone.
        self._queue: queue.Queue[tuple[int, float, FloatArray] | None] = queue.Queue(QUEUE_BLOCKS)
        self._frames_seen = 0
        self._stream: Any = None

    def _deliver(self, on_block: OnBlock, _on_notice: OnNotice) -> str | None:
        rate_hz = self._open()
        timeline = Timeline(rate_hz)
        patience_s = FIRST_BLOCK_S
        last_block_s = time.monotonic()
        while not self._stopping.is_set():
            try:
                item = self._queue.get(timeout=_POLL_S)
            except queue.Empty:
                if time.monotonic() - last_block_s > patience_s:
                    return f"{self.name} gives no sound any more"
                continue
            if item is None:
                return f"{self.name} was disconnected"
            last_block_s, patience_s = time.monotonic(), SILENT_DEVICE_S
            for block in timeline.place(*item):
                on_block(block)
            self.dropped_samples = timeline.dropped_samples
        return None

    def _open(self) -> int:
        """Start the stream and give its rate in Hz."""
        sounddevice = load_sounddevice()
        try:
            device = sounddevice.query_devices(self._device, "input")
            self.name = device["name"]
            rate_hz: int = round(device["default_samplerate"])
            self._stream = sounddevice.InputStream(
                samplerate=rate_hz,
                blocksize=round(rate_hz * BLOCK_S),
                device=device["index"],
                channels=1,
                dtype="float32",
                latency="high",
                callback=self._on_audio,
                finished_callback=self._on_finished,
            )
            self._stream.start()
        except (sounddevice.PortAudioError, ValueError) as error:
            raise UserFacingError(
                f"{self.name} cannot be opened: {error}",
                "Check that it is plugged in, allowed, and not in use by another program.",
            ) from error
        return rate_hz

    def _on_audio(self, data: FloatArray, frames: int, _time: Any, _status: Any) -> None:
        item = (self._frames_seen, time.monotonic(), data[:, 0].copy())
        self._frames_seen += frames
        self._put(item)

    def _on_finished(self) -> None:
        self._put(None)

    def _put(self, item: tuple[int, float, FloatArray] | None) -> None:
        """Queue it without waiting; the oldest goes, and its gap tells of the loss."""
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

    def _close(self) -> None:
        if self._stream is not None:
            self._stream.abort(ignore_errors=True)
            self._stream.close(ignore_errors=True)
