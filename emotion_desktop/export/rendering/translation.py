"""Translations of the program, for files that are written without its window."""

from collections.abc import Callable
from pathlib import Path

from emotion_desktop.export.rendering.application import qt_libraries

#: Under this name the templates of rooms without Qt lie in the translations.
_CONTEXT = "Messages"


def read_translation(path: Path) -> Callable[[str], str] | None:
    """Return what translates the template of a `Message`, None where there is no such file.

    Raises
    ------
    UserFacingError
        Where this machine lacks a library that Qt needs.
    """
    with qt_libraries():
        from PySide6.QtCore import QTranslator  # noqa: PLC0415

    translator = QTranslator()
    if not translator.load(str(path)):
        return None
    return lambda template: translator.translate(_CONTEXT, template) or ""
