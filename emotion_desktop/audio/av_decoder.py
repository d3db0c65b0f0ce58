"""Decodes one file with FFmpeg in a process of its own, which its parent may kill.

Run as a program: ``av_decoder.py FILE``. The first line of standard output is a JSON
object (``sample_rate_hz``, ``channels``, ``duration_s`` or null, ``length_is_exact``),
what follows is interleaved float32 of the machine's byte order. The exit status says how it went.
It imports nothing of the application, so that it starts quickly.
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO, Final

import av
import av.logging

EXIT_NOT_MEDIA: Final[int] = 3
EXIT_NO_SOUND_TRACK: Final[int] = 4
EXIT_BROKEN: Final[int] = 5

#: Formats without a length of their own, where FFmpeg guesses it from the bit rate.
_GUESSED_LENGTH: Final[frozenset[str]] = frozenset({"aac", "ac3", "amr", "mp3"})


def _duration_s(container: Any, stream: Any) -> float | None:
    if stream.duration is not None and stream.time_base is not None:
        return float(stream.duration * stream.time_base)
    if container.duration is not None:
        return float(container.duration) / 1_000_000
    return None


def _packed_frames(container: Any, stream: Any) -> Iterator[bytes]:
    """Give interleaved float32 at the rate and layout that the header named."""
    context = stream.codec_context
    resampler = av.AudioResampler("flt", context.layout, context.sample_rate)
    for frame in container.decode(stream):
        for packed in resampler.resample(frame):
            yield packed.to_ndarray().tobytes()
    for packed in resampler.resample(None):
        yield packed.to_ndarray().tobytes()


def decode(source: BinaryIO, target: BinaryIO) -> int:
    """Decode the best sound track of `source` into `target`.

    Parameters
    ----------
    source : BinaryIO
        The media file, seekable.
    target : BinaryIO
        Receives the JSON line and the samples.

    Returns
    -------
    int
        The exit status: 0 or one of the constants of this module.
    """
    av.logging.set_level(av.logging.PANIC)
    try:
        # No protocol may be opened: a playlist must not reach other files or the network.
        container = av.open(source, options={"protocol_whitelist": "none"})
    except (av.error.FFmpegError, ValueError, OverflowError):
        return EXIT_NOT_MEDIA
    with container:
        stream = container.streams.best("audio")
        if stream is None or not isinstance(stream, av.AudioStream):
            return EXIT_NO_SOUND_TRACK
        header = {
            "sample_rate_hz": stream.codec_context.sample_rate or 0,
            "channels": stream.codec_context.channels,
            "duration_s": _duration_s(container, stream),
            # A container's length may be that of its pictures.
            "length_is_exact": (
                stream.duration is not None and container.format.name not in _GUESSED_LENGTH
            ),
        }
        target.write(json.dumps(header).encode() + b"\n")
        target.flush()
        try:
            for packed in _packed_frames(container, stream):
                target.write(packed)
            target.flush()
        except (av.error.FFmpegError, ValueError, MemoryError):
            target.flush()
            return EXIT_BROKEN
    return 0


def main() -> int:
    """Decode the file that the command line names to standard output."""
    try:
        with Path(sys.argv[1]).open("rb") as source:
            return decode(source, sys.stdout.buffer)
    except BrokenPipeError:
        # The parent has what it wanted; closing would only fail again.
        sys.stderr.close()
        return 0


if __name__ == "__main__":
    sys.exit(main())
