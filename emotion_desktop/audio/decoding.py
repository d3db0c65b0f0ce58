"""One interface to both decoders: libsndfile in this process, FFmpeg in a child process.

libsndfile reads the formats whose headers it checks well. Everything else goes to FFmpeg,
including MP3: libsndfile estimates the duration of an MP3 without a Xing header and drops
whatever lies beyond the estimate, and its decoder writes to stderr.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from emotion_desktop.audio.child_sound import CONVERT, ChildSound
from emotion_desktop.audio.sndfile_sound import open_sndfile
from emotion_desktop.audio.sound import Sound
from emotion_desktop.domain.audio import AudioInfo
from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.domain.translatable import Message

MIN_RATE_HZ: Final[int] = 1_000
MAX_RATE_HZ: Final[int] = 768_000
MAX_CHANNELS: Final[int] = 64
#: Each is decoded by a process of its own to find the one with speech.
MAX_TRACKS: Final[int] = 32


@contextmanager
def open_sound(
    path: Path, *, track: int | None = None, through_ffmpeg: bool = False, start_s: float = 0.0
) -> Iterator[Sound]:
    """Open a file with a plausible header; a context that closes it.

    Parameters
    ----------
    path : Path
        Any file.
    track : int or None
        Among the tracks with audio, counted from 0; None uses the best.
    through_ffmpeg : bool
        Do not try libsndfile.
    start_s : float
        Where to begin.

    Raises
    ------
    UserFacingError
        The file is missing, unreadable, empty, not audio, has an invalid header or too many
        tracks.
    """
    _check_file(path)
    tries_libsndfile = not through_ffmpeg and not track
    sndfile = open_sndfile(path) if tries_libsndfile else None
    sound: Sound = sndfile or ChildSound(path, track, start_s=start_s)
    try:
        _check_claims(sound.info)
        _check_number_of_tracks(path, sound.n_tracks)
        if sndfile is not None and start_s:
            sndfile.seek(round(start_s * sndfile.info.sample_rate_hz))
        yield sound
    finally:
        sound.close()


def _check_file(path: Path) -> None:
    """Raise for problems that are visible without decoding."""
    try:
        if not path.exists():
            raise UserFacingError(
                "{path} does not exist", "Check the spelling of the path.", path=path
            )
        if not path.is_file():
            raise UserFacingError("{path} is not a file", "Choose an audio file.", path=path)
        with path.open("rb") as file:
            empty = not file.read(1)
    except PermissionError as error:
        raise UserFacingError(
            "You do not have permission to read {path}",
            "Ask its owner for permission to read it.",
            path=path,
        ) from error
    except OSError as error:
        raise UserFacingError(
            "{path} cannot be read: {error}",
            "Check the disk or the path.",
            path=path,
            error=error.strerror,
        ) from error
    if empty:
        raise UserFacingError("{path} is empty (0 bytes)", "Copy or record it again.", path=path)


def _check_claims(info: AudioInfo) -> None:
    """Raise if the header cannot be true, before any memory is allocated for it."""
    if not MIN_RATE_HZ <= info.sample_rate_hz <= MAX_RATE_HZ:
        claim = Message("a sample rate of {rate_hz} Hz", rate_hz=info.sample_rate_hz)
    elif not 1 <= info.channels <= MAX_CHANNELS:
        claim = Message("{channels} channels", channels=info.channels)
    else:
        return
    raise UserFacingError(
        "{path} is damaged: its header claims {claim}", CONVERT, path=info.path, claim=claim
    )


def _check_number_of_tracks(path: Path, n_tracks: int) -> None:
    if n_tracks > MAX_TRACKS:
        raise UserFacingError(
            "{path} has {n_tracks} audio tracks, and no more than {most} can be handled",
            "Export the tracks with speech to files of their own.",
            path=path,
            n_tracks=n_tracks,
            most=MAX_TRACKS,
        )
