"""Audio files of any common type, as a stream of mono blocks at 16 kHz."""

import hashlib
import math
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import Literal

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
        The file is missing, unreadable, empty, not audio, or has an invalid header.
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
        Index of a channel (left is 0), or the mix that the survey chose.
    surveyed : Survey, optional
        Of this file; if omitted, the file is surveyed first.
    on_notice : callable
        Called with what is missing, before the block where it is; a survey of the whole file
        reports everything beforehand.
    block_s : float
        Length of every block but the last, in seconds.

    Yields
    ------
    AudioBlock
        Consecutive from sample 0, at `SAMPLE_RATE_HZ`, without constant offset, amplified
        or attenuated according to the survey; missing or non-finite samples are 0.

    Raises
    ------
    UserFacingError
        As `survey`, with the first block; the channel does not exist; or, with the block
        where this is noticed, the rest of the file cannot be read.
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
    """Read a whole short file.

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


def sha256_of(path: Path) -> str:
    """Hash a file without reading it into memory as a whole.

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
            "{path} has no channel {channel}; it has {channels}",
            "Choose one of its channels, or mix all of them.",
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
            mono = clean(frames) @ surveyed.mix.weights if channel == "mix" else frames[:, channel]
            yield resampler.feed(mono)
        for notice in sound.notices[n_told:]:
            on_notice(notice)
    yield resampler.feed(np.zeros(0, dtype=np.float32), last=True)
