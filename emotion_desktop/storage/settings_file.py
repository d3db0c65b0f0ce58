"""The settings file, read without Qt.

The window writes it with `QSettings`, in its dialect of INI: text with special
characters is quoted, with C escapes.
"""

import configparser
import os
import re
import sys
from pathlib import Path
from typing import Final

from emotion_desktop.domain.settings import Settings, settings_from
from emotion_desktop.domain.settings_versions import migrated
from emotion_desktop.system.data_folder import default_data_folder

#: Where `QSettings` puts names without a group.
_GROUP: Final = "General"

_ESCAPE: Final = re.compile(r"\\(?:x([0-9a-fA-F]{1,4})|([0-7]{1,3})|(.))", re.DOTALL)
_NAMED: Final = {"a": "\a", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v"}


def settings_path() -> Path:
    """Return the user's settings file; it need not exist."""
    if sys.platform == "win32":
        folder = os.environ.get("APPDATA") or Path.home() / "AppData" / "Roaming"
    else:
        folder = os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config"
    return Path(folder) / "emotion-desktop" / "settings.ini"


def read_stored(path: Path) -> dict[str, str]:
    """Read the stored settings, migrated to the current version.

    Parameters
    ----------
    path : Path
        Path of the file; a missing or unreadable one is empty.

    Returns
    -------
    dict
        JSON text by field, see `settings_from`; only fields that were ever set.
    """
    parser = configparser.ConfigParser(
        interpolation=None,
        strict=False,  # a duplicate name is no reason to lose the others
        allow_no_value=True,
        delimiters=("=",),
        comment_prefixes=(";",),
        default_section="",
    )
    parser.optionxform = str  # type: ignore[assignment, method-assign]
    try:
        text = path.read_text(encoding="utf-8-sig", errors="replace")
        parser.read_string(f"[{_GROUP}]\n{text}")  # the section header may be missing
    except (OSError, configparser.Error):
        return {}
    stored = {name: _unquoted(value) for name, value in parser.items(_GROUP) if value is not None}
    return migrated(stored) if stored else {}


def read_settings(path: Path | None = None) -> Settings:
    """Read the user's settings, or those in a given file."""
    return settings_from(read_stored(path or settings_path()))


def data_folder(settings: Settings) -> Path:
    """Return the folder of recorded sessions: the chosen one or the system default."""
    return Path(settings.data_folder) if settings.data_folder else default_data_folder()


def _unquoted(value: str) -> str:
    quoted = len(value) > 1 and value.startswith('"') and value.endswith('"')
    text = _ESCAPE.sub(_character, value[1:-1] if quoted else value)
    # One at the beginning would name one of Qt's own types.
    return text[1:] if text.startswith("@@") else text


def _character(escape: re.Match[str]) -> str:
    hexadecimal, octal, named = escape.groups()
    if hexadecimal is not None:
        return chr(int(hexadecimal, 16))
    if octal is not None:
        return chr(int(octal, 8))
    return _NAMED.get(named, named)
