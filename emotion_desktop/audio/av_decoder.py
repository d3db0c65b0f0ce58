"""Decodes one file with FFmpeg in a separate process that its parent may kill.

Run as a program: ``python -m emotion_desktop.audio.av_decoder FILE TRACK START_S``, tracks
counted from 0 among those with audio, empty for the best. Standard output receives what
`av_records` describes: audio at the file's time stamps, silence where there is none or it cannot
be decoded. The exit status reports success. Of the application, it imports only what this
protocol needs, so that it starts quickly.
"""

import io
import sys
from bisect import bisect_left
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO, Final

import av
import av.logging

from emotion_desktop.audio.av_claims import (
    BARE,
    LENGTH_OF_ALL,
    claimed_end_s,
    empty_chunks,
    has_shifted_index,
    is_unfinished,
    lacks_index,
    links,
    origin_s,
)
from emotion_desktop.audio.av_records import (
    EXIT_BROKEN,
    EXIT_NO_INDEX,
    EXIT_NO_SOUND_TRACK,
    EXIT_NOT_MEDIA,
    EXIT_SHIFTED_INDEX,
    RecordWriter,
)
from emotion_desktop.audio.av_seek import SkippingWriter, seek
from emotion_desktop.audio.av_timeline import (
    BROADCAST_HOLE_S,
    EXACT_HOLE_S,
    HOLE_S,
    TimeLine,
)
from emotion_desktop.audio.bare_frames import BareFrames, is_cut_short

#: Less than this is not missing: lengths are rounded, encoders pad.
MISSING_S: Final[float] = 0.25
#: Who reads the whole file more often than this goes in circles.
_READINGS: Final[int] = 20
#: So often is one place of a file tried that cannot be read.
_TRIES: Final[int] = 10
#: A playlist must not reach other files or the network.
_NO_PROTOCOL: Final = {"protocol_whitelist": "none"}
#: Frames of these codecs carry a checksum; a wrong one decodes to noise as loud as it gets.
_CHECKED: Final = frozenset({"flac", "tta", "wavpack"})
_AMR: Final = frozenset({"amrnb", "amrwb"})
#: The largest AMR frame that represents silence: SID is 6 bytes, NO_DATA 1.
_AMR_SILENCE_BYTES: Final[int] = 6


class _Source:
    """A section of a file that reports reads, so that a slow disk is not mistaken for a hang."""

    def __init__(self, file: BinaryIO, begin: int, end: int, writer: RecordWriter) -> None:
        self._file = file
        self._begin = begin
        self._end = end
        self._writer = writer
        self._told_bytes = _READINGS * (end - begin + 2**20)
        file.seek(begin)

    def read(self, size: int = -1) -> bytes:
        left = max(0, self._end - self._file.tell())
        data = self._file.read(left if size < 0 else min(size, left))
        self._told_bytes -= len(data)
        if self._told_bytes > 0:
            self._writer.progress()
        return data

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        start = {io.SEEK_SET: self._begin, io.SEEK_CUR: self._file.tell(), io.SEEK_END: self._end}
        return self._file.seek(start[whence] + offset) - self._begin

    def tell(self) -> int:
        return self._file.tell() - self._begin

    def anew(self) -> "_Source":
        """Return the same section from its start; this object has to be rewound."""
        return _Source(self._file, self._begin, self._end, self._writer)


