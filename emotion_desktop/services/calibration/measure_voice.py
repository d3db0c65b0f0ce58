"""Measures a voice from neutral speech."""

from collections.abc import Callable
from dataclasses import dataclass
from threading import Event, Lock
from typing import TYPE_CHECKING, Literal

from emotion_desktop.audio.running_level import RunningLevel
from emotion_desktop.domain.audio import SAMPLE_RATE_HZ, AudioBlock, FloatArray, Segment
from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.domain.voice_profile import (
    MAX_LISTENING_S,
    MAX_SPEECH_S,
    MIN_SPEECH_S,
    VoiceProgress,
)
from emotion_desktop.services.engine import LeaseEndedError, LeaseRequest
from emotion_desktop.services.live.inference_worker import LiveEngine
from emotion_desktop.services.live.pipeline import silero_voice_activity
from emotion_desktop.services.live.segmenter import VoiceActivity

if TYPE_CHECKING:
    from emotion_desktop.audio.sources import Source

VoicePhase = Literal["loading", "listening", "measuring"]


@dataclass(frozen=True, slots=True)
class MeasuredVoice:
    """The contents of a profile, see `VoiceProfile`."""

    logit_offset: tuple[float, ...]
    speech_s: float
    bundle: str


class VoiceMeasuring:
    """One measurement: `run` on its own thread, everything else from any thread.

    The audio is held in memory until it is measured, and never written.

    Parameters
    ----------
    open_source : callable
        Creates the source, not started yet; called by `run`.
    request : LeaseRequest
        Request for the models, which `run` waits for and uses; withdrawn by `cancel` if they
        are idle.
    on_phase : callable
        Called on `run`'s thread at the start of each phase.
    make_voice_activity : callable
        Called by `run`, before the first block.
    """

    def __init__(
        self,
        open_source: "Callable[[], Source]",
        request: LeaseRequest[LiveEngine],
        on_phase: Callable[[VoicePhase], None],
        make_voice_activity: Callable[[], VoiceActivity] = silero_voice_activity,
    ) -> None:
        self._open_source = open_source
        self._request = request
        self._on_phase = on_phase
        self._make_voice_activity = make_voice_activity
        self._level = RunningLevel()
        self._voice_activity: VoiceActivity | None = None
        self._segments: list[Segment] = []
        self._speech_s = 0.0
        self._enough_heard = Event()
        self._switch = Lock()  # guards the two below
        self._cancelled = False
        self._measuring = False
        self._trouble: Exception | None = None

    @property
    def progress(self) -> VoiceProgress:
        """The progress so far."""
        return VoiceProgress(self._speech_s, self._level.dbfs, self._level.clipping)

    @property
    def cancelled(self) -> bool:
        """Whether the measurement was cancelled."""
        return self._cancelled

    def finish(self) -> None:
        """Measure what was heard so far."""
        self._enough_heard.set()

    @property
    def holds_models(self) -> bool:
        """Whether this measurement is using the models."""
        return self._request.held

    def cancel(self) -> None:
        """Cancel; the models are free immediately unless they are measuring already."""
        with self._switch:
            self._cancelled = True
            self._enough_heard.set()
            if self._measuring:
                return
        self._request.withdraw()

    def run(self) -> MeasuredVoice | None:
        """Listen, then measure; None if cancelled.

        Raises
        ------
        UserFacingError
            If the models cannot be calibrated, no audio arrives, or there is too little
            speech in it.
        """
        self._on_phase("loading")
        try:
            with self._request as engine:
                return self._run(engine)
        except LeaseEndedError:  # cancelled meanwhile
            return None

    def _run(self, engine: LiveEngine) -> MeasuredVoice | None:
        if not engine.can_calibrate:
            raise UserFacingError(
                "The installed models do not support calibration to a voice",
                "Install newer models. Without calibration, these work for any voice.",
            )
        self._voice_activity = self._make_voice_activity()
        if not self._enough_heard.is_set():
            self._listen()
        with self._switch:
            if self._cancelled:
                return None
            self._measuring = True
        if self._trouble is not None:
            raise self._trouble
        self._on_phase("measuring")
        voice = self._measure(engine)
        return None if self.cancelled else voice

    def _listen(self) -> None:
        source = self._open_source()
        # Notices are left out: a level of silence says it.
        source.start(self._hear, self._on_end, lambda _notice: None)
        self._on_phase("listening")
        try:
            self._enough_heard.wait()
        finally:
            source.stop()

    def _hear(self, block: AudioBlock) -> None:
        self._level.feed(block)
        if self._enough_heard.is_set() or self._voice_activity is None:
            return
        try:
            self._segments += self._voice_activity.feed(block)
            current = self._voice_activity.current if self._voice_activity.speaking else None
            samples = sum(len(segment.samples) for segment in self._segments)
            samples += len(current.samples) if current is not None else 0
        except Exception as error:  # it would be lost on the source's thread
            self._end_with(error)
            return
        self._speech_s = samples / SAMPLE_RATE_HZ
        heard_s = (block.first_sample + len(block.samples)) / SAMPLE_RATE_HZ
        if self._speech_s >= MAX_SPEECH_S or heard_s >= MAX_LISTENING_S:
            self._enough_heard.set()

    def _on_end(self, reason: str | None) -> None:
        if reason is not None and not self._enough_heard.is_set():
            self._end_with(UserFacingError(reason, "Choose another audio source."))
        self._enough_heard.set()

    def _end_with(self, error: Exception) -> None:
        self._trouble = error
        self._enough_heard.set()

    def _measure(self, engine: LiveEngine) -> MeasuredVoice:
        assert self._voice_activity is not None
        sounds: list[FloatArray] = [
            segment.samples for segment in [*self._segments, *self._voice_activity.flush()]
        ]
        speech_s = sum(map(len, sounds)) / SAMPLE_RATE_HZ
        self._segments.clear()
        if speech_s < MIN_SPEECH_S:
            raise UserFacingError(
                "Only {speech_s} s of speech were heard; at least {min_speech_s} s are needed",
                "Read the whole text, closer to the microphone, or choose a longer audio file.",
                speech_s=round(speech_s),
                min_speech_s=round(MIN_SPEECH_S),
            )
        return MeasuredVoice(engine.voice_offset(sounds), speech_s, engine.bundle_id)
