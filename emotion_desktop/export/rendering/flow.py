"""Where pages break: what belongs together stays together, and tables begin with their names."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

#: Paints at a height from the top of the page, in the units of the chunk; takes a `QPainter`.
Draw = Callable[[Any, float], None]


@dataclass(frozen=True, slots=True, eq=False)
class Passage:
    """A heading at a level from 1, or a paragraph at level 0; each is itself, whatever it says."""

    level: int
    title: str


@dataclass(frozen=True, slots=True)
class Chunk:
    """What no page break cuts.

    Attributes
    ----------
    height : float
        Of what it draws.
    draw : callable
        Draws it.
    space : float
        Above it, except at the top of a page.
    keeps_next : bool
        Whether it never stands at the foot of a page without the chunk that follows.
    header : Chunk or None
        What is drawn above where this one begins a page: a table's names.
    mark : str
        By which its page is found; empty for none.
    begins_page : bool
        Whether a page ends before it.
    passage : Passage or None
        Of which it is a line; None in tables and pictures.
    """

    height: float
    draw: Draw
    space: float = 0.0
    keeps_next: bool = False
    header: "Chunk | None" = None
    mark: str = ""
    begins_page: bool = False
    passage: Passage | None = None


@dataclass(frozen=True, slots=True)
class Placed:
    """A chunk, and how far from the top of its page it begins."""

    y: float
    chunk: Chunk


def paginate(chunks: Sequence[Chunk], page_height: float) -> list[list[Placed]]:
    """Share chunks out to pages.

    Parameters
    ----------
    chunks : sequence of Chunk
        In their order.
    page_height : float
        Room on a page; a chunk that is higher has a page of its own, and is cut.

    Returns
    -------
    list of list
        The chunks of each page.
    """
    pages: list[list[Placed]] = [[]]
    y = 0.0
    for group in _groups(chunks):
        height = sum(one.height + one.space for one in group) - (
            0.0 if pages[-1] else group[0].space
        )
        if pages[-1] and (group[0].begins_page or y + height > page_height):
            pages.append([])
            y = 0.0
        for one in group:
            y = _place(one, pages, y, page_height)
    return pages


def _place(one: Chunk, pages: list[list[Placed]], y: float, page_height: float) -> float:
    """Place a chunk, on a new page where a group was higher than a page."""
    if pages[-1] and y + one.space + one.height > page_height:
        pages.append([])
        y = 0.0
    if pages[-1]:
        y += one.space
    elif one.header is not None:
        pages[-1].append(Placed(0.0, one.header))
        y = one.header.height
    pages[-1].append(Placed(y, one))
    return y + one.height


def _groups(chunks: Sequence[Chunk]) -> Iterator[list[Chunk]]:
    """Give what must stand on one page."""
    group: list[Chunk] = []
    for one in chunks:
        group.append(one)
        if not one.keeps_next:
            yield group
            group = []
    if group:
        yield group
