"""The process that reads: tells its parent of every input before and after.

``python -m tests.fuzz.child WAY TARGET FOLDER SEED COUNT SECONDS BOMBS_READ``, the first being
`MADE_UP` or `GUIDED`, the last how many of the large inputs are left out, or ``all``; on standard
output comes a line of JSON for each thing that happens.
"""

import json
import os
import resource
import shutil
import sys
import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext, suppress
from itertools import count, islice
from pathlib import Path
from typing import Any, Final

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis.configuration import set_hypothesis_home_dir

from tests.fuzz.target import GUIDED, Target, make

#: Inputs of one run of Hypothesis, which remembers all of them.
_BATCH: Final = 200
#: In addition to what the process holds before it reads; more ends in a MemoryError.
_MOST_BYTES: Final = 4 * 2**30
MEMORY_LIMIT_MB: Final = 1024
#: No input may take more work.
SLOWEST_S: Final = 5.0

_WRITES: Final = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_CHANGES: Final = frozenset(
    {"os.remove", "os.rename", "os.mkdir", "os.rmdir", "os.link", "os.symlink", "os.truncate"}
)


class OutsideError(BaseException):
    """Something was written outside the folder, or somebody outside was spoken to."""


class TooLargeError(BaseException):
    """More memory was used than is allowed."""


class _Guard:
    """Refuses, while an input is read, what no input may cause."""

    def __init__(self, chosen: Path) -> None:
        self._chosen = str(chosen.resolve()) + os.sep
        self.is_on = False
        sys.addaudithook(self._hear)

    def _hear(self, event: str, arguments: tuple[Any, ...]) -> None:
        if not self.is_on:
            return
        paths: tuple[Any, ...] = ()
        if event == "open":
            path, _, flags = arguments
            paths = (path,) if flags & _WRITES else ()
        elif event in {"os.remove", "os.rmdir"} and arguments[1] >= 0:  # relative to a folder
            paths = (Path(f"/proc/self/fd/{arguments[1]}").resolve() / os.fsdecode(arguments[0]),)
        elif event in _CHANGES:
            paths = arguments[:2]
        elif event == "socket.connect":
            host = arguments[1][0] if isinstance(arguments[1], tuple) else "127.0.0.1"
            if host not in {"127.0.0.1", "::1"}:
                raise OutsideError(f"{event} {arguments[1:]}")
        for path in paths:
            if isinstance(path, str | bytes | os.PathLike) and path != os.devnull:
                # Links are followed in what leads there, not at the end.
                place = Path(os.fsdecode(path)).absolute()
                if not f"{place.parent.resolve() / place.name}{os.sep}".startswith(self._chosen):
                    raise OutsideError(f"{event} {os.fsdecode(path)}")


