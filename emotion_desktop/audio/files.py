"""Sound files of any common kind, as a stream of mono blocks at 16 kHz."""

import hashlib
import math
import os
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import Final, Literal

import numpy as np

from emotion_desktop.audio.decoding import open_sound
from emotion_desktop.audio.resampling import StreamResampler, clean
from emotion_desktop.audio.survey import Survey, frames_of, survey
from emotion_desktop.domain.audio import (
    SAMPLE_RATE_HZ,
    AudioBlock,
    AudioInfo,
    AudioNotice,
    FloatArray,
)
from emotion_desktop.domain.errors import UserFacingError

#: What a person asks for; "each" makes every channel a speaker.
Channel = Literal["mix", "left", "right", "each"]

#: What a search through a folder takes; a file that is named is tried whatever its ending.
AUDIO_SUFFIXES: Final[frozenset[str]] = frozenset(
    {
        *(".wav", ".wave", ".w64", ".rf64", ".aif", ".aiff", ".aifc", ".au", ".snd", ".caf"),
        *(".flac", ".ogg", ".oga", ".opus", ".mp3", ".m4a", ".m4b", ".aac", ".ac3", ".wma"),
        *(".amr", ".3gp", ".mka", ".mp4", ".m4v", ".mov", ".mkv", ".webm", ".avi", ".wmv"),
        *(".mpg", ".mpeg", ".ogv"),
    }
)


def probe(path: Path) -> AudioInfo:
    """Read and check a file's header.

    Parameters
    ----------
    path : Path
        Any file.

    Returns
    -------
    AudioInfo
        What the header claims, which is plausible but not proven.

    Raises
    ------
    UserFacingError
        The file is absent, unreadable, empty, no sound, or claims nonsense.
    """
    with open_sound(path) as sound:
        return sound.info


def open_blocks(
    path: Path,
    channel: int | Literal["mix"],
    *,
    surveyed: Survey | None = None,
    on_notice: Callable[[AudioNotice], None] = lambda _notice: None,
    block_s: float = 10.0,
) -> Generator[AudioBlock, None, None]:
    """Decode a file lazily, in constant memory.

    Parameters
    ----------
    path : Path
        Any file that `probe` takes.
    channel : int or "mix"
        Index of a channel (left is 0), or the mean of all.
    surveyed : Survey, optional
        Of this file; where it is left out, the file is surveyed first.
    on_notice : callable
        Told what is missing, before the block where it is; a survey of the whole file tells
        all of it beforehand.
    block_s : float
        Length of every block but the last, in seconds.

    Yields
    ------
    AudioBlock
        Consecutive from sample 0, at `SAMPLE_RATE_HZ`, without constant offset, made louder
        or softer as the survey says; what is missing or not finite in the file is 0.

    Raises
    ------
    UserFacingError
        As `survey`, with the first block; the channel is not in the file; or, with the block
        where that is noticed, the file cannot be read on.
    """
    block_samples = max(1, round(block_s * SAMPLE_RATE_HZ))
    first_sample = 0
    waiting = np.zeros(0, dtype=np.float32)
    for samples in _mono_16_khz(surveyed or survey(path), channel, on_notice):
        waiting = np.concatenate([waiting, samples])
        cut = len(waiting) // block_samples * block_samples
        for start in range(0, cut, block_samples):
            yield _block(waiting[start : start + block_samples], first_sample)
            first_sample += block_samples
        waiting = waiting[cut:]
    if len(waiting):
        yield _block(waiting, first_sample)


def read_all(
    path: Path, channel: int | Literal["mix"] = "mix", *, max_s: float | None = None
) -> FloatArray:
    """Read a short file whole.

    Parameters
    ----------
    path : Path
        Any file that `probe` takes.
    channel : int or "mix"
        As in `open_blocks`.
    max_s : float, optional
        Seconds after which to stop reading.

    Returns
    -------
    FloatArray
        Shape (n,) at `SAMPLE_RATE_HZ`, finite, in [-1, 1], read-only.

    Raises
    ------
    UserFacingError
        As `open_blocks`.
    """
    limit = math.inf if max_s is None else max_s * SAMPLE_RATE_HZ
    parts: list[FloatArray] = []
    for block in open_blocks(path, channel):
        parts.append(block.samples)
        if block.first_sample + len(block.samples) >= limit:
            break
    samples = np.concatenate(parts)
    if len(samples) > limit:
        samples = samples[: int(limit)]
    samples.setflags(write=False)
    return samples


def find_audio(folder: Path) -> list[Path]:
    """List the sound files under a folder, by the ending of their names.

    Parameters
    ----------
    folder : Path
        Searched with all folders below it; what is hidden by a leading dot is left out.

    Returns
    -------
    list of Path
        Sorted, at least one.

    Raises
    ------
    UserFacingError
        It is not a folder, or there is no sound file.
    """
    if not folder.is_dir():
        raise UserFacingError(
            "{folder} is not a folder", "Check how the path is spelled.", folder=folder
        )
    if not os.access(folder, os.R_OK | os.X_OK):
        raise UserFacingError(
            "{folder} may not be read", "Ask its owner for permission.", folder=folder
        )
    found = sorted(
        path
        for path in folder.rglob("*")
        if path.suffix.lower() in AUDIO_SUFFIXES
        and not any(part.startswith(".") for part in path.relative_to(folder).parts)
        and path.is_file()
    )
    if not found:
        raise UserFacingError(
            "{folder} holds no sound files",
            "Name a folder with WAV, FLAC, OGG, MP3, M4A or video files.",
            folder=folder,
        )
    return found


def sha256_of(path: Path) -> str:
    """Hash a file's bytes without reading it into memory whole.

    Parameters
    ----------
    path : Path
        An existing file.

    Returns
    -------
    str
        64 hexadecimal digits.
    """
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _block(samples: FloatArray, first_sample: int) -> AudioBlock:
    # A copy, so that a small block does not keep a large buffer alive.
    own = samples.copy()
    own.setflags(write=False)
    return AudioBlock(own, SAMPLE_RATE_HZ, first_sample)


def _mono_16_khz(
    surveyed: Survey, channel: int | Literal["mix"], on_notice: Callable[[AudioNotice], None]
) -> Iterator[FloatArray]:
    info = surveyed.info
    if channel != "mix" and not 0 <= channel < info.channels:
        raise UserFacingError(
            "{path} has no channel {channel}, only {channels}",
            "Choose a channel that it has, or mix all.",
            path=info.path,
            channel=channel + 1,
            channels=info.channels,
        )
    resampler = StreamResampler(info.sample_rate_hz)
    n_told = 0
    with open_sound(
        info.path, track=surveyed.track, through_ffmpeg=surveyed.through_ffmpeg
    ) as sound:
        for frames in frames_of(sound):
            for notice in sound.notices[n_told:]:
                on_notice(notice)
            n_told = len(sound.notices)
            if surveyed.gain != 1.0:
                frames = frames * np.float32(surveyed.gain)  # noqa: PLW2901
            # Cleaned before mixing: one channel's NaN must not silence the others.
            mono = clean(frames).mean(axis=1) if channel == "mix" else frames[:, channel]
            yield resampler.feed(mono)
        for notice in sound.notices[n_told:]:
            on_notice(notice)
    yield resampler.feed(np.zeros(0, dtype=np.float32), last=True)
