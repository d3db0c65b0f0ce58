"""Half an hour of a virtual microphone at 1x: nothing of the sound may be lost."""

import json
import subprocess
import sys
from pathlib import Path

import numpy as np

from tests.bench.conversations import join_clips
from tests.system.sound_server import SoundServer

DURATION_S = 30 * 60


def test_half_an_hour_of_a_microphone_loses_nothing(shared_data: Path, tmp_path: Path) -> None:
    recording = join_clips(shared_data, tmp_path / "talk.wav", DURATION_S)
    server = SoundServer(tmp_path)
    try:
        server.plug_line("line")
        program = subprocess.Popen(
            [sys.executable, str(Path(__file__).with_name("live_program.py"))],
            env={**server.environment, "PYTHONPATH": str(Path(__file__).parents[2])},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        with program:
            assert program.stdout is not None
            assert program.stdin is not None
            assert program.stdout.readline() == "listening\n"
            play = ["paplay", "-d", "line", str(recording)]
            subprocess.run(play, env=server.environment, check=True)
            program.stdin.write("stop\n")
            program.stdin.flush()
            found = json.loads(program.stdout.readline())
    finally:
        server.close()
    latencies_s = found.pop("latencies_s")
    print(f"\n{found}\n{len(latencies_s)} utterances, ", end="")
    print(f"{np.percentile(latencies_s, 95):.2f} s from the cut to the result (p95)")
    assert found["heard_s"] > DURATION_S
    assert found["dropped_samples"] == 0
