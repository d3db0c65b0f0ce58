"""Peak memory of `analyze` on a three-hour recording."""

import resource
import subprocess
import sys
from pathlib import Path

from tests.bench.conversations import join_clips

DURATION_S = 3 * 3600


def test_three_hours_do_not_fill_the_memory(shared_data: Path, tmp_path: Path) -> None:
    recording = join_clips(shared_data, tmp_path / "session.wav", DURATION_S)
    command = [sys.executable, "-m", "emotion_desktop", "analyze", str(recording)]
    subprocess.run(command, check=True)
    peak_kb = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    print(f"\npeak memory {peak_kb / 1e6:.2f} GB for {DURATION_S / 3600:g} h of audio")
    assert peak_kb <= 1.5e6
