"""Decoding from the middle of a file, with FFmpeg."""

from typing import Any, BinaryIO, Final

from emotion_desktop.audio.av_claims import BARE
from emotion_desktop.audio.av_records import RecordWriter

#: Formats in which FFmpeg can seek accurately to the sample, without decoding what comes
#: before. All others are decoded from the start, and what comes too early is skipped.
SEEKABLE: Final = BARE | {"flac", "matroska,webm", "mov,mp4,m4a,3gp,3g2,mj2"}
#: Decoders need preceding data: MP3 its bit reservoir, AAC and Opus the previous frame.
PREROLL_S: Final[float] = 1.0


class SkippingWriter(RecordWriter):
    """A `RecordWriter` that can skip the beginning.

    Parameters
    ----------
    target : BinaryIO
        Receives the header and the records.
    """

    def __init__(self, target: BinaryIO) -> None:
        super().__init__(target)
        self._skip_frames = 0
        self._frame_bytes = 1

    def skip(self, n_frames: int, *, n_channels: int) -> None:
        """Skip the next frames; a negative number inserts silence instead."""
        self._skip_frames = max(0, n_frames)
        self._frame_bytes = 4 * n_channels
        if n_frames < 0:
            super().silence(-n_frames)

    def sound(self, data: bytes) -> None:
        """See `RecordWriter`."""
        n_frames = min(self._skip_frames, len(data) // self._frame_bytes)
        self._skip_frames -= n_frames
        if self._skip_frames:
            self.progress()
        else:
            super().sound(data[n_frames * self._frame_bytes :])

    def silence(self, n_frames: int) -> None:
        """See `RecordWriter`."""
        n_skipped = min(self._skip_frames, n_frames)
        self._skip_frames -= n_skipped
        if n_frames > n_skipped:
            super().silence(n_frames - n_skipped)


def seek(container: Any, stream: Any, at_s: float) -> bool:
    """Seek a container to shortly before a moment, if its format allows seeking.

    Parameters
    ----------
    container, stream
        Of PyAV.
    at_s : float
        On the clock of the container's time stamps.
    """
    if container.format.name not in SEEKABLE or not stream.time_base:
        return False
    container.seek(max(0, int((at_s - PREROLL_S) / stream.time_base)), stream=stream)
    return True
