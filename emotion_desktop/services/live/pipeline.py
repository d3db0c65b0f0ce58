"""The live pipeline: audio on the source's thread, models on the inference thread.

The source's thread (never PortAudio's callback) cuts the audio and publishes what the plots
draw; the inference thread loads the models and works through the queue. Neither waits for the
other (unless the pipeline is lossless), and no thread of this module touches Qt.
"""

import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from threading import Thread
from typing import TYPE_CHECKING

from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.domain.live_events import (
    Failed,
    LabelCorrected,
    LiveEvent,
    LoadChanged,
    MarkerSet,
    ModelsLoaded,
    SourceEnded,
)
from emotion_desktop.domain.live_options import LiveOptions
from emotion_desktop.domain.plot_data import EstimateTrack, LiveCounters, PlotSnapshot
from emotion_desktop.domain.printable import encodable
from emotion_desktop.domain.voice_profile import VoiceProfile
from emotion_desktop.services.engine import LeaseEndedError, LeaseRequest
from emotion_desktop.services.live.inference_queue import (
    InferenceQueue,
    Job,
    ProvisionalJob,
    WindowJob,
)
from emotion_desktop.services.live.inference_worker import (
    InferenceWorker,
    LiveEngine,
    LiveSpeakers,
)
from emotion_desktop.services.live.load_shedding import LoadPolicy, WorkItem, service_levels
from emotion_desktop.services.live.segmenter import SegmenterStage, VoiceActivity
from emotion_desktop.services.live.sinks import LiveSink, SinkGroup
from emotion_desktop.services.live.sound_intake import SoundIntake
from emotion_desktop.services.live.windows import WindowCutter

if TYPE_CHECKING:  # its decoders need not be there before the window is painted
    from emotion_desktop.audio.sources import Source

_log = logging.getLogger(__name__)


def silero_voice_activity() -> VoiceActivity:
    """Return a voice activity detector, imported on first use."""
    from emotion_desktop.audio.voice_activity import Segmenter  # noqa: PLC0415 (0.5 s of imports)

    return Segmenter()


def causal_speakers() -> LiveSpeakers:
    """Return what tells two speakers apart, imported on first use."""
    from emotion_desktop.inference.causal_speakers import CausalSpeakers  # noqa: PLC0415 (likewise)

    return CausalSpeakers.load()


