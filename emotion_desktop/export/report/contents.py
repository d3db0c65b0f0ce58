"""What reports are made of: titles, sentences, tables and pictures, whatever they become."""

from dataclasses import dataclass
from typing import Final, Literal, Self

from emotion_desktop.domain.document import SessionDocument
from emotion_desktop.domain.review_state import ReviewState
from emotion_desktop.export.language import Language
from emotion_desktop.export.reviewed_view import view_of

#: Stands in cells in which there is nothing to say.
NOTHING: Final = "\N{EN DASH}"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A sentence or several."""

    text: str
    kind: Literal["paragraph"] = "paragraph"


@dataclass(frozen=True, slots=True)
class Subtitle:
    """The title of what follows within a section."""

    text: str
    kind: Literal["subtitle"] = "subtitle"


@dataclass(frozen=True, slots=True)
class Bullets:
    """Sentences below each other."""

    texts: tuple[str, ...]
    kind: Literal["bullets"] = "bullets"


@dataclass(frozen=True, slots=True)
class Column:
    """One column.

    Attributes
    ----------
    title : str
        Stands above.
    width : float
        In parts of the sum of all widths.
    numeric : bool
        Whether its cells end where the column ends.
    """

    title: str
    width: float
    numeric: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in one place of a table.

    Attributes
    ----------
    text : str
        Of any script.
    emotion : str
        Whose colour stands before the text: one of `EMOTIONS`, or `UNCLEAR`; empty for none.
    link : str
        Anchor of a row, empty for none.
    """

    text: str
    emotion: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """Cells beside each other; `anchor` is what links lead to, empty for none."""

    cells: tuple[Cell, ...]
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells under named columns."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    kind: Literal["table"] = "table"


@dataclass(frozen=True, slots=True)
class Picture:
    """An SVG element, and one line that says what it shows."""

    svg: str
    caption: str
    kind: Literal["picture"] = "picture"


@dataclass(frozen=True, slots=True)
class Terms:
    """Terms and what they mean."""

    meanings: tuple[tuple[str, str], ...]
    kind: Literal["terms"] = "terms"


Block = Paragraph | Subtitle | Bullets | Table | Picture | Terms


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a report.

    Attributes
    ----------
    key : str
        One word by which templates choose: `method`, `summary`, `timeline`, `moments`,
        `ratings`, `agreement`, `transcript` or `glossary`.
    title : str
        As it stands above.
    blocks : tuple of Block
        In their order.
    """

    key: str
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """A whole report.

    Attributes
    ----------
    language : str
        Code of the language of everything but what was said and noted.
    title : str
        Of the session.
    kind : str
        What this is, under the title.
    lead : tuple of str
        What must be known before anything else is read.
    facts : tuple of (str, str)
        The cover's: names and values.
    sections : tuple of Section
        In their order.
    contents, page : str
        What a list of the sections, and the number of a page, are called.
    """

    language: str
    title: str
    kind: str
    lead: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]
    sections: tuple[Section, ...]
    contents: str
    page: str


@dataclass(frozen=True, slots=True)
class Subject:
    """What a report is about.

    Attributes
    ----------
    document : SessionDocument
        Holds corrections of those only who are asked for.
    view : ReviewState
        The same after its review, see `export.reviewed_view.view_of`.
    language : Language
        What the report is written in.
    rater : str or None
        As for `export.ratings.ratings`.
    speakers : tuple of str
        Names of those who speak, in the order in which they first do; those of mixed channels
        have none.
    """

    document: SessionDocument
    view: ReviewState
    language: Language
    rater: str | None
    speakers: tuple[str, ...]

    @property
    def n_translated(self) -> int:
        """In how many utterances the text network read a translation."""
        return sum(one.transcript.translation is not None for one in self.view.segments)

    @classmethod
    def of(cls, document: SessionDocument, rater: str | None, language: Language) -> Self:
        """Look at a document as a report does."""
        view = view_of(document, rater)
        names = (view.speaker_name(key) for key in view.speakers())
        return cls(document, view, language, rater, tuple(one for one in names if one))
