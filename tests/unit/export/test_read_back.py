"""What is exported, read by the libraries of those fields."""

import csv
import io
import json
import zipfile
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import openpyxl
import pytest
import webvtt
from praatio import textgrid
from pympi import Eaf

from emotion_desktop.domain.document import SessionDocument
from emotion_desktop.domain.labels import EMOTIONS
from emotion_desktop.domain.transcript import Transcript, Word
from emotion_desktop.export.formats import RESULT_FORMATS, write_results
from tests.unit.export.conftest import Export
from tests.unit.export.hard_documents import (
    ARABIC,
    HEBREW,
    JAPANESE,
    SIGNS,
    hard_document,
    utterance,
)

#: A millisecond, and what a binary fraction adds to it.
CLOSE_S = 0.001 + 1e-9


@pytest.fixture
def document() -> SessionDocument:
    return hard_document()


def spans(document: SessionDocument, speaker: str) -> list[tuple[float, float, str]]:
    return [
        (one.start_s, one.end_s, one.transcript.text)
        for one in document.utterances
        if one.speaker == speaker
    ]


def assert_same_spans(
    found: list[tuple[float, float, str]], expected: list[tuple[float, float, str]]
) -> None:
    assert len(found) == len(expected)
    for (start_s, end_s, text), (then_s, until_s, said) in zip(
        sorted(found), sorted(expected), strict=True
    ):
        assert start_s == pytest.approx(then_s, abs=CLOSE_S)
        assert end_s == pytest.approx(until_s, abs=CLOSE_S)
        assert text == said


# --- tiers ---------------------------------------------------------------------------------


def test_elan_finds_each_speaker_and_rater_in_tiers(document: SessionDocument, export: Export):
    eaf = Eaf(str(export(document, "eaf")))
    assert set(eaf.get_tier_names()) == {
        *("Zoë text", "Zoë text 2", "Zoë words", "Zoë words 2"),
        *("Zoë emotion (model)", "Zoë emotion (model) 2"),
        *("Zoë emotion (Ana)", "Zoë emotion (Ben)"),
        *("左 text", "左 words", "左 emotion (model)"),
        *("speech text", "speech emotion (model)", "markers"),
    }
    for speaker, tiers in (
        ("Zoë", ("Zoë text", "Zoë text 2")),
        ("左", ("左 text",)),
        ("", ("speech text",)),
    ):
        found = [
            (start / 1000, end / 1000, text)
            for tier in tiers
            for start, end, text in (one[:3] for one in eaf.get_annotation_data_for_tier(tier))
        ]
        assert_same_spans(found, spans(document, speaker))
    ana = [one[2] for one in eaf.get_annotation_data_for_tier("Zoë emotion (Ana)")]
    assert sorted(ana) == ["fear", "neutral"]
    assert eaf.get_parameters_for_tier("Zoë emotion (Ana)")["ANNOTATOR"] == "Ana"
    assert eaf.get_parameters_for_tier("左 text")["PARTICIPANT"] == "左"


def test_elan_has_the_seven_as_controlled_vocabulary_and_a_link_to_the_sound(
    document: SessionDocument, export: Export
):
    path = export(document, "eaf")
    eaf = Eaf(str(path))
    _, entries = eaf.controlled_vocabularies["emotions"][:2]
    assert sorted(values[0][0] for values, _ in entries.values()) == sorted(EMOTIONS)
    [media] = eaf.media_descriptors
    assert media["RELATIVE_MEDIA_URL"] == "./Gr%C3%BC%C3%9Fe%20%26%20%E4%B8%96%E7%95%8C.wav"
    assert media["MIME_TYPE"].startswith("audio/")
    slots = [int(one.attrib["TIME_VALUE"]) for one in ET.parse(path).iter("TIME_SLOT")]
    assert slots == sorted(slots)


def test_a_link_leads_from_the_file_to_the_sound(
    document: SessionDocument, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "talks").mkdir()
    (tmp_path / "out").mkdir()
    document.audio.path.touch()
    [eaf, project, _] = write_results(document, tmp_path / "out" / "talk", ["eaf", "boris"])
    [media] = Eaf(str(eaf)).media_descriptors
    assert media["RELATIVE_MEDIA_URL"].startswith("./../talks/")
    [observation] = json.loads(project.read_text("utf-8"))["observations"].values()
    assert observation["file"]["1"] == ["../talks/Grüße & 世界.wav"]


def test_praat_finds_the_same_tiers(document: SessionDocument, export: Export):
    path = export(document, "textgrid")
    grid = textgrid.openTextgrid(str(path), includeEmptyIntervals=False)
    assert grid.maxTimestamp == pytest.approx(3700.25)
    found = [
        tuple(one) for name in ("Zoë text", "Zoë text 2") for one in grid.getTier(name).entries
    ]
    assert_same_spans(found, spans(document, "Zoë"))
    assert [one.label for one in grid.getTier("左 emotion (model)").entries] == [
        "disgust",
        "sadness",
    ]
    # praatio undoes Praat's doubled quotes in intervals only, and leaves out empty points.
    [marker] = grid.getTier("markers").entries
    assert (marker.time, marker.label.replace('""', '"')) == (2.5, 'a "note"\n=2')


