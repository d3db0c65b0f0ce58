"""Prints what a package for people without Python consists of, as requirements for pip.

It is what pyproject.toml requires without PyTorch, which only GPUs need (and networks of other
sizes), and with what builds the packages.
"""

import re
import sys
import tomllib
from pathlib import Path
from typing import Final

#: They and what only they require would be half of a package.
LEFT_OUT: Final = {"torch", "transformers"}


def main() -> None:
    """Print the requirements."""
    pyproject = Path(__file__).resolve().parents[1] / "pyproject.toml"
    project = tomllib.loads(pyproject.read_text(encoding="utf-8"))["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["packaging"]]
    kept = [line for line in wanted if re.split(r"\W", line, maxsplit=1)[0] not in LEFT_OUT]
    sys.stdout.write("\n".join(kept) + "\n")


if __name__ == "__main__":
    main()
