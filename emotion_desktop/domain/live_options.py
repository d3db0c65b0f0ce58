"""Options for listening."""

from dataclasses import dataclass
from typing import Final

#: Limits of the hop in seconds: shorter ones cost too much, longer ones are not live.
MIN_HOP_S: Final = 0.25
MAX_HOP_S: Final = 2.0

DEFAULT_WINDOW_S: Final = 3.0
DEFAULT_HOP_S: Final = 0.5


@dataclass(frozen=True, slots=True)
class LiveOptions:
    """How a live session makes estimates.

    Attributes
    ----------
    window_s : float
        Length of the sliding window in seconds.
    hop_s : float
        Its hop in seconds, from `MIN_HOP_S` to `MAX_HOP_S`; slow computers may get
        longer ones (see `LoadChanged`).
    provisional_words : bool
        Whether to emit provisional words during an utterance.
    compare_with_speaker : bool
        Whether to normalise speech to the speaker's usual voice.
    two_speakers : bool
        Whether to propose which of two people speaks each utterance.

    Raises
    ------
    ValueError
        If the hop is out of its limits, or the window is shorter than it.
    """

    window_s: float = DEFAULT_WINDOW_S
    hop_s: float = DEFAULT_HOP_S
    provisional_words: bool = True
    compare_with_speaker: bool = True
    two_speakers: bool = False

    def __post_init__(self) -> None:
        if not MIN_HOP_S <= self.hop_s <= MAX_HOP_S:
            raise ValueError(f"the hop is {self.hop_s} s; it must be {MIN_HOP_S} to {MAX_HOP_S} s")
        if self.window_s < self.hop_s:
            raise ValueError(f"the window of {self.window_s} s is shorter than the hop")
