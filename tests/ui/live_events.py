"""Events of a live session as a test needs them."""

import numpy as np

from emotion_desktop.domain.audio import SAMPLE_RATE_HZ, AudioBlock
from emotion_desktop.domain.estimate import Estimate, FusedEstimate, Gate, Utterance
from emotion_desktop.domain.labels import EMOTIONS
from emotion_desktop.domain.live_events import UtteranceReady, WindowEstimate
from emotion_desktop.domain.plot_data import PlotSnapshot
from emotion_desktop.domain.transcript import Transcript, Word
from emotion_desktop.services.live.plot_history import EstimateHistory, SoundHistory


def probabilities(label: str, share: float) -> np.ndarray:
    values = np.full(len(EMOTIONS), (1 - share) / (len(EMOTIONS) - 1), np.float32)
    values[EMOTIONS.index(label)] = share
    return values


def window(start_s: float, label: str = "fear", share: float = 0.7) -> WindowEstimate:
    attention = np.full(30, 1 / 30, np.float32)
    return WindowEstimate(
        start_s, start_s + 3.0, Estimate(probabilities(label, share), attention), 0.1
    )


def utterance(
    segment_id: int,
    start_s: float,
    text: str,
    *,
    label: str = "fear",
    uncertain: bool = False,
    attention: list[float] | None = None,
    cross_attention: list[list[float]] | None = None,
) -> UtteranceReady:
    """Said at a word a second."""
    words = text.split()
    heat = attention or [1 / max(len(words), 1)] * len(words)
    values = probabilities(label, 0.25 if uncertain else 0.7)
    speech = Estimate(values, np.full(30, 1 / 30, np.float32))
    said = Estimate(values, np.array(heat, np.float32)) if words else None
    cross = None if cross_attention is None else np.array(cross_attention, np.float16)
    fused = FusedEstimate(values, Gate(0.6, 0.4), uncertain, speech, said, cross)
    timed = tuple(
        Word(word, start_s + index, start_s + index + 1, 0.9) for index, word in enumerate(words)
    )
    end_s = start_s + max(len(words), 1)
    result = Utterance(segment_id, start_s, end_s, "", Transcript(text, timed), fused)
    return UtteranceReady(result, speech_only=False, latency_s=0.5)


def snapshot_of(length_s: int) -> PlotSnapshot:
    """Noise throughout, and a peak of fear at every tenth second."""
    sound, estimates = SoundHistory(), EstimateHistory()
    rng = np.random.default_rng(0)
    for second in range(length_s):
        samples = rng.normal(0, 0.1, SAMPLE_RATE_HZ).astype(np.float32)
        track = sound.add(
            AudioBlock(samples, SAMPLE_RATE_HZ, second * SAMPLE_RATE_HZ), speaking=True
        )
        if second >= 3:
            label = "fear" if second % 10 == 0 else "neutral"
            said = estimates.add_window(window(second - 3.0, label))
    return PlotSnapshot(track, said)
