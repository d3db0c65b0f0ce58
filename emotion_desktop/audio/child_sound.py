"""Audio and video files that FFmpeg reads in a child process, which can be killed."""

import json
import math
import subprocess
import threading
import time
from pathlib import Path
from typing import Any, BinaryIO, Final

import numpy as np

from emotion_desktop.audio import av_records
from emotion_desktop.audio.sound import (
    CHUNK_FRAMES,
    DecodeBrokenError,
    break_notice,
    cut_off_notice,
    damage_notice,
    hole_notice,
    short_notice,
)
from emotion_desktop.domain.audio import AudioInfo, AudioNotice, FloatArray
from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.domain.translatable import Message
from emotion_desktop.system.frozen import decoder_command, decoder_environment

#: A child that neither reads further nor delivers audio for this long is killed.
STALL_LIMIT_S: Final[float] = 10.0

CONVERT: Final = Message("Check that it plays in another program, or convert it to WAV or FLAC.")
_NO_INDEX: Final = Message(
    "If there is a complete copy elsewhere, copy it again. If the recorder lost power, the "
    "audio is probably still in the file: keep it, and repair it with a tool such as "
    "untrunc and an intact file from the same device."
)
_SHIFTED_INDEX: Final = Message(
    "Copy it again from the device that recorded it, or repair it with a tool such as "
    "untrunc and an intact file from the same device."
)


def start_child(path: Path, track: int | None, start_s: float) -> subprocess.Popen[bytes]:
    """Start the decoder process."""
    arguments = [str(path.resolve()), "" if track is None else str(track), str(start_s)]
    return subprocess.Popen(  # noqa: S603 - our own program
        [*decoder_command(), *arguments],
        env=decoder_environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        # Absent elsewhere; on Windows it keeps a console from flashing up.
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )


class _Watchdog:
    """Kills a child process that stalls; used as a context around each read."""

    def __init__(self, child: subprocess.Popen[bytes]) -> None:
        self.has_killed = False
        self._child = child
        self._since_s: float | None = None
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="decoder watchdog", daemon=True)
        self._thread.start()

    def __enter__(self) -> None:
        self._since_s = time.monotonic()

    def __exit__(self, *_error: object) -> None:
        self._since_s = None

    def stop(self) -> None:
        """Stop watching."""
        self._stopped.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._stopped.wait(STALL_LIMIT_S / 20):
            since_s = self._since_s
            if since_s is not None and time.monotonic() - since_s > STALL_LIMIT_S:
                self.has_killed = True
                self._child.kill()
                return


class ChildSound:
    """A file decoded by FFmpeg; see `Sound`.

    Parameters
    ----------
    path : Path
        Any file.
    track : int or None
        Among the tracks with audio, counted from 0; None uses the one FFmpeg considers best.
    start_s : float
        Where `read` starts.

    Raises
    ------
    UserFacingError
        FFmpeg cannot open it, or it has no such track.
    """

    doubtful = False
    step = 0.0

    def __init__(self, path: Path, track: int | None = None, *, start_s: float = 0.0) -> None:
        self._child = start_child(path, track, start_s)
        self._watchdog = _Watchdog(self._child)
        self._start_s = start_s
        self._n_frames = 0
        self._silent_frames = 0  # that are still to be given
        self.notices: list[AudioNotice] = []
        try:
            header = self._read_header(path)
        except BaseException:
            self.close()
            raise
        duration_s = math.nan if header["duration_s"] is None else header["duration_s"]
        self.info = AudioInfo(path, duration_s, header["sample_rate_hz"], header["channels"])
        self.n_tracks: int = header["n_tracks"]

    def read(self) -> FloatArray:
        """See `Sound`; silence that replaces missing audio is split into pieces too."""
        frames = np.zeros((0, self.info.channels), dtype=np.float32)
        while not self._silent_frames and not len(frames):
            record = self._read_record()
            if record is None:
                self._check_end()
                return frames
            if record.kind == av_records.SOUND:
                data = np.frombuffer(record.data, dtype=np.float32)
                frames = data.reshape(-1, self.info.channels)
            elif record.kind == av_records.SILENCE:
                self._silent_frames = record.n_frames
            elif record.kind == av_records.NOTICE:
                self.notices.append(_notice(**record.notice))
        if self._silent_frames:
            n_frames = min(self._silent_frames, CHUNK_FRAMES)
            frames = np.zeros((n_frames, self.info.channels), dtype=np.float32)
            self._silent_frames -= n_frames
        self._n_frames += len(frames)
        return frames

    def close(self) -> None:
        """See `Sound`."""
        self._child.kill()
        self._watchdog.stop()
        self._pipe.close()
        self._child.wait()

    @property
    def _pipe(self) -> BinaryIO:
        assert self._child.stdout is not None
        return self._child.stdout  # type: ignore[return-value]

    def _read_record(self) -> av_records.Record | None:
        """Read the next record, or None at the end; kill the child if it stalls."""
        with self._watchdog:
            head = self._pipe.read(av_records.HEAD_BYTES)
        if len(head) < av_records.HEAD_BYTES:
            return None
        kind, size = av_records.parse_head(head)
        with self._watchdog:
            data = self._pipe.read(size)
        return av_records.Record(kind, data) if len(data) == size else None

    def _check_end(self) -> None:
        status = self._child.wait()
        if self._watchdog.has_killed:
            limit_s = round(STALL_LIMIT_S)
            raise DecodeBrokenError(
                Message("the decoder produced nothing for {limit_s} s", limit_s=limit_s)
            )
        if status == 0:
            return
        if not self._n_frames:
            raise DecodeBrokenError(Message("the data are damaged or truncated"))
        at_s = self._start_s + self._n_frames / self.info.sample_rate_hz
        message = Message("The decoder stopped at {at_s} s; the rest is missing", at_s=at_s)
        self.notices.append(AudioNotice("cut_off", message, at_s))

    def _read_header(self, path: Path) -> dict[str, Any]:
        line = b"\n"
        while line == b"\n":  # the file is still being read
            with self._watchdog:
                line = self._pipe.readline()
        if line.endswith(b"\n"):
            header: dict[str, Any] = json.loads(line)
            return header
        status = self._child.wait()
        remedy = CONVERT
        if self._watchdog.has_killed:
            what = Message(
                "{path} cannot be read: the decoder produced nothing for {limit_s} s",
                path=path,
                limit_s=round(STALL_LIMIT_S),
            )
        elif status == av_records.EXIT_NO_SOUND_TRACK:
            what = Message("{path} has no audio track", path=path)
        elif status == av_records.EXIT_NO_INDEX:
            what = Message(
                "{path} was never finalised: its table of contents, which recorders write "
                "last, is missing, so the audio in it cannot be located",
                path=path,
            )
            remedy = _NO_INDEX
        elif status == av_records.EXIT_SHIFTED_INDEX:
            what = Message(
                "{path} is damaged: bytes are missing in the middle or were inserted, so "
                "its table of contents points to the wrong places",
                path=path,
            )
            remedy = _SHIFTED_INDEX
        else:
            what = Message("{path} is not an audio file, or its header is damaged", path=path)
        raise UserFacingError(what, remedy)


def _notice(kind: str, at_s: float, duration_s: float | None) -> AudioNotice:
    if kind == "cut_off":
        return cut_off_notice(at_s, duration_s)
    make = {
        "hole": hole_notice,
        "damage": damage_notice,
        "break": break_notice,
        "short": short_notice,
    }
    return make[kind](at_s, duration_s or 0.0)
