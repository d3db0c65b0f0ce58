"""The first layers of Whisper's encoder, whose states are the speech network's input.

The last encoder layers represent what is said and discard how it is said; the first layers
preserve both. They come from the multilingual base model (Radford et al., 2022, "Robust speech
recognition via large-scale weak supervision") and run in torch on the audio alone, without the
trailing silence that the recogniser needs.
"""

from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np
import torch
from faster_whisper.feature_extractor import FeatureExtractor
from torch import Tensor, nn
from torch.nn import functional

from emotion_desktop.domain.audio import SAMPLE_RATE_HZ, FloatArray

#: Rate of the states.
STATES_PER_S: Final = 50

_SAMPLES_PER_STATE: Final = SAMPLE_RATE_HZ // STATES_PER_S
_HEAD_WIDTH: Final = 64  # in Whisper models of all sizes
_MARGIN: Final = 400  # silence after a sound, for the window of the last frame
_SILENT: Final = 2  # states after the longest, so that all ends are treated alike
_BATCH_S: Final = 30


def n_states(n_samples: int) -> int:
    """Return how many states cover `n_samples` of audio, at least one."""
    return max(1, -(-n_samples // _SAMPLES_PER_STATE))


def first_state(sample: int) -> int:
    """Return the index of the state that contains a sample."""
    return sample // _SAMPLES_PER_STATE


class _Convolution(nn.Linear):
    """Convolution over three frames as a matrix product, in a third of the time."""

    def __init__(self, channels_in: int, channels_out: int, stride: int) -> None:
        super().__init__(3 * channels_in, channels_out)
        self.stride = stride

    def forward(self, frames: Tensor) -> Tensor:
        # (B, T, C) -> (B, T / stride, C')
        around = functional.pad(frames, (0, 0, 1, 1)).unfold(1, 3, self.stride)
        return super().forward(around.transpose(2, 3).flatten(2))


class _Layer(nn.Module):
    """Pre-norm self-attention and feed-forward network with residual connections."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.attention_norm = nn.LayerNorm(width)
        self.to_queries_keys_values = nn.Linear(width, 3 * width)
        self.from_attention = nn.Linear(width, width)
        self.norm = nn.LayerNorm(width)
        self.widen = nn.Linear(width, 4 * width)
        self.narrow = nn.Linear(4 * width, width)

    def forward(self, states: Tensor, mask: Tensor) -> Tensor:
        # (B, T, C), (B, 1, 1, T) -> (B, T, C)
        batch, length, _ = states.shape
        heads = self.to_queries_keys_values(self.attention_norm(states))
        heads = heads.view(batch, length, 3, -1, _HEAD_WIDTH).permute(2, 0, 3, 1, 4)
        queries, keys, values = heads
        attended = functional.scaled_dot_product_attention(queries, keys, values, mask)
        states = states + self.from_attention(attended.transpose(1, 2).flatten(2))
        fed: Tensor = self.narrow(functional.gelu(self.widen(self.norm(states))))
        return states + fed


class SpeechEncoder(nn.Module):
    """The two convolutions and first layers of Whisper's encoder.

    Parameters
    ----------
    n_layers : int
        Number of layers that are run.
    bands : int
        Number of bands of the log-mel spectrogram.
    width : int
        Width of the states.
    positions : int
        Longest sound, in states.
    """

    def __init__(
        self, n_layers: int = 3, bands: int = 80, width: int = 512, positions: int = 1500
    ) -> None:
        super().__init__()
        self.config = {
            "n_layers": n_layers,
            "bands": bands,
            "width": width,
            "positions": positions,
        }
        self.first = _Convolution(bands, width, stride=1)
        self.second = _Convolution(width, width, stride=2)
        self.places = nn.Parameter(torch.zeros(positions, width))
        self.layers = nn.ModuleList(_Layer(width) for _ in range(n_layers))

    def forward(self, log_mel: Tensor, lengths: Tensor) -> Tensor:
        """Encode sounds.

        Parameters
        ----------
        log_mel : Tensor
            Shape (B, bands, frames), 100 frames per second, scaled as in Whisper; at least
            two for each state.
        lengths : Tensor
            Shape (B,), number of states of each sound.

        Returns
        -------
        Tensor
            Shape (B, T, width), with T the largest length; undefined after the end of a sound.
        """
        frames = functional.gelu(self.first(log_mel.transpose(1, 2)))
        longest = int(lengths.max())
        states: Tensor = functional.gelu(self.second(frames))[:, :longest] + self.places[:longest]
        time = torch.arange(longest, device=states.device)
        mask = (time < lengths.to(states.device).unsqueeze(1))[:, None, None]
        for layer in self.layers:
            states = layer(states, mask)
        return states


@torch.inference_mode()
def encode_sounds(encoder: SpeechEncoder, sounds: Sequence[FloatArray]) -> list[FloatArray]:
    """Encode sounds of at most 30 s to states (t, width), 50 per second, each on its own."""
    device = encoder.places.device
    encoded: dict[int, FloatArray] = {}
    for batch in _batches([n_states(len(sound)) for sound in sounds]):
        lengths = torch.tensor([n_states(len(sounds[i])) for i in batch])
        features = log_mel([sounds[i] for i in batch], int(lengths.max()) + _SILENT)
        states = encoder(torch.from_numpy(features).to(device), lengths).float().cpu().numpy()
        encoded |= {i: row[:n] for i, row, n in zip(batch, states, lengths.tolist(), strict=True)}
    return [encoded[i] for i in range(len(sounds))]


def log_mel(sounds: Sequence[FloatArray], length: int) -> FloatArray:
    """Return log-mel features (n, bands, 2 x `length` in states), padded with silence."""
    extract = FeatureExtractor()
    n_samples = length * _SAMPLES_PER_STATE + _MARGIN
    padded = (np.pad(sound, (0, n_samples - len(sound))) for sound in sounds)
    features = [extract(sound, padding=0)[:, : 2 * length] for sound in padded]
    return np.stack(features).astype(np.float32)


def _batches(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Yield indices of sounds of similar length, in batches for the encoder."""
    batch: list[int] = []
    for i in sorted(range(len(lengths)), key=lambda i: lengths[i]):
        if batch and (len(batch) + 1) * lengths[i] > _BATCH_S * STATES_PER_S:
            yield batch
            batch = []
        batch.append(i)
    if batch:
        yield batch
