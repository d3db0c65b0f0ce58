"""The input of a live session: one source, from its first block to its end."""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from enum import Enum, auto
from threading import Lock
from typing import TYPE_CHECKING

from emotion_desktop.domain.audio import SAMPLE_RATE_HZ, AudioBlock
from emotion_desktop.domain.live_events import LiveEvent, SessionStarted, SourceNotice
from emotion_desktop.domain.plot_data import SoundTrack
from emotion_desktop.services.live.inference_queue import InferenceQueue
from emotion_desktop.services.live.segmenter import SegmenterStage
from emotion_desktop.services.live.sinks import SinkGroup

if TYPE_CHECKING:  # its decoders need not be there before the window is painted
    from emotion_desktop.audio.sources import Source


class _Phase(Enum):
    WAITING = auto()  # no block has arrived yet
    HEARING = auto()  # the session has started
    OVER = auto()  # no more audio is accepted


class SoundIntake:
    """Opens a source, starts the session with its first block, and segments the audio.

    Parameters
    ----------
    open_source : callable
        Creates the source, not started yet; called by `start`.
    queue : InferenceQueue
        Receives windows and utterances; closed when no more audio comes.
    sinks : SinkGroup
        Receive every block.
    tell : callable
        Called with the start of the session and with events of the source.
    """

    def __init__(
        self,
        open_source: "Callable[[], Source]",
        queue: InferenceQueue,
        sinks: SinkGroup,
        tell: Callable[[LiveEvent], None],
    ) -> None:
        self._open_source = open_source
        self._queue = queue
        self._sinks = sinks
        self._tell = tell
        self._models: dict[str, object] = {}
        self._segmenter: SegmenterStage | None = None
        self._source: Source | None = None
        self._deaf = False  # so that `stop` need not fight the source for the gate
        self._gate = Lock()  # guards the three below; held for the length of one block at most
        self._phase = _Phase.WAITING
        self._end_reason: str | None = None
        self._error: Exception | None = None
        self._silent_from_s: float | None = None  # on the monotonic clock, while a source is lost
        self._over_at_s: float | None = None
        self._started_at_s: float | None = None
        self._switch = Lock()  # a source is not stopped while it is being started
        self._running: Source | None = None

    @property
    def end_reason(self) -> str | None:
        """Why the audio ended; None if it ended normally."""
        return self._end_reason

    @property
    def error(self) -> Exception | None:
        """What failed on the source's thread."""
        return self._error

    @property
    def at_s(self) -> float | None:
        """The current position in the audio; None before the start."""
        return self._segmenter.track.end_s if self._segmenter is not None else None

    @property
    def skipped_segments(self) -> int:
        """Utterances that were skipped."""
        return self._segmenter.skipped_segments if self._segmenter is not None else 0

    def snapshot(self) -> tuple[SoundTrack, int]:
        """Return the plot data of the audio and the number of lost samples.

        A lost source counts what it missed only when it is back; it is added here.
        """
        if self._segmenter is None or self._source is None:
            return SoundTrack(), 0
        missing_s = self._missing_s
        track = self._segmenter.track
        dropped = self._source.dropped_samples + round(missing_s * SAMPLE_RATE_HZ)
        return (track.without_sound_for(missing_s) if missing_s > 0 else track), dropped

    def start(self, segmenter: SegmenterStage, models: dict[str, object]) -> None:
        """Create and start the source, unless the end came first.

        Parameters
        ----------
        segmenter : SegmenterStage
            Segments the audio.
        models : dict
            Names and versions, for `SessionStarted`.

        Raises
        ------
        UserFacingError
            If the source cannot be made.
        """
        self._segmenter = segmenter
        self._models = models
        with self._switch:
            if self._phase is _Phase.OVER:  # stopped while the models were loading
                return
            self._source = self._open_source()
            self._source.start(self._hear, self.end, self._notice)
            self._running = self._source

    def stop(self, *, drain: bool) -> None:
        """End the audio and stop the source; do not call on the GUI thread.

        Parameters
        ----------
        drain : bool
            Whether utterances that wait are still estimated.
        """
        self._deaf = True
        self.end(None, discard=not drain)
        self.stop_source()

    def stop_source(self) -> None:
        """Release the source; a second call does nothing."""
        with self._switch:
            running, self._running = self._running, None
            if running is not None:
                running.stop()

    def end(self, reason: str | None, *, discard: bool = False) -> None:
        """Accept no more audio; the last utterance is still estimated unless discarded."""
        if discard:  # before the gate: the source may hold it while it waits for room
            self._queue.close(discard=True)
        with self._gate:
            if self._phase is not _Phase.OVER:
                self._phase = _Phase.OVER
                self._over_at_s = time.monotonic()
                self._end_reason = reason
                if not discard:
                    self._end_utterance()
            self._queue.close(discard=discard)

    @property
    def _missing_s(self) -> float:
        """Seconds that a lost source has missed so far."""
        silent_from_s = self._silent_from_s
        if silent_from_s is None:
            return 0.0
        until_s = time.monotonic() if self._over_at_s is None else self._over_at_s
        return max(until_s - silent_from_s, 0.0)

    def _hear(self, block: AudioBlock) -> None:
        if self._deaf:
            return
        with self._gate:
            if self._phase is _Phase.OVER or self._segmenter is None:
                return
            try:
                self._silent_from_s = None
                if self._phase is _Phase.WAITING:
                    self._begin_session(block)
                self._sinks.hear(block)
                self._segmenter.hear(block)
            except Exception as error:  # it would be lost on the source's thread
                self._fail(error)

    def _begin_session(self, block: AudioBlock) -> None:
        """Read the wall clock once; from here on, samples are counted."""
        assert self._source is not None
        ago_s = (block.first_sample + len(block.samples)) / block.sample_rate_hz
        started_at = datetime.now(UTC) - timedelta(seconds=ago_s)
        started_s = self._started_at_s = time.monotonic() - ago_s
        self._phase = _Phase.HEARING
        self._tell(SessionStarted(self._source.name, started_at, started_s, self._models))

    def _notice(self, notice: SourceNotice) -> None:
        lost, started_at_s = notice.kind == "lost", self._started_at_s
        if lost and started_at_s is not None:
            self._silent_from_s = started_at_s + notice.at_s
        else:
            self._silent_from_s = None
        if lost:
            with self._gate:
                if self._phase is not _Phase.OVER:
                    self._end_utterance()  # earlier speech is not held back
        self._tell(notice)

    def _end_utterance(self) -> None:
        if self._segmenter is not None:
            try:
                self._segmenter.finish()
            except Exception as error:
                self._fail(error)

    def _fail(self, error: Exception) -> None:
        self._phase = _Phase.OVER
        self._error = error
        self._queue.close(discard=True)