class Reader:
    """Reads inputs, one after the other, and tells of each."""

    def __init__(self, target: Target, folder: Path, count: int, seconds: float) -> None:
        self._target = target
        self._folder = folder
        self._input = folder / "input"
        self._n_kept = 0
        self._guard = _Guard(folder / "chosen")
        self._count = count
        self._until_s = time.monotonic() + seconds
        self._known: set[str] = set()
        self._before_mb = _peak_mb()

    @property
    def is_over(self) -> bool:
        return self._count <= 0 or time.monotonic() > self._until_s

    def read(self, data: bytes) -> None:
        """Read one input; raises what is a finding and was none before."""
        if self.is_over:
            raise KeyboardInterrupt  # Hypothesis would make up the rest of its inputs otherwise
        self._count -= 1
        self._input.write_bytes(data)
        tell(event="begin")
        began_s = _worked_s()
        try:
            self._read(data)
        except self._target.refusals:
            pass
        except BaseException as error:
            if place_of(error) not in self._known:
                raise
        finally:
            used_mb = max(_peak_mb() - self._before_mb, _children_mb())
            worked_s = _worked_s() - began_s
            tell(event="end", s=worked_s, mb=used_mb)
            if worked_s > SLOWEST_S:
                tell(event="slow", text=f"{worked_s:.1f} s", file=self._keep())

    def _read(self, data: bytes) -> None:
        self._guard.is_on = True
        unraisable: list[BaseException] = []
        sys.unraisablehook = lambda told: unraisable.append(told.exc_value or RuntimeError())
        try:
            self._target.read(data)
            if unraisable:  # in a callback of C; the program reports it as an error
                raise unraisable[0]
        finally:
            self._guard.is_on = False
            grown_mb = _peak_mb() - self._before_mb
            if max(grown_mb, _children_mb()) > MEMORY_LIMIT_MB:
                self._before_mb += grown_mb  # told once, not for all that follow
                raise TooLargeError(f"{grown_mb} MB")

    @contextmanager
    def collecting(self) -> Iterator[None]:
        """Tell of what is raised inside, whose smallest example was read last."""
        try:
            yield
        except KeyboardInterrupt:
            raise
        except BaseException as error:  # pyo3's panics are no Exceptions
            self._known.add(place_of(error))
            error.__notes__ = []  # Hypothesis tells all of the input, which may be long
            text = "".join(traceback.format_exception(error))
            text = f"{place_of(error)}\n{text}"
            tell(event="found", kind=type(error).__name__, text=text, file=self._keep())

    def _keep(self) -> str:
        """Copy the input that was read last, as the next one takes its place at once."""
        self._n_kept += 1
        kept = self._folder / f"kept-{self._n_kept}"
        shutil.copyfile(self._input, kept)
        return kept.name

    def read_many(self, number: int) -> None:
        """Read inputs that Hypothesis makes up; where one is a finding, make it smaller."""

        @seed(number)
        @settings(
            max_examples=_BATCH,
            database=None,
            deadline=None,
            derandomize=False,
            phases=(Phase.generate, Phase.shrink),
            suppress_health_check=list(HealthCheck),
            report_multiple_bugs=False,
        )
        @given(self._target.inputs)
        def examine(data: bytes) -> None:
            self.read(data)

        examine()


def place_of(error: BaseException) -> str:
    """The kind of an error and the line of the program that it came from."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [one for one in frames if f"{os.sep}emotion_desktop{os.sep}" in one.filename]
    last = (ours or frames)[-1]
    return f"{type(error).__name__} at {Path(last.filename).name}:{last.lineno}"


def tell(**what: object) -> None:
    os.write(_PARENT, (json.dumps(what) + "\n").encode())


def _worked_s() -> float:
    """What this process and those it started have worked, however busy the machine is."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def _peak_mb() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def _children_mb() -> int:
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024


def _limit_memory() -> None:
    pages = int(Path("/proc/self/statm").read_text().split()[0])
    most = pages * resource.getpagesize() + _MOST_BYTES
    resource.setrlimit(resource.RLIMIT_AS, (most, resource.RLIM_INFINITY))


def main() -> None:
    way, name, place, first_seed, n_inputs, seconds, bombs_read = sys.argv[1:]
    is_guided = way == GUIDED
    if is_guided:
        from tests.fuzz.guided import followed, read_guided
    folder = Path(place)
    shutil.rmtree(folder / "chosen", ignore_errors=True)
    (folder / "chosen").mkdir(parents=True)
    set_hypothesis_home_dir(folder / "hypothesis")
    with followed() if is_guided else nullcontext():
        target = make(name, folder / "chosen")
    _limit_memory()
    tell(event="ready")
    reader = Reader(target, folder, int(n_inputs), float(seconds))

    def end() -> None:
        target.end()
        tell(event="over")

    if is_guided:
        read_guided(reader, target, folder, int(first_seed), end)
    with suppress(KeyboardInterrupt):
        # Making them takes long, too.
        bombs = () if bombs_read == "all" else islice(target.bombs(), int(bombs_read), None)
        for bomb in bombs:
            tell(event="bomb")
            with reader.collecting():
                reader.read(bomb)
        for number in count(int(first_seed)):
            with reader.collecting():
                reader.read_many(number)
    end()


if __name__ == "__main__":
    _PARENT = os.dup(1)
    # What libraries print is not for the parent.
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    main()
