"""The packages that this installation requires."""

from collections.abc import Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution, requires
from typing import Final

from packaging.requirements import Requirement

#: Under which name the program itself is installed.
DISTRIBUTION: Final[str] = "emotion-desktop"


def required_packages() -> Iterator[tuple[Requirement, Distribution | None]]:
    """Return the required packages, without extras, and their installed versions.

    Yields
    ------
    Requirement, Distribution or None
        None if it is missing.
    """
    for requirement in map(Requirement, requires(DISTRIBUTION) or []):
        if requirement.marker is not None and not requirement.marker.evaluate({"extra": ""}):
            continue
        try:
            yield requirement, distribution(requirement.name)
        except PackageNotFoundError:
            yield requirement, None
