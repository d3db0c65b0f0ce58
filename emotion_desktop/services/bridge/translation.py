"""Translates messages from packages without Qt; works on any thread."""

from PySide6.QtCore import QCoreApplication, QLocale

from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.domain.translatable import Message

#: Context of the templates in the translations.
CONTEXT = "Messages"


def translated(text: str) -> str:
    """Translate a `Message`; return any other text unchanged."""
    if not isinstance(text, Message):
        return text
    template = QCoreApplication.translate(CONTEXT, text.template)
    if not text.arguments:
        return template
    return template.format(**{name: _shown(value) for name, value in text.arguments.items()})


def text_of(error: Exception) -> str:
    """Return what an error says, in the program's language."""
    if isinstance(error, UserFacingError):
        return translated(error.message)
    kind = type(error).__name__
    return translated(Message("Internal error: {kind}: {error}", kind=kind, error=error))


def _shown(value: object) -> str:
    if isinstance(value, str):
        return translated(value)
    return QLocale().toString(value, "f", 1) if isinstance(value, float) else str(value)
