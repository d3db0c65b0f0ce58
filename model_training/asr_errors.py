"""Simulates recognition errors that replace words with similar-sounding ones.

Substitutes share the phonetic key (Philips' metaphone) of the word, or nearly so. They are more
likely the more frequent they are and the more similar their spelling is.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Final

import jellyfish
import numpy as np

#: Highest share of mistaken words in a text; each text draws its own, from none on.
WORST_WORD_ERROR_RATE: Final = 0.25

# What `python -m model_training.asr_error_rates DATA/speech/manifest.csv` measured on 300 clips
# with tiny.en, per hundred words: clean 7.5 substituted and 1.1 deleted, at 20 dB of babble 9.5
# and 1.7, at 10 dB 22.5 and 6.0. No fixed sentence there was joined or split: that is assumed.
_SUBSTITUTED: Final = 0.80
_DELETED: Final = 0.15

#: A mark of emphasis is often written as a full stop.
_FLATTENED: Final = 0.5

_FEWEST: Final = 3
_MOST_CANDIDATES: Final = 12
_FUNCTION_WORDS: Final = frozenset(
    "a an and are as at be but can did do for from had has have he her his i if in is it its "  # noqa: SIM905
    "me my of on or she so that the them they this to was we were will with would you your".split()
)
_MARKS: Final = '.,;:!?"()[]…—–*'  # noqa: RUF001 - dashes that texts really hold


class AsrErrors:
    """Adds random recognition errors to texts.

    Parameters
    ----------
    texts : iterable of str
        What the recogniser's vocabulary is taken from.
    """

    def __init__(self, texts: Iterable[str]) -> None:
        counts = Counter(_bare(word) for text in texts for word in text.split())
        self._counts = {
            word: count
            for word, count in counts.items()
            if count >= _FEWEST and word.replace("'", "").isalpha() and word.isascii()
        }
        self._like: dict[str, list[str]] = defaultdict(list)
        for word in self._counts:
            for key in _keys(word):
                self._like[key].append(word)
        self._known: dict[str, tuple[list[str], list[float]]] = {}

    def __call__(self, text: str, rng: np.random.Generator) -> str:
        """Replace up to a quarter of the words; a text never loses its last one."""
        rate = rng.uniform(0, WORST_WORD_ERROR_RATE)
        words = [self._flatten(word, rng) for word in text.split()]
        heard: list[str] = []
        joins = False
        for word in words:
            if joins:
                heard[-1] += word.lower()
                joins = False
            elif rng.random() >= rate:
                heard.append(word)
            else:
                kind = rng.random()
                if kind < _SUBSTITUTED:
                    heard.append(self._substitute(word, rng))
                elif kind < _SUBSTITUTED + _DELETED:
                    if _bare(word) not in _FUNCTION_WORDS:
                        heard.append(word)
                else:
                    pieces = self._split(word)
                    heard += pieces
                    joins = len(pieces) == 1
        return " ".join(heard) or text

    def alike(self, word: str) -> tuple[list[str], list[float]]:
        """Return what a word may be mistaken for, most likely first, with probabilities."""
        bare = _bare(word)
        if bare not in self._known:
            weights = {
                other: self._counts[other] ** 0.5
                * np.exp(-jellyfish.damerau_levenshtein_distance(bare, other))
                for key in _keys(bare)
                for other in self._like.get(key, ())
                if other != bare
            }
            best = sorted(weights, key=lambda other: -weights[other])[:_MOST_CANDIDATES]
            total = sum(weights[other] for other in best)
            self._known[bare] = best, [float(weights[other] / total) for other in best]
        return self._known[bare]

    def _substitute(self, word: str, rng: np.random.Generator) -> str:
        others, probabilities = self.alike(word)
        if not others:
            return word
        other = others[rng.choice(len(others), p=probabilities)]
        end = word[len(word.rstrip(_MARKS)) :]
        return (other.capitalize() if word[:1].isupper() else other) + end

    def _split(self, word: str) -> list[str]:
        bare = _bare(word)
        for i in range(2, len(bare) - 1):
            if bare[:i] in self._counts and bare[i:] in self._counts:
                end = word[len(word.rstrip(_MARKS)) :]
                return [bare[:i], bare[i:] + end]
        return [word]

    @staticmethod
    def _flatten(word: str, rng: np.random.Generator) -> str:
        bare = word.rstrip("!…")
        return bare + "." if bare and bare != word and rng.random() < _FLATTENED else word


def _bare(word: str) -> str:
    return word.lower().replace("\N{RIGHT SINGLE QUOTATION MARK}", "'").strip(_MARKS + "'")


def _keys(word: str) -> set[str]:
    """Return the phonetic key of a word, and the keys with one sound left out."""
    key = jellyfish.metaphone(word) if word else ""
    shorter = {key[:i] + key[i + 1 :] for i in range(len(key))} if len(key) > 2 else set()
    return {key, *shorter} - {""}
