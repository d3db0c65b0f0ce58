"""Writes a document as a Praat TextGrid in the long text format.

Boersma & Weenink, Praat's manual, "TextGrid file formats".
"""

import math
from collections.abc import Iterator, Sequence

from emotion_desktop.domain.document import SessionDocument
from emotion_desktop.domain.serialise import time_value
from emotion_desktop.export.tiers import SHORTEST_S, Interval, Tier, tiers


def to_textgrid(document: SessionDocument, rater: str | None = None) -> str:
    """Write an interval tier for each of `tiers`, and a point tier if there are markers.

    Times are in seconds. Praat has no gaps: unlabelled time is an interval without
    text.
    """
    made = tiers(document, rater)
    duration_s = document.audio.duration_s
    ends = [one.end_s for tier in made for one in tier.intervals]
    ends += [time_value(one.at_s) for one in document.markers]
    ends += [time_value(duration_s)] if math.isfinite(duration_s) else []
    end_s = max([SHORTEST_S, *ends])
    n_tiers = len(made) + bool(document.markers)
    lines = [
        'File type = "ooTextFile"',
        'Object class = "TextGrid"',
        "",
        "xmin = 0",
        f"xmax = {end_s}",
        "tiers? <exists>",
        f"size = {n_tiers}",
        "item []:",
    ]
    for i, tier in enumerate(made, 1):
        lines += [f"    item [{i}]:", *_interval_tier(tier, end_s)]
    if document.markers:
        lines += [f"    item [{n_tiers}]:", *_markers(document, end_s)]
    return "\n".join(lines) + "\n"


def _interval_tier(tier: Tier, end_s: float) -> Iterator[str]:
    intervals = list(_without_gaps(tier.intervals, end_s))
    yield from _head("IntervalTier", tier.name, end_s)
    yield f"        intervals: size = {len(intervals)}"
    for i, one in enumerate(intervals, 1):
        yield f"        intervals [{i}]:"
        yield f"            xmin = {one.start_s}"
        yield f"            xmax = {one.end_s}"
        yield f"            text = {_quoted(one.text)}"


def _without_gaps(intervals: Sequence[Interval], end_s: float) -> Iterator[Interval]:
    reached_s = 0.0
    for one in intervals:
        if one.start_s > reached_s:
            yield Interval(reached_s, one.start_s, "")
        yield one
        reached_s = one.end_s
    if reached_s < end_s:
        yield Interval(reached_s, end_s, "")


def _markers(document: SessionDocument, end_s: float) -> Iterator[str]:
    yield from _head("TextTier", "markers", end_s)
    yield f"        points: size = {len(document.markers)}"
    for i, marker in enumerate(document.markers, 1):
        yield f"        points [{i}]:"
        yield f"            number = {time_value(marker.at_s)}"
        yield f"            mark = {_quoted(marker.text)}"


def _head(kind: str, name: str, end_s: float) -> Iterator[str]:
    yield f'        class = "{kind}"'
    yield f"        name = {_quoted(name)}"
    yield "        xmin = 0"
    yield f"        xmax = {end_s}"


def _quoted(text: str) -> str:
    doubled = text.replace('"', '""')
    return f'"{doubled}"'
