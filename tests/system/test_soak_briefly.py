"""`make soak` for twenty seconds, with a double of the models: one microphone, unplugged once."""

from pathlib import Path

import pytest

from tests.bench.soak import Soak, demo_speech, soundtrack


@pytest.mark.timeout(500)
def test_only_an_unplugged_microphone_costs_sound(tmp_path: Path) -> None:
    track = soundtrack(demo_speech(), 8, tmp_path / "track.wav")
    found = Soak(tmp_path, "double", track).run(duration_s=20, n_unplugged=1)
    assert found.unplugged == 1
    assert found.lost_s == 0
    assert found.heard_s > 15
