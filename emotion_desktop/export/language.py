"""The language of what people read in reports and pictures."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.domain.translatable import Message
from emotion_desktop.system.paths import resources_dir

#: Those that can be asked for; English is what the sentences are written in.
LANGUAGES: Final = ("en", "de")


@dataclass(frozen=True, slots=True)
class Language:
    """How sentences and numbers are written.

    Attributes
    ----------
    code : str
        One of `LANGUAGES`.
    template_of : callable
        Translates the template of a `Message`; gives nothing where it has no translation.
    """

    code: str
    template_of: Callable[[str], str]

    def text(self, text: str) -> str:
        """Return a `Message` in this language, and any other text as it is."""
        if not isinstance(text, Message):
            return text
        template = self.template_of(text.template) or text.template
        if not text.arguments:
            return template
        return template.format(**{name: self._shown(one) for name, one in text.arguments.items()})

    def number(self, value: float, digits: int = 1) -> str:
        """Write a number with this many digits after the decimal point or comma."""
        written = f"{value:z.{digits}f}"
        return written.replace(".", ",") if self.code == "de" else written

    def percent(self, share: float, digits: int = 0) -> str:
        """Write a share of 1 in per cent; German sets it apart by a no-break space."""
        gap = "\N{NO-BREAK SPACE}" if self.code == "de" else ""
        return f"{self.number(100.0 * share, digits)}{gap}%"

    def _shown(self, value: object) -> str:
        if isinstance(value, str):
            return self.text(value)
        return self.number(value) if isinstance(value, float) else str(value)


ENGLISH: Final = Language("en", lambda _template: "")


def language_of(code: str) -> Language:
    """Return a language of `LANGUAGES`.

    Raises
    ------
    UserFacingError
        Where the installation lacks its translation.
    """
    if code == "en":
        return ENGLISH
    from emotion_desktop.export.rendering.translation import read_translation  # noqa: PLC0415

    path = resources_dir() / "translations" / f"emotion_desktop_{code}.qm"
    template_of = read_translation(path)
    if template_of is None:
        raise UserFacingError(
            "The translation {path} cannot be read",
            "Reinstall Emotion Desktop, or choose English.",
            path=path,
        )
    return Language(code, template_of)


def clock(seconds: float, *, exact: bool = False) -> str:
    """Write a time as h:mm:ss, `exact` with milliseconds.

    >>> clock(75.4), clock(3661.0004, exact=True)
    ('0:01:15', '1:01:01.000')
    """
    milliseconds = round(seconds * 1000.0)
    whole_s, rest = divmod(milliseconds, 1000)
    minutes, second = divmod(whole_s, 60)
    hours, minute = divmod(minutes, 60)
    written = f"{hours}:{minute:02}:{second:02}"
    return f"{written}.{rest:03}" if exact else written
