"""Live sound: a microphone, or a file that plays as if it were one."""

import logging
import queue
import threading
import time
from abc import ABC, abstractmethod
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any, Final, Protocol

import numpy as np

from emotion_desktop.audio.devices import load_sounddevice
from emotion_desktop.audio.files import open_blocks
from emotion_desktop.audio.resampling import StreamResampler
from emotion_desktop.domain.audio import SAMPLE_RATE_HZ, AudioBlock, FloatArray
from emotion_desktop.domain.errors import UserFacingError

logger = logging.getLogger(__name__)

OnBlock = Callable[[AudioBlock], None]
OnEnd = Callable[[str | None], None]

BLOCK_S: Final[float] = 0.03
#: Blocks that wait for a slow consumer: ten seconds.
QUEUE_BLOCKS: Final[int] = 334
#: A microphone that gives nothing for this long is lost.
SILENT_DEVICE_S: Final[float] = 1.0
#: The first block may come as late as this after the stream's start.
FIRST_BLOCK_S: Final[float] = 5.0
_POLL_S: Final[float] = 0.1
_STOP_TIMEOUT_S: Final[float] = 2.0


class Source(Protocol):
    """Where live sound comes from.

    Attributes
    ----------
    name : str
        For people: the device or the file.
    dropped_samples : int
        Lost so far, counted at `SAMPLE_RATE_HZ`; `first_sample` of the blocks
        leaves them out too, so a loss is a gap and never a shift.
    """

    name: str
    dropped_samples: int

    def start(self, on_block: OnBlock, on_end: OnEnd) -> None:
        """Begin in a thread of its own; may be called once.

        Parameters
        ----------
        on_block : callable
            Gets each block of 30 ms or so, on the source's thread.
        on_end : callable
            Called once on the same thread, after the last block: with None at the
            file's end or after `stop`, else with the reason in one line.
        """

    def stop(self) -> None:
        """Ask for the end and wait up to 2 s for it; may be called more than once.

        Never call it on a thread that must not wait.
        """


