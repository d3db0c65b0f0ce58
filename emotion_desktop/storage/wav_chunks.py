"""Session audio during recording: short WAV files that are valid at any moment.

Each is named after its number and the index of its first sample, so that a damaged or missing
one does not shift the others.
"""

import errno
import os
import re
import struct
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

import numpy as np
import numpy.typing as npt

from emotion_desktop.domain.audio import SAMPLE_RATE_HZ, FloatArray

Pcm = npt.NDArray[np.int16]

CHUNK_SAMPLES: Final = 30 * SAMPLE_RATE_HZ
#: What waits for the disk at most, and so what a kill can cost.
FLUSH_SAMPLES: Final = SAMPLE_RATE_HZ // 2

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
        self._file: BinaryIO | None = None

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
            _write_all(self._file, data)
            self._file.seek(0)
            _write_all(self._file, _header(self._written))
            self._file.seek(0, os.SEEK_END)
            os.fsync(self._file.fileno())
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
        self._file = path.open("xb", buffering=0)
        self._count += 1
        self._written = 0
        _write_all(self._file, _header(0))


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
    """

    path: Path
    number: int
    first_sample: int
    n_samples: int
    n_lost: int

    def read(self) -> Pcm:
        """Read what is readable, shape (`n_samples`,)."""
        count = self.n_samples
        return np.fromfile(self.path, "<i2", count, offset=_HEADER.size).astype(np.int16)


def find_chunks(folder: Path) -> list[Chunk]:
    """List the chunks of a session in order, including damaged ones."""
    found = [
        _examine(path, int(name[1]), int(name[2]))
        for path in folder.glob("chunk-*.wav")
        if (name := _NAME.fullmatch(path.name)) and is_own_file(path)
    ]
    return sorted(found, key=lambda chunk: chunk.number)


def is_own_file(path: Path) -> bool:
    """Return whether a file could be this program's: neither a link nor a pipe."""
    return path.is_file() and not path.is_symlink()


def _examine(path: Path, number: int, first_sample: int) -> Chunk:
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
