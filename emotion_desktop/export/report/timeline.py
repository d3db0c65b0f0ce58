"""Pictures of a session, one of everything and one for every so many minutes."""

import math
from collections.abc import Iterator
from typing import Final

from emotion_desktop.domain.translatable import Message
from emotion_desktop.export.language import clock
from emotion_desktop.export.picture import to_inline_svg
from emotion_desktop.export.report.contents import Block, Paragraph, Picture, Section, Subject
from emotion_desktop.export.reviewed_view import duration_of

#: How long a picture may be, in minutes; the shortest that needs no more pictures than below.
_LENGTHS_MIN: Final = (5, 10, 15, 30, 60, 120, 240)
_MOST_PICTURES: Final = 18


def timeline_section(subject: Subject) -> Section:
    """Draw the session."""
    text = subject.language.text
    length_s = duration_of(subject.document)
    blocks: list[Block] = [_picture(subject, 0.0, length_s, Message("The whole recording"))]
    part_s = 60.0 * next(
        (one for one in _LENGTHS_MIN if length_s <= 60.0 * one * _MOST_PICTURES),
        math.ceil(length_s / 60.0 / _MOST_PICTURES),
    )
    if length_s > 1.2 * part_s:
        blocks += _parts(subject, math.ceil(length_s / part_s - 1e-9), part_s)
    return Section("timeline", text(Message("Over time")), tuple(blocks))


def _parts(subject: Subject, n: int, part_s: float) -> Iterator[Block]:
    """Draw the parts in which there is something to be seen."""
    left_out = 0
    for i in range(n):
        start_s, end_s = i * part_s, (i + 1) * part_s
        spoken = any(one.start_s < end_s and one.end_s > start_s for one in subject.view.segments)
        if spoken or any(start_s <= one.at_s < end_s for one in subject.document.markers):
            caption = Message("Part {number} of {n}", number=i + 1, n=n)
            yield _picture(subject, start_s, end_s, caption)
        else:
            left_out += 1
    if left_out:
        said = Message("Parts in which nobody speaks are left out: {n}.", n=left_out)
        yield Paragraph(subject.language.text(said))


def _picture(subject: Subject, start_s: float, end_s: float, what: Message) -> Picture:
    svg = to_inline_svg(subject.document, subject.view, subject.language, (start_s, end_s))
    last_s = min(end_s, duration_of(subject.document))
    extent = f"{clock(start_s)} \N{EN DASH} {clock(last_s)}"
    return Picture(svg, f"{subject.language.text(what)}: {extent}")
