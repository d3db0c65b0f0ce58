"""Everything that an installation consists of, with versions and licences."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from typing import Any, Final

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from emotion_desktop.system.paths import resources_dir
from emotion_desktop.system.requirements import DISTRIBUTION

_UNKNOWN: Final = "—"
_LONGEST: Final = 80
#: Of packages whose metadata say nothing, as their licence file has it.
_NOT_STATED: Final = {"sqlcipher3": "Zlib", "torch": "BSD-3-Clause"}


@dataclass(frozen=True, slots=True)
class Part:
    """A package, a library or a set of weights.

    Attributes
    ----------
    name : str
        Its usual name.
    version : str
        Empty where the package that contains it does not say.
    licence : str
        An SPDX expression, or as the package names it.
    inside : str
        The packages that contain it; empty for a package.
    """

    name: str
    version: str
    licence: str
    inside: str = ""


def installed_packages() -> list[Distribution]:
    """Return the packages that the program requires, and those that they require, by name."""
    found: dict[str, Distribution] = {}
    waiting = list(_requirements(DISTRIBUTION, frozenset()))
    asked: set[tuple[str, frozenset[str]]] = set()
    while waiting:
        name, extras = waiting.pop()
        if (name, extras) in asked:
            continue
        asked.add((name, extras))
        try:
            found[name] = distribution(name)
        except PackageNotFoundError:  # `doctor` reports those that the program cannot do without
            continue
        waiting += _requirements(name, extras)
    return [found[name] for name in sorted(found)]


def _requirements(name: str, extras: frozenset[str]) -> Iterator[tuple[str, frozenset[str]]]:
    for line in distribution(name).requires or ():
        requirement = Requirement(line)
        marker = requirement.marker
        if marker is None or any(marker.evaluate({"extra": extra}) for extra in {"", *extras}):
            yield canonicalize_name(requirement.name), frozenset(requirement.extras)


def packages() -> list[Part]:
    """Return the installed packages with the licences that they state, by name."""
    found = []
    for package in installed_packages():
        about = package.metadata.json
        found.append(Part(str(about["name"]), package.version, licence_of(about)))
    return sorted(found, key=lambda part: part.name.casefold())


def included() -> list[Part]:
    """Return the libraries and weights inside the packages, which their metadata do not list."""
    path = resources_dir() / "licences" / "included.json"
    rows = json.loads(path.read_text(encoding="utf-8"))
    return [Part(row["name"], "", row["licence"], row["inside"]) for row in rows]


def licence_of(about: Mapping[str, Any]) -> str:
    """Return a short name of a package's licence; many packages give the whole text instead."""
    for field in ("license_expression", "license"):
        named = str(about.get(field, "")).strip()
        if named and "\n" not in named and len(named) < _LONGEST:
            return named
    classifiers = about.get("classifier", [])
    names = [c.rpartition("::")[2].strip() for c in classifiers if c.startswith("License ::")]
    text = str(about.get("license", ""))
    first = next((line.strip() for line in text.splitlines() if line.strip()), "")
    return ", ".join(names) or first or _NOT_STATED.get(str(about.get("name")), _UNKNOWN)
