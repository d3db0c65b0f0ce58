"""The fusion network: combines speech and text with a learned gate.

The gate follows Arevalo et al. (2017), "Gated multimodal units for information fusion". Its
inputs are the confidence of each modality (entropy, margin), how typical their inputs are of
the training data, the level, noise and duration of the audio, the number of words, and how well
each word agrees with the audio around it. It weighs two pieces of evidence. The gate is linear
and does not know which emotions it weighs: a deeper gate, and learned joint features, memorised
the few voices that fusion is trained on.

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

from emotion_desktop.domain.labels import NEUTRAL_INDEX
from emotion_desktop.networks.sizes import SPEECH_TRAITS, TEXT_TRAITS

_SURENESS: Final = 3
_FURTHEST: Final = 3.0  # limit of a trait's distance from the mean, in spreads
#: Initial biases of the gate: text counts twice as much as speech, with a neutral share of 0.8.
_PRODUCT: Final = (0.0, 0.7, 1.4)


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


class _Side(nn.Module):
    """The gate's input from one modality: its confidence and its input's traits."""

    def __init__(self, n_traits: int) -> None:
        super().__init__()
        self.mean = nn.Buffer(torch.zeros(n_traits))
        self.spread = nn.Buffer(torch.ones(n_traits))

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
        return torch.cat([entropy, first, first - second, even], dim=-1)


class FusionNetwork(nn.Module):
    """Gated mixture of the evidence from both modalities, either of which may be absent."""

    def __init__(self) -> None:
        super().__init__()
        self.config: dict[str, object] = {}
        self.speech = _Side(SPEECH_TRAITS)
        self.text = _Side(TEXT_TRAITS)
        self.gate = nn.Linear(2 * _SURENESS + SPEECH_TRAITS + TEXT_TRAITS + 1, 3)
        nn.init.zeros_(self.gate.weight)  # starts as a plain weighted product
        with torch.no_grad():
            self.gate.bias.copy_(torch.tensor(_PRODUCT))
        self.sharpness = nn.Parameter(torch.full((2,), 3.0))

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
        agreement, attention = _compare(text, speech)
        features = [
            self.speech(speech) * here[:, 0],
            self.text(text) * here[:, 1],
            agreement * here.prod(dim=1),
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


def _compare(words: ModalityEvidence, sound: ModalityEvidence) -> tuple[Tensor, Tensor]:
    """Compare each word with the audio around it by cross-modal attention.

    After Tsai et al. (2019), "Multimodal transformer for unaligned multimodal language
    sequences", but between estimates and without parameters: a frame's weight grows with the
    attention of the speech network and with the likelihood of the word's emotions there.

    Returns
    -------
    agreement : Tensor
        Shape (B, 1): log-likelihood of the words' emotions in the frames they are compared with.
    attention : Tensor
        Shape (B, W, T).
    """
    likeness = words.parts.exp() @ sound.parts.transpose(1, 2)
    unheard = (sound.attention == 0) & (sound.attention > 0).any(dim=-1, keepdim=True)
    looked = sound.attention.clamp_min(1e-9).log().masked_fill(unheard, float("-inf"))
    attention = (likeness + looked.unsqueeze(1)).softmax(dim=-1)
    agreement = (attention * likeness).sum(dim=-1)
    return (agreement * words.attention).sum(dim=1, keepdim=True), attention
