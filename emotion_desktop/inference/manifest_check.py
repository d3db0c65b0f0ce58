"""Validates a bundle's manifest before anything in it is used.

A bundle may come from anyone. Keys that this program does not know are left to the
programs that wrote them; missing keys are reported when they are needed.
"""

import json
import math
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple

from emotion_desktop.domain.audio import SAMPLE_RATE_HZ
from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.domain.labels import EMOTIONS
from emotion_desktop.domain.translatable import Message

_REMEDY: Final = Message("Reinstall the program, or choose another model bundle.")
#: The installed one has 8 kB; a much longer file is not a manifest and would be slow to read.
_MOST_BYTES: Final = 4_000_000
_SHOWN_CHARACTERS: Final = 40


class _Kind(NamedTuple):
    """A test of a value, and a description of the values that pass it."""

    fits: Callable[[Any], bool]
    name: Message


def _is_number(value: Any) -> bool:
    if isinstance(value, bool):
        return False
    # A whole number of hundreds of digits cannot be asked whether it is finite.
    return isinstance(value, int) or (isinstance(value, float) and math.isfinite(value))


def _whole(low: int, high: int) -> _Kind:
    return _Kind(
        lambda value: isinstance(value, int) and _is_number(value) and low <= value <= high,
        Message("a whole number from {low} to {high}", low=low, high=high),
    )


def _number(low: float, high: float) -> _Kind:
    return _Kind(
        lambda value: _is_number(value) and low <= value <= high,
        # As text: a message rounds numbers to one decimal.
        Message("a number from {low} to {high}", low=f"{low:g}", high=f"{high:g}"),
    )


def _list_of(is_item: Callable[[Any], bool], name: Message) -> _Kind:
    return _Kind(lambda value: isinstance(value, list) and all(map(is_item, value)), name)


def _is_line(value: Any) -> bool:
    return isinstance(value, str) and len(value) <= 200 and value.isprintable()


_LINE: Final = _Kind(_is_line, Message("a line of text"))
_LINES: Final = _list_of(_is_line, Message("a list of lines of text"))
_TABLE: Final = _Kind(lambda value: isinstance(value, dict), Message("a JSON object"))
_SHARE: Final = _number(0.0, 1.0)
_TEMPERATURE: Final = _number(0.01, 100.0)
_FILE_NAME: Final = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}")
_HASHES: Final = _Kind(
    lambda value: (
        isinstance(value, dict)
        and all(_FILE_NAME.fullmatch(name) and _is_line(digest) for name, digest in value.items())
    ),
    Message("a JSON object of file names and hashes"),
)
_LOGITS: Final = _Kind(
    lambda value: (
        value is None
        or (
            isinstance(value, list)
            and len(value) == len(EMOTIONS)
            and all(_is_number(logit) and abs(logit) <= 1000 for logit in value)
        )
    ),
    Message("a list of {count} numbers", count=len(EMOTIONS)),
)

#: What is needed to decide whether this program can read the bundle at all.
_HEAD: Final[Mapping[str, _Kind]] = {
    "format": _LINE,
    "version": _whole(1, 1_000_000),
    "labels": _LINES,
}

