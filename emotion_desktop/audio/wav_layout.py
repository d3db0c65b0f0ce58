"""Locates the audio in a WAV file, whatever sizes its header declares.

A recorder that lost power leaves sizes of 0 or those of its last update, a program that writes
to a pipe leaves huge ones, and 32-bit sizes wrap around after 4 GiB. Therefore the chunks are
walked, and whatever follows the audio is examined.
"""

import io
import struct
from collections.abc import Sequence
from dataclasses import dataclass
from typing import BinaryIO, Final

_FAMILY: Final = (b"RIFF", b"RIFX", b"RF64", b"BW64")
_UNKNOWN_32: Final[int] = 2**32 - 1
#: An ID3 tag or zeros in front of the header may be that long.
_FRONT_BYTES: Final[int] = 2**20


@dataclass(frozen=True, slots=True)
class WavLayout:
    """Where the audio is, and its format.

    Attributes
    ----------
    big_endian : bool
        RIFX.
    format_chunk : bytes
        What the chunk "fmt " holds.
    spans : tuple of (int, int)
        Start and end of the audio in the file, in order.
    claimed_bytes : int or None
        Length of the audio according to the header; None if it leaves that open.
    tail : tuple of (int, int) or None
        Something after the audio that is not a chunk: padding, junk, or more audio.
    is_plain : bool
        The header is right in all, and any program can read it.
    """

    big_endian: bool
    format_chunk: bytes
    spans: tuple[tuple[int, int], ...]
    claimed_bytes: int | None
    tail: tuple[int, int] | None
    is_plain: bool

    @property
    def n_bytes(self) -> int:
        """Length of the audio that is present."""
        return sum(end - begin for begin, end in self.spans)


def find_layout(file: BinaryIO) -> WavLayout | None:
    """Walk through the chunks of a file.

    Returns
    -------
    WavLayout or None
        None if it is not a WAV file, or has no format or audio.
    """
    size = file.seek(0, io.SEEK_END)
    base = _find_header(file)
    file.seek(base)
    head = file.read(12)
    if head[:4] not in _FAMILY or head[8:] != b"WAVE":
        return None
    walk = _Walk(file, size, big_endian=head[:4] == b"RIFX")
    walk.go(base + 12)
    if walk.format_chunk is None or not walk.spans:
        return None
    return WavLayout(
        walk.big_endian,
        walk.format_chunk,
        tuple(walk.spans),
        None if walk.open_ended else walk.claimed_bytes,
        walk.tail,
        is_plain=walk.is_plain and not base and head[:4] != b"BW64",
    )


def _find_header(file: BinaryIO) -> int:
    """Skip leading tags and zeros."""
    file.seek(0)
    if file.read(4) in _FAMILY:
        return 0
    file.seek(0)
    front = file.read(_FRONT_BYTES)
    at = 0
    while front.startswith(b"ID3", at) and at + 10 <= len(front):
        at += 10 + sum((front[at + 6 + i] & 127) << 7 * (3 - i) for i in range(4))
    return at + len(front[at:]) - len(front[at:].lstrip(b"\0"))


class _Walk:
    """Walks from chunk to chunk and collects what it finds."""

    def __init__(self, file: BinaryIO, size: int, *, big_endian: bool) -> None:
        self.big_endian = big_endian
        self.format_chunk: bytes | None = None
        self.spans: list[tuple[int, int]] = []
        self.claimed_bytes = 0
        self.open_ended = False
        self.tail: tuple[int, int] | None = None
        self.is_plain = True
        self._file = file
        self._size = size
        self._long_bytes = 0  # of the audio, from the chunk "ds64"

    def go(self, position: int) -> None:
        """Continue from the start of a chunk."""
        while (chunk := self._chunk_at(position)) is not None:
            name, size = chunk
            body = position + 8
            if name == b"LIST" and self._read(body, 4) == b"wavl":
                self.is_plain = False
                position = body + 4
            elif name == b"data":
                position = self._take_sound(body, size)
            else:
                self._take_other(name, body, size)
                position = self._behind(body + size, size)

    def _take_other(self, name: bytes, body: int, size: int) -> None:
        if name == b"fmt ":
            self.format_chunk = self._read(body, min(size, 2**16))
        elif name == b"ds64" and size >= 16:
            self._long_bytes = int.from_bytes(self._read(body + 8, 8), "little")

    def _take_sound(self, body: int, size: int) -> int:
        if size == _UNKNOWN_32 and self._long_bytes:
            size = self._long_bytes
        self.is_plain &= not self.spans and self.format_chunk is not None
        end = body + size
        behind = self._behind(end, size)
        is_empty = not size and self._chunk_at(body) is not None
        if (not size and not is_empty) or _is_placeholder(size):
            self.open_ended = True
            self.is_plain = False
            end = behind = self._size
        elif end > self._size:
            self.is_plain = False
            self.claimed_bytes += size
            end = behind = self._size
        else:
            self.claimed_bytes += size
            if behind < self._size - 1 and self._chunk_at(behind) is None:
                self.tail = (behind, self._size)
                behind = self._size
        if end > body:
            self.spans.append((body, end))
        return behind

    def _behind(self, end: int, size: int) -> int:
        """Find the next chunk; some writers omit the padding byte."""
        padded = end + size % 2
        forgotten = size % 2 and self._chunk_at(padded) is None and self._chunk_at(end)
        self.is_plain &= not forgotten
        return end if forgotten else padded

    def _chunk_at(self, position: int) -> tuple[bytes, int] | None:
        """Read a chunk's name and size, or None if there is no chunk."""
        head = self._read(position, 8)
        if len(head) < 8 or not all(32 <= byte < 127 for byte in head[:4]):
            return None
        size = int.from_bytes(head[4:], "big" if self.big_endian else "little")
        # Sound may be cut off, and after it anything; other chunks fit.
        if head[:4] != b"data" and position + 8 + size > self._size + 1:
            return None
        return head[:4], size

    def _read(self, position: int, size: int) -> bytes:
        if position > self._size:  # where no file may have any place at all
            return b""
        self._file.seek(position)
        return self._file.read(size)


