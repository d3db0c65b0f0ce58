"""Durations and offsets that containers declare and that FFmpeg does not report."""

import re
import struct
from typing import Any, BinaryIO, Final

#: Streams of bare frames: what the demuxer gives as time stamps is a count of frames.
BARE: Final = frozenset({"aac", "ac3", "dts", "eac3", "mp3"})
#: The headers of these formats state the duration of the audio ...
_LENGTH_OF_SOUND: Final = frozenset({"ape", "flac", "mov,mp4,m4a,3gp,3g2,mj2", "tta", "wv"})
#: ... and of these the length of everything.
LENGTH_OF_ALL: Final = frozenset({"asf", "avi", "flv", "matroska,webm"})
#: Their time lines start at 0; those of other formats start anywhere.
_FROM_ZERO: Final = frozenset({"avi", "matroska,webm", "mov,mp4,m4a,3gp,3g2,mj2"})
#: But such a lead is the clock of a stream that was cut out of a longer one.
_LONGEST_LEAD_S: Final[float] = 600.0

_ID3_HEAD_BYTES: Final[int] = 10
_TAG = re.compile(rb"ID3[\2-\4].{2}[\0-\x7f]{4}|TAG|APETAGEX.{24}", re.DOTALL)
#: Stand in the first frame of an MP3 and count all of them.
_FRAME_COUNT = re.compile(
    rb"(?:Xing|Info)...[\1\3\5\7\x09\x0b\x0d\x0f](....)|VBRI.{10}(....)", re.DOTALL
)
#: Bytes searched at a time: an Ogg page is shorter, but junk may follow the last one.
_PIECE_BYTES: Final[int] = 2**20
#: The start of a FLAC file: its magic bytes and a block of 34 bytes about the stream.
_FLAC_HEAD = re.compile(rb"fLaC[\0\x80]\0\0\x22")
_FLAC_HEAD_BYTES: Final[int] = 8
#: Of an MP4, at its end: one of ten hours takes less.
_LONGEST_INDEX_BYTES: Final[int] = 2**24
_INDEX = re.compile(rb"moov....mvhd", re.DOTALL)
_ASF_PROPERTIES: Final = bytes.fromhex("a1dcab8c47a9cf118ee400c00c205365")


def origin_s(container: Any) -> float:
    """Return the container time stamp at which the audio begins."""
    start_s = (container.start_time or 0) / 1e6
    is_lead = container.format.name in _FROM_ZERO and 0.0 <= start_s <= _LONGEST_LEAD_S
    return 0.0 if is_lead else start_s


def claimed_end_s(container: Any, stream: Any, file: BinaryIO) -> float | None:
    """Return where the audio ends according to the header, or `LENGTH_OF_ALL`.

    Returns
    -------
    float or None
        Seconds since the origin; None if the header does not say, or if FFmpeg only
        guesses from the size of the file.
    """
    name = container.format.name
    if name in {"asf", "mp3"}:
        read = _asf_length_s if name == "asf" else _mp3_length_s
        at = file.tell()
        try:
            return read(file, stream)
        finally:
            file.seek(at)
    if name in _LENGTH_OF_SOUND and stream.duration is not None:
        end = (stream.start_time or 0) + stream.duration
        return float(end * stream.time_base) - origin_s(container)
    if name in LENGTH_OF_ALL and container.duration is not None and not origin_s(container):
        return float(container.duration) / 1e6
    return None


def _mp3_length_s(file: BinaryIO, stream: Any) -> float | None:
    file.seek(0)
    head = file.read(_ID3_HEAD_BYTES)
    file.seek(_id3_bytes(head) if head.startswith(b"ID3") else 0)
    counted = _FRAME_COUNT.search(file.read(256))
    context = stream.codec_context
    if counted is None or not context.sample_rate:
        return None
    n_frames = int.from_bytes(counted.group(1) or counted.group(2), "big")
    return float(n_frames * context.frame_size / context.sample_rate)


def _asf_length_s(file: BinaryIO, _stream: Any) -> float | None:
    file.seek(0)
    head = file.read(2**16)
    at = head.find(_ASF_PROPERTIES)
    if at < 0 or at + 88 > len(head):
        return None
    length, _, lead_ms = struct.unpack_from("<QQQ", head, at + 64)
    return float(length / 1e7 - lead_ms / 1e3) if length else None


def tag_spans(data: bytes) -> list[tuple[int, int]]:
    """Find tags, which contain no audio, by their first bytes.

    Returns
    -------
    list of (int, int)
        The start of each, and its declared end, which may be beyond `data`.
    """
    spans = []
    for found in _TAG.finditer(data):
        tag = found.group()
        if tag == b"TAG":
            size = 128
        elif tag.startswith(b"ID3"):
            size = _id3_bytes(tag)
        else:
            size = 32 + int(struct.unpack_from("<I", tag, 12)[0])
        spans.append((found.start(), found.start() + size))
    return spans


