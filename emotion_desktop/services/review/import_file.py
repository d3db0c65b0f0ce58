"""Imports analysed audio files into the library."""

import errno
import os
from pathlib import Path
from typing import Final

import numpy as np
import soundfile

from emotion_desktop.audio.decoding import open_sound
from emotion_desktop.audio.sound import Sound
from emotion_desktop.audio.survey import frames_of, survey
from emotion_desktop.domain.document import SessionDocument
from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.storage.archive import is_full
from emotion_desktop.storage.audio_files import add_analysed_file
from emotion_desktop.storage.errors import explained
from emotion_desktop.storage.store import SessionStore
from emotion_desktop.system.paths import for_sndfile

#: Of FLAC.
_MOST_CHANNELS: Final = 8
_MOST_RATE_HZ: Final = 655_350
_STEP_16_BIT: Final = 2.0**-15


def import_document(store: SessionStore, document: SessionDocument, *, copy: bool) -> str:
    """Store an analysed audio file as a session, and return its id.

    Parameters
    ----------
    store : SessionStore
        Data folder of the library.
    document : SessionDocument
        Document of the analysis.
    copy : bool
        Whether to copy the audio into the library, as FLAC; otherwise it stays where it is
        and is recognised by its hash if it is moved.

    Raises
    ------
    UserFacingError
        If the file cannot be read, or because of the disk; the library is unchanged.
    """
    return add_analysed_file(store, document, copy_as_flac if copy else None)


def copy_as_flac(source: Path, target: Path) -> None:
    """Copy the audio of a file to FLAC, with all channels at the original rate.

    Audio with 16 bits keeps them; all other audio gets 24.

    Raises
    ------
    UserFacingError
        If it cannot be decoded, exceeds the limits of FLAC, or because of the disk.
    """
    found = survey(source)
    rate_hz, n_channels = found.info.sample_rate_hz, found.info.channels
    if n_channels > _MOST_CHANNELS or rate_hz > _MOST_RATE_HZ:
        raise UserFacingError(
            "{path} has more channels or a higher sample rate than a copy can have",
            "Leave the file where it is and link to it instead.",
            path=source,
        )
    with (
        open_sound(source, track=found.track, through_ffmpeg=found.through_ffmpeg) as sound,
        explained(target),
    ):
        try:
            _write(sound, target, rate_hz, n_channels)
        except (soundfile.SoundFileError, AssertionError) as error:
            # soundfile asserts that all was written, and cannot say why it was not.
            reason = errno.ENOSPC if is_full(target.parent) else errno.EIO
            raise OSError(reason, os.strerror(reason), str(target)) from error


def _write(sound: Sound, target: Path, rate_hz: int, n_channels: int) -> None:
    subtype = "PCM_16" if sound.step >= _STEP_16_BIT else "PCM_24"
    n_written = 0
    with soundfile.SoundFile(
        for_sndfile(target), "w", rate_hz, n_channels, subtype, format="FLAC"
    ) as file:
        for frames in frames_of(sound):
            file.write(np.clip(np.nan_to_num(frames), -1.0, 1.0))
            n_written += len(frames)
    # Closing a file does not report a full disk.
    n_read = sum(map(len, soundfile.blocks(for_sndfile(target), rate_hz, dtype="int16")))
    if n_read != n_written:
        raise soundfile.SoundFileRuntimeError(f"{n_read} of {n_written} frames were written")
