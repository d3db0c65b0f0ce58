from pathlib import Path

import numpy as np
import pytest
import torch
from ctranslate2 import StorageView
from emotion_desktop.inference.ear import Ear, hear, load_ear, n_states
from faster_whisper import WhisperModel
from faster_whisper.feature_extractor import FeatureExtractor

from emotion_desktop.domain.audio import SAMPLE_RATE_HZ
from emotion_desktop.inference.asr import resolve_model


@pytest.fixture(scope="module")
def model() -> Path:
    return resolve_model(None) / "model.bin"


@pytest.fixture(scope="module")
def ear(model: Path) -> Ear:
    return load_ear(model)


def noise(length_s: float, seed: int = 0) -> np.ndarray:
    samples = np.random.default_rng(seed).normal(0, 0.1, round(length_s * SAMPLE_RATE_HZ))
    return samples.astype(np.float32)


def test_states_cover_the_sound() -> None:
    assert [n_states(n) for n in (1, 320, 321, 16_000)] == [1, 1, 2, 50]


def test_all_layers_together_are_whispers_encoder(model: Path) -> None:
    features = FeatureExtractor()(noise(3.0), padding=0)[None].astype(np.float32)
    whisper = WhisperModel(str(model.parent), device="cpu", compute_type="float32")
    expected = np.array(whisper.model.encode(StorageView.from_array(features)))
    with torch.inference_mode():
        states = load_ear(model, n_layers=4)(torch.from_numpy(features), torch.tensor([150]))
    # The encoder ends with a layer norm, behind which each channel has a scale of its own.
    states = torch.nn.functional.layer_norm(states, [384])[0].numpy()
    for ours, theirs in zip(states.T, expected[0].T, strict=True):
        assert np.corrcoef(ours, theirs)[0, 1] > 0.9999


def test_a_sound_is_heard_alike_alone_and_beside_others(ear: Ear) -> None:
    sounds = [noise(length_s, i) for i, length_s in enumerate((0.01, 1.234, 3.0, 30.0, 0.4))]
    together = hear(ear, sounds)
    for sound, states in zip(sounds, together, strict=True):
        [alone] = hear(ear, [sound])
        assert alone.shape == (n_states(len(sound)), 384)
        np.testing.assert_allclose(states, alone, atol=1e-3)


def test_many_sounds_are_heard_in_batches_and_come_back_in_their_order(ear: Ear) -> None:
    sounds = [noise(length_s) for length_s in (25.0, 1.0, 20.0, 2.0, 28.0, 26.0, 0.5)]
    assert [len(states) for states in hear(ear, sounds)] == [n_states(len(s)) for s in sounds]
    assert hear(ear, []) == []


def test_another_file_is_no_model(tmp_path: Path) -> None:
    (tmp_path / "model.bin").write_bytes(b"RIFF" + bytes(100))
    with pytest.raises(ValueError, match="binary version"):
        load_ear(tmp_path / "model.bin")
