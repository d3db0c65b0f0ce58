"""What is exported of a recording in which nobody speaks."""

import json
import zipfile
from xml.etree import ElementTree as ET

import html5lib
import openpyxl
import pypdf
import pytest
import webvtt
from pympi import Eaf
from pympi import TextGrid as PraatGrid

from emotion_desktop.export.formats import RESULT_FORMATS
from tests.unit.export.conftest import Export
from tests.unit.export.hard_documents import empty_document

#: For people's eyes.
DRAWN = {"html", "pdf", "svg", "png"}
QDA = "{urn:QDA-XML:project:1.0}"


@pytest.mark.parametrize("name", [name for name in RESULT_FORMATS if name not in DRAWN])
def test_a_file_in_which_nobody_speaks_is_written_too(export: Export, name: str):
    path = export(empty_document(), name)
    if name == "textgrid":
        grid = PraatGrid(str(path))
        assert [(one.name, one.xmax) for one in grid.tiers] == [("speech text", 12.5)]
    elif name == "eaf":
        assert list(Eaf(str(path)).get_tier_names()) == ["speech text"]
    elif name == "xlsx":
        assert openpyxl.load_workbook(path)["utterances"].max_row == 1
    elif name == "qdpx":
        with zipfile.ZipFile(path) as files:
            assert (
                list(ET.fromstring(files.read("project.qde")).iter(f"{QDA}PlainTextSelection"))
                == []
            )
    elif name == "vtt":
        assert list(webvtt.read(str(path))) == []
    elif name in {"csv", "tsv", "bids", "frames"}:
        assert path.read_text("utf-8-sig").count("\n") == 1
    elif name in {"srt", "rttm", "audacity"}:
        assert path.read_text("utf-8") == ""
    else:
        json.loads(path.read_text("utf-8"))


def test_a_file_in_which_nobody_speaks_has_a_report_and_a_picture(export: Export):
    page = html5lib.HTMLParser(strict=True).parse(
        export(empty_document(), "html").read_text("utf-8")
    )
    assert "Nobody speaks in this recording." in "".join(page.itertext())
    pages = pypdf.PdfReader(export(empty_document(), "pdf")).pages
    words = " ".join(one.extract_text() for one in pages).split()
    assert "Nobody speaks in this recording." in " ".join(words)
    picture = ET.parse(export(empty_document(), "svg")).getroot()
    assert "anger" in "".join(picture.itertext())
    assert export(empty_document(), "png").read_bytes().startswith(b"\x89PNG")
