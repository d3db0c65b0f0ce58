"""The speech encoder's weights: the first layers of multilingual Whisper base.

They come from the packages of the multilingual recogniser.
"""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import torch
from safetensors.numpy import load_file, save_file

from emotion_desktop.domain.audio import FloatArray
from emotion_desktop.inference.arrays import IntArray
from emotion_desktop.inference.multilingual import MODEL_FILE, join_model
from emotion_desktop.inference.quantise import dequantise, quantise
from emotion_desktop.inference.speech_encoder import Encode
from emotion_desktop.networks.speech_encoder import SpeechEncoder
from model_training.ct2_weights import read_weights

N_LAYERS: Final = 3
ENCODER_FILE: Final = "encoder.safetensors"

#: What a layer's parts are called here and by CTranslate2.
_NORM: Final = ("gamma", "beta")
_LINEAR: Final = ("weight", "bias")
_LAYER: Final = (
    ("attention_norm", "self_attention/layer_norm", _NORM),
    ("to_queries_keys_values", "self_attention/linear_0", _LINEAR),
    ("from_attention", "self_attention/linear_1", _LINEAR),
    ("norm", "ffn/layer_norm", _NORM),
    ("widen", "ffn/linear_0", _LINEAR),
    ("narrow", "ffn/linear_1", _LINEAR),
)


def write_encoder(runs: Path) -> Path:
    """Write the 8-bit encoder to `runs` if it is missing; return its file.

    Raises
    ------
    UserFacingError
        If the installed packages hold another model.
    """
    target = runs / ENCODER_FILE
    if target.exists():
        return target
    runs.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=runs) as folder:
        join_model(Path(folder))
        encoder = read_encoder(Path(folder) / MODEL_FILE, N_LAYERS)
        weights = quantise({name: w.numpy() for name, w in encoder.state_dict().items()})
    partial = target.with_suffix(".partial")
    save_file(weights, partial)
    partial.replace(target)
    return target


def load_encoder(runs: Path) -> SpeechEncoder:
    """Load the encoder written by `write_encoder`, as the bundle will hold it."""
    encoder = SpeechEncoder(N_LAYERS)
    weights = dequantise(load_file(runs / ENCODER_FILE))
    encoder.load_state_dict({name: torch.from_numpy(array) for name, array in weights.items()})
    return encoder.eval()


def encoded_by(encoder: SpeechEncoder) -> Encode:
    """Return what `encode_sounds` needs to run an encoder, in PyTorch."""

    @torch.inference_mode()
    def encode(log_mel: FloatArray, lengths: IntArray) -> FloatArray:
        states: FloatArray = (
            encoder(torch.from_numpy(log_mel), torch.from_numpy(lengths)).float().numpy()
        )
        return states

    return encode


def read_encoder(model: Path, n_layers: int) -> SpeechEncoder:
    """Read the first encoder layers from the `model.bin` of a CTranslate2 Whisper model.

    Raises
    ------
    ValueError, RuntimeError
        If the file is of another format, or its encoder of another shape.
    """
    stored = read_weights(model, "encoder/")
    weights = {"places": stored["position_encodings/encodings"]}
    for ours, theirs in (("first", "conv1"), ("second", "conv2")):
        weights[f"{ours}.weight"] = stored[f"{theirs}/weight"].transpose(1, 2).flatten(1)
        weights[f"{ours}.bias"] = stored[f"{theirs}/bias"]
    for i in range(n_layers):
        for ours, theirs, kinds in _LAYER:
            for ours_kind, kind in zip(("weight", "bias"), kinds, strict=True):
                weights[f"layers.{i}.{ours}.{ours_kind}"] = stored[f"layer_{i}/{theirs}/{kind}"]
    encoder = SpeechEncoder(n_layers, width=weights["places"].shape[1])
    encoder.load_state_dict(weights)
    return encoder.eval()
