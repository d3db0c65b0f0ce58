"""The state of playback, and the intervals that are played."""

import math
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from emotion_desktop.domain.translatable import Message

MIN_SPEED: Final = 0.5
MAX_SPEED: Final = 2.0

#: `empty`: no file is open; `opening`: it is being opened.
PlaybackPhase = Literal["empty", "opening", "paused", "playing"]


@dataclass(frozen=True, slots=True)
class Stretch:
    """An interval of a recording, in seconds since its start."""

    start_s: float
    end_s: float


@dataclass(frozen=True, slots=True)
class PlaybackState:
    """The state of a player, except its position.

    Attributes
    ----------
    phase : str
        Whether there is a file, and whether it is playing.
    path : Path or None
        The file; None if there is none.
    duration_s : float
        Of the file, as stated in its header; nan if unknown.
    speed : float
        From `MIN_SPEED` to `MAX_SPEED`; 1 is the original speed.
    volume : float
        From 0 to 1.
    loop : Stretch or None
        The interval that is repeated.
    device : str
        The output device; empty if none is open.
    problem : Message or None
        Why it stopped or could not start, for people; until it plays again.
    """

    phase: PlaybackPhase = "empty"
    path: Path | None = None
    duration_s: float = math.nan
    speed: float = 1.0
    volume: float = 1.0
    loop: Stretch | None = None
    device: str = ""
    problem: Message | None = None
