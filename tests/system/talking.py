"""A program in a process of its own that says what happens as JSON, a line each."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]


class Talking:
    """Runs a module of the tests; what it said is kept, and it may be killed."""

    def __init__(self, module: str, *arguments: object, **options: Any) -> None:
        self.said: list[dict[str, Any]] = []
        self._process = subprocess.Popen(
            [sys.executable, "-m", module, *map(str, arguments)],
            cwd=REPOSITORY,
            stdout=subprocess.PIPE,
            text=True,
            **options,
        )

    def read_until(self, holds: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        for line in self._process.stdout:
            self.said.append(json.loads(line))
            if holds(self.said[-1]):
                return self.said[-1]
        pytest.fail(f"it ended: {self.said[-3:]}")

    def kill(self) -> None:
        if self._process.stdout.closed:
            return
        self._process.kill()
        with self._process:
            self.said += [json.loads(line) for line in self._process.stdout if line[-1] == "\n"]

    def last(self, key: str) -> Any:
        return [said[key] for said in self.said if key in said][-1]
