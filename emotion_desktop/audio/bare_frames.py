"""Finds frames missing from headerless streams (MP3, AAC, AC-3, DTS).

Their time stamps merely count frames, so a missing part shifts whatever follows.
It is revealed by bytes that belong to no frame, if the cut went through one; in MP3, by a
frame whose data start in earlier frames that are already occupied; and by the count of all
frames in the first one, which most MP3 files have. Other frames are independent: if AAC, AC-3,
MP2 or DTS files lost exactly whole frames, the file shows no trace of it.
"""

from collections import deque
from typing import Any, Final

from emotion_desktop.audio.av_claims import tag_spans

#: Number of previous frames from which the size of a frame is estimated.
_NEIGHBOURS: Final[int] = 32
#: Every frame of a stream starts with the same sync word.
_MARK_BYTES: Final[int] = 2
#: Longer stretches without frames are not searched for tags.
_MOST_LEFT_OVER_BYTES: Final[int] = 2**20
#: Frame sizes at a constant bit rate differ by this much if it does not divide evenly.
_PADDING_BYTES: Final[int] = 1


class BareFrames:
    """Estimates, from its size, how many frames an undecodable packet contained.

    Attributes
    ----------
    is_cut : bool
        The last packet looks like a frame without its end.
    """

    def __init__(self) -> None:
        self.is_cut = False
        self._sizes: deque[int] = deque(maxlen=_NEIGHBOURS)
        self._previous = b""
        self._left_over = b""  # since the last good frame
        self._free_bits: int | None = None  # of the last good frame of MP3, for what follows

    @property
    def begun(self) -> bool:
        """Whether a frame has been decoded."""
        return bool(self._sizes)

    @property
    def _is_even(self) -> bool:
        sizes = self._sizes
        return len(sizes) > 1 and max(sizes) - min(sizes) <= _PADDING_BYTES

    def good(self, packet: Any) -> bool:
        """Register a packet that was decoded.

        Returns
        -------
        bool
            Whether it can directly follow those before it; False if it is certain, or
            cannot be ruled out, that an unknown number of frames was taken out in between.
        """
        data = bytes(packet)
        follows = self._fits(data)
        if self._is_even:
            self.is_cut = packet.size < min(self._sizes)
        else:
            self.is_cut = is_cut_short(data)
        self._sizes.append(packet.size)
        self._previous = data
        self._left_over = b""
        return follows

    def bad(self, packet: Any) -> None:
        """Register a packet that could not be decoded."""
        data = bytes(packet)
        begins_alike = data[:_MARK_BYTES] == self._previous[:_MARK_BYTES]
        self.is_cut = begins_alike and len(data) < (_own_bytes(data) or len(self._previous))
        if len(self._left_over) < _MOST_LEFT_OVER_BYTES:
            self._left_over += data

    def n_lost(self, packet: Any) -> int:
        """Return the number of frames in an undecodable packet, excluding tags."""
        begin = len(self._previous)  # a tag may start after the last decoded frame
        end = begin + packet.size
        in_tags = sum(
            max(0, min(tag_end, end) - max(tag, begin))
            for tag, tag_end in self._tags(bytes(packet))
        )
        if not self._sizes:
            return 1
        return int((packet.size - in_tags) * len(self._sizes) / sum(self._sizes) + 0.25)

    def _tags(self, data: bytes) -> list[tuple[int, int]]:
        return tag_spans(self._previous + data)

    def _fits(self, data: bytes) -> bool:
        before, self._free_bits = self._free_bits, None
        if (reservoir := _mp3_reservoir(data)) is not None:
            begins_before, self._free_bits = reservoir
            if not self._left_over and before is not None and begins_before > before:
                return False
        tag_bytes = sum(end - begin for begin, end in self._tags(self._left_over))
        n_bytes = max(0, len(self._left_over) - tag_bytes)
        return not n_bytes or (
            self._is_even and _is_run(n_bytes, min(self._sizes), max(self._sizes))
        )


def is_cut_short(frame: bytes) -> bool:
    """Return whether an AAC, MP3 or MP2 frame is shorter than it declares."""
    return len(frame) < _own_bytes(frame)


def _own_bytes(frame: bytes) -> int:
    return _adts_bytes(frame) or _mpeg_bytes(frame)


def _is_run(n_bytes: int, least: int, most: int) -> bool:
    """Return whether a byte count can be a number of whole frames."""
    n_frames = -(-n_bytes // most)
    return n_frames * least <= n_bytes


def _adts_bytes(frame: bytes) -> int:
    """Read the frame length declared by an AAC frame; 0 for other codecs."""
    if len(frame) < 6 or frame[0] != 0xFF or frame[1] & 0xF6 != 0xF0:
        return 0
    return (frame[3] & 3) << 11 | frame[4] << 3 | frame[5] >> 5


#: ISO/IEC 11172-3 and 13818-3: kbit/s of MP3, and of MP2, by the index in the header.
_KBITS: Final[dict[tuple[bool, int], tuple[int, ...]]] = {
    (True, 3): (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    (True, 2): (0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384),
    (False, 3): (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
    (False, 2): (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
_RATES_HZ: Final = {3: (44_100, 48_000, 32_000), 2: (22_050, 24_000, 16_000)}
_RATES_HZ_OF_2_5: Final = (11_025, 12_000, 8_000)


def _mpeg_bytes(frame: bytes) -> int:
    """Read the frame length declared by an MP3 or MP2 frame; 0 for other codecs."""
    if len(frame) < 4 or frame[0] != 0xFF or frame[1] & 0xE0 != 0xE0:
        return 0
    version, layer = frame[1] >> 3 & 3, 4 - (frame[1] >> 1 & 3)
    kbits = _KBITS.get((version == 3, layer))
    rate_index = frame[2] >> 2 & 3
    if kbits is None or rate_index == 3 or frame[2] >> 4 == 15:
        return 0
    rate_hz = _RATES_HZ.get(version, _RATES_HZ_OF_2_5)[rate_index]
    n_samples = 576 if layer == 3 and version != 3 else 1152
    return n_samples * kbits[frame[2] >> 4] * 125 // rate_hz + (frame[2] >> 1 & 1)


def _mp3_reservoir(frame: bytes) -> tuple[int, int] | None:
    """Read how many bytes of earlier frames an MP3 frame uses.

    Returns
    -------
    tuple of int and int, or None
        How many bits before its own bytes its data start, and how many bits it leaves free at
        its end, in which the next frame may start. None for other codecs, and for a frame that
        is too short.
    """
    if not _mpeg_bytes(frame) or frame[1] >> 1 & 3 != 1:
        return None
    is_first, is_mono = frame[1] >> 3 & 3 == 3, frame[3] >> 6 == 3
    begin = 4 if frame[1] & 1 else 6  # a checksum
    n_bytes = (17 if is_mono else 32) if is_first else (9 if is_mono else 17)
    side = frame[begin : begin + n_bytes]
    if len(side) < n_bytes:
        return None
    value = int.from_bytes(side, "big")

    def bits(at: int, n: int) -> int:
        return value >> (8 * n_bytes - at - n) & ((1 << n) - 1)

    n_channels = 1 if is_mono else 2
    # Of each granule and channel the length of its data comes first.
    if is_first:
        begins_before, at, step = bits(0, 9), 9 + (9 if is_mono else 11), 59
    else:
        begins_before, at, step = bits(0, 8), 8 + n_channels, 63
    n_parts = n_channels * (2 if is_first else 1)
    used = sum(bits(at + step * part, 12) for part in range(n_parts))
    return 8 * begins_before, 8 * (begins_before + len(frame) - begin - n_bytes) - used
