"""A recording from end to end: our player, PortAudio, ALSA's plugin, PulseAudio."""

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
import soundfile

from tests.system.sound_server import HelperProcess, SoundServer

Play = Callable[..., HelperProcess]
OPENING_S = 30
RATE_HZ = 48_000


@pytest.fixture
def server(tmp_path: Path) -> Iterator[SoundServer]:
    server = SoundServer(tmp_path)
    yield server
    server.close()


@pytest.fixture
def play(server: SoundServer, tmp_path: Path) -> Iterator[Play]:
    """Opens a recording of a minute with a click at every second."""
    samples = np.zeros(60 * RATE_HZ, np.float32)
    for second in range(60):
        samples[second * RATE_HZ : second * RATE_HZ + 480] = 0.5
    soundfile.write(tmp_path / "clicks.wav", samples, RATE_HZ)
    processes: list[HelperProcess] = []

    def start(sink: str) -> HelperProcess:
        process = HelperProcess(server, "play.py", str(tmp_path / "clicks.wav"), sink)
        processes.append(process)
        process.wait_for("paused", OPENING_S)
        process.tell("play")
        started = process.wait_for("playing", OPENING_S)
        assert started["problem"] is None
        return process

    yield start
    for process in processes:
        process.close()


@pytest.mark.timeout(120)
def test_the_position_is_that_of_what_the_loudspeaker_plays(
    server: SoundServer, play: Play
) -> None:
    server.plug_line("line")
    player = play("line")
    off_s = []
    for speed in ("0.75", "1", "1.5"):
        player.tell(f"set_speed {speed}")
        player.tell("seek 10.5")
        player.wait_for("click", 10)  # of before
        for _ in range(4):
            position_s = float(str(player.wait_for("click", 10)["position_s"]))
            off_s.append(position_s - round(position_s))
    # Whoever listens to a monitor hears it some milliseconds late, more on a busy machine.
    assert abs(float(np.median(off_s))) < 0.05, off_s
    player.tell("pause")
    player.wait_for("paused", 10)
    assert player.leave(10) == 0


@pytest.mark.timeout(120)
def test_headphones_that_are_unplugged_pause_and_play_on_the_loudspeaker_when_told_to(
    server: SoundServer, play: Play
) -> None:
    server.plug_line("loudspeaker")
    headphones = server.plug_line("headphones")
    server.run("pactl", "set-default-sink", "headphones")
    player = play("headphones")
    player.wait_for("click", 10)

    server.unplug(headphones)
    paused = player.wait_for("paused", within_s=5)
    assert "was disconnected" in str(paused["problem"])
    player.tell("play")
    again = player.wait_for("playing", 10)
    assert again["problem"] is None
    player.tell("pause")
    player.wait_for("paused", 10)
    assert player.leave(10) == 0


@pytest.mark.timeout(120)
def test_the_only_loudspeaker_that_is_unplugged_is_told(server: SoundServer, play: Play) -> None:
    line = server.plug_line("line")
    player = play("line")
    player.wait_for("click", 10)
    server.unplug(line)
    paused = player.wait_for("paused", within_s=5)
    assert "was disconnected" in str(paused["problem"])
    assert player.leave(10) == 0