def _is_placeholder(size: int) -> bool:
    """Return whether this is the placeholder written when the length is unknown."""
    return 2**32 - 2**12 <= size < 2**32 or 2**31 - 2**16 <= size <= 2**31 + 2**12


class RepairedWav(io.RawIOBase):
    """A corrected WAV file, assembled from parts of another while it is read.

    Parameters
    ----------
    file : BinaryIO
        The other file; the caller that opened it closes it.
    layout : WavLayout
        Its format counts.
    spans : sequence of (int, int)
        Start and end of the audio in it.
    """

    def __init__(self, file: BinaryIO, layout: WavLayout, spans: Sequence[tuple[int, int]]) -> None:
        super().__init__()
        self._file = file
        self._spans = spans
        n_bytes = sum(end - begin for begin, end in spans)
        self._header = _header(layout, n_bytes)
        self._size = len(self._header) + n_bytes
        self._position = 0

    def readable(self) -> bool:
        """See `io.RawIOBase`."""
        return True

    def seekable(self) -> bool:
        """See `io.RawIOBase`."""
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """See `io.RawIOBase`."""
        start = {io.SEEK_SET: 0, io.SEEK_CUR: self._position, io.SEEK_END: self._size}[whence]
        self._position = max(0, start + offset)
        return self._position

    def tell(self) -> int:
        """See `io.RawIOBase`."""
        return self._position

    def read(self, size: int = -1) -> bytes:
        """See `io.RawIOBase`; returns as much as requested, up to the end."""
        left = self._size - self._position if size < 0 else size
        parts = []
        while left > 0 and (part := self._read_on(left)):
            parts.append(part)
            left -= len(part)
            self._position += len(part)
        return b"".join(parts)

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """See `io.RawIOBase`."""
        data = self.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)

    def _read_on(self, size: int) -> bytes:
        if self._position < len(self._header):
            return self._header[self._position : self._position + size]
        offset = self._position - len(self._header)
        for begin, end in self._spans:
            if offset < end - begin:
                self._file.seek(begin + offset)
                return self._file.read(min(size, end - begin - offset))
            offset -= end - begin
        return b""


def _header(layout: WavLayout, n_bytes: int) -> bytes:
    """Write a header with only what decoding needs."""
    order = ">" if layout.big_endian else "<"
    format_chunk = layout.format_chunk + b"\0" * (len(layout.format_chunk) % 2)
    head = struct.pack(f"{order}4sI", b"fmt ", len(layout.format_chunk)) + format_chunk
    if n_bytes < _UNKNOWN_32 - 2**16:
        size = 4 + len(head) + 8 + n_bytes
        name = b"RIFX" if layout.big_endian else b"RIFF"
        data = struct.pack(f"{order}4sI", b"data", n_bytes)
        return struct.pack(f"{order}4sI4s", name, size, b"WAVE") + head + data
    # 28 bytes: length of the file, of the audio, in samples (not needed), and an empty table.
    size = 4 + 36 + len(head) + 8 + n_bytes
    long = struct.pack("<4sIQQQI", b"ds64", 28, size, n_bytes, 0, 0)
    riff = struct.pack("<4sI4s", b"RF64", _UNKNOWN_32, b"WAVE")
    return riff + long + head + struct.pack("<4sI", b"data", _UNKNOWN_32)
