"""Identifies a microphone; without numpy, because the command line needs it early."""

from typing import NamedTuple


class MicrophoneId(NamedTuple):
    """A microphone, identified by what stays the same when it is plugged in again.

    Attributes
    ----------
    name : str
        What the system calls it.
    host : str
        Its host API.
    """

    name: str
    host: str

    @property
    def title(self) -> str:
        """A title that distinguishes devices of the same name on different sound interfaces."""
        return f"{self.name} ({self.host})"
