"""The text network: text to seven emotions (DistilBERT with attention pooling).

Sanh et al. (2019), "DistilBERT, a distilled version of BERT"; the pooling follows
Yang et al. (2016), "Hierarchical attention networks for document classification".
"""

from dataclasses import dataclass
from typing import Any

from torch import Tensor, nn
from transformers import DistilBertConfig, DistilBertModel

from emotion_desktop.domain.labels import EMOTIONS
from emotion_desktop.networks.typicality import Typicality


@dataclass(frozen=True, slots=True)
class TextOutput:
    """Results for a batch: logits (B, 7), attention (B, T) summing to 1, distance (B,).

    `tokens` (B, T, 7) are the logits of each token; weighed by attention they sum to `logits`.
    `distance` is the distance of the text from the training data (see `Typicality`), `embedding`
    (B, D) is the basis of that measure.
    """

    logits: Tensor
    embedding: Tensor
    attention: Tensor
    tokens: Tensor
    distance: Tensor


class TextNetwork(nn.Module):
    """DistilBERT, attention pooling with a learned query, and a linear classifier.

    Parameters
    ----------
    encoder : dict
        Keyword arguments of `transformers.DistilBertConfig`.
    dropout : float
        Applied to the pooled embedding in training.
    context_utterances : int
        How many previous utterances it was trained to be given; 0 for none.
    """

    def __init__(
        self, encoder: dict[str, Any], dropout: float = 0.1, context_utterances: int = 0
    ) -> None:
        super().__init__()
        self.config = {
            "encoder": dict(encoder),
            "dropout": dropout,
            "context_utterances": context_utterances,
        }
        self.context_utterances = context_utterances
        self.encoder = DistilBertModel(DistilBertConfig(**encoder))
        width = int(self.encoder.config.dim)
        self.query = nn.Linear(width, 1)
        self.dropout = nn.Dropout(dropout)
        self.classifier = nn.Linear(width, len(EMOTIONS))
        self.typicality = Typicality(width)

    def forward(self, token_ids: Tensor, mask: Tensor, own: Tensor) -> TextOutput:
        """Classify sentences; only their own tokens are pooled.

        Parameters
        ----------
        token_ids : Tensor
            Shape (B, T), int64.
        mask : Tensor
            Shape (B, T), 1 for a token, 0 for padding.
        own : Tensor
            Shape (B, T), 1 for a token of the sentence itself, 0 for context.
        """
        states = self.encoder(input_ids=token_ids, attention_mask=mask).last_hidden_state
        scores = self.query(states).squeeze(-1).float()
        attention = scores.masked_fill(own == 0, float("-inf")).softmax(dim=-1)
        embedding = (attention.unsqueeze(-1) * states).sum(dim=1)
        logits = self.classifier(self.dropout(embedding))
        distance = self.typicality(embedding)
        return TextOutput(logits, embedding, attention, self.classifier(states), distance)
