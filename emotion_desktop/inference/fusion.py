"""The fusion network: combines speech and text with a learned gate.

The gate follows Arevalo et al. (2017), "Gated multimodal units for information fusion". Its
inputs are the confidence of each modality (entropy, margin), how typical their inputs are of
the training data, the level, noise and duration of the audio, and the number of words. It
weighs two pieces of evidence. Joint features do not influence the result directly: they
memorised the few voices that fusion is trained on. Cross-modal attention between each word
and the audio around it only moves the gate.

Neutral words occur in every mood. If a share of the words under any emotion were drawn from
the neutral ones, the likelihood of a text under emotion e would be proportional to
(1 - share) p(e) + share p(neutral). This is the evidence from text; with a large share, it is
nearly uniform for neutral words. The gate also predicts the share, because it differs between
actors who read a given sentence and people who choose their words.
"""

from dataclasses import dataclass
from typing import Final

import torch
from torch import Tensor, nn

from emotion_desktop.domain.labels import EMOTIONS, NEUTRAL_INDEX

#: Traits of speech (`sound_traits` and the distance of `SpeechOutput`) and of text (the
#: logarithm of its number of words and the distance of `TextOutput`).
SPEECH_TRAITS: Final = 4
TEXT_TRAITS: Final = 2

_QUERY_WIDTH: Final = 16
#: Few features, because what meets adds little to the two estimates.
_MEETING_WIDTH: Final = 8
_SURENESS: Final = 3
_FURTHEST: Final = 3.0  # limit of a trait's distance from the mean, in spreads


@dataclass(frozen=True, slots=True)
class ModalityEvidence:
    """Calibrated evidence from one modality for a batch; arbitrary where it is absent.

    Attributes
    ----------
    logs : Tensor
        Log-probabilities (B, 7).
    parts : Tensor
        Log-probabilities (B, N, 7) around each frame of the audio, or of each word.
    attention : Tensor
        Weights (B, N) of these parts, zero after the last.
    traits : Tensor
        Shape (B, `SPEECH_TRAITS`) or (B, `TEXT_TRAITS`).
    """

    logs: Tensor
    parts: Tensor
    attention: Tensor
    traits: Tensor

    def rows(self, chosen: Tensor, device: torch.device) -> "ModalityEvidence":
        """Move a selection of rows to a device."""
        return ModalityEvidence(
            self.logs[chosen].to(device),
            self.parts[chosen].to(device),
            self.attention[chosen].to(device),
            self.traits[chosen].to(device),
        )


@dataclass(frozen=True, slots=True)
class FusionOutput:
    """Results for a batch.

    Attributes
    ----------
    logits : Tensor
        Shape (B, 7).
    gate : Tensor
        Shape (B, 2), for speech and text, summing to 1.
    attention : Tensor
        Shape (B, W, T): the frames of the audio that each word is compared with, summing to 1
        over the frames.
    """

    logits: Tensor
    gate: Tensor
    attention: Tensor


class _CrossAttention(nn.Module):
    """Cross-attention from each word to the audio around it.

    After Tsai et al. (2019), "Multimodal transformer for unaligned multimodal language
    sequences". It starts from the attention of the speech network, and is drawn to frames that
    match the word. It compares estimates, not states, so it works for any such network.
    """

    def __init__(self, dropout: float) -> None:
        super().__init__()
        n = len(EMOTIONS)
        self.query = nn.Linear(n, _QUERY_WIDTH)
        self.key = nn.Linear(n, _QUERY_WIDTH)
        self.meeting = nn.Sequential(
            nn.Linear(2 * n, _MEETING_WIDTH), nn.GELU(), nn.Dropout(dropout)
        )

    def forward(self, words: ModalityEvidence, sound: ModalityEvidence) -> tuple[Tensor, Tensor]:
        # -> features (B, _MEETING_WIDTH), attention (B, W, T)
        likeness = self.query(words.parts) @ self.key(sound.parts).transpose(1, 2)
        unheard = (sound.attention == 0) & (sound.attention > 0).any(dim=-1, keepdim=True)
        looked = sound.attention.clamp_min(1e-9).log().masked_fill(unheard, float("-inf"))
        looked = looked.unsqueeze(1)
        attention = (likeness / _QUERY_WIDTH**0.5 + looked).softmax(dim=-1)
        found = attention @ sound.parts  # the audio's answer to each word
        meetings = self.meeting(torch.cat([words.parts, found], dim=-1))
        return (meetings * words.attention.unsqueeze(-1)).sum(dim=1), attention


