"""The live pipeline: a source that is heard on its own thread, models that run on another.

The thread of the source (never PortAudio's callback) cuts the sound and
publishes what the plots draw; the inference thread loads the models and works
off the backlog. Neither waits for the other (unless the pipeline is lossless),
and no thread of this module touches Qt.
"""

import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from threading import Lock, Thread
from typing import TYPE_CHECKING

from emotion_desktop.domain.audio import SAMPLE_RATE_HZ, AudioBlock
from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.domain.live import (
    Failed,
    LabelCorrected,
    LiveEvent,
    LoadChanged,
    MarkerSet,
    ModelsLoaded,
    SessionStarted,
    SourceEnded,
    SourceNotice,
)
from emotion_desktop.domain.live_options import LiveOptions
from emotion_desktop.domain.tracks import EstimateTrack, LiveCounters, PlotSnapshot, SoundTrack
from emotion_desktop.domain.voice import VoiceProfile
from emotion_desktop.services.backlog import Backlog, Job, ProvisionalJob, WindowJob
from emotion_desktop.services.engine_cache import EngineLease
from emotion_desktop.services.estimator import Estimator, LiveEngine
from emotion_desktop.services.listener import Listener, VoiceActivity
from emotion_desktop.services.load import LoadPolicy, Work, paces
from emotion_desktop.services.sinks import Audience, LiveSink
from emotion_desktop.services.windows import WindowCutter

if TYPE_CHECKING:  # its decoders need not be there before the window is painted
    from emotion_desktop.audio.sources import Source

_log = logging.getLogger(__name__)


def silero_voice_activity() -> VoiceActivity:
    """Return the voice activity of the audio room, imported when it is first needed."""
    from emotion_desktop.audio.voice_activity import Segmenter  # noqa: PLC0415 (0.5 s of imports)

    return Segmenter()


