"""The text network: text to seven emotions (DistilBERT with attention pooling).

Sanh et al. (2019), "DistilBERT, a distilled version of BERT"; the pooling follows
Yang et al. (2016), "Hierarchical attention networks for document classification".
"""

from bisect import bisect
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, NamedTuple, Self

import torch
from tokenizers import Encoding, Tokenizer
from torch import Tensor, nn
from transformers import DistilBertConfig, DistilBertModel

from emotion_desktop.domain.labels import EMOTIONS
from emotion_desktop.inference.typicality import Typicality

_MAX_CONTEXT_TOKENS: Final = 48


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


class TokenBatch(NamedTuple):
    """Tokenised sentences for `TextNetwork`.

    Attributes
    ----------
    token_ids, mask, own : Tensor
        Shape (B, T), int64, see `TextNetwork.forward`.
    encodings : list of Encoding
        Of the sentences themselves, which are the first tokens of each row.
    """

    token_ids: Tensor
    mask: Tensor
    own: Tensor
    encodings: list[Encoding]


class TextTokenizer:
    """Converts words to token ids, and token weights back to words.

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

    @classmethod
    def from_file(cls, path: Path, vocab_size: int) -> Self:
        """Read a bundle's `tokenizer.json` and check it against the vocabulary.

        Raises
        ------
        ValueError
            If it is not a tokenizer, or has tokens that the network does not know.
        """
        try:
            tokenizer = Tokenizer.from_file(str(path))
        except Exception as error:  # the library has no narrower one
            raise ValueError(f"{path.name}: {error}") from error
        if max(tokenizer.get_vocab().values(), default=0) >= vocab_size:
            raise ValueError(f"{path.name} has more tokens than the network's vocabulary")
        return cls(tokenizer)

    def encode(
        self, texts: Sequence[str], contexts: Sequence[Sequence[str]] | None = None
    ) -> TokenBatch:
        """Tokenise sentences, each followed by its context.

        Parameters
        ----------
        texts : sequence of str
            The sentences.
        contexts : sequence of sequence of str or None
            Previous utterances of each, the oldest first. What is too long loses its
            oldest part.
        """
        encodings = self._tokenizer.encode_batch(list(texts))
        rows = [encoding.ids for encoding in encodings]
        if contexts is not None:
            rows = [
                [*row, *self._context(context)] for row, context in zip(rows, contexts, strict=True)
            ]
        token_ids = torch.zeros(len(rows), max(map(len, rows)), dtype=torch.long)
        mask, own = torch.zeros_like(token_ids), torch.zeros_like(token_ids)
        for i, (row, encoding) in enumerate(zip(rows, encodings, strict=True)):
            token_ids[i, : len(row)] = torch.tensor(row)
            mask[i, : len(row)] = 1
            own[i, : len(encoding.ids)] = 1
        return TokenBatch(token_ids, mask, own, encodings)

    def _context(self, utterances: Sequence[str]) -> list[int]:
        # The latest comes first, so that it is always at the same distance.
        encodings = self._tokenizer.encode_batch(list(reversed(utterances)))
        ids = [token for encoding in encodings for token in encoding.ids[1:]]
        return ids[:_MAX_CONTEXT_TOKENS]


def over_words(
    text: str, encoding: Encoding, attention: Tensor, tokens: Tensor
) -> tuple[Tensor, Tensor]:
    """Map attention (T,) and logits (T, 7) of tokens to the words of `text`.

    Words are what white space separates.

    Returns
    -------
    attention : Tensor
        Shape (W,), summing to 1: special tokens are left out.
    logits : Tensor
        Shape (W, 7), the mean of each word's tokens by their attention.
    """
    starts, position = [], 0
    for word in text.split():
        position = text.index(word, position)
        starts.append(position)
        position += len(word)
    owners = [bisect(starts, begin) - 1 if end > begin else -1 for begin, end in encoding.offsets]
    places = torch.arange(len(starts)).unsqueeze(1)
    n_tokens = len(owners)
    shares = (torch.tensor(owners) == places) * attention[:n_tokens].float()  # (W, T)
    weights = shares.sum(dim=1)
    logits = shares @ tokens[:n_tokens].float() / weights.unsqueeze(1).clamp_min(1e-9)
    total = weights.sum()
    even = torch.full_like(weights, 1 / len(starts))
    return (weights / total if total > 0 else even), logits
