"""Queries PulseAudio or PipeWire about microphones and this process's streams.

PortAudio reaches them through ALSA's plugin and sees a single device, "pulse", whatever is
connected. Their own tool `pactl` knows more; if it is missing, older than 16 or gets
no answer, nothing is known.
"""

import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final

from emotion_desktop.domain.translatable import Message

#: A server that hangs does not answer at all; one that is well takes 20 ms.
_ANSWER_S: Final[float] = 1.5


@dataclass(frozen=True, slots=True)
class ServerSource:
    """A microphone of the sound server.

    Attributes
    ----------
    index : int
        The server's number for it; another one each time that it is plugged in.
    name : str
        The server's name for it, the same each time.
    title : str
        For people; two of a kind share it.
    channels, rate_hz : int
        As the server records it.
    monitor : bool
        True for what a loudspeaker plays.
    """

    index: int
    name: str
    title: str
    channels: int
    rate_hz: int
    monitor: bool


@dataclass(frozen=True, slots=True)
class Move:
    """A stream that moved to another microphone, or `back` to the chosen one."""

    old: str
    new: str
    back: bool


def server_sources() -> list[ServerSource] | None:
    """List the server's microphones and monitors; None if the server is unknown."""
    listed = _ask("list", "sources")
    if listed is None:
        return None
    return [_source(entry) for entry in listed]


def server_sink() -> tuple[tuple[int, str], set[int]] | None:
    """Find the output that the newest playing stream of this process goes to.

    Returns
    -------
    tuple of (int, str) and set of int, or None
        The server's number for it and its title; the numbers of all available outputs.
        None if nothing is known.
    """
    streams = {
        entry["index"]: entry["sink"]
        for entry in _ask("list", "sink-inputs") or []
        if entry.get("properties", {}).get("application.process.id") == str(os.getpid())
    }
    if not streams:
        return None
    titles = {entry["index"]: _title(entry) for entry in _ask("list", "sinks") or []}
    place: int = streams[max(streams)]
    return ((place, titles[place]), set(titles)) if place in titles else None


@contextmanager
def chosen_source(name: str | None) -> Iterator[None]:
    """Make ALSA's plugin open the named source instead of the server's default."""
    if name is None:
        yield
        return
    before = os.environ.get("PULSE_SOURCE")
    os.environ["PULSE_SOURCE"] = name
    try:
        yield
    finally:
        if before is None:
            del os.environ["PULSE_SOURCE"]
        else:
            os.environ["PULSE_SOURCE"] = before


class StreamFollower:
    """Follows the latest capture stream of this process through the sound server.

    When a microphone is unplugged and there is another one, the server moves the stream to
    it without telling PortAudio. A stream whose chosen microphone comes back is
    returned to it; one that the user moved by hand stays where it is. If the
    server or its tool is missing, moves go unnoticed: PortAudio's own device list
    does not change while a stream is open.

    Parameters
    ----------
    chosen : str or None
        The server's name of the chosen microphone; None follows the server's default.
    """

    def __init__(self, chosen: str | None) -> None:
        self._chosen = chosen
        self._chosen_index: int | None = None
        self._stream: int | None = None
        self._place: ServerSource | None = None
        self._lost_it = False

    def check(self) -> Move | None:
        """Ask the server where the stream is, and wait for the answer.

        Returns
        -------
        Move or None
            What happened since the last time, if anything did.
        """
        place_index = self._ask_place()
        if place_index is None or (self._at(place_index) and not self._lost_it):
            return None
        sources = server_sources() or []
        if self._at(place_index):
            self._go_back(sources)
            return None
        place = next((source for source in sources if source.index == place_index), None)
        return self._arrive(place, sources) if place is not None else None

    def _at(self, index: int) -> bool:
        return self._place is not None and self._place.index == index

    def _ask_place(self) -> int | None:
        streams = {
            entry["index"]: entry["source"]
            for entry in _ask("list", "source-outputs") or []
            if entry.get("properties", {}).get("application.process.id") == str(os.getpid())
        }
        if self._stream is None and streams:
            self._stream = max(streams)  # an older one may still be closing
        return streams.get(self._stream)

    def _arrive(self, place: ServerSource, sources: list[ServerSource]) -> Move | None:
        old, self._place = self._place, place
        chosen = next((source for source in sources if source.name == self._chosen), None)
        if old is None and (self._chosen is None or place == chosen):
            self._chosen_index = place.index
            return None
        back = place == chosen
        gone = chosen is None or chosen.index != self._chosen_index
        self._lost_it = self._chosen is not None and not back and gone
        if back:
            self._chosen_index = place.index
        meant = old or chosen
        return Move(meant.title if meant else str(self._chosen), place.title, back)

    def _go_back(self, sources: list[ServerSource]) -> None:
        if any(source.name == self._chosen for source in sources):
            _run("move-source-output", str(self._stream), str(self._chosen))


def _source(entry: dict[str, Any]) -> ServerSource:
    # "s16le 2ch 44100Hz"
    counts = re.search(r"(\d+)ch (\d+)Hz", entry["sample_specification"])
    channels, rate_hz = map(int, counts.groups()) if counts else (1, 48_000)
    return ServerSource(
        index=entry["index"],
        name=entry["name"],
        title=_title(entry),
        channels=channels,
        rate_hz=rate_hz,
        monitor=bool(entry.get("monitor_source")) or entry["name"].endswith(".monitor"),
    )


def _title(entry: dict[str, Any]) -> str:
    title: str = entry.get("description") or entry["name"]
    try:
        title.encode()
    except UnicodeEncodeError:  # bytes that are not text
        return Message("microphone {number}", number=entry["index"])
    return title


def _ask(*request: str) -> Any:
    answer = _run("-f", "json", *request)
    try:
        return None if answer is None else json.loads(answer)
    except ValueError:  # before version 16 there is no JSON
        return None


def _run(*arguments: str) -> str | None:
    pactl = shutil.which("pactl")
    if pactl is None:
        return None
    try:
        return subprocess.run(  # noqa: S603 (a fixed program, no shell)
            [pactl, *arguments],
            # Some languages write numbers with a comma, which is not valid JSON.
            env={**os.environ, "LC_ALL": "C.UTF-8"},
            capture_output=True,
            check=True,
            encoding="utf-8",
            errors="surrogateescape",  # one name that is not text must not hide the others
            timeout=_ANSWER_S,
        ).stdout
    except (OSError, subprocess.SubprocessError):
        return None
