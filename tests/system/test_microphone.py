"""A microphone from end to end: PulseAudio, ALSA's plugin, PortAudio, our source."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
import soundfile

from tests.system.sound_server import ListeningProcess, SoundServer

Listen = Callable[..., ListeningProcess]
#: What a busy machine may take to start a process and open a device.
OPENING_S = 30
#: How long a computer sleeps, and how long the clip is.
SLEPT_S, CLIP_S = 5.0, 2.0


@pytest.fixture
def server(tmp_path: Path) -> Iterator[SoundServer]:
    server = SoundServer(tmp_path)
    yield server
    server.close()


@pytest.fixture
def listen(server: SoundServer) -> Iterator[Listen]:
    processes: list[ListeningProcess] = []

    def start(*microphone: str) -> ListeningProcess:
        process = ListeningProcess(server, *microphone)
        processes.append(process)
        found = process.wait_for("microphones", OPENING_S)
        if not found["names"]:
            pytest.skip("ALSA's PulseAudio plugin (libasound2-plugins) is not installed")
        process.wait_for("first block", OPENING_S)
        return process

    yield start
    for process in processes:
        process.close()


@pytest.fixture
def clip(tmp_path: Path) -> Path:
    path = tmp_path / "clip.wav"
    time_s = np.arange(2 * 48_000) / 48_000
    soundfile.write(path, 0.5 * np.sin(2 * np.pi * 440 * time_s), 48_000)
    return path


@pytest.mark.timeout(120)
def test_an_unplugged_microphone_is_missed_and_heard_again_when_it_is_back(
    server: SoundServer, listen: Listen, clip: Path
) -> None:
    line = server.plug_line("line")
    listener = listen()
    server.play(clip, "line")
    listener.wait_for("loud", 5)

    server.unplug(line)
    lost = listener.wait_for("lost", within_s=2)
    server.plug_line("line")
    returned = listener.wait_for("returned", within_s=5)
    server.play(clip, "line")
    listener.wait_for("loud", 5)
    listener.tell("stop")
    heard = listener.wait_for("stopped", 5)

    assert "was disconnected" in str(lost["message"])
    assert heard["rates"] == [16_000]
    assert heard["loud_s"] == pytest.approx(4.0, abs=0.4)
    assert heard["gaps"] == heard["dropped"]
    assert heard["dropped"] >= 16_000 * (returned["at_s"] - lost["at_s"]) - 1 > 0
    assert listener.leave(10) == 0


@pytest.mark.timeout(120)
def test_a_stream_that_the_server_gave_another_microphone_says_so_and_goes_back(
    server: SoundServer, listen: Listen, clip: Path
) -> None:
    server.plug_line("desk")
    server.plug_line("wall")
    server.plug_microphone("Wall", "wall")
    usb = server.plug_microphone("USB", "desk")
    server.run("pactl", "set-default-source", "Wall")
    listener = listen("USB", "PulseAudio")
    server.play(clip, "desk")
    listener.wait_for("loud", 5)

    server.unplug(usb)
    moved = listener.wait_for("moved", within_s=5)
    listener.tell("list")
    without = listener.wait_for("microphones", 5)
    server.plug_microphone("USB", "desk")
    returned = listener.wait_for("returned", within_s=5)
    listener.tell("list")
    with_it = listener.wait_for("microphones", 5)
    for _ in range(3):  # the server may take two seconds to move the stream back
        server.play(clip, "desk")
    listener.wait_for("loud", 5)

    assert moved["message"] == "The audio now comes from Wall instead of USB"
    assert returned["message"] == "USB is back"
    assert ["USB", "PulseAudio"] not in without["names"]
    assert ["USB", "PulseAudio"] in with_it["names"]
    listener.tell("stop")
    assert listener.wait_for("stopped", 5)["took_s"] < 2
    assert listener.leave(10) == 0


@pytest.mark.timeout(200)
def test_a_frozen_sound_server_holds_nobody_up(
    server: SoundServer, listen: Listen, clip: Path
) -> None:
    server.plug_line("line")
    listener = listen()

    server.freeze()
    lost = listener.wait_for("lost", within_s=2)
    listener.expect_nothing(for_s=40)  # longer than the 30 s after which libpulse gives up
    server.thaw()
    returned = listener.wait_for("returned", within_s=5)
    server.play(clip, "line")
    listener.wait_for("loud", 5)
    server.freeze()
    listener.wait_for("lost", within_s=2)
    listener.tell("stop")
    stopped = listener.wait_for("stopped", within_s=3)
    status = listener.leave(within_s=5)  # still frozen

    assert "has stopped sending audio" in str(lost["message"])
    assert returned["at_s"] - lost["at_s"] == pytest.approx(41, abs=4)
    assert stopped["took_s"] < 2
    assert status == 0
    assert "Fatal" not in listener.errors


@pytest.mark.timeout(200)
def test_a_computer_that_slept_goes_on_and_its_sound_is_as_late_as_the_clock(
    server: SoundServer, listen: Listen, clip: Path
) -> None:
    server.plug_line("line")
    listener = listen()
    begun_s = time.monotonic()
    server.play(clip, "line")
    first = listener.wait_for("loud", 5)
    listener.sleep(SLEPT_S)
    clock_s = time.monotonic() - begun_s  # between the two clips, however late the first is told
    server.play(clip, "line")
    second = listener.wait_for("loud", 10)
    listener.tell("stop")
    heard = listener.wait_for("stopped", 5)

    assert second["at_s"] - first["at_s"] == pytest.approx(clock_s, abs=1.5)
    assert second["at_s"] - first["at_s"] > SLEPT_S
    assert heard["gaps"] == heard["dropped"]
    assert listener.leave(10) == 0


@pytest.mark.timeout(120)
@pytest.mark.parametrize("microphone", [(), ("Stereo", "PulseAudio")], ids=["default", "named"])
def test_a_microphone_whose_channels_cancel_is_heard_and_it_is_told(
    server: SoundServer, listen: Listen, tmp_path: Path, microphone: tuple[str, ...]
) -> None:
    time_s = np.arange(4 * 48_000) / 48_000
    left = 0.5 * np.sin(2 * np.pi * 440 * time_s)
    soundfile.write(tmp_path / "stereo.wav", np.stack([left, -left], axis=1), 48_000)
    server.plug_line("line", channels=2)
    server.plug_microphone("Stereo", "line")
    listener = listen(*microphone)
    server.play(tmp_path / "stereo.wav", "line")
    told = listener.wait_for("channels", 10)
    listener.wait_for("loud", 5)
    listener.tell("stop")
    heard = listener.wait_for("stopped", 5)
    assert "inverted polarity" in str(told["message"])
    assert heard["loud_s"] == pytest.approx(3.5, abs=0.7)
    assert listener.leave(10) == 0
