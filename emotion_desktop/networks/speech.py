"""The speech network: from encoder states to seven emotions (CNN, BiLSTM, attention).

The pooling is attentive statistics pooling (Okabe et al., 2018, "Attentive statistics
pooling for deep speaker embedding") with several heads; their mean is shown.
"""

from collections.abc import Callable
from dataclasses import dataclass

import torch
from torch import Tensor, nn

from emotion_desktop.domain.labels import EMOTIONS
from emotion_desktop.networks.sizes import STRIDE
from emotion_desktop.networks.typicality import Typicality

#: Frames around a frame, itself among them, that speak for it: one second.
_NEARBY = 13

#: Spreads from the mean that a channel of the states may be away.
_FURTHEST = 20.0


@dataclass(frozen=True, slots=True)
class SpeechOutput:
    """Results for a batch.

    Attributes
    ----------
    logits : Tensor
        Shape (B, 7).
    attention : Tensor
        Shape (B, T), summing to 1 over the first `lengths` frames, zero after them.
    nearby : Tensor
        Shape (B, T, 7): logits of the second around each frame, pooled by the same
        attention; undefined after the first `lengths` frames.
    lengths : Tensor
        Shape (B,), frames of each sound.
    embedding : Tensor
        Shape (B, width_out), the embedding that the classifier uses.
    distance : Tensor
        Shape (B,), distance of each sound from the training data, see `Typicality`.
    """

    logits: Tensor
    attention: Tensor
    nearby: Tensor
    lengths: Tensor
    embedding: Tensor
    distance: Tensor


class _Convolution(nn.Module):
    """Convolution, layer norm over channels, GELU; keeps padding at zero."""

    def __init__(self, channels_in: int, channels_out: int, stride: int, dropout: float) -> None:
        super().__init__()
        self.convolution = nn.Conv1d(channels_in, channels_out, 5, stride=stride, padding=2)
        self.norm = nn.LayerNorm(channels_out)
        self.dropout = nn.Dropout(dropout)

    def forward(self, frames: Tensor, mask: Tensor) -> Tensor:
        # (B, T, C) -> (B, T / stride, C')
        convolved = self.convolution(frames.transpose(1, 2)).transpose(1, 2)
        activated = nn.functional.gelu(self.norm(convolved))
        masked: Tensor = self.dropout(activated) * mask.unsqueeze(-1)
        return masked


