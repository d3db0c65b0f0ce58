"""The settings file, read without Qt.

The window writes it with `QSettings`, in its dialect of INI: text with special
characters is quoted, with C escapes.
"""

import codecs
import configparser
import logging
import os
import re
import sys
from pathlib import Path
from typing import Final

from emotion_desktop.domain.settings import Settings, settings_from
from emotion_desktop.domain.settings_versions import migrated
from emotion_desktop.system.atomic import write_bytes_atomically
from emotion_desktop.system.data_folder import default_data_folder

#: Where `QSettings` puts names without a group.
_GROUP: Final = "General"

_log = logging.getLogger(__name__)

#: A hundred times what is ever written.
_MOST_CHARACTERS: Final = 1_000_000
_LONGEST_NAME: Final = 200

#: Lines in which Qt sees text or bytes and nothing else, however it unescapes them: a group, a
#: comment, or a single value that is quoted as a whole or not at all. What a value is made into
#: is decided by the "@" at its beginning, which may not be hidden behind an escape either.
_PLAIN: Final = re.compile(
    rb"""\[[^]"\\;=]*\]|;.*|[^\[;="\\][^;="\\]*=(?:"""
    rb""""(?:(?:@ByteArray\(|[^@\\\s"]|\\")(?:[^"\\]|\\.)*)?"|"""
    rb"""(?:(?:@ByteArray\(|[^@\\\s",;]|\\")(?:[^"\\,;]|\\.)*)?)"""
)

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
        with path.open(encoding="utf-8-sig", errors="replace") as file:
            text = file.read(_MOST_CHARACTERS)
        # Indented lines would continue the one before, which is not this dialect.
        lines = "\n".join(filter(_may_be_ours, map(str.strip, text.splitlines())))
        parser.read_string(f"[{_GROUP}]\n{lines}")  # the section header may be missing
    except (OSError, configparser.Error):
        return {}
    stored = {name: _unquoted(value) for name, value in parser.items(_GROUP) if value is not None}
    return migrated(stored) if stored else {}


def _may_be_ours(line: str) -> bool:
    """Return whether a line is a group or has a name; others take the parser very long."""
    return (line.startswith("[") and "]" in line) or 0 < line.find("=") < _LONGEST_NAME


def remove_foreign_lines(path: Path) -> None:
    """Remove the lines in which Qt would see something other than text or bytes.

    Such a file can hold any Python object as a pickle, and PySide does what the pickle says as
    soon as anything near it is read. This program writes none, but the file may come from anyone.

    Parameters
    ----------
    path : Path
        Path of the settings file, which need not exist.

    Raises
    ------
    UserFacingError
        If there are such lines and the file cannot be written.
    """
    try:
        with path.open("rb") as file:
            content = file.read(_MOST_CHARACTERS + 1)
    except OSError:  # what cannot be read is not read by Qt either
        return
    mark = codecs.BOM_UTF8 if content.startswith(codecs.BOM_UTF8) else b""
    lines = re.split(rb"[\r\n]+", content[len(mark) : _MOST_CHARACTERS])
    plain = [line for line in lines if not line or _PLAIN.fullmatch(line)]
    if len(plain) < len(lines) or len(content) > _MOST_CHARACTERS:
        _log.warning("Lines that this program never writes were removed from %s", path)
        write_bytes_atomically(path, mark + b"\n".join(plain) + b"\n", private=True)


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
