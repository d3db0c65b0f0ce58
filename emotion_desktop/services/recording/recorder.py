"""Records live sessions while recording is turned on."""

import logging
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Condition, Thread
from typing import TYPE_CHECKING, Final

from emotion_desktop.domain.audio import SAMPLE_RATE_HZ, AudioBlock
from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.domain.live_events import (
    Failed,
    LabelCorrected,
    LiveEvent,
    LoadChanged,
    MarkerSet,
    SegmentSkipped,
    SessionStarted,
    SourceEnded,
    SourceNotice,
    UtteranceReady,
    WindowReady,
)
from emotion_desktop.domain.session import Consent, RecorderState

if TYPE_CHECKING:  # its libraries need not be there before the window is painted
    from emotion_desktop.storage.recording import Recording
    from emotion_desktop.storage.row_queue import RowQueue

_log = logging.getLogger(__name__)

#: Sound that may wait for the disk, 8 MB of it; it waits while a long session that has just
#: ended is compressed, too.
QUEUE_SAMPLES: Final = 120 * SAMPLE_RATE_HZ
#: Events that may wait as well, a quarter of an hour of them.
QUEUE_EVENTS: Final = 2_000
#: Interval between attempts to write to a busy database.
_LOOK_EVERY_S: Final = 0.5
#: So long a busy database may hold up the end of the program.
LAST_ROWS_S: Final = 5.0

_KEPT: Final = (
    WindowReady,
    UtteranceReady,
    SegmentSkipped,
    SourceNotice,
    LoadChanged,
    MarkerSet,
    LabelCorrected,
)


@dataclass(frozen=True, slots=True)
class _Switched:
    """Recording was turned on or off."""

    on: bool


