"""What annotators call the emotions, in English and German."""

import re
import unicodedata
from types import MappingProxyType
from typing import Final

from emotion_desktop.domain.labels import UNCLEAR

_WORDS: Final = {
    "anger": "anger angry ang annoyance annoyed fury furious rage ärger ärgerlich verärgert wut "
    "wütend zorn zornig",
    "disgust": "disgust disgusted dis abscheu angeekelt ekel",
    "fear": "fear fearful fea afraid anxiety anxious scared angst ängstlich furcht furchtsam",
    "happiness": "happiness happy hap joy joyful freude freudig froh fröhlich fröhlichkeit "
    "glück glücklich",
    "neutral": "neutral neutrality neu neutralität",
    "sadness": "sadness sad sorrow trauer traurig traurigkeit",
    "surprise": "surprise surprised sur astonished astonishment erstaunen erstaunt "
    "überrascht überraschung verwundert verwunderung",
    UNCLEAR: "unclear uncertain unsure unknown ambiguous cannot_tell can_t_tell don_t_know "
    "hard_to_tell xxx unklar unsicher unbekannt uneindeutig nicht_erkennbar weiß_nicht",
}
_LETTERS: Final = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})


def guess_label(text: str) -> str | None:
    """Guess which label an annotation means.

    Case, digits, punctuation and what stands in brackets do not matter.

    Returns
    -------
    str or None
        One of `EMOTIONS`, or `UNCLEAR`; None if the text is no known name of either.

    Examples
    --------
    >>> guess_label("2 Wut!"), guess_label("Happy (0.8)"), guess_label("laughs")
    ('anger', 'happiness', None)
    """
    if text.strip() and not text.strip(" ?"):
        return UNCLEAR
    return _LABELS.get(_plain(re.sub(r"\(.*?\)|\[.*?\]", " ", text)))


def _plain(text: str) -> str:
    composed = unicodedata.normalize("NFKC", text).casefold().translate(_LETTERS)
    return "_".join(re.findall(r"[^\W\d_]+", composed))


_LABELS: Final = MappingProxyType(
    {_plain(word): label for label, words in _WORDS.items() for word in words.split()}
)
