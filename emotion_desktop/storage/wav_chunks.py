"""Session audio during recording: short WAV files that are valid at any moment.

In an encrypted data folder a chunk is a sealed file instead, whose records are 16-bit samples:
what is flushed is encrypted before it reaches the disk.

Each is named after its number and the index of its first sample, so that a damaged or missing
one does not shift the others.
"""

import errno
import os
import re
import struct
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import BinaryIO, Final

import numpy as np
import numpy.typing as npt

from emotion_desktop.domain.audio import SAMPLE_RATE_HZ, FloatArray
from emotion_desktop.system.sealing.files import SealedLog
from emotion_desktop.system.sealing.keys import DataKey, key_for
from emotion_desktop.system.sealing.records import (
    FRAME_BYTES,
    HEAD_BYTES,
    SealedFileError,
    read_records,
)

Pcm = npt.NDArray[np.int16]

CHUNK_SAMPLES: Final = 30 * SAMPLE_RATE_HZ
#: What waits for the disk at most, and so what a kill can cost.
FLUSH_SAMPLES: Final = SAMPLE_RATE_HZ // 2

#: A month: recovery writes silence up to where a chunk starts, and would fill the disk with it.
_LATEST_SAMPLE: Final = 31 * 86_400 * SAMPLE_RATE_HZ
_NAME: Final = re.compile(r"chunk-(\d{5,})-(\d{12,})\.wav")
_BYTES: Final = 2
_HEADER: Final = struct.Struct("<4sI4s4sIHHIIHH4sI")


class ChunkWriter:
    """Writes audio as chunks; lost audio becomes silence. Not thread-safe.

    Parameters
    ----------
    folder : Path
        Exists, and holds no chunks yet.

    Attributes
    ----------
    n_samples : int
        Length so far, including lost audio.
    flushed_samples : int
        Part of it that would survive a kill.
    dropped_samples : int
        Silence that replaces lost audio.

    Notes
    -----
    Every method may raise `OSError`; what was flushed before is intact then.
    """

    def __init__(self, folder: Path) -> None:
        self.n_samples = 0
        self.flushed_samples = 0
        self.dropped_samples = 0
        self._folder = folder
        self._count = 0
        self._written = 0  # samples in the present chunk, those that wait included
        self._waiting: list[Pcm] = []
        self._key = key_for(folder / "chunk")
        self._file: _PlainChunk | _SealedChunk | None = None

    def write(self, samples: FloatArray, at: int) -> None:
        """Write audio, shape (n,), starting at sample `at`; flushes regularly."""
        samples = samples[max(self.n_samples - at, 0) :]
        self._skip_to(at)
        self._append(_to_pcm(samples))
        if self.n_samples - self.flushed_samples >= FLUSH_SAMPLES or self.flushed_samples == 0:
            self.flush()

    def flush(self) -> None:
        """Write what is buffered, with a header of the current length."""
        if self._file is not None and self._waiting:
            data = np.concatenate(self._waiting).astype("<i2").tobytes()
            self._waiting = []
            self._file.append(data, self._written)
        self.flushed_samples = self.n_samples

    def close(self) -> None:
        """Flush and close; closes the file even if flushing fails."""
        try:
            self.flush()
        finally:
            file, self._file, self._waiting = self._file, None, []
            if file is not None:
                file.close()

    def _skip_to(self, at: int) -> None:
        gap = at - self.n_samples
        if gap <= 0:
            return
        self.dropped_samples += gap
        if self._file is not None and gap <= CHUNK_SAMPLES - self._written:
            self._append(np.zeros(gap, np.int16))
        else:  # hours without a microphone need no file: the next chunk states its start
            self.close()
            self.n_samples = at

    def _append(self, pcm: Pcm) -> None:
        while len(pcm):
            if self._file is None or self._written == CHUNK_SAMPLES:
                self._begin_chunk()
            part, pcm = np.split(pcm, [CHUNK_SAMPLES - self._written])
            self._waiting.append(part)
            self._written += len(part)
            self.n_samples += len(part)

    def _begin_chunk(self) -> None:
        self.close()
        path = self._folder / f"chunk-{self._count:05d}-{self.n_samples:012d}.wav"
        self._file = _PlainChunk(path) if self._key is None else _SealedChunk(path, self._key)
        self._count += 1
        self._written = 0