class SessionRecorder:
    """Writes the audio and the results of live sessions; implements `LiveSink`.

    Nothing is stored, and no folder created, before `start_recording`. It may be called
    before a session or in the middle of one: the recording starts with the next block,
    which gets time 0. It ends with `stop_recording`, with the session, or with an error,
    and is then off until it is turned on again.

    Parameters
    ----------
    data_folder : Path
        Of the sessions, see `emotion_desktop.system.data_folder.default_data_folder`.
    on_state : callable
        Called with every change, on the storage thread; about twice a second while
        something is recorded.

    Notes
    -----
    `hear` and `take` never wait and never raise. What the disk cannot accept in time is
    dropped and counted; lost audio becomes silence, so that times stay correct. While another
    program locks the database, results wait in memory while audio continues to be written.
    """

    def __init__(
        self,
        data_folder: Path,
        on_state: Callable[[RecorderState], None] = lambda _state: None,
    ) -> None:
        self._data_folder = data_folder
        self._on_state = on_state
        self._changed = Condition()  # guards the eight below
        self._items: deque[AudioBlock | LiveEvent | _Switched] = deque()
        self._waiting_samples = 0
        self._waiting_events = 0
        self._dropped_events = 0
        self._on = False
        self._closing = False
        self._consent: Consent | None = None
        self._state = RecorderState()
        # The rest belongs to the thread.
        self._armed = False
        self._rows: RowQueue | None = None
        self._ended: list[Recording] = []  # their last rows may still wait
        self._session: SessionStarted | None = None
        self._recording: Recording | None = None
        self._thread = Thread(target=self._run, name="storage", daemon=True)
        self._thread.start()

    @property
    def state(self) -> RecorderState:
        """The state of the recorder; may be read from any thread."""
        with self._changed:
            return self._state

    def start_recording(self) -> None:
        """Turn recording on; returns immediately, and does nothing if it is on."""
        self._switch(on=True)

    def stop_recording(self) -> None:
        """Turn recording off; returns immediately, and does nothing if it is off."""
        self._switch(on=False)

    def note_consent(self, consent: Consent | None) -> None:
        """Store a consent with the next recording that begins, and with no other."""
        with self._changed:
            self._consent = consent

    def hear(self, block: AudioBlock) -> None:
        """Record a block if recording is on."""
        with self._changed:
            if self._on and self._waiting_samples < QUEUE_SAMPLES and not self._closing:
                self._waiting_samples += len(block.samples)
                self._put(block)

    def take(self, event: LiveEvent) -> None:
        """Record an event if recording is on."""
        with self._changed:
            if self._closing:
                return
            if isinstance(event, SourceEnded | Failed):
                self._on = False
                self._put(event)
            elif isinstance(event, SessionStarted):
                self._put(event)
            elif isinstance(event, _KEPT):
                if self._waiting_events < QUEUE_EVENTS:
                    self._waiting_events += 1
                    self._put(event)
                else:
                    self._dropped_events += 1

    def close(self) -> None:
        """Finish the recording and end; may take a second per quarter of an hour."""
        with self._changed:
            self._closing = True
            self._changed.notify_all()
        self._thread.join()

    def _switch(self, *, on: bool) -> None:
        with self._changed:
            if self._on is not on and not self._closing:
                self._on = on
                self._put(_Switched(on))

    def _put(self, item: AudioBlock | LiveEvent | _Switched) -> None:
        self._items.append(item)
        self._changed.notify_all()

    def _next(self) -> AudioBlock | LiveEvent | _Switched | None:
        """Return the next item; None at the end, and after a timeout while rows are waiting."""
        timeout_s = _LOOK_EVERY_S if self._rows is not None and self._rows.waiting else None
        with self._changed:
            self._changed.wait_for(lambda: self._items or self._closing, timeout_s)
            if not self._items:
                return None
            item = self._items.popleft()
            if isinstance(item, AudioBlock):
                self._waiting_samples -= len(item.samples)
            elif isinstance(item, _KEPT):
                self._waiting_events -= 1
            return item

    def _is_over(self) -> bool:
        with self._changed:
            return self._closing and not self._items

    def _run(self) -> None:
        while True:
            item = self._next()
            if item is not None:
                self._try(lambda item=item: self._do(item))  # type: ignore[misc]
            elif self._is_over():
                break
            self._write_rows()
        self._try(self._finish)
        if self._rows is not None:
            self._rows.finish(LAST_ROWS_S)
            self._tell_rows(self._rows)
        for recording in self._ended:
            recording.release()

    def _try(self, work: Callable[[], None]) -> None:
        try:
            work()
        except Exception as error:  # the edge of a thread: unreported errors would be lost
            if not isinstance(error, UserFacingError):
                _log.exception("Recording stopped")
            self._give_up(error)

    def _do(self, item: AudioBlock | LiveEvent | _Switched) -> None:
        match item:
            case AudioBlock():
                self._record(item)
            case _Switched(on=True):
                self._arm()
            case _Switched():
                self._finish()
            case SessionStarted():
                self._session = item
            case SourceEnded() | Failed():
                if self._recording is not None and self._recording.goes_on:
                    self._recording.take(item)
                self._finish()
                self._session = self._recording = None
            case _ if self._recording is not None:  # results may arrive after the end of the audio
                self._recording.take(item)
                if self._recording.goes_on:
                    self._tell_progress(self._recording)

    def _record(self, block: AudioBlock) -> None:
        if not self._armed or self._session is None:
            return
        if self._recording is None or not self._recording.goes_on:
            self._recording = self._begin(self._session, block.first_sample)
        self._recording.hear(block)
        self._tell_progress(self._recording)

    def _write_rows(self) -> None:
        """Write the rows that wait for the database, and update the state."""
        if self._rows is not None:
            self._rows.flush()
            self._tell_rows(self._rows)
            if not self._rows.waiting:
                self._ended.clear()

    def _arm(self) -> None:
        from emotion_desktop.storage.row_queue import RowQueue  # noqa: PLC0415 (0.7 s of imports)

        with self._changed:
            self._state = RecorderState()
            self._dropped_events = 0
        if self._rows is None:
            self._rows = RowQueue(self._data_folder, self._tell_notice)
        self._rows.dropped = 0
        self._rows.open()  # before audio arrives, so that none waits in memory for long
        self._armed = True
        self._tell(replace(self.state, phase="armed"))

    def _begin(self, session: SessionStarted, first_sample: int) -> "Recording":
        from emotion_desktop.storage.recording import Recording  # noqa: PLC0415

        assert self._rows is not None
        recording = Recording(self._data_folder, self._rows, session, first_sample)
        with self._changed:
            consent, self._consent = self._consent, None
        if consent is not None:
            recording.note_consent(consent)
        self._tell(
            replace(
                self.state,
                phase="recording",
                session_id=recording.id,
                started_at=recording.started_at,
            )
        )
        return recording

    def _finish(self) -> None:
        self._armed = False
        if self._recording is not None and self._recording.goes_on:
            self._tell(replace(self.state, phase="finishing"))
            self._recording.finish()
            self._ended.append(self._recording)
            self._tell_progress(self._recording)
        if self.state.phase != "off":
            self._tell(replace(self.state, phase="off"))

    def _give_up(self, error: Exception) -> None:
        if self._recording is not None:
            self._recording.abandon()
            self._recording = None
        self._armed = False
        if self._rows is not None:
            self._rows.close()  # the next recording reopens and examines it
        with self._changed:
            self._on = False
        self._tell(replace(self.state, phase="off", error=error))

    def _tell_notice(self, notice: str) -> None:
        self._tell(replace(self.state, notice=notice))

    def _tell_progress(self, recording: "Recording") -> None:
        self._tell_if_new(
            replace(
                self.state,
                seconds_written=recording.seconds_written,
                results_written=recording.results_written,
                dropped_s=recording.dropped_s,
            )
        )

    def _tell_rows(self, rows: "RowQueue") -> None:
        with self._changed:
            dropped_events = self._dropped_events
        state = replace(
            self.state,
            dropped_events=dropped_events + rows.dropped,
            waiting_results=rows.waiting if rows.trouble is not None else 0,
            waiting_for=rows.trouble if rows.waiting else None,
        )
        newest = self._recording or (self._ended[-1] if self._ended else None)
        if newest is not None and state != self.state:  # late results alone are not reported
            state = replace(state, results_written=newest.results_written)
        self._tell_if_new(state)

    def _tell_if_new(self, state: RecorderState) -> None:
        if state != self.state:
            self._tell(state)

    def _tell(self, state: RecorderState) -> None:
        with self._changed:
            self._state = state
        try:
            self._on_state(state)
        except Exception:  # an observer must not end the recording
            _log.exception("A listener failed to handle a recorder state")
