"""Batches of examples of similar length, to keep padding small."""

import math
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from torch import distributed

#: Draws the given number of examples for an epoch: their indices, in any order.
Draw = Callable[[np.random.Generator, int], npt.NDArray[np.int64]]


class Batches:
    """Batches of similar length, redrawn every epoch and shared among processes.

    Every process draws the same and takes its part of it; all parts are as long, or the
    processes would wait for each other without end.

    Parameters
    ----------
    lengths : sequence of int
        Lengths of all examples.
    batch_size : int
        Examples in a batch; the last one may have fewer.
    n_drawn : int
        Examples in an epoch.
    draw : callable
        Draws them.
    seed : int
        Seed of the draws.
    pool : int or None
        Batches among which examples are grouped by length; None: all of an epoch.
        Long examples are often of the same corpus, and a few batches mix them well enough.
    """

    def __init__(
        self,
        lengths: Sequence[int],
        batch_size: int,
        n_drawn: int,
        draw: Draw,
        *,
        seed: int,
        pool: int | None = None,
    ) -> None:
        self._lengths = np.asarray(lengths)
        self._batch_size = batch_size
        self._n_drawn = n_drawn
        self._draw = draw
        self._rng = np.random.default_rng(seed)
        self._pool_size = n_drawn if pool is None else pool * batch_size

    def __iter__(self) -> Iterator[list[int]]:
        drawn = self._draw(self._rng, self._n_drawn)
        pools = [
            self._pool(drawn[start : start + self._pool_size])
            for start in range(0, len(drawn), self._pool_size)
        ]
        batches = [batch for pool in pools for batch in pool]
        rank, n_processes = _place()
        yield from batches[rank::n_processes][: len(self)]

    def __len__(self) -> int:
        return math.ceil(self._n_drawn / self._batch_size) // _place()[1]

    def _pool(self, drawn: npt.NDArray[np.int64]) -> list[list[int]]:
        """Return the drawn batches in random order."""
        jitter = self._rng.uniform(0, 3, len(drawn))
        order: Any = drawn[np.argsort(self._lengths[drawn] + jitter)].tolist()
        batches = [order[i : i + self._batch_size] for i in range(0, len(order), self._batch_size)]
        return [batches[i] for i in self._rng.permutation(len(batches))]


def draw_all(rng: np.random.Generator, n: int) -> npt.NDArray[np.int64]:
    """Draw all n examples once."""
    return rng.permutation(n)


def draw_by(weights: npt.NDArray[np.float64]) -> Draw:
    """Draw examples with replacement, by weight."""
    shares = weights / weights.sum()
    return lambda rng, n: rng.choice(len(shares), n, p=shares)


def _place() -> tuple[int, int]:
    """Return the rank of this process and the number of processes."""
    if not distributed.is_initialized():
        return 0, 1
    return distributed.get_rank(), distributed.get_world_size()
