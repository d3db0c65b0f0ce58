"""A session while it is being recorded: its folder, audio and rows."""

from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from emotion_desktop.domain.audio import SAMPLE_RATE_HZ, AudioBlock
from emotion_desktop.domain.estimate import Utterance
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
from emotion_desktop.domain.review import Rater, SetConsent
from emotion_desktop.domain.session import (
    LIVE_RATER,
    Consent,
    Correction,
    Marker,
    Notice,
    RecordedSegment,
    RecordedWindow,
)
from emotion_desktop.storage.archive import OnShare, compress
from emotion_desktop.storage.errors import explained
from emotion_desktop.storage.review_log import append
from emotion_desktop.storage.row_queue import RowQueue, Write
from emotion_desktop.storage.session_folder import make_session_folder, new_session_id, occupied
from emotion_desktop.storage.store import SessionStore
from emotion_desktop.storage.wav_chunks import ChunkWriter


class Recording:
    """One recorded part of a live session, from turning recording on to turning it off.

    Times are stored as seconds since the first recorded sample. Results that depend on audio
    from before or after the recording are left out: nobody agreed to store that. Results
    may arrive after the recording has ended, even after `finish`. Audio goes into its own files,
    whatever happens to the results. Not thread-safe.

    Parameters
    ----------
    data_folder : Path
        Of the sessions.
    rows : RowQueue
        Takes the results.
    session : SessionStarted
        The live session.
    first_sample : int
        Index, within the live session, of the first sample to be recorded.

    Attributes
    ----------
    id : str
        Id of the new session.
    started_at : datetime
        Time of the first recorded sample, in UTC.
    results_written : int
        Windows and utterances that are on the disk.

    Raises
    ------
    StorageError
        From here, `hear` and `finish`, because of the disk; then call `abandon`.
    """

    def __init__(
        self, data_folder: Path, rows: RowQueue, session: SessionStarted, first_sample: int
    ) -> None:
        self.started_at = session.started_at + timedelta(seconds=first_sample / SAMPLE_RATE_HZ)
        self.id = new_session_id(self.started_at)
        self.results_written = 0
        self._rows = rows
        self._first = first_sample
        self._end: int | None = None
        self._segment_ids: set[int] = set()
        self._dropped_told = 0
        with explained(data_folder):
            self._folder = make_session_folder(data_folder, self.id)
            self._lock = occupied(self._folder)
        self._sound = ChunkWriter(self._folder)
        begun = replace(session, started_at=self.started_at)
        rows.put(lambda store: store.add_session(self.id, begun), essential=True)

    @property
    def seconds_written(self) -> float:
        """Audio that is safely on disk, in seconds."""
        return self._sound.flushed_samples / SAMPLE_RATE_HZ

    @property
    def dropped_s(self) -> float:
        """Lost audio, replaced with silence, in seconds."""
        return self._sound.dropped_samples / SAMPLE_RATE_HZ

    @property
    def goes_on(self) -> bool:
        """True until `finish` or `abandon`."""
        return self._end is None

    def note_consent(self, consent: Consent) -> None:
        """Store the consent of those who speak."""
        entry, made_at = SetConsent.of(consent), datetime.now(UTC)

        def write(store: SessionStore) -> None:
            with store.transaction() as connection:
                nobody = Rater(LIVE_RATER, blind=False)
                append(connection, self.id, nobody, entry, made_at=made_at)

        self._rows.put(write)

    def hear(self, block: AudioBlock) -> None:
        """Store a block of the live session, no older than the first one."""
        with explained(self._folder):
            self._sound.write(block.samples, block.first_sample - self._first)
        # Not for every gap: on a slow disk there are many, and this takes time, too.
        flushed = self._sound.flushed_samples == self._sound.n_samples
        if flushed and self._sound.dropped_samples != self._dropped_told:
            told = self._dropped_told = self._sound.dropped_samples
            self._rows.put(lambda store: store.set_dropped(self.id, told))

    def take(self, event: LiveEvent) -> None:
        """Store an event if it belongs to this recording."""
        match event:
            case WindowReady():
                self._take_window(event)
            case UtteranceReady():
                self._take_utterance(event)
            case LabelCorrected():
                self._take_correction(event)
            case MarkerSet():
                if self._covers(event.at_s, event.at_s):
                    at_s = event.at_s - self._first_s
                    marker = Marker(at_s, event.text)
                    self._rows.put(lambda store: store.add_marker(self.id, marker))
            case _:
                self._take_notice(event)

    def finish(self, on_share: OnShare = lambda _share: None) -> None:
        """End the recording, compress and verify its audio; results may still arrive."""
        self._end = self._first + self._sound.n_samples
        with explained(self._folder):
            self._sound.close()
            sound = compress(self._folder, on_share)
        ended_at = self.started_at + timedelta(seconds=sound.n_samples / SAMPLE_RATE_HZ)

        def end(store: SessionStore) -> None:
            store.end_session(self.id, "finished", ended_at, sound)
            self.release()

        self._rows.put(end, essential=True)

    def abandon(self) -> None:
        """Release everything; what was written stays for recovery."""
        self._end = self._first + self._sound.n_samples
        with suppress(OSError):
            self._sound.close()
        self.release()

    def release(self) -> None:
        """Unlock the session if its last row was not written in time."""
        self._lock.release()

    @property
    def _first_s(self) -> float:
        return self._first / SAMPLE_RATE_HZ

    def _covers(self, start_s: float, end_s: float) -> bool:
        starts_inside = round(start_s * SAMPLE_RATE_HZ) >= self._first
        return starts_inside and (self._end is None or round(end_s * SAMPLE_RATE_HZ) <= self._end)

    def _take_window(self, event: WindowReady) -> None:
        window = event.window
        if self._covers(window.start_s, window.end_s):
            start_s, end_s = window.start_s - self._first_s, window.end_s - self._first_s
            kept = RecordedWindow(start_s, end_s, window.estimate.probabilities)
            self._put_result(lambda store: store.add_window(self.id, kept))

    def _take_utterance(self, event: UtteranceReady) -> None:
        utterance = event.utterance
        if self._covers(utterance.start_s, utterance.end_s):
            kept = RecordedSegment(_shifted(utterance, -self._first_s), event.speech_only)
            self._put_result(lambda store: store.add_segment(self.id, kept))
            self._segment_ids.add(utterance.segment_id)

    def _put_result(self, write: Write) -> None:
        def write_and_count(store: SessionStore) -> None:
            write(store)
            self.results_written += 1

        self._rows.put(write_and_count)

    def _take_correction(self, event: LabelCorrected) -> None:
        if event.segment_id in self._segment_ids:
            correction = Correction(event.segment_id, LIVE_RATER, event.label, datetime.now(UTC))
            self._rows.put(lambda store: store.add_correction(self.id, correction))

    def _take_notice(self, event: LiveEvent) -> None:
        end_s = self._first_s + self._sound.n_samples / SAMPLE_RATE_HZ
        match event:
            case SourceNotice(kind, message, at_s):
                notice = Notice(at_s, kind, message)
            case LoadChanged(level, hop_s, at_s):
                notice = Notice(at_s, "load", f"{level}, a window every {hop_s:g} s")
            case SegmentSkipped(_, start_s, skipped_end_s):
                length_s = skipped_end_s - start_s
                notice = Notice(start_s, "skipped", f"{length_s:.1f} s of speech not estimated")
            case SourceEnded(str(reason)):
                notice = Notice(end_s, "ended", reason)
            case Failed(error):
                notice = Notice(end_s, "failed", str(error) or type(error).__name__)
            case _:
                return
        if self._covers(notice.at_s, notice.at_s):
            kept = replace(notice, at_s=notice.at_s - self._first_s)
            self._rows.put(lambda store: store.add_notice(self.id, kept))


def _shifted(utterance: Utterance, by_s: float) -> Utterance:
    """Shift an utterance in time and drop what is not stored."""
    words = tuple(
        replace(word, start_s=word.start_s + by_s, end_s=word.end_s + by_s)
        for word in utterance.transcript.words
    )
    return replace(
        utterance,
        start_s=utterance.start_s + by_s,
        end_s=utterance.end_s + by_s,
        transcript=replace(utterance.transcript, words=words),
        estimate=replace(utterance.estimate, cross_attention=None),
    )