class _ThreadedSource(ABC):
    """The thread that both kinds of source have in common."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.dropped_samples = 0
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self, on_block: OnBlock, on_end: OnEnd) -> None:
        if self._thread is not None:
            raise RuntimeError("a source starts only once")
        self._thread = threading.Thread(
            target=self._run, args=(on_block, on_end), name="sound source", daemon=True
        )
        self._thread.start()

    def stop(self) -> None:
        self._stopping.set()
        if self._thread is not None and self._thread is not threading.current_thread():
            self._thread.join(_STOP_TIMEOUT_S)

    def _run(self, on_block: OnBlock, on_end: OnEnd) -> None:
        try:
            reason = self._deliver(on_block)
        except UserFacingError as error:
            reason = str(error)
        except Exception as error:
            # A bug; whoever listens must still learn that no more sound comes.
            logger.exception("the source %s failed", self.name)
            reason = f"{self.name} stopped because of a fault in the program: {error!r}"
        try:
            on_end(reason)
        finally:
            self._close()

    @abstractmethod
    def _deliver(self, on_block: OnBlock) -> str | None:
        """Call `on_block` until the end, and say why it came."""

    def _close(self) -> None:  # noqa: B027 - a file closes itself
        """Let go of what was open, after everybody was told."""


class FileSource(_ThreadedSource):
    """A file that plays as if it were live.

    Parameters
    ----------
    path : Path
        Any sound file; what is wrong with it is reported to `on_end`.
    speed : float or None
        1 is real time, None as fast as the consumer takes it.
    """

    def __init__(self, path: Path, *, speed: float | None = 1.0) -> None:
        super().__init__(path.name)
        self._path = path
        self._speed = speed

    def _deliver(self, on_block: OnBlock) -> str | None:
        start_s: float | None = None
        with closing(open_blocks(self._path, "mix", block_s=BLOCK_S)) as blocks:
            for block in blocks:
                if start_s is None:
                    start_s = time.monotonic()
                if self._speed is not None:
                    # A block is there when its last sample was heard.
                    heard_s = (block.first_sample + len(block.samples)) / SAMPLE_RATE_HZ
                    due_s = start_s + heard_s / self._speed
                    self._stopping.wait(max(0.0, due_s - time.monotonic()))
                if self._stopping.is_set():
                    break
                on_block(block)
        return None


class LossMeter:
    """Tells from the clock how much sound a device swallowed without saying so.

    Blocks may come late and in bursts, which is no loss. So the least delay in each
    stretch of a few seconds counts: it jumps only where sound is missing. Slow drift
    between the clocks stays below the threshold.

    Parameters
    ----------
    stretch_s : float
        Length of a stretch.
    threshold_s : float
        A smaller jump is taken for drift.
    """

    def __init__(self, *, stretch_s: float = 2.0, threshold_s: float = 0.2) -> None:
        self._stretch_s = stretch_s
        self._threshold_s = threshold_s
        self._base_s: float | None = None
        self._least_s = float("inf")
        self._stretch_end_s: float | None = None

    def observe(self, now_s: float, received_s: float) -> float:
        """Take the time and amount of sound at a block's arrival.

        Parameters
        ----------
        now_s : float
            Of a monotonic clock.
        received_s : float
            Sound received since the start, without what was found lost.

        Returns
        -------
        float
            Seconds found lost just now, mostly 0.
        """
        self._least_s = min(self._least_s, now_s - received_s)
        if self._stretch_end_s is None:
            self._stretch_end_s = now_s + self._stretch_s
        if now_s < self._stretch_end_s:
            return 0.0
        jump_s = 0.0 if self._base_s is None else self._least_s - self._base_s
        self._base_s, self._least_s = self._least_s, float("inf")
        self._stretch_end_s = now_s + self._stretch_s
        return jump_s if jump_s > self._threshold_s else 0.0


class MicrophoneSource(_ThreadedSource):
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

    def _deliver(self, on_block: OnBlock) -> str | None:
        rate_hz = self._open()
        timeline = _Timeline(rate_hz)
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


class _Timeline:
    """Puts a device's blocks on one time line at 16 kHz, with gaps where sound is lost."""

    def __init__(self, rate_hz: int) -> None:
        self._rate_hz = rate_hz
        self._loss = LossMeter()
        self._swallowed = 0  # frames that the device lost without counting them
        self._expected = 0
        self._resampler = StreamResampler(rate_hz)
        self._next_sample = 0
        self.dropped_samples = 0

    def place(self, first_frame: int, arrived_s: float, samples: FloatArray) -> list[AudioBlock]:
        """Resample a block; after a gap, what was held back before it comes first."""
        received_s = (first_frame + len(samples)) / self._rate_hz
        swallowed_s = self._loss.observe(arrived_s, received_s)
        if swallowed_s:
            logger.warning("the device lost %.1f s of sound without a word", swallowed_s)
            self._swallowed += round(swallowed_s * self._rate_hz)
        first_frame += self._swallowed
        blocks: list[AudioBlock] = []
        if first_frame != self._expected:
            blocks += self._block(np.zeros(0, dtype=np.float32), last=True)
            self.dropped_samples += self._at_16_khz(first_frame - self._expected)
            self._next_sample = self._at_16_khz(first_frame)
            self._resampler = StreamResampler(self._rate_hz)
        self._expected = first_frame + len(samples)
        return blocks + self._block(samples)

    def _at_16_khz(self, frames: int) -> int:
        return round(frames * SAMPLE_RATE_HZ / self._rate_hz)

    def _block(self, samples: FloatArray, *, last: bool = False) -> list[AudioBlock]:
        resampled = self._resampler.feed(samples, last=last)
        if not len(resampled):
            return []
        block = AudioBlock(resampled, SAMPLE_RATE_HZ, self._next_sample)
        self._next_sample += len(resampled)
        return [block]
