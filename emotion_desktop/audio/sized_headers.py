"""AIFF, AU, CAF and W64 files whose headers declare less or more audio than they contain.

As with WAV (see `wav_layout`): a recorder that lost power leaves sizes of 0 or old ones.
"""

import io
import struct
from dataclasses import dataclass
from typing import BinaryIO, Final

_AU_UNKNOWN: Final[int] = 2**32 - 1
_CAF_UNKNOWN: Final[int] = -1
#: Sony Wave64: chunks start with 16 bytes of identifier and 8 of length (including these 24),
#: and are aligned to multiples of 8.
_W64_HEAD_BYTES: Final[int] = 24
_W64_FILE: Final = bytes.fromhex("726966662e91cf11a5d628db04c10000")
_W64_KIND: Final = bytes.fromhex("f3acd3118cd100c04f8edb8a")
_W64_MOST_BYTES: Final[int] = 2**62


@dataclass(frozen=True, slots=True)
class SizedHeader:
    """The sizes declared in a header.

    Attributes
    ----------
    claimed_bytes : int or None
        Length of the audio according to the header; None if it leaves that open.
    n_bytes : int
        Length of everything after the start of the audio.
    is_followed : bool
        Another chunk follows the claimed end, so the claim must be right.
    patches : dict
        From offsets in the file to bytes that make the audio extend to the end of the file.
    end : int or None
        Where the file must seem to end if the claim is right; otherwise libsndfile would decode
        what follows as audio. None if it would not.
    """

    claimed_bytes: int | None
    n_bytes: int
    is_followed: bool
    patches: dict[int, bytes]
    end: int | None = None


def find_sizes(file: BinaryIO) -> SizedHeader | None:
    """Read the sizes in the header of an AIFF, AU, CAF or W64 file; None for any other file."""
    size = file.seek(0, io.SEEK_END)
    magic = _read(file, 0, 16)
    if magic == _W64_FILE:
        return _w64(file, size)
    magic = magic[:12]
    if magic[:4] == b".snd":
        return _au(magic, size)
    if magic[:4] == b"caff":
        return _caf(file, size)
    if magic[:4] == b"FORM" and magic[8:] in {b"AIFF", b"AIFC"}:
        return _aiff(file, size)
    return None


def _au(magic: bytes, size: int) -> SizedHeader | None:
    if len(magic) < 12:
        return None
    begin, claimed = struct.unpack(">II", magic[4:])
    if begin > size:
        return None
    patches = {8: _in_32_bits(size - begin)}
    known = None if claimed in {0, _AU_UNKNOWN} else claimed
    return SizedHeader(known, size - begin, False, patches)


def _caf(file: BinaryIO, size: int) -> SizedHeader | None:
    position = 8
    while len(head := _read(file, position, 12)) == 12:
        name, claimed = struct.unpack(">4sq", head)
        if name != b"data":
            position += 12 + max(0, claimed)
            continue
        # The audio starts after a count of edits, which the size includes.
        known = None if claimed in {0, _CAF_UNKNOWN} else claimed - 4
        end = position + 12 + max(0, claimed)
        followed = known is not None and _is_name(_read(file, end, 12), 12)
        patches = {position + 4: struct.pack(">q", size - position - 12)}
        return SizedHeader(known, size - position - 16, followed, patches)
    return None


def _aiff(file: BinaryIO, size: int) -> SizedHeader | None:
    position, frames_at, frame_bytes = 12, 0, 0
    while len(head := _read(file, position, 8)) == 8:
        name, claimed = struct.unpack(">4sI", head)
        if name == b"COMM":
            form = _read(file, position + 8, 8)
            if len(form) < 8:
                return None
            channels, _, bits = struct.unpack(">HIH", form)
            frames_at, frame_bytes = position + 10, channels * (-(-bits // 8))
        if name != b"SSND":
            position += 8 + claimed + claimed % 2
            continue
        n_bytes = size - position - 16
        if not frame_bytes or n_bytes < 0:
            return None
        end = position + 8 + claimed + claimed % 2
        patches = {
            4: _in_32_bits(size - 8),
            frames_at: _in_32_bits(n_bytes // frame_bytes),
            position + 4: _in_32_bits(size - position - 8),
        }
        known = None if claimed <= 8 else claimed - 8
        return SizedHeader(known, n_bytes, _is_name(_read(file, end, 8), 8), patches)
    return None


def _w64(file: BinaryIO, size: int) -> SizedHeader | None:
    position = 40
    while len(head := _read(file, position, _W64_HEAD_BYTES)) == _W64_HEAD_BYTES:
        claimed = int.from_bytes(head[16:], "little")
        end = position + claimed + -claimed % 8
        if head[:16] != b"data" + _W64_KIND:
            if claimed < _W64_HEAD_BYTES:
                return None
            position = end
            continue
        is_known = _W64_HEAD_BYTES < claimed < _W64_MOST_BYTES
        patches = {
            16: struct.pack("<Q", size),
            position + 16: struct.pack("<Q", size - position),
        }
        return SizedHeader(
            claimed - _W64_HEAD_BYTES if is_known else None,
            size - position - _W64_HEAD_BYTES,
            is_known and _read(file, end + 4, 12) == _W64_KIND,
            patches,
            end if end < size else None,
        )
    return None


def _read(file: BinaryIO, position: int, size: int) -> bytes:
    if position > file.seek(0, io.SEEK_END):  # where no file may have any place at all
        return b""
    file.seek(position)
    return file.read(size)


def _in_32_bits(size: int) -> bytes:
    return struct.pack(">I", min(size, 2**32 - 1))


def _is_name(head: bytes, size: int) -> bool:
    return len(head) == size and all(32 <= byte < 127 for byte in head[:4])


class PatchedFile(io.RawIOBase):
    """A file with some of its bytes replaced.

    Parameters
    ----------
    file : BinaryIO
        The caller that opened it closes it.
    patches : dict
        From offsets to the bytes there.
    end : int, optional
        Ignore everything after it.
    """

    def __init__(self, file: BinaryIO, patches: dict[int, bytes], end: int | None = None) -> None:
        super().__init__()
        self._file = file
        self._patches = patches
        self._end = file.seek(0, io.SEEK_END) if end is None else end
        self._file.seek(0)

    def readable(self) -> bool:
        """See `io.RawIOBase`."""
        return True

    def seekable(self) -> bool:
        """See `io.RawIOBase`."""
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """See `io.RawIOBase`."""
        start = {io.SEEK_SET: 0, io.SEEK_CUR: self._file.tell(), io.SEEK_END: self._end}[whence]
        # libsndfile goes wherever a header says, and could not be told of an error.
        return self._file.seek(min(max(0, start + offset), self._end))

    def tell(self) -> int:
        """See `io.RawIOBase`."""
        return self._file.tell()

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """See `io.RawIOBase`."""
        begin = self._file.tell()
        data = bytearray(self._file.read(max(0, min(len(buffer), self._end - begin))))
        for place, patch in self._patches.items():
            for offset, byte in enumerate(patch, start=place - begin):
                if 0 <= offset < len(data):
                    data[offset] = byte
        buffer[: len(data)] = data
        return len(data)
