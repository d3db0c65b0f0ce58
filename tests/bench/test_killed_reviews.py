"""Reviews that are killed at fifty random moments."""

import subprocess
import sys

from tests.conftest import REPOSITORY


def test_fifty_kills_lose_no_acknowledged_edit() -> None:
    command = [sys.executable, "-m", "tests.killed_reviews", "50", "2"]
    ended = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=False)
    print(ended.stdout)
    assert ended.returncode == 0, ended.stderr
    assert ended.stdout.startswith("all 50 whole")
