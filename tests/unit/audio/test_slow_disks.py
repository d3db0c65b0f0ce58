"""The limit on the decoder watches how it gets on in the file, not the sound that comes."""

import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from emotion_desktop.audio import child_sound
from emotion_desktop.audio.survey import survey
from emotion_desktop.domain.errors import UserFacingError
from tests.conftest import REPOSITORY
from tests.unit.audio.containers import RATE_HZ, mux
from tests.unit.audio.made_sounds import rustle

#: Reads the file in pieces, each of which takes its time, and tells of it as often.
SLOW = """
    import io, sys, threading, time

    def wait():  # an import may take longer than the limit, and is not what is tested
        while not imported.wait(0.1):
            sys.stdout.buffer.write(b"\\n")
            sys.stdout.buffer.flush()

    imported = threading.Event()
    waiting = threading.Thread(target=wait)
    waiting.start()
    from emotion_desktop.audio import av_decoder, av_records

    imported.set()
    waiting.join()
    av_records.PROGRESS_EVERY_S = 0.05

    class Slow(io.FileIO):
        def read(self, size=-1):
            data = super().read(min(size, 1024))
            time.sleep({pause})
            return data

    sys.exit(av_decoder.decode(Slow({path!r}), sys.stdout.buffer))
"""


def on_a_disk(monkeypatch: pytest.MonkeyPatch, *, pause: str) -> None:
    def start(path: Path, _track: int | None, _start_s: float) -> subprocess.Popen[bytes]:
        program = textwrap.dedent(SLOW).format(path=str(path), pause=pause)
        return subprocess.Popen(
            [sys.executable, "-c", program], cwd=REPOSITORY, stdout=subprocess.PIPE
        )

    monkeypatch.setattr(child_sound, "start_child", start)


def test_sound_that_ends_long_before_the_pictures_is_read_from_a_slow_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = mux(tmp_path / "film.mkv", [(0.0, rustle(1, rate_hz=RATE_HZ))], "aac", pictures_s=10)
    pause_s = 0.04
    on_a_disk(monkeypatch, pause=str(pause_s))
    monkeypatch.setattr(child_sound, "STALL_LIMIT_S", 4.0)
    # With pictures only it goes on for longer than the limit.
    assert path.stat().st_size / 1024 * pause_s > 2 * child_sound.STALL_LIMIT_S

    assert survey(path).info.duration_s == pytest.approx(1.0, abs=0.1)


def test_a_disk_that_hangs_in_the_middle_is_not_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = mux(tmp_path / "film.mkv", [(0.0, rustle(1, rate_hz=RATE_HZ))], "aac", pictures_s=10)
    on_a_disk(monkeypatch, pause="600 if self.tell() > 100_000 else 0")
    monkeypatch.setattr(child_sound, "STALL_LIMIT_S", 4.0)

    with pytest.raises(UserFacingError, match="the decoder produced nothing for 4 s"):
        survey(path)
