"""All the sound of an AIFF, AU, CAF or W64 file is read, whatever its header says."""

import struct
from pathlib import Path

import numpy as np
import pytest

from emotion_desktop.audio.files import read_all
from emotion_desktop.audio.survey import survey
from emotion_desktop.domain.audio import SAMPLE_RATE_HZ
from tests.unit.audio.made_sounds import WriteSound, rustle

N = 5 * 2 * SAMPLE_RATE_HZ


def claim(path: Path, n_bytes: int) -> None:
    """Make the header claim this many bytes of audio."""
    data = bytearray(path.read_bytes())
    if path.suffix == ".au":
        struct.pack_into(">I", data, 8, n_bytes)
    elif path.suffix == ".caf":
        struct.pack_into(">q", data, data.index(b"data") + 4, n_bytes + 4 if n_bytes else 0)
    elif path.suffix == ".w64":
        at = data.index(b"data\xf3\xac") + 16
        struct.pack_into("<Q", data, 16, at + 8 + n_bytes if n_bytes else 0)
        struct.pack_into("<Q", data, at, n_bytes + 24 if n_bytes else 0)
    else:
        at = data.index(b"SSND")
        struct.pack_into(">I", data, 4, at + 8 + n_bytes if n_bytes else 0)
        struct.pack_into(">I", data, data.index(b"COMM") + 10, n_bytes // 2)
        struct.pack_into(">I", data, at + 4, n_bytes + 8 if n_bytes else 0)
    path.write_bytes(data)


@pytest.fixture(params=["talk.aiff", "talk.au", "talk.caf", "talk.w64"])
def path(request: pytest.FixtureRequest, write_sound: WriteSound) -> Path:
    written = write_sound(request.param, rustle(5), subtype="PCM_16")
    claim(written, N)
    return written


def test_a_right_header_is_taken_as_it_is(path: Path) -> None:
    assert len(read_all(path)) == 5 * SAMPLE_RATE_HZ
    assert survey(path).info.notices == ()


def test_a_recorder_that_lost_power_leaves_all_its_sound(path: Path) -> None:
    claim(path, 0)

    assert len(read_all(path)) == 5 * SAMPLE_RATE_HZ
    assert survey(path).info.notices == ()


def test_sound_behind_what_an_old_header_claims_is_read_and_told(path: Path) -> None:
    claim(path, N // 5)

    assert len(read_all(path)) == 5 * SAMPLE_RATE_HZ
    assert [str(notice.message) for notice in survey(path).info.notices] == [
        "The header states 1.0 s of audio; the file contains 5.0 s"
    ]


def test_junk_behind_the_sound_is_left_out(path: Path) -> None:
    path.write_bytes(path.read_bytes() + np.random.default_rng(1).bytes(20_000))

    assert len(read_all(path)) == 5 * SAMPLE_RATE_HZ
    assert survey(path).info.notices == ()


def test_what_a_truncated_file_is_missing_is_told(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: -N // 5])

    assert len(read_all(path)) == pytest.approx(4 * SAMPLE_RATE_HZ, abs=3)
    assert [str(notice.message) for notice in survey(path).info.notices] == [
        "The file is truncated: 1.0 s are missing after 4.0 s"
    ]


@pytest.mark.parametrize("claimed", [2**63 - 1, 2**64 - 1, 24])
def test_a_length_that_a_w64_leaves_open_is_that_of_the_file(
    write_sound: WriteSound, claimed: int
) -> None:
    path = write_sound("talk.w64", rustle(5), subtype="PCM_16")
    data = bytearray(path.read_bytes())
    struct.pack_into("<Q", data, data.index(b"data\xf3\xac") + 16, claimed)
    path.write_bytes(data)

    assert len(read_all(path)) == 5 * SAMPLE_RATE_HZ
    assert survey(path).info.notices == ()


def test_a_chunk_behind_the_sound_of_a_w64_is_none_of_it(write_sound: WriteSound) -> None:
    path = write_sound("talk.w64", rustle(5), subtype="PCM_16")
    data = path.read_bytes()
    kind = data[data.index(b"data\xf3\xac") + 4 :][:12]
    path.write_bytes(data + b"note" + kind + struct.pack("<Q", 24 + 4096) + bytes(range(256)) * 16)

    assert len(read_all(path)) == 5 * SAMPLE_RATE_HZ
    assert survey(path).info.notices == ()
