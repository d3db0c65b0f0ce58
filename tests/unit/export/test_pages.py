"""The report as PDF: what is on its pages, and where they break."""

import io
import re
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import pypdf
import pytest

from emotion_desktop.domain.review_state import ReviewState
from emotion_desktop.domain.transcript import Transcript
from emotion_desktop.export.language import ENGLISH
from emotion_desktop.export.rendering.flow import Chunk, paginate
from emotion_desktop.export.rendering.pdf import pdf_of
from emotion_desktop.export.report.build import report_of
from tests.unit.export.hard_documents import empty_document, hard_document, utterance


def nothing(_painter: Any, _y: float) -> None:
    pass


def chunk(height: float = 10.0, **kind: Any) -> Chunk:
    return Chunk(height, nothing, **kind)


def heights(chunks: list[Chunk], page_height: float = 100.0) -> list[list[float]]:
    return [[one.y for one in page] for page in paginate(chunks, page_height)]


def test_pages_are_filled_in_order_and_begin_without_space():
    assert heights([chunk(40.0, space=10.0) for _ in range(4)]) == [[0.0, 50.0], [0.0, 50.0]]


def test_a_title_does_not_stay_behind():
    chunks = [chunk(80.0), chunk(10.0, keeps_next=True), chunk(15.0)]
    assert heights(chunks) == [[0.0], [0.0, 10.0]]
    titles = [chunk(70.0), chunk(keeps_next=True), chunk(keeps_next=True), chunk(15.0)]
    assert heights(titles) == [[0.0], [0.0, 10.0, 20.0]]


def test_a_table_begins_each_page_with_its_names():
    header = chunk(10.0)
    rows = [chunk(30.0, header=header) for _ in range(5)]
    pages = paginate([chunk(10.0, keeps_next=True), *rows], 100.0)
    assert [[one.y for one in page] for page in pages] == [
        [0.0, 10.0, 40.0, 70.0],
        [0.0, 10.0, 40.0],
    ]
    assert pages[1][0].chunk is header


def test_what_is_kept_together_and_is_higher_than_a_page_is_cut():
    chunks = [chunk(40.0, keeps_next=True) for _ in range(5)]
    assert heights(chunks) == [[0.0, 40.0], [0.0, 40.0], [0.0]]


def test_what_is_higher_than_a_page_has_one_of_its_own():
    assert heights([chunk(10.0), chunk(500.0), chunk(10.0)]) == [[0.0], [0.0], [0.0]]


def test_a_chunk_can_begin_a_page():
    assert heights([chunk(), chunk(begins_page=True), chunk()]) == [[0.0], [0.0, 10.0]]


def pages_of(document: Any) -> list[str]:
    content = pdf_of(report_of(document, None, ENGLISH))
    reader = pypdf.PdfReader(io.BytesIO(content))
    # Some fonts have one sign for blank and tab.
    return [page.extract_text().replace("\t", " ") for page in reader.pages]


def long_document(n: int, words: str) -> Any:
    said = tuple(
        utterance(i, i * 3.0, i * 3.0 + 2.5, "AB"[i % 2], f"number{i} {words}", strongest=i % 7)
        for i in range(n)
    )
    return replace(empty_document(), utterances=said)


@pytest.fixture(scope="module")
def pages(qapp: object) -> list[str]:
    return pages_of(long_document(70, "and some more words that take more than one line of it"))


def test_every_utterance_is_in_the_transcript_and_pages_are_numbered(pages: list[str]):
    text = "\n".join(pages)
    transcript = text[text.rindex("Transcript") :]
    assert [f"number{i} " in transcript for i in range(70)] == [True] * 70
    for number, page in enumerate(pages, 1):
        assert f"Page {number} / {len(pages)}" in page


def test_pages_that_a_table_goes_on_to_begin_with_its_names(pages: list[str]):
    inner = [page for page in pages if "number50 " in page and "Transcript" not in page]
    assert inner
    for page in inner:
        assert page.lstrip().startswith("Time")


def test_the_contents_name_the_pages_of_the_sections():
    pages = pages_of(hard_document())
    entries = re.findall(r"^(\D+)\n(\d+)$", pages[0], re.MULTILINE)
    assert len(entries) == 8, pages[0]
    for title, number in entries:
        assert title.splitlines()[-1] in pages[int(number) - 1]


def outline_of(reader: pypdf.PdfReader) -> list[tuple[int, str, int]]:
    """Return the depth, title and page, from 1, of each entry."""

    def listed(entries: Any, depth: int) -> Iterator[tuple[int, str, int]]:
        for one in entries:
            if isinstance(one, list):
                yield from listed(one, depth + 1)
            else:
                number = reader.get_destination_page_number(one)
                assert number is not None
                yield depth, one.title, number + 1

    return list(listed(reader.outline, 1))


