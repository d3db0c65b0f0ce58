"""What cannot be decoded is silence in its place, and is told; all else is read."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from emotion_desktop.audio import av_claims
from emotion_desktop.audio.files import read_all
from emotion_desktop.audio.survey import survey
from emotion_desktop.domain.audio import SAMPLE_RATE_HZ, AudioNotice
from emotion_desktop.domain.errors import UserFacingError
from tests.unit.audio.containers import RATE_HZ, mux
from tests.unit.audio.made_sounds import WriteSound, place_of, rustle

ORIGINAL = rustle(6)
SOUND = rustle(6, rate_hz=RATE_HZ)
KINDS = [
    ("talk.mp3", "libmp3lame"),
    ("talk.mp2", "mp2"),
    ("talk.aac", "aac"),
    ("talk.ac3", "ac3"),
    ("talk.flac", "flac"),
    ("talk.m4a", "aac"),
    ("talk.mp4", "aac"),
    ("talk.mkv", "aac"),
    ("talk.ts", "aac"),
]
#: Of bare frames, how many are lost is told by their mean size only.
GUESSED_S = 0.08


def notices(path: Path) -> list[AudioNotice]:
    return list(survey(path).info.notices)


def garbage(n_bytes: int) -> bytes:
    return np.random.default_rng(3).bytes(n_bytes)


@pytest.mark.parametrize(("name", "codec"), KINDS)
def test_a_bad_frame_costs_only_itself(tmp_path: Path, name: str, codec: str) -> None:
    path = mux(tmp_path / name, [(0.0, SOUND)], codec)
    data = bytearray(path.read_bytes())
    middle = len(data) // 2
    data[middle : middle + 700] = garbage(700)
    path.write_bytes(data)

    samples = read_all(path)

    assert len(samples) == pytest.approx(6 * SAMPLE_RATE_HZ, abs=0.2 * SAMPLE_RATE_HZ)
    before_s = place_of(ORIGINAL, 1.0, samples, length_s=0.5)
    after_s = place_of(ORIGINAL, 5.0, samples, length_s=0.5)
    assert before_s == pytest.approx(1.0, abs=0.03)
    assert after_s - before_s == pytest.approx(4.0, abs=GUESSED_S)
    [notice] = notices(path)
    is_broadcast = name.endswith(".ts")  # its packets get lost without a trace
    assert notice.kind == ("hole" if is_broadcast else "damage")
    assert notice.at_s == pytest.approx(3.0, abs=0.5)
    assert 0.0 < notice.duration_s < 2.5  # Matroska loses all up to its next cluster
    assert ("without sound" if is_broadcast else "are damaged") in notice.message
    lost = samples[round((notice.at_s + 0.01) * SAMPLE_RATE_HZ) :][: SAMPLE_RATE_HZ // 500]
    assert np.abs(lost).max() < 0.02


@pytest.mark.parametrize(
    ("name", "codec", "behind"),
    [
        *((*kind, bytes(50_000)) for kind in KINDS),
        *((*kind, garbage(20_000)) for kind in KINDS[:5]),
        ("talk.mp3", "libmp3lame", b"TAG" + bytes(125)),
    ],
)
def test_what_lies_behind_the_end_is_left_out(
    tmp_path: Path, name: str, codec: str, behind: bytes
) -> None:
    path = mux(tmp_path / name, [(0.0, SOUND)], codec)
    whole_s = survey(path).info.duration_s
    path.write_bytes(path.read_bytes() + behind)

    surveyed = survey(path)

    # The last frame of AC3 is known to end only where another begins.
    assert surveyed.info.duration_s == pytest.approx(whole_s, abs=0.04)
    assert surveyed.info.notices == ()


@pytest.mark.parametrize(("name", "codec"), KINDS[:5])
def test_a_tag_in_the_middle_moves_nothing(tmp_path: Path, name: str, codec: str) -> None:
    path = mux(tmp_path / name, [(0.0, SOUND)], codec)
    data = path.read_bytes()
    middle = len(data) // 2
    tag = b"ID3\3\0\0\0\0\x10\0" + bytes(2048)
    path.write_bytes(data[:middle] + tag + data[middle:])

    samples = read_all(path)

    before_s = place_of(ORIGINAL, 1.0, samples, length_s=0.5)
    after_s = place_of(ORIGINAL, 5.0, samples, length_s=0.5)
    assert after_s - before_s == pytest.approx(4.0, abs=0.03)


@pytest.mark.parametrize(
    ("name", "codec", "options"),
    [
        ("cut.mp3", "libmp3lame", {}),
        ("cut.flac", "flac", {}),
        ("cut.m4a", "aac", {"movflags": "faststart"}),
        ("cut.mkv", "aac", {}),
        ("cut.webm", "libopus", {}),
    ],
)
def test_what_is_there_of_a_file_that_was_cut_off_is_read(
    tmp_path: Path, name: str, codec: str, options: dict[str, str]
) -> None:
    path = mux(tmp_path / name, [(0.0, SOUND)], codec, options=options)
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2])

    samples = read_all(path)

    assert place_of(ORIGINAL, 1.0, samples, length_s=0.5) == pytest.approx(1.0, abs=0.03)
    notice = notices(path)[-1]
    assert notice.kind == "cut_off"
    assert notice.at_s == pytest.approx(3.0, abs=0.5)
    assert notice.at_s + notice.duration_s == pytest.approx(6.0, abs=0.1)
    assert notice.message.startswith("The file is truncated: ")


@pytest.mark.parametrize(
    ("name", "codec", "options"),
    [
        ("talk.ogg", "libopus", {}),
        ("talk.aac", "aac", {}),
        ("talk.mp3", "libmp3lame", {"write_xing": "0"}),
    ],
)
def test_an_end_that_is_missing_without_a_claim_is_told_without_a_length(
    tmp_path: Path, name: str, codec: str, options: dict[str, str]
) -> None:
    path = mux(tmp_path / name, [(0.0, SOUND)], codec, options=options)
    assert notices(path) == []
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2 + 40])

    [notice] = notices(path)

    assert (notice.kind, notice.duration_s) == ("cut_off", 0.0)
    assert notice.message.startswith("The file was never finalised")


def test_an_mp4_without_its_table_of_contents_is_an_error_that_says_so(tmp_path: Path) -> None:
    path = mux(tmp_path / "talk.mp4", [(0.0, SOUND)], "aac")
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2])

    with pytest.raises(UserFacingError, match="its table of contents") as caught:
        survey(path)

    assert "the audio is probably still in the file" in caught.value.remedy
    assert "repair it" in caught.value.remedy
    assert "intact file from the same device" in caught.value.remedy


@pytest.mark.parametrize("added", [b"", bytes(700)])
def test_an_mp4_whose_table_of_contents_was_moved_is_an_error_that_says_so(
    tmp_path: Path, added: bytes
) -> None:
    path = mux(tmp_path / "talk.mp4", [(0.0, SOUND)], "aac")
    data = path.read_bytes()
    middle = len(data) // 2
    path.write_bytes(data[:middle] + added + data[middle + (0 if added else 500) :])

    with pytest.raises(UserFacingError, match="bytes are missing in the middle or were inserted"):
        survey(path)


@pytest.mark.parametrize(("name", "codec"), [("talk.ogg", "libopus"), ("talk.flac", "flac")])
def test_links_of_a_chain_are_read_one_after_the_other(
    tmp_path: Path, name: str, codec: str
) -> None:
    path = mux(tmp_path / name, [(0.0, SOUND)], codec)
    path.write_bytes(2 * path.read_bytes())

    samples = read_all(path)

    assert len(samples) == pytest.approx(12 * SAMPLE_RATE_HZ, abs=0.2 * SAMPLE_RATE_HZ)
    second = samples[len(samples) // 2 :]
    assert place_of(ORIGINAL, 5.0, second, length_s=0.5) == pytest.approx(5.0, abs=0.03)


@pytest.mark.parametrize(("name", "kind"), [("talk.ogg", {"subtype": "VORBIS"}), ("talk.flac", {})])
def test_a_link_of_another_rate_and_number_of_channels_is_read_too(
    write_sound: WriteSound, name: str, kind: dict[str, str]
) -> None:
    stereo = np.stack([rustle(6, rate_hz=44_100)] * 2, axis=1)
    first = write_sound(f"first-{name}", stereo, 44_100, **kind)
    second = write_sound(f"second-{name}", ORIGINAL, **kind)
    path = first.with_name(name)
    path.write_bytes(first.read_bytes() + second.read_bytes())

    samples = read_all(path)

    assert len(samples) == pytest.approx(12 * SAMPLE_RATE_HZ, abs=0.02 * SAMPLE_RATE_HZ)
    for half in (samples[: len(samples) // 2], samples[len(samples) // 2 :]):
        assert place_of(ORIGINAL, 5.0, half, length_s=0.5) == pytest.approx(5.0, abs=0.02)
    assert notices(path) == []


def test_a_page_that_an_ogg_lacks_is_silence_in_its_place(tmp_path: Path) -> None:
    path = mux(tmp_path / "talk.ogg", [(0.0, SOUND)], "libopus")
    pages = path.read_bytes().split(b"OggS")
    path.write_bytes(b"OggS".join(pages[:4] + pages[5:]))

    samples = read_all(path)

    assert place_of(ORIGINAL, 0.2, samples, length_s=0.5) == pytest.approx(0.2, abs=0.03)
    assert place_of(ORIGINAL, 5.0, samples, length_s=0.5) == pytest.approx(5.0, abs=0.03)
    assert "1.0 s without sound at " in notices(path)[0].message


def amr(frames: list[bytes]) -> bytes:
    return b"#!AMR\n" + b"".join(frames)


@pytest.mark.parametrize("wrap", [amr])
def test_silence_frames_of_amr_are_twenty_milliseconds_each(
    tmp_path: Path, wrap: Callable[[list[bytes]], bytes]
) -> None:
    speech = b"\x3c" + garbage(31)  # mode 7, 12.2 kbit/s
    sid, no_data = b"\x44" + bytes(5), b"\x7c"
    path = tmp_path / "talk.amr"
    path.write_bytes(wrap(50 * [speech] + 30 * [sid, no_data] + 50 * [speech] + [no_data]))

    surveyed = survey(path)
    samples = read_all(path)

    assert surveyed.info.duration_s == pytest.approx(161 * 0.02, abs=1e-6)
    assert surveyed.info.notices == ()
    loud = np.abs(samples) > 1e-3
    begin, end = round(1.05 * SAMPLE_RATE_HZ), round(2.15 * SAMPLE_RATE_HZ)
    assert not loud[begin:end].any()
    assert loud[round(2.25 * SAMPLE_RATE_HZ) : round(3.1 * SAMPLE_RATE_HZ)].any()


def test_a_file_of_which_almost_nothing_can_be_decoded_is_an_error(tmp_path: Path) -> None:
    path = mux(tmp_path / "talk.m4a", [(0.0, SOUND)], "aac", options={"movflags": "faststart"})
    data = path.read_bytes()
    sound = data.index(b"mdat") + 4
    path.write_bytes(data[: sound + 2_000] + garbage(len(data) - sound - 2_000))

    with pytest.raises(UserFacingError, match="almost none"):
        survey(path)


def test_tags_are_found_by_their_first_bytes() -> None:
    id3 = b"ID3\4\0\0\0\0\1\0" + bytes(128)
    assert av_claims.tag_spans(b"xx" + id3 + b"TAG" + bytes(125)) == [(2, 140), (140, 268)]
