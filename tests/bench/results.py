"""Keeps what the benchmarks print in RESULTS.md: a section each, with machine, date and commit.

``python -m tests.bench.results NAME OUTCOME`` keeps what it reads from standard input.
"""

import os
import platform
import re
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from textwrap import indent

RESULTS = Path(__file__).with_name("RESULTS.md")

_INTRODUCTION = """# Results of the benchmarks

Written by `make bench`, `make soak`, `make fuzz`, `make package` and `make check-package`, never by
hand: each of what they measure replaces its own section.
Compare ratios, which were measured side by side in one run; times depend on the computer and on
what else it did.
"""


def machine() -> str:
    """Describe this computer, and how busy it is."""
    model = platform.processor() or platform.machine()
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.exists():
        found = re.search(r"model name\s*:\s*(.+)", cpuinfo.read_text(encoding="utf-8"))
        model = found[1] if found else model
    busy = f", load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    return f"{model}, {os.cpu_count()} cores{busy}, {platform.system()}"


def commit() -> str:
    """Return the commit that is measured, marked if files were changed since."""
    command = ["git", "describe", "--always", "--dirty", "--exclude=*"]
    done = subprocess.run(command, cwd=RESULTS.parent, capture_output=True, text=True, check=False)
    return done.stdout.strip() or "unknown"


def record(name: str, outcome: str, printed: str, *, path: Path = RESULTS) -> None:
    """Replace the section of a benchmark, or add it; sections are ordered by name.

    Parameters
    ----------
    name : str
        Its heading.
    outcome : str
        Such as "passed".
    printed : str
        What it printed.
    path : Path
        The file.
    """
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    parts = re.split(r"^## (.+)\n", text, flags=re.MULTILINE)
    sections = dict(zip(parts[1::2], (part.strip("\n") for part in parts[2::2]), strict=True))
    now = datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC")
    about = f"{now}, commit {commit()}, {machine()}: {outcome}"
    # Indented, so that no line of it can be a heading.
    sections[name] = f"{about}\n\n{indent(printed.strip(), '    ')}"
    written = [_INTRODUCTION, *(f"## {key}\n\n{sections[key]}\n" for key in sorted(sections))]
    path.write_text("\n".join(written), encoding="utf-8")


if __name__ == "__main__":
    record(sys.argv[1], sys.argv[2], sys.stdin.read())
