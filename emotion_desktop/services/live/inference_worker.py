"""What the inference thread does with the work that waits."""

import time
from collections import deque
from collections.abc import Callable, Sequence
from typing import Protocol

from emotion_desktop.domain.audio import FloatArray, Segment
from emotion_desktop.domain.estimate import Estimate, Utterance
from emotion_desktop.domain.live_events import (
    LiveEvent,
    ProvisionalWords,
    UtteranceReady,
    WindowEstimate,
    WindowReady,
)
from emotion_desktop.domain.plot_data import EstimateTrack
from emotion_desktop.domain.voice_profile import VoiceProfile
from emotion_desktop.inference.context import CONTEXT_UTTERANCES
from emotion_desktop.services.live.inference_queue import Job, ProvisionalJob, SegmentJob, WindowJob
from emotion_desktop.services.live.load_shedding import ServiceLevel
from emotion_desktop.services.live.plot_history import EstimateHistory


class LiveEngine(Protocol):
    """What the live view needs of `emotion_desktop.inference.engine.EmotionEngine`."""

    def window(self, samples: FloatArray) -> Estimate:
        """Estimate a window of sound, shape (n,), at `SAMPLE_RATE_HZ`."""
        ...

    @property
    def has_smaller_recogniser(self) -> bool:
        """Whether `utterances` can do with less."""
        ...

    def utterances(
        self,
        segments: Sequence[Segment],
        *,
        previous: Sequence[Utterance] = (),
        words: bool = True,
        small_recogniser: bool = False,
    ) -> list[Utterance]:
        """Recognise and estimate utterances from sound, words and what was said before.

        Without `words`, which need the slow recogniser, from the sound alone.
        """
        ...

    def draft(self, sound: FloatArray) -> str:
        """Words of an utterance that goes on, up to 15 s, as quickly as possible."""
        ...

    @property
    def bundle_id(self) -> str:
        """What voice profiles are made for."""
        ...

    @property
    def can_calibrate(self) -> bool:
        """Whether `voice_offset` can be asked for."""
        ...

    def use_voice(self, profile: VoiceProfile | None) -> bool:
        """Calibrate what follows to a voice, or to none; True where the profile is used."""
        ...

    def normalise_speakers(self, on: bool) -> bool:
        """Compare what follows with how its speaker usually sounds; True where it is done."""
        ...

    def voice_offset(self, sounds: Sequence[FloatArray]) -> tuple[float, ...]:
        """Measure a voice by its neutral speech."""
        ...

    def describe(self) -> dict[str, object]:
        """Name the models and their versions."""
        ...


class InferenceWorker:
    """Estimates windows and utterances, and keeps what the plots show of them.

    Parameters
    ----------
    engine : LiveEngine
        Owned by the thread that calls this object.
    on_event : callable
        Told of every result.
    """

    def __init__(self, engine: LiveEngine, on_event: Callable[[LiveEvent], None]) -> None:
        self._engine = engine
        self._on_event = on_event
        self._history = EstimateHistory()
        self._track = EstimateTrack()
        self._window_latency_s = float("nan")
        self._speech_only_segments = 0
        self._previous: deque[Utterance] = deque(maxlen=CONTEXT_UTTERANCES)

    @property
    def track(self) -> EstimateTrack:
        """The newest plot data; any thread may read it."""
        return self._track

    @property
    def window_latency_s(self) -> float:
        """Latency of the newest window; any thread may read it."""
        return self._window_latency_s

    @property
    def speech_only_segments(self) -> int:
        """Number of utterances without recognised words; any thread may read it."""
        return self._speech_only_segments

    def do(self, job: Job, pace: ServiceLevel) -> None:
        """Estimate one piece of work and tell of the result."""
        if isinstance(job, SegmentJob):
            self._do_segment(job, pace)
        elif isinstance(job, WindowJob):
            self._do_window(job)
        else:
            self._do_provisional(job)

    def _do_window(self, job: WindowJob) -> None:
        window = job.window
        if not job.voiced:
            self._track = self._history.add_pause(window.end_s)
            return
        estimate = self._engine.window(window.samples)
        self._window_latency_s = time.monotonic() - job.arrived_s
        result = WindowEstimate(window.start_s, window.end_s, estimate, self._window_latency_s)
        self._track = self._history.add_window(result, window.gaps_before)
        self._on_event(WindowReady(result))

    def _do_segment(self, job: SegmentJob, pace: ServiceLevel) -> None:
        speech_only = job.speech_only or not pace.words
        (utterance,) = self._engine.utterances(
            [job.segment],
            previous=tuple(self._previous),
            words=not speech_only,
            small_recogniser=pace.small_recogniser,
        )
        if speech_only:
            self._speech_only_segments += 1
        else:
            self._previous.append(utterance)
        self._track = self._history.add_utterance(utterance)
        latency_s = time.monotonic() - job.arrived_s
        self._on_event(UtteranceReady(utterance, speech_only, latency_s))

    def _do_provisional(self, job: ProvisionalJob) -> None:
        segment = job.segment
        text = self._engine.draft(segment.samples) if len(segment.samples) else ""
        self._on_event(ProvisionalWords(segment.start_s, segment.end_s, text))
