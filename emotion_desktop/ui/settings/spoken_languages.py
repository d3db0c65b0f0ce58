"""The languages that can be spoken, each by its own name."""

from typing import Final

from PySide6.QtCore import QLocale

from emotion_desktop.domain.spoken_language import SPOKEN_LANGUAGES

#: Those of which Qt names a regional variety, or that it does not know by this code.
_NAMES: Final = {"en": "English", "es": "español", "jw": "Basa Jawa", "zh": "中文"}


def spoken_languages(auto: str) -> list[tuple[str, str]]:
    """Return names and codes: English first, then finding it out, then by name."""
    named = [
        (_NAMES.get(code) or QLocale(code).nativeLanguageName(), code)
        for code in SPOKEN_LANGUAGES
        if code not in ("auto", "en")
    ]
    return [(_NAMES["en"], "en"), (auto, "auto"), *sorted(named, key=lambda one: one[0].casefold())]
