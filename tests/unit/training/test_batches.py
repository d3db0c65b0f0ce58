import numpy as np
import pytest

from model_training.batches import Batches, draw_all, draw_by

LENGTHS = np.random.default_rng(1).integers(10, 200, 640).tolist()


def in_processes(monkeypatch: pytest.MonkeyPatch, rank: int, n_processes: int) -> None:
    monkeypatch.setattr("model_training.batches._place", lambda: (rank, n_processes))


def test_every_example_is_in_one_batch_of_an_epoch_and_orders_differ() -> None:
    batches = Batches(LENGTHS, 32, 640, draw_all, seed=0)
    epochs = [list(batches) for _ in range(2)]
    for epoch in epochs:
        assert len(epoch) == len(batches) == 20
        assert sorted(i for batch in epoch for i in batch) == list(range(640))
    assert epochs[0] != epochs[1]


@pytest.mark.parametrize("pool", [None, 4])
def test_lengths_in_a_batch_are_closer_than_at_random(pool: int | None) -> None:
    def padding(batches: list[list[int]]) -> float:
        lengths = [[LENGTHS[i] for i in batch] for batch in batches]
        return sum(max(row) * len(row) - sum(row) for row in lengths) / sum(map(sum, lengths))

    at_random = np.random.default_rng(0).permutation(640).reshape(-1, 32).tolist()
    by_length = list(Batches(LENGTHS, 32, 640, draw_all, seed=0, pool=pool))
    assert padding(by_length) < padding(at_random) / 2


def test_batches_of_a_pool_hold_only_what_was_drawn_together() -> None:
    batches = list(Batches(LENGTHS, 32, 640, lambda _, n: np.arange(n), seed=0, pool=2))
    for n, batch in enumerate(batches):
        first = n // 2 * 64
        assert all(first <= i < first + 64 for i in batch)


def test_examples_are_drawn_as_often_as_their_weights_say() -> None:
    weights = np.array([1.0, 3.0] * 320)
    batches = Batches(LENGTHS, 32, 6400, draw_by(weights), seed=0, pool=8)
    drawn = [i for batch in batches for i in batch]
    assert len(drawn) == 6400
    assert sum(i % 2 for i in drawn) / 6400 == pytest.approx(0.75, abs=0.02)


def test_processes_share_an_epoch_in_equal_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    parts = []
    for rank in range(3):
        in_processes(monkeypatch, rank, 3)
        batches = Batches(LENGTHS, 32, 640, draw_all, seed=0)
        parts.append(list(batches))
        assert len(parts[-1]) == len(batches) == 6
    seen = [i for part in parts for batch in part for i in batch]
    assert len(seen) == len(set(seen)) == 18 * 32
