"""Writes a document as subtitles: SubRip (SRT) and WebVTT.

WebVTT: W3C, "WebVTT: The Web Video Text Tracks Format". SubRip has no standard; its cues are
written as players agree to read them.
"""

import html
from collections.abc import Callable

from emotion_desktop.domain.document import SessionDocument
from emotion_desktop.export.ratings import Rating, counting


def to_srt(document: SessionDocument) -> str:
    """Write a numbered cue for each utterance: `[label] speaker: text`.

    Of several labels the one that counts is written, in the words of `counting`; a label that
    the models are not confident of has a question mark. A blank line would end a cue: those of
    a text are left out.
    """
    cues = [
        f"{i}\n{_span(one, _srt_time)}\n{_srt_text(one)}\n"
        for i, one in enumerate(_ordered(document), 1)
    ]
    return "\n".join(cues)


def to_vtt(document: SessionDocument) -> str:
    """Write a cue for each utterance, with its speaker as a voice; labels as in `to_srt`."""
    cues = [f"{_span(one, _vtt_time)}\n{_vtt_text(one)}\n" for one in _ordered(document)]
    return "\n".join(["WEBVTT\n", *cues])


def _ordered(document: SessionDocument) -> list[Rating]:
    return sorted(counting(document), key=lambda one: one.utterance.start_s)


def _span(one: Rating, written: Callable[[int], str]) -> str:
    start_ms = round(one.utterance.start_s * 1000)
    end_ms = max(round(one.utterance.end_s * 1000), start_ms + 1)
    return f"{written(start_ms)} --> {written(end_ms)}"


def _srt_time(at_ms: int) -> str:
    return _vtt_time(at_ms).replace(".", ",")


def _vtt_time(at_ms: int) -> str:
    minutes, ms = divmod(at_ms, 60_000)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{ms // 1000:02}.{ms % 1000:03}"


def _label(one: Rating) -> str:
    return f"[{one.label}{'?' if one.is_uncertain else ''}]"


def _srt_text(one: Rating) -> str:
    speaker = f"{_one_line(one.utterance.speaker)}: " if one.utterance.speaker else ""
    # An arrow would be read as the times of a cue.
    said = _without_blank_lines(one.utterance.transcript.text).replace("-->", "->")
    return f"{_label(one)} {speaker}{said}".rstrip()


def _vtt_text(one: Rating) -> str:
    said = html.escape(_without_blank_lines(one.utterance.transcript.text), quote=False)
    speaker = html.escape(_one_line(one.utterance.speaker), quote=False)
    voice = f"<v {speaker}>" if speaker else ""
    return f"{voice}{_label(one)} {said}".rstrip()


def _without_blank_lines(text: str) -> str:
    return "\n".join(line.strip() for line in text.splitlines() if line.strip())


def _one_line(text: str) -> str:
    return " ".join(text.split())