#: By path of keys. Sizes are limited to networks whose weights fit into memory.
_BODY: Final[Mapping[str, _Kind]] = {
    "name": _LINE,
    "created": _LINE,
    "program": _LINE,
    "files": _HASHES,
    "preprocessing": _TABLE,
    "preprocessing.sample_rate_hz": _whole(SAMPLE_RATE_HZ, SAMPLE_RATE_HZ),
    "preprocessing.encoder": _LINE,
    "preprocessing.encoder_sha256": _LINE,
    "preprocessing.states_per_s": _whole(1, 1000),
    "preprocessing.layers": _whole(1, 32),
    "networks": _TABLE,
    "networks.encoder": _TABLE,
    "networks.encoder.n_layers": _whole(1, 32),
    "networks.encoder.bands": _whole(1, 256),
    "networks.encoder.width": _whole(64, 2048),
    "networks.encoder.positions": _whole(1, 6000),
    "networks.speech": _TABLE,
    "networks.speech.width_in": _whole(1, 4096),
    "networks.speech.width": _whole(2, 2048),
    "networks.speech.heads": _whole(1, 64),
    "networks.speech.width_out": _whole(1, 2048),
    "networks.speech.dropout": _SHARE,
    "networks.text": _TABLE,
    "networks.text.encoder": _TABLE,
    "networks.text.encoder.vocab_size": _whole(1, 100_000),
    "networks.text.encoder.dim": _whole(1, 1024),
    "networks.text.encoder.n_layers": _whole(1, 24),
    "networks.text.encoder.n_heads": _whole(1, 64),
    "networks.text.encoder.hidden_dim": _whole(1, 4096),
    "networks.text.encoder.max_position_embeddings": _whole(1, 4096),
    "networks.text.dropout": _SHARE,
    "networks.text.context_utterances": _whole(0, 100),
    "networks.fusion": _TABLE,
    "calibration": _TABLE,
    **{f"calibration.{name}": _TABLE for name in ("speech", "text", "fused")},
    **{f"calibration.{name}.temperature": _TEMPERATURE for name in ("speech", "text", "fused")},
    "several_labels_from": _SHARE,
    "neutral_logits": _LOGITS,
    "uncertain_below": _SHARE,
}
#: Its library would treat any further key as one of its settings.
_CLOSED: Final = "networks.text.encoder"


def parsed_manifest(path: Path, known_version: int) -> dict[str, Any]:
    """Read a manifest and check the types and ranges of its known keys.

    Parameters
    ----------
    path : Path
        The file; exists.
    known_version : int
        The version this program reads. Of another version, only the version itself is checked.

    Raises
    ------
    UserFacingError
        If the file is not JSON, or a key has an invalid value.
    """
    manifest = _parsed(path)
    _check(path, manifest, _HEAD, required=True)
    if manifest["version"] == known_version:
        _check(path, manifest, _BODY)
        allowed = {key.rpartition(".")[2] for key in _BODY if key.startswith(f"{_CLOSED}.")}
        for name in _at(manifest, _CLOSED.split(".")) or {}:
            if name not in allowed:
                raise _broken(path, Message("{key} is unknown", key=f"{_CLOSED}.{_short(name)}"))
    return manifest


def _parsed(path: Path) -> dict[str, Any]:
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise ValueError("too long")
        manifest = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise _broken(path, Message("it cannot be read")) from error
    except (ValueError, RecursionError) as error:  # invalid JSON or UTF-8 is a ValueError
        raise _broken(path, Message("it is not valid JSON")) from error
    if not isinstance(manifest, dict):
        raise _broken(path, Message("it is not a JSON object"))
    return manifest


def _check(
    path: Path, manifest: dict[str, Any], kinds: Mapping[str, _Kind], *, required: bool = False
) -> None:
    for key, kind in kinds.items():
        parts = key.split(".")
        parent = _at(manifest, parts[:-1])
        if not isinstance(parent, dict) or parts[-1] not in parent:
            if required:
                raise _broken(path, Message("{key} is missing", key=key))
            continue
        value = parent[parts[-1]]
        if not kind.fits(value):
            told = Message(
                "{key} is {value}; expected {kind}", key=key, value=_short(value), kind=kind.name
            )
            raise _broken(path, told)


def _at(manifest: dict[str, Any], parts: list[str]) -> Any:
    """Return the value at a path of keys; None if there is none."""
    found: Any = manifest
    for part in parts:
        found = found.get(part) if isinstance(found, dict) else None
    return found


def _short(value: object) -> str:
    """Format a value in a few characters, without terminal control characters."""
    try:
        text = ascii(value)
    except RecursionError:  # JSON may be nested as deep as can just be read
        text = "…"
    return text if len(text) <= _SHOWN_CHARACTERS else f"{text[:_SHOWN_CHARACTERS]}…"


def _broken(path: Path, reason: Message) -> UserFacingError:
    return UserFacingError(
        "The manifest {path} is damaged: {reason}", _REMEDY, path=path, reason=reason
    )
