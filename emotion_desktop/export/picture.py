"""A session as a picture: a row for each emotion over time, and under them who speaks how.

Rows instead of stacked areas: which emotion it is tells its place, so that the picture can be
read in grey, too.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from emotion_desktop.domain.document import SessionDocument
from emotion_desktop.domain.labels import EMOTIONS, UNCLEAR
from emotion_desktop.domain.review_state import ReviewState
from emotion_desktop.domain.session import Marker
from emotion_desktop.domain.translatable import Message
from emotion_desktop.export.colours import COLOURS
from emotion_desktop.export.curves import Run, runs_of
from emotion_desktop.export.drawing import LETTER, MUTED, TEXT, WHITE, Drawing, number, shortened
from emotion_desktop.export.lane import Block, blocks_of
from emotion_desktop.export.language import Language, clock
from emotion_desktop.export.reviewed_view import duration_of

#: Of a picture by itself, and of one on a page, in their own units: the size of type is the same.
_WIDTH: Final = 1200
_WIDTH_ON_PAGE: Final = 800
_LEFT: Final = 124
_RIGHT: Final = 34
_ROW: Final = 34
_ROW_GAP: Final = 10
_STRIP: Final = 5
_LANE: Final = 22
_GAP: Final = 7
_TITLE_Y: Final = 28
_ROWS_Y: Final = 60
_LEGEND_BELOW: Final = 46
_LEGEND_LINE: Final = 18

_HALF: Final = "#e4e8ec"
_GROUND: Final = "#b6bec8"
_ROW_GROUND: Final = "#f4f5f7"
_UNKNOWN: Final = "#57606a"
#: Of a sign of the legend with the room beside it.
_SIGN_WIDTH: Final = 30
_MOST_POINTS: Final = 700
_MOST_BLOCKS: Final = 500
_WHAT: Final = Message("Expressed emotion over time")
#: Distances of labels on the axis that people count in.
_STEPS_S: Final = (1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1200, 1800, 3600, 7200, 14400, 43200)
_TICK_WIDTH: Final = 90


@dataclass(frozen=True, slots=True)
class _Scale:
    """From seconds to places in a picture of a width."""

    start_s: float
    end_s: float
    width: float

    @property
    def right(self) -> float:
        """Where time ends."""
        return self.width - _RIGHT

    def x(self, time_s: float) -> float:
        share = (time_s - self.start_s) / (self.end_s - self.start_s)
        return _LEFT + (self.right - _LEFT) * min(max(share, 0.0), 1.0)


def to_svg(
    document: SessionDocument,
    view: ReviewState,
    language: Language,
    title: str,
) -> str:
    """Draw a session.

    Parameters
    ----------
    document : SessionDocument
        What is drawn.
    view : ReviewState
        The same after its review: see `view_of`.
    language : Language
        Of the names.
    title : str
        Stands above.

    Returns
    -------
    str
        A whole SVG document; the same one always alike.
    """
    scale = _scale(0.0, duration_of(document), _WIDTH)
    return _drawn(document, view, language, scale, title).document()


def to_inline_svg(
    document: SessionDocument,
    view: ReviewState,
    language: Language,
    extent_s: tuple[float, float],
) -> str:
    """Draw a stretch of a session, in seconds, for a page that says itself what it is."""
    scale = _scale(*extent_s, _WIDTH_ON_PAGE)
    return _drawn(document, view, language, scale).element()


def _scale(start_s: float, end_s: float, width: float) -> _Scale:
    return _Scale(start_s, max(end_s, start_s + 1.0), width)


def _drawn(
    document: SessionDocument,
    view: ReviewState,
    language: Language,
    scale: _Scale,
    title: str = "",
) -> Drawing:
    top = _ROWS_Y if title else 10
    lanes_y = top + len(EMOTIONS) * (_ROW + _ROW_GAP) + 4
    speakers = view.speakers() or ("",)
    axis_y = lanes_y + len(speakers) * (_LANE + _GAP) + _LANE
    legend = _legend(scale, axis_y + _LEGEND_BELOW, language)
    drawing = Drawing(scale.width, legend[-1].y + 14, language.text(_WHAT))
    if title:
        _draw_title(drawing, document, scale, language, title)
    runs = runs_of(document, scale.start_s, scale.end_s, _MOST_POINTS)
    _draw_rows(drawing, runs, scale, language, top)
    for i, speaker in enumerate(speakers):
        y = lanes_y + i * (_LANE + _GAP)
        lane = [one for one in view.segments if one.speaker == speaker]
        name = view.speaker_name(speaker) or language.text(Message("Utterances"))
        drawing.text((10, y + 15), shortened(name, 12, _LEFT - 18))
        blocks = blocks_of(lane, scale.start_s, scale.end_s, _MOST_BLOCKS)
        _draw_lane(drawing, blocks, scale, language, y)
        _draw_strips(drawing, blocks, scale, top)
    _draw_markers(drawing, document.markers, scale, (top, axis_y), language)
    _draw_axis(drawing, scale, axis_y)
    for one in legend:
        _draw_legend(drawing, one)
    return drawing


def _draw_title(
    drawing: Drawing, document: SessionDocument, scale: _Scale, language: Language, title: str
) -> None:
    length = clock(duration_of(document))
    subtitle = language.text(Message("{what}, estimated by a machine", what=_WHAT))
    middle = scale.width / 2
    name = shortened(title, 18, scale.width - 40)
    drawing.text((middle, _TITLE_Y), name, 18, anchor="middle", bold=True)
    drawing.text((middle, _TITLE_Y + 20), f"{subtitle} ({length})", anchor="middle", fill=MUTED)


def _draw_rows(
    drawing: Drawing, runs: Sequence[Run], scale: _Scale, language: Language, top: float
) -> None:
    for place, emotion in enumerate(EMOTIONS):
        y = _row_y(top, place)
        drawing.rectangle((10, y + _ROW / 2 - 5), (10, 10), COLOURS[emotion])
        name = language.text(Message(emotion))
        drawing.text((26, y + _ROW / 2 + 4), shortened(name, 12, _LEFT - 34))
        drawing.rectangle((_LEFT, y), (scale.right - _LEFT, _ROW), _ROW_GROUND)
        drawing.line((_LEFT, y + _ROW / 2), (scale.right, y + _ROW / 2), _HALF)
        way = " ".join(_area(one, place, scale, y) for one in runs)
        if way:
            drawing.area(way, COLOURS[emotion])
        drawing.line((_LEFT, y + _ROW), (scale.right, y + _ROW), _GROUND)


def _row_y(top: float, place: int) -> float:
    return top + place * (_ROW + _ROW_GAP)


def _draw_strips(drawing: Drawing, blocks: Iterable[Block], scale: _Scale, top: float) -> None:
    """Draw each utterance under the row of its emotion, too: many have no room for its name."""
    for one in blocks:
        if one.label != UNCLEAR:
            x = scale.x(one.start_s)
            y = _row_y(top, EMOTIONS.index(one.label)) + _ROW + 2
            width = max(scale.x(one.end_s) - x, 0.8)
            drawing.rectangle((x, y), (width, _STRIP), COLOURS[one.label])


def _area(run: Run, place: int, scale: _Scale, y: float) -> str:
    ground = number(y + _ROW)
    points = [
        f"{number(scale.x(time_s))},{number(y + _ROW * (1.0 - share))}"
        for time_s, share in zip(run.times_s.tolist(), run.shares[:, place].tolist(), strict=True)
    ]
    first, last = points[0].partition(",")[0], points[-1].partition(",")[0]
    return f"M{first},{ground}L{' '.join(points)} {last},{ground}Z"


def _draw_lane(
    drawing: Drawing, blocks: Iterable[Block], scale: _Scale, language: Language, y: float
) -> None:
    drawing.line((_LEFT, y + _LANE), (scale.right, y + _LANE), _GROUND)
    for one in blocks:
        x, right = scale.x(one.start_s), scale.x(one.end_s)
        width = max(right - x, 0.8)
        if one.label == UNCLEAR:
            colour = COLOURS.get(one.hint, _UNKNOWN)
            drawing.hatched((x, y), (width, _LANE), colour)
        else:
            drawing.rectangle((x, y), (width, _LANE), COLOURS[one.label])
            name = language.text(Message(one.label))
            for written in (name, name[:1]):
                if width > len(written) * 11 * 0.66 + 4:
                    middle = x + width / 2
                    drawing.text((middle, y + 15), written, 11, anchor="middle", fill=WHITE)
                    break
        if one.corrected:
            drawing.corner(x, y)


def _draw_markers(
    drawing: Drawing,
    markers: Sequence[Marker],
    scale: _Scale,
    extent_y: tuple[float, float],
    language: Language,
) -> None:
    top, axis_y = extent_y
    inside = [one for one in markers if scale.start_s <= one.at_s <= scale.end_s]
    if not inside:
        return
    drawing.text((10, axis_y - 6), language.text(Message("Markers")))
    drawn_at = -math.inf
    ends = [scale.x(one.at_s) for one in inside[1:]] + [scale.right]
    for one, end in zip(inside, ends, strict=True):
        x = scale.x(one.at_s)
        if x - drawn_at < 1.0:
            continue
        drawn_at = x
        drawing.line((x, top), (x, axis_y), TEXT, dashed=True)
        note = shortened(" ".join(one.text.split()), 11, end - x - 8)
        if note:
            drawing.text((x + 4, axis_y - 6), note, 11)


def _draw_axis(drawing: Drawing, scale: _Scale, y: float) -> None:
    drawing.line((_LEFT, y), (scale.right, y), MUTED)
    least_s = (scale.end_s - scale.start_s) / (scale.right - _LEFT) * _TICK_WIDTH
    longest_s = math.ceil(least_s / _STEPS_S[-1]) * _STEPS_S[-1]
    step_s = next((one for one in _STEPS_S if one >= least_s), longest_s)
    for i in range(math.ceil(scale.start_s / step_s), math.floor(scale.end_s / step_s) + 1):
        x = scale.x(i * step_s)
        drawing.line((x, y), (x, y + 5), MUTED)
        drawing.text((x, y + 19), clock(i * step_s), 11, anchor="middle", fill=MUTED)


@dataclass(frozen=True, slots=True)
class _LegendEntry:
    """A sign, its meaning, and where they stand."""

    sign: str
    meaning: str
    x: float
    y: float


def _legend(scale: _Scale, y: float, language: Language) -> list[_LegendEntry]:
    """Share the legend out to as many lines as it takes."""
    meanings = {
        "height": Message("row height: probability from 0 to 100%"),
        "strip": Message("below a row: utterances with that label"),
        "hatched": Message("unclear (colour: most probable emotion)"),
        "triangle": Message("labelled by a person"),
        "dashes": Message("marker"),
    }
    entries: list[_LegendEntry] = []
    x = 10.0
    for sign, message in meanings.items():
        meaning = language.text(message)
        width = _SIGN_WIDTH + len(meaning) * 11 * LETTER + 24
        if x > 10.0 and x + width > scale.width:
            x, y = 10.0, y + _LEGEND_LINE
        entries.append(_LegendEntry(sign, meaning, x, y))
        x += width
    return entries


def _draw_legend(drawing: Drawing, one: _LegendEntry) -> None:
    x, y = one.x, one.y
    match one.sign:
        case "height":
            drawing.rectangle((x + 8, y - 10), (8, 12), _UNKNOWN)
        case "strip":
            drawing.rectangle((x, y - 6), (24, _STRIP), _UNKNOWN)
        case "hatched":
            drawing.hatched((x, y - 10), (24, 12), _UNKNOWN)
        case "triangle":
            drawing.corner(x + 8, y - 9)
        case "dashes":
            drawing.line((x + 12, y - 11), (x + 12, y + 3), TEXT, dashed=True)
    drawing.text((x + _SIGN_WIDTH, y), one.meaning, 11, fill=MUTED)
