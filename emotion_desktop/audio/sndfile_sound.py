"""Audio files that libsndfile reads in this process."""

import io
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO, Final

import numpy as np
import soundfile

from emotion_desktop.audio.ogg_pages import is_whole
from emotion_desktop.audio.sized_headers import PatchedFile, SizedHeader, find_sizes
from emotion_desktop.audio.sound import (
    CHUNK_FRAMES,
    MISSING_S,
    DecodeBrokenError,
    cut_off_notice,
)
from emotion_desktop.audio.wav_layout import RepairedWav, WavLayout, find_layout
from emotion_desktop.domain.audio import AudioInfo, AudioNotice, FloatArray
from emotion_desktop.domain.translatable import Message
from emotion_desktop.system.sealing.files import failure_of, is_decrypted, open_for_sndfile

_MAGICS: Final = (b"RIFF", b"RIFX", b"RF64", b"BW64", b"fLaC", b"OggS", b"FORM", b".snd", b"caff")
#: libsndfile's codecs read ahead; if more is left than this, they did not read to the end.
_READ_AHEAD_BYTES: Final[int] = 2**15
_STEPS: Final = {"PCM_S8": 2.0**-7, "PCM_U8": 2.0**-7, "PCM_16": 2.0**-15, "PCM_24": 2.0**-23}

#: A larger claim, as libsndfile makes if a FLAC states nothing, is ignored.
_LONGEST_S: Final[float] = 1e8
#: Whatever follows the audio is examined in pieces of this size.
_PIECE_S: Final[float] = 0.5
#: Neighbouring samples of speech differ little; of other data, by more than their size.
_ROUGHNESS_OF_JUNK: Final[float] = 1.0


class SndfileSound:
    """A file decoded by libsndfile; see `Sound`.

    Parameters
    ----------
    path : Path
        Path of the file.
    file : BinaryIO
        The same, open; closed with this.
    repaired : RepairedWav or PatchedFile, optional
        What to decode in its place.
    """

    n_tracks = 1

    def __init__(
        self, path: Path, file: BinaryIO, repaired: RepairedWav | PatchedFile | None = None
    ) -> None:
        self._raw = file
        self._file = soundfile.SoundFile(repaired or PatchedFile(file, {}))
        self._n_read = 0
        self.info = AudioInfo(
            path,
            self._file.frames / self._file.samplerate,
            self._file.samplerate,
            self._file.channels,
        )
        self.notices: list[AudioNotice] = []
        self.step = _STEPS.get(self._file.subtype, 0.0)

    @property
    def doubtful(self) -> bool:
        """Whether a compressed file ended before its header or its data did; see `Sound`."""
        if self._file.format not in {"FLAC", "OGG"} or is_decrypted(self._raw):
            return False  # what is decrypted is what was written, and FFmpeg could not read it
        return self._n_read < self._file.frames or (
            self._file.format == "FLAC" and self._left_bytes() > _READ_AHEAD_BYTES
        )

    def read(self) -> FloatArray:
        """See `Sound`."""
        try:
            frames: FloatArray = self._file.read(CHUNK_FRAMES, dtype="float32", always_2d=True)
        except (soundfile.LibsndfileError, MemoryError) as error:
            failure = failure_of(self._raw)
            raise failure or DecodeBrokenError(
                Message("the data are damaged or truncated")
            ) from error
        failure = failure_of(self._raw)
        if failure is not None:
            raise failure
        self._n_read += len(frames)
        return frames

    def seek(self, frame: int) -> None:
        """Continue with this frame; after the end, `read` returns nothing."""
        self._n_read = self._file.seek(min(frame, self._file.frames))

    def close(self) -> None:
        """See `Sound`."""
        self._file.close()
        self._raw.close()

    def _left_bytes(self) -> int:
        position = self._raw.tell()
        return self._raw.seek(0, io.SEEK_END) - position


def open_sndfile(path: Path) -> SndfileSound | None:
    """Open a file with libsndfile, or return None if FFmpeg should try."""
    file = open_for_sndfile(path)
    try:
        with suppress(soundfile.LibsndfileError, TypeError, MemoryError):
            sound = _open(path, file)
            if sound is not None and 0.0 < sound.info.duration_s < _LONGEST_S:
                return sound
    except BaseException:
        file.close()
        raise
    file.close()  # FFmpeg may find some
    failure = failure_of(file)
    if failure is not None:
        raise failure
    return None