def test_praat_finds_no_gap_in_any_tier(document: SessionDocument, export: Export):
    grid = textgrid.openTextgrid(str(export(document, "textgrid")), includeEmptyIntervals=True)
    for name in grid.tierNames:
        if name == "markers":
            continue
        entries = grid.getTier(name).entries
        assert entries[0].start == 0
        assert entries[-1].end == grid.maxTimestamp
        assert all(one.end == other.start for one, other in pairwise(entries))


# --- tables --------------------------------------------------------------------------------


def test_the_long_table_has_a_row_for_each_utterance_and_rater(
    document: SessionDocument, export: Export
):
    for name, delimiter in (("csv", ","), ("tsv", "\t")):
        content = export(document, name, "all").read_bytes()
        assert content.startswith(b"\xef\xbb\xbf")
        rows = list(
            csv.DictReader(
                io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=delimiter
            )
        )
        assert Counter(row["rater"] for row in rows) == {"model": 6, "Ana": 2, "Ben": 1}
        texts = {row["text"] for row in rows}
        assert texts == {ARABIC, HEBREW, JAPANESE, SIGNS, "late", ""}
        [ben] = [row for row in rows if row["rater"] == "Ben"]
        assert (ben["start_s"], ben["label"], ben["confidence"]) == ("0.0000", "anger", "")


def test_a_table_of_one_rater_holds_nobody_else(document: SessionDocument, export: Export):
    def raters(rater: str) -> set[str]:
        text = export(document, "csv", rater).read_text("utf-8-sig")
        return {row["rater"] for row in csv.DictReader(io.StringIO(text, newline=""))}

    assert raters("Ana") == {"Ana"}
    assert raters("model") == {"model"}


def test_a_workbook_has_a_sheet_for_each_kind_of_thing(document: SessionDocument, export: Export):
    book = openpyxl.load_workbook(export(document, "xlsx"))
    assert book.sheetnames == ["utterances", "frames", "words", "corrections", "agreement", "about"]
    header, *rows = book["utterances"].values
    columns = [dict(zip(header, row, strict=True)) for row in rows]
    assert [row["text"] for row in columns] == [ARABIC, HEBREW, JAPANESE, SIGNS, None, "late"]
    assert columns[1]["start_s"] == pytest.approx(1.2344)
    assert columns[3]["label by Ana"] == "neutral"
    assert columns[1]["label by Ana"] is None
    assert columns[4]["uncertain"] is True
    assert len(list(book["words"].values)) == 1 + sum(
        len(one.transcript.words) for one in document.utterances
    )
    assert len(list(book["corrections"].values)) == 1 + 3
    names = {row[1] for row in book["agreement"].values}
    assert {"model / Ana", "model / Ben", "Ana / Ben", "model / Ana / Ben"} <= names


def test_no_cell_of_a_workbook_is_calculated(document: SessionDocument, export: Export):
    book = openpyxl.load_workbook(export(document, "xlsx"))
    kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}
    assert kinds <= {"s", "n", "b"}
    assert any("=2" in str(cell) for row in book["about"].values for cell in row)


def test_events_begin_with_what_bids_asks_for(document: SessionDocument, export: Export):
    path = export(document, "bids")
    lines = path.read_text("utf-8").splitlines()
    assert lines[0].split("\t")[:3] == ["onset", "duration", "trial_type"]
    assert {line.count("\t") for line in lines} == {lines[0].count("\t")}
    rows = list(csv.DictReader(lines, delimiter="\t"))
    onsets = [float(row["onset"]) for row in rows]
    assert onsets == sorted(onsets)
    assert all(cell for row in rows for cell in row.values())
    said = {row["text"] for row in rows}
    escaped = SIGNS.replace("\\", r"\\").replace("\t", r"\t").replace("\n", r"\n")
    assert {ARABIC, HEBREW, JAPANESE, escaped} <= said
    sidecar = json.loads(path.with_name("talk_events.json").read_text("utf-8"))
    assert set(sidecar) == set(rows[0])
    assert set(EMOTIONS) < set(sidecar["trial_type"]["Levels"])