def tags_of(reader: pypdf.PdfReader) -> list[tuple[str, int]]:
    """Return the tag of each part of the text, and on how many pages it is."""
    [document] = reader.trailer["/Root"]["/StructTreeRoot"]["/K"]
    parts = [part.get_object() for part in document.get_object()["/K"]]
    return [(part["/S"].lstrip("/"), len(part["/K"])) for part in parts]


def test_the_outline_leads_to_every_section_and_its_parts():
    report = report_of(hard_document(), None, ENGLISH)
    reader = pypdf.PdfReader(io.BytesIO(pdf_of(report)))
    outline = outline_of(reader)
    titles = [section.title for section in report.sections]
    assert [title for depth, title, _ in outline if depth == 1] == [report.contents, *titles]
    subtitles = [
        block.text
        for section in report.sections
        for block in section.blocks
        if block.kind == "subtitle"
    ]
    assert [title for depth, title, _ in outline if depth == 2] == subtitles
    for _, title, number in outline:
        page = " ".join(reader.pages[number - 1].extract_text().split())
        assert " ".join(title.split()) in page


def test_headings_are_tagged_and_all_text_between_them_too():
    report = report_of(long_document(70, "and some more words"), None, ENGLISH)
    reader = pypdf.PdfReader(io.BytesIO(pdf_of(report)))
    root = reader.trailer["/Root"]
    assert (root["/MarkInfo"]["/Marked"], root["/Lang"]) == (True, "en")
    tags = tags_of(reader)
    assert [tag for tag, _ in tags[:6]] == ["H1", "P", "P", "P", "H2", "P"]
    assert sum(tag == "H2" for tag, _ in tags) == 1 + len(report.sections)
    assert max(count for tag, count in tags if tag == "P") > 1  # a transcript of several pages
    assert all(count == 1 for tag, count in tags if tag != "P")
    for number, page in enumerate(reader.pages):
        drawn = page.get_contents().get_data()
        begun, ended = re.findall(rb" B[DM]C\n", drawn), re.findall(rb"EMC\n", drawn)
        assert len(begun) == len(ended) > 1
        assert b"-90000" not in drawn  # no mark is left
        assert page["/StructParents"] == number
        parents = root["/StructTreeRoot"]["/ParentTree"]["/Nums"][2 * number + 1]
        assert len(parents) == len(re.findall(rb"/MCID", drawn))


def test_an_utterance_longer_than_a_page_goes_on_on_the_next_one():
    document = long_document(1, "word")
    long = replace(document.utterances[0], transcript=Transcript(" ".join(["again"] * 1500)))
    pages = pages_of(replace(document, utterances=(long,)))
    assert sum(page.count("again") for page in pages) >= 1500


def test_facts_longer_than_a_page_go_on_on_the_next_one():
    tags = tuple(f"tag number {i}" for i in range(1000))
    pages = pages_of(replace(hard_document(), review=ReviewState((), tags=tags)))
    told = [" ".join(page.split()) for page in pages]
    # What is drawn below the foot of a page is found in its text, too.
    assert "tag number 999" not in told[0]
    assert any("tag number 999" in page for page in told)


def test_a_file_does_not_tell_where_it_was_made(monkeypatch: pytest.MonkeyPatch):
    report = report_of(empty_document(), None, ENGLISH)
    with monkeypatch.context() as there:
        there.setenv("TZ", "XYZ-05:45")
        time.tzset()
        content = pdf_of(report)
    time.tzset()
    metadata = pypdf.PdfReader(io.BytesIO(content)).metadata
    assert metadata is not None
    assert metadata["/CreationDate"] == metadata["/ModDate"] == "D:20000101000000Z"


def test_pictures_are_lines_and_the_title_is_told():
    content = pdf_of(report_of(hard_document(), None, ENGLISH))
    reader = pypdf.PdfReader(io.BytesIO(content))
    assert reader.metadata is not None
    assert reader.metadata.title == "Grüße & 世界.wav"
    images = [image for page in reader.pages for image in page.images]
    assert images == []
    assert content == pdf_of(report_of(hard_document(), None, ENGLISH))


def test_pages_and_pictures_are_drawn_on_any_thread_as_the_window_does_it():
    report = report_of(hard_document(), None, ENGLISH)
    here = pdf_of(report)
    with ThreadPoolExecutor(1) as other:
        assert other.submit(pdf_of, report).result(timeout=120) == here


@pytest.mark.parametrize("text", ["", "\x00\x1b", "a\r\nb\tc", "🙂" * 400, "x" * 1000])
def test_odd_texts_have_pages_too(text: str):
    document = long_document(1, "word")
    odd = replace(document.utterances[0], transcript=Transcript(text), speaker=text)
    assert len(pages_of(replace(document, utterances=(odd,)))) >= 4