class LivePipeline:
    """Processes one source once, from `start` to `SourceEnded` or `Failed`.

    Sound is taken as soon as the models are there, not before: what came
    earlier would have to be skipped.

    Parameters
    ----------
    open_source : callable
        Creates the source, not started yet; called on the inference thread once the models
        are loaded.
    request : LeaseRequest
        Request for the models, which the inference thread waits for, loads and uses. Released
        before `SourceEnded` or `Failed` is emitted.
    on_event : callable
        Called on the source's or the inference thread (for markers and corrections on
        the caller's); must return quickly.
    sinks : sequence of LiveSink
        Receive the session too; their owner closes them after `stop`.
    options : LiveOptions
        The user's options.
    choose_voice : callable
        Returns, once the models are loaded, what the estimates are calibrated to, or None;
        `models["voice_profile"]` of the session contains its name, and whether it fits the
        models and is used.
    lossless : bool
        The source waits for the models, and nothing is skipped: for a file
        that is delivered as fast as it is consumed. Only final words are emitted.
    make_voice_activity : callable
        Called on the inference thread, before the first block.
    make_speakers : callable
        The same, if two speakers are told apart.
    """

    def __init__(
        self,
        open_source: "Callable[[], Source]",
        request: LeaseRequest[LiveEngine],
        *,
        on_event: Callable[[LiveEvent], None],
        sinks: Sequence[LiveSink] = (),
        options: LiveOptions | None = None,
        choose_voice: Callable[[], VoiceProfile | None] = lambda: None,
        lossless: bool = False,
        make_voice_activity: Callable[[], VoiceActivity] = silero_voice_activity,
        make_speakers: Callable[[], LiveSpeakers] = causal_speakers,
    ) -> None:
        self._request = request
        self._on_event = on_event
        self._sinks = SinkGroup(sinks, self._tell)
        self._options = options or LiveOptions()
        if lossless:
            self._options = replace(self._options, provisional_words=False)
        self._lossless = lossless
        self._choose_voice = choose_voice
        self._make_voice_activity = make_voice_activity
        self._make_speakers = make_speakers
        self._queue = InferenceQueue(lossless=lossless)
        self._intake = SoundIntake(open_source, self._queue, self._sinks, self._tell)
        self._worker: InferenceWorker | None = None
        self._thread = Thread(target=self._run, name="inference", daemon=True)

    def start(self) -> None:
        """Wait for the models and load them, then listen; returns immediately."""
        self._thread.start()

    def stop(self, timeout_s: float = 10.0, *, drain: bool = True) -> bool:
        """Stop the source, then inference; do not call on the GUI thread.

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
        self._intake.stop(drain=drain)
        self._request.stop_waiting()
        self._thread.join(timeout_s)
        return not self._thread.is_alive()

    def snapshot(self) -> PlotSnapshot:
        """Return the current plot data; cheap, from any thread."""
        worker = self._worker
        sound, dropped_samples = self._intake.snapshot()
        return PlotSnapshot(
            sound=sound,
            estimates=worker.track if worker else EstimateTrack(),
            counters=LiveCounters(
                dropped_samples=dropped_samples,
                skipped_segments=self._intake.skipped_segments,
                speech_only_segments=worker.speech_only_segments if worker else 0,
                skipped_windows=self._queue.skipped_windows,
                window_latency_s=worker.window_latency_s if worker else float("nan"),
            ),
        )

    def add_marker(self, text: str) -> None:
        """Mark the current moment; does nothing outside the session."""
        at_s = self._intake.at_s
        if at_s is not None:
            self._tell_inside(MarkerSet(at_s, encodable(text)))

    def correct_label(self, segment_id: int, label: str) -> None:
        """Correct the label of an utterance; does nothing outside the session."""
        self._tell_inside(LabelCorrected(segment_id, label))

    def _tell_inside(self, event: LiveEvent) -> None:
        if self._sinks.take(event):
            self._on_event(event)

    def _tell(self, event: LiveEvent) -> None:
        self._sinks.take(event)
        self._on_event(event)

    def _run(self) -> None:
        end: SourceEnded | Failed
        try:
            with self._request as engine:
                self._work_with(engine)
        except LeaseEndedError:  # stopped while the models were in use elsewhere
            end = SourceEnded(None)
        except Exception as error:  # the edge of a thread: unreported errors would be lost
            if not isinstance(error, UserFacingError):
                _log.exception("The live pipeline stopped unexpectedly")
            self._intake.end(None, discard=True)
            end = Failed(error)
        else:
            end = SourceEnded(self._intake.end_reason)
        self._intake.stop_source()
        self._tell(end)

    def _work_with(self, engine: LiveEngine) -> None:
        engine.normalise_speakers(self._options.compare_with_speaker)
        models = engine.describe() | self._use_voice(engine)
        self._tell(ModelsLoaded(models))
        speakers = self._make_speakers() if self._options.two_speakers else None
        self._worker = InferenceWorker(engine, self._tell, speakers)
        policy = LoadPolicy(
            service_levels(self._options, smaller_recogniser=engine.has_smaller_recogniser)
        )
        self._intake.start(self._make_listener(policy), models)
        while (job := self._queue.take()) is not None:
            self._do(job, self._worker, policy)
        if self._intake.error is not None:
            raise self._intake.error

    def _use_voice(self, engine: LiveEngine) -> dict[str, object]:
        voice = self._choose_voice()
        if voice is None:
            return {}
        return {"voice_profile": {"name": voice.name, "used": engine.use_voice(voice)}}

    def _do(self, job: Job, worker: InferenceWorker, policy: LoadPolicy) -> None:
        started_s = time.monotonic()
        worker.do(job, policy.service_level)
        if isinstance(job, WindowJob) and not job.voiced:
            return
        work = WorkItem(job.arrived_s, started_s, time.monotonic())
        if isinstance(job, ProvisionalJob):
            self._queue.note_provisional(job, work.ended_s - work.started_s)
        if not self._lossless and policy.observe(work):
            at_s = self._intake.at_s or 0.0
            self._tell(LoadChanged(policy.service_level.level, policy.service_level.hop_s, at_s))

    def _make_listener(self, policy: LoadPolicy) -> SegmenterStage:
        windows = WindowCutter(window_s=self._options.window_s, hop_s=self._options.hop_s)
        voice_activity = self._make_voice_activity()
        return SegmenterStage(
            voice_activity, windows, self._queue, self._tell, lambda: policy.service_level
        )
