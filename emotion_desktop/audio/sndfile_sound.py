"""Sound files that libsndfile reads, in this process."""

import io
import re
from pathlib import Path
from typing import BinaryIO, Final

import numpy as np
import soundfile

from emotion_desktop.audio.ogg_pages import is_whole
from emotion_desktop.audio.sound import (
    CHUNK_FRAMES,
    MISSING_S,
    DecodeBrokenError,
    cut_off_notice,
)
from emotion_desktop.audio.wav_layout import RepairedWav, WavLayout, find_layout
from emotion_desktop.domain.audio import AudioInfo, AudioNotice, FloatArray
from emotion_desktop.domain.messages import Message

_MAGICS: Final = (b"RIFF", b"RIFX", b"RF64", b"BW64", b"fLaC", b"OggS", b"FORM", b".snd", b"caff")
_WRONG_SIZE = re.compile(r":\s*(\d+) \(should be (\d+)\)")
#: Programs that write to a pipe cannot know the length and put something huge.
_UNKNOWN_LENGTH_BYTES: Final[int] = 0x7FFF_0000
#: libsndfile's codecs read ahead; whoever leaves more behind did not read to the end.
_READ_AHEAD_BYTES: Final[int] = 2**15
_STEPS: Final = {"PCM_S8": 2.0**-7, "PCM_U8": 2.0**-7, "PCM_16": 2.0**-15, "PCM_24": 2.0**-23}

#: A claim of more, as libsndfile makes where a FLAC says nothing, is none.
_LONGEST_S: Final[float] = 1e8
#: What follows the sound is listened to in such pieces.
_PIECE_S: Final[float] = 0.5
#: Neighbouring samples of speech differ little; of other data, by more than their size.
_ROUGHNESS_OF_JUNK: Final[float] = 1.0


class SndfileSound:
    """A file that libsndfile decodes; see `Sound`."""

    n_tracks = 1

    def __init__(self, path: Path, file: BinaryIO | RepairedWav) -> None:
        self._raw = file
        self._file = soundfile.SoundFile(file)
        self._n_read = 0
        self.info = AudioInfo(
            path,
            self._file.frames / self._file.samplerate,
            self._file.samplerate,
            self._file.channels,
        )
        self.notices = _cut_off(self._file, self.info)
        self.step = _STEPS.get(self._file.subtype, 0.0)

    @property
    def doubtful(self) -> bool:
        """Whether a compressed file ended before its header or its bytes did; see `Sound`."""
        if self._file.format not in {"FLAC", "OGG"}:
            return False
        return self._n_read < self._file.frames or (
            self._file.format == "FLAC" and self._left_bytes() > _READ_AHEAD_BYTES
        )

    def read(self) -> FloatArray:
        """See `Sound`."""
        try:
            frames: FloatArray = self._file.read(CHUNK_FRAMES, dtype="float32", always_2d=True)
        except (soundfile.LibsndfileError, MemoryError) as error:
            raise DecodeBrokenError(Message("the data are damaged or cut off")) from error
        self._n_read += len(frames)
        return frames

    def close(self) -> None:
        """See `Sound`."""
        self._file.close()
        self._raw.close()

    def _left_bytes(self) -> int:
        position = self._raw.tell()
        return self._raw.seek(0, io.SEEK_END) - position


def open_sndfile(path: Path) -> SndfileSound | None:
    """Open with libsndfile, or give None where FFmpeg should try."""
    file = path.open("rb")
    try:
        layout = find_layout(file)
        file.seek(0)
        is_ours = layout is not None or file.read(4) in _MAGICS
        if not is_ours or (layout is None and not is_whole(file)):
            file.close()
            return None
        file.seek(0)
        sound = SndfileSound(path, file) if layout is None else _open_wav(path, file, layout)
        if 0.0 < sound.info.duration_s < _LONGEST_S:
            return sound
        sound.close()  # FFmpeg may find some
        return None
    except (soundfile.LibsndfileError, TypeError, MemoryError):
        file.close()
        return None
    except BaseException:
        file.close()
        raise


def _open_wav(path: Path, file: BinaryIO, layout: WavLayout) -> SndfileSound:
    spans = layout.spans
    goes_on = layout.tail is not None and _is_sound(file, layout)
    if goes_on and layout.tail is not None:
        spans = (*spans, layout.tail)
    if layout.is_plain and not goes_on:
        return SndfileSound(path, file)
    sound = SndfileSound(path, RepairedWav(file, layout, spans))
    sound.notices = _told(sound.info, layout, goes_on=goes_on)
    return sound


def _told(info: AudioInfo, layout: WavLayout, *, goes_on: bool) -> list[AudioNotice]:
    if layout.claimed_bytes is None or not layout.n_bytes:
        return []
    found_bytes = layout.n_bytes
    if goes_on and layout.tail is not None:
        found_bytes += layout.tail[1] - layout.tail[0]
    claimed_s = info.duration_s * layout.claimed_bytes / found_bytes
    if goes_on:
        message = Message(
            "The header tells of {claimed_s} s of sound, {duration_s} s were there",
            claimed_s=claimed_s,
            duration_s=info.duration_s,
        )
        return [AudioNotice("header", message)]
    if claimed_s - info.duration_s > MISSING_S:
        return [cut_off_notice(info.duration_s, claimed_s - info.duration_s)]
    return []


def _cut_off(file: soundfile.SoundFile, info: AudioInfo) -> list[AudioNotice]:
    """Tell where a chunk's size goes beyond the end of the file."""
    claims_s = [
        info.duration_s * int(claimed) / int(present)
        for claimed, present in _WRONG_SIZE.findall(file.extra_info)
        if int(claimed) < _UNKNOWN_LENGTH_BYTES and int(present)
    ]
    missing_s = max(claims_s, default=0.0) - info.duration_s
    return [cut_off_notice(info.duration_s, missing_s)] if missing_s > MISSING_S else []


def _is_sound(file: BinaryIO, layout: WavLayout) -> bool:
    """Say whether what lies behind the sound sounds like it: its header is older than it is."""
    assert layout.tail is not None
    begin, end = layout.spans[-1]
    known = _pieces(file, layout, (begin, end))[-1:]
    roughness = max((_roughness(piece) for piece in known), default=0.0)
    limit = max(_ROUGHNESS_OF_JUNK, 1.5 * roughness)
    pieces = [piece for piece in _pieces(file, layout, layout.tail) if piece.any()]
    return bool(pieces) and all(_roughness(piece) < limit for piece in pieces)


def _pieces(file: BinaryIO, layout: WavLayout, span: tuple[int, int]) -> list[FloatArray]:
    """Decode the beginning, the middle and the end of a span."""
    # The file is only borrowed: whoever closes the repaired one would close it.
    sound = soundfile.SoundFile(_Borrowed(file, layout, [span]))
    n_frames = round(_PIECE_S * sound.samplerate)
    starts = sorted({0, sound.frames // 2, max(0, sound.frames - n_frames)})
    pieces = []
    for start in starts:
        sound.seek(start)
        pieces.append(sound.read(n_frames, dtype="float32", always_2d=True))
    return pieces


class _Borrowed(RepairedWav):
    def close(self) -> None:
        """Leave the file open."""


def _roughness(frames: FloatArray) -> float:
    """Power of the differences between neighbours over that of the samples; 2 for noise."""
    centred = np.nan_to_num(frames.astype(np.float64), posinf=0.0, neginf=0.0)
    centred = centred - centred.mean(axis=0)
    power = float((centred**2).sum())
    return float((np.diff(centred, axis=0) ** 2).sum()) / power if power else 0.0