class _BidirectionalLstm(nn.Module):
    """One LSTM per direction; the backward one starts at each sound's own end.

    Packed sequences would do the same, step by step; this runs each direction in one go.
    """

    def __init__(self, width: int) -> None:
        super().__init__()
        self.ahead = nn.LSTM(width, width // 2, batch_first=True)
        self.back = nn.LSTM(width, width // 2, batch_first=True)

    def forward(self, frames: Tensor, lengths: Tensor) -> Tensor:
        # (B, T, C) -> (B, T, C); undefined after the end of a sound
        ahead = self.ahead(frames)[0]
        mirrored = _mirrored(frames, lengths)
        back = _mirrored(self.back(mirrored)[0], lengths)
        return torch.cat([ahead, back], dim=-1)


def _mirrored(frames: Tensor, lengths: Tensor) -> Tensor:
    """Reverse each row of (B, T, C) within its length."""
    time = torch.arange(frames.shape[1], device=frames.device)
    place = lengths.to(frames.device).unsqueeze(1) - 1 - time
    place = torch.where(place < 0, time, place).unsqueeze(-1)
    return frames.gather(1, place.expand_as(frames))


class SpeechNetwork(nn.Module):
    """Two convolutions, a bidirectional LSTM, attentive statistics pooling, a classifier.

    Parameters
    ----------
    width_in : int
        Width of the encoder's states.
    width : int
        Channels of the convolutions; the LSTM has half as many a direction.
    heads : int
        Attention heads of the pooling.
    width_out : int
        Width of the embedding before the classifier.
    dropout : float
        After each stage, in training.
    """

    def __init__(
        self,
        width_in: int = 512,
        width: int = 256,
        heads: int = 4,
        width_out: int = 192,
        dropout: float = 0.3,
    ) -> None:
        super().__init__()
        self.config = {
            "width_in": width_in,
            "width": width,
            "heads": heads,
            "width_out": width_out,
            "dropout": dropout,
        }
        self.mean = nn.Buffer(torch.zeros(width_in))
        self.spread = nn.Buffer(torch.ones(width_in))
        self.first = _Convolution(width_in, width, STRIDE, dropout)
        self.second = _Convolution(width, width, STRIDE, dropout)
        self.lstm = _BidirectionalLstm(width)
        self.scores = nn.Sequential(nn.Linear(width, 64), nn.Tanh(), nn.Linear(64, heads))
        self.project = nn.Sequential(
            nn.Linear(2 * width, width_out), nn.LayerNorm(width_out), nn.GELU(), nn.Dropout(dropout)
        )
        self.heads = heads
        self.classifier = nn.Linear(width_out, len(EMOTIONS))
        self.typicality = Typicality(width_out)

    def fit_channels(self, mean: Tensor, spread: Tensor) -> None:
        """Fit the standardisation of the state channels, whose scales differ widely."""
        self.mean.copy_(mean)
        self.spread.copy_(spread)

    def forward(self, states: Tensor, lengths: Tensor) -> SpeechOutput:
        """Classify sounds.

        Parameters
        ----------
        states : Tensor
            Shape (B, T, width_in), 50 states per second; states after the end of a sound
            are ignored.
        lengths : Tensor
            Shape (B,), number of states of each sound, on the CPU, at least 1.
        """
        inside = torch.arange(states.shape[1]) < lengths.unsqueeze(1)
        even = ((states - self.mean) / self.spread).clamp(-_FURTHEST, _FURTHEST)
        even = even * inside.unsqueeze(-1).to(states.device)
        lengths, mask = _halved(lengths, states)
        frames = self.first(even, mask)
        lengths, mask = _halved(lengths, frames)
        frames = self.second(frames, mask)
        frames = self.lstm(frames, lengths)
        scores = self.scores(frames).float().masked_fill(~mask.unsqueeze(-1), float("-inf"))
        weights = scores.softmax(dim=1)  # (B, T, heads)
        embedding = self._embed(frames, weights, _over_all).squeeze(1)
        return SpeechOutput(
            logits=self.classifier(embedding),
            attention=weights.mean(dim=-1),
            nearby=self.classifier(self._embed(frames, weights, _over_nearby)),
            lengths=lengths,
            embedding=embedding,
            distance=self.typicality(embedding),
        )

    def _embed(self, frames: Tensor, weights: Tensor, total: Callable[[Tensor], Tensor]) -> Tensor:
        # (B, T, C), (B, T, heads) -> (B, stretches that `total` sums over, width_out)
        heads = frames.view(*frames.shape[:2], self.heads, -1)  # (B, T, heads, C / heads)
        weights = weights.unsqueeze(-1)
        weight = total(weights).clamp_min(1e-9)
        mean = total(weights * heads) / weight
        square = total(weights * heads**2) / weight
        spread = (square - mean**2).clamp_min(1e-6).sqrt()
        statistics = torch.cat([mean.flatten(2), spread.flatten(2)], dim=-1)
        embedding: Tensor = self.project(statistics)
        return embedding


def _over_all(values: Tensor) -> Tensor:
    return values.sum(dim=1, keepdim=True)


def _over_nearby(values: Tensor) -> Tensor:
    """Sum (B, T, ...) over neighbouring frames."""
    flat = values.flatten(2).transpose(1, 2)
    summed = nn.functional.avg_pool1d(flat, _NEARBY, 1, _NEARBY // 2) * _NEARBY
    return summed.transpose(1, 2).reshape(values.shape)


def _halved(lengths: Tensor, frames: Tensor) -> tuple[Tensor, Tensor]:
    """Return lengths (B,) and mask (B, T / STRIDE) after a convolution over (B, T, C)."""
    lengths = (lengths + STRIDE - 1) // STRIDE
    n_frames = (frames.shape[1] + STRIDE - 1) // STRIDE
    mask = torch.arange(n_frames) < lengths.unsqueeze(1)
    return lengths, mask.to(frames.device)
