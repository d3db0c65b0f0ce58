"""Which microphone is meant; without numpy, because the command line needs it at once."""

from typing import NamedTuple


class MicrophoneId(NamedTuple):
    """A microphone, by what stays the same when it is plugged in again.

    Attributes
    ----------
    name : str
        What the system calls it.
    host : str
        The sound system behind it.
    """

    name: str
    host: str

    @property
    def title(self) -> str:
        """How people tell it from others: two sound interfaces may offer the same name."""
        return f"{self.name} ({self.host})"