def _id3_bytes(head: bytes) -> int:
    """Read the size of an ID3v2 tag, seven bits per byte, from its first ten bytes."""
    return _ID3_HEAD_BYTES + sum((head[6 + i] & 127) << 7 * (3 - i) for i in range(4))


def empty_chunks(file: BinaryIO, stream: Any) -> list[int]:
    """Find empty audio chunks of an AVI; each stands for one missing frame.

    FFmpeg's demuxer leaves them out, and with them the time that they take.

    Returns
    -------
    list of int
        Their places in the file, in order.
    """
    wanted = b"%02dwb" % stream.index
    empty: list[int] = []
    before, position = file.tell(), 0
    size_of_file = file.seek(0, 2)
    while position + 12 <= size_of_file:
        file.seek(position)
        name, size, kind = struct.unpack("<4sI4s", file.read(12))
        if name in {b"RIFF", b"LIST"} and kind in {b"AVI ", b"AVIX", b"movi", b"rec "}:
            position += 12
            continue
        if name == wanted and not size:
            empty.append(position)
        position += 8 + size + size % 2
    file.seek(before)
    return empty


def links(file: BinaryIO) -> list[tuple[int, int]]:
    """Find the start and end of each link of a chained Ogg or FLAC file.

    FFmpeg's demuxers fail if a link has a different codec, rate or number of channels.

    Returns
    -------
    list of (int, int)
        One from beginning to end for any other file.
    """
    size = file.seek(0, 2)
    file.seek(0)
    begins = {b"OggS": _ogg_links, b"fLaC": _flac_links}.get(file.read(4), lambda _file: [0])(file)
    return list(zip(begins, [*begins[1:], size], strict=True))


def _flac_links(file: BinaryIO) -> list[int]:
    begins, position, overlap = [], 0, b""
    file.seek(0)
    while data := file.read(_PIECE_BYTES):
        data = overlap + data
        begins += [position + found.start() for found in _FLAC_HEAD.finditer(data)]
        overlap = data[-_FLAC_HEAD_BYTES + 1 :]
        position += len(data) - len(overlap)
    return begins or [0]


def _ogg_links(file: BinaryIO) -> list[int]:
    begins, was_first, position = [0], True, 0
    while (page := _next_page(file, position)) is not None:
        position, is_first, n_bytes = page
        if is_first and not was_first:
            begins.append(position)
        was_first = is_first
        position += n_bytes
    return begins


def _next_page(file: BinaryIO, position: int) -> tuple[int, bool, int] | None:
    """Find the next Ogg page: its offset, whether it starts a stream, and its length."""
    file.seek(position)
    head = file.read(27)
    if not head.startswith(b"OggS"):  # something is damaged
        file.seek(position)
        found = file.read(_PIECE_BYTES).find(b"OggS")
        if found < 0:
            return None
        position += found
        file.seek(position)
        head = file.read(27)
    if len(head) < 27:
        return None
    return position, bool(head[5] & 2), 27 + head[26] + sum(file.read(head[26]))


def is_unfinished(file: BinaryIO) -> bool:
    """Return whether an Ogg file lacks its end-of-stream page."""
    size = file.seek(0, 2)
    file.seek(max(0, size - _PIECE_BYTES))
    tail = file.read(_PIECE_BYTES)
    last = tail.rfind(b"OggS")
    return last >= 0 and last + 5 < len(tail) and not tail[last + 5] & 4


def lacks_index(file: BinaryIO) -> bool:
    """Return whether this is an MP4 or MOV file that was truncated before its index."""
    names = _box_names(file)
    return b"mdat" in names and b"moov" not in names and not _has_stray_index(file)


def has_shifted_index(file: BinaryIO) -> bool:
    """Return whether the index of an MP4 or MOV is not where the preceding lengths say.

    Then bytes were taken out before it, or added.
    """
    names = _box_names(file)
    return b"mdat" in names and b"moov" not in names and _has_stray_index(file)


def _box_names(file: BinaryIO) -> set[bytes]:
    names: set[bytes] = set()
    position = 0
    while True:
        file.seek(position)
        head = file.read(16)
        if len(head) < 16 or not head[4:8].isalnum():
            return names
        names.add(head[4:8])
        size = int.from_bytes(head[:4], "big")
        position += max(int.from_bytes(head[8:], "big") if size == 1 else size, 8)


def _has_stray_index(file: BinaryIO) -> bool:
    size = file.seek(0, 2)
    file.seek(max(0, size - _LONGEST_INDEX_BYTES))
    return _INDEX.search(file.read()) is not None
