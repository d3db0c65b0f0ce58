"""`make soak` for twenty seconds, with a double of the models: one microphone, unplugged once."""

from pathlib import Path

import pytest

from tests.bench.soak import Soak, demo_speech, soundtrack


@pytest.mark.timeout(200)
def test_only_an_unplugged_microphone_costs_sound_and_the_clock_is_kept(tmp_path: Path) -> None:
    track = soundtrack(demo_speech(), 8, tmp_path / "track.wav")
    found = Soak(tmp_path, "double", track).run(duration_s=20, n_unplugged=1)
    assert found.unplugged == 1
    assert found.lost_s == 0
    assert found.heard_s > 15
    assert abs(found.drift_ms) < 300  # the half minute is too short to tell drift from scheduling
