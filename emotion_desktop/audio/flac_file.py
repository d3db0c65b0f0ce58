"""Writes FLAC files, and makes sure that all of it is on the disk."""

import errno
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Final

import numpy as np
import soundfile

from emotion_desktop.audio.survey import Survey
from emotion_desktop.domain.audio import FloatArray
from emotion_desktop.system.disk import is_full
from emotion_desktop.system.sealing.files import create_for_sndfile, open_for_sndfile

_MOST_CHANNELS: Final = 8
_MOST_RATE_HZ: Final = 655_350
_STEP_16_BIT: Final = 2.0**-15


def fits_flac(found: Survey) -> bool:
    """Return whether FLAC can have the channels and the sample rate of a file."""
    info = found.info
    return info.channels <= _MOST_CHANNELS and info.sample_rate_hz <= _MOST_RATE_HZ


def write_flac(
    target: Path, blocks: Iterable[FloatArray], rate_hz: int, n_channels: int, *, step: float
) -> None:
    """Write a FLAC file; samples that are not finite become silence.

    Parameters
    ----------
    target : Path
        Replaced if it exists; encrypted in an encrypted data folder, where it must not exist.
    blocks : iterable of FloatArray
        Shape (n, channels) each, in [-1, 1].
    rate_hz, n_channels : int
        As `fits_flac` allows.
    step : float
        Quantisation step of the samples: 16 bits are kept, all others get 24.

    Raises
    ------
    OSError
        If it cannot be written.
    """
    subtype = "PCM_16" if step >= _STEP_16_BIT else "PCM_24"
    n_written = 0
    try:
        with (
            create_for_sndfile(target) as raw,
            soundfile.SoundFile(raw, "w", rate_hz, n_channels, subtype, format="FLAC") as file,
        ):
            for frames in blocks:
                file.write(np.clip(np.nan_to_num(frames), -1.0, 1.0))
                n_written += len(frames)
        # Closing a file does not report a full disk.
        with open_for_sndfile(target) as written:
            n_read = sum(map(len, soundfile.blocks(written, rate_hz, dtype="int16")))
        if n_read != n_written:
            raise soundfile.SoundFileRuntimeError(f"{n_read} of {n_written} frames were written")
    except (soundfile.SoundFileError, AssertionError) as error:
        # soundfile asserts that all was written, and cannot say why it was not.
        reason = errno.ENOSPC if is_full(target.parent) else errno.EIO
        raise OSError(reason, os.strerror(reason), str(target)) from error
