"""The fusion network: sound and words to one opinion, with a learned gate between them.

The gate follows Arevalo et al. (2017), "Gated multimodal units for information
fusion". The two opinions enter as log-probabilities too: were sound and words
independent given the emotion, adding these would be the right answer, and the joint
features only have to learn what differs from that. They are few, and the sound's come
from its seven log-probabilities alone: pairs of unseen voices and texts to learn from are
few, and more features learned those voices by heart.
"""

from dataclasses import dataclass

import torch
from torch import Tensor, nn

from emotion_desktop.domain.labels import EMOTIONS


@dataclass(frozen=True, slots=True)
class FusionOutput:
    """Batch of results: logits (B, 7), gate (B, 2) for speech and text, summing to 1."""

    logits: Tensor
    gate: Tensor


class FusionNetwork(nn.Module):
    """Gated mixture of what the two networks found, either of which may be absent.

    Parameters
    ----------
    text_width : int
        Width of the text network's embedding.
    width : int
        Width of the joint features.
    dropout : float
        On the joint features, in training.
    """

    def __init__(self, text_width: int = 384, width: int = 32, dropout: float = 0.5) -> None:
        super().__init__()
        self.config = {"text_width": text_width, "width": width, "dropout": dropout}
        self.text_width = text_width
        n = len(EMOTIONS)
        self.speech = nn.Sequential(nn.Linear(n, width), nn.GELU(), nn.Dropout(dropout))
        self.text = nn.Sequential(nn.Linear(text_width + n, width), nn.GELU(), nn.Dropout(dropout))
        self.gate = nn.Sequential(nn.Linear(2 * width, 64), nn.GELU(), nn.Linear(64, 2))
        self.sharpness = nn.Parameter(torch.full((2,), 2.0))
        self.classifier = nn.Linear(width, n)
        nn.init.zeros_(self.classifier.weight)  # starts from the sum of the two opinions

    def forward(
        self,
        speech: Tensor,
        text: tuple[Tensor, Tensor],
        present: Tensor,
    ) -> FusionOutput:
        """Fuse two opinions.

        Parameters
        ----------
        speech : Tensor
            Log-probabilities (B, 7); the values of an absent modality do not matter.
        text : pair of Tensor
            Embedding (B, text_width) and log-probabilities (B, 7).
        present : Tensor
            Shape (B, 2), bool: is there sound, are there words; one of them at least.
        """
        here = present.float().unsqueeze(-1)  # (B, 2, 1)
        opinions = torch.stack([speech, text[1]], dim=1) * here  # (B, 2, 7)
        hidden = torch.stack([self.speech(speech), self.text(torch.cat(text, dim=-1))], dim=1)
        hidden = hidden * here  # (B, 2, width)
        scores = self.gate(hidden.flatten(1)).masked_fill(~present, float("-inf"))
        gate = scores.softmax(dim=-1)
        mixed = (gate.unsqueeze(-1) * hidden).sum(dim=1)
        weighted = ((gate * self.sharpness).unsqueeze(-1) * opinions).sum(dim=1)
        return FusionOutput(weighted + self.classifier(mixed), gate)