class _Track:
    """The audio track being decoded; `before` is the track of the previous link in a chain."""

    def __init__(
        self,
        container: Any,
        stream: Any,
        file: Any,
        writer: SkippingWriter,
        before: "_Track | None" = None,
    ) -> None:
        context = stream.codec_context
        self._container = container
        self._stream = stream
        self._file = file
        self._writer = writer
        self._format = container.format.name
        self._codec = context.name
        self.rate_hz: int = before.rate_hz if before else context.sample_rate or 0
        self.layout: Any = before.layout if before else context.layout
        if self._codec in _CHECKED:
            context.options = {"err_detect": "crccheck+explode"}
        self._origin_s = origin_s(container)
        self._claimed_s = claimed_end_s(container, stream, file)
        self._bare = BareFrames() if self._format in BARE else None
        self._has_missed = False
        self._empty = empty_chunks(file, stream) if self._format == "avi" else []
        self.line: TimeLine = before.line if before else self._time_line()
        self._begin_s = self.line.end_s
        self.line.begin_link(None if self._bare else self._claimed_s)
        self._all_end_s = 0.0  # of pictures, too
        self._resampler: Any = None
        self._shape: object = None
        self._start_frame: int | None = None  # sought, and not come to yet

    def header(self) -> dict[str, object]:
        container, stream = self._container, self._stream
        duration_s = self._claimed_s
        if duration_s is None and stream.duration is not None and stream.time_base is not None:
            duration_s = float(stream.duration * stream.time_base)
        elif duration_s is None and container.duration is not None:
            duration_s = float(container.duration) / 1e6
        return {
            "sample_rate_hz": self.rate_hz,
            "channels": stream.codec_context.channels,
            "n_tracks": len(container.streams.audio),
            "duration_s": duration_s,
        }

    def begin_at(self, start_s: float, *, may_seek: bool) -> None:
        """Skip everything before `start_s`, without decoding it if possible."""
        start_frame = round(start_s * self.rate_hz)
        if may_seek and seek(self._container, self._stream, start_s + self._origin_s):
            self._start_frame = start_frame
        else:
            self._writer.skip(start_frame, n_channels=self.layout.nb_channels)

    def _arrive(self, at_s: float) -> None:
        """Start the time line at the first frame after a seek."""
        assert self._start_frame is not None
        self.line.n_frames = round(at_s * self.rate_hz)
        n_before = self._start_frame - self.line.n_frames
        self._writer.skip(n_before, n_channels=self.layout.nb_channels)
        self._start_frame = None

    def decode(self) -> None:
        lost_end_s: float | None = None
        for packet in self._packets():
            end_s = self._end_of(packet)
            self._all_end_s = max(self._all_end_s, end_s or 0.0)
            if packet.stream_index == self._stream.index and packet.size:
                # What follows the last of bare frames may be anything.
                is_lost = not self._put(packet) and self._bare is None
                lost_end_s = end_s if is_lost else None
        self.line.put(None, self._flush())
        if lost_end_s is not None:
            self.line.end(lost_end_s)

    def _time_line(self) -> TimeLine:
        hole_s = BROADCAST_HOLE_S if self._format == "mpegts" else HOLE_S
        if self._stream.time_base * self.rate_hz == 1:
            hole_s = EXACT_HOLE_S
        return TimeLine(
            self._writer,
            self.rate_hz,
            hole_s=hole_s,
            all_damage=self._format == "flac",
        )

    def _packets(self) -> Iterator[Any]:
        """Yield the packets of all tracks, skipping unreadable places."""
        place, n_tries = -1, 0
        while n_tries < _TRIES:
            try:
                yield from self._container.demux()
            except (av.error.FFmpegError, IndexError):  # the latter if a track appears late
                self.line.lose(damaged=True)
                n_tries = n_tries + 1 if self._file.tell() == place else 0
                place = self._file.tell()
            else:
                return

    def _put(self, packet: Any) -> bool:
        """Write the contents of a packet; return False if it cannot be decoded."""
        shift_s = 0.0
        if self._empty:
            shift_s = bisect_left(self._empty, packet.pos or 0) * float(self._stream.time_base)
        try:
            frames = packet.decode()
        except (av.error.FFmpegError, ValueError):
            self._lose(packet)
            return False
        if self._bare and frames:
            if not self._bare.good(packet):
                self._miss()
        elif self._bare and self._bare.begun:
            self._lose(packet)
            return False
        for frame in frames:
            at_s = None
            if frame.pts is not None:
                at_s = float(frame.pts * frame.time_base) - self._origin_s + shift_s
                if self._start_frame is not None:
                    self._arrive(at_s)
            self.line.put(at_s, self._pack(frame))
        return True

    def _lose(self, packet: Any) -> None:
        is_silence = self._codec in _AMR and packet.size <= _AMR_SILENCE_BYTES
        n_lost = self._bare.n_lost(packet) if self._bare else 1
        if self._bare:
            self._bare.bad(packet)
        frame_s = float((packet.duration or 0) * packet.time_base)
        self.line.lose(damaged=not is_silence and n_lost > 0, besides_s=(n_lost - 1) * frame_s)

    def _miss(self) -> None:
        """Note that bare frames are missing before the next one."""
        missing_s = None if self._has_missed else self._missing_s()
        self._has_missed = True
        if missing_s is None:
            self.line.lose(damaged=True, unsure=True)
        elif missing_s > MISSING_S:
            self.line.lose(damaged=True, besides_s=missing_s)

    def _missing_s(self) -> float | None:
        """Return how much less there is than the header declares; None if unknown."""
        if self._claimed_s is None:
            return None
        place, n_frames, last = self._file.tell(), 0, b""
        try:
            with av.open(self._file.anew(), options=_NO_PROTOCOL) as container:
                for packet in container.demux(container.streams[self._stream.index]):
                    n_frames += packet.size > 0
                    last = bytes(packet) or last
        except av.error.FFmpegError:
            return None
        finally:
            self._file.seek(place)
        if is_cut_short(last):  # the end is missing, too
            return None
        context = self._stream.codec_context
        there_s = float(n_frames * context.frame_size / context.sample_rate)
        return self._claimed_s - there_s - (self.line.shift_s - self._begin_s)

    def _pack(self, frame: Any) -> list[Any]:
        """Convert a frame to the sample rate and layout stated in the header."""
        shape = (frame.format.name, frame.layout.name, frame.sample_rate)
        rest: list[Any] = []
        if shape != self._shape:  # a new link of a chain
            rest = self._flush()
            self._shape = shape
            self._resampler = av.AudioResampler("flt", self.layout, self.rate_hz)
        frame.pts = None  # or the resampler would mind those that are out of order
        return [*rest, *self._resampler.resample(frame)]

    def _flush(self) -> list[Any]:
        return [] if self._resampler is None else list(self._resampler.resample(None))

    def _end_of(self, packet: Any) -> float | None:
        if packet.pts is None or not packet.time_base:
            return None
        return float((packet.pts + (packet.duration or 0)) * packet.time_base) - self._origin_s

    def tell_what_is_missing(self) -> None:
        end_s = self.line.end_s
        if not end_s:
            return
        if self._format in LENGTH_OF_ALL:
            end_s = max(end_s, self._all_end_s)
        missing_s = 0.0 if self._claimed_s is None else self._begin_s + self._claimed_s - end_s
        if missing_s > MISSING_S:
            is_at_end = self._bare is None or self._bare.is_cut
            self._writer.notice("cut_off" if is_at_end else "short", end_s, missing_s)
        elif (self._bare is not None and self._bare.is_cut) or (
            self._format == "ogg" and is_unfinished(self._file)
        ):
            self._writer.notice("cut_off", end_s, None)


