"""The interface that both decoders share: an open audio file and its notices."""

from pathlib import Path
from typing import Final, Protocol

from emotion_desktop.domain.audio import AudioInfo, AudioNotice, FloatArray
from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.domain.translatable import Message

#: Frames that are decoded at a time.
CHUNK_FRAMES: Final[int] = 16_384
#: Less than this is not missing: lengths are rounded, encoders pad.
MISSING_S: Final[float] = 0.25


class Sound(Protocol):
    """An open audio file.

    Attributes
    ----------
    notices : list of AudioNotice
        What the user must know about the part read so far.
    n_tracks : int
        Number of audio tracks in the file.
    step : float
        Quantisation step of the samples; 0 if it is unknown or varies.
    """

    notices: list[AudioNotice]
    n_tracks: int
    step: float

    @property
    def info(self) -> AudioInfo:
        """What the header declares, without notices."""

    @property
    def doubtful(self) -> bool:
        """Whether audio may be missing so far, so that another decoder should try."""

    def read(self) -> FloatArray:
        """Return the next frames, shape (n, channels), as stored; n = 0 at the end.

        Raises
        ------
        DecodeBrokenError
            The data cannot be decoded further.
        """

    def close(self) -> None:
        """Release the file or process."""


class DecodeBrokenError(Exception):
    """The decoder cannot continue; the argument is a short `Message` with the reason."""


def no_sound(path: Path) -> UserFacingError:
    """Return the error for a file without a single sample."""
    return UserFacingError("{path} contains no audio", "Copy or record it again.", path=path)


def cut_off_notice(at_s: float, missing_s: float | None) -> AudioNotice:
    """Return the notice for a truncated file; without a duration if that is unknown."""
    if missing_s is None:
        message = Message(
            "The file was never finalised: anything after {at_s} s is missing",
            at_s=at_s,
        )
    else:
        message = Message(
            "The file is truncated: {missing_s} s are missing after {at_s} s",
            missing_s=missing_s,
            at_s=at_s,
        )
    return AudioNotice("cut_off", message, at_s, missing_s or 0.0)


def short_notice(at_s: float, missing_s: float) -> AudioNotice:
    """Return the notice for a file that is shorter than its header declares."""
    message = Message(
        "{missing_s} s that the header declares are missing, at the end or earlier",
        missing_s=missing_s,
    )
    return AudioNotice("cut_off", message, at_s, missing_s)


def hole_notice(at_s: float, duration_s: float) -> AudioNotice:
    """Return the notice for a gap in the time line."""
    message = Message("{duration_s} s without sound at {at_s} s", duration_s=duration_s, at_s=at_s)
    return AudioNotice("hole", message, at_s, duration_s)


def damage_notice(at_s: float, duration_s: float) -> AudioNotice:
    """Return the notice for audio that could not be decoded."""
    message = Message(
        "{milliseconds} ms at {at_s} s are damaged and were replaced with silence",
        milliseconds=round(1000 * duration_s),
        at_s=at_s,
    )
    return AudioNotice("damage", message, at_s, duration_s)


def break_notice(at_s: float, duration_s: float) -> AudioNotice:
    """Return the notice for missing audio of unknown length, with `duration_s` of silence."""
    if duration_s:
        message = Message(
            "{milliseconds} ms at {at_s} s are damaged and were replaced with silence; more "
            "may be missing there, which makes later times too early",
            milliseconds=round(1000 * duration_s),
            at_s=at_s,
        )
    else:
        message = Message(
            "The audio is discontinuous at {at_s} s: a part may be missing there, which "
            "makes later times too early",
            at_s=at_s,
        )
    return AudioNotice("damage", message, at_s, duration_s)
