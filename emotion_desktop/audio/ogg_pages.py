"""Checks whether an Ogg file is one complete stream, which libsndfile does not report."""

import struct
import zlib
from typing import BinaryIO, Final

_MAGIC: Final = b"OggS"
_FIRST: Final[int] = 2
_LAST: Final[int] = 4
#: Ogg's checksum is zlib's with the bits of every byte and of the result the other way round.
_MIRRORED: Final = bytes(int(f"{byte:08b}"[::-1], 2) for byte in range(256))


def is_whole(file: BinaryIO) -> bool:
    """Walk through the pages of an Ogg file and return whether it is complete.

    Parameters
    ----------
    file : BinaryIO
        Of any kind.

    Returns
    -------
    bool
        False if a page of a single stream is missing or damaged, if a second stream
        follows, or if the last page does not end the first. True for other formats.
    """
    file.seek(0)
    if file.read(4) != _MAGIC:
        return True
    file.seek(0)
    number, is_last = 0, False
    while page := _read_page(file):
        flags, page_number, is_intact = page
        is_next = page_number == number and bool(flags & _FIRST) == (number == 0)
        if is_last or not is_next or not is_intact:
            return False
        number, is_last = number + 1, bool(flags & _LAST)
    return is_last


def _read_page(file: BinaryIO) -> tuple[int, int, bool] | None:
    """Read a page's flags, number and checksum validity; None at the end."""
    head = file.read(27)
    if not head:
        return None
    if len(head) < 27 or not head.startswith(_MAGIC):
        return 0, -1, False
    flags, page_number, checksum, n_segments = struct.unpack("<5xB12xIIB", head)
    sizes = file.read(n_segments)
    body = file.read(sum(sizes))
    page = head[:22] + bytes(4) + head[26:] + sizes + body
    return flags, page_number, _checksum(page) == checksum


def _checksum(data: bytes) -> int:
    mirrored = zlib.crc32(data.translate(_MIRRORED), 0xFFFF_FFFF) ^ 0xFFFF_FFFF
    return int(f"{mirrored:032b}"[::-1], 2)
