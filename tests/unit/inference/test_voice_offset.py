"""A voice profile moves what the sound is said to express, and only while it is used."""

import json
import shutil
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest

from emotion_desktop.domain.audio import SAMPLE_RATE_HZ, Segment
from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.domain.labels import EMOTIONS
from emotion_desktop.domain.voice_profile import VoiceProfile
from emotion_desktop.inference.bundle import default_bundle_folder, load_bundle
from emotion_desktop.inference.engine import EmotionEngine

SADNESS = EMOTIONS.index("sadness")


@pytest.fixture(scope="module")
def engine() -> EmotionEngine:
    return EmotionEngine.load(transcribe=False)


def hum(seconds: float) -> np.ndarray:
    time = np.arange(round(seconds * SAMPLE_RATE_HZ)) / SAMPLE_RATE_HZ
    return (0.1 * np.sin(2 * np.pi * 150 * time)).astype(np.float32)


def test_a_profile_moves_the_sounds_estimates_until_it_is_taken_back(engine: EmotionEngine) -> None:
    offset = tuple(2.0 * (i == SADNESS) for i in range(7))
    anna = VoiceProfile("1", "Anna", datetime.now(UTC), 12.0, engine.bundle_id, offset)
    sound, segment = hum(3.0), Segment(0, 0, hum(3.0))
    before = engine.window(sound).probabilities
    assert engine.use_voice(anna)
    moved = engine.window(sound).probabilities
    assert moved[SADNESS] < 0.5 * before[SADNESS]
    assert moved.sum() == pytest.approx(1)
    (utterance,) = engine.utterances([segment])
    assert utterance.estimate.speech.probabilities == pytest.approx(moved, abs=0.02)
    for other in (replace(anna, bundle="different models"), None):
        assert not engine.use_voice(other)
        assert (engine.window(sound).probabilities == before).all()


def test_a_voice_is_measured_the_same_however_its_speech_is_cut_and_whatever_is_used(
    engine: EmotionEngine,
) -> None:
    measured = engine.voice_offset([hum(12.0)])
    assert len(measured) == 7
    anna = VoiceProfile("1", "Anna", datetime.now(UTC), 12.0, engine.bundle_id, measured)
    engine.use_voice(anna)
    assert engine.voice_offset([hum(3.0)] * 4) == pytest.approx(measured, abs=0.05)
    engine.use_voice(None)


def edited_bundle(folder: Path, neutral_logits: object) -> Path:
    bundle = Path(shutil.copytree(default_bundle_folder(), folder / "bundle"))
    path = bundle / "manifest.json"
    manifest = json.loads(path.read_text(encoding="utf-8"))
    assert len(manifest["neutral_logits"]) == 7
    manifest["neutral_logits"] = neutral_logits
    path.write_text(json.dumps(manifest), encoding="utf-8")
    return bundle


def test_a_bundle_without_a_reference_loads_and_cannot_be_calibrated(tmp_path: Path) -> None:
    engine = EmotionEngine.load(transcribe=False, bundle=edited_bundle(tmp_path, None))
    assert not engine.can_calibrate


@pytest.mark.parametrize("broken", [[0.0] * 6, [float("nan")] * 7, "seven"])
def test_a_broken_reference_is_an_error_not_a_crash(tmp_path: Path, broken: object) -> None:
    with pytest.raises(UserFacingError, match="neutral_logits is"):
        load_bundle(edited_bundle(tmp_path, broken))
