"""The audio of a finished session: its chunks become one verified FLAC file."""

import hashlib
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
import soundfile

from emotion_desktop.domain.audio import SAMPLE_RATE_HZ
from emotion_desktop.storage.errors import StorageError
from emotion_desktop.storage.wav_chunks import Chunk, Pcm, find_chunks, is_own_file
from emotion_desktop.system.disk import is_full
from emotion_desktop.system.sealing.files import create_for_sndfile, open_for_sndfile
from emotion_desktop.system.sealing.records import SealedFileError

SOUND_NAME: Final = "sound.flac"
_PARTIAL_NAME: Final = "sound.flac.partial"

#: So much is held in memory at a time.
_PIECE_SAMPLES: Final = 30 * SAMPLE_RATE_HZ

OnShare = Callable[[float], None]


@dataclass(frozen=True, slots=True)
class StoredSound:
    """The result of compressing a session's chunks.

    Attributes
    ----------
    file : str or None
        Name in the session's folder; None if no audio could be read.
    n_samples : int
        Its length at `SAMPLE_RATE_HZ`.
    lost_samples : int
        Number of its samples that are silence because a chunk was damaged or missing.
    """

    file: str | None
    n_samples: int
    lost_samples: int


def compress(folder: Path, on_share: OnShare = lambda _share: None) -> StoredSound:
    """Join the chunks of a session into one FLAC file, and delete those that were readable.

    It has its name only after it was read back and found equal, sample by sample; so
    this may be stopped at any moment, and called again.

    Parameters
    ----------
    folder : Path
        Of the session; nothing else is using it.
    on_share : callable
        Called with the share that is done, from 0 to 1.

    Raises
    ------
    OSError
        Because of the disk; the chunks are still there.
    StorageError
        If it is full.
    ValueError
        If the FLAC differs from the chunks; they are still there.
    """
    chunks = find_chunks(folder)
    path = folder / SOUND_NAME
    lost_samples = _lost_samples(chunks)
    if is_own_file(path):  # it was checked, and the end came while its chunks were being deleted
        lost_samples = 0
    elif any(chunk.n_samples for chunk in chunks):
        _write_checked(folder, chunks, on_share)
    else:
        return StoredSound(None, 0, lost_samples)
    for chunk in chunks:
        if chunk.n_samples or not chunk.n_lost:  # damaged ones hold what the FLAC does not
            chunk.path.unlink()
    return StoredSound(SOUND_NAME, _n_frames(path), lost_samples)


def duration_on_disk_s(folder: Path) -> float:
    """Return the duration of readable session audio, compressed or not, in seconds."""
    path = folder / SOUND_NAME
    if is_own_file(path):
        try:
            return _n_frames(path) / SAMPLE_RATE_HZ
        except (soundfile.SoundFileError, SealedFileError):
            return 0.0
    return _end_of(find_chunks(folder)) / SAMPLE_RATE_HZ


def has_sound(folder: Path) -> bool:
    """Return whether a folder contains audio, readable or not."""
    return is_own_file(folder / SOUND_NAME) or bool(find_chunks(folder))


def _n_frames(path: Path) -> int:
    with open_for_sndfile(path) as file:
        return int(soundfile.info(file).frames)


def _write_checked(folder: Path, chunks: list[Chunk], on_share: OnShare) -> None:
    partial = folder / _PARTIAL_NAME
    partial.unlink(missing_ok=True)  # if it is a link, writing would reach another file
    try:
        written = _write(partial, chunks, lambda share: on_share(share / 2))
        with partial.open("rb+") as file:
            os.fsync(file.fileno())
        read = _digest(partial, _end_of(chunks), lambda share: on_share(0.5 + share / 2))
        if read != written:
            raise ValueError(f"{partial} differs from the audio that it was made from")
        partial.replace(folder / SOUND_NAME)
    except BaseException:
        partial.unlink(missing_ok=True)
        raise


def _write(path: Path, chunks: list[Chunk], on_share: OnShare) -> tuple[int, bytes]:
    """Write a FLAC file; return the count and the hash of its samples."""
    digest, count, end = hashlib.sha256(), 0, _end_of(chunks)
    try:
        with (
            create_for_sndfile(path) as target,
            soundfile.SoundFile(
                target, "w", SAMPLE_RATE_HZ, channels=1, subtype="PCM_16", format="FLAC"
            ) as file,
        ):
            for pcm in _pieces(chunks):
                file.write(pcm)
                digest.update(pcm.tobytes())
                count += len(pcm)
                on_share(count / end)
    except (soundfile.SoundFileError, AssertionError) as error:
        # soundfile asserts that all was written, and cannot say why it was not.
        if is_full(path.parent):
            raise StorageError(
                "The audio in {folder} could not be compressed: the disk is full",
                "Free some space. Until then, the audio stays uncompressed and takes up more room.",
                folder=path.parent,
            ) from error
        raise ValueError(f"{path} could not be written: {error!r}") from error
    return count, digest.digest()


def _digest(path: Path, end: int, on_share: OnShare) -> tuple[int, bytes]:
    digest, count = hashlib.sha256(), 0
    with open_for_sndfile(path) as file:
        for pcm in soundfile.blocks(file, _PIECE_SAMPLES, dtype="int16"):
            digest.update(pcm.tobytes())
            count += len(pcm)
            on_share(count / end)
    return count, digest.digest()


def _pieces(chunks: list[Chunk]) -> Iterator[Pcm]:
    """Yield the audio from its beginning, with silence in its gaps."""
    at = 0
    for chunk in chunks:
        if chunk.n_samples == 0:
            continue
        while at < chunk.first_sample:
            gap = min(chunk.first_sample - at, _PIECE_SAMPLES)
            yield np.zeros(gap, np.int16)
            at += gap
        pcm = chunk.read()[at - chunk.first_sample :]
        yield pcm
        at += len(pcm)


def _end_of(chunks: list[Chunk]) -> int:
    return max((c.first_sample + c.n_samples for c in chunks if c.n_samples), default=0)


def _lost_samples(chunks: list[Chunk]) -> int:
    lost, number, end = 0, 0, 0
    for chunk in chunks:
        if chunk.number != number:  # chunks between the last one and this are gone
            lost += chunk.first_sample - end
        lost += chunk.n_lost
        number = chunk.number + 1
        end = chunk.first_sample + chunk.n_samples + chunk.n_lost
    return lost
