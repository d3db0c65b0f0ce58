"""Audio and video files, by both decoders and as the program reads them."""

import io
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

import numpy as np
import soundfile

from tests.fuzz.inputs import WORDS, mutated
from tests.fuzz.target import Target

_RATE_HZ: Final = 16_000


def _noise(seconds: float, rate_hz: int = _RATE_HZ) -> np.ndarray:
    return np.random.default_rng(0).normal(0, 0.1, round(seconds * rate_hz)).astype(np.float32)


def _by_sndfile(folder: Path) -> list[bytes]:
    """Small files in every format that libsndfile is trusted with."""
    made = []
    for form, subtype in (
        *(("WAV", "PCM_16"), ("WAV", "FLOAT"), ("WAV", "ULAW"), ("WAVEX", "PCM_24")),
        *(("RF64", "PCM_16"), ("FLAC", "PCM_16"), ("OGG", "VORBIS"), ("OGG", "OPUS")),
        *(("AIFF", "PCM_16"), ("AU", "PCM_16"), ("CAF", "ALAC_16"), ("WAV", "IMA_ADPCM")),
    ):
        path = folder / "original"
        soundfile.write(path, _noise(0.3), _RATE_HZ, subtype=subtype, format=form)
        made.append(path.read_bytes())
    return made


def _by_ffmpeg(folder: Path) -> list[bytes]:
    """Small files in formats that only FFmpeg reads."""
    from tests.unit.audio.containers import RATE_HZ, mux

    made = []
    for suffix, codec in (
        *(("mp3", "libmp3lame"), ("m4a", "aac"), ("mp4", "aac"), ("ts", "mp2"), ("mka", "ac3")),
        *(("webm", "libopus"), ("mkv", "flac"), ("avi", "mp2"), ("aac", "aac"), ("ogg", "libopus")),
    ):
        path = folder / f"original.{suffix}"
        mux(path, [(0.0, _noise(0.3, RATE_HZ))], codec, pictures_s=0.1 if suffix == "mp4" else 0.0)
        made.append(path.read_bytes())
        path.unlink()
    return made


#: Names and sizes of the parts of which such files consist.
_WORDS: Final[Sequence[bytes]] = (
    *WORDS,
    *(b"data", b"fmt ", b"ds64", b"LIST", b"fLaC", b"OggS", b"moov", b"mdat", b"stsz", b"elst"),
    *(b"ID3\4\0\0\x7f\x7f\x7f\x7f", b"Xing\0\0\0\x0f", b"\x1a\x45\xdf\xa3", b"\x01\xff\xff\xff"),
    *(b"G" + bytes(187), b"\xff\xfb\x90\x64", b"\x0b\x77", b"APETAGEX", b"TAG", b"\xff\xf1"),
)


def _claiming(rate_hz: int, channels: int, n_bytes: int) -> bytes:
    """The header of a WAV with claims of its own."""
    frame = 2 * channels % 2**16
    head = b"RIFF" + (36 + n_bytes).to_bytes(8, "little")[:4] + b"WAVEfmt \x10\0\0\0\1\0"
    head += channels.to_bytes(2, "little") + rate_hz.to_bytes(4, "little")
    head += (rate_hz * frame % 2**32).to_bytes(4, "little") + frame.to_bytes(2, "little")
    return head + b"\x10\0data" + n_bytes.to_bytes(4, "little") + bytes(16_000)


def _bombs() -> Iterator[bytes]:
    yield _claiming(1_600_000_000, 1, 16_000)
    yield _claiming(1, 1, 2**32 - 1)
    yield _claiming(768_000, 64, 2**32 - 1)
    yield _claiming(16_000, 65_535, 2**31)
    buffer = io.BytesIO()
    with soundfile.SoundFile(buffer, "w", 768_000 // 2, 8, format="FLAC") as file:
        for _ in range(6):
            file.write(np.zeros((500_000, 8), np.int16))
    yield buffer.getvalue()
    yield b"OggS" * 2**20
    yield (b"RIFF\xff\xff\xff\x7fWAVE" + b"LIST\0\0\0\0" * 2**20)
    yield (b"\0\0\0\x08ftyp" + b"\0\0\0\x08moov" * 2**20)


def sndfile(folder: Path) -> Target:
    """What libsndfile reads, in the program's own process."""
    from emotion_desktop.audio.sndfile_sound import open_sndfile
    from emotion_desktop.audio.sound import DecodeBrokenError
    from emotion_desktop.domain.errors import UserFacingError

    path = folder / "a.wav"

    def read(data: bytes) -> None:
        path.write_bytes(data)
        sound = open_sndfile(path)
        if sound is None:
            return
        try:
            n_samples = 0
            while n_samples < 50_000_000 and (n_read := sound.read().size):
                n_samples += n_read
            sound.seek(0)
            sound.doubtful  # noqa: B018
        finally:
            sound.close()

    return Target(
        mutated(_by_sndfile(folder), _WORDS),
        read,
        _bombs,
        refusals=(UserFacingError, DecodeBrokenError),
    )


def ffmpeg(folder: Path) -> Target:
    """What FFmpeg reads; without the process of its own, which dies alone in the program."""
    from emotion_desktop.audio import av_decoder

    class Nowhere(io.RawIOBase):
        """Takes what is decoded, up to what the program would soon refuse to wait for."""

        def writable(self) -> bool:
            return True

        def write(self, data: object) -> int:
            assert isinstance(data, bytes | bytearray | memoryview)
            return len(data)

    def read(data: bytes) -> None:
        av_decoder.decode(io.BytesIO(data), Nowhere())  # type: ignore[arg-type]

    # Any other error ends that process, which its parent takes for a damaged file.
    return Target(
        mutated(_by_ffmpeg(folder) + _by_sndfile(folder), _WORDS),
        read,
        _bombs,
        refusals=(Exception,),
    )


def survey(folder: Path) -> Target:
    """Whole files as they are analysed, with the decoder in a process of its own."""
    from emotion_desktop.audio.files import read_all

    path = folder / "a.bin"

    def read(data: bytes) -> None:
        path.write_bytes(data)
        assert np.isfinite(read_all(path, max_s=60.0)).all()

    return Target(mutated(_by_ffmpeg(folder) + _by_sndfile(folder), _WORDS), read, _bombs)
