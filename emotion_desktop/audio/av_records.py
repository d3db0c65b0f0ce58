"""The protocol between the decoder process and its parent, over a pipe.

First comes a header: a line with a JSON object (`sample_rate_hz`, `channels`, `n_tracks`,
`duration_s` or null); empty lines before it mean that the file is still being read. Records
follow: one byte for the kind, four for the length of the payload (little endian), then the
payload:

===== ======================================================================
``S`` audio: interleaved float32 in native byte order
``Z`` silence: the number of frames, eight bytes, little endian
``N`` notice: JSON with ``kind`` (one of `AudioNotice`, or what `break_notice` and
      `short_notice` tell of), ``at_s`` and ``duration_s`` (null: unknown)
``P`` progress: empty; the file is being read, but has not yielded any audio yet
===== ======================================================================
"""

import json
import struct
import time
from dataclasses import dataclass
from typing import Any, BinaryIO, Final

EXIT_NOT_MEDIA: Final[int] = 3
EXIT_NO_SOUND_TRACK: Final[int] = 4
EXIT_BROKEN: Final[int] = 5
EXIT_NO_INDEX: Final[int] = 6
EXIT_SHIFTED_INDEX: Final[int] = 7

SOUND: Final = b"S"
SILENCE: Final = b"Z"
NOTICE: Final = b"N"
PROGRESS: Final = b"P"

PROGRESS_EVERY_S: Final[float] = 1.0
#: Codec frames are short; a record collects this many bytes.
_SOUND_BYTES: Final[int] = 2**17


@dataclass(frozen=True, slots=True)
class Record:
    """One record and its payload `data`."""

    kind: bytes
    data: bytes

    @property
    def n_frames(self) -> int:
        """Length of a silence in frames."""
        return int(struct.unpack("<Q", self.data)[0])

    @property
    def notice(self) -> dict[str, Any]:
        """The fields of a notice."""
        fields: dict[str, Any] = json.loads(self.data)
        return fields


def parse_head(head: bytes) -> tuple[bytes, int]:
    """Parse a record's kind and length from its first five bytes."""
    kind, size = struct.unpack("<cI", head)
    return kind, size


#: Of what comes before a record's data.
HEAD_BYTES: Final[int] = 5


class RecordWriter:
    """The decoder's end of the pipe.

    Parameters
    ----------
    target : BinaryIO
        Receives the header and the records.
    """

    def __init__(self, target: BinaryIO) -> None:
        self._target = target
        self._told_at_s = time.monotonic()
        self._begun = False
        self._waiting = bytearray()  # audio that is not written yet

    def begin(self, header: dict[str, object]) -> None:
        """Write the header; only progress records may precede it."""
        self._begun = True
        self._target.write(json.dumps(header).encode() + b"\n")
        self._target.flush()

    def sound(self, data: bytes) -> None:
        """Write interleaved frames."""
        self._waiting += data
        if len(self._waiting) >= _SOUND_BYTES:
            self._write_sound()

    def silence(self, n_frames: int) -> None:
        """Write the given number of silent frames."""
        self._record(SILENCE, struct.pack("<Q", n_frames))

    def notice(self, kind: str, at_s: float, duration_s: float | None) -> None:
        """Write a notice; see `AudioNotice`."""
        fields = {"kind": kind, "at_s": at_s, "duration_s": duration_s}
        self._record(NOTICE, json.dumps(fields).encode())

    def progress(self) -> None:
        """Report that the file is being read, unless something was written recently."""
        if time.monotonic() - self._told_at_s < PROGRESS_EVERY_S:
            return
        if self._waiting:
            self._write_sound()
        elif self._begun:
            self._record(PROGRESS, b"")
        else:
            self._told_at_s = time.monotonic()
            self._target.write(b"\n")
        self._target.flush()

    def flush(self) -> None:
        """Flush what has been written."""
        self._write_sound()
        self._target.flush()

    def _write_sound(self) -> None:
        if self._waiting:
            sound, self._waiting = bytes(self._waiting), bytearray()
            self._record(SOUND, sound)

    def _record(self, kind: bytes, data: bytes) -> None:
        self._write_sound()  # it was there before
        self._told_at_s = time.monotonic()
        self._target.write(kind + struct.pack("<I", len(data)) + data)
