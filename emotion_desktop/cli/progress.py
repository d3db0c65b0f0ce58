"""A terminal progress bar with the remaining time."""

import math
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn


class BatchProgress:
    """Progress of several jobs on stderr; silent if stderr is not a terminal.

    Parameters
    ----------
    total : float
        Size of all jobs together, in any unit that time goes with.
    """

    def __init__(self, total: float) -> None:
        console = Console(stderr=True)
        # Results go to stdout, which may be the same terminal: see `paused`.
        self._progress = Progress(
            TextColumn("{task.description}", markup=False),
            BarColumn(),
            TaskProgressColumn(),
            TimeRemainingColumn(),
            console=console,
            transient=True,
            disable=not console.is_terminal,
            redirect_stdout=False,
        )
        self._task = self._progress.add_task("", total=total)
        self._done: list[float] = []

    def __enter__(self) -> Self:
        self._progress.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._progress.stop()

    def begin(self, name: str, size: float) -> Callable[[float, float], None]:
        """Start the next job; several may be under way.

        Parameters
        ----------
        name : str
            Shown before the bar.
        size : float
            Its part of `total`.

        Returns
        -------
        callable
            To be called with (done, total) of the job, in any unit; an unknown total may be nan.
        """
        self._progress.update(self._task, description=name)
        number = len(self._done)
        self._done.append(0.0)

        def on_progress(done: float, total: float) -> None:
            if math.isfinite(total) and total > 0:
                self._done[number] = size * min(done / total, 1.0)
                self._progress.update(self._task, completed=sum(self._done))

        return on_progress

    @contextmanager
    def paused(self) -> Iterator[None]:
        """Hide the bar while something is printed."""
        self._progress.stop()
        yield
        self._progress.start()
