"""Plays a recording on the default loudspeaker as it is told, and tells what happens.

Listens to the loudspeaker's monitor, too: a click is told with the player's position then.
"""

import json
import subprocess
import sys
import threading
import time
from pathlib import Path

import numpy as np

from emotion_desktop.audio.player import Player
from emotion_desktop.domain.playback import PlaybackState

RATE_HZ = 48_000
BLOCK = 240


def tell(event: str, **fields: object) -> None:
    sys.stdout.write(json.dumps({"event": event, **fields}) + "\n")
    sys.stdout.flush()


def on_state(state: PlaybackState) -> None:
    tell(state.phase, device=state.device, problem=state.problem and str(state.problem))


def follow(player: Player, monitor: "subprocess.Popen[bytes]") -> None:
    assert monitor.stdout is not None
    quiet_until_s = 0.0
    while data := monitor.stdout.read(2 * BLOCK):
        now_s = time.monotonic()
        samples = np.abs(np.frombuffer(data, dtype=np.int16))
        if samples.max() > 5_000 and now_s > quiet_until_s:
            quiet_until_s = now_s + 0.3
            late_s = (len(samples) - int(np.argmax(samples > 5_000))) / RATE_HZ
            tell("click", position_s=player.position_s - late_s)


def main(path: str, sink: str) -> None:
    player = Player(on_state)
    monitor = subprocess.Popen(
        [
            *("parec", "-d", f"{sink}.monitor", "--raw", "--format=s16le", "--channels=1"),
            *(f"--rate={RATE_HZ}", "--latency-msec=5"),
        ],
        stdout=subprocess.PIPE,
    )
    follower = threading.Thread(target=follow, args=[player, monitor], daemon=True)
    follower.start()
    player.open(Path(path))
    for line in sys.stdin:
        command, *numbers = line.split()
        if command == "leave":
            break
        getattr(player, command)(*map(float, numbers))
    monitor.kill()
    monitor.wait()
    tell("left", closed=player.close(10))


main(*sys.argv[1:])
