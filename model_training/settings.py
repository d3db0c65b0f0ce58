"""A settings file for the commands; flags take precedence.

Top-level keys apply to every command that knows them, a table applies to the command it is
named after. A table may also set fields of the command's training configuration that have
no flag:

    data = "corpora"
    seed = 1

    [speech]
    epochs = 20
    learning_rate = 5e-4
"""

import json
import tomllib
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final, TypeVar

import typer

from emotion_desktop.domain.errors import UserFacingError

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

_Config = TypeVar("_Config", bound="DataclassInstance")
_TRAINING: Final = ("speech", "text", "fusion", "folds")
_FURTHER: Final = "model_training.further_settings"


def read_settings(path: Path) -> dict[str, Any]:
    """Read a TOML or JSON file.

    Raises
    ------
    UserFacingError
        If it is missing or damaged.
    """
    try:
        text = path.read_text(encoding="utf-8")
        values = json.loads(text) if path.suffix == ".json" else tomllib.loads(text)
    except (OSError, ValueError) as error:
        raise UserFacingError(
            f"The settings file {path} cannot be read ({error})", "Use a TOML or JSON file."
        ) from error
    if not isinstance(values, dict):
        raise UserFacingError(
            f"The settings file {path} does not contain a table",
            "Write each setting as a name and a value.",
        )
    return _underscored(values)


def _apply(context: typer.Context, path: Path | None) -> Path | None:
    if path is None:
        return None
    values = read_settings(path)
    _check(values, context, path)
    name = str(context.command.name).replace("-", "_")
    # The folds ask what the recipe of `speech` is worth.
    sections = ("speech", name) if name == "folds" else (name,)
    section: dict[str, Any] = {}
    for each in sections:
        section |= _underscored(values.get(each, {}))
    known = {parameter.name for parameter in context.command.params}
    common = {key: value for key, value in values.items() if not isinstance(value, dict)}
    merged = common | section
    context.default_map = {key: value for key, value in merged.items() if key in known}
    further = {key: value for key, value in section.items() if key not in known}
    if further and name not in _TRAINING:
        raise _unknown(next(iter(further)), path)
    context.meta[_FURTHER] = further
    return path


def _check(values: dict[str, Any], context: typer.Context, path: Path) -> None:
    """Reject unknown settings, because a misspelt one would silently have no effect."""
    commands: dict[str, Any] = context.parent.command.commands  # type: ignore[union-attr]
    tables = {str(name).replace("-", "_") for name in commands}
    anywhere = {parameter.name for command in commands.values() for parameter in command.params}
    for key, value in values.items():
        if key not in (tables if isinstance(value, dict) else anywhere):
            raise _unknown(key, path)


def _unknown(key: str, path: Path) -> UserFacingError:
    return UserFacingError(
        f"The settings file {path} contains the unknown setting '{key}'", "Check its spelling."
    )


def _underscored(values: dict[str, Any]) -> dict[str, Any]:
    return {key.replace("-", "_"): value for key, value in values.items()}


#: `--config` of every command.
SettingsFile = Annotated[
    Path | None,
    typer.Option(
        "--config",
        callback=_apply,
        is_eager=True,
        help="TOML or JSON file with settings; flags take precedence.",
    ),
]


def make_config(context: typer.Context, kind: type[_Config], **flags: object) -> _Config:
    """Build a configuration from flags (None: not given), the settings file and defaults.

    Raises
    ------
    UserFacingError
        If the file names a setting that does not exist.
    """
    further = context.meta.get(_FURTHER, {})
    names = {field.name for field in fields(kind)}
    if unknown := sorted(set(further) - names):
        raise UserFacingError(
            f"The settings file contains '{unknown[0]}', which is not a setting of "
            f"{context.command.name}",
            f"Its settings are {', '.join(sorted(names))}.",
        )
    given = {name: value for name, value in flags.items() if value is not None}
    return kind(**(further | given))
