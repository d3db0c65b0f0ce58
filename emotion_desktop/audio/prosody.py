"""Pitch and level.

They are measured in a child process: pitch keeps Python's lock for most of the time that it takes,
and the window would stand still meanwhile.
"""

import struct
import subprocess
import sys
from typing import BinaryIO, Final

import numpy as np

from emotion_desktop.audio.pitch import PitchRange, pyin
from emotion_desktop.domain.audio import SAMPLE_RATE_HZ, FloatArray
from emotion_desktop.domain.prosody import HOP_S, level_of
from emotion_desktop.system.child_process import start_module

HOP: Final = round(HOP_S * SAMPLE_RATE_HZ)
#: 64 ms: four periods of the deepest voice.
_FRAME: Final = 1024
#: What `prosody_of` needs before and after the samples that it measures.
MARGIN: Final = (_FRAME - HOP) // 2
#: From a deep man's voice to a child's.
_RANGE: Final = PitchRange(65.0, 600.0, SAMPLE_RATE_HZ)
#: Twice as many take twice as long, and cannot be seen.
_BINS_PER_SEMITONE: Final = 5
_SILENT_DBFS: Final = -80.0
_SIZE: Final = struct.Struct("<I")


def prosody_of(samples: FloatArray) -> FloatArray:
    """Measure pitch and level.

    Parameters
    ----------
    samples : FloatArray
        Shape (n * HOP + 2 * MARGIN,) at `SAMPLE_RATE_HZ`.

    Returns
    -------
    FloatArray
        Shape (2, n): fundamental frequency in Hz, nan where there is no voice, and RMS level
        in dBFS; of 64 ms each, around the middle of each hop.
    """
    frames = np.lib.stride_tricks.sliding_window_view(samples, _FRAME)[::HOP]
    level_dbfs = level_of(np.mean(np.square(frames), axis=1))
    pitch_hz = pyin(frames, _RANGE, HOP, _BINS_PER_SEMITONE)
    pitch_hz[level_dbfs < _SILENT_DBFS] = np.nan  # zeros look as periodic as any voice
    return np.stack([pitch_hz.astype(np.float32), level_dbfs])


class ProsodyProcess:
    """Measures pitch and level in a child process, which is started at once.

    One thread asks; any may kill it.
    """

    def __init__(self) -> None:
        self._child = start_module("emotion_desktop.audio.prosody", stdin=subprocess.PIPE)

    def measure(self, samples: FloatArray) -> FloatArray:
        """Call `prosody_of` in the process.

        Raises
        ------
        OSError
            The process has ended.
        """
        assert self._child.stdin is not None
        assert self._child.stdout is not None
        _write(self._child.stdin, samples)  # type: ignore[arg-type]
        rows = _read(self._child.stdout)  # type: ignore[arg-type]
        if rows is None:
            raise BrokenPipeError
        return rows.reshape(2, -1)

    def kill(self) -> None:
        """End the process; who waits for it gets an error."""
        self._child.kill()

    def close(self) -> None:
        """End the process, and release it."""
        self._child.kill()
        self._child.wait()
        for pipe in (self._child.stdin, self._child.stdout):
            assert pipe is not None
            try:
                pipe.close()
            except BrokenPipeError:  # what was still to be written
                continue


def _write(pipe: BinaryIO, numbers: FloatArray) -> None:
    data = numbers.astype(np.float32).tobytes()
    pipe.write(_SIZE.pack(len(data)) + data)
    pipe.flush()


def _read(pipe: BinaryIO) -> FloatArray | None:
    """Read an array; None if the other side has ended."""
    head = pipe.read(_SIZE.size)
    if len(head) < _SIZE.size:
        return None
    (size,) = _SIZE.unpack(head)
    data = pipe.read(size)
    return np.frombuffer(data, np.float32) if len(data) == size else None


def _serve(questions: BinaryIO, answers: BinaryIO) -> None:
    while (samples := _read(questions)) is not None:
        _write(answers, prosody_of(samples))


if __name__ == "__main__":
    _serve(sys.stdin.buffer, sys.stdout.buffer)