class _PlainChunk:
    """A WAV file whose header states what is on the disk."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("xb", buffering=0)
        _write_all(self._file, _header(0))

    def append(self, data: bytes, n_samples: int) -> None:
        """Append samples, `n_samples` with those before, and wait until they are on the disk."""
        _write_all(self._file, data)
        self._file.seek(0)
        _write_all(self._file, _header(n_samples))
        self._file.seek(0, os.SEEK_END)
        os.fsync(self._file.fileno())

    def close(self) -> None:
        """Close the file."""
        self._file.close()


class _SealedChunk:
    """A sealed file, a record for each flush."""

    def __init__(self, path: Path, key: DataKey) -> None:
        self._log = SealedLog(path, key)
        self._has_ended = False

    def append(self, data: bytes, n_samples: int) -> None:
        """Append samples, `n_samples` with those before, and wait until they are on the disk."""
        self._has_ended = n_samples == CHUNK_SAMPLES
        self._log.append(data, last=self._has_ended)

    def close(self) -> None:
        """Mark the end, and close the file."""
        try:
            if not self._has_ended:
                self._log.append(b"", last=True)
        finally:
            self._log.close()


@dataclass(frozen=True, slots=True)
class Chunk:
    """A chunk on disk.

    Attributes
    ----------
    path : Path
        The file.
    number : int
        Counts up from 0 within a session.
    first_sample : int
        Index of its first sample, from the start of the recording.
    n_samples : int
        Number of readable samples; 0 if there are none.
    n_lost : int
        Number of further samples.
    n_records : int
        In an encrypted data folder: records that hold the readable samples.
    """

    path: Path
    number: int
    first_sample: int
    n_samples: int
    n_lost: int
    n_records: int = 0

    def read(self) -> Pcm:
        """Read what is readable, shape (`n_samples`,)."""
        count = self.n_samples
        key = key_for(self.path)
        if key is not None:
            data = b"".join(islice(read_records(self.path, key, whole=False), self.n_records))
            return np.frombuffer(data, "<i2").astype(np.int16)
        return np.fromfile(self.path, "<i2", count, offset=_HEADER.size).astype(np.int16)


def find_chunks(folder: Path) -> list[Chunk]:
    """List the chunks of a session in order, including damaged ones.

    A file whose name puts it where no recording reaches is not one of them.
    """
    found = [
        _examine(path, int(name[1]), int(name[2]))
        for path in folder.glob("chunk-*.wav")
        if (name := _NAME.fullmatch(path.name))
        and int(name[2]) <= _LATEST_SAMPLE
        and is_own_file(path)
    ]
    return sorted(found, key=lambda chunk: chunk.number)


def is_chunk(path: Path) -> bool:
    """Return whether a file is called like a chunk."""
    return _NAME.fullmatch(path.name) is not None


def without_header(chunk: bytes) -> bytes:
    """Return the samples in a chunk that is a WAV file; all of it if it is none of ours."""
    is_ours = _claimed_samples(chunk[: _HEADER.size]) is not None
    return chunk[_HEADER.size :] if is_ours else chunk


def wav_header(samples: bytes) -> bytes:
    """Return what makes the samples of a chunk a WAV file, if put before them."""
    return _header(len(samples) // _BYTES)


def is_own_file(path: Path) -> bool:
    """Return whether a file could be this program's: neither a link nor a pipe."""
    return path.is_file() and not path.is_symlink()


def _examine(path: Path, number: int, first_sample: int) -> Chunk:
    key = key_for(path)
    if key is not None:
        return _examine_sealed(path, key, number, first_sample)
    there = 0
    try:
        there = max(path.stat().st_size - _HEADER.size, 0) // _BYTES
        with path.open("rb") as file:
            header = file.read(_HEADER.size)
        claimed = _claimed_samples(header)
    except OSError:  # a sector that cannot be read costs this chunk, not the session
        claimed = None
    if claimed is None:
        return Chunk(path, number, first_sample, 0, min(there, CHUNK_SAMPLES))
    return Chunk(path, number, first_sample, min(there, CHUNK_SAMPLES), max(claimed - there, 0))


def _examine_sealed(path: Path, key: DataKey, number: int, first_sample: int) -> Chunk:
    """Count what can be decrypted; the rest is lost, but for what a kill cut off."""
    n_records, n_bytes, n_lost = 0, 0, 0
    try:
        for data in read_records(path, key, whole=False):
            n_records += 1
            n_bytes += len(data)
    except (OSError, SealedFileError):
        size = path.stat().st_size - HEAD_BYTES - n_bytes - n_records * FRAME_BYTES
        n_lost = min(max(size, 0) // _BYTES, CHUNK_SAMPLES - n_bytes // _BYTES)
    return Chunk(path, number, first_sample, n_bytes // _BYTES, n_lost, n_records)


def _claimed_samples(header: bytes) -> int | None:
    """Return the number of samples in a header; None if it is not ours."""
    if len(header) < _HEADER.size:
        return None
    claimed = int(_HEADER.unpack(header)[-1]) // _BYTES
    in_range = 0 <= claimed <= CHUNK_SAMPLES
    return claimed if in_range and header == _header(claimed) else None


def _header(n_samples: int) -> bytes:
    """Return a canonical RIFF header: PCM, 16 bit, mono, at `SAMPLE_RATE_HZ`."""
    n_bytes = n_samples * _BYTES
    return _HEADER.pack(
        *(b"RIFF", _HEADER.size - 8 + n_bytes, b"WAVE"),
        *(b"fmt ", 16, 1, 1, SAMPLE_RATE_HZ, SAMPLE_RATE_HZ * _BYTES, _BYTES, 8 * _BYTES),
        *(b"data", n_bytes),
    )


def _write_all(file: BinaryIO, data: bytes) -> None:
    """Write to an unbuffered file, which may accept less than offered on a full disk."""
    rest = memoryview(data)
    while rest:
        taken = file.write(rest)
        if not taken:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), file.name)
        rest = rest[taken:]


def _to_pcm(samples: FloatArray) -> Pcm:
    """Convert to 16-bit PCM on soundfile's scale, so that a file's audio is reproduced exactly."""
    return np.clip(np.rint(samples * 32_768), -32_768, 32_767).astype(np.int16)
