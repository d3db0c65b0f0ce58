"""What is fuzzed: a part of the program that reads what strangers wrote."""

import importlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from hypothesis.strategies import SearchStrategy

from emotion_desktop.domain.errors import UserFacingError


@dataclass(frozen=True)
class Target:
    """A reader, and what it is given.

    Attributes
    ----------
    inputs : SearchStrategy
        Bytes, as they lie in a file or come from a socket.
    read : callable
        Reads them as the program does, and uses what it read.
    bombs : callable
        Makes large inputs, each of which is read once, before the others.
    refusals : tuple of type
        What the callers in the program catch; everything else is a finding.
    end : callable
        Called after the last input.
    """

    inputs: SearchStrategy[bytes]
    read: Callable[[bytes], object]
    bombs: Callable[[], Iterable[bytes]] = tuple
    refusals: tuple[type[BaseException], ...] = field(default=(UserFacingError,))
    end: Callable[[], object] = lambda: None


#: How inputs come about: Hypothesis makes them up, or atheris changes them so that they reach more
#: lines of the program.
MADE_UP: Final = "made up"
GUIDED: Final = "guided"

#: The function that makes each target in a folder, by the target's name; it is imported in the
#: process that reads, which then holds nothing else.
TARGETS: Final[dict[str, str]] = {
    "manifest": "texts:manifest",
    "analysis": "texts:analysis",
    "eaf": "texts:eaf",
    "textgrid": "texts:textgrid",
    "table": "texts:table",
    "settings": "texts:settings",
    "voice": "texts:voice",
    "queue": "texts:queue",
    "messages": "texts:messages",
    "package": "stores:package",
    "database": "stores:database",
    "recovery": "stores:recovery",
    "bundle": "models:bundle",
    "outlets": "outlets:outlets",
    "websocket": "outlets:websocket",
    "sndfile": "sounds:sndfile",
    "ffmpeg": "sounds:ffmpeg",
    "survey": "sounds:survey",
}


def make(name: str, folder: Path) -> Target:
    """Make a target, which may write into a folder and nowhere else."""
    module, _, function = TARGETS[name].partition(":")
    made = getattr(importlib.import_module(f"tests.fuzz.targets.{module}"), function)(folder)
    assert isinstance(made, Target)
    return made