class _Side(nn.Module):
    """The gate's input from one modality: its estimate, its confidence, its input's traits."""

    def __init__(self, n_traits: int, width: int, dropout: float) -> None:
        super().__init__()
        self.mean = nn.Buffer(torch.zeros(n_traits))
        self.spread = nn.Buffer(torch.ones(n_traits))
        n = len(EMOTIONS) + _SURENESS + n_traits
        self.features = nn.Sequential(nn.Linear(n, width), nn.GELU(), nn.Dropout(dropout))

    def fit_traits(self, traits: Tensor) -> None:
        """Fit the standardisation of traits (n, n_traits)."""
        self.mean.copy_(traits.mean(dim=0))
        self.spread.copy_(traits.std(dim=0).clamp_min(1e-3))

    def forward(self, found: ModalityEvidence) -> Tensor:
        probabilities = found.logs.exp()
        entropy = -(probabilities * found.logs).sum(dim=-1, keepdim=True)
        highest = probabilities.topk(2, dim=-1).values
        first, second = highest[:, :1], highest[:, 1:]
        even = ((found.traits - self.mean) / self.spread).clamp(-_FURTHEST, _FURTHEST)
        seen = torch.cat([probabilities, entropy, first, first - second, even], dim=-1)
        features: Tensor = self.features(seen)
        return features


class FusionNetwork(nn.Module):
    """Gated mixture of the evidence from both modalities, either of which may be absent.

    Parameters
    ----------
    width : int
        Of what the gate makes of each side.
    dropout : float
        In training.
    """

    def __init__(self, width: int = 16, dropout: float = 0.2) -> None:
        super().__init__()
        self.config = {"width": width, "dropout": dropout}
        self.speech = _Side(SPEECH_TRAITS, width, dropout)
        self.text = _Side(TEXT_TRAITS, width, dropout)
        self.cross = _CrossAttention(dropout)
        self.gate = nn.Sequential(
            nn.Linear(2 * width + _MEETING_WIDTH, 32), nn.GELU(), nn.Linear(32, 3)
        )
        self.sharpness = nn.Parameter(torch.full((2,), 2.0))

    def forward(
        self, speech: ModalityEvidence, text: ModalityEvidence, present: Tensor
    ) -> FusionOutput:
        """Fuse the two estimates.

        Parameters
        ----------
        speech, text : ModalityEvidence
            Evidence of the two networks.
        present : Tensor
            Shape (B, 2), bool: whether there is speech and text; at least one of them.
        """
        here = present.float().unsqueeze(-1)  # (B, 2, 1)
        met, attention = self.cross(text, speech)
        features = [
            self.speech(speech) * here[:, 0],
            self.text(text) * here[:, 1],
            met * here.prod(dim=1),
        ]
        decided = self.gate(torch.cat(features, dim=-1))
        gate = decided[:, :2].masked_fill(~present, float("-inf")).softmax(dim=-1)
        words = _evidence(text.logs, decided[:, 2:].sigmoid())
        evidence = torch.stack([speech.logs, words], dim=1) * here  # (B, 2, 7)
        weighted = ((gate * self.sharpness).unsqueeze(-1) * evidence).sum(dim=1)
        return FusionOutput(weighted, gate, attention)


def _evidence(words: Tensor, neutral_share: Tensor) -> Tensor:
    """Log-likelihood of texts (B, 7), up to a constant, from their log-probabilities."""
    probabilities = words.exp()
    neutral = probabilities[:, NEUTRAL_INDEX, None]
    return ((1 - neutral_share) * probabilities + neutral_share * neutral + 1e-6).log()
