from pathlib import Path

import av
import numpy as np
import pytest

from emotion_desktop.audio.files import open_blocks, probe, read_all
from emotion_desktop.audio.sndfile_sound import SndfileSound
from emotion_desktop.audio.survey import survey
from emotion_desktop.domain.audio import SAMPLE_RATE_HZ
from emotion_desktop.domain.errors import UserFacingError
from tests.unit.audio.made_sounds import WriteSound, level_of, tone


@pytest.mark.parametrize(
    ("name", "kind", "rate_hz"),
    [
        ("eight_bit.wav", {"subtype": "PCM_U8"}, 8_000),
        ("sixteen_bit.wav", {"subtype": "PCM_16"}, 44_100),
        ("many_bits.wav", {"subtype": "PCM_24"}, 192_000),
        ("float.wav", {"subtype": "FLOAT"}, 16_000),
        ("large.rf64", {"format": "RF64"}, 48_000),
        ("apple.aiff", {}, 22_050),
        ("sun.au", {}, 11_025),
        ("lossless.flac", {}, 48_000),
        ("vorbis.ogg", {"subtype": "VORBIS"}, 44_100),
        ("opus.opus", {"format": "OGG", "subtype": "OPUS"}, 48_000),
        ("layer3.mp3", {}, 44_100),
    ],
)
def test_a_common_format_keeps_its_length_and_pitch(
    write_sound: WriteSound, name: str, kind: dict[str, str], rate_hz: int
) -> None:
    path = write_sound(name, tone(440, rate_hz=rate_hz), rate_hz, **kind)

    info = probe(path)
    samples = read_all(path)

    assert (info.sample_rate_hz, info.channels) == (rate_hz, 1)
    assert info.duration_s == pytest.approx(1.0, abs=0.06)
    assert len(samples) == pytest.approx(SAMPLE_RATE_HZ, abs=0.06 * SAMPLE_RATE_HZ)
    assert samples.dtype == np.float32
    assert level_of(samples, 440) == pytest.approx(0.3, rel=0.1)


@pytest.mark.parametrize(
    ("name", "codec", "rate_hz"),
    [
        ("sound.m4a", "aac", 44_100),
        ("video.mp4", "aac", 48_000),
        ("video.mkv", "aac", 48_000),
        ("video.webm", "libopus", 48_000),
    ],
)
def test_what_libsndfile_cannot_read_is_decoded_by_ffmpeg(
    write_encoded: WriteSound, name: str, codec: str, rate_hz: int
) -> None:
    path = write_encoded(name, tone(440, seconds=2, rate_hz=rate_hz), rate_hz, codec)

    left, right = read_all(path, 0), read_all(path, 1)

    assert probe(path).channels == 2
    assert len(left) == pytest.approx(2 * SAMPLE_RATE_HZ, abs=0.06 * SAMPLE_RATE_HZ)
    assert level_of(left, 440) == pytest.approx(0.3, rel=0.1)
    assert level_of(right, 440) < 0.01


def test_an_mp3_without_a_length_in_its_header_is_decoded_to_its_end(
    write_sound: WriteSound,
) -> None:
    # Loud, then silent, at a variable bit rate: any estimate from the start is too short.
    loud = np.random.default_rng(0).normal(0, 0.1, 10 * SAMPLE_RATE_HZ)
    samples = np.concatenate([loud, np.zeros(50 * SAMPLE_RATE_HZ)])
    path = write_sound("variable.mp3", samples, bitrate_mode="VARIABLE", compression_level=0.3)
    data = path.read_bytes()
    second_frame = data.index(data[:2], 4)
    assert b"Xing" in data[:second_frame]
    path.write_bytes(data[second_frame:])

    assert len(read_all(path)) == pytest.approx(len(samples), abs=0.2 * SAMPLE_RATE_HZ)


def test_channels_are_chosen_by_index_or_mixed(write_sound: WriteSound) -> None:
    frames = np.stack([tone(200 * (k + 1), level=0.4) for k in range(8)], axis=1)
    path = write_sound("eight.wav", frames)

    third, mix = read_all(path, 2), read_all(path, "mix")

    assert level_of(third, 600) == pytest.approx(0.4, rel=0.05)
    assert level_of(third, 400) < 0.01
    for k in range(8):
        assert level_of(mix, 200 * (k + 1)) == pytest.approx(0.4 / 8, rel=0.05)


def test_a_channel_that_is_not_there_is_an_error(write_sound: WriteSound) -> None:
    path = write_sound("mono.wav", tone())

    with pytest.raises(UserFacingError, match="no channel 2; it has 1"):
        read_all(path, 1)


def test_a_video_without_sound_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "silent.mp4"
    with av.open(str(path), "w") as container:
        stream = container.add_stream("mpeg4", rate=10)
        stream.width = stream.height = 64
        stream.pix_fmt = "yuv420p"
        for _ in range(5):
            frame = av.VideoFrame.from_ndarray(np.zeros((64, 64, 3), np.uint8), format="rgb24")
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))

    with pytest.raises(UserFacingError, match="has no audio track"):
        probe(path)


def test_blocks_follow_each_other_without_gap_and_join_to_the_whole(
    write_sound: WriteSound,
) -> None:
    path = write_sound("long.wav", tone(440, seconds=3.21, rate_hz=44_100), 44_100)

    blocks = list(open_blocks(path, "mix", block_s=0.5))

    starts = np.cumsum([0, *(len(b.samples) for b in blocks)])
    assert [b.first_sample for b in blocks] == starts[:-1].tolist()
    assert {len(b.samples) for b in blocks[:-1]} == {8_000}
    assert all(b.sample_rate_hz == SAMPLE_RATE_HZ for b in blocks)
    np.testing.assert_array_equal(np.concatenate([b.samples for b in blocks]), read_all(path))
    assert not blocks[0].samples.flags.writeable


def test_reading_stops_where_it_is_told_to(write_sound: WriteSound) -> None:
    path = write_sound("long.wav", tone(seconds=30))

    assert len(read_all(path, max_s=1.5)) == 1.5 * SAMPLE_RATE_HZ


def test_no_more_of_a_long_file_is_decoded_than_is_asked_for(
    write_sound: WriteSound, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write_sound("long.wav", tone(seconds=60))
    surveyed = survey(path)
    reads = []
    read = SndfileSound.read
    monkeypatch.setattr(SndfileSound, "read", lambda sound: reads.append(1) or read(sound))
    blocks = open_blocks(path, "mix", surveyed=surveyed, block_s=1.0)

    assert not reads
    next(blocks)
    blocks.close()

    assert 0 < len(reads) <= 3
