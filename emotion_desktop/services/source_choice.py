"""What the live view can listen to."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from emotion_desktop.audio.sources import Source


@dataclass(frozen=True, slots=True)
class MicrophoneChoice:
    """A microphone, by its index in the sound library."""

    index: int
    name: str
    host: str

    @property
    def title(self) -> str:
        """How people tell it from others: two sound interfaces may offer the same name."""
        return f"{self.name} ({self.host})"


@dataclass(frozen=True, slots=True)
class RecordingChoice:
    """A recording, played as if it were said now."""

    path: Path
    title: str


SourceChoice = MicrophoneChoice | RecordingChoice


def find_microphones() -> list[MicrophoneChoice]:
    """Return the microphones of this machine; slow where the sound server hangs.

    Raises
    ------
    UserFacingError
        Where the sound library is missing.
    """
    from emotion_desktop.audio.devices import microphones  # noqa: PLC0415 (needs PortAudio)

    return [MicrophoneChoice(found.index, found.name, found.host) for found in microphones()]


def open_source(choice: SourceChoice) -> "Source":
    """Return the source of a choice, not started yet."""
    from emotion_desktop.audio.file_source import FileSource  # noqa: PLC0415
    from emotion_desktop.audio.microphone import MicrophoneSource  # noqa: PLC0415

    if isinstance(choice, RecordingChoice):
        return FileSource(choice.path, speed=1.0)
    return MicrophoneSource(choice.index)
