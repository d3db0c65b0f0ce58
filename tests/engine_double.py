"""Stands in for the models where only threads, queues and widgets are looked at."""

import threading
from collections.abc import Sequence

import numpy as np

from emotion_desktop.domain.audio import SAMPLE_RATE_HZ, FloatArray, Segment
from emotion_desktop.domain.estimate import Estimate, FusedEstimate, Gate, Utterance
from emotion_desktop.domain.heard_languages import HeardLanguages
from emotion_desktop.domain.transcript import Transcript
from emotion_desktop.domain.voice_profile import VoiceProfile

EVEN = Estimate(np.full(7, 1 / 7, np.float32), np.full(30, 1 / 30, np.float32))


class EngineDouble:
    """Says the same of every sound; never a result that a test of the models may see."""

    def __init__(self, hold: threading.Event | None = None) -> None:
        self.hold = hold
        self.entered = threading.Event()
        self.threads: set[str] = set()
        self.voices: list[VoiceProfile | None] = []
        self.comparing: list[bool] = []

    def describe(self) -> dict[str, object]:
        return {"engine": "double"}

    def window(self, samples: FloatArray) -> Estimate:
        self.threads.add(threading.current_thread().name)
        return EVEN

    bundle_id = "double"
    can_calibrate = True
    has_smaller_recogniser = False

    def use_voice(self, profile: VoiceProfile | None) -> bool:
        self.voices.append(profile)
        return profile is not None and profile.bundle == self.bundle_id

    def fall_back_to_cpu(self) -> bool:
        return False

    def normalise_speakers(self, on: bool) -> bool:
        self.comparing.append(on)
        return on

    def voice_offset(self, sounds: Sequence[FloatArray]) -> tuple[float, ...]:
        self.threads.add(threading.current_thread().name)
        return (0.0,) * 7

    def draft(self, sound: FloatArray, heard: HeardLanguages | None = None) -> str:
        self.threads.add(threading.current_thread().name)
        return f"{len(sound) / SAMPLE_RATE_HZ:.0f} s of words"

    def utterances(
        self,
        segments: Sequence[Segment],
        *,
        previous: Sequence[Utterance] = (),
        words: bool = True,
        small_recogniser: bool = False,
        heard: HeardLanguages | None = None,
    ) -> list[Utterance]:
        self.threads.add(threading.current_thread().name)
        if words:
            self.entered.set()
        if words and self.hold is not None:
            assert self.hold.wait(20)
        fused = FusedEstimate(EVEN.probabilities, Gate(1.0, 0.0), True, EVEN, None)
        return [
            Utterance(s.id, s.start_s, s.end_s, s.speaker, Transcript(), fused) for s in segments
        ]