def _open(path: Path, file: BinaryIO) -> SndfileSound | None:
    if (layout := find_layout(file)) is not None:
        return _open_wav(path, file, layout)
    if (sizes := find_sizes(file)) is not None:
        return _open_sized(path, file, sizes)
    file.seek(0)
    if file.read(4) not in _MAGICS or not is_whole(file):
        return None
    file.seek(0)
    return SndfileSound(path, file)


def _open_wav(path: Path, file: BinaryIO, layout: WavLayout) -> SndfileSound:
    goes_on = False
    if layout.tail is not None:
        whole = RepairedWav(file, layout, (*layout.spans, layout.tail))
        known_share = layout.n_bytes / (layout.n_bytes + layout.tail[1] - layout.tail[0])
        goes_on = _goes_on(whole, known_share)
    if goes_on and layout.tail is not None:
        sound = SndfileSound(path, file, RepairedWav(file, layout, (*layout.spans, layout.tail)))
        sound.notices = _told(sound.info, known_share)
        return sound
    if layout.is_plain:
        file.seek(0)
        return SndfileSound(path, file)
    sound = SndfileSound(path, file, RepairedWav(file, layout, layout.spans))
    if layout.claimed_bytes is not None and layout.n_bytes:
        sound.notices = _told(sound.info, layout.claimed_bytes / layout.n_bytes)
    return sound


def _open_sized(path: Path, file: BinaryIO, sizes: SizedHeader) -> SndfileSound:
    share = 1.0
    if sizes.claimed_bytes is not None and sizes.n_bytes > 0:
        share = sizes.claimed_bytes / sizes.n_bytes
    is_old = sizes.claimed_bytes is None or (
        share < 1.0 and not sizes.is_followed and _goes_on(PatchedFile(file, sizes.patches), share)
    )
    file.seek(0)
    if not is_old and share <= 1.0:
        return SndfileSound(path, file, PatchedFile(file, {}, sizes.end))
    sound = SndfileSound(path, file, PatchedFile(file, sizes.patches))
    sound.notices = _told(sound.info, share)
    return sound


def _told(info: AudioInfo, claimed_share: float) -> list[AudioNotice]:
    """Return a notice if the header declares more or less than the file contains."""
    claimed_s = info.duration_s * claimed_share
    if claimed_s - info.duration_s > MISSING_S:
        return [cut_off_notice(info.duration_s, claimed_s - info.duration_s)]
    if info.duration_s - claimed_s > MISSING_S:
        message = Message(
            "The header states {claimed_s} s of audio; the file contains {duration_s} s",
            claimed_s=claimed_s,
            duration_s=info.duration_s,
        )
        return [AudioNotice("header", message)]
    return []


def _goes_on(raw: RepairedWav | PatchedFile, known_share: float) -> bool:
    """Return whether audio continues after the end that the header declares."""
    file = soundfile.SoundFile(raw)
    first = round(file.frames * known_share)
    n_frames = round(_PIECE_S * file.samplerate)

    def piece(start: int) -> FloatArray:
        file.seek(min(max(0, start), file.frames))
        frames: FloatArray = file.read(n_frames, dtype="float32", always_2d=True)
        return frames

    limit = max(_ROUGHNESS_OF_JUNK, 1.5 * _roughness(piece(first - n_frames)[:first]))
    starts = sorted({first, (first + file.frames) // 2, max(first, file.frames - n_frames)})
    pieces = [frames for frames in map(piece, starts) if frames.any()]
    return bool(pieces) and all(_roughness(frames) < limit for frames in pieces)


def _roughness(frames: FloatArray) -> float:
    """Ratio of the power of the first difference to the signal power; 2 for white noise."""
    centred = np.nan_to_num(frames.astype(np.float64), posinf=0.0, neginf=0.0)
    centred = centred - centred.mean(axis=0)
    power = float((centred**2).sum())
    return float((np.diff(centred, axis=0) ** 2).sum()) / power if power else 0.0
