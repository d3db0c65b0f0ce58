"""Lines, areas and texts as SVG, of which simple readers lack nothing: no styles, no patterns."""

from typing import Final, Literal
from xml.etree import ElementTree as ET

from emotion_desktop.export.xml import document_of, element

TEXT: Final = "#1b1e22"
MUTED: Final = "#57606a"
WHITE: Final = "#ffffff"
#: Width of a letter in parts of the size of its type: about the mean of most scripts.
LETTER: Final = 0.58
_FONTS: Final = "DejaVu Sans, Noto Sans, Segoe UI, Helvetica, Arial, sans-serif"
_HATCHING: Final = 5.0
_CORNER: Final = 8.0


class Drawing:
    """A white picture that is drawn upon.

    Parameters
    ----------
    width, height : float
        Of the picture; all places are in its units, from the top left.
    title : str
        For those who hear pages.
    """

    def __init__(self, width: float, height: float, title: str) -> None:
        size = number(width), number(height)
        self._root = ET.Element(
            "svg",
            {
                "xmlns": "http://www.w3.org/2000/svg",
                "viewBox": f"0 0 {size[0]} {size[1]}",
                "width": size[0],
                "height": size[1],
                "role": "img",
                "font-family": _FONTS,
            },
        )
        element(self._root, "title", title)
        self.rectangle((0.0, 0.0), (width, height), WHITE)

    def document(self) -> str:
        """Return the picture as a file's text."""
        return document_of(self._root)

    def element(self) -> str:
        """Return the picture as a part of a page."""
        return ET.tostring(self._root, encoding="unicode")

    def text(
        self,
        at: tuple[float, float],
        text: str,
        size: int = 12,
        *,
        anchor: Literal["start", "middle"] = "start",
        fill: str = TEXT,
        bold: bool = False,
    ) -> None:
        """Write a line that stands on a place."""
        made = element(self._root, "text", text, x=number(at[0]), y=number(at[1]), fill=fill)
        made.set("font-size", str(size))
        if anchor != "start":
            made.set("text-anchor", anchor)
        if bold:
            made.set("font-weight", "bold")

    def line(
        self,
        begin: tuple[float, float],
        end: tuple[float, float],
        colour: str,
        *,
        dashed: bool = False,
    ) -> None:
        """Draw a line."""
        made = element(self._root, "line", stroke=colour)
        for name, value in zip(("x1", "y1", "x2", "y2"), (*begin, *end), strict=True):
            made.set(name, number(value))
        if dashed:
            made.set("stroke-dasharray", "3,3")

    def rectangle(
        self, at: tuple[float, float], size: tuple[float, float], fill: str, *, frame: str = ""
    ) -> None:
        """Fill a rectangle, with a frame of another colour where one is named."""
        made = element(self._root, "rect")
        for name, value in zip(("x", "y", "width", "height"), (*at, *size), strict=True):
            made.set(name, number(value))
        made.set("fill", fill)
        if frame:
            made.set("stroke", frame)
            made.set("stroke-width", "0.8")

    def hatched(self, at: tuple[float, float], size: tuple[float, float], colour: str) -> None:
        """Fill a rectangle with slanted lines."""
        (x, y), (width, height) = at, size
        self.rectangle(at, size, WHITE, frame=colour)
        lines = []
        offset = _HATCHING
        while offset < width + height:
            x1, y1 = (offset, 0.0) if offset <= width else (width, offset - width)
            x2, y2 = (0.0, offset) if offset <= height else (offset - height, height)
            lines.append(f"M{number(x + x1)},{number(y + y1)}L{number(x + x2)},{number(y + y2)}")
            offset += _HATCHING
        if lines:
            element(self._root, "path", d=" ".join(lines), stroke=colour, fill="none")

    def area(self, way: str, fill: str) -> None:
        """Fill what a way encloses."""
        element(self._root, "path", d=way, fill=fill)

    def corner(self, x: float, y: float) -> None:
        """Fold a corner down: a sign on a block."""
        right, bottom = number(x + _CORNER), number(y + _CORNER)
        way = f"M{number(x)},{number(y)}L{right},{number(y)} {number(x)},{bottom}Z"
        element(self._root, "path", d=way, fill=TEXT, stroke=WHITE)


def shortened(text: str, size: float, room: float) -> str:
    """Cut a text that would be too long; of a few letters only nothing is left."""
    most = int(room / (size * LETTER))
    if len(text) <= most:
        return text
    return f"{text[: most - 1].rstrip()}…" if most > 3 else ""


def number(value: float) -> str:
    """Write a place with as many digits as can be seen."""
    return f"{value:.1f}".removesuffix(".0")
