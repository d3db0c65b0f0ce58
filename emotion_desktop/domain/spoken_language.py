"""The languages that speech can be recognised in: those of Whisper base, by its codes."""

from typing import Final, Literal, get_args

# fmt: off
#: `auto` finds the language of each utterance; see `HeardLanguages`.
SpokenLanguage = Literal[
    "auto", "af", "am", "ar", "as", "az", "ba", "be", "bg", "bn", "bo", "br", "bs", "ca", "cs",
    "cy", "da", "de", "el", "en", "es", "et", "eu", "fa", "fi", "fo", "fr", "gl", "gu", "ha", "haw",
    "he", "hi", "hr", "ht", "hu", "hy", "id", "is", "it", "ja", "jw", "ka", "kk", "km", "kn", "ko",
    "la", "lb", "ln", "lo", "lt", "lv", "mg", "mi", "mk", "ml", "mn", "mr", "ms", "mt", "my", "ne",
    "nl", "nn", "no", "oc", "pa", "pl", "ps", "pt", "ro", "ru", "sa", "sd", "si", "sk", "sl", "sn",
    "so", "sq", "sr", "su", "sv", "sw", "ta", "te", "tg", "th", "tk", "tl", "tr", "tt", "uk", "ur",
    "uz", "vi", "yi", "yo", "zh",
]
# fmt: on
#: In the order in which they are listed.
SPOKEN_LANGUAGES: Final[tuple[SpokenLanguage, ...]] = get_args(SpokenLanguage)
DEFAULT_LANGUAGE: Final[SpokenLanguage] = "en"

#: Scripts that put no blanks between words: each character is recognised as a word.
UNSPACED: Final = frozenset({"zh", "ja", "th", "lo", "my"})


def spoken_language(code: str) -> SpokenLanguage:
    """Return a code as one of `SPOKEN_LANGUAGES`.

    Raises
    ------
    ValueError
        If it is none.
    """
    if code not in SPOKEN_LANGUAGES:
        raise ValueError(f"{code!r} is neither auto nor the code of a language")
    return code
