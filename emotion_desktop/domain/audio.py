"""Audio inside the program: mono float32 at one sample rate."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

import numpy as np
import numpy.typing as npt

from emotion_desktop.domain.translatable import Message

FloatArray = npt.NDArray[np.float32]

#: Every stage after the source works at this rate; sources resample to it.
SAMPLE_RATE_HZ: Final[int] = 16_000


@dataclass(frozen=True, slots=True)
class AudioBlock:
    """A run of consecutive samples.

    Attributes
    ----------
    samples : FloatArray
        Shape (n,), float32 in [-1, 1], finite.
    sample_rate_hz : int
        Rate of `samples` and of `first_sample`.
    first_sample : int
        Index of the first sample since the source began.
    """

    samples: FloatArray
    sample_rate_hz: int
    first_sample: int


@dataclass(frozen=True, slots=True)
class Segment:
    """One utterance found by voice activity detection, at `SAMPLE_RATE_HZ`.

    Attributes
    ----------
    id : int
        Counts up from 0 within one source.
    first_sample : int
        Index of the first sample since the source began.
    samples : FloatArray
        Shape (n,), float32, finite.
    speaker : str
        Name of the channel that it came from, empty when channels are mixed.
    """

    id: int
    first_sample: int
    samples: FloatArray
    speaker: str = ""

    @property
    def start_s(self) -> float:
        """Start in seconds since the source began."""
        return self.first_sample / SAMPLE_RATE_HZ

    @property
    def end_s(self) -> float:
        """End in seconds since the source began."""
        return (self.first_sample + len(self.samples)) / SAMPLE_RATE_HZ


NoticeKind = Literal[
    "hole", "damage", "cut_off", "header", "level", "channels", "tracks", "speakers"
]


@dataclass(frozen=True, slots=True)
class AudioNotice:
    """Something that is missing from an audio file, or was changed to make it usable.

    Attributes
    ----------
    kind : str
        `hole`: the file has no audio there, which was replaced with silence; `damage`: it
        cannot be decoded there, likewise; `cut_off`: its end is missing; `header`: its header
        is wrong; `level`: it was amplified or attenuated; `channels`, `tracks`:
        not all of them were used, or not unchanged; `speakers`: who speaks is a proposal.
    message : Message
        One sentence for people, without a full stop.
    at_s : float
        Start, in seconds since the start of the audio; 0 if it applies to the whole file.
    duration_s : float
        Duration in seconds; 0 if it has none or it is unknown.
    """

    kind: NoticeKind
    message: Message
    at_s: float = 0.0
    duration_s: float = 0.0


@dataclass(frozen=True, slots=True)
class AudioInfo:
    """What is known about an audio file.

    Attributes
    ----------
    path : Path
        The file.
    duration_s : float
        As stated in the header; nan if it states none.
    sample_rate_hz : int
        Of the file, before resampling.
    channels : int
        Number of channels.
    notices : tuple of AudioNotice
        What the user must know about how it was read, ordered by position.
    """

    path: Path
    duration_s: float
    sample_rate_hz: int
    channels: int
    notices: tuple[AudioNotice, ...] = ()