class LivePipeline:
    """Listens to one source once, from `start` to `SourceEnded` or `Failed`.

    Sound is taken as soon as the models are there, not before: what came
    earlier would have to be skipped.

    Parameters
    ----------
    source : Source
        Where the sound comes from.
    lease : EngineLease
        Of the models, which are loaded and used on the inference thread. Released before
        `SourceEnded` or `Failed` is told.
    on_event : callable
        Called on the source's or the inference thread (for markers and corrections on
        the caller's); must return quickly.
    sinks : sequence of LiveSink
        Told of the session too; whoever made them closes them, after `stop`.
    options : LiveOptions
        What people chose.
    choose_voice : callable
        Says, when the models are there, what the estimates are calibrated to, or None;
        `models["voice_profile"]` of the session tells its name, and whether it fits the
        models and is used.
    lossless : bool
        The source waits for the models, and nothing is skipped or left out: for a file
        that is played as fast as it is taken. Words are told only when they are final.
    make_voice_activity : callable
        Called on the inference thread, before the first block.
    """

    def __init__(
        self,
        source: "Source",
        lease: EngineLease[LiveEngine],
        *,
        on_event: Callable[[LiveEvent], None],
        sinks: Sequence[LiveSink] = (),
        options: LiveOptions | None = None,
        choose_voice: Callable[[], VoiceProfile | None] = lambda: None,
        lossless: bool = False,
        make_voice_activity: Callable[[], VoiceActivity] = silero_voice_activity,
    ) -> None:
        self._source = source
        self._lease = lease
        self._on_event = on_event
        self._audience = Audience(sinks, self._tell)
        self._options = options or LiveOptions()
        if lossless:
            self._options = replace(self._options, provisional_words=False)
        self._lossless = lossless
        self._choose_voice = choose_voice
        self._make_voice_activity = make_voice_activity
        self._models: dict[str, object] = {}
        self._backlog = Backlog(lossless=lossless)
        self._heard = False
        self._stop_asked = False  # so that `stop` need not fight the source for the gate
        self._listener: Listener | None = None
        self._estimator: Estimator | None = None
        self._gate = Lock()  # guards the three below; held for the length of one block at most
        self._no_more_sound = False
        self._end_reason: str | None = None
        self._error: Exception | None = None
        self._silent_from_s: float | None = None  # on the monotonic clock, while a source is lost
        self._over_at_s: float | None = None
        self._started_at_s = 0.0
        self._switch = Lock()  # a source is not stopped while it is being started
        self._source_started = False
        self._thread = Thread(target=self._run, name="inference", daemon=True)

    def start(self) -> None:
        """Start to load the models, then to listen; returns at once."""
        self._thread.start()

    def stop(self, timeout_s: float = 10.0, *, drain: bool = True) -> bool:
        """End the source, then the inference; not to be called on the GUI thread.

        Parameters
        ----------
        timeout_s : float
            How long to wait for the inference thread.
        drain : bool
            Whether utterances that wait are still estimated.

        Returns
        -------
        bool
            True when no thread of the pipeline is left.
        """
        self._stop_asked = True
        self._end_sound(None, discard=not drain)
        self._stop_source()
        self._thread.join(timeout_s)
        return not self._thread.is_alive()

    def snapshot(self) -> PlotSnapshot:
        """Return what the plots draw now; cheap, for any thread."""
        listener, estimator = self._listener, self._estimator
        missing_s = self._missing_s
        sound = listener.track if listener else SoundTrack()
        return PlotSnapshot(
            sound=sound.without_sound_for(missing_s) if missing_s > 0 else sound,
            estimates=estimator.track if estimator else EstimateTrack(),
            counters=LiveCounters(
                dropped_samples=self._source.dropped_samples + round(missing_s * SAMPLE_RATE_HZ),
                skipped_segments=listener.skipped_segments if listener else 0,
                speech_only_segments=estimator.speech_only_segments if estimator else 0,
                skipped_windows=self._backlog.skipped_windows,
                window_latency_s=estimator.window_latency_s if estimator else float("nan"),
            ),
        )

    @property
    def _missing_s(self) -> float:
        """What a lost source has missed so far: it counts that only when it is back."""
        silent_from_s = self._silent_from_s
        if silent_from_s is None:
            return 0.0
        until_s = time.monotonic() if self._over_at_s is None else self._over_at_s
        return max(until_s - silent_from_s, 0.0)

    def add_marker(self, text: str) -> None:
        """Mark the present moment of the sound; does nothing before and after the session."""
        if self._listener is not None:
            self._tell_inside(MarkerSet(self._listener.track.end_s, text))

    def correct_label(self, segment_id: int, label: str) -> None:
        """Give an utterance another label; does nothing before and after the session."""
        self._tell_inside(LabelCorrected(segment_id, label))

    def _tell_inside(self, event: LiveEvent) -> None:
        if self._audience.take(event):
            self._on_event(event)

    def _tell(self, event: LiveEvent) -> None:
        self._audience.take(event)
        self._on_event(event)

    def _run(self) -> None:
        end: SourceEnded | Failed
        try:
            with self._lease as engine:
                self._work_with(engine)
        except Exception as error:  # the edge of a thread: what is not told here is lost
            if not isinstance(error, UserFacingError):
                _log.exception("The live pipeline stopped")
            self._end_sound(None, discard=True)
            end = Failed(error)
        else:
            end = SourceEnded(self._end_reason)
        self._stop_source()
        self._tell(end)

    def _work_with(self, engine: LiveEngine) -> None:
        engine.normalise_speakers(self._options.compare_with_speaker)
        self._models = engine.describe() | self._use_voice(engine)
        self._tell(ModelsLoaded(self._models))
        self._estimator = Estimator(engine, self._tell)
        policy = LoadPolicy(paces(self._options, smaller_recogniser=engine.has_smaller_recogniser))
        self._start_source(policy)
        while (job := self._backlog.take()) is not None:
            self._do(job, self._estimator, policy)
        if self._error is not None:
            raise self._error

    def _use_voice(self, engine: LiveEngine) -> dict[str, object]:
        voice = self._choose_voice()
        if voice is None:
            return {}
        return {"voice_profile": {"name": voice.name, "used": engine.use_voice(voice)}}

    def _do(self, job: Job, estimator: Estimator, policy: LoadPolicy) -> None:
        started_s = time.monotonic()
        estimator.do(job, policy.pace)
        if isinstance(job, WindowJob) and not job.voiced:
            return
        work = Work(job.arrived_s, started_s, time.monotonic())
        if isinstance(job, ProvisionalJob):
            self._backlog.note_provisional(job, work.ended_s - work.started_s)
        if not self._lossless and policy.observe(work):
            at_s = self._listener.track.end_s if self._listener else 0.0
            self._tell(LoadChanged(policy.pace.level, policy.pace.hop_s, at_s))

    def _start_source(self, policy: LoadPolicy) -> None:
        windows = WindowCutter(window_s=self._options.window_s, hop_s=self._options.hop_s)
        voice_activity = self._make_voice_activity()
        self._listener = Listener(
            voice_activity, windows, self._backlog, self._tell, lambda: policy.pace
        )
        with self._switch:
            if self._no_more_sound:  # stopped while the models were loading
                return
            self._source.start(self._hear, self._end_sound, self._notice)
            self._source_started = True

    def _stop_source(self) -> None:
        with self._switch:
            if self._source_started:
                self._source_started = False
                self._source.stop()

    def _hear(self, block: AudioBlock) -> None:
        if self._stop_asked:
            return
        with self._gate:
            if self._no_more_sound or self._listener is None:
                return
            try:
                self._silent_from_s = None
                if not self._heard:
                    self._begin_session(block)
                self._audience.hear(block)
                self._listener.hear(block)
            except Exception as error:  # on the source's thread nobody would see it
                self._fail(error)

    def _begin_session(self, block: AudioBlock) -> None:
        """Read the wall clock, once: everything else is counted in samples from here."""
        ago_s = (block.first_sample + len(block.samples)) / block.sample_rate_hz
        started_at = datetime.now(UTC) - timedelta(seconds=ago_s)
        started_s = self._started_at_s = time.monotonic() - ago_s
        self._heard = True
        self._tell(SessionStarted(self._source.name, started_at, started_s, self._models))

    def _notice(self, notice: SourceNotice) -> None:
        lost = notice.kind == "lost" and self._heard
        self._silent_from_s = self._started_at_s + notice.at_s if lost else None
        if notice.kind == "lost":
            with self._gate:
                if not self._no_more_sound:
                    self._end_utterance()  # what was said before is not held back
        self._tell(notice)

    def _end_sound(self, reason: str | None, *, discard: bool = False) -> None:
        if discard:  # before the gate: the source may hold it while it waits for room
            self._backlog.close(discard=True)
        with self._gate:
            if not self._no_more_sound:
                self._no_more_sound = True
                self._over_at_s = time.monotonic()
                self._end_reason = reason
                if not discard:
                    self._end_utterance()
            self._backlog.close(discard=discard)

    def _end_utterance(self) -> None:
        if self._listener is not None:
            try:
                self._listener.finish()
            except Exception as error:
                self._fail(error)

    def _fail(self, error: Exception) -> None:
        self._no_more_sound = True
        self._error = error
        self._backlog.close(discard=True)
