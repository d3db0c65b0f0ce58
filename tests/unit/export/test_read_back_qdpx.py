"""A project of qualitative analysis, read as the exchange format says (REFI-QDA)."""

import re
import zipfile
from xml.etree import ElementTree as ET

import pytest

from emotion_desktop.domain.document import SessionDocument
from emotion_desktop.domain.labels import EMOTIONS
from tests.unit.export.conftest import Export
from tests.unit.export.hard_documents import ARABIC, HEBREW, JAPANESE, SIGNS, hard_document

QDA = "{urn:QDA-XML:project:1.0}"
#: Of the REFI-QDA schema of 18 March 2019, the elements that are written: what they must have,
#: may have, and contain, in this order.
ELEMENTS = {
    "Project": ({"name"}, {"origin"}, ["Users", "CodeBook", "Sources"]),
    "Users": (set(), set(), ["User"]),
    "User": ({"guid"}, {"name"}, []),
    "CodeBook": (set(), set(), ["Codes"]),
    "Codes": (set(), set(), ["Code"]),
    "Code": ({"guid", "name", "isCodable"}, {"color"}, ["Description"]),
    "Description": (set(), set(), []),
    "Sources": (set(), set(), ["TextSource"]),
    "TextSource": ({"guid"}, {"name", "plainTextPath", "creatingUser"}, ["PlainTextSelection"]),
    "PlainTextSelection": (
        {"guid", "startPosition", "endPosition"},
        {"name", "creatingUser"},
        ["Coding"],
    ),
    "Coding": ({"guid"}, {"creatingUser", "creationDateTime"}, ["CodeRef"]),
    "CodeRef": ({"targetGUID"}, set(), []),
}
GUID = "[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"
VALUES = {
    **dict.fromkeys(("guid", "targetGUID", "creatingUser"), GUID),
    **dict.fromkeys(("startPosition", "endPosition"), "[0-9]+"),
    "color": "#([A-Fa-f0-9]{6}|[A-Fa-f0-9]{3})",
    "isCodable": "true|false",
    "creationDateTime": r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?",
}


@pytest.fixture
def document() -> SessionDocument:
    return hard_document()


def test_a_project_codes_what_was_said(document: SessionDocument, export: Export):
    with zipfile.ZipFile(export(document, "qdpx")) as files:
        root = ET.fromstring(files.read("project.qde"))
        [source] = root.iter(f"{QDA}TextSource")
        name = source.attrib["plainTextPath"].removeprefix("internal://")
        transcript = files.read(f"sources/{name}").decode("utf-8")
        assert set(files.namelist()) == {"project.qde", f"sources/{name}"}
    assert [child.tag for child in root] == [f"{QDA}Users", f"{QDA}CodeBook", f"{QDA}Sources"]
    codes = {one.attrib["guid"]: one.attrib["name"] for one in root.iter(f"{QDA}Code")}
    users = {one.attrib["guid"]: one.attrib["name"] for one in root.iter(f"{QDA}User")}
    assert list(codes.values()) == list(EMOTIONS)
    coded = [
        (
            transcript[int(one.attrib["startPosition"]) : int(one.attrib["endPosition"])],
            {
                users[coding.attrib["creatingUser"]]: codes[coding[0].attrib["targetGUID"]]
                for coding in one.iter(f"{QDA}Coding")
            },
        )
        for one in source.iter(f"{QDA}PlainTextSelection")
    ]
    assert coded == [
        (ARABIC, {"model": "anger", "Ana": "fear", "Ben": "anger"}),
        (HEBREW, {"model": "disgust"}),
        (JAPANESE, {"model": "fear"}),
        (SIGNS, {"model": "happiness", "Ana": "neutral"}),
        ("[0:00:07.000]", {"model": "neutral"}),
        ("late", {"model": "sadness"}),
    ]
    guids = [one.attrib["guid"] for one in root.iter() if "guid" in one.attrib]
    assert len(set(guids)) == len(guids)


def test_a_project_keeps_to_the_schema_of_the_exchange_format(
    document: SessionDocument, export: Export
):
    with zipfile.ZipFile(export(document, "qdpx")) as files:
        root = ET.fromstring(files.read("project.qde"))
    assert root.tag == f"{QDA}Project"
    seen = set()
    for element in root.iter():
        name = element.tag.removeprefix(QDA)
        required, optional, contained = ELEMENTS[name]
        assert required <= set(element.attrib) <= required | optional
        for attribute, value in element.attrib.items():
            assert re.fullmatch(VALUES.get(attribute, "(?s).*"), value), (attribute, value)
        places = [contained.index(child.tag.removeprefix(QDA)) for child in element]
        assert places == sorted(places)
        seen.add(name)
    assert seen == set(ELEMENTS)
    guids = [one.attrib["guid"] for one in root.iter() if "guid" in one.attrib]
    assert len(set(guids)) == len(guids)
