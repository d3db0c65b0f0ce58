"""Inputs guided by coverage: atheris (libFuzzer) keeps those that reach more of the program."""

import os
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Final, Protocol

import atheris
from hypothesis import HealthCheck, Phase, given, seed, settings

from tests.fuzz.target import Target

#: Inputs that Hypothesis makes up, for atheris to begin with.
_FIRST: Final = 200
_MOST_BYTES: Final = 2**20


class Reads(Protocol):
    """Reads inputs and tells of them, as `child.Reader` does."""

    @property
    def is_over(self) -> bool: ...

    def read(self, data: bytes) -> None: ...

    def collecting(self) -> AbstractContextManager[None]: ...


def followed() -> AbstractContextManager[None]:
    """Note which lines of what is imported inside are reached, and what text they look for."""
    atheris.enabled_hooks.add("str")
    return atheris.instrument_imports(include=["emotion_desktop"])


def read_guided(
    reader: Reads, target: Target, folder: Path, number: int, end: Callable[[], object]
) -> None:
    """Read inputs until it is over; then call `end` and leave the process.

    What was worth keeping stays in a folder, with which the next process goes on.
    """
    kept = folder / "kept"
    if not kept.exists():
        kept.mkdir()
        _make_up(target, number, kept)

    def examine(data: bytes) -> None:
        if reader.is_over:
            end()
            os._exit(0)  # libFuzzer has no other end
        with reader.collecting():
            reader.read(data)

    flags = (f"-seed={number + 1}", f"-max_len={_MOST_BYTES}", "-rss_limit_mb=0", "-verbosity=0")
    atheris.Setup([sys.argv[0], *flags, f"-artifact_prefix={folder}{os.sep}", str(kept)], examine)
    atheris.Fuzz()


def _make_up(target: Target, number: int, folder: Path) -> None:
    n_made = 0

    @seed(number)
    @settings(
        max_examples=_FIRST,
        database=None,
        deadline=None,
        phases=(Phase.generate,),
        suppress_health_check=list(HealthCheck),
    )
    @given(target.inputs)
    def keep(data: bytes) -> None:
        nonlocal n_made
        n_made += 1
        (folder / f"{n_made:03d}").write_bytes(data)

    keep()
