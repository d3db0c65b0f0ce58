import re
import struct
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from emotion_desktop.audio import child_sound
from emotion_desktop.audio.files import read_all, sha256_of
from emotion_desktop.audio.survey import survey
from emotion_desktop.domain.audio import SAMPLE_RATE_HZ
from emotion_desktop.domain.errors import UserFacingError
from tests.unit.audio.made_sounds import WriteSound, level_of, noise, tone


def write_wav_header(path: Path, *, rate_hz: int, claimed_bytes: int, data: bytes) -> Path:
    header = struct.pack(
        "<4sI4s4sIHHIIHH4sI",
        *(b"RIFF", min(36 + claimed_bytes, 2**32 - 1), b"WAVE", b"fmt ", 16, 1, 1),
        *(rate_hz, rate_hz * 2 % 2**32, 2, 16, b"data", claimed_bytes),
    )
    path.write_bytes(header + data)
    return path


def whole_error(path: Path) -> str:
    """What a person reads when the file is used, which must come quickly."""
    start_s = time.monotonic()
    with pytest.raises(UserFacingError) as caught:
        read_all(path)
    assert time.monotonic() - start_s < child_sound.STALL_LIMIT_S
    text = str(caught.value)
    assert path.name in text
    assert "\n" not in text
    return text


def test_an_empty_file_is_named_as_such(tmp_path: Path) -> None:
    path = tmp_path / "empty.wav"
    path.touch()

    assert "is empty" in whole_error(path)


def test_a_header_without_samples_holds_no_sound(tmp_path: Path) -> None:
    path = write_wav_header(tmp_path / "h.wav", rate_hz=16_000, claimed_bytes=0, data=b"")

    assert "contains no audio" in whole_error(path)


@pytest.mark.parametrize("name", ["talk.wav", "talk.mp3", "talk.m4a", "talk.flac"])
def test_text_under_the_name_of_a_sound_file_is_no_sound(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text("Dear diary, today nobody spoke.\n" * 200)

    # FFmpeg takes some text for a film with subtitles only.
    assert re.search("is not an audio file|has no audio track", whole_error(path))


def test_a_playlist_does_not_reach_other_files(write_sound: WriteSound) -> None:
    other = write_sound("other.mp3", tone())
    path = other.with_name("list.m3u8")
    path.write_text(f"#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\n{other}\n#EXT-X-ENDLIST\n")

    assert "list.m3u8 is not an audio file" in whole_error(path)


def test_a_path_that_leads_nowhere_is_named(tmp_path: Path) -> None:
    assert "does not exist" in whole_error(tmp_path / "nowhere.wav")


def test_a_folder_is_not_a_file(tmp_path: Path) -> None:
    assert "is not a file" in whole_error(tmp_path)


def test_a_file_without_read_permission_is_named(
    write_sound: WriteSound, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write_sound("secret.wav", tone())

    # Root may read everything, so the refusal is made here.
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)

    assert "You do not have permission to read" in whole_error(path)


@pytest.mark.parametrize("name", ["talk.flac", "talk.wav", "talk.aiff", "talk.au"])
def test_what_is_missing_of_a_file_that_is_cut_off_is_told(
    write_sound: WriteSound, name: str
) -> None:
    path = write_sound(name, noise(10, 0.1))
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])

    notice = survey(path).info.notices[-1]

    assert notice.kind == "cut_off"
    assert notice.at_s == pytest.approx(len(read_all(path)) / SAMPLE_RATE_HZ, abs=0.01)
    assert 4.0 < notice.at_s < 5.2
    assert notice.at_s + notice.duration_s == pytest.approx(10.0, abs=0.1)
    assert notice.message == (
        f"The file is truncated: {notice.duration_s:.1f} s are missing after {notice.at_s:.1f} s"
    )


def test_a_header_that_claims_gigahertz_is_refused(tmp_path: Path) -> None:
    path = write_wav_header(
        tmp_path / "g.wav", rate_hz=1_600_000_000, claimed_bytes=16_000, data=bytes(16_000)
    )

    assert "1600000000 Hz" in whole_error(path)


def test_a_wav_header_that_claims_ten_hours_is_told(tmp_path: Path) -> None:
    claimed_bytes = 36_000 * 2 * 16_000
    path = write_wav_header(
        tmp_path / "h.wav", rate_hz=16_000, claimed_bytes=claimed_bytes, data=bytes(16_000)
    )

    assert len(read_all(path)) == 8_000
    [notice] = survey(path).info.notices
    assert "35999.5 s are missing after 0.5 s" in notice.message


def test_a_flac_header_that_claims_ten_hours_is_told(write_sound: WriteSound) -> None:
    path = write_sound("h.flac", noise(0.5, 0.1))
    claim_samples(path, 36_000 * 16_000)

    assert len(read_all(path)) == 8_000
    [notice] = survey(path).info.notices
    assert "35999.5 s are missing after 0.5 s" in notice.message


