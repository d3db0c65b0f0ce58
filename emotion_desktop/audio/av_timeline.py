"""Places decoded audio on the time line and fills holes with silence."""

from typing import Any, Final

from emotion_desktop.audio.av_records import RecordWriter

#: Time stamps are rounded, and those of live streams jitter; less than this is not a hole ...
HOLE_S: Final[float] = 0.1
#: ... if they do not count samples ...
EXACT_HOLE_S: Final[float] = 0.02
#: ... or the fine clock of broadcasting, where packets get lost without a word.
BROADCAST_HOLE_S: Final[float] = 0.05
#: Where packets are known to be lost only rounding counts.
ROUNDING_S: Final[float] = 0.005
#: Stamps that go back by more start again: one file was appended to another.
RESTART_S: Final[float] = 1.0
#: A longer hole that no length in the header confirms is a fault of the stamps.
LONGEST_HOLE_S: Final[float] = 6 * 3600.0


class TimeLine:
    """Writes frames at the position of their time stamps.

    Parameters
    ----------
    writer : RecordWriter
        Receives audio, silence, and notices of holes and damage.
    rate_hz : int
        Of the frames.
    hole_s : float
        Longer gaps are filled with silence and reported; shorter ones are rounding errors.
    all_damage : bool
        The format has no holes: whatever is missing was lost.
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
        self._lost = False  # a packet since the last audio
        self._damaged = False
        self._unsure = False

    @property
    def end_s(self) -> float:
        """Where the next audio is expected."""
        return self.n_frames / self._rate_hz

    def begin_link(self, claimed_s: float | None) -> None:
        """Start counting time stamps anew from here.

        Parameters
        ----------
        claimed_s : float or None
            Duration of what follows; later time stamps are not trusted. None if no header
            states it.
        """
        self._latest_s = None if claimed_s is None else self.end_s + claimed_s + RESTART_S
        self._shift_s = self.end_s
        self._lost = self._damaged = self._unsure = False

    def put(self, start_s: float | None, packed: list[Any]) -> None:
        """Write consecutive frames of interleaved float32.

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

    @property
    def shift_s(self) -> float:
        """How much later the audio is than its time stamps."""
        return self._shift_s

    def lose(self, *, damaged: bool, besides_s: float = 0.0, unsure: bool = False) -> None:
        """Note a packet that yielded no audio.

        Parameters
        ----------
        damaged : bool
            It is a loss, not a frame that represents silence.
        besides_s : float
            How much more was lost than the time stamps will show.
        unsure : bool
            It may have been more than that.
        """
        self._lost = True
        self._damaged |= damaged
        self._unsure |= unsure
        self._shift_s += besides_s

    def end(self, end_s: float) -> None:
        """Fill up to the end of the last packet, if it yielded no audio."""
        self._go_to(end_s)

    def _go_to(self, start_s: float) -> None:
        gap_s = start_s + self._shift_s - self.end_s
        if gap_s < -RESTART_S or not self._is_credible(gap_s):
            self._shift_s -= gap_s
        elif gap_s > (ROUNDING_S if self._lost or not self.n_frames else self._hole_s):
            self._fill(gap_s)
        elif self._unsure:
            self._writer.notice("break", self.end_s, 0.0)
        self._lost = self._damaged = self._unsure = False

    def _is_credible(self, gap_s: float) -> bool:
        if self._latest_s is None:
            return gap_s <= LONGEST_HOLE_S
        return gap_s <= self._hole_s or self.end_s + gap_s <= self._latest_s

    def _fill(self, gap_s: float) -> None:
        # Audio that starts a moment after the video is not missing anything.
        is_lead = not self.n_frames and not self._lost and gap_s <= self._hole_s
        if self._damaged or not (self._lost or is_lead):
            kind = "damage" if self._damaged or self._all_damage else "hole"
            self._writer.notice("break" if self._unsure else kind, self.end_s, gap_s)
        n_frames = round(gap_s * self._rate_hz)
        self._writer.silence(n_frames)
        self.n_frames += n_frames
