"""What a loudspeaker gets of a recording, and where the player says that one is in it."""

import math
import threading
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import soundfile

from emotion_desktop.audio.player import Player
from emotion_desktop.domain.playback import PlaybackState, Stretch
from tests.unit.audio.made_sounds import rustle
from tests.unit.audio.output_double import LATENCY_S, OutputDouble

RATE_HZ = 48_000
LENGTH_S = 20.0
#: What the position may be off.
EXACT_S = 0.02


@pytest.fixture(scope="module")
def recording(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Sound on the right; on the left the place, as a level that rises to 0.1."""
    path = tmp_path_factory.mktemp("recordings") / "places.wav"
    right = rustle(LENGTH_S, rate_hz=RATE_HZ, level=0.2)
    left = np.linspace(0, 0.1, len(right), dtype=np.float32)
    soundfile.write(path, np.stack([left, right], 1), RATE_HZ, subtype="FLOAT")
    return path


def places(frames: np.ndarray) -> np.ndarray:
    """The seconds of the recording that frames come from."""
    return frames[..., 0] / 0.1 * LENGTH_S


@pytest.fixture
def output() -> OutputDouble:
    return OutputDouble()


@pytest.fixture
def states() -> list[PlaybackState]:
    return []


@pytest.fixture
def player(output: OutputDouble, states: list[PlaybackState]) -> Iterator[Player]:
    player = Player(states.append, output.open, output.clock)
    output.player = player
    yield player
    assert player.close(30)
    assert not output.is_open


def test_a_recording_is_played_to_its_end_and_again_from_its_beginning(
    player: Player, output: OutputDouble, recording: Path, states: list[PlaybackState]
) -> None:
    player.open(recording)
    player.seek(18.0)
    player.play()
    heard = output.play(4.0)
    assert len(heard) / RATE_HZ == pytest.approx(2.0 + LATENCY_S, abs=0.05)
    inner = places(heard[1000 : round(1.9 * RATE_HZ)])
    assert np.allclose(np.diff(inner), 1 / RATE_HZ, atol=1e-4)
    assert inner[0] == pytest.approx(18.0 + 1000 / RATE_HZ, abs=1e-3)
    assert [state.phase for state in states] == ["opening", "paused", "playing", "paused"]
    assert player.position_s == pytest.approx(LENGTH_S, abs=0.001)
    player.play()
    assert places(output.play(0.2)[-1]) == pytest.approx(0.2, abs=0.01)


@pytest.mark.parametrize("speed", [0.5, 0.8, 1.0, 1.5, 2.0])
@pytest.mark.parametrize("rate_hz", [48_000, 44_100])
def test_the_position_is_that_of_the_frame_that_is_heard(
    player: Player, output: OutputDouble, recording: Path, speed: float, rate_hz: int
) -> None:
    output.rate_hz = rate_hz
    player.open(recording)
    player.set_speed(speed)
    player.seek(3.0)
    player.play()
    off_s = []
    for _ in range(60):
        output.play(0.04)
        frame = output.heard_at(output.now_s)
        if frame is not None and output.now_s > 100.0 + LATENCY_S + 0.05:
            off_s.append(player.position_s - places(frame))
    assert len(off_s) > 50
    assert np.abs(off_s).max() <= EXACT_S
    played_s = player.position_s - 3.0
    assert played_s == pytest.approx((output.now_s - 100.0 - LATENCY_S) * speed, abs=0.001)


def test_the_cursor_waits_at_its_place_until_the_sound_is_heard(
    player: Player, output: OutputDouble, recording: Path
) -> None:
    player.open(recording)
    player.seek(7.0)
    assert player.position_s == 7.0
    player.play()
    output.play(0.1)
    assert player.position_s == pytest.approx(7.0, abs=1e-6)
    output.play(0.1)
    assert player.position_s > 7.0


def test_a_pause_is_where_one_has_heard_up_to(
    player: Player, output: OutputDouble, recording: Path, states: list[PlaybackState]
) -> None:
    player.open(recording)
    player.play()
    output.play(1.0)
    player.pause()
    output.settle()
    assert not output.is_open
    assert player.position_s == pytest.approx(1.0 - LATENCY_S, abs=1e-6)
    output.now_s += 10
    assert player.position_s == pytest.approx(1.0 - LATENCY_S, abs=1e-6)
    player.play()
    again = output.play(0.2)
    assert places(again[500]) == pytest.approx(1.0 - LATENCY_S + 500 / RATE_HZ, abs=1e-3)
    assert states[-1].phase == "playing"
    assert output.n_opened == 2


def test_many_places_that_are_sought_at_once_cost_one(
    player: Player, output: OutputDouble, recording: Path
) -> None:
    player.open(recording)
    player.play()
    output.play(0.5)
    for at_s in np.linspace(1, 15, 200):
        player.seek(float(at_s))
        assert player.position_s == at_s
    heard = output.play(0.2)
    assert places(heard[1000]) == pytest.approx(15.0 + 1000 / RATE_HZ, abs=1e-3)
    assert np.isfinite(heard).all()
    assert np.abs(np.diff(heard[:, 0])).max() < 0.01, "a click"


def test_a_selection_is_repeated_without_a_gap(
    player: Player, output: OutputDouble, recording: Path
) -> None:
    player.open(recording)
    player.set_loop(Stretch(5.0, 5.5))
    player.seek(4.8)
    player.play()
    heard = output.play(2.0)
    at = places(heard)
    for turn in range(3):
        start = round((0.2 + 0.5 * turn) * RATE_HZ)
        middle = at[start + 1000 : start + round(0.48 * RATE_HZ)]
        expected = 5.0 + (1000 + np.arange(len(middle))) / RATE_HZ
        np.testing.assert_allclose(middle, expected, atol=1e-3)
    player.set_loop(None)
    output.play(1.0)
    assert player.position_s > 5.6


def test_a_selection_without_sound_ends_it(
    player: Player, output: OutputDouble, recording: Path
) -> None:
    player.open(recording)
    player.set_loop(Stretch(30.0, 31.0))
    player.seek(19.8)
    player.play()
    output.play(1.0)
    assert player.state.phase == "paused"
    assert player.position_s == pytest.approx(LENGTH_S, abs=0.001)


def test_the_speed_changes_while_it_plays(
    player: Player, output: OutputDouble, recording: Path
) -> None:
    player.open(recording)
    player.play()
    output.play(1.0)
    before_s = player.position_s
    player.set_speed(2.0)
    output.settle()
    assert player.position_s == pytest.approx(before_s, abs=1e-6)
    output.play(1.0 + LATENCY_S)
    expected_s = 1.0 + 2.0 * (output.now_s - 101.0 - LATENCY_S)
    assert player.position_s == pytest.approx(expected_s, abs=0.001)
    assert places(output.heard_at(output.now_s)) == pytest.approx(expected_s, abs=EXACT_S)


def test_the_volume_changes_at_once_and_softly(
    player: Player, output: OutputDouble, recording: Path
) -> None:
    player.open(recording)
    player.seek(10.0)
    player.play()
    loud = output.play(0.5)
    player.set_volume(0.5)
    soft = output.play(0.5)
    assert places(loud[-1]) == pytest.approx(10.5, abs=0.01)
    assert places(soft[-1]) == pytest.approx(11.0 / 2, abs=0.01)
    assert np.abs(np.diff(soft[:, 0])).max() < 1e-3
    player.pause()
    player.play()
    assert places(output.play(0.5)[-1]) == pytest.approx(player.position_s / 2, abs=0.2)


def test_only_the_stretches_that_are_asked_for_are_played(
    player: Player, output: OutputDouble, recording: Path
) -> None:
    player.open(recording)
    player.set_loop(Stretch(1.0, 2.0))
    player.play_stretches([Stretch(12.0, 12.25), Stretch(4.0, 4.5)])
    heard = output.play(3.0)
    at = places(heard)
    assert at[round(0.25 * RATE_HZ)] == pytest.approx(4.25, abs=1e-3)
    assert at[round(0.6 * RATE_HZ)] == pytest.approx(12.1, abs=1e-3)
    edges = heard[[0, round(0.5 * RATE_HZ) - 1, round(0.5 * RATE_HZ)]]
    assert np.abs(edges).max() < 0.01, "they begin and end softly"
    assert player.state.phase == "paused"
    assert player.position_s == pytest.approx(12.25, abs=1e-3)


def test_an_unplugged_loudspeaker_pauses_and_is_told(
    player: Player, output: OutputDouble, recording: Path
) -> None:
    player.open(recording)
    player.play()
    output.play(1.0)
    output.unplug()
    output.settle()
    assert not output.is_open
    assert player.state.phase == "paused"
    assert "Fake was disconnected" in str(player.state.problem)
    assert player.position_s == pytest.approx(1.0 - LATENCY_S, abs=1e-6)
    player.play()
    output.play(0.5)
    assert (player.state.phase, player.state.problem) == ("playing", None)


def test_a_machine_without_a_loudspeaker_says_so(
    player: Player, output: OutputDouble, recording: Path
) -> None:
    output.missing = True
    player.open(recording)
    player.play()
    output.settle()
    assert "No loudspeaker was found" in str(player.state.problem)
    assert player.state.phase == "paused"
    output.missing = False
    player.play()
    assert len(output.play(0.1))


def test_what_is_no_recording_is_told_and_the_next_one_plays(
    player: Player, output: OutputDouble, recording: Path, tmp_path: Path
) -> None:
    (tmp_path / "no.wav").write_bytes(b"no sound")
    player.open(tmp_path / "no.wav")
    output.settle()
    assert player.state.phase == "empty"
    assert "is not an audio file" in str(player.state.problem)
    player.open(recording)
    player.play()
    output.play(0.1)
    assert (player.state.phase, player.state.problem) == ("playing", None)
    player.close_recording()
    output.settle()
    assert player.state.phase == "empty"
    assert math.isnan(player.state.duration_s)
    assert not output.is_open


def test_a_place_in_the_next_recording_is_kept_though_the_last_one_was_still_being_sought(
    player: Player, output: OutputDouble, recording: Path
) -> None:
    player.open(recording)
    busy = threading.Event()
    player.submit(lambda: busy.wait(30))
    player.seek(5.0)
    player.close_recording()
    player.open(recording)
    player.seek(2.0)
    busy.set()
    output.settle()
    assert player.position_s == 2.0
