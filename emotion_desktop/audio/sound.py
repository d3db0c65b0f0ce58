"""What the two decoders have in common: an open sound file, and what is told of it."""

from pathlib import Path
from typing import Final, Protocol

from emotion_desktop.domain.audio import AudioInfo, AudioNotice, FloatArray
from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.domain.translatable import Message

#: Frames that are decoded at once.
CHUNK_FRAMES: Final[int] = 16_384
#: Less than this is not missing: lengths are rounded, encoders pad.
MISSING_S: Final[float] = 0.25


class Sound(Protocol):
    """An open sound file.

    Attributes
    ----------
    notices : list of AudioNotice
        What people must know of it, as far as it was read.
    n_tracks : int
        How many tracks of sound the file has.
    step : float
        Between neighbouring values of a sample; 0 where it is unknown or varies.
    """

    notices: list[AudioNotice]
    n_tracks: int
    step: float

    @property
    def info(self) -> AudioInfo:
        """What the header claims, without notices."""

    @property
    def doubtful(self) -> bool:
        """Whether what was read so far may not be all; then another decoder should try."""

    def read(self) -> FloatArray:
        """Give the next frames, shape (n, channels), as stored; n = 0 at the end.

        Raises
        ------
        DecodeBrokenError
            The data cannot be decoded further.
        """

    def close(self) -> None:
        """Let go of the file or process."""


class DecodeBrokenError(Exception):
    """The decoder cannot go on; its argument is a `Message` that says why in a few words."""


def no_sound(path: Path) -> UserFacingError:
    """Make the error for a file without a single sample."""
    return UserFacingError("{path} holds no sound", "Copy or record it again.", path=path)


def cut_off_notice(at_s: float, missing_s: float | None) -> AudioNotice:
    """Tell that the end of a recording is missing; None where it is unknown how much."""
    if missing_s is None:
        message = Message(
            "The recording was never finished: what follows {at_s} s is missing, if anything",
            at_s=at_s,
        )
    else:
        message = Message(
            "The file is cut off: {missing_s} s are missing behind {at_s} s",
            missing_s=missing_s,
            at_s=at_s,
        )
    return AudioNotice("cut_off", message, at_s, missing_s or 0.0)


def short_notice(at_s: float, missing_s: float) -> AudioNotice:
    """Tell that a recording that ends at `at_s` is shorter than its header counts."""
    message = Message(
        "{missing_s} s are missing that the header counts, at the end or before it",
        missing_s=missing_s,
    )
    return AudioNotice("cut_off", message, at_s, missing_s)


def hole_notice(at_s: float, duration_s: float) -> AudioNotice:
    """Tell of a hole in the time line."""
    message = Message("{duration_s} s without sound at {at_s} s", duration_s=duration_s, at_s=at_s)
    return AudioNotice("hole", message, at_s, duration_s)


def damage_notice(at_s: float, duration_s: float) -> AudioNotice:
    """Tell of sound that could not be decoded."""
    message = Message(
        "{milliseconds} ms at {at_s} s are damaged; silence stands in their place",
        milliseconds=round(1000 * duration_s),
        at_s=at_s,
    )
    return AudioNotice("damage", message, at_s, duration_s)


def break_notice(at_s: float, duration_s: float) -> AudioNotice:
    """Tell of sound that was taken out, of unknown length; silence stands for `duration_s`."""
    if duration_s:
        message = Message(
            "{milliseconds} ms at {at_s} s are damaged; silence stands in their place, and more "
            "may be missing there, so that what follows comes too early",
            milliseconds=round(1000 * duration_s),
            at_s=at_s,
        )
    else:
        message = Message(
            "The sound does not go on at {at_s} s as it should: a part may be missing there, so "
            "that what follows comes too early",
            at_s=at_s,
        )
    return AudioNotice("damage", message, at_s, duration_s)
