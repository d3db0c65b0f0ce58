"""The work of the inference thread."""

import time
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Protocol

from emotion_desktop.domain.audio import FloatArray, Segment
from emotion_desktop.domain.estimate import Estimate, Utterance
from emotion_desktop.domain.heard_languages import HeardLanguages
from emotion_desktop.domain.live_events import (
    LiveEvent,
    ProvisionalWords,
    SourceNotice,
    UtteranceReady,
    WindowEstimate,
    WindowReady,
)
from emotion_desktop.domain.plot_data import EstimateTrack
from emotion_desktop.domain.voice_profile import VoiceProfile
from emotion_desktop.inference.context import CONTEXT_UTTERANCES
from emotion_desktop.inference.out_of_memory import MOVED_TO_CPU, is_out_of_memory
from emotion_desktop.services.live.inference_queue import Job, ProvisionalJob, SegmentJob, WindowJob
from emotion_desktop.services.live.load_shedding import ServiceLevel
from emotion_desktop.services.live.plot_history import EstimateHistory


class LiveEngine(Protocol):
    """The part of `emotion_desktop.inference.engine.EmotionEngine` that the live view needs."""

    def window(self, samples: FloatArray) -> Estimate:
        """Estimate a window of sound, shape (n,), at `SAMPLE_RATE_HZ`."""
        ...

    @property
    def has_smaller_recogniser(self) -> bool:
        """Whether `utterances` can use a smaller recogniser."""
        ...

    def utterances(
        self,
        segments: Sequence[Segment],
        *,
        previous: Sequence[Utterance] = (),
        words: bool = True,
        small_recogniser: bool = False,
        heard: HeardLanguages | None = None,
    ) -> list[Utterance]:
        """Transcribe and estimate utterances, using the conversation so far.

        They add to what was heard of its languages. Without `words`, which need the slow
        recogniser, from speech alone.
        """
        ...

    def draft(self, sound: FloatArray, heard: HeardLanguages | None = None) -> str:
        """Transcribe an ongoing utterance of up to 15 s as quickly as possible."""
        ...

    @property
    def bundle_id(self) -> str:
        """The bundle that voice profiles refer to."""
        ...

    @property
    def can_calibrate(self) -> bool:
        """Whether `voice_offset` is supported."""
        ...

    def use_voice(self, profile: VoiceProfile | None) -> bool:
        """Calibrate subsequent estimates to a voice, or to none; True if the profile is used."""
        ...

    def fall_back_to_cpu(self) -> bool:
        """Move the models to the CPU; False if they are there already."""
        ...

    def normalise_speakers(self, on: bool) -> bool:
        """Turn speaker normalisation on or off; True if it is used."""
        ...

    def voice_offset(self, sounds: Sequence[FloatArray]) -> tuple[float, ...]:
        """Measure a voice from neutral speech."""
        ...

    def describe(self) -> dict[str, object]:
        """Return the names and versions of the models."""
        ...


class ProposedSpeaker(Protocol):
    """Who speaks an utterance, see `emotion_desktop.inference.diarisation.SpeakerProposal`."""

    @property
    def speaker(self) -> str:
        """Name of the speaker."""
        ...

    @property
    def confidence(self) -> float:
        """Its probability among those who were heard."""
        ...


class LiveSpeakers(Protocol):
    """Tells speakers apart, see `emotion_desktop.inference.causal_speakers.CausalSpeakers`."""

    def propose(self, sound: FloatArray) -> ProposedSpeaker:
        """Propose who speaks the next utterance."""
        ...


def _end_s(job: Job) -> float:
    return job.window.end_s if isinstance(job, WindowJob) else job.segment.end_s


class InferenceWorker:
    """Estimates windows and utterances, and keeps the results for the plots.

    Parameters
    ----------
    engine : LiveEngine
        Owned by the thread that calls this object.
    on_event : callable
        Called with every result.
    speakers : LiveSpeakers, optional
        Proposes who speaks; None if nobody is told apart.
    """

    def __init__(
        self,
        engine: LiveEngine,
        on_event: Callable[[LiveEvent], None],
        speakers: LiveSpeakers | None = None,
    ) -> None:
        self._engine = engine
        self._speakers = speakers
        self._on_event = on_event
        self._history = EstimateHistory()
        self._track = EstimateTrack()
        self._window_latency_s = float("nan")
        self._speech_only_segments = 0
        self._heard = HeardLanguages()
        self._previous: deque[Utterance] = deque(maxlen=CONTEXT_UTTERANCES)

    @property
    def track(self) -> EstimateTrack:
        """The latest plot data; may be read from any thread."""
        return self._track

    @property
    def window_latency_s(self) -> float:
        """Latency of the latest window; may be read from any thread."""
        return self._window_latency_s

    @property
    def speech_only_segments(self) -> int:
        """Number of utterances without transcript; may be read from any thread."""
        return self._speech_only_segments

    def do(self, job: Job, service_level: ServiceLevel) -> None:
        """Process one job and emit its result; if the GPU is too small, on the CPU from then on."""
        try:
            self._do(job, service_level)
        except RuntimeError as error:
            if not is_out_of_memory(error) or not self._engine.fall_back_to_cpu():
                raise
            self._on_event(SourceNotice("models", MOVED_TO_CPU, _end_s(job)))
            self._do(job, service_level)

    def _do(self, job: Job, service_level: ServiceLevel) -> None:
        if isinstance(job, SegmentJob):
            self._do_segment(job, service_level)
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

    def _do_segment(self, job: SegmentJob, service_level: ServiceLevel) -> None:
        speech_only = job.speech_only or not service_level.words
        segment, confidence = job.segment, None
        if self._speakers is not None:
            proposed = self._speakers.propose(segment.samples)
            segment = replace(segment, speaker=proposed.speaker)
            confidence = proposed.confidence
        (utterance,) = self._engine.utterances(
            [segment],
            previous=tuple(self._previous),
            words=not speech_only,
            small_recogniser=service_level.small_recogniser,
            heard=self._heard,
        )
        utterance = replace(utterance, speaker_confidence=confidence)
        if speech_only:
            self._speech_only_segments += 1
        else:
            self._previous.append(utterance)
        self._track = self._history.add_utterance(utterance)
        latency_s = time.monotonic() - job.arrived_s
        self._on_event(UtteranceReady(utterance, speech_only, latency_s))

    def _do_provisional(self, job: ProvisionalJob) -> None:
        segment = job.segment
        text = self._engine.draft(segment.samples, self._heard) if len(segment.samples) else ""
        self._on_event(ProvisionalWords(segment.start_s, segment.end_s, text))
