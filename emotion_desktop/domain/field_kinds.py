"""Allowed values of settings, derived from the types of their fields."""

import json
from dataclasses import dataclass
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from emotion_desktop.domain.microphone import MicrophoneId


@dataclass(frozen=True, slots=True)
class Limits:
    """Inclusive limits of a number, for use in `Annotated`."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class FieldKind:
    """The values that a field allows.

    Attributes
    ----------
    type : type
        `bool`, `int`, `float`, `str` or `MicrophoneId`.
    choices : tuple of str
        Allowed texts; empty if any text is allowed.
    limits : Limits or None
        Of a number.
    optional : bool
        Whether it may be None.
    """

    type: type
    choices: tuple[str, ...] = ()
    limits: Limits | None = None
    optional: bool = False

    def allows(self, value: Any) -> bool:
        """Return whether the field allows a value."""
        if value is None:
            return self.optional
        if self.type is MicrophoneId:
            return isinstance(value, MicrophoneId) and all(map(_is_text, value))
        if self.type is str:
            return _is_text(value) and (not self.choices or value in self.choices)
        if self.type is bool:
            return isinstance(value, bool)
        numbers = int | float if self.type is float else int
        return (
            isinstance(value, numbers)
            and not isinstance(value, bool)
            and (self.limits is None or self.limits.low <= value <= self.limits.high)
        )

    def from_json(self, text: str) -> Any:
        """Parse a stored value, which may not be allowed.

        Raises
        ------
        ValueError, TypeError, RecursionError
            If the text was never written for this field.
        """
        value = json.loads(text)
        if self.type is MicrophoneId and isinstance(value, list):
            return MicrophoneId(*value)
        return value


def kinds_of(settings: type) -> dict[str, FieldKind]:
    """Return the kinds of all fields of a dataclass, in order.

    Examples
    --------
    >>> @dataclass
    ... class Example:
    ...     share: Annotated[float, Limits(0, 1)] | None = None
    >>> kinds_of(Example)["share"].allows(0.5)
    True
    """
    hints = get_type_hints(settings, include_extras=True)
    return {name: _kind_of(hint) for name, hint in hints.items()}


def _kind_of(hint: Any) -> FieldKind:
    parts = get_args(hint) if get_origin(hint) in {Union, UnionType} else (hint,)
    (wanted,) = (part for part in parts if part is not NoneType)
    optional = NoneType in parts
    if get_origin(wanted) is Annotated:
        kind, limits = get_args(wanted)
        return FieldKind(kind, limits=limits, optional=optional)
    if get_origin(wanted) is Literal:
        return FieldKind(str, choices=get_args(wanted), optional=optional)
    return FieldKind(wanted, optional=optional)


def _is_text(value: Any) -> bool:
    if not isinstance(value, str) or "\0" in value:
        return False
    try:  # a path may contain bytes that are not UTF-8; a lone surrogate is invalid
        value.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return False
    return True
