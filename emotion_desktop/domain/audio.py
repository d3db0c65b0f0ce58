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


NoticeKind = Literal["hole", "damage", "cut_off", "header", "level", "channels", "tracks"]


@dataclass(frozen=True, slots=True)
class AudioNotice:
    """Something that is missing from an audio file, or was changed to make it usable.

    Attributes
    ----------
    kind : str
        `hole`: the recording has no sound there, silence stands in its place; `damage`: it
        cannot be decoded, likewise; `cut_off`: its end is missing; `header`: the file says of
        itself what is not so; `level`: it was made louder or softer; `channels`, `tracks`:
        not all of them were taken, or not as they are.
    message : Message
        One sentence for people, without a full stop.
    at_s : float
        Where it begins, in seconds since the recording began; 0 where it is true of all of it.
    duration_s : float
        How long the place is in seconds; 0 where it has no length or an unknown one.
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
        As the header claims it; nan where it claims nothing.
    sample_rate_hz : int
        Of the file, before resampling.
    channels : int
        Number of channels.
    notices : tuple of AudioNotice
        What people must know of how it was read, in the order of their place.
    """

    path: Path
    duration_s: float
    sample_rate_hz: int
    channels: int
    notices: tuple[AudioNotice, ...] = ()
