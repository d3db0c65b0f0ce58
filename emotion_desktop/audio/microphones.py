"""The microphones of this computer, from the sound server and from PortAudio."""

import logging
import re
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any, Final

from emotion_desktop.audio.portaudio import library
from emotion_desktop.audio.sound_server import ServerSource, server_sources
from emotion_desktop.domain.errors import UserFacingError

logger = logging.getLogger(__name__)

#: The `host` of microphones that a sound server names.
SERVER_HOST: Final[str] = "PulseAudio"
#: The ALSA device of the sound server.
_SERVER_DEVICE: Final[str] = "pulse"
#: A thread that holds PortAudio for longer than this is considered hung.
_BUSY_S: Final[float] = 3.0
#: Linux lists its sound cards here.
_CARDS: Final[Path] = Path("/proc/asound/cards")


@dataclass(frozen=True, slots=True)
class Microphone:
    """An audio input.

    Attributes
    ----------
    index : int
        PortAudio's number for it, valid until a device comes or goes.
    name : str
        What the system calls it.
    host : str
        Its host API: "PulseAudio", "ALSA", "Core Audio", "Windows WASAPI".
        Together with the name, it is the same each time the microphone is connected.
    default_rate_hz : int
        The rate that it prefers.
    channels : int
        Input channels, at least 1.
    server_source : str or None
        The sound server's own name, if there is one.
    """

    index: int
    name: str
    host: str
    default_rate_hz: int
    channels: int
    server_source: str | None = None

    @property
    def mixes(self) -> bool:
        """True if the device mixes down to the requested number of channels."""
        return self.server_source is not None or (self.host == "ALSA" and "(hw:" not in self.name)


@dataclass(slots=True)
class _Known:
    """The last search result, and the system state in which PortAudio last searched."""

    microphones: tuple[Microphone, ...] = ()
    fingerprint: object = None


_known = _Known()


def microphones(*, refresh: bool = False) -> list[Microphone]:
    """List the audio inputs; may take several seconds.

    Parameters
    ----------
    refresh : bool
        Let PortAudio rescan the devices, which it otherwise does once per process. While a
        stream is open, it cannot; then only the sound server's microphones are updated.

    Returns
    -------
    list of Microphone
        Empty on a computer without a sound system; the previous list while
        another thread hangs in PortAudio.

    Raises
    ------
    UserFacingError
        The PortAudio library is not installed.
    """
    sources = server_sources()
    try:
        with library.held(_BUSY_S) as sounddevice:
            if refresh:
                _look_again(sources)
            found = _query(sounddevice, sources or [])
    except TimeoutError:
        return list(_known.microphones)
    _known.microphones = tuple(found)
    return found


def find_microphone(name: str | None, host: str | None, *, refresh: bool = False) -> Microphone:
    """Find a microphone whose device number may have changed; call while holding `library`.

    Parameters
    ----------
    name, host : str or None
        As in `Microphone`; without a name the system's default, without a host any.
    refresh : bool
        Let PortAudio look again first.

    Raises
    ------
    UserFacingError
        There is none of this name.
    """
    with library.held() as sounddevice:
        if refresh and host != SERVER_HOST:
            _force_look(sounddevice)
        if name is None:
            return _default(sounddevice)
        found = [
            microphone
            for microphone in _query(sounddevice, server_sources() or [])
            if host in {None, microphone.host}
        ]
    for names in (lambda one: {one.name}, _other_names):
        for microphone in found:
            if name in names(microphone) or _kind(name) in names(microphone):
                return microphone
    raise UserFacingError(
        "The microphone {name} is not connected",
        "Connect it, or choose another microphone.",
        name=name,
    )


def _look_again(sources: list[ServerSource] | None) -> None:
    """Make PortAudio search again if something may have changed.

    Each scan interrupts the process's stderr for a moment and queries all drivers; Linux
    can say cheaply whether it would find anything new.
    """
    fingerprint = None
    if _CARDS.exists():
        fingerprint = (_CARDS.read_text(), sources is None)
        if fingerprint == _known.fingerprint:
            return
    with library.held() as sounddevice:
        if _force_look(sounddevice):
            _known.fingerprint = fingerprint


def _force_look(sounddevice: ModuleType) -> bool:
    try:
        return library.look_again()
    except sounddevice.PortAudioError as error:
        logger.warning("PortAudio cannot search for devices: %s", error)
        return False


def _query(sounddevice: ModuleType, sources: list[ServerSource]) -> list[Microphone]:
    try:
        hosts = sounddevice.query_hostapis()
        devices = sounddevice.query_devices()
    except sounddevice.PortAudioError:
        return []
    found = [
        _microphone(device, hosts[device["hostapi"]]["name"])
        for device in devices
        if device["max_input_channels"] > 0
    ]
    door = next((m for m in found if (m.name, m.host) == (_SERVER_DEVICE, "ALSA")), None)
    return found if door is None else _of_server(sources, door.index) + found


def _microphone(device: dict[str, Any], host: str) -> Microphone:
    return Microphone(
        index=device["index"],
        name=device["name"],
        host=host,
        default_rate_hz=round(device["default_samplerate"]),
        channels=device["max_input_channels"],
    )


def _of_server(sources: list[ServerSource], index: int) -> list[Microphone]:
    real = [source for source in sources if not source.monitor]
    titles = [source.title for source in real]
    return [
        Microphone(
            index=index,
            # Two of a kind share their title.
            name=s.title if titles.count(s.title) == 1 else f"{s.title} [{s.name}]",
            host=SERVER_HOST,
            default_rate_hz=s.rate_hz,
            channels=s.channels,
            server_source=s.name,
        )
        for s in real
    ]


def _default(sounddevice: ModuleType) -> Microphone:
    try:
        device = sounddevice.query_devices(kind="input")
        host = sounddevice.query_hostapis(device["hostapi"])["name"]
    except (sounddevice.PortAudioError, ValueError) as error:
        raise UserFacingError("No microphone was found", "Connect one.") from error
    return _microphone(device, host)


def _other_names(microphone: Microphone) -> set[str]:
    """Return other names that the device has with other devices connected."""
    if microphone.server_source is None:
        return {_kind(microphone.name)}
    suffix = f" [{microphone.server_source}]"
    title = microphone.name.removesuffix(suffix)
    return {title, title + suffix}


def _kind(name: str) -> str:
    """Strip the card number, which ALSA reassigns when a device is plugged in."""
    return re.sub(r"\(hw:\d+,", "(hw:", name)
