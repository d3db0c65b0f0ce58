"""From the start of a process to its window on the screen: the package against the source."""

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

ROUNDS = 7
PACKAGE = Path(__file__).parents[2] / "build" / "package" / "emotion-desktop" / "emotion-desktop"
SOURCE = Path(sys.executable).with_name("emotion-desktop")

pytestmark = [
    pytest.mark.skipif(not PACKAGE.is_file(), reason="run make package first"),
    pytest.mark.skipif(
        not (shutil.which("Xvfb") and shutil.which("xdotool")), reason="needs Xvfb and xdotool"
    ),
]


@pytest.fixture
def display() -> Iterator[str]:
    with subprocess.Popen(
        ["Xvfb", "-noreset", "-displayfd", "1", "-screen", "0", "1920x1080x24"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as server:
        assert server.stdout is not None
        yield f":{server.stdout.readline().strip()}"
        server.terminate()


def seconds_until_shown(program: Path, display: str) -> float:
    environment = os.environ | {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
    look = ["xdotool", "search", "--onlyvisible", "--name", "Emotion Desktop"]
    with tempfile.TemporaryFile() as said:
        started_s = time.perf_counter()
        process = subprocess.Popen([program], stdout=said, stderr=said, env=environment)
        try:
            while subprocess.run(
                look, env=environment, capture_output=True, check=False
            ).returncode:
                assert process.poll() is None
                time.sleep(0.01)
            return time.perf_counter() - started_s
        finally:
            process.kill()
            process.wait()


def test_the_package_is_shown_almost_as_soon_as_the_source(display: str) -> None:
    packaged_s, source_s = [], []
    for _ in range(ROUNDS):  # in turn, so that a busy machine slows both
        source_s.append(seconds_until_shown(SOURCE, display))
        packaged_s.append(seconds_until_shown(PACKAGE, display))
    ratio = statistics.median(packaged_s) / statistics.median(source_s)
    print(
        f"\nwindow on the screen, median of {ROUNDS}: source {statistics.median(source_s):.2f} s, "
        f"package {statistics.median(packaged_s):.2f} s, ratio {ratio:.2f} (target 1.5)"
    )
    assert ratio <= 1.5
