"""`make soak`: hours at a virtual microphone that is unplugged twenty times, live and as a kiosk.

`SOAK_MINUTES` says for how long each of the two listens; its default is two hours.
Then comes a week of a kiosk, simulated.
"""

import os
from pathlib import Path

import pytest
import soundfile

from tests.bench.conversations import join_clips
from tests.bench.soak import (
    SETTLED_S,
    Growth,
    Soak,
    WatchedProgram,
    demo_speech,
    soundtrack,
)

MINUTES = float(os.environ.get("SOAK_MINUTES", "120"))
#: At this speed, a week takes 1.4 hours on a computer that keeps up; `SOAK_WEEK_HOURS` makes it
#: shorter.
WEEK_HOURS = float(os.environ.get("SOAK_WEEK_HOURS", str(7 * 24)))
WEEK_SPEED = 120
UNPLUGGED = int(os.environ.get("SOAK_UNPLUGGED", "20"))
TRACK_S = 480


@pytest.fixture
def track(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    data = Path(__file__).parents[3] / "shared" / "data"
    speech = demo_speech()
    if data.is_dir():
        speech = soundfile.read(join_clips(data, tmp_path / "talk.wav", TRACK_S / 4))[0]
    return soundtrack(speech, TRACK_S, tmp_path / "track.wav")


@pytest.mark.parametrize("mode", ["live", "kiosk"])
def test_hours_of_a_microphone_lose_nothing_and_keep_the_memory(
    mode: str, track: Path, tmp_path: Path
) -> None:
    found = Soak(tmp_path, mode, track).run(MINUTES * 60, UNPLUGGED)
    print(f"\n{mode}: {found.heard_s / 60:.1f} min of sound, unplugged {found.unplugged} times")
    print(f"drift of sound time against the clock {found.drift_ms:+.0f} ms (target 50 ms)")
    print(f"{found.lost_s:.2f} s lost while it was plugged, {found.skipped_segments} utterances")
    print("skipped for want of time")
    print(f"slopes once it had settled: {found.growth}")
    assert found.heard_s >= MINUTES * 60 - 5
    assert abs(found.drift_ms) <= 50
    assert found.lost_s == 0
    if MINUTES * 60 >= 2 * SETTLED_S:
        assert_flat(found.growth)


def assert_flat(growth: Growth) -> None:
    assert growth.memory_mb_per_h <= 10
    assert growth.threads_per_h <= 0.5
    assert growth.handles_per_h <= 0.5


def test_a_week_of_a_kiosk_keeps_the_memory(track: Path) -> None:
    """With a double of the models, as fast as the computer can; slopes are per hour of sound."""
    with WatchedProgram(["week", str(track), str(WEEK_SPEED)], {}) as program:
        program.watch(lambda _followed_s: program.heard_s() < WEEK_HOURS * 3600)
    followed_s = program.said[-1]["at_s"] - program.said[0]["at_s"]
    speed = program.heard_s() / followed_s
    growth = program.growth()
    slopes = (growth.memory_mb_per_h, growth.threads_per_h, growth.handles_per_h)
    per_hour = Growth(*(slope / speed for slope in slopes), growth.memory_mb)
    print(f"\n{program.heard_s() / 3600:.1f} h of sound, {speed:.0f} times as fast as they last,")
    print(f"in {program.said[-1]['session']} sessions")
    print(f"slopes once it had settled, per hour of sound: {per_hour}")
    if followed_s >= 2 * SETTLED_S:
        assert_flat(per_hour)
