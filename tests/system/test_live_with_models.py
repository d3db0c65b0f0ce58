"""The live pipeline with the real models on the demo recording."""

import threading

import numpy as np
import pytest
import soundfile

from emotion_desktop.domain.audio import SAMPLE_RATE_HZ, Segment
from emotion_desktop.domain.labels import EMOTIONS
from emotion_desktop.domain.live_events import (
    Failed,
    LiveEvent,
    ModelsLoaded,
    ProvisionalWords,
    SegmentSkipped,
    SourceEnded,
    UtteranceReady,
    WindowReady,
)
from emotion_desktop.domain.translatable import Message
from emotion_desktop.inference.asr import resolve_model
from emotion_desktop.inference.engine import EmotionEngine
from emotion_desktop.services.engine import EngineCache
from emotion_desktop.services.live.pipeline import LivePipeline
from emotion_desktop.services.source_choice import AudioFileChoice, open_source
from emotion_desktop.system.paths import resources_dir

BUNDLE = resources_dir() / "models" / "default" / "manifest.json"
DEMO = resources_dir() / "demo" / "demo.flac"

pytestmark = pytest.mark.skipif(not BUNDLE.exists(), reason="the model bundle is not trained yet")


def test_the_demo_recording_is_heard_read_and_fused_as_it_plays() -> None:
    events: list[LiveEvent] = []
    over = threading.Event()

    def keep(event: LiveEvent) -> None:
        events.append(event)
        if isinstance(event, SourceEnded | Failed):
            over.set()

    source = open_source(AudioFileChoice(DEMO, "demo"))  # at its own speed: 28 s
    pipeline = LivePipeline(
        lambda: source, EngineCache(EmotionEngine.load).request(Message("a test")), on_event=keep
    )
    pipeline.start()
    assert over.wait(120)
    assert pipeline.stop(20)

    assert isinstance(events[0], ModelsLoaded)
    assert events[-1] == SourceEnded(None)
    utterances = [event.utterance for event in events if isinstance(event, UtteranceReady)]
    skipped = [event for event in events if isinstance(event, SegmentSkipped)]
    windows = [event.window for event in events if isinstance(event, WindowReady)]
    assert len(utterances) + len(skipped) >= 4
    assert len(utterances) >= 3
    assert "dashwood" in " ".join(u.transcript.text for u in utterances).lower()
    drafts = " ".join(event.text for event in events if isinstance(event, ProvisionalWords))
    assert "dashwood" in drafts.lower()
    for utterance in utterances:
        estimate = utterance.estimate
        assert estimate.label in EMOTIONS
        assert float(estimate.probabilities.sum()) == pytest.approx(1, abs=1e-5)
        assert estimate.gate.speech + estimate.gate.text == pytest.approx(1, abs=1e-5)
    assert len(windows) >= 20
    track = pipeline.snapshot().estimates
    attention = track.attention_between(0, 60, most=10_000).values
    assert np.isfinite(attention).all()
    assert attention.max() > 1


def test_beside_another_recogniser_the_encoders_own_is_the_smaller_one() -> None:
    assert not EmotionEngine.load().has_smaller_recogniser
    engine = EmotionEngine.load(asr_model=str(resolve_model(None)))
    assert engine.has_smaller_recogniser
    sound, _ = soundfile.read(DEMO, dtype="float32", frames=5 * SAMPLE_RATE_HZ)
    [utterance] = engine.utterances([Segment(0, 0, sound)], small_recogniser=True)
    assert "dashwood" in utterance.transcript.text.lower()
    assert "dashwood" in engine.draft(sound).lower()
