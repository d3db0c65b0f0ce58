"""Print the licences of everything that a package contains: a list, then the texts."""

import sys
from collections.abc import Iterator
from importlib.metadata import Distribution
from pathlib import PurePosixPath

from emotion_desktop.system.parts import Part, included, installed_packages, packages

NAMES = ("licen", "copying", "notice", "copyright", "authors")
BINARY = {".pdf", ".png", ".pyc"}


def texts(package: Distribution) -> Iterator[tuple[str, str]]:
    """Yield name and text of each licence file that the package brings."""
    for path in sorted(package.files or ()):
        inside = PurePosixPath(path)
        named = inside.name.lower().startswith(NAMES) or "licenses" in inside.parts
        if ".dist-info" in inside.parts[0] and named and inside.suffix not in BINARY:
            yield str(inside), path.read_text(encoding="utf-8")


def row(part: Part) -> str:
    """Return one line of the list."""
    where = f" (inside {part.inside})" if part.inside else f" {part.version}"
    return f"{part.name}{where}: {part.licence}"


def main() -> None:
    """Print everything."""
    rule = "=" * 80
    lines = ["Emotion Desktop is built on these packages:", "", *map(row, packages())]
    lines += ["", "They contain these libraries and weights:", "", *map(row, included())]
    for package in installed_packages():
        for name, text in texts(package):
            lines += ["", rule, name, rule, "", text.rstrip()]
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
