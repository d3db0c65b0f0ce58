"""A real Dask scheduler and workers on loopback, each a process of its own."""

import os
import subprocess
import sys
from pathlib import Path
from types import TracebackType
from typing import Self

from tests.conftest import REPOSITORY


class DaskCluster:
    """A scheduler, and workers that a test may kill; no dashboard, no nanny that restarts them."""

    def __init__(self, folder: Path) -> None:
        arguments = ["--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--no-show"]
        self._scheduler = self._start("scheduler", folder, *arguments)
        self._folder = folder
        self._workers: list[subprocess.Popen[str]] = []
        assert self._scheduler.stderr is not None
        for line in self._scheduler.stderr:  # ends where the scheduler does
            if "Scheduler at:" in line:
                self.address = line.split()[-1]
                break
        else:
            raise AssertionError("the scheduler did not start")

    def add_worker(self, name: str) -> subprocess.Popen[str]:
        """Start a worker with one thread; it joins as soon as it can."""
        options = ["--nthreads", "1", "--no-nanny", "--no-dashboard", "--name", name]
        worker = self._start("worker", self._folder, self.address, *options)
        self._workers.append(worker)
        return worker

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for process in (*self._workers, self._scheduler):
            process.kill()
            process.wait()
            if process.stderr is not None:
                process.stderr.close()

    def _start(self, what: str, folder: Path, *arguments: str) -> subprocess.Popen[str]:
        command = [sys.executable, "-m", f"distributed.cli.dask_{what}", *arguments]
        return subprocess.Popen(
            command,
            cwd=folder,
            env={**os.environ, "PYTHONPATH": str(REPOSITORY)},  # workers import the tests' doubles
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE if what == "scheduler" else subprocess.DEVNULL,
            text=True,
        )
