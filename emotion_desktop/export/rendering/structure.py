"""Gives a PDF its outline and the tags of its headings, which Qt does not write.

Readers jump by the outline; screen readers go from heading to heading by the tags. While pages are
drawn, a mark is drawn where a part of the text begins: a rectangle far beside the page. Here the
marks are turned into marked content (ISO 32000-1, 14.6 to 14.8).
"""

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import pypdf
from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    DictionaryObject,
    EncodedStreamObject,
    Fit,
    IndirectObject,
    NameObject,
    NumberObject,
    TextStringObject,
)

#: Where marks are drawn, in the units of the page, so that nobody sees them.
MARK_X: Final = -90_000
_MARK: Final = re.compile(rb"%d -?(\d+) 1 1 re\nf\n" % MARK_X)


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the text, over one or more pages.

    Attributes
    ----------
    tag : str
        `H1` to `H3`, `P`, or `Artifact` for what repeats on every page.
    title : str
        Of a heading; empty for others.
    page : int
        On which it begins, from 0.
    top_pt : float
        Its distance from the foot of that page, in points.
    """

    tag: str
    title: str = ""
    page: int = 0
    top_pt: float = 0.0


def structured(content: bytes, parts: Sequence[Part], language: str) -> bytes:
    """Add the outline and the tags to a PDF.

    Parameters
    ----------
    content : bytes
        As Qt wrote it, with a mark of the number of each part where it begins or goes on.
    parts : sequence of Part
        In the order of the text.
    language : str
        Code of the language.
    """
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(content))
    writer.pdf_header = "%PDF-1.7"
    _add_tags(writer, parts, language)
    _add_outline(writer, parts)
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


def _add_outline(writer: pypdf.PdfWriter, parts: Sequence[Part]) -> None:
    section: IndirectObject | None = None
    for part in parts:
        if part.tag not in {"H2", "H3"}:
            continue
        added = writer.add_outline_item(
            title=part.title,
            page_number=part.page,
            parent=section if part.tag == "H3" else None,
            is_open=False,
            fit=Fit.xyz(left=0, top=part.top_pt),
        )
        if part.tag == "H2":
            section = added


def _add_tags(writer: pypdf.PdfWriter, parts: Sequence[Part], language: str) -> None:
    root, document = DictionaryObject(), DictionaryObject()
    root_at, document_at = writer._add_object(root), writer._add_object(document)
    pieces = [ArrayObject() for _ in parts]
    places = [
        writer._add_object(_element(part, document_at, its_pieces))
        for part, its_pieces in zip(parts, pieces, strict=True)
    ]
    on_pages = ArrayObject()
    for number, page in enumerate(writer.pages):
        shown = _tag_page(page, parts)
        for content_id, i in enumerate(shown):
            pieces[i].append(_marked(page, content_id))
        on_pages += [NumberObject(number), ArrayObject(places[i] for i in shown)]
        page[NameObject("/StructParents")] = NumberObject(number)
        page[NameObject("/Tabs")] = NameObject("/S")
    in_text = [places[i] for i, part in enumerate(parts) if part.tag != "Artifact"]
    document.update(_dictionary(Type="/StructElem", S="/Document"))
    document[NameObject("/P")] = root_at
    document[NameObject("/K")] = ArrayObject(in_text)
    root.update(_dictionary(Type="/StructTreeRoot"))
    root[NameObject("/K")] = ArrayObject([document_at])
    root[NameObject("/ParentTree")] = DictionaryObject({NameObject("/Nums"): on_pages})
    root[NameObject("/ParentTreeNextKey")] = NumberObject(len(writer.pages))
    catalog = writer.root_object
    catalog[NameObject("/StructTreeRoot")] = root_at
    catalog[NameObject("/MarkInfo")] = _flag("/Marked")
    catalog[NameObject("/ViewerPreferences")] = _flag("/DisplayDocTitle")
    catalog[NameObject("/Lang")] = TextStringObject(language)


def _element(part: Part, parent: IndirectObject, pieces: ArrayObject) -> DictionaryObject:
    element = _dictionary(Type="/StructElem", S=f"/{part.tag}")
    element[NameObject("/P")] = parent
    element[NameObject("/K")] = pieces
    return element


def _tag_page(page: pypdf.PageObject, parts: Sequence[Part]) -> list[int]:
    """Replace the marks of a page; return the part of each piece of its content, in order."""
    shown: list[int] = []

    def replaced(mark: re.Match[bytes]) -> bytes:
        end = b"EMC\n" if mark.start() != first else b""
        part = parts[int(mark[1])]
        if part.tag == "Artifact":
            return end + b"/Artifact BMC\n"
        shown.append(int(mark[1]))
        return end + b"/%s <</MCID %d>> BDC\n" % (part.tag.encode(), len(shown) - 1)

    content = page["/Contents"].get_object()
    if not isinstance(content, EncodedStreamObject):
        raise TypeError(f"the content of a page is {type(content).__name__}")
    drawn = content.get_data()
    first = next((mark.start() for mark in _MARK.finditer(drawn)), -1)
    tagged, n_marks = _MARK.subn(replaced, drawn)
    content.set_data(tagged + b"\nEMC\n" if n_marks else tagged)
    return shown


def _marked(page: pypdf.PageObject, content_id: int) -> DictionaryObject:
    """Refer to a piece of the content of a page."""
    reference = _dictionary(Type="/MCR")
    reference[NameObject("/Pg")] = page.indirect_reference
    reference[NameObject("/MCID")] = NumberObject(content_id)
    return reference


def _dictionary(**names: str) -> DictionaryObject:
    return DictionaryObject({NameObject(f"/{k}"): NameObject(v) for k, v in names.items()})


def _flag(name: str) -> DictionaryObject:
    return DictionaryObject({NameObject(name): BooleanObject(True)})
