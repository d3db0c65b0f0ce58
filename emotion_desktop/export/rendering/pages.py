"""The pages of a report: a cover with the contents, then section after section."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPageLayout, QPainter, QPdfWriter, QPen

from emotion_desktop.export.rendering.flow import Chunk, Passage, Placed, paginate
from emotion_desktop.export.rendering.structure import MARK_X, Part
from emotion_desktop.export.rendering.typesetting import Typesetter
from emotion_desktop.export.report.contents import Block, Report, Section

_MUTED: Final = QColor("#57606a")
_MARK: Final = QColor("#000000")
_WARNING: Final = QColor("#b35900")
#: Of the names of facts on the cover, in parts of the width.
_NAMES_WIDTH: Final = 0.24


def draw_pages(report: Report, writer: QPdfWriter) -> list[Part]:
    """Draw a report, page after page; return its parts, whose beginnings are marked."""
    dpi = writer.resolution()
    width, height = float(writer.width()), float(writer.height())
    set_type = Typesetter(writer, width, height - 22.0 * dpi / 72.0)
    numbers: dict[str, int] = {}
    chunks = [*_cover(report, set_type, numbers)]
    for section in report.sections:
        chunks += _section(section, set_type, begins_page=section is report.sections[0])
    pages = paginate(chunks, set_type.height)
    for number, page in enumerate(pages, 1):
        numbers.update({one.chunk.mark: number for one in page if one.chunk.mark})
    painter = QPainter(writer)
    parts = _Parts(painter, writer)
    for number, page in enumerate(pages, 1):
        if number > 1:
            writer.newPage()
        for one in page:
            parts.mark(number - 1, one)
            one.chunk.draw(painter, one.y)
        parts.mark_foot()
        _draw_foot(painter, report, set_type, f"{report.page} {number} / {len(pages)}", height)
    painter.end()
    return parts.found


class _Parts:
    """Marks where parts of the text begin, and where they go on on another page."""

    def __init__(self, painter: QPainter, writer: QPdfWriter) -> None:
        self._painter = painter
        layout = writer.pageLayout()
        self._top_pt = layout.paintRect(QPageLayout.Unit.Point).top()
        self._height_pt = layout.fullRectPoints().height()
        self._pt = writer.resolution() / 72.0
        self._passage: Passage | None = None
        self._in_foot = True
        #: The foot of all pages is one part, and the first.
        self.found = [Part("Artifact")]

    def mark(self, page: int, placed: Placed) -> None:
        """Mark what is drawn next, if it is not the same part as what was drawn before."""
        passage = placed.chunk.passage
        begins = len(self.found) == 1 or passage is not self._passage
        if begins:
            top_pt = self._height_pt - self._top_pt - placed.y / self._pt
            tag, title = "P", ""
            if passage is not None and passage.level > 0:
                tag, title = f"H{passage.level}", passage.title
            self.found.append(Part(tag, title, page, top_pt))
        if begins or self._in_foot:
            self._draw(len(self.found) - 1)
        self._passage, self._in_foot = passage, False

    def mark_foot(self) -> None:
        """Mark that the foot of a page is drawn next."""
        self._draw(0)
        self._in_foot = True

    def _draw(self, number: int) -> None:
        self._painter.fillRect(QRectF(MARK_X, -number, 1.0, 1.0), _MARK)


def _cover(report: Report, set_type: Typesetter, numbers: dict[str, int]) -> Iterator[Chunk]:
    yield from set_type.paragraph(report.title, size_pt=24.0, bold=True, space_pt=0.0, level=1)
    yield from set_type.paragraph(report.kind, size_pt=13.0, space_pt=2.0, colour=_MUTED)
    for i, sentence in enumerate(report.lead):
        for one in set_type.paragraph(sentence, indent_pt=12.0, space_pt=18.0 if i == 0 else 4.0):
            yield _barred(one, set_type)
    for i, (name, value) in enumerate(report.facts):
        yield from _fact(name, value, set_type, first=i == 0)
    yield from set_type.paragraph(
        report.contents, size_pt=14.0, bold=True, space_pt=24.0, keeps_next=True, level=2
    )
    for section in report.sections:
        yield _entry(section, set_type, numbers)


def _barred(chunk: Chunk, set_type: Typesetter) -> Chunk:
    """Draw a bar beside a line: what must not be passed over."""

    def draw(painter: QPainter, y: float) -> None:
        painter.fillRect(QRectF(0.0, y, 3.0 * set_type.pt, chunk.height), _WARNING)
        chunk.draw(painter, y)

    return replace(chunk, draw=draw)


def _fact(name: str, value: str, set_type: Typesetter, *, first: bool) -> Iterator[Chunk]:
    left = _NAMES_WIDTH * set_type.width
    names = set_type.lines(name, set_type.font(10.0, bold=True), left - 6.0 * set_type.pt)
    values = set_type.lines(value, set_type.font(10.0), set_type.width - left)
    yield from set_type.beside(((0.0, names), (left, values)), space_pt=20.0 if first else 3.0)


def _entry(section: Section, set_type: Typesetter, numbers: dict[str, int]) -> Chunk:
    font = set_type.font(10.0)
    title = set_type.lines(section.title, font, set_type.width * 0.85)

    def draw(painter: QPainter, y: float) -> None:
        painter.setPen(QColor("#1b1e22"))
        title.layout.draw(painter, QPointF(0.0, y))
        number = set_type.lines(str(numbers[section.key]), font, set_type.width * 0.1, numeric=True)
        number.layout.draw(painter, QPointF(set_type.width * 0.9, y))

    return Chunk(sum(title.heights), draw, space=3.0 * set_type.pt)


def _section(section: Section, set_type: Typesetter, *, begins_page: bool) -> Iterator[Chunk]:
    for one in set_type.paragraph(
        section.title,
        size_pt=16.0,
        bold=True,
        space_pt=26.0,
        keeps_next=True,
        mark=section.key,
        level=2,
    ):
        yield replace(one, begins_page=begins_page and bool(one.mark))
    for block in section.blocks:
        yield from _block(block, set_type)


def _block(block: Block, set_type: Typesetter) -> Iterator[Chunk]:
    match block.kind:
        case "paragraph":
            yield from set_type.paragraph(block.text)
        case "subtitle":
            yield from set_type.paragraph(
                block.text, size_pt=11.0, bold=True, space_pt=14.0, keeps_next=True, level=3
            )
        case "bullets":
            for text in block.texts:
                yield from set_type.bullet(text)
        case "terms":
            for term, meaning in block.meanings:
                yield from set_type.paragraph(term, bold=True, space_pt=7.0, keeps_next=True)
                yield from set_type.paragraph(meaning, space_pt=0.0)
        case "picture":
            yield from set_type.picture(block)
        case "table":
            yield from set_type.table(block)


def _draw_foot(
    painter: QPainter, report: Report, set_type: Typesetter, number: str, height: float
) -> None:
    """Write under a page what it belongs to, and its number."""
    font = set_type.font(8.0)
    y = height - 11.0 * set_type.pt
    painter.setPen(QPen(_MUTED))
    beside = set_type.lines(number, font, set_type.width * 0.25, numeric=True)
    beside.layout.draw(painter, QPointF(set_type.width * 0.75, y))
    title = set_type.cut(f"{report.title} \N{EN DASH} {report.kind}", font, set_type.width * 0.72)
    set_type.lines(title, font, set_type.width).layout.draw(painter, QPointF(0.0, y))
