"""How much memory JSON from strangers takes once it is parsed."""

from typing import Final

#: A list or an object takes up to a hundred times its length in memory, ...
_MOST_BRACKETS: Final = 2_000_000
#: ... and a number or a short text ten times.
_MOST_COMMAS: Final = 12_000_000


def is_reasonable(written: bytes) -> bool:
    """Return whether JSON in UTF-8 can be parsed within about half a gigabyte of memory.

    A day of speech with words and windows four times a second takes half of it.
    """
    brackets = written.count(b"[") + written.count(b"{")
    return brackets <= _MOST_BRACKETS and written.count(b",") <= _MOST_COMMAS
