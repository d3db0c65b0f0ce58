"""A microphone from end to end: PulseAudio, ALSA's plugin, PortAudio, our source.

The server is private to the test, and so is the process that records: ALSA reads
``HOME`` and PortAudio its device list once a process.
"""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import numpy as np
import pytest
import soundfile

SINK = "module-null-sink sink_name=vmic rate=48000 channels=1"
RECORDER = """
import json, sys, threading
import numpy as np
from emotion_desktop.audio.devices import microphones
from emotion_desktop.audio.microphone import MicrophoneSource

tell = lambda **what: print(json.dumps(what), flush=True)
ended = threading.Event()
samples = []

def on_block(block):
    if not samples:
        tell(event="first block")
    samples.append(block)

def on_end(reason):
    tell(event="end", reason=reason)
    ended.set()

tell(event="devices", names=[m.name for m in microphones()])
source = MicrophoneSource(None)
source.start(on_block, on_end, print)
ended.wait(60)
source.stop()
sound = np.concatenate([b.samples for b in samples])
angle = 2j * np.pi * 440 * np.arange(len(sound)) / 16_000
short = len(sound) // 1_600 * 1_600
tone = np.abs((sound * np.exp(-angle))[:short].reshape(-1, 1_600).mean(axis=1))
tell(event="heard", tone_s=float((2 * tone > 0.2).sum() / 10), dropped=source.dropped_samples,
     rates=sorted({b.sample_rate_hz for b in samples}))
"""


@pytest.fixture
def sound_server(tmp_path: Path) -> Iterator[dict[str, str]]:
    """A private PulseAudio with one virtual microphone; gives the environment to use it."""
    missing = [tool for tool in ("pulseaudio", "pactl", "paplay") if not shutil.which(tool)]
    if missing:
        pytest.skip(f"not installed: {', '.join(missing)}")
    home, runtime = tmp_path / "home", tmp_path / "run"
    for folder in (home, runtime):
        folder.mkdir(mode=0o700)
    (home / ".asoundrc").write_text("pcm.!default { type pulse }\nctl.!default { type pulse }\n")
    environment = {
        **os.environ,
        "HOME": str(home),
        "XDG_RUNTIME_DIR": str(runtime),
        "PULSE_RUNTIME_PATH": str(runtime / "pulse"),
    }
    server = subprocess.Popen(
        [
            *("pulseaudio", "-n", "--daemonize=no", "--exit-idle-time=-1", "--disable-shm=yes"),
            *("-L", "module-native-protocol-unix", "-L", SINK),
        ],
        env=environment,
        stderr=subprocess.DEVNULL,
    )
    try:
        ready = "for i in $(seq 100); do pactl info && exit 0; sleep 0.1; done; exit 1"
        subprocess.run(
            ["sh", "-c", ready],
            env=environment,
            check=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        subprocess.run(["pactl", "set-default-source", "vmic.monitor"], env=environment, check=True)
        yield environment
    finally:
        server.kill()
        server.wait()


def next_event(output: IO[str], event: str) -> dict[str, object]:
    message: dict[str, object] = json.loads(output.readline())
    assert message["event"] == event
    return message


@pytest.mark.timeout(90)
def test_what_is_played_to_a_microphone_is_heard_until_it_is_unplugged(
    sound_server: dict[str, str], tmp_path: Path
) -> None:
    clip = tmp_path / "clip.wav"
    time_s = np.arange(2 * 48_000) / 48_000
    soundfile.write(clip, 0.5 * np.sin(2 * np.pi * 440 * time_s), 48_000)
    with subprocess.Popen(
        [sys.executable, "-c", RECORDER],
        env=sound_server,
        stdout=subprocess.PIPE,
        text=True,
        stderr=subprocess.DEVNULL,
    ) as recorder:
        assert recorder.stdout is not None
        devices = next_event(recorder.stdout, "devices")
        if not devices["names"]:
            recorder.kill()
            pytest.skip("ALSA's PulseAudio plugin (libasound2-plugins) is not installed")
        next_event(recorder.stdout, "first block")
        subprocess.run(["paplay", "-d", "vmic", str(clip)], env=sound_server, check=True)
        subprocess.run(["pactl", "unload-module", "module-null-sink"], env=sound_server, check=True)
        end = next_event(recorder.stdout, "end")
        heard = next_event(recorder.stdout, "heard")

    assert "was disconnected" in str(end["reason"]) or "no sound any more" in str(end["reason"])
    assert heard["rates"] == [16_000]
    assert heard["tone_s"] == pytest.approx(2.0, abs=0.3)
    assert recorder.returncode == 0
