from collections import Counter

import numpy as np

from model_training.asr_error_rates import count_errors
from model_training.asr_errors import WORST_WORD_ERROR_RATE, AsrErrors

TEXTS = [
    "The knight rode out at night to see the sea.",
    "I would never have thought that he would leave her alone there!",
    "They are over there in their new house, and it is so cold into the bargain.",
    "We went in to town to buy some bread for the weak and the old this week.",
] * 5


def test_a_word_is_taken_for_one_that_sounds_alike() -> None:
    errors = AsrErrors(TEXTS)
    for word, other in (("Night,", "knight"), ("weak", "week"), ("see", "sea")):
        alike, probabilities = errors.alike(word)
        assert other in alike
        assert abs(sum(probabilities) - 1) < 1e-9


def test_texts_lose_less_than_a_quarter_of_their_words_and_are_never_empty() -> None:
    errors = AsrErrors(TEXTS)
    rng = np.random.default_rng(0)
    counts: Counter[str] = Counter()
    for text in TEXTS * 20:
        counts += count_errors(text, errors(text, rng))
    n_words = counts.pop("words")
    assert 0.03 < counts.total() / n_words < WORST_WORD_ERROR_RATE
    assert min(counts["substituted"], counts["deleted"], counts["joined"]) > 0
    assert any("in to" in errors("into", rng) for _ in range(1000))
    assert all(errors(text, rng) for text in ("a", "Oh!", "!!!", "the the") for _ in range(200))


def test_the_same_seed_makes_the_same_errors() -> None:
    errors = AsrErrors(TEXTS)
    first, second, third = (
        [errors(text, np.random.default_rng(seed)) for text in TEXTS] for seed in (1, 1, 2)
    )
    assert first == second != third


def test_errors_are_counted_by_kind() -> None:
    found = +count_errors("I saw him walk in to night", "I saw them walk into night")
    assert found == Counter(words=7, substituted=1, joined=1)
    assert +count_errors("Say it again.", "say again now please") == Counter(
        words=3, deleted=1, inserted=2
    )
