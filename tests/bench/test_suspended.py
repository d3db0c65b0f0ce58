"""A computer that sleeps for a minute while it listens: that minute is lost, and told as lost."""

import time
from pathlib import Path

from emotion_desktop.domain.audio import SAMPLE_RATE_HZ
from tests.bench.soak import LINE, Player, WatchedProgram, demo_speech, soundtrack
from tests.system.sound_server import SoundServer

BEFORE_S, ASLEEP_S, AFTER_S = 15.0, 60.0, 30.0
#: The sound server keeps this much for a program that does not listen.
KEPT_S = 13.0
#: Once awake, sound lies at the clock's place after this time.
SETTLES_S = 8.0


def test_a_minute_asleep_is_told_as_lost(tmp_path: Path) -> None:
    track = soundtrack(demo_speech(), 120, tmp_path / "track.wav")
    server = SoundServer(tmp_path)
    server.plug_line(LINE)
    player = Player(server, track)
    asleep_s: list[float] = []

    def watch_on(now_s: float) -> bool:
        player.keep_playing()
        if now_s >= BEFORE_S and not asleep_s:
            asleep_s.append(time.monotonic())
            program.suspend(ASLEEP_S)
            asleep_s.append(time.monotonic())
        return now_s < BEFORE_S + ASLEEP_S + AFTER_S

    try:
        with WatchedProgram(["double"], server.environment) as program:
            program.watch(watch_on)
    finally:
        player.close()
        server.close()
    [said] = program.sessions()
    ahead_s = [(one["at_s"], one["heard_s"] - one["at_s"]) for one in said]
    before_s = max(ahead for at_s, ahead in ahead_s if at_s < asleep_s[0])
    after_s = max(ahead for at_s, ahead in ahead_s if at_s > asleep_s[1] + SETTLES_S)
    lost_s = said[-1]["dropped"] / SAMPLE_RATE_HZ
    print(f"\n{asleep_s[1] - asleep_s[0]:.1f} s asleep: {lost_s:.1f} s told as lost,")
    print(f"sound lies {(after_s - before_s) * 1000:+.0f} ms from the clock's place afterwards")
    assert ASLEEP_S - KEPT_S <= lost_s <= ASLEEP_S + 1
    assert abs(after_s - before_s) <= 0.2
