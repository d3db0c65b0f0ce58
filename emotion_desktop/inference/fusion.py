"""The fusion network: sound and words to one opinion, with a learned gate between them.

The gate follows Arevalo et al. (2017), "Gated multimodal units for information fusion".
What it weighs are two pieces of evidence, and their sum is the right answer where sound and
words are independent given the emotion. Nothing else is learned: joint features learned the
few voices that fusion is trained on by heart, and took points from the sound on others.

Neutral words are said in every mood. Were `NEUTRAL_SHARE` of the words under any emotion
drawn from the neutral ones, a text would be likely under emotion e in proportion to
(1 - NEUTRAL_SHARE) p(e) + NEUTRAL_SHARE p(neutral): that is the words' evidence, and it is
nearly even where they are neutral.
"""

from dataclasses import dataclass

import torch
from torch import Tensor, nn

from emotion_desktop.domain.labels import EMOTIONS, NEUTRAL_INDEX

#: How many of the words that are said with feeling are neutral ones.
NEUTRAL_SHARE = 0.8


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
        Features of each modality that the gate looks at.
    dropout : float
        On these features, in training.
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
        evidence = torch.stack([speech, _evidence(text[1])], dim=1) * here  # (B, 2, 7)
        hidden = torch.stack([self.speech(speech), self.text(torch.cat(text, dim=-1))], dim=1)
        hidden = hidden * here  # (B, 2, width)
        scores = self.gate(hidden.flatten(1)).masked_fill(~present, float("-inf"))
        gate = scores.softmax(dim=-1)
        weighted = ((gate * self.sharpness).unsqueeze(-1) * evidence).sum(dim=1)
        return FusionOutput(weighted, gate)


def _evidence(words: Tensor) -> Tensor:
    """Log-likelihood of words (B, 7), up to a constant, by their log-probabilities."""
    probabilities = words.exp()
    neutral = probabilities[:, NEUTRAL_INDEX, None]
    return ((1 - NEUTRAL_SHARE) * probabilities + NEUTRAL_SHARE * neutral + 1e-6).log()
