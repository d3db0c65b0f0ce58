"""Keeps in RESULTS.md what the parts of a package weigh, and the package.

``python -m tests.bench.package_size FOLDER DIST``: what PyInstaller made, and where it was packed.
"""

import sys
from collections import Counter
from pathlib import Path
from typing import Final

from tests.bench.results import record

MB: Final = 10**6
#: Smaller parts are not named.
LEAST_MB: Final = 3


def part_of(path: Path) -> str:
    """Return which part a file belongs to, given its path in the package."""
    inside = path.relative_to("_internal") if path.is_relative_to("_internal") else path
    if len(inside.parts) > 1:
        return inside.parts[0].partition(".")[0]  # a module's own libraries lie beside it
    if ".so" in inside.name:
        return "libraries of the system, and Python"
    return "the starter, with all modules" if len(path.parts) == 1 else "the rest"


def weigh(folder: Path, packed: Path) -> str:
    sizes: Counter[str] = Counter()
    for path in folder.rglob("*"):
        if path.is_file() and not path.is_symlink():
            sizes[part_of(path.relative_to(folder))] += path.stat().st_size
    packages = [*sorted(packed.glob("*-linux-*.tar.xz")), *sorted(packed.glob("*.deb"))]
    lines = [f"{sizes.total() / MB:.0f} MB unpacked (at most 600)"]
    lines += [f"{one.stat().st_size / MB:.1f} MB {one.name} (at most 250)" for one in packages]
    large = [(part, size) for part, size in sizes.most_common() if size >= LEAST_MB * MB]
    lines += [f"{size / MB:6.1f} MB {part}" for part, size in large]
    small = sizes.total() - sum(size for _, size in large)
    lines.append(f"{small / MB:6.1f} MB in parts of less than {LEAST_MB} MB")
    return "\n".join(lines)


if __name__ == "__main__":
    weighed = weigh(Path(sys.argv[1]), Path(sys.argv[2]))
    print(weighed)
    record("package: size", "built", weighed)