@pytest.mark.parametrize("claimed", [0, 4096])
def test_a_flac_that_holds_more_than_its_header_claims_is_read_to_its_end(
    write_sound: WriteSound, claimed: int
) -> None:
    path = write_sound("more.flac", noise(5, 0.1))
    claim_samples(path, claimed)

    assert len(read_all(path)) == 5 * SAMPLE_RATE_HZ


def claim_samples(path: Path, n_samples: int) -> None:
    data = bytearray(path.read_bytes())
    # The low 36 bits of these bytes are the number of samples.
    stream_info = int.from_bytes(data[18:26], "big") >> 36 << 36 | n_samples
    data[18:26] = stream_info.to_bytes(8, "big")
    path.write_bytes(data)


def test_too_many_channels_are_refused(write_sound: WriteSound) -> None:
    path = write_sound("crowd.wav", np.zeros((100, 65), np.float32))

    assert "65 channels" in whole_error(path)


def test_a_length_that_a_pipe_could_not_know_is_accepted(tmp_path: Path) -> None:
    samples = (tone(seconds=0.5) * 32_767).astype("<i2").tobytes()
    path = write_wav_header(
        tmp_path / "piped.wav", rate_hz=16_000, claimed_bytes=2**32 - 1, data=samples
    )

    assert len(read_all(path)) == 8_000


def test_a_decoder_that_hangs_is_killed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "evil.m4a"
    path.write_bytes(b"\0\0\0\x20ftypM4A ")
    children = []

    def hang(_path: Path, _track: int | None, _start_s: float) -> subprocess.Popen[bytes]:
        children.append(
            subprocess.Popen(
                [sys.executable, "-c", "import time; time.sleep(600)"], stdout=subprocess.PIPE
            )
        )
        return children[-1]

    monkeypatch.setattr(child_sound, "start_child", hang)
    monkeypatch.setattr(child_sound, "STALL_LIMIT_S", 0.3)

    with pytest.raises(UserFacingError, match="decoder produced nothing"):
        read_all(path)

    assert children[0].returncode is not None
    assert children[0].returncode != 0


def test_the_decoder_ends_with_the_reader(
    write_encoded: WriteSound, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write_encoded("long.m4a", noise(60, 0.1), 16_000)
    children = []
    start = child_sound.start_child
    monkeypatch.setattr(
        child_sound, "start_child", lambda *chosen: children.append(start(*chosen)) or children[-1]
    )

    assert len(read_all(path, max_s=1)) == SAMPLE_RATE_HZ

    assert [child.returncode is not None for child in children] == [True, True]


def test_samples_that_are_no_numbers_become_silence(write_sound: WriteSound) -> None:
    frames = np.stack([tone(440), tone(440)], axis=1)
    frames[4_000:6_000, 0] = np.nan
    frames[100, 1], frames[200, 1] = np.inf, -np.inf
    path = write_sound("nan.wav", frames, subtype="FLOAT")

    samples = read_all(path)

    assert np.isfinite(samples).all()
    assert level_of(samples, 440) == pytest.approx(0.3, rel=0.2)
    # The other channel is still heard where the first has no numbers.
    assert np.abs(samples[4_500:5_500]).max() == pytest.approx(0.15, rel=0.1)


def test_huge_values_stay_in_range(write_sound: WriteSound) -> None:
    path = write_sound("huge.wav", tone(rate_hz=44_100) * 1e38, 44_100, subtype="FLOAT")

    assert 0.9 < np.abs(read_all(path)).max() <= 1.0


def test_all_zero_samples_are_accepted(write_sound: WriteSound) -> None:
    assert not read_all(write_sound("zero.wav", np.zeros(16_000, np.float32))).any()


@pytest.mark.parametrize("rate_hz", [8_000, 16_000, 44_100])
def test_a_twentieth_of_a_second_is_accepted(write_sound: WriteSound, rate_hz: int) -> None:
    path = write_sound("click.wav", tone(seconds=0.05, rate_hz=rate_hz), rate_hz)

    assert len(read_all(path)) == pytest.approx(800, abs=2)


def test_a_constant_offset_is_removed(write_sound: WriteSound) -> None:
    path = write_sound("offset.wav", tone(440, rate_hz=44_100) + 0.4, 44_100, subtype="FLOAT")

    samples = read_all(path)

    assert abs(float(samples.mean())) < 1e-3
    assert np.abs(samples).max() < 0.35
    assert level_of(samples, 440) == pytest.approx(0.3, rel=0.02)


def test_hard_clipping_stays_in_range(write_sound: WriteSound) -> None:
    path = write_sound("loud.wav", np.clip(tone(300, rate_hz=48_000, level=9), -1, 1), 48_000)

    assert 0.9 < np.abs(read_all(path)).max() <= 1.0


def test_the_hash_is_that_of_the_bytes(tmp_path: Path) -> None:
    path = tmp_path / "abc"
    path.write_bytes(b"abc")

    assert sha256_of(path).startswith("ba7816bf8f01cfea414140de5dae2223")
