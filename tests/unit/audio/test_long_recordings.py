"""An hour is read like a minute: a hole in it keeps its place, and memory does not grow."""

import subprocess
import sys
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest

from emotion_desktop.audio.decoding import open_sound
from emotion_desktop.audio.sound import CHUNK_FRAMES
from emotion_desktop.domain.audio import FloatArray
from tests.unit.audio.demo_speech import said

RATE_HZ = 8_000
FRAME = 1_024
HOUR_S, HOLE_AT_S, HOLE_S = 3_600, 1_800, 60
#: Prints the most memory that this process and the decoder's took, in kilobytes.
MEASURE = """
import resource, sys
from pathlib import Path
from emotion_desktop.audio.decoding import open_sound
from emotion_desktop.audio.survey import frames_of
with open_sound(Path(sys.argv[1])) as sound:
    n = sum(len(frames) for frames in frames_of(sound))
    info = sound.info
own, child = map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
print(n / info.sample_rate_hz, own.ru_maxrss + child.ru_maxrss)
"""


def encoded(sound: FloatArray) -> list[bytes]:
    """Frames of AAC at 8 kHz."""
    stream = av.CodecContext.create("aac", "w")
    stream.sample_rate, stream.layout, stream.format = RATE_HZ, "mono", "fltp"
    stream.bit_rate = 16_000
    packets = []
    for start in range(0, len(sound) // FRAME * FRAME, FRAME):
        frame = av.AudioFrame.from_ndarray(sound[None, start : start + FRAME], "fltp", "mono")
        frame.rate, frame.pts = RATE_HZ, start
        packets += stream.encode(frame)
    return [bytes(packet) for packet in packets + stream.encode(None)]


def write_mp4(path: Path, seconds: int, *, hole: bool) -> Path:
    """Write the demo recording, over and over, encoded once."""
    frames = encoded(said(0.0, 27.0)[::2].copy())
    hole_at = HOLE_AT_S * RATE_HZ // FRAME if hole else seconds * RATE_HZ
    with av.open(str(path), "w") as container:
        stream = container.add_stream("aac", rate=RATE_HZ, layout="mono")
        for number in range(seconds * RATE_HZ // FRAME):
            packet = av.Packet(frames[number % len(frames)])
            shift = HOLE_S * RATE_HZ if number >= hole_at else 0
            packet.stream, packet.time_base = stream, Fraction(1, RATE_HZ)
            packet.pts = packet.dts = number * FRAME + shift
            packet.duration = FRAME
            container.mux(packet)
    return path


@pytest.fixture(scope="module")
def hour(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_mp4(tmp_path_factory.mktemp("long") / "hour.mp4", HOUR_S, hole=True)


def test_a_minute_that_an_hour_lacks_is_silence_in_its_place(hour: Path) -> None:
    seconds_of_sound = np.zeros(HOUR_S + HOLE_S + 1)
    n_frames = 0

    with open_sound(hour) as sound:
        while len(frames := sound.read()):
            assert len(frames) <= max(CHUNK_FRAMES, 2**17 // 4 + FRAME)
            at = (n_frames + np.arange(0, len(frames), 80)) // RATE_HZ
            np.maximum.at(seconds_of_sound, at, np.abs(frames[::80, 0]))
            n_frames += len(frames)
        [notice] = sound.notices

    assert n_frames / RATE_HZ == pytest.approx(HOUR_S + HOLE_S, abs=0.3)
    assert notice.kind == "hole"
    assert notice.at_s == pytest.approx(HOLE_AT_S, abs=0.3)
    assert notice.duration_s == pytest.approx(HOLE_S, abs=0.05)
    silent = np.flatnonzero(seconds_of_sound[:-1] == 0.0)
    assert (silent.min(), silent.max()) == (HOLE_AT_S, HOLE_AT_S + HOLE_S - 1)
    assert len(silent) == pytest.approx(HOLE_S, abs=1)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows tells it otherwise")
def test_an_hour_takes_no_more_memory_than_a_minute(hour: Path, tmp_path: Path) -> None:
    minute = write_mp4(tmp_path / "minute.mp4", 60, hole=False)
    taken_kb = []
    for path, seconds in ((minute, 60), (hour, HOUR_S + HOLE_S)):
        told = subprocess.run(
            [sys.executable, "-c", MEASURE, str(path)], check=True, capture_output=True, text=True
        ).stdout.split()
        assert float(told[0]) == pytest.approx(seconds, abs=0.3)
        taken_kb.append(int(told[1]))

    assert taken_kb[1] - taken_kb[0] < 40_000  # FFmpeg keeps the table of contents
