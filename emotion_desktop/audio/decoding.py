"""The two decoders behind one face: libsndfile in this process, FFmpeg in a child.

libsndfile takes the formats whose headers it checks well. All else goes to FFmpeg,
MP3 too: libsndfile estimates the length of an MP3 without a Xing header and drops what
lies behind the estimate, and its decoder writes to stderr.
"""

import json
import math
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final, Protocol

import numpy as np
import soundfile

from emotion_desktop.audio import av_decoder
from emotion_desktop.domain.audio import AudioInfo, FloatArray
from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.domain.messages import Message
from emotion_desktop.domain.paths import for_sndfile

MIN_RATE_HZ: Final[int] = 1_000
MAX_RATE_HZ: Final[int] = 768_000
MAX_CHANNELS: Final[int] = 64
#: No codec gets below this many bytes for a second, silence included.
MIN_BYTES_PER_SECOND: Final[float] = 1.0
#: Frames that are decoded at once.
CHUNK_FRAMES: Final[int] = 16_384
#: A child that gives nothing for this long is killed.
STALL_LIMIT_S: Final[float] = 10.0
#: Programs that write to a pipe cannot know the length and put something huge.
UNKNOWN_LENGTH_BYTES: Final[int] = 0x7FFF_0000

CONVERT = Message("Check that it plays elsewhere, or convert it to WAV or FLAC.")
CUT_OFF = Message("Copy the file again, or save what is left of it as a new WAV file.")

_SNDFILE_MAGICS: Final = (b"RIFF", b"RF64", b"riff", b"fLaC", b"OggS", b"FORM", b".snd", b"caff")
_WRONG_SIZE = re.compile(r":\s*(\d+) \(should be (\d+)\)")


class Sound(Protocol):
    """An open sound file."""

    @property
    def info(self) -> AudioInfo:
        """What the header claims."""

    @property
    def length_is_exact(self) -> bool:
        """Whether fewer samples than claimed mean damage."""

    def read(self) -> FloatArray:
        """Give the next frames, shape (n, channels), as stored; n = 0 at the end.

        Raises
        ------
        DecodeBrokenError
            The data cannot be decoded further.
        """

    def close(self) -> None:
        """Let go of the file or process."""


class DecodeBrokenError(Exception):
    """The decoder cannot go on; its argument is a `Message` that says why in a few words."""


class _SndfileSound:
    def __init__(self, path: Path, file: soundfile.SoundFile) -> None:
        self._file = file
        self.info = AudioInfo(path, file.frames / file.samplerate, file.samplerate, file.channels)
        self.length_is_exact = True

    def read(self) -> FloatArray:
        try:
            frames: FloatArray = self._file.read(CHUNK_FRAMES, dtype="float32", always_2d=True)
        except (soundfile.LibsndfileError, MemoryError) as error:
            raise DecodeBrokenError(Message("the data are damaged or cut off")) from error
        return frames

    def close(self) -> None:
        self._file.close()


def _start_child(path: Path) -> subprocess.Popen[bytes]:
    """Start the decoder; the one place to change for a frozen program."""
    return subprocess.Popen(  # noqa: S603 - our own interpreter and our own file
        [sys.executable, "-P", str(Path(av_decoder.__file__)), str(path.resolve())],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        # Absent elsewhere; on Windows it keeps a console from flashing up.
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )


class _ChildSound:
    def __init__(self, path: Path) -> None:
        self._child = _start_child(path)
        self._stalled = False
        try:
            header = self._read_header(path)
        except BaseException:
            self.close()
            raise
        duration_s = math.nan if header["duration_s"] is None else header["duration_s"]
        self.info = AudioInfo(path, duration_s, header["sample_rate_hz"], header["channels"])
        self.length_is_exact = bool(header["length_is_exact"])

    def read(self) -> FloatArray:
        channels = self.info.channels
        data = self._read(CHUNK_FRAMES * channels * 4)
        if not data:
            self._check_end()
        whole = len(data) // (channels * 4) * channels * 4
        return np.frombuffer(data[:whole], dtype=np.float32).reshape(-1, channels)

    def close(self) -> None:
        self._child.kill()
        assert self._child.stdout is not None
        self._child.stdout.close()
        self._child.wait()

    def _read(self, size: int | None) -> bytes:
        """Read `size` bytes, or a line; the child dies if that takes too long."""
        assert self._child.stdout is not None
        watchdog = threading.Timer(STALL_LIMIT_S, self._give_up)
        watchdog.start()
        try:
            return self._child.stdout.readline() if size is None else self._child.stdout.read(size)
        finally:
            watchdog.cancel()
            watchdog.join()

    def _give_up(self) -> None:
        self._stalled = True
        self._child.kill()

    def _check_end(self) -> None:
        status = self._child.wait()
        if self._stalled:
            limit_s = round(STALL_LIMIT_S)
            raise DecodeBrokenError(
                Message("the decoder gave nothing for {limit_s} s", limit_s=limit_s)
            )
        if status == av_decoder.EXIT_BROKEN:
            raise DecodeBrokenError(Message("the data are damaged or cut off"))
        if status != 0:
            raise DecodeBrokenError(Message("the decoder crashed on it"))

    def _read_header(self, path: Path) -> dict[str, Any]:
        line = self._read(None)
        if line.endswith(b"\n"):
            header: dict[str, Any] = json.loads(line)
            return header
        status = self._child.wait()
        if self._stalled:
            what = Message(
                "{path} cannot be read: the decoder gave nothing for {limit_s} s",
                path=path,
                limit_s=round(STALL_LIMIT_S),
            )
        elif status == av_decoder.EXIT_NO_SOUND_TRACK:
            what = Message("{path} has no sound track", path=path)
        else:
            what = Message("{path} is not a sound file, or its header is damaged", path=path)
        raise UserFacingError(what, CONVERT)


