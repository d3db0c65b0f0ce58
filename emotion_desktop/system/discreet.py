"""Formats errors and log records without session content.

What is written here may be sent to those who make the program. A transcript, a file's name
or a line of its contents may be part of any error's message, so that no message is passed
on: kinds of errors, places in the code, numbers and the program's own words are.
"""

import logging
import sys
import traceback
from pathlib import Path
from typing import Final

from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.domain.translatable import Message

#: Stands for text that is kept back.
KEPT_BACK: Final = "…"

_PACKAGE: Final = __name__.partition(".")[0]


class Harmless(str):
    """Text that contains no session content and may be logged as it is."""

    __slots__ = ()


class DiscreetFormatter(logging.Formatter):
    """Formats log records without any session content.

    The program's own records keep their wording and the numbers filled in. Records of
    libraries are already formatted when they arrive: only their origin is kept.
    """

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(threadName)s %(name)s: %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        """See `logging.Formatter`; the record itself is unchanged, for other handlers."""
        told = logging.makeLogRecord(record.__dict__)
        told.msg, told.args, told.exc_text = _worded(record), (), None
        return super().format(told)

    def formatException(self, ei: object) -> str:  # noqa: N802 (logging's name)
        """See `logging.Formatter`."""
        error = ei[1] if isinstance(ei, tuple) else None
        return described(error) if isinstance(error, BaseException) else ""


def described(error: BaseException) -> str:
    """Return the traceback of an error and its causes, without their messages."""
    parts: list[str] = []
    seen: set[int] = set()
    current: BaseException | None = error
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        frames = traceback.extract_tb(current.__traceback__)
        parts.append(
            "".join(
                f"  {shortened(frame.filename)}:{frame.lineno} in {frame.name}\n"
                + (f"    {frame.line}\n" if frame.line else "")
                for frame in frames
            )
            + _named(current)
        )
        current = current.__cause__ or (
            None if current.__suppress_context__ else current.__context__
        )
    return "\n… which came of …\n".join(parts)


def shortened(path: str) -> str:
    """Return a source path relative to its import root, which may contain a user name."""
    for root in sorted(filter(None, sys.path), key=len, reverse=True):
        if Path(path).is_relative_to(root):
            return Path(path).relative_to(root).as_posix()
    return Path(path).name


def _named(error: BaseException) -> str:
    """Name an error by its type, and details that come from the code alone."""
    kind = f"{type(error).__module__}.{type(error).__qualname__}".removeprefix("builtins.")
    match error:
        case UserFacingError():
            detail = error.what.template
        case OSError(errno=int(number)):
            detail = f"[Errno {number}]"
        case AttributeError(name=str(name)):
            detail = f"no attribute {name} of a {type(error.obj).__name__}"
        case NameError(name=str(name)) | ImportError(name=str(name)):
            detail = name
        case UnicodeError():
            detail = getattr(error, "reason", "")
        case _:
            detail = ""
    return f"{kind}: {detail}" if detail else kind


def _worded(record: logging.LogRecord) -> str:
    if record.name.partition(".")[0] != _PACKAGE:
        return f"{KEPT_BACK} ({shortened(record.pathname)}:{record.lineno})"
    if isinstance(record.msg, Message):
        return record.msg.template
    arguments = record.args if isinstance(record.args, tuple) else ()
    try:
        return str(record.msg) % tuple(map(_filled_in, arguments))
    except (TypeError, ValueError):  # not a number as expected: keep only the wording
        return str(record.msg)


def _filled_in(value: object) -> object:
    if value is None or isinstance(value, bool | int | float | Harmless):
        return value
    if isinstance(value, BaseException):
        return _named(value)
    return value.template if isinstance(value, Message) else KEPT_BACK
