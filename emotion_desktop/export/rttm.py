"""Writes who speaks when, as Rich Transcription Time Marked (NIST, RT-09 evaluation plan)."""

from emotion_desktop.domain.document import SessionDocument
from emotion_desktop.export.media import media_name
from emotion_desktop.export.tiers import UNNAMED_SPEAKER


def to_rttm(document: SessionDocument) -> str:
    """Write a SPEAKER line for each utterance; times in seconds.

    The format has fields for turns of speech only: no words, no labels. Fields end at blanks,
    so those of names become underscores.
    """
    file = _field(media_name(document))
    lines = []
    for one in sorted(document.utterances, key=lambda one: one.start_s):
        start_ms = round(one.start_s * 1000)
        length_ms = max(round(one.end_s * 1000) - start_ms, 1)
        speaker = _field(one.speaker or UNNAMED_SPEAKER)
        lines.append(
            f"SPEAKER {file} 1 {start_ms / 1000:.3f} {length_ms / 1000:.3f} "
            f"<NA> <NA> {speaker} <NA> <NA>\n"
        )
    return "".join(lines)


def _field(name: str) -> str:
    return "_".join(name.split()) or "<NA>"
