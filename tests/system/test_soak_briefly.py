"""`make soak` briefly, with a double of the models: a microphone unplugged once, and a kiosk."""

from pathlib import Path

import pytest

from tests.bench.soak import Soak, WatchedProgram, demo_speech, soundtrack


@pytest.mark.timeout(500)
def test_only_an_unplugged_microphone_costs_sound(tmp_path: Path) -> None:
    track = soundtrack(demo_speech(), 8, tmp_path / "track.wav")
    found = Soak(tmp_path, "double", track).run(duration_s=20, n_unplugged=1)
    assert found.unplugged == 1
    assert found.lost_s == 0
    assert found.heard_s > 15


def test_a_kiosk_hears_faster_than_people_speak(tmp_path: Path) -> None:
    track = soundtrack(demo_speech(), 8, tmp_path / "track.wav")
    with WatchedProgram(["week", str(track), "50"], {}) as program:
        program.watch(lambda _followed_s: program.heard_s() < 60)
    [said] = program.sessions()
    assert said[-1]["heard_s"] >= 60
