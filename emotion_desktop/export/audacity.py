"""Writes a document as an Audacity label track: one tab-separated line per label."""

from emotion_desktop.domain.document import SessionDocument
from emotion_desktop.export.ratings import counting


def to_audacity(document: SessionDocument) -> str:
    """Write a label for each utterance and a point label for each marker.

    Times are seconds with six decimals, as Audacity writes them. A label is one line: what
    breaks a line or a column in a text becomes a blank. Labels are those of `counting`; one
    that the models are not confident of has a question mark.
    """
    rows = []
    for one in counting(document):
        spoken = one.utterance
        label = f"{one.label}{'?' if one.is_uncertain else ''}"
        said = ": ".join(part for part in (spoken.speaker, spoken.transcript.text) if part)
        rows.append((spoken.start_s, spoken.end_s, f"[{label}] {said}"))
    rows += [(one.at_s, one.at_s, one.text or "marker") for one in document.markers]
    return "".join(
        f"{start_s:.6f}\t{end_s:.6f}\t{' '.join(text.split())}\n"
        for start_s, end_s, text in sorted(rows)
    )
