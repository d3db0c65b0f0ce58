"""Tokens of texts for the text network, and its results for tokens as results for words."""

from bisect import bisect
from collections.abc import Sequence
from pathlib import Path
from typing import Final, NamedTuple, Self

import numpy as np
from tokenizers import Encoding, Tokenizer

from emotion_desktop.domain.audio import FloatArray
from emotion_desktop.inference.arrays import IntArray

_MAX_CONTEXT_TOKENS: Final = 48


class TokenBatch(NamedTuple):
    """Tokenised sentences for the text network.

    Attributes
    ----------
    token_ids, mask, own : IntArray
        Shape (B, T), see `TextNetwork.forward`.
    encodings : list of Encoding
        Of the sentences themselves, which are the first tokens of each row.
    """

    token_ids: IntArray
    mask: IntArray
    own: IntArray
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
        token_ids = np.zeros((len(rows), max(map(len, rows))), np.int64)
        mask, own = np.zeros_like(token_ids), np.zeros_like(token_ids)
        for i, (row, encoding) in enumerate(zip(rows, encodings, strict=True)):
            token_ids[i, : len(row)] = row
            mask[i, : len(row)] = 1
            own[i, : len(encoding.ids)] = 1
        return TokenBatch(token_ids, mask, own, encodings)

    def _context(self, utterances: Sequence[str]) -> list[int]:
        # The latest comes first, so that it is always at the same distance.
        encodings = self._tokenizer.encode_batch(list(reversed(utterances)))
        ids = [token for encoding in encodings for token in encoding.ids[1:]]
        return ids[:_MAX_CONTEXT_TOKENS]


def over_words(
    text: str, encoding: Encoding, attention: FloatArray, tokens: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """Map attention (T,) and logits (T, 7) of tokens to the words of `text`.

    Words are what white space separates.

    Returns
    -------
    attention : FloatArray
        Shape (W,), summing to 1: special tokens are left out.
    logits : FloatArray
        Shape (W, 7), the mean of each word's tokens by their attention.
    """
    starts, position = [], 0
    for word in text.split():
        position = text.index(word, position)
        starts.append(position)
        position += len(word)
    owners = [bisect(starts, begin) - 1 if end > begin else -1 for begin, end in encoding.offsets]
    places = np.arange(len(starts))[:, np.newaxis]
    n_tokens = len(owners)
    shares = (np.array(owners) == places) * attention[:n_tokens]  # (W, T)
    weights = shares.sum(axis=1)
    logits = shares @ tokens[:n_tokens] / np.maximum(weights, 1e-9)[:, np.newaxis]
    total = weights.sum()
    even = np.full_like(weights, 1 / len(starts))
    return (weights / total if total > 0 else even), logits
