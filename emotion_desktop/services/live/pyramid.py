"""Append-only arrays and resolution pyramids: one thread writes, others read what was published."""

from collections.abc import Callable, Sequence
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from emotion_desktop.domain.plot_data import PyramidLevel

Array = npt.NDArray[Any]

#: A full buffer is replaced by one that is larger by this share, so that little is unused.
_SPARE: Final = 8
_LEAST_ROWS: Final = 1024


class GrowingArray:
    """Rows that are appended and never change; one thread writes.

    A published view never changes: appending writes after it, or into a
    new buffer.

    Parameters
    ----------
    row_shape : sequence of int
        Shape of one row, () for numbers.
    dtype : dtype
        Of the numbers.
    keep : int or None
        How many of the newest rows are wanted; older ones are forgotten in time.
    """

    def __init__(
        self, row_shape: Sequence[int], dtype: npt.DTypeLike, keep: int | None = None
    ) -> None:
        self._buffer = np.empty((0, *row_shape), dtype)
        self._count = 0
        self._keep = keep
        self.first = 0
        """Number of the oldest row that is still there."""

    @property
    def view(self) -> Array:
        """A read-only view of all rows."""
        view = self._buffer[: self._count]
        view.setflags(write=False)
        return view

    @property
    def nbytes(self) -> int:
        """Memory used."""
        return self._buffer.nbytes

    def append(self, rows: Array) -> None:
        """Add rows, shape (n, *row_shape)."""
        if self._count + len(rows) > len(self._buffer):
            self._make_room(len(rows))
        self._buffer[self._count : self._count + len(rows)] = rows
        self._count += len(rows)

    def _make_room(self, rows: int) -> None:
        kept = self._count if self._keep is None else min(self._count, self._keep)
        spare = max((kept + rows) // _SPARE, _LEAST_ROWS)
        grown = np.empty((kept + rows + spare, *self._buffer.shape[1:]), self._buffer.dtype)
        grown[:kept] = self._buffer[self._count - kept : self._count]
        self.first += self._count - kept
        self._buffer, self._count = grown, kept


class Pyramid:
    """One quantity over time at several resolutions; one thread writes.

    Parameters
    ----------
    bin_s : float
        Width of a bin of the finest level.
    reduce : callable
        Makes one bin of `FACTOR`: takes shape (n, FACTOR, *row_shape), returns
        (n, *row_shape).
    row_shape, dtype
        As in `GrowingArray`.
    keep_finest : int or None
        How many bins the finest level keeps; the others keep all.
    """

    FACTOR: Final = 8
    LEVELS: Final = 4

    def __init__(
        self,
        bin_s: float,
        reduce: Callable[[Array], Array],
        *,
        row_shape: Sequence[int] = (),
        dtype: npt.DTypeLike = np.float16,
        keep_finest: int | None = None,
    ) -> None:
        self._bin_s = bin_s
        self._reduce = reduce
        self._levels = [
            GrowingArray(row_shape, dtype, None if level else keep_finest)
            for level in range(self.LEVELS)
        ]
        self._rests = [np.empty((0, *row_shape), dtype) for _ in range(self.LEVELS - 1)]

    @property
    def levels(self) -> tuple[PyramidLevel, ...]:
        """All levels, from fine to coarse."""
        return tuple(
            PyramidLevel(self._bin_s * self.FACTOR**depth, level.first, level.view)
            for depth, level in enumerate(self._levels)
        )

    @property
    def nbytes(self) -> int:
        """Memory used."""
        return sum(level.nbytes for level in self._levels)

    def append(self, rows: Array) -> None:
        """Add bins to the finest level, and update the coarser levels."""
        self._levels[0].append(rows)
        for depth in range(1, self.LEVELS):
            pending = np.concatenate([self._rests[depth - 1], rows.astype(self._rests[0].dtype)])
            whole = len(pending) // self.FACTOR * self.FACTOR
            self._rests[depth - 1] = pending[whole:]
            if not whole:
                return
            rows = self._reduce(pending[:whole].reshape(-1, self.FACTOR, *pending.shape[1:]))
            self._levels[depth].append(rows)
