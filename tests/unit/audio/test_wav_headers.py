"""All the sound of a WAV file is read, whatever its header says."""

import io
import struct
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from emotion_desktop.audio.files import probe, read_all
from emotion_desktop.audio.survey import survey
from emotion_desktop.audio.wav_layout import find_layout
from emotion_desktop.domain.audio import SAMPLE_RATE_HZ
from tests.unit.audio.made_sounds import rustle

SAMPLES = (rustle(5) * 32_767).astype("<i2")
SOUND = SAMPLES.tobytes()
N = len(SOUND)
FORMAT = struct.pack("<HHIIHH", 1, 1, SAMPLE_RATE_HZ, 2 * SAMPLE_RATE_HZ, 2, 16)
UNKNOWN = 2**32 - 1


def chunk(name: bytes, data: bytes, size: int | None = None) -> bytes:
    pad = b"\0" * (len(data) % 2)
    return name + struct.pack("<I", len(data) if size is None else size) + data + pad


def wav(*chunks: bytes, name: bytes = b"RIFF", size: int | None = None) -> bytes:
    body = b"WAVE" + b"".join(chunks)
    return name + struct.pack("<I", len(body) if size is None else size) + body


def ds64(riff: int, data: int) -> bytes:
    return chunk(b"ds64", struct.pack("<QQQI", riff, data, 0, 0))


HEAD = chunk(b"fmt ", FORMAT)
DATA = chunk(b"data", SOUND)
ID3 = b"ID3\3\0\0\0\0\2\0" + bytes(256)

WHOLE = {
    "plain": wav(HEAD, DATA),
    "size 0: the recorder lost power": wav(HEAD, chunk(b"data", SOUND, 0), size=0),
    "size 0 in a container of the right size": wav(HEAD, chunk(b"data", SOUND, 0)),
    "a pipe's size": wav(HEAD, chunk(b"data", SOUND, 0x7FFF_F000), size=0x7FFF_F024),
    "another pipe's size": wav(HEAD, chunk(b"data", SOUND, UNKNOWN), size=UNKNOWN),
    "RF64": wav(ds64(N + 72, N), HEAD, chunk(b"data", SOUND, UNKNOWN), name=b"RF64", size=UNKNOWN),
    "BW64": wav(ds64(N + 72, N), HEAD, chunk(b"data", SOUND, UNKNOWN), name=b"BW64", size=UNKNOWN),
    "RF64, ds64 zero": wav(
        ds64(0, 0), HEAD, chunk(b"data", SOUND, UNKNOWN), name=b"RF64", size=UNKNOWN
    ),
    "RF64 without ds64": wav(HEAD, chunk(b"data", SOUND, UNKNOWN), name=b"RF64", size=UNKNOWN),
    "two chunks of data": wav(
        HEAD,
        chunk(b"data", SOUND[: N // 2]),
        chunk(b"LIST", b"adtl"),
        chunk(b"data", SOUND[N // 2 :]),
    ),
    "a list of waves": wav(HEAD, chunk(b"LIST", b"wavl" + DATA)),
    "ID3 in front": ID3 + wav(HEAD, DATA),
    "zeros in front": bytes(512) + wav(HEAD, DATA),
    "an odd chunk without its padding": wav(HEAD, b"note" + struct.pack("<I", 3) + b"abc", DATA),
    "format behind the data": wav(DATA, HEAD),
    "zeros behind": wav(HEAD, DATA) + bytes(32_768),
    "junk behind": wav(HEAD, DATA) + np.random.default_rng(1).bytes(20_001),
    "text behind": wav(HEAD, DATA) + b"<xml>Take 7, microphone 2, and so on.</xml>" * 500,
}


@pytest.mark.parametrize("kind", WHOLE)
def test_the_sound_is_read_whole_and_nothing_else(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "talk.wav"
    path.write_bytes(WHOLE["plain"])
    expected = read_all(path)
    assert len(expected) == 5 * SAMPLE_RATE_HZ

    path.write_bytes(WHOLE[kind])

    np.testing.assert_array_equal(read_all(path), expected)
    assert survey(path).info.notices == ()


def test_the_other_byte_order_is_no_noise(tmp_path: Path) -> None:
    path = tmp_path / "talk.wav"
    path.write_bytes(WHOLE["plain"])
    expected = read_all(path)
    head = struct.pack(">HHIIHH", 1, 1, SAMPLE_RATE_HZ, 2 * SAMPLE_RATE_HZ, 2, 16)
    sound = SAMPLES.astype(">i2").tobytes()
    body = b"WAVEfmt " + struct.pack(">I", 16) + head + b"data" + struct.pack(">I", N) + sound

    for size in (len(body), 0):
        path.write_bytes(b"RIFX" + struct.pack(">I", size) + body)
        np.testing.assert_array_equal(read_all(path), expected)


@pytest.mark.parametrize("claimed", [4096, N // 2])
def test_sound_behind_what_an_old_header_claims_is_read_and_told(
    tmp_path: Path, claimed: int
) -> None:
    path = tmp_path / "dash cam.wav"
    path.write_bytes(wav(HEAD, chunk(b"data", SOUND, claimed), size=36 + claimed))

    assert len(read_all(path)) == 5 * SAMPLE_RATE_HZ
    [notice] = survey(path).info.notices
    claimed_s = claimed / 2 / SAMPLE_RATE_HZ
    assert notice.kind == "header"
    assert str(notice.message) == (
        f"The header states {claimed_s:.1f} s of audio; the file contains 5.0 s"
    )


@pytest.mark.parametrize(("missing_s", "told"), [(0.2, False), (0.6, True), (60.0, True)])
def test_what_is_missing_is_told_by_its_seconds(
    tmp_path: Path, missing_s: float, told: bool
) -> None:
    path = tmp_path / "talk.wav"
    claimed = N + 2 * round(missing_s * SAMPLE_RATE_HZ)
    path.write_bytes(wav(HEAD, chunk(b"data", SOUND, claimed), size=36 + claimed))

    assert len(read_all(path)) == 5 * SAMPLE_RATE_HZ
    sentences = [str(notice.message) for notice in survey(path).info.notices]
    assert sentences == [f"The file is truncated: {missing_s:.1f} s are missing after 5.0 s"] * told


@pytest.mark.parametrize("wrap", [lambda size: size % 2**32, lambda size: 0])
def test_more_than_four_gigabytes_are_found(tmp_path: Path, wrap: Callable[[int], int]) -> None:
    path = tmp_path / "day.wav"
    n_bytes = 2**32 + 10 * N
    with path.open("wb") as file:
        file.write(wav(HEAD, chunk(b"data", b"", wrap(n_bytes)), size=wrap(36 + n_bytes)))
        begin = file.tell()
        for at in (0, wrap(n_bytes), wrap(n_bytes) + (n_bytes - wrap(n_bytes)) // 2, n_bytes - N):
            file.seek(begin + at)  # the rest is a hole of the disk
            file.write(SOUND)

    assert probe(path).duration_s == pytest.approx(n_bytes / 2 / SAMPLE_RATE_HZ, abs=0.01)


def test_a_layout_tells_where_the_sound_lies() -> None:
    layout = find_layout(io.BytesIO(WHOLE["two chunks of data"]))

    assert layout is not None
    assert layout.spans == ((44, 44 + N // 2), (44 + N // 2 + 20, 44 + N + 20))
    assert layout.claimed_bytes == N
    assert not layout.is_plain
