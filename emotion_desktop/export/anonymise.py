"""Removes names from a document, for `--anonymise`.

This is not strong anonymity: what was said, how and when may reveal who said it.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from emotion_desktop.domain.document import SessionDocument
from emotion_desktop.domain.estimate import Utterance
from emotion_desktop.domain.session import LIVE_RATER
from emotion_desktop.domain.transcript import Transcript, Word

#: Placeholder for removed words.
LEFT_OUT: Final = "[…]"

#: Placeholder for the hash, which would identify the recording.
_NO_HASH: Final = "0" * 64


def anonymised(
    document: SessionDocument, name: str, words: Sequence[str] = (), suffix: str = ""
) -> SessionDocument:
    """Remove the names of speakers and raters, notes, and the location of the audio.

    Parameters
    ----------
    document : SessionDocument
        Anything.
    name : str
        Name of the recording instead of its file name.
    words : sequence of str
        Words and names to remove from transcripts, ignoring case; each may consist of
        several words. In scripts with upper and lower case, only whole words are removed, in
        others also parts of words, as names usually are there.
    suffix : str
        Of the audio file that goes with the document; empty for the original's.

    Returns
    -------
    SessionDocument
        Speakers are S1, S2 and so on in order of appearance, raters R1, R2. Texts of markers
        and notices, the note on a consent, the name of the microphone and the hash of the audio
        are removed. Times, dates and estimates are unchanged.
    """
    speakers = _numbered("S", [one.speaker for one in document.utterances if one.speaker])
    said = [one.rater for one in document.corrections]
    raters = _numbered("R", said + [one.rater for one in document.cannot_tell])
    raters[LIVE_RATER] = LIVE_RATER
    pattern = _pattern(words)
    session, consent = document.session, document.consent
    return replace(
        document,
        audio=replace(document.audio, path=Path(name + (suffix or document.audio.path.suffix))),
        sha256=_NO_HASH,
        models={key: _without_folders(value) for key, value in document.models.items()},
        utterances=tuple(
            _utterance(one, speakers.get(one.speaker, ""), pattern) for one in document.utterances
        ),
        session=replace(session, id=name, source="", sound_file=None) if session else None,
        markers=tuple(replace(one, text="") for one in document.markers),
        corrections=tuple(replace(one, rater=raters[one.rater]) for one in document.corrections),
        cannot_tell=tuple(replace(one, rater=raters[one.rater]) for one in document.cannot_tell),
        notices=tuple(replace(one, message="") for one in document.notices),
        consent=replace(consent, note="") if consent else None,
        review=None,  # names, comments and tags; what was judged stands above
    )


def removed_s(document: SessionDocument) -> list[tuple[float, float]]:
    """List start and end of what was removed from the transcripts of an anonymised document.

    An utterance whose words have no times is removed whole. Times are in seconds.
    """
    removed = []
    for one in document.utterances:
        said = one.transcript
        words = [(word.start_s, word.end_s) for word in said.words if LEFT_OUT in word.text]
        whole = [(one.start_s, one.end_s)] if LEFT_OUT in said.text else []
        removed += words or whole
    return removed


def _without_folders(value: object) -> object:
    """Remove the folders of models, which may contain names."""
    return re.split(r"[/\\]", value)[-1] if isinstance(value, str) else value


def _numbered(letter: str, names: Sequence[str]) -> dict[str, str]:
    return {name: f"{letter}{i}" for i, name in enumerate(dict.fromkeys(names), 1)}


def _pattern(words: Sequence[str]) -> re.Pattern[str] | None:
    """Match any of the words, longest first, because a name may be part of another."""
    parts = sorted({_same(word).strip() for word in words} - {""}, key=len, reverse=True)
    if not parts:
        return None
    return re.compile("|".join(_expression(part) for part in parts), re.IGNORECASE)


def _expression(part: str) -> str:
    spaced = r"\s+".join(map(re.escape, part.split()))
    has_case = part.lower() != part.upper()
    return rf"(?<!\w){spaced}(?!\w)" if has_case else spaced


def _same(text: str) -> str:
    """Normalise letters with diacritics, which have several equivalent encodings."""
    return unicodedata.normalize("NFC", text)


def _utterance(one: Utterance, speaker: str, pattern: re.Pattern[str] | None) -> Utterance:
    if pattern is None:
        return replace(one, speaker=speaker)
    said = one.transcript
    transcript = Transcript(
        pattern.sub(LEFT_OUT, _same(said.text)),
        tuple(_without(said.words, pattern)),
        said.translation and pattern.sub(LEFT_OUT, _same(said.translation)),
    )
    return replace(one, speaker=speaker, transcript=transcript)


def _without(words: Sequence[Word], pattern: re.Pattern[str]) -> list[Word]:
    """Remove matches from words, including matches that span several words."""
    texts = [_same(word.text) for word in words]
    line = " ".join(texts)
    hidden = {place for match in pattern.finditer(line) for place in range(*match.span())}
    kept, begin = [], 0
    for word, text in zip(words, texts, strict=True):
        places = range(begin, begin + len(text))
        shown = "".join("\0" if place in hidden else line[place] for place in places)
        kept.append(replace(word, text=re.sub("\0+", LEFT_OUT, shown)))
        begin += len(text) + 1
    return kept
