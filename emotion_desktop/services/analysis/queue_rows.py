"""The rows of the analysis queue and their totals; every change takes constant time."""

import math
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from emotion_desktop.domain.analysis_queue import QueueRow, QueueStatus, RowState

#: What counts towards the whole; cancelled rows do not.
_COUNTED: Final[tuple[RowState, ...]] = ("queued", "running", "done", "failed")


class QueueRows:
    """Rows in order; not thread-safe."""

    def __init__(self) -> None:
        self._rows: dict[int, QueueRow] = {}
        self._queued: deque[int] = deque()  # some of them may no longer be queued
        self._next_id = 0
        self._n: Counter[RowState] = Counter()
        self._n_known: Counter[RowState] = Counter()
        self._known_s: dict[RowState, float] = dict.fromkeys(
            ("queued", "running", "done", "failed", "cancelled"), 0.0
        )

    def __len__(self) -> int:
        return len(self._rows)

    def __iter__(self) -> Iterator[QueueRow]:
        return iter(self._rows.values())

    def get(self, row_id: int) -> QueueRow | None:
        """Return a row, or None if the id is unknown."""
        return self._rows.get(row_id)

    def known(self, row_ids: Iterable[int]) -> list[QueueRow]:
        """Return the rows of these ids that still exist."""
        return [row for row_id in row_ids if (row := self.get(row_id)) is not None]

    def new_id(self) -> int:
        """Return an id that was never used."""
        self._next_id += 1
        return self._next_id - 1

    def put(self, row: QueueRow) -> None:
        """Add a row, or replace the row with the same id."""
        before = self._rows.get(row.id)
        if before is not None:
            self._count(before, -1)
        self._rows[row.id] = row
        self._count(row, 1)
        self._next_id = max(self._next_id, row.id + 1)
        if row.state != "queued" or (before is not None and before.state == "queued"):
            return
        if before is not None and before.state == "running":  # it is still its turn
            self._queued.appendleft(row.id)
        else:
            self._queued.append(row.id)

    def remove(self, row_ids: Iterable[int]) -> None:
        """Remove rows."""
        for row_id in row_ids:
            self._count(self._rows.pop(row_id), -1)

    def next_queued(self) -> QueueRow | None:
        """Return the row that has waited longest, or None."""
        while self._queued:
            row = self._rows.get(self._queued[0])
            if row is not None and row.state == "queued":
                return row
            self._queued.popleft()
        return None

    def status(self, running: QueueRow | None, speed: float) -> QueueStatus:
        """Sum up.

        Parameters
        ----------
        running : QueueRow or None
            The row that is being analysed.
        speed : float
            Seconds of audio analysed per second; nan if unknown.
        """
        mean_s = self._mean_s()
        total_s = sum(self._seconds(state, mean_s) for state in _COUNTED)
        over_s = sum(self._seconds(state, mean_s) for state in ("done", "failed"))
        row_s = 0.0
        if running is not None:
            row_s = mean_s if math.isnan(running.length_s) else running.length_s
            over_s += running.share * row_s
        n_open = self._n["queued"] + self._n["running"]
        return QueueStatus(
            n_open=n_open,
            n_done=self._n["done"],
            n_failed=self._n["failed"],
            n_cancelled=self._n["cancelled"],
            share=min(1.0, over_s / total_s) if total_s > 0 else float(bool(len(self)) > n_open),
            left_s=max(0.0, total_s - over_s) / speed if n_open else math.nan,
            row_left_s=math.nan if running is None else (1 - running.share) * row_s / speed,
        )

    def _count(self, row: QueueRow, sign: int) -> None:
        self._n[row.state] += sign
        if not math.isnan(row.length_s):
            self._n_known[row.state] += sign
            self._known_s[row.state] += sign * row.length_s

    def _mean_s(self) -> float:
        """Estimate an unknown duration; nan if no duration is known."""
        n_known = sum(self._n_known.values())
        return sum(self._known_s.values()) / n_known if n_known else math.nan

    def _seconds(self, state: RowState, mean_s: float) -> float:
        n_unknown = self._n[state] - self._n_known[state]
        return self._known_s[state] + (n_unknown * mean_s if n_unknown else 0.0)


class Throughput:
    """The speed of analysis, from everything analysed so far."""

    def __init__(self) -> None:
        self._sound_s = 0.0
        self._time_s = 0.0
        self._began_s = math.nan

    def begin(self, now_s: float) -> None:
        """Start or resume a file."""
        self._began_s = now_s

    def pause(self, now_s: float) -> None:
        """Stop counting time until `begin`; no effect if already paused."""
        if not math.isnan(self._began_s):
            self._time_s += now_s - self._began_s
        self._began_s = math.nan

    def done(self, length_s: float, now_s: float) -> None:
        """Finish a file, of which the given number of seconds was analysed."""
        self.pause(now_s)
        self._sound_s += length_s

    def speed(self, running_s: float, now_s: float) -> float:
        """Return seconds of audio per second; nan at first.

        Parameters
        ----------
        running_s : float
            Seconds of the running file that are analysed.
        now_s : float
            The current time.
        """
        time_s = self._time_s
        if not math.isnan(self._began_s):
            time_s += now_s - self._began_s
        sound_s = self._sound_s + running_s
        return sound_s / time_s if sound_s > 0 and time_s > 0 else math.nan


def with_length(row: QueueRow, length_s: float) -> QueueRow:
    """Return the row with its duration, if it is known."""
    return replace(row, length_s=length_s) if 0 < length_s < math.inf else row
