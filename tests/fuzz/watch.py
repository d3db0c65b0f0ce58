"""Watches the process that reads: notices hangs and crashes, counts and keeps findings."""

import json
import os
import selectors
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from tests.fuzz.child import SLOWEST_S

REPOSITORY: Final = Path(__file__).resolve().parents[2]
#: An input that takes too much work is given up after this time, or where it waits for nothing all
#: this longer time.
_GIVEN_UP_S: Final = 30.0
_STUCK_S: Final = 600.0
#: Torch and Qt take their time on a busy machine.
_START_S: Final = 300.0
#: One that ends more often than this finds the same thing again and again.
_MOST_STARTS: Final = 20


@dataclass(frozen=True)
class Finding:
    """What went wrong: its kind, what is known of it, and the input."""

    kind: str
    text: str
    data: bytes


@dataclass
class Figures:
    """What came out for a target; sizes of memory are beyond what the reader holds anyway."""

    target: str
    way: str
    n_inputs: int = 0
    wall_s: float = 0.0
    slowest_s: float = 0.0
    peak_mb: int = 0
    findings: list[Finding] = field(default_factory=list)
    n_bombs: int = 0

    def __str__(self) -> str:
        return (
            f"{self.target:10} {self.way:8} {self.n_inputs:7} inputs in {self.wall_s:6.0f} s, "
            f"slowest {self.slowest_s:5.2f} s, peak {self.peak_mb:4} MB, "
            f"{len(self.findings)} findings"
        )


class _Child:
    """One process, from its start to its end."""

    def __init__(self, arguments: list[str], folder: Path) -> None:
        self._errors = (folder / "stderr").open("w+b")
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.fuzz.child", *arguments],
            cwd=REPOSITORY,
            env={
                **os.environ,
                "PYTHONDONTWRITEBYTECODE": "1",
                "PYTHONFAULTHANDLER": "1",
                "QT_QPA_PLATFORM": "offscreen",
                "TMPDIR": str(folder / "chosen"),
                "XDG_CONFIG_HOME": str(folder / "chosen"),
                "XDG_DATA_HOME": str(folder / "chosen"),
            },
            stdout=subprocess.PIPE,
            stderr=self._errors,
        )
        assert self.process.stdout is not None
        self._out = self.process.stdout
        self._selector = selectors.DefaultSelector()
        self._selector.register(self._out, selectors.EVENT_READ)

    def lines(self) -> Iterator[dict[str, Any] | None]:
        """What it tells; None where it has told nothing for too long, and then it is killed."""
        buffered, patience_s, waited_s, worked_s = b"", _START_S, 0.0, 0.0
        while True:
            if not self._selector.select(patience_s):
                waited_s += patience_s
                if self._worked_s() - worked_s < SLOWEST_S and waited_s < _STUCK_S:
                    continue  # others keep the machine busy
                self.process.kill()
                yield None
                return
            waited_s, worked_s = 0.0, self._worked_s()
            piece = os.read(self._out.fileno(), 2**16)
            if not piece:
                return
            *whole, buffered = (buffered + piece).split(b"\n")
            for line in whole:
                told = json.loads(line)
                patience_s = _GIVEN_UP_S if told["event"] == "begin" else _START_S
                yield told

    def _worked_s(self) -> float:
        """How long it has worked, with the processes that it started and that have ended."""
        try:
            fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        except OSError:  # it has ended, or the system tells it in another way
            return 0.0
        return sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")

    def end(self) -> tuple[int, str]:
        """Its exit status, and the end of what it wrote to standard error."""
        self.process.kill()
        status = self.process.wait()
        self._out.close()
        self._selector.close()
        self._errors.seek(0)
        text = self._errors.read().decode(errors="replace")
        self._errors.close()
        return status, text[-4000:]


def fuzz(
    target: str,
    way: str,
    *,
    count: int,
    seconds: float,
    first_seed: int = 0,
    bombs: bool = True,
) -> Figures:
    """Give a target so many inputs, or as many as it reads in that time; large ones first."""
    figures = Figures(target, way)
    began_s = time.monotonic()
    with tempfile.TemporaryDirectory(prefix=f"fuzz-{target}-", ignore_cleanup_errors=True) as place:
        for start in range(_MOST_STARTS):
            left_s = seconds - (time.monotonic() - began_s)
            left = count - figures.n_inputs
            if left_s <= 0 or left <= 0:
                break
            number = str(first_seed + 100_000 * start)
            bombs_read = str(figures.n_bombs) if bombs else "all"
            arguments = [way, target, place, number, str(left), str(left_s), bombs_read]
            if _watch(_Child(arguments, Path(place)), Path(place) / "input", figures):
                break
    figures.wall_s = time.monotonic() - began_s
    return figures


def _watch(child: _Child, last: Path, figures: Figures) -> bool:
    """Watch one process; return whether it came to its proper end."""
    reads = False
    for told in child.lines():
        if told is None:
            child.end()
            figures.findings.append(Finding("hang", f"over {_GIVEN_UP_S} s", last.read_bytes()))
            return False
        if told["event"] == "bomb":
            figures.n_bombs += 1
        elif told["event"] == "begin":
            figures.n_inputs += 1
            reads = True
        elif told["event"] == "end":
            reads = False
            figures.slowest_s = max(figures.slowest_s, told["s"])
            figures.peak_mb = max(figures.peak_mb, told["mb"])
        elif told["event"] in {"slow", "found"}:
            kind = told.get("kind", "slow")
            data = (last.parent / told["file"]).read_bytes()
            figures.findings.append(Finding(kind, told["text"], data))
        elif told["event"] == "over":
            child.process.wait(_START_S)
            child.end()
            return True
    status, errors = child.end()
    data = last.read_bytes() if reads else b""
    figures.findings.append(Finding("crash", f"exit status {status}\n{errors}", data))
    return False
