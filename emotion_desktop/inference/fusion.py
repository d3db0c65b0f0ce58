"""The fusion network: sound and words to one opinion, with a learned gate between them.

The gate follows Arevalo et al. (2017), "Gated multimodal units for information fusion".
What it weighs are two pieces of evidence, and their sum is the right answer where sound and
words are independent given the emotion. Joint features have no say in it: they learned the
few voices that fusion is trained on by heart, and took points from the sound on others. What
each word and the sound around its counterpart have to do with each other moves the gate only.

Neutral words are said in every mood. Were `NEUTRAL_SHARE` of the words under any emotion
drawn from the neutral ones, a text would be likely under emotion e in proportion to
(1 - NEUTRAL_SHARE) p(e) + NEUTRAL_SHARE p(neutral): that is the words' evidence, and it is
nearly even where they are neutral.
"""

from dataclasses import dataclass
from typing import Final

import torch
from torch import Tensor, nn

from emotion_desktop.domain.labels import EMOTIONS, NEUTRAL_INDEX

#: How many of the words that are said with feeling are neutral ones.
NEUTRAL_SHARE = 0.8

_QUERY_WIDTH: Final = 16
#: Few features, because what meets adds little to the two opinions.
_MEETING_WIDTH: Final = 8


@dataclass(frozen=True, slots=True)
class Findings:
    """What one network found in a batch, calibrated; of an absent modality nothing matters.

    Attributes
    ----------
    logs : Tensor
        Log-probabilities (B, 7).
    parts : Tensor
        Log-probabilities (B, N, 7) around each frame of the sound, or of each word.
    attention : Tensor
        Weights (B, N) of these parts, zero behind the last.
    """

    logs: Tensor
    parts: Tensor
    attention: Tensor

    def rows(self, chosen: Tensor, device: torch.device) -> "Findings":
        """Take some rows of the batch to a device."""
        return Findings(
            self.logs[chosen].to(device),
            self.parts[chosen].to(device),
            self.attention[chosen].to(device),
        )


@dataclass(frozen=True, slots=True)
class FusionOutput:
    """Batch of results.

    Attributes
    ----------
    logits : Tensor
        Shape (B, 7).
    gate : Tensor
        Shape (B, 2), for speech and text, summing to 1.
    attention : Tensor
        Shape (B, W, T): which frames of the sound each word is held against, summing to 1
        over the frames.
    """

    logits: Tensor
    gate: Tensor
    attention: Tensor


class _CrossAttention(nn.Module):
    """Each word looks for its counterpart in the sound.

    After Tsai et al. (2019), "Multimodal transformer for unaligned multimodal language
    sequences". It starts from where the speech network looks, and is drawn to frames that
    go with the word. What meets are opinions, not states, so it holds for any such network.
    """

    def __init__(self, dropout: float) -> None:
        super().__init__()
        n = len(EMOTIONS)
        self.query = nn.Linear(n, _QUERY_WIDTH)
        self.key = nn.Linear(n, _QUERY_WIDTH)
        self.meeting = nn.Sequential(
            nn.Linear(2 * n, _MEETING_WIDTH), nn.GELU(), nn.Dropout(dropout)
        )

    def forward(self, words: Findings, sound: Findings) -> tuple[Tensor, Tensor]:
        # -> features (B, _MEETING_WIDTH), attention (B, W, T)
        likeness = self.query(words.parts) @ self.key(sound.parts).transpose(1, 2)
        looked = sound.attention.clamp_min(1e-9).log().unsqueeze(1)
        attention = (likeness / _QUERY_WIDTH**0.5 + looked).softmax(dim=-1)
        found = attention @ sound.parts  # what the sound answers to each word
        meetings = self.meeting(torch.cat([words.parts, found], dim=-1))
        return (meetings * words.attention.unsqueeze(-1)).sum(dim=1), attention


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
        self.cross = _CrossAttention(dropout)
        self.gate = nn.Sequential(
            nn.Linear(2 * width + _MEETING_WIDTH, 64), nn.GELU(), nn.Linear(64, 2)
        )
        self.sharpness = nn.Parameter(torch.full((2,), 2.0))

    def forward(
        self, speech: Findings, text: Findings, embedding: Tensor, present: Tensor
    ) -> FusionOutput:
        """Fuse two opinions.

        Parameters
        ----------
        speech, text : Findings
            Of the two networks.
        embedding : Tensor
            The text network's, shape (B, text_width).
        present : Tensor
            Shape (B, 2), bool: is there sound, are there words; one of them at least.
        """
        here = present.float().unsqueeze(-1)  # (B, 2, 1)
        met, attention = self.cross(text, speech)
        features = [
            self.speech(speech.logs) * here[:, 0],
            self.text(torch.cat([embedding, text.logs], dim=-1)) * here[:, 1],
            met * here.prod(dim=1),
        ]
        scores = self.gate(torch.cat(features, dim=-1)).masked_fill(~present, float("-inf"))
        gate = scores.softmax(dim=-1)
        evidence = torch.stack([speech.logs, _evidence(text.logs)], dim=1) * here  # (B, 2, 7)
        weighted = ((gate * self.sharpness).unsqueeze(-1) * evidence).sum(dim=1)
        return FusionOutput(weighted, gate, attention)


def _evidence(words: Tensor) -> Tensor:
    """Log-likelihood of words (B, 7), up to a constant, by their log-probabilities."""
    probabilities = words.exp()
    neutral = probabilities[:, NEUTRAL_INDEX, None]
    return ((1 - NEUTRAL_SHARE) * probabilities + NEUTRAL_SHARE * neutral + 1e-6).log()