def test_boris_finds_states_that_begin_and_end(document: SessionDocument, export: Export):
    path = export(document, "boris")
    project = json.loads(path.read_text("utf-8"))
    codes = [one["code"] for one in project["behaviors_conf"].values()]
    assert codes == list(EMOTIONS)
    subjects = {one["name"] for one in project["subjects_conf"].values()}
    [observation] = project["observations"].values()
    running: dict[tuple[str, str], float] = {}
    states = []
    for at_s, subject, code, *_ in observation["events"]:
        assert subject in subjects
        if (subject, code) in running:
            states.append((running.pop((subject, code)), at_s, code))
        else:
            running[subject, code] = at_s
    assert running == {}
    assert len(states) == 6 + 3
    with path.with_name("talk.emotion.boris.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    table = [(float(row["Start (s)"]), float(row["Stop (s)"]), row["Behavior"]) for row in rows]
    assert sorted(table) == sorted(states)


# --- subtitles and turns -------------------------------------------------------------------


@pytest.mark.parametrize(("name", "read"), [("srt", webvtt.from_srt), ("vtt", webvtt.read)])
def test_players_find_a_cue_for_each_utterance(
    document: SessionDocument, export: Export, name: str, read: Callable[[str], Any]
):
    cues = list(read(str(export(document, name))))
    assert len(cues) == 6
    starts_s = [one.start_in_seconds for one in cues]
    expected = sorted(document.utterances, key=lambda one: one.start_s)
    for cue, one in zip(cues, expected, strict=True):
        assert stamp_s(cue.start) == pytest.approx(one.start_s, abs=CLOSE_S)
        assert stamp_s(cue.end) == pytest.approx(one.end_s, abs=CLOSE_S)
    assert starts_s == sorted(starts_s)
    texts = [one.text for one in cues]
    assert ARABIC in texts[0]
    assert texts[0].startswith("[anger]")  # Ben's, who came last
    assert JAPANESE in texts[2]
    assert "[neutral?]" in texts[4]
    assert 'She said "stop"\tand ' in texts[3]
    assert "\n=1+1" in texts[3]


def stamp_s(stamp: str) -> float:
    hours, minutes, seconds = stamp.replace(",", ".").split(":")
    return int(hours) * 3600 + int(minutes) * 60 + float(seconds)


def test_turns_have_ten_fields_of_no_blanks(document: SessionDocument, export: Export):
    lines = export(document, "rttm").read_text("utf-8").splitlines()
    fields = [line.split(" ") for line in lines]
    assert {len(one) for one in fields} == {10}
    assert [one[7] for one in fields] == ["Zoë", "左", "Zoë", "Zoë", "speech", "左"]
    assert float(fields[1][3]) == pytest.approx(1.2344, abs=CLOSE_S)
    assert {one[1] for one in fields} == {"Grüße_&_世界.wav"}


def test_labels_are_a_line_each(document: SessionDocument, export: Export):
    lines = export(document, "audacity").read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines]
    assert {len(row) for row in rows} == {3}
    assert len(rows) == 6 + 2
    assert float(rows[0][0]) == 0.0
    assert any(HEBREW in row[2] for row in rows)


# --- all -----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", RESULT_FORMATS)
def test_the_same_document_is_always_written_alike(
    document: SessionDocument, tmp_path: Path, name: str
):
    first, *_ = write_results(document, tmp_path / "first", [name])
    second, *_ = write_results(document, tmp_path / "second", [name])
    assert first.read_bytes() == second.read_bytes()


def test_control_characters_leave_files_readable(export: Export):
    document = hard_document()
    odd = utterance(0, 0.0, 2.0, "Zoë", "a\x00b\x1b[0m\ufffe c\r\nd\re")
    document = replace(document, utterances=(odd,), corrections=())
    [text, *_] = Eaf(str(export(document, "eaf"))).get_annotation_data_for_tier("Zoë text")
    assert text[2] == "ab[0m c\nd\ne"
    assert openpyxl.load_workbook(export(document, "xlsx"))["utterances"].max_row == 2
    with zipfile.ZipFile(export(document, "qdpx")) as files:
        ET.fromstring(files.read("project.qde"))


#: What the formats without words leave out: who speaks when, the windows, and pictures.
TEXT_FORMATS = sorted(set(RESULT_FORMATS) - {"rttm", "frames", "boris", "svg", "png", "pdf"})
CHINESE = "你好，世界"  # noqa: RUF001 (its own comma)


@pytest.mark.parametrize("name", TEXT_FORMATS)
def test_every_script_is_written_in_the_order_in_which_it_is_spoken(
    export: Export, name: str
) -> None:
    texts = (ARABIC, HEBREW, CHINESE)
    said = [utterance(i, 2.0 * i, 2.0 * i + 1.5, "", text) for i, text in enumerate(texts)]
    # Without blanks, each character is a word; and what is not English was read in translation.
    characters = tuple(Word(one, 4 + 0.1 * i, 4.1 + 0.1 * i, 0.9) for i, one in enumerate(CHINESE))
    chinese = Transcript(CHINESE, characters, "Hello world")
    said[2] = replace(said[2], transcript=chinese)
    path = export(replace(hard_document(), utterances=tuple(said), corrections=()), name)
    written = _all_text(path)
    assert all(text in written for text in texts)
    assert ("Hello world" in written) == (name in {"json", "csv", "tsv", "xlsx", "html"})
    assert ("translated" in written) == (name in {"json", "csv", "tsv", "xlsx"})


def _all_text(path: Path) -> str:
    if not zipfile.is_zipfile(path):
        return path.read_text(encoding="utf-8-sig")
    with zipfile.ZipFile(path) as archive:
        return "\n".join(
            archive.read(member).decode("utf-8", "replace") for member in archive.namelist()
        )
