"""The microphones of this machine, through PortAudio."""

from dataclasses import dataclass
from types import ModuleType

from emotion_desktop.domain.errors import UserFacingError


@dataclass(frozen=True, slots=True)
class Microphone:
    """A sound input.

    Attributes
    ----------
    index : int
        PortAudio's number for it, valid until a device comes or goes.
    name : str
        What the system calls it.
    host : str
        The sound system behind it: "ALSA", "Core Audio", "Windows WASAPI".
    default_rate_hz : int
        The rate that it prefers.
    channels : int
        Input channels, at least 1.
    """

    index: int
    name: str
    host: str
    default_rate_hz: int
    channels: int


def load_sounddevice() -> ModuleType:
    """Import sounddevice, which needs the PortAudio library.

    Returns
    -------
    ModuleType
        The module `sounddevice`.

    Raises
    ------
    UserFacingError
        The library is not installed.
    """
    try:
        # Late, so that files can be analysed on a machine without PortAudio.
        import sounddevice  # noqa: PLC0415
    except OSError as error:
        raise UserFacingError(
            "The sound library PortAudio is missing",
            "Install it: the package is libportaudio2 on Debian and Ubuntu, "
            "portaudio on Fedora, Arch and Homebrew.",
        ) from error
    module: ModuleType = sounddevice
    return module


def microphones() -> list[Microphone]:
    """List the sound inputs.

    Returns
    -------
    list of Microphone
        In PortAudio's order; empty on a machine without a sound system. PortAudio
        looks once, at the first call in a process.

    Raises
    ------
    UserFacingError
        The PortAudio library is not installed.
    """
    sounddevice = load_sounddevice()
    try:
        hosts = sounddevice.query_hostapis()
        devices = sounddevice.query_devices()
    except sounddevice.PortAudioError:
        return []
    return [
        Microphone(
            index=device["index"],
            name=device["name"],
            host=hosts[device["hostapi"]]["name"],
            default_rate_hz=round(device["default_samplerate"]),
            channels=device["max_input_channels"],
        )
        for device in devices
        if device["max_input_channels"] > 0
    ]
