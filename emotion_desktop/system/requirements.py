"""The packages that this installation requires."""

from collections.abc import Iterable, Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution, requires
from typing import Final

from packaging.requirements import Requirement

#: Under which name the program itself is installed.
DISTRIBUTION: Final[str] = "emotion-desktop"


def required_packages(
    lines: Iterable[str] | None = None,
) -> Iterator[tuple[Requirement, Distribution | None]]:
    """Return the required packages, without extras, and their installed versions.

    Parameters
    ----------
    lines : iterable of str, optional
        Requirements as in a distribution's metadata; the program's own where None.

    Yields
    ------
    Requirement, Distribution or None
        None if it is missing.
    """
    asked_for = lines if lines is not None else requires(DISTRIBUTION) or []
    for requirement in map(Requirement, asked_for):
        if requirement.marker is not None and not requirement.marker.evaluate({"extra": ""}):
            continue
        try:
            yield requirement, distribution(requirement.name)
        except PackageNotFoundError:
            yield requirement, None
