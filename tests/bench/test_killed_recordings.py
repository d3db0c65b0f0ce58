"""A hundred recordings are killed: at most a second of sound is lost, and no acknowledged row."""

import random
import shutil
from pathlib import Path

import numpy as np
import pytest
import soundfile

from emotion_desktop.domain.audio import SAMPLE_RATE_HZ
from emotion_desktop.services.recording.recovery import find_unfinished, recover
from emotion_desktop.storage.store import SessionStore
from tests.system.talking import Talking

N_KILLED = 100


def test_a_hundred_kills_cost_a_second_each_and_no_acknowledged_row(tmp_path: Path) -> None:
    noise = np.random.default_rng(5).integers(-9_000, 9_000, 60 * SAMPLE_RATE_HZ, np.int16)
    soundfile.write(tmp_path / "noise.wav", noise, SAMPLE_RATE_HZ)
    chance = random.Random(7)
    data = tmp_path / "data"
    lost_s: list[float] = []
    n_rows = 0
    for _ in range(N_KILLED):
        until_s = chance.uniform(0.6, 5.0)
        program = Talking("tests.system.recording_program", "record", data, tmp_path / "noise.wav")
        program.read_until(lambda said, until_s=until_s: said.get("heard_s", 0) >= until_s)
        program.kill()
        [left] = find_unfinished(data, pytest.fail)
        recovered = recover(left)
        assert recovered.duration_s >= program.last("written_s")
        lost_s.append(program.last("heard_s") - recovered.duration_s)
        with SessionStore(data, pytest.fail) as store:
            kept = len(store.windows(left.id)) + len(store.segments(left.id))
        assert kept >= program.last("results")
        n_rows += program.last("results")
        shutil.rmtree(data)
    print(f"\n{N_KILLED} killed: at most {max(lost_s):.2f} s lost, {n_rows} acknowledged rows kept")
    assert max(lost_s) <= 1.0
