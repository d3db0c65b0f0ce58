"""Serialised access to PortAudio, which is not thread-safe.

Opening, closing and searching for devices go through `library`. Devices are only searched for
while no stream is open, because searching closes open streams.
"""

import atexit
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Any, Final

from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.domain.translatable import Message

#: How long the process waits at its end for streams to close.
_LEAVE_S: Final[float] = 1.0


class PortAudioLibrary:
    """The PortAudio library of this process and its open streams.

    A sound server that hangs blocks PortAudio's calls for half a minute, and with
    them every thread that waits its turn: never wait on the GUI thread.
    """

    def __init__(self) -> None:
        self._turn = threading.RLock()
        self._change = threading.Condition()
        self._streams: dict[Any, Callable[[], None]] = {}
        self._sounddevice: ModuleType | None = None

    @contextmanager
    def held(self, timeout_s: float = -1.0) -> Iterator[ModuleType]:
        """Hold the library; reentrant for the same thread.

        Parameters
        ----------
        timeout_s : float
            How long to wait for the turn; negative is for ever.

        Yields
        ------
        ModuleType
            The module `sounddevice`.

        Raises
        ------
        TimeoutError
            Another thread has its turn, and maybe hangs.
        UserFacingError
            The PortAudio library is not installed.
        """
        if not self._turn.acquire(timeout=timeout_s):
            raise TimeoutError("PortAudio is busy")
        try:
            yield self._load()
        finally:
            self._turn.release()

    def look_again(self) -> bool:
        """Rescan the devices; False if an open stream prevents it.

        Raises
        ------
        sounddevice.PortAudioError
            The sound system fails.
        """
        with self.held() as sounddevice:
            if self._streams:
                return False
            sounddevice._terminate()
            sounddevice._initialize()
            return True

    def opened(self, stream: Any, *, ask_to_close: Callable[[], None]) -> None:
        """Register a stream, while holding the library that opened it.

        Parameters
        ----------
        stream : sounddevice stream
            Started or not.
        ask_to_close : callable
            Called when the process ends; must return immediately.
        """
        self._streams[stream] = ask_to_close

    def close(self, stream: Any) -> None:
        """Abort and close a stream while holding the library; may take half a minute."""
        with self.held():
            stream.abort(ignore_errors=True)
            stream.close(ignore_errors=True)
            with self._change:
                self._streams.pop(stream, None)
                self._change.notify_all()

    def _load(self) -> ModuleType:
        if self._sounddevice is None:
            try:
                # Imported late, so that files can be analysed on a computer without PortAudio.
                import sounddevice  # noqa: PLC0415
            except OSError as error:
                raise UserFacingError(
                    "The audio library PortAudio is missing",
                    "Install it: the package is called libportaudio2 on Debian and Ubuntu, "
                    "portaudio on Fedora, Arch and Homebrew.",
                ) from error
            # Its own handler would wait for a hanging stream and keep the process alive.
            atexit.unregister(sounddevice._exit_handler)
            atexit.register(self._leave)
            bear_undecodable_names(sounddevice)
            self._sounddevice = sounddevice
        return self._sounddevice

    def _leave(self) -> None:
        for ask_to_close in list(self._streams.values()):
            ask_to_close()
        with self._change:
            closed = self._change.wait_for(lambda: not self._streams, _LEAVE_S)
        if closed and self._turn.acquire(timeout=_LEAVE_S):
            assert self._sounddevice is not None
            self._sounddevice._exit_handler()


def bear_undecodable_names(sounddevice: Any) -> None:
    """Let `query_devices` return a number for a device whose name cannot be decoded.

    One such name would otherwise take the list of all devices along, and the device could
    not be opened by its number either: opening asks for its name.
    """
    ask = sounddevice.query_devices

    def query_devices(device: int | str | None = None, kind: str | None = None) -> Any:
        try:
            return ask(device, kind)
        except UnicodeDecodeError:
            number = sounddevice._get_device_id(device, kind, raise_on_error=True)
            info = sounddevice._lib.Pa_GetDeviceInfo(number)
        return {
            "name": Message("microphone {number}", number=number),
            "index": number,
            "hostapi": info.hostApi,
            "max_input_channels": info.maxInputChannels,
            "max_output_channels": info.maxOutputChannels,
            "default_low_input_latency": info.defaultLowInputLatency,
            "default_low_output_latency": info.defaultLowOutputLatency,
            "default_high_input_latency": info.defaultHighInputLatency,
            "default_high_output_latency": info.defaultHighOutputLatency,
            "default_samplerate": info.defaultSampleRate,
        }

    sounddevice.query_devices = query_devices


#: PortAudio's state belongs to the process, so there is one.
library: Final = PortAudioLibrary()
