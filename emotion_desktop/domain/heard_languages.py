"""Which languages are spoken in a recording, from guesses about its utterances."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from typing import Final

#: Longer utterances count no more than this: the recogniser guesses from a few seconds.
_LONGEST_S: Final = 10.0
#: A guess about so long an utterance, and this sure, is seldom wrong.
_SURE: Final = 0.9
_SURE_S: Final = 1.5
#: A language beside the main one needs as many sure utterances, and this share of the main one.
_N_SURE: Final = 2
_LEAST_SHARE: Final = 0.1
#: An utterance is in the main language unless another is more probable by this factor.
_ODDS: Final = 2.0


class HeardLanguages:
    """What has been heard of the languages of one recording so far.

    A guess about a single short utterance is wrong for one in eight in Italian and one in five
    in Polish (EMOVO, nEMO). So the main language is the one with the largest sum of
    probabilities, weighted by duration, and only languages of which there is strong evidence
    can be heard beside it. On 30 utterances of one speaker, that is right for all of them.
    """

    def __init__(self) -> None:
        self._weight_s: defaultdict[str, float] = defaultdict(float)
        self._n_sure: Counter[str] = Counter()

    def add(self, probabilities: Mapping[str, float], duration_s: float) -> None:
        """Add the guess about an utterance.

        Parameters
        ----------
        probabilities : mapping of str to float
            Of each language, by its code.
        duration_s : float
            How long the utterance is.
        """
        for language, probability in probabilities.items():
            self._weight_s[language] += min(duration_s, _LONGEST_S) * probability
        likeliest = max(probabilities, key=lambda language: probabilities[language])
        if probabilities[likeliest] >= _SURE and duration_s >= _SURE_S:
            self._n_sure[likeliest] += 1

    def language_of(self, probabilities: Mapping[str, float]) -> str:
        """Decide in which language an utterance is, given the guess about it alone."""
        if not self._weight_s:
            return max(probabilities, key=lambda language: probabilities[language])
        main = max(self._weight_s, key=lambda language: self._weight_s[language])
        spoken = [main] + [
            language
            for language, n in self._n_sure.items()
            if n >= _N_SURE and self._weight_s[language] >= _LEAST_SHARE * self._weight_s[main]
        ]
        return max(
            spoken,
            key=lambda language: (
                probabilities.get(language, 0.0) * (_ODDS if language == main else 1.0)
            ),
        )
