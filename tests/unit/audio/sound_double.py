"""Stands in for sounddevice: a test plugs devices in and plays into what was opened."""

import queue
import threading
from collections.abc import Callable

import numpy as np

WAIT_S = 5


class StreamDouble:
    """What is played to it reaches the callback; `hang` holds who closes it."""

    def __init__(self, sound: "SoundDouble", options: dict) -> None:
        self._sound = sound
        self._callback: Callable = options["callback"]
        self.finish: Callable = options["finished_callback"]
        self._blocksize: int = options["blocksize"]
        self.channels: int = options["channels"]
        self.device: int = options["device"]
        self.hang = threading.Event()
        self.hang.set()
        self.closed = threading.Event()

    def start(self) -> None:
        self._sound.started(self)

    def abort(self, ignore_errors: bool = True) -> None:
        assert self.hang.wait(30)

    def close(self, ignore_errors: bool = True) -> None:
        self.closed.set()

    def play(self, samples: np.ndarray) -> None:
        frames = samples.reshape(len(samples), -1)
        if frames.shape[1] == 1:
            frames = np.repeat(frames, self.channels, axis=1)
        for start in range(0, len(frames), self._blocksize):
            piece = frames[start : start + self._blocksize]
            self._callback(piece, len(piece), None, None)


class SoundDouble:
    """The module; devices that are plugged are seen after the next `_initialize`."""

    class PortAudioError(Exception):
        pass

    def __init__(self) -> None:
        self.plugged = [("Fake", 1)]
        self._seen = list(self.plugged)
        self.streams: queue.Queue[StreamDouble] = queue.Queue()
        self.open_streams: list[StreamDouble] = []
        self.looks = 0
        self.started: Callable[[StreamDouble], None] = self.streams.put
        self.opening = threading.Event()
        self.opening.set()

    def next_stream(self) -> StreamDouble:
        return self.streams.get(timeout=WAIT_S)

    def query_hostapis(self, index: int | None = None) -> object:
        hosts = ({"name": "Core Audio"},)
        return hosts if index is None else hosts[index]

    def query_devices(self, kind: str | None = None) -> object:
        devices = [
            {
                "index": index,
                "name": name,
                "hostapi": 0,
                "default_samplerate": 48_000.0,
                "max_input_channels": channels,
            }
            for index, (name, channels) in enumerate(self._seen)
        ]
        if kind is None:
            return devices
        if not devices:
            raise self.PortAudioError("Error querying device -1")
        return devices[0]

    def InputStream(self, **options: object) -> StreamDouble:  # noqa: N802
        assert self.opening.wait(30)
        if options["device"] >= len(self.plugged):
            raise self.PortAudioError("Device unavailable")
        stream = StreamDouble(self, options)
        self.open_streams.append(stream)
        return stream

    def _terminate(self) -> None:
        assert all(stream.closed.is_set() for stream in self.open_streams)

    def _initialize(self) -> None:
        self.looks += 1
        self._seen = list(self.plugged)
