"""Audio files for playback: in stereo, from any position."""

from collections import deque
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np

from emotion_desktop.audio.child_sound import CONVERT
from emotion_desktop.audio.decoding import open_sound
from emotion_desktop.audio.resampling import clean
from emotion_desktop.audio.sndfile_sound import SndfileSound
from emotion_desktop.audio.sound import DecodeBrokenError, Sound
from emotion_desktop.domain.audio import AudioInfo, FloatArray
from emotion_desktop.domain.errors import UserFacingError

#: What was read last is kept, so that short selections are repeated without a pause.
_KEPT_S: Final[float] = 30.0
#: Decoding this much further is quicker than starting a decoder at another position.
_NEAR_S: Final[float] = 5.0
#: Audio examined at the start to find whether samples exceed full scale.
_LOOKED_AT_S: Final[float] = 30.0


@dataclass(frozen=True, slots=True)
class _Piece:
    first_frame: int
    frames: FloatArray

    @property
    def end_frame(self) -> int:
        return self.first_frame + len(self.frames)


class SeekableSound:
    """An audio file that can be read from any position, in constant memory.

    Places are the same as those of an analysis of the file.

    Parameters
    ----------
    path : Path
        Any file that `open_sound` takes.
    track : int or None
        Among the tracks with audio, counted from 0; None uses the best.

    Attributes
    ----------
    info : AudioInfo
        As the header claims it.

    Raises
    ------
    UserFacingError
        See `open_sound`; also by the methods.
    """

    def __init__(self, path: Path, *, track: int | None = None) -> None:
        self._path = path
        self._track = track
        self._through_ffmpeg = False
        self._open = ExitStack()
        self._sound: Sound
        self._kept: deque[_Piece] = deque()
        self._decoder_frame = 0  # that it gives next
        self._frame = 0  # that `read` gives next
        self._peak = 1.0
        self._open_at(0)
        self.info: AudioInfo = self._sound.info
        try:
            self._look_at_beginning()
        except BaseException:
            self.close()
            raise

    def seek(self, at_s: float) -> None:
        """Continue `read` at this position in seconds; cheap until the next `read`."""
        self._frame = max(0, round(at_s * self.info.sample_rate_hz))

    @property
    def position_s(self) -> float:
        """Where `read` continues."""
        return self._frame / self.info.sample_rate_hz

    def read(self) -> FloatArray:
        """Return the next second of audio, or less.

        Returns
        -------
        FloatArray
            Shape (n, 2), at the file's rate, finite, in [-1, 1]; n = 0 at the end. What the
            file has more channels than two of is their mean, on both sides.
        """
        piece = self._kept_at(self._frame)
        if piece is None:
            self._bring_decoder_to(self._frame)
            while piece is None:
                decoded = self._decode()
                if not len(decoded.frames):
                    return decoded.frames
                piece = decoded if self._frame < decoded.end_frame else None
        frames = piece.frames[self._frame - piece.first_frame :]
        self._frame = piece.end_frame
        louder_than_full = self._peak > 1.0
        return clean(frames / np.float32(self._peak)) if louder_than_full else clean(frames)

    @property
    def kept_s(self) -> float:
        """Seconds of decoded audio in memory."""
        return sum(len(piece.frames) for piece in self._kept) / self.info.sample_rate_hz

    def close(self) -> None:
        """Close the file."""
        self._open.close()

    def _kept_at(self, frame: int) -> _Piece | None:
        for piece in reversed(self._kept):
            if piece.first_frame <= frame < piece.end_frame:
                return piece
        return None

    def _bring_decoder_to(self, frame: int) -> None:
        ahead = frame - self._decoder_frame
        if isinstance(self._sound, SndfileSound):
            if ahead:
                self._sound.seek(frame)
                self._forget(frame)
        elif not 0 <= ahead <= _NEAR_S * self.info.sample_rate_hz:
            self._open_at(frame)

    def _open_at(self, frame: int) -> None:
        self._open.close()
        start_s = frame / self.info.sample_rate_hz if frame else 0.0
        self._sound = self._open.enter_context(
            open_sound(
                self._path,
                track=self._track,
                through_ffmpeg=self._through_ffmpeg,
                start_s=start_s,
            )
        )
        self._forget(frame)

    def _forget(self, frame: int) -> None:
        self._kept.clear()  # they are to follow each other
        self._decoder_frame = frame

    def _decode(self) -> _Piece:
        """Return the next piece; one without frames marks the end."""
        try:
            frames = self._sound.read()
        except DecodeBrokenError as error:
            if not self._doubtful:
                raise self._broken(error) from error
            frames = np.zeros((0, 2), dtype=np.float32)
        if not len(frames):
            if self._doubtful:
                self._through_ffmpeg = True
                self._open_at(self._decoder_frame)
                return self._decode()
            return _Piece(self._decoder_frame, np.zeros((0, 2), dtype=np.float32))
        piece = _Piece(self._decoder_frame, _stereo(frames))
        self._peak = max(self._peak, float(np.abs(piece.frames).max()))
        self._decoder_frame = piece.end_frame
        self._kept.append(piece)
        while self._decoder_frame - self._kept[0].end_frame > _KEPT_S * self.info.sample_rate_hz:
            self._kept.popleft()
        return piece

    @property
    def _doubtful(self) -> bool:
        return self._sound.doubtful and not self._through_ffmpeg

    def _broken(self, error: DecodeBrokenError) -> UserFacingError:
        return UserFacingError(
            "{path} ends unexpectedly after {decoded_s} s: {error}",
            CONVERT,
            path=self._path,
            decoded_s=self._decoder_frame / self.info.sample_rate_hz,
            error=error.args[0],
        )

    def _look_at_beginning(self) -> None:
        while self._decoder_frame < _LOOKED_AT_S * self.info.sample_rate_hz:
            if not len(self._decode().frames):
                break


def _stereo(frames: FloatArray) -> FloatArray:
    finite = np.nan_to_num(frames, nan=0.0, posinf=0.0, neginf=0.0)
    if finite.shape[1] != 2:
        finite = np.repeat(finite.mean(axis=1, keepdims=True), 2, axis=1)
    return finite.astype(np.float32, copy=False)
