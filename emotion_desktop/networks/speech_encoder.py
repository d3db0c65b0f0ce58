"""The first layers of Whisper's encoder, whose states are the speech network's input.

The last encoder layers represent what is said and discard how it is said; the first layers
preserve both. They come from the multilingual base model (Radford et al., 2022, "Robust speech
recognition via large-scale weak supervision") and run on the audio alone, without the
trailing silence that the recogniser needs.
"""

from typing import Final

import torch
from torch import Tensor, nn
from torch.nn import functional

from emotion_desktop.networks.sizes import SILENT_STATES

_HEAD_WIDTH: Final = 64  # in Whisper models of all sizes


class _Convolution(nn.Linear):
    """Convolution over three frames as a matrix product, in a third of the time."""

    def __init__(self, channels_in: int, channels_out: int, stride: int) -> None:
        super().__init__(3 * channels_in, channels_out)
        self.stride = stride

    def forward(self, frames: Tensor) -> Tensor:
        # (B, T, C) -> (B, T / stride, C')
        padded = functional.pad(frames, (0, 0, 1, 1))
        last = (frames.shape[1] - 1) // self.stride * self.stride
        around = [padded[:, k : last + k + 1 : self.stride] for k in range(3)]
        return super().forward(torch.cat(around, dim=-1))


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
            Shape (B, bands, 2 (T + `SILENT_STATES`)), 100 frames per second, scaled as in
            Whisper.
        lengths : Tensor
            Shape (B,), number of states of each sound, at most T.

        Returns
        -------
        Tensor
            Shape (B, T, width); undefined after the end of a sound.
        """
        frames = functional.gelu(self.first(log_mel.transpose(1, 2)))
        longest = log_mel.shape[2] // 2 - SILENT_STATES
        states: Tensor = functional.gelu(self.second(frames))[:, :longest] + self.places[:longest]
        time = torch.arange(longest, device=states.device)
        inside = time < lengths.to(states.device).unsqueeze(1)
        # To be added to scores: Boolean ones are exported with a second pass over all of them.
        mask = torch.zeros_like(inside, dtype=states.dtype).masked_fill(~inside, float("-inf"))
        for layer in self.layers:
            states = layer(states, mask[:, None, None])
        return states
