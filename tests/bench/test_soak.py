"""`make soak`: hours at a virtual microphone that is unplugged twenty times, live and as a kiosk.

`SOAK_MINUTES` says for how long each of the two listens; its default is two hours.
"""

import os
from pathlib import Path

import pytest
import soundfile

from tests.bench.conversations import join_clips
from tests.bench.soak import SETTLED_S, Soak, demo_speech, soundtrack

MINUTES = float(os.environ.get("SOAK_MINUTES", "120"))
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
    settled_min = min(SETTLED_S / 60, MINUTES / 3)
    print(
        f"slopes after {settled_min:.0f} min: memory {found.memory_mb_per_h:+.1f} MB/h (at"
        f" {found.memory_mb:.0f} MB), threads {found.threads_per_h:+.2f}/h,"
        f" handles {found.handles_per_h:+.2f}/h"
    )
    assert found.heard_s >= MINUTES * 60 - 5
    assert abs(found.drift_ms) <= 50
    assert found.lost_s == 0
    if MINUTES * 60 >= 2 * SETTLED_S:
        assert found.memory_mb_per_h <= 10
        assert found.threads_per_h <= 0.5
        assert found.handles_per_h <= 0.5
