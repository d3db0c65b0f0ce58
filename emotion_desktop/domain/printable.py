"""Makes file and device names safe for terminals, databases and networks."""

import re
from typing import Final

#: Characters that would control a terminal instead of being shown: control characters, those that
#: change the direction of a line, Unicode line ends, and bytes that are not text.
_UNPRINTABLE: Final = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def printable(text: object) -> str:
    r"""Escape what a terminal would interpret instead of showing, as in `\x1b`.

    Parameters
    ----------
    text : object
        A name of a file, a device or a session, or a line that contains one. Bytes of a name
        that are not text in the system's encoding are tried as UTF-8 before they are escaped.
    """
    try:
        decoded = str(text).encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    except UnicodeEncodeError:  # half a character of UTF-16, as Windows allows
        decoded = str(text)
    return _UNPRINTABLE.sub(lambda found: ascii(found[0])[1:-1], decoded)


def encodable(text: str) -> str:
    """Replace halves of characters, which can be typed and pasted but not stored or sent."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