def decode(file: BinaryIO, target: BinaryIO, track: int | None = None, start_s: float = 0.0) -> int:
    """Decode an audio track of `file` into `target`.

    Parameters
    ----------
    file : BinaryIO
        The media file, seekable.
    target : BinaryIO
        Receives the header and the records.
    track : int or None
        Among the tracks with audio, counted from 0; None uses the one FFmpeg considers best.
    start_s : float
        Everything before it is skipped. After earlier damage, formats without time stamps
        may be off by the part that was lost.

    Returns
    -------
    int
        The exit status: 0 or one of the constants of `av_records`.
    """
    av.logging.set_level(av.logging.PANIC)
    writer = SkippingWriter(target)
    sound: _Track | None = None
    try:
        parts = links(file)
        for begin, end in parts:
            source = _Source(file, begin, end, writer)
            try:
                container = av.open(source, options=_NO_PROTOCOL)
            except (av.error.FFmpegError, ValueError, OverflowError):
                if sound is None:
                    return _why_not(file)
                continue
            with container:
                stream = _find_track(container, track)
                if stream is None:
                    return EXIT_NO_SOUND_TRACK
                before, sound = sound, _Track(container, stream, source, writer, sound)
                if before is None:
                    writer.begin(sound.header())
                    if start_s:
                        sound.begin_at(start_s, may_seek=len(parts) == 1)
                sound.decode()
        if sound is not None:
            sound.tell_what_is_missing()
    except (av.error.FFmpegError, ValueError, MemoryError):
        return EXIT_BROKEN
    finally:
        writer.flush()
    return 0


def _why_not(file: BinaryIO) -> int:
    """Find out why FFmpeg cannot open the file."""
    if lacks_index(file):
        return EXIT_NO_INDEX
    return EXIT_SHIFTED_INDEX if has_shifted_index(file) else EXIT_NOT_MEDIA


def _find_track(container: Any, track: int | None) -> Any:
    tracks = container.streams.audio
    if track is not None:
        return tracks[track] if track < len(tracks) else None
    best = container.streams.best("audio")
    return best if isinstance(best, av.AudioStream) else None


def main() -> int:
    """Decode the file named on the command line to standard output."""
    try:
        path, track, start_s = sys.argv[1:]
        with Path(path).open("rb") as file:
            return decode(file, sys.stdout.buffer, int(track) if track else None, float(start_s))
    except BrokenPipeError:
        # The parent has what it wanted; closing would only fail again.
        sys.stderr.close()
        return 0


if __name__ == "__main__":
    sys.exit(main())
