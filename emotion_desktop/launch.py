"""What the command line may ask of the window, for one run."""

from dataclasses import dataclass, field

from emotion_desktop.streaming.options import OutletOptions


@dataclass(frozen=True, slots=True)
class LaunchOptions:
    """What was asked for on the command line, for this run only.

    Attributes
    ----------
    demo : bool
        Listen to the demo recording.
    kiosk : bool
        Begin in exhibition mode, and end with it.
    screen : int or None
        Number of exhibition mode's screen, from 1.
    outlets : OutletOptions
        On besides those that the settings switch on.
    """

    demo: bool = False
    kiosk: bool = False
    screen: int | None = None
    outlets: OutletOptions = field(default_factory=OutletOptions)
