"""Where decoded sound lies in time, with silence where there is none."""

from collections import deque
from typing import Any, Final

from emotion_desktop.audio.av_claims import tag_spans
from emotion_desktop.audio.av_records import RecordWriter

#: Time stamps are rounded, and those of live streams waver; less than this is no hole ...
HOLE_S: Final[float] = 0.1
#: ... where they do not count samples ...
EXACT_HOLE_S: Final[float] = 0.02
#: ... or the fine clock of broadcasting, where packets get lost without a word.
BROADCAST_HOLE_S: Final[float] = 0.05
#: Where packets are known to be lost only rounding counts.
ROUNDING_S: Final[float] = 0.005
#: Stamps that go back by more begin anew: one recording was put behind another.
RESTART_S: Final[float] = 1.0
#: A longer hole that no length in the header confirms is a fault of the stamps.
LONGEST_HOLE_S: Final[float] = 6 * 3600.0

#: The size of a frame is estimated from so many before it.
_NEIGHBOURS: Final[int] = 32

#: Every frame of a stream begins with the same mark.
_MARK_BYTES: Final[int] = 2


class TimeLine:
    """Writes frames where their time stamps put them.

    Parameters
    ----------
    writer : RecordWriter
        Gets sound, silence, and notices of holes and damage.
    rate_hz : int
        Of the frames.
    hole_s : float
        A gap that is longer is filled with silence and told; a shorter one is rounding.
    all_damage : bool
        The format knows no holes: whatever is missing got lost.
    """

    def __init__(
        self,
        writer: RecordWriter,
        rate_hz: int,
        *,
        hole_s: float,
        all_damage: bool,
    ) -> None:
        self.n_frames = 0
        self._writer = writer
        self._rate_hz = rate_hz
        self._hole_s = hole_s
        self._latest_s: float | None = None
        self._all_damage = all_damage
        self._shift_s = 0.0
        self._lost = False  # a packet since the last sound
        self._damaged = False

    @property
    def end_s(self) -> float:
        """Where the next sound is expected."""
        return self.n_frames / self._rate_hz

    def begin_link(self, claimed_s: float | None) -> None:
        """Let time stamps count from here on.

        Parameters
        ----------
        claimed_s : float or None
            Length of what follows; stamps behind it are not believed. None where no header
            tells it.
        """
        self._latest_s = None if claimed_s is None else self.end_s + claimed_s + RESTART_S
        self._shift_s = self.end_s
        self._lost = self._damaged = False

    def put(self, start_s: float | None, packed: list[Any]) -> None:
        """Write frames of interleaved float32 that follow each other.

        Parameters
        ----------
        start_s : float or None
            Their time stamp; None continues what came before.
        packed : list
            Audio frames of PyAV.
        """
        if start_s is not None:
            self._go_to(start_s)
        for frame in packed:
            self._writer.sound(frame.to_ndarray().tobytes())
            self.n_frames += frame.samples

    def lose(self, *, damaged: bool, besides_s: float = 0.0) -> None:
        """Note that something gave no sound.

        Parameters
        ----------
        damaged : bool
            It is a loss, and not a frame that stands for silence.
        besides_s : float
            How much more it was than the time stamps will tell.
        """
        self._lost = True
        self._damaged |= damaged
        self._shift_s += besides_s

    def end(self, end_s: float) -> None:
        """Fill up to where the packets end, the last of which gave no sound."""
        self._go_to(end_s)

    def _go_to(self, start_s: float) -> None:
        gap_s = start_s + self._shift_s - self.end_s
        if gap_s < -RESTART_S or not self._is_credible(gap_s):
            self._shift_s -= gap_s
        elif gap_s > (ROUNDING_S if self._lost else self._hole_s):
            self._fill(gap_s)
        self._lost = self._damaged = False

    def _is_credible(self, gap_s: float) -> bool:
        if self._latest_s is None:
            return gap_s <= LONGEST_HOLE_S
        return gap_s <= self._hole_s or self.end_s + gap_s <= self._latest_s

    def _fill(self, gap_s: float) -> None:
        if self._damaged or not self._lost:
            is_damage = self._damaged or self._all_damage
            self._writer.notice("damage" if is_damage else "hole", self.end_s, gap_s)
        n_frames = round(gap_s * self._rate_hz)
        self._writer.silence(n_frames)
        self.n_frames += n_frames


class BareFrames:
    """Tells how many frames a packet that cannot be decoded stood for, by its size.

    Attributes
    ----------
    is_cut : bool
        The last packet looks like a frame without its end.
    """

    def __init__(self) -> None:
        self.is_cut = False
        self._sizes: deque[int] = deque(maxlen=_NEIGHBOURS)
        self._previous = b""

    @property
    def begun(self) -> bool:
        """Whether a frame was decoded."""
        return bool(self._sizes)

    def good(self, packet: Any) -> None:
        """Take a packet that was decoded."""
        is_even = len(self._sizes) > 1 and max(self._sizes) - min(self._sizes) <= 1
        self.is_cut = is_even and packet.size < min(self._sizes)
        self._sizes.append(packet.size)
        self._previous = bytes(packet)

    def bad(self, packet: Any) -> None:
        """Take a packet that could not be decoded."""
        data = bytes(packet)
        begins_alike = data[:_MARK_BYTES] == self._previous[:_MARK_BYTES]
        self.is_cut = begins_alike and len(data) < (_adts_bytes(data) or len(self._previous))

    def n_lost(self, packet: Any) -> int:
        """Count the frames of a packet that was not; tags within it are none."""
        begin = len(self._previous)  # a tag may begin behind the last frame that was decoded
        end = begin + packet.size
        in_tags = sum(
            max(0, min(tag_end, end) - max(tag, begin))
            for tag, tag_end in tag_spans(self._previous + bytes(packet))
        )
        if not self._sizes:
            return 1
        return int((packet.size - in_tags) * len(self._sizes) / sum(self._sizes) + 0.25)


def _adts_bytes(frame: bytes) -> int:
    """Read how long a frame of AAC says that it is; 0 for other codecs."""
    if len(frame) < 6 or frame[0] != 0xFF or frame[1] & 0xF6 != 0xF0:
        return 0
    return (frame[3] & 3) << 11 | frame[4] << 3 | frame[5] >> 5
