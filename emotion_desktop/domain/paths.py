"""Names of files: where those of the program lie, and how any name is passed on and shown."""

import os
import re
from pathlib import Path
from typing import Final

from emotion_desktop.domain.errors import UserFacingError

#: What would steer a terminal instead of being shown: control characters, those that turn
#: the direction of a line around, line ends of Unicode, and bytes that are no text.
_UNPRINTABLE: Final = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def printable(text: object) -> str:
    r"""Escape what a terminal would obey instead of showing it, as in `\x1b`.

    Parameters
    ----------
    text : object
        A name of a file, a device or a session, or a line that holds one. Bytes of a name
        that are no text in the system's encoding are tried as UTF-8 before they are escaped.
    """
    try:
        decoded = str(text).encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    except UnicodeEncodeError:  # half a character of UTF-16, as Windows allows
        decoded = str(text)
    return _UNPRINTABLE.sub(lambda found: ascii(found[0])[1:-1], decoded)


def for_sndfile(path: Path) -> Path | bytes:
    """Give a path in the form in which the soundfile library takes any name.

    It encodes text strictly, and a name on Linux need not be text.
    """
    return path if os.name == "nt" else os.fsencode(path)


def resources_dir() -> Path:
    """Find the folder of models, schemas and the demo recording.

    Installed (a wheel, or frozen by PyInstaller) it lies inside the package; in a source
    checkout and an editable install it lies beside the package.

    Returns
    -------
    Path
        Absolute.

    Raises
    ------
    UserFacingError
        Where the installation is incomplete.
    """
    package = Path(__file__).resolve().parent.parent
    for folder in (package / "resources", package.parent / "resources"):
        # Beside an installed package could lie somebody else's "resources".
        if (folder / "schemas").is_dir():
            return folder
    raise UserFacingError(
        "The program's resources are missing beside {package}",
        "Install Emotion Desktop again.",
        package=package,
    )
