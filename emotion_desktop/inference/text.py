"""The text network: from words to seven emotions (DistilBERT with attention pooling).

Sanh et al. (2019), "DistilBERT, a distilled version of BERT"; the pooling follows
Yang et al. (2016), "Hierarchical attention networks for document classification".
"""

from dataclasses import dataclass
from typing import Any

import torch
from tokenizers import Encoding, Tokenizer
from torch import Tensor, nn
from transformers import DistilBertConfig, DistilBertModel

from emotion_desktop.domain.labels import EMOTIONS


@dataclass(frozen=True, slots=True)
class TextOutput:
    """Batch of results: logits (B, 7), embedding (B, D), attention (B, T) summing to 1."""

    logits: Tensor
    embedding: Tensor
    attention: Tensor


class TextNetwork(nn.Module):
    """DistilBERT, a learned query that weighs its tokens, and a linear classifier.

    Parameters
    ----------
    encoder : dict
        Keyword arguments of `transformers.DistilBertConfig`.
    dropout : float
        Applied to the pooled embedding in training.
    """

    def __init__(self, encoder: dict[str, Any], dropout: float = 0.1) -> None:
        super().__init__()
        self.config = {"encoder": dict(encoder), "dropout": dropout}
        self.encoder = DistilBertModel(DistilBertConfig(**encoder))
        width = int(self.encoder.config.dim)
        self.query = nn.Linear(width, 1)
        self.dropout = nn.Dropout(dropout)
        self.classifier = nn.Linear(width, len(EMOTIONS))

    def forward(self, token_ids: Tensor, mask: Tensor) -> TextOutput:
        """Classify sentences.

        Parameters
        ----------
        token_ids : Tensor
            Shape (B, T), int64.
        mask : Tensor
            Shape (B, T), 1 where a token is, 0 where padding is.
        """
        states = self.encoder(input_ids=token_ids, attention_mask=mask).last_hidden_state
        scores = self.query(states).squeeze(-1).float()
        attention = scores.masked_fill(mask == 0, float("-inf")).softmax(dim=-1)
        embedding = (attention.unsqueeze(-1) * states).sum(dim=1)
        return TextOutput(self.classifier(self.dropout(embedding)), embedding, attention)


class TextTokenizer:
    """Words to token ids, and token weights back to words.

    Parameters
    ----------
    tokenizer : Tokenizer
        As stored in the bundle's `tokenizer.json`.
    max_tokens : int
        Longer texts lose their beginning: the end of an utterance is the newer part.
    """

    def __init__(self, tokenizer: Tokenizer, max_tokens: int = 96) -> None:
        self._tokenizer = tokenizer
        tokenizer.no_padding()
        tokenizer.enable_truncation(max_tokens, direction="left")

    def encode(self, texts: list[str]) -> tuple[Tensor, Tensor, list[Encoding]]:
        """Return token ids (B, T), mask (B, T) and the encodings with their offsets."""
        encodings = self._tokenizer.encode_batch(texts)
        length = max(len(encoding.ids) for encoding in encodings)
        token_ids = torch.zeros(len(texts), length, dtype=torch.long)
        mask = torch.zeros_like(token_ids)
        for row, encoding in enumerate(encodings):
            token_ids[row, : len(encoding.ids)] = torch.tensor(encoding.ids)
            mask[row, : len(encoding.ids)] = 1
        return token_ids, mask, encodings


def word_attention(text: str, encoding: Encoding, weights: list[float]) -> list[float]:
    """Sum the weights of sub-words over the white-space separated words of `text`.

    Returns
    -------
    list of float
        One weight a word, summing to 1 (special tokens are left out).
    """
    starts, position = [], 0
    for word in text.split():
        position = text.index(word, position)
        starts.append(position)
        position += len(word)
    totals = [0.0] * len(starts)
    for (begin, end), weight in zip(encoding.offsets, weights, strict=False):
        if end > begin:
            index = max(i for i, start in enumerate(starts) if start <= begin)
            totals[index] += weight
    total = sum(totals)
    return [value / total for value in totals] if total > 0 else [1 / len(totals)] * len(totals)
