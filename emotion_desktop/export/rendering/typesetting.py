"""Texts, tables and pictures as chunks of a page; measures are those of the page's device."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from PySide6.QtCore import QByteArray, QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QPagedPaintDevice,
    QPainter,
    QPen,
    QTextLayout,
    QTextOption,
)
from PySide6.QtSvg import QSvgRenderer

from emotion_desktop.export.colours import COLOURS
from emotion_desktop.export.rendering.flow import Chunk, Draw, Passage
from emotion_desktop.export.report.contents import Cell, Picture, Row, Table

_FAMILIES: Final = ("Noto Sans", "Segoe UI", "Helvetica Neue", "DejaVu Sans", "Arial")
_TEXT: Final = QColor("#1b1e22")
_FAINT: Final = QColor("#d7dce1")
_STRONG: Final = QColor("#8b949e")
_LINE_SPACING: Final = 1.12
_BODY_PT: Final = 10.0
_TABLE_PT: Final = 8.5
#: A row or a fact of more lines than this may be cut by a page break.
_MOST_LINES_KEPT: Final = 12
#: A table of more rows than this may be cut by a page break.
_MOST_ROWS_KEPT: Final = 12
#: Of a picture, in parts of the height of the page.
_HIGHEST_PICTURE: Final = 0.9


@dataclass(frozen=True, slots=True)
class Lines:
    """A text broken into lines.

    Attributes
    ----------
    layout : QTextLayout
        The text.
    heights : tuple of float
        Of its lines, with the space between them.
    """

    layout: QTextLayout
    heights: tuple[float, ...]


class Typesetter:
    """Makes chunks of what stands in a report.

    Parameters
    ----------
    device : QPagedPaintDevice
        Whose measures count.
    width, height : float
        Room on a page.
    """

    def __init__(self, device: QPagedPaintDevice, width: float, height: float) -> None:
        self._device = device
        self.width = width
        self.height = height
        self.pt = device.logicalDpiX() / 72.0

    def font(self, size_pt: float, *, bold: bool = False) -> QFont:
        """Return the type of a size."""
        font = QFont(list(_FAMILIES))
        font.setPointSizeF(size_pt)
        font.setBold(bold)
        font.setFeature(QFont.Tag("liga"), 0)  # a joined "fi" would not be found by searching
        return font

    def lines(self, text: str, font: QFont, width: float, *, numeric: bool = False) -> Lines:
        """Break a text into lines of a width; in scripts from right to left they end there."""
        layout = QTextLayout(_one_line_ends(text), font, self._device)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        if numeric:
            option.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute)
        layout.setTextOption(option)
        layout.setCacheEnabled(True)
        heights, y = [], 0.0
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width)
            line.setPosition(QPointF(0.0, y))
            heights.append(line.height() * _LINE_SPACING)
            y += heights[-1]
        layout.endLayout()
        return Lines(layout, tuple(heights))

    def paragraph(
        self,
        text: str,
        *,
        size_pt: float = _BODY_PT,
        bold: bool = False,
        space_pt: float = 5.0,
        indent_pt: float = 0.0,
        keeps_next: bool = False,
        colour: QColor = _TEXT,
        mark: str = "",
        level: int = 0,
    ) -> Iterator[Chunk]:
        """Set a paragraph, or a heading if it has a level.

        No page begins or ends with a single line of it.
        """
        indent = indent_pt * self.pt
        lines = self.lines(text, self.font(size_pt, bold=bold), self.width - indent)
        n = len(lines.heights)
        passage = Passage(level, text)
        for i, height in enumerate(lines.heights):
            yield Chunk(
                height,
                _line_drawer(lines, i, indent, colour),
                passage=passage,
                space=space_pt * self.pt if i == 0 else 0.0,
                keeps_next=keeps_next or (i in {0, n - 2} and i < n - 1),
                mark=mark if i == 0 else "",
            )

    def bullet(self, text: str) -> Iterator[Chunk]:
        """Set a paragraph with a dot before it."""
        dot = self.lines("•", self.font(_BODY_PT), 12.0 * self.pt)
        for i, one in enumerate(self.paragraph(text, indent_pt=12.0, space_pt=3.0)):
            draw = _all([_line_drawer(dot, 0, 0.0, _TEXT), one.draw]) if i == 0 else one.draw
            yield replace(one, draw=draw)

    def beside(self, columns: Sequence[tuple[float, Lines]], *, space_pt: float) -> Iterator[Chunk]:
        """Set texts beside each other, each from its distance to the left."""
        n = max(len(lines.heights) for _, lines in columns)
        for i in range(n):
            there = [(x, lines) for x, lines in columns if i < len(lines.heights)]
            yield Chunk(
                max(lines.heights[i] for _, lines in there),
                _all([_line_drawer(lines, i, x, _TEXT) for x, lines in there]),
                space=space_pt * self.pt if i == 0 else 0.0,
                keeps_next=n <= _MOST_LINES_KEPT and i < n - 1,
            )

    def cut(self, text: str, font: QFont, width: float) -> str:
        """Cut a text that is longer than a line."""
        measures = QFontMetricsF(font, self._device)
        return measures.elidedText(_one_line_ends(text), Qt.TextElideMode.ElideRight, width)

    def picture(self, picture: Picture) -> Iterator[Chunk]:
        """Set a picture and its caption."""
        renderer = QSvgRenderer(QByteArray(picture.svg.encode()))
        size = renderer.defaultSize()
        scale = min(self.width / size.width(), _HIGHEST_PICTURE * self.height / size.height())
        width, height = size.width() * scale, size.height() * scale

        def draw(painter: QPainter, y: float) -> None:
            renderer.render(painter, QRectF(0.0, y, width, height))

        yield Chunk(height, draw, space=8.0 * self.pt, keeps_next=True)
        yield from self.paragraph(
            picture.caption, size_pt=_TABLE_PT, space_pt=0.0, colour=QColor("#57606a")
        )

    def table(self, table: Table) -> Iterator[Chunk]:
        """Set a table; each page that it goes on begins with the names of its columns."""
        total = sum(one.width for one in table.columns)
        widths = [self.width * one.width / total for one in table.columns]
        numeric = [one.numeric for one in table.columns]
        names = Row(tuple(Cell(one.title) for one in table.columns))
        [header] = self._row(names, widths, numeric, None, kept=True, bold=True)
        yield Chunk(header.height, header.draw, space=4.0 * self.pt, keeps_next=True)
        for i, row in enumerate(table.rows):
            together = len(table.rows) <= _MOST_ROWS_KEPT and i < len(table.rows) - 1
            for one in self._row(row, widths, numeric, header):
                yield replace(one, keeps_next=together)

    def _row(
        self,
        row: Row,
        widths: Sequence[float],
        numeric: Sequence[bool],
        header: Chunk | None,
        *,
        kept: bool = False,
        bold: bool = False,
    ) -> Iterator[Chunk]:
        font = self.font(_TABLE_PT, bold=bold)
        pad, swatch = 4.0 * self.pt, 9.0 * self.pt
        placed: list[tuple[float, Cell, Lines]] = []
        left = 0.0
        for cell, width, to_the_end in zip(row.cells, widths, numeric, strict=True):
            indent = swatch if cell.emotion else 0.0
            room = max(width - 2.0 * pad - indent, 4.0 * self.pt)
            lines = self.lines(cell.text, font, room, numeric=to_the_end)
            placed.append((left + pad + indent, cell, lines))
            left += width
        n = max((len(lines.heights) for _, _, lines in placed), default=0)
        border = QPen(_STRONG if bold else _FAINT, (1.0 if bold else 0.5) * self.pt)
        if kept or n <= _MOST_LINES_KEPT:
            yield self._whole_row(placed, border, header)
            return
        for i in range(n):
            yield self._line_of_row(placed, i, border if i == n - 1 else None, header)

    def _whole_row(
        self, placed: Sequence[tuple[float, Cell, Lines]], border: QPen, header: Chunk | None
    ) -> Chunk:
        pad = 2.5 * self.pt
        height = max((sum(lines.heights) for _, _, lines in placed), default=0.0) + 2.0 * pad

        def draw(painter: QPainter, y: float) -> None:
            painter.setPen(_TEXT)
            for x, cell, lines in placed:
                lines.layout.draw(painter, QPointF(x, y + pad))
                self._draw_swatch(painter, cell, x, y + pad)
            painter.setPen(border)
            painter.drawLine(QPointF(0.0, y + height), QPointF(self.width, y + height))

        return Chunk(height, draw, header=header)

    def _line_of_row(
        self,
        placed: Sequence[tuple[float, Cell, Lines]],
        i: int,
        border: QPen | None,
        header: Chunk | None,
    ) -> Chunk:
        """Set the i-th line of all cells of a row that is too high to be kept together."""
        height = max(lines.heights[i] for _, _, lines in placed if i < len(lines.heights))

        def draw(painter: QPainter, y: float) -> None:
            for x, cell, lines in placed:
                if i < len(lines.heights):
                    _draw_line(painter, lines, i, QPointF(x, y), _TEXT)
                if i == 0:
                    self._draw_swatch(painter, cell, x, y)
            if border is not None:
                painter.setPen(border)
                painter.drawLine(QPointF(0.0, y + height), QPointF(self.width, y + height))

        return Chunk(height, draw, header=header)

    def _draw_swatch(self, painter: QPainter, cell: Cell, x: float, y: float) -> None:
        if not cell.emotion:
            return
        colour = COLOURS.get(cell.emotion)
        side = 6.0 * self.pt
        square = QRectF(x - 9.0 * self.pt, y + 3.0 * self.pt, side, side)
        if colour:
            painter.fillRect(square, QColor(colour))
        else:
            painter.setPen(QPen(_STRONG, 0.7 * self.pt))
            painter.drawRect(square)
            painter.setPen(_TEXT)


def _all(draws: Sequence[Draw]) -> Draw:
    def draw(painter: QPainter, y: float) -> None:
        for one in draws:
            one(painter, y)

    return draw


def _line_drawer(lines: Lines, i: int, indent: float, colour: QColor) -> Draw:
    return lambda painter, y: _draw_line(painter, lines, i, QPointF(indent, y), colour)


def _draw_line(painter: QPainter, lines: Lines, i: int, at: QPointF, colour: QColor) -> None:
    line = lines.layout.lineAt(i)
    painter.setPen(colour)
    line.draw(painter, at - QPointF(0.0, line.position().y()))


def _one_line_ends(text: str) -> str:
    """Let texts begin new lines where they do, and leave out what no type has a sign for."""
    kept = "".join(one for one in text if one in "\n\t" or one.isprintable() or one.isspace())
    return kept.replace("\r\n", "\n").replace("\n", "\u2028").replace("\t", " ")
