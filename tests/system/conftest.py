"""The program as people run it: a process of its own, with the models that ship."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    def run_command(*arguments: object) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "emotion_desktop", *map(str, arguments)]
        return subprocess.run(
            command, cwd=tmp_path, capture_output=True, text=True, timeout=240, check=False
        )

    return run_command
