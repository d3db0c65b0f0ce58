"""Migrations of stored settings."""

import logging
from collections.abc import Callable, Mapping, Sequence
from typing import Final

_log = logging.getLogger(__name__)

#: Key under which the version is stored with the settings; without it, the version is 1.
VERSION_KEY: Final = "schema_version"

#: JSON text by name of the field.
Stored = dict[str, str]
#: Takes the settings of one version and gives those of the next; may raise.
Migration = Callable[[Stored], Stored]

#: The first migrates from version 1 to 2, and so on. Released migrations are never changed.
MIGRATIONS: Final[tuple[Migration, ...]] = ()
VERSION: Final = 1 + len(MIGRATIONS)


def migrated(stored: Mapping[str, str], migrations: Sequence[Migration] = MIGRATIONS) -> Stored:
    """Migrate stored settings to the current version.

    Parameters
    ----------
    stored : mapping
        As they were read.
    migrations : sequence of callable
        One for each version but the first, in their order.

    Returns
    -------
    dict
        At the current version. A migration that fails is skipped: what it would have changed
        stays as it was, and the next ones run. Settings of a newer version are unchanged.
    """
    settings = dict(stored)
    version = _version_of(settings)
    newest = 1 + len(migrations)
    for number, migrate in enumerate(migrations[version - 1 :], start=version + 1):
        try:
            settings = migrate(dict(settings))
        except Exception:  # unforeseen settings must not keep the program from starting
            _log.exception("Settings could not be brought to version %d", number)
    return settings | {VERSION_KEY: str(max(version, newest))}


def _version_of(stored: Mapping[str, str]) -> int:
    version = stored.get(VERSION_KEY, "")
    return int(version) if version.isascii() and version.isdigit() and 0 < len(version) < 9 else 1
