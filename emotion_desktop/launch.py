"""Options from the command line for one run of the window."""

from dataclasses import dataclass, field
from pathlib import Path

from emotion_desktop.streaming.options import OutletOptions


@dataclass(frozen=True, slots=True)
class LaunchOptions:
    """Options from the command line, for this run only.

    Attributes
    ----------
    demo : bool
        Listen to the demo audio.
    kiosk : bool
        Start in kiosk mode, and exit when it is left.
    screen : int or None
        Number of the screen for kiosk mode, from 1.
    outlets : OutletOptions
        Turned on in addition to those in the settings.
    files : tuple of Path
        Audio files and folders to analyse, and packed sessions to add to the library; absolute.
    """

    demo: bool = False
    kiosk: bool = False
    screen: int | None = None
    outlets: OutletOptions = field(default_factory=OutletOptions)
    files: tuple[Path, ...] = ()
