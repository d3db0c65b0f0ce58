"""`make fuzz`: hostile input for everything that reads what strangers wrote.

``python -m tests.fuzz [TARGET ...] [--count N] [--seconds S] [--seed N]``; where atheris is
installed, half of the inputs are guided by it.
"""

import argparse
import sys
from importlib.util import find_spec
from pathlib import Path

from tests.bench.results import record
from tests.fuzz.target import GUIDED, MADE_UP, TARGETS
from tests.fuzz.watch import REPOSITORY, Figures, fuzz


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("targets", nargs="*", metavar="TARGET", help=", ".join(TARGETS))
    parser.add_argument("--count", type=int, default=100_000, help="inputs for each target")
    parser.add_argument("--seconds", type=float, default=3600.0, help="at most, for each target")
    parser.add_argument("--seed", type=int, default=0, help="other seeds make up other inputs")
    chosen = parser.parse_args()
    unknown = sorted(set(chosen.targets) - set(TARGETS))
    if unknown:
        parser.error(f"no such target: {', '.join(unknown)}")
    ways = [MADE_UP] if find_spec("atheris") is None else [MADE_UP, GUIDED]
    n_findings = 0
    for target in chosen.targets or TARGETS:
        for way in ways:
            figures = fuzz(
                target,
                way,
                count=chosen.count // len(ways),
                seconds=chosen.seconds / len(ways),
                first_seed=chosen.seed,
                bombs=way == MADE_UP,
            )
            print(figures, flush=True)
            _keep(figures, REPOSITORY / "build" / "fuzz")
            outcome = "failed" if figures.findings else "passed"
            record(f"fuzz: {target}, {way}", outcome, f"{figures}, from seed {chosen.seed}")
            n_findings += len(figures.findings)
    return int(n_findings > 0)


def _keep(figures: Figures, folder: Path) -> None:
    """Leave the input of every finding in a folder, and show what it did."""
    for number, finding in enumerate(figures.findings, start=1):
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"{figures.target}-{figures.way[0]}{number}-{finding.kind}"
        path.write_bytes(finding.data)
        print(f"  {finding.kind}: {path.relative_to(REPOSITORY)}")
        lines = finding.text.splitlines()
        for line in lines if len(lines) < 16 else [lines[0], *lines[-14:]]:
            print(f"    {line[:160]}")


if __name__ == "__main__":
    sys.exit(main())
