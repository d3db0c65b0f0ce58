"""The sources that can be chosen for listening."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from emotion_desktop.domain.microphone import MicrophoneId

if TYPE_CHECKING:
    from emotion_desktop.audio.sources import Source


@dataclass(frozen=True, slots=True)
class MicrophoneChoice:
    """A microphone and its channel.

    Attributes
    ----------
    name, host : str
        See `MicrophoneId`.
    channel : int or None
        Counted from 0; None mixes all channels.
    """

    name: str
    host: str
    channel: int | None = None

    @property
    def id(self) -> MicrophoneId:
        """The identity of the microphone."""
        return MicrophoneId(self.name, self.host)

    @property
    def title(self) -> str:
        """A title that distinguishes devices of the same name."""
        return self.id.title


@dataclass(frozen=True, slots=True)
class AudioFileChoice:
    """An audio file, played as if it were live."""

    path: Path
    title: str


SourceChoice = MicrophoneChoice | AudioFileChoice


def find_microphones() -> list[MicrophoneChoice]:
    """Return the connected microphones; slow if the sound server hangs.

    Raises
    ------
    UserFacingError
        If the sound library is missing.
    """
    from emotion_desktop.audio.microphones import microphones  # noqa: PLC0415 (needs PortAudio)

    return [MicrophoneChoice(found.name, found.host) for found in microphones(refresh=True)]


def open_source(choice: SourceChoice, *, as_if_live: bool = True) -> "Source":
    """Return the source for a choice, not yet started.

    An audio file that is not played live is delivered as fast as it is consumed.
    """
    from emotion_desktop.audio.file_source import FileSource  # noqa: PLC0415
    from emotion_desktop.audio.microphone import MicrophoneSource  # noqa: PLC0415

    if isinstance(choice, AudioFileChoice):
        return FileSource(choice.path, speed=1.0 if as_if_live else None)
    return MicrophoneSource(choice.name, choice.host, channel=choice.channel)
