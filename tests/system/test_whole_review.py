"""A whole review with sound, played into a sound server of its own."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.system.sound_server import SoundServer

REPOSITORY = Path(__file__).resolve().parents[2]
WALK = "tests/ui/whole_review.py"


@pytest.fixture
def server(tmp_path: Path) -> Iterator[SoundServer]:
    server = SoundServer(tmp_path)
    yield server
    server.close()


@pytest.mark.timeout(600)
def test_a_session_is_reviewed_from_a_dropped_file_to_its_deletion(server: SoundServer) -> None:
    server.plug_line("line")
    server.run("pactl", "set-default-sink", "line")
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-rs", "-p", "no:cacheprovider", WALK],
        cwd=REPOSITORY,
        env=server.environment,
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    if "1 skipped" in done.stdout:
        pytest.skip(done.stdout.splitlines()[-2])
    assert done.returncode == 0, done.stdout + done.stderr
