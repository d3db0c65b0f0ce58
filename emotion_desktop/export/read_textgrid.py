"""Reads Praat annotations: a TextGrid in the long or short text format."""

import math
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from emotion_desktop.domain.translatable import Message
from emotion_desktop.export.reading import MOST_INTERVALS, malformed, read_text, too_large
from emotion_desktop.export.tiers import Interval

#: Of a header that is damaged; no grid has more of anything.
_MOST: Final = 10_000_000
#: Praat reads free-standing numbers, quoted texts and flags, and treats all else as comments;
#: so the long form, with `xmin =` before a number, and the short form are one language.
#: No repetition can match in two ways: of a megabyte of digits that would never come to an end.
_TOKEN: Final = re.compile(
    r'"([^"]*+(?:""[^"]*+)*)"|<(\w+)>'
    r"|(?<![^\s])([-+]?(?:\d++(?:\.\d*+)?|\.\d++)(?:[eE][-+]?\d++)?)(?![^\s])|!.*"
)


def read_textgrid(path: Path) -> dict[str, list[Interval]]:
    """Read the interval tiers; points and empty intervals are skipped.

    Raises
    ------
    UserFacingError
        If the file cannot be read or is not a TextGrid.
    """
    text = read_text(path)
    if '"ooTextFile"' not in text[:200] or '"TextGrid"' not in text[:200]:
        raise malformed(path, Message("it is not a TextGrid in Praat's text format"))
    try:
        return dict(_tiers(_Tokens(text)))
    except _TooManyError as error:
        raise too_large(path) from error
    except (StopIteration, RuntimeError) as error:
        raise malformed(path, Message("it ends too early")) from error
    except _UnexpectedError as error:
        raise malformed(path, error.reason) from error


class _UnexpectedError(Exception):
    """An unexpected token."""

    def __init__(self, found: str) -> None:
        super().__init__(found)
        self.reason = Message("unexpected “{found}”", found=found[:20])


class _TooManyError(Exception):
    """More intervals than anybody annotates."""


class _Tokens:
    """The tokens of the file, in order."""

    def __init__(self, text: str) -> None:
        self._found = (match for match in _TOKEN.finditer(text) if match.lastindex)
        self._left = MOST_INTERVALS

    def text(self) -> str:
        match = next(self._found)
        if match.group(1) is None:
            raise _UnexpectedError(match.group())
        return str(match.group(1)).replace('""', '"')

    def number(self) -> float:
        match = next(self._found)
        value = float(match.group(3)) if match.group(3) is not None else math.nan
        if not math.isfinite(value):
            raise _UnexpectedError(match.group())
        return value

    def count(self) -> int:
        value = self.number()
        if not 0 <= value <= _MOST:
            raise _UnexpectedError(f"{value:g}")
        self._left -= int(value)
        if self._left < 0:
            raise _TooManyError
        return int(value)

    def flag(self) -> str:
        match = next(self._found)
        return str(match.group(2))


def _tiers(tokens: _Tokens) -> Iterator[tuple[str, list[Interval]]]:
    for _ in ("type", "class"):
        tokens.text()
    for _ in ("xmin", "xmax"):
        tokens.number()
    if tokens.flag() != "exists":
        return
    for _ in range(tokens.count()):
        kind, name = tokens.text(), tokens.text()
        for _ in ("xmin", "xmax"):
            tokens.number()
        if kind == "IntervalTier":
            intervals = [
                Interval(tokens.number(), tokens.number(), tokens.text())
                for _ in range(tokens.count())
            ]
            kept = [one for one in intervals if one.text.strip() and one.start_s < one.end_s]
            if kept:
                yield name, kept
        elif kind == "TextTier":
            for _ in range(tokens.count()):
                tokens.number()
                tokens.text()
        else:
            raise _UnexpectedError(kind)
