import pytest

from emotion_desktop.domain.transcript import SHORTEST_WORD_S, Word, lengthened


def words(*extents: tuple[float, float]) -> list[Word]:
    return [Word(f"w{i}", start, end, 0.9) for i, (start, end) in enumerate(extents)]


@pytest.mark.parametrize(
    "extents",
    [
        [(0.7, 1.4), (1.4, 1.4), (1.4, 1.9)],
        [(1.4, 1.4), (1.4, 1.4), (1.4, 1.4), (1.5, 1.9)],
        [(0.5, 0.5)],
        [(0.6, 2.0), (2.0, 2.0), (2.0, 2.0)],  # at the end of the utterance
        [(2.0, 2.0)] * 10,
        [(0.5, 2.0), (2.0, 2.0)],
    ],
)
def test_no_word_takes_no_time(extents: list[tuple[float, float]]) -> None:
    longer = lengthened(words(*extents), 0.5, 2.0)
    assert [word.text for word in longer] == [f"w{i}" for i in range(len(extents))]
    assert min(word.end_s - word.start_s for word in longer) > 0.9 * SHORTEST_WORD_S
    edges = [edge for word in longer for edge in (word.start_s, word.end_s)]
    assert edges == sorted(edges)
    assert edges[0] >= 0.5
    assert edges[-1] <= 2.0


def test_words_that_take_time_stay_where_they_are() -> None:
    said = words((0.6, 0.8), (0.8, 1.0), (1.5, 1.54))
    assert lengthened(said, 0.5, 2.0) == said
    assert lengthened([], 0.5, 2.0) == []


def test_more_words_than_fit_share_the_utterance() -> None:
    longer = lengthened(words(*[(0.1, 0.1)] * 10), 0.0, 0.2)
    assert [round(word.end_s - word.start_s, 9) for word in longer] == [0.02] * 10
