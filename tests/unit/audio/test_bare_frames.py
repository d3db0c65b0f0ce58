"""What was taken out of streams of bare frames is told, as far as it leaves a trace."""

from pathlib import Path

import av
import pytest

from emotion_desktop.audio.bare_frames import BareFrames
from emotion_desktop.audio.files import read_all
from emotion_desktop.audio.survey import survey
from emotion_desktop.domain.audio import SAMPLE_RATE_HZ, AudioNotice
from tests.unit.audio.containers import FRAMES, RATE_HZ, mux
from tests.unit.audio.made_sounds import place_of, rustle

ORIGINAL = rustle(6)
SOUND = rustle(6, rate_hz=RATE_HZ)
NO_COUNT = {"write_xing": "0"}
#: Frames that are taken out, from this one on.
TAKEN, FIRST = 40, 120


def notices(path: Path) -> list[AudioNotice]:
    return list(survey(path).info.notices)


def packets(path: Path) -> list[av.Packet]:
    with av.open(str(path)) as container:
        return [packet for packet in container.demux(audio=0) if packet.size]


def take_out(path: Path, first: int, n: int) -> None:
    """Take out whole frames."""
    there = packets(path)
    begin, end = there[first].pos, there[first + n].pos
    assert begin is not None
    data = path.read_bytes()
    path.write_bytes(data[:begin] + data[end:])


def take_out_bytes(path: Path) -> None:
    """Take out a sixth from the middle, from within a frame to within another one."""
    data = path.read_bytes()
    middle = len(data) // 2
    path.write_bytes(data[:middle] + data[middle + len(data) // 6 + 50 :])


@pytest.mark.parametrize(
    ("name", "codec"),
    [("a.mp3", "libmp3lame"), ("a.mp2", "mp2"), ("a.aac", "aac"), ("a.ac3", "ac3")],
)
def test_a_cut_through_frames_is_told_as_more_than_is_seen(
    tmp_path: Path, name: str, codec: str
) -> None:
    options = NO_COUNT if codec == "libmp3lame" else {}
    path = mux(tmp_path / name, [(0.0, SOUND)], codec, options=options)
    take_out_bytes(path)

    [notice] = notices(path)

    assert notice.kind == "damage"
    assert notice.at_s == pytest.approx(3.0, abs=0.3)
    assert notice.duration_s < 0.1
    assert "more may be missing there, which makes later times too early" in notice.message


@pytest.mark.parametrize("bit_rate", ["constant", "variable"])
def test_frames_that_a_count_misses_are_silence_where_the_stream_breaks(
    tmp_path: Path, bit_rate: str
) -> None:
    path = tmp_path / "a.mp3"
    mux(path, [(0.0, SOUND)], "libmp3lame", quality=None if bit_rate == "constant" else 4)
    take_out_bytes(path)

    samples = read_all(path)

    assert place_of(ORIGINAL, 1.0, samples, length_s=0.5) == pytest.approx(1.0, abs=0.03)
    assert place_of(ORIGINAL, 5.0, samples, length_s=0.5) == pytest.approx(5.0, abs=0.06)
    [notice] = notices(path)
    assert (notice.kind, notice.at_s) == ("damage", pytest.approx(3.0, abs=0.3))
    assert notice.duration_s == pytest.approx(1.0, abs=0.3)


def test_a_file_whose_end_is_missing_too_places_nothing_by_its_count(tmp_path: Path) -> None:
    path = mux(tmp_path / "a.mp3", [(0.0, SOUND)], "libmp3lame")
    take_out_bytes(path)
    data = path.read_bytes()
    path.write_bytes(data[: -len(data) // 6 - 100])

    middle, end = notices(path)

    assert (middle.kind, middle.at_s) == ("damage", pytest.approx(3.0, abs=0.3))
    assert "more may be missing" in middle.message
    assert end.kind == "cut_off"
    assert end.message.startswith("The file is truncated: ")


@pytest.mark.parametrize("quality", [None, 4])
def test_whole_frames_of_mp3_are_missed_where_the_next_begins_in_them(
    tmp_path: Path, quality: int | None
) -> None:
    path = mux(tmp_path / "a.mp3", [(0.0, SOUND)], "libmp3lame", quality=quality, options=NO_COUNT)
    there = packets(path)

    def follow(some: list[av.Packet]) -> bool:
        frames = BareFrames()
        return all(frames.good(packet) for packet in some)

    assert follow(there)
    cut = [not follow(there[:first] + there[first + TAKEN :]) for first in range(80, 110)]
    assert sum(cut) > 5  # others leave the room that the next frame wants

    first = 80 + cut.index(True)
    take_out(path, first, TAKEN)
    [notice] = notices(path)
    assert notice.kind == "damage"
    assert notice.at_s == pytest.approx(first * 1152 / RATE_HZ, abs=0.03)
    assert notice.message.startswith("The audio is discontinuous at ")


def test_whole_frames_that_only_the_count_misses_are_told_without_a_place(tmp_path: Path) -> None:
    path = mux(tmp_path / "a.mp3", [(0.0, SOUND)], "libmp3lame", options={"reservoir": "0"})
    take_out(path, FIRST, TAKEN)

    [notice] = notices(path)

    assert notice.kind == "cut_off"
    assert notice.duration_s == pytest.approx(TAKEN * 1152 / RATE_HZ, abs=0.06)
    assert notice.message == "1.0 s that the header declares are missing, at the end or earlier"


@pytest.mark.parametrize(("name", "codec"), [("a.aac", "aac"), ("a.ac3", "ac3"), ("a.mp2", "mp2")])
def test_whole_frames_of_other_codecs_leave_no_trace(tmp_path: Path, name: str, codec: str) -> None:
    path = mux(tmp_path / name, [(0.0, SOUND)], codec)
    take_out(path, 60, 40)

    surveyed = survey(path)

    left_s = 6 - 40 * FRAMES[codec] / RATE_HZ
    assert surveyed.info.duration_s == pytest.approx(left_s, abs=0.1)
    assert surveyed.info.notices == ()


def test_many_breaks_are_told_in_one_sentence(tmp_path: Path) -> None:
    path = mux(tmp_path / "a.mp3", [(0.0, SOUND)], "libmp3lame", quality=4, options=NO_COUNT)
    there = [bytes(packet) for packet in packets(path)]
    path.write_bytes(b"".join(frame for n, frame in enumerate(there) if n % 9))

    [notice] = notices(path)

    assert notice.message.startswith("The audio is discontinuous in ")


def test_intact_streams_follow_whatever_their_rate(tmp_path: Path) -> None:
    for rate_hz in (8_000, 16_000, 22_050, 44_100, 48_000):
        path = tmp_path / f"{rate_hz}.mp3"
        with av.open(str(path), "w") as container:
            stream = container.add_stream("libmp3lame", rate=rate_hz, layout="stereo")
            samples = rustle(3, rate_hz=rate_hz)
            for start in range(0, len(samples) // 1152 * 1152, 1152):
                piece = samples[None, start : start + 1152].repeat(2, axis=0)
                frame = av.AudioFrame.from_ndarray(piece, format="fltp", layout="stereo")
                frame.rate, frame.pts = rate_hz, start
                container.mux(stream.encode(frame))
            container.mux(stream.encode(None))
        assert notices(path) == []
        assert len(read_all(path)) == pytest.approx(3 * SAMPLE_RATE_HZ, abs=0.15 * SAMPLE_RATE_HZ)
