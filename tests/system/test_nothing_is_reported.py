"""Voice activity's run time would give the machine a number and report its use."""

import os
import subprocess
import sys
from pathlib import Path

HEAR = """
import numpy as np
from emotion_desktop.audio.voice_activity import Segmenter
from emotion_desktop.domain.audio import AudioBlock
Segmenter().feed(AudioBlock(np.zeros(16_000, np.float32), 16_000, 0))
"""


def test_the_run_time_of_voice_activity_leaves_nothing_on_the_disk(tmp_path: Path) -> None:
    kept_out = {"ORT_DISABLE_TELEMETRY", "XDG_CACHE_HOME"}
    environment = {name: value for name, value in os.environ.items() if name not in kept_out}
    home = tmp_path / "home"
    home.mkdir()
    subprocess.run(
        [sys.executable, "-c", HEAR],
        env={**environment, "HOME": str(home)},
        check=True,
        timeout=120,
    )
    assert list(home.rglob("*")) == []