def _check_file(path: Path) -> None:
    """Raise what can be said without decoding."""
    try:
        if not path.exists():
            raise UserFacingError(
                "{path} does not exist", "Check how the path is spelled.", path=path
            )
        if not path.is_file():
            raise UserFacingError("{path} is not a file", "Name a sound file.", path=path)
        with path.open("rb") as file:
            empty = not file.read(1)
    except PermissionError as error:
        raise UserFacingError(
            "{path} may not be read", "Ask its owner for permission to read it.", path=path
        ) from error
    except OSError as error:
        raise UserFacingError(
            "{path} cannot be read: {error}",
            "Check the disk or the path.",
            path=path,
            error=error.strerror,
        ) from error
    if empty:
        raise UserFacingError("{path} is empty (0 bytes)", "Copy or record it again.", path=path)


def _check_claims(info: AudioInfo) -> None:
    """Raise where the header cannot be true, before anything is allocated for it."""
    if not MIN_RATE_HZ <= info.sample_rate_hz <= MAX_RATE_HZ:
        claim = Message("a sample rate of {rate_hz} Hz", rate_hz=info.sample_rate_hz)
    elif not 1 <= info.channels <= MAX_CHANNELS:
        claim = Message("{channels} channels", channels=info.channels)
    elif info.duration_s * MIN_BYTES_PER_SECOND > info.path.stat().st_size:
        claim = Message(
            "{duration_s} s of sound in {size} bytes",
            duration_s=round(info.duration_s),
            size=info.path.stat().st_size,
        )
    else:
        return
    raise UserFacingError(
        "{path} is damaged: its header claims {claim}", CONVERT, path=info.path, claim=claim
    )


def _check_size_claims(file: soundfile.SoundFile, info: AudioInfo) -> None:
    """Raise where a chunk's size goes beyond the end of the file."""
    claims = [
        info.duration_s * int(claimed) / int(present)
        for claimed, present in _WRONG_SIZE.findall(file.extra_info)
        if int(claimed) < UNKNOWN_LENGTH_BYTES and int(present)
    ]
    claimed_s = max(claims, default=0.0)
    if is_short(info.duration_s, claimed_s):
        raise UserFacingError(
            "{path} is cut off: its header claims {claimed_s} s of sound, {duration_s} s are there",
            CUT_OFF,
            path=info.path,
            claimed_s=claimed_s,
            duration_s=info.duration_s,
        )


def is_short(decoded_s: float, claimed_s: float) -> bool:
    """Say whether so much less was decoded than claimed that it cannot be rounding."""
    return claimed_s - decoded_s > max(0.5, 0.02 * claimed_s)


def _open_sndfile(path: Path) -> _SndfileSound | None:
    """Open with libsndfile, or give None where FFmpeg should try."""
    with path.open("rb") as raw:
        if not raw.read(4).startswith(_SNDFILE_MAGICS):
            return None
    try:
        file = soundfile.SoundFile(for_sndfile(path))
    except (soundfile.LibsndfileError, TypeError, MemoryError):
        return None
    try:
        sound = _SndfileSound(path, file)
        _check_claims(sound.info)
        _check_size_claims(file, sound.info)
        if not file.frames:
            raise no_sound(path)
    except BaseException:
        file.close()
        raise
    return sound


def no_sound(path: Path) -> UserFacingError:
    """Make the error for a file without a single sample."""
    return UserFacingError("{path} holds no sound", "Copy or record it again.", path=path)


@contextmanager
def open_sound(path: Path) -> Iterator[Sound]:
    """Open a file whose header makes sense, and close it afterwards.

    Parameters
    ----------
    path : Path
        Any file.

    Raises
    ------
    UserFacingError
        The file is absent, unreadable, empty, no sound, or claims nonsense.
    """
    _check_file(path)
    sound: Sound = _open_sndfile(path) or _ChildSound(path)
    try:
        _check_claims(sound.info)
        yield sound
    finally:
        sound.close()
