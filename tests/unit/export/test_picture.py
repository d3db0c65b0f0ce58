"""Pictures of sessions: what is in them, and that they stay small."""

import sys
import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtGui import QImage

from emotion_desktop.domain.document import SessionDocument
from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.domain.estimate import Frames
from emotion_desktop.domain.labels import EMOTIONS
from emotion_desktop.domain.session import Marker
from emotion_desktop.export.colours import COLOURS
from emotion_desktop.export.curves import runs_of
from emotion_desktop.export.lane import blocks_of
from emotion_desktop.export.language import ENGLISH, language_of
from emotion_desktop.export.picture import to_svg
from emotion_desktop.export.rendering.png import png_of
from emotion_desktop.export.reviewed_view import view_of
from tests.golden.inputs import probabilities
from tests.unit.export.hard_documents import (
    NO_FRAMES,
    SIGNS,
    empty_document,
    hard_document,
    utterance,
)

SVG = "{http://www.w3.org/2000/svg}"


def drawn(document: SessionDocument, title: str = "talk", language: str = "en") -> ET.Element:
    return ET.fromstring(to_svg(document, view_of(document), language_of(language), title))


def texts(picture: ET.Element) -> list[str]:
    return [one.text or "" for one in picture.iter(f"{SVG}text")]


def spoken(n: int, length_s: float = 2.0) -> SessionDocument:
    """One voice without a pause, its emotions in turn."""
    said = tuple(
        utterance(i, i * length_s, (i + 1) * length_s, "A", "word", strongest=i % 7)
        for i in range(n)
    )
    empty = empty_document()
    return replace(empty, audio=replace(empty.audio, duration_s=n * length_s), utterances=said)


def windows(fused: list[int], voiced: list[float]) -> SessionDocument:
    """Windows half a second apart, each with its strongest emotion."""
    n = len(fused)
    rows = np.stack([probabilities(one, 0.6) for one in fused])
    times_s = np.arange(n, dtype=np.float32) * 0.5 + 1.0
    frames = Frames(0.5, 2.0, times_s, rows, rows, np.array(voiced, np.float32))
    return replace(empty_document(), frames=frames)


def test_each_emotion_has_a_row_of_its_own_in_its_colour():
    picture = drawn(hard_document())
    assert set(EMOTIONS) <= set(texts(picture))
    rows = {
        one.text: float(one.get("y", "nan"))
        for one in picture.iter(f"{SVG}text")
        if one.text in EMOTIONS and one.get("fill") != "#ffffff"
    }
    assert sorted(rows, key=lambda name: rows[name]) == list(EMOTIONS)
    assert len(set(rows.values())) == 7  # so that it can be read in grey
    areas = {one.get("fill") for one in picture.iter(f"{SVG}path")}
    assert set(COLOURS.values()) <= areas


def test_speakers_markers_and_corrections_are_shown():
    document = hard_document()
    picture = drawn(
        replace(
            document,
            audio=replace(document.audio, duration_s=12.0),
            utterances=document.utterances[:-1],
        )
    )
    shown = texts(picture)
    assert {"Zoë", "左", "Utterances", "Markers", 'a "note" =2'} <= set(shown)
    dashed = [one for one in picture.iter(f"{SVG}line") if one.get("stroke-dasharray")]
    assert len(dashed) == 2 + 1  # and one in the legend
    corners = [one for one in picture.iter(f"{SVG}path") if one.get("stroke") == "#ffffff"]
    assert len(corners) == 2 + 1


def test_what_is_unclear_is_hatched_and_has_no_name():
    picture = drawn(spoken(7))
    hatched = [one for one in picture.iter(f"{SVG}path") if one.get("fill") == "none"]
    assert len(hatched) == 1 + 1  # neutral is the unclear one; and one in the legend
    names = [one.text for one in picture.iter(f"{SVG}text") if one.get("fill") == "#ffffff"]
    assert names == [name for name in EMOTIONS if name != "neutral"]


def test_each_utterance_that_is_clear_lies_under_the_row_of_its_emotion():
    picture = drawn(spoken(7))
    strips = [one for one in picture.iter(f"{SVG}rect") if one.get("height") == "5"][:-1]
    assert [one.get("fill") for one in strips] == [
        colour for name, colour in COLOURS.items() if name != "neutral"
    ]
    places = [float(one.get("y", "nan")) for one in strips]
    assert places == sorted(places)


def test_signs_of_a_title_are_letters_and_controls_are_left_out():
    picture = drawn(hard_document(), f"<script>alert(1)</script>{SIGNS}\x00\x1b")
    [title] = [one for one in texts(picture) if "script" in one]
    assert title.startswith("<script>alert(1)</script>She said")
    assert list(picture.iter(f"{SVG}script")) == []


def test_a_picture_of_thousands_of_utterances_is_no_larger_than_can_be_seen():
    document = spoken(5_000)
    document = replace(
        document, markers=tuple(Marker(float(at_s), "note") for at_s in range(0, 10_000, 2))
    )
    content = to_svg(document, view_of(document), ENGLISH, "talk")
    assert len(content) < 600_000


def test_a_session_in_german_has_german_names():
    shown = texts(drawn(hard_document(), language="de"))
    assert {"Ärger", "Ekel", "Angst", "Freude", "Trauer", "Überraschung", "Marker"} <= set(shown)


def test_curves_have_gaps_where_nobody_speaks():
    document = windows([0, 0, 0, 1, 1], [1.0, 1.0, 0.0, 0.2, 1.0])
    runs = runs_of(document, 0.0, 12.0, 100)
    assert [one.times_s.tolist() for one in runs] == [[1.0, 1.5], [2.5, 3.0]]
    assert runs[0].shares[0, 0] == pytest.approx(0.6)


def test_curves_of_too_many_windows_are_means_of_neighbours():
    document = windows([0, 1] * 200, [1.0] * 400)
    [run] = runs_of(document, 0.0, 201.0, 50)
    assert len(run.times_s) <= 50
    assert run.shares[10:40, 0] == pytest.approx(
        (probabilities(0, 0.6)[0] + probabilities(1, 0.6)[0]) / 2, abs=0.04
    )


def test_a_session_without_windows_has_a_step_for_each_utterance():
    document = replace(spoken(3), frames=NO_FRAMES)
    runs = runs_of(document, 1.0, 6.0, 100)
    assert [one.times_s.tolist() for one in runs] == [[1.0, 2.0], [2.0, 4.0], [4.0, 6.0]]
    assert runs[1].shares[0, 1] == pytest.approx(0.6)


def test_blocks_too_many_to_be_seen_show_what_most_of_each_part_expresses():
    said = [
        utterance(i, i * 1.0, i * 1.0 + 0.9, "A", "", strongest=0 if i % 3 else 5)
        for i in range(300)
    ]
    document = replace(empty_document(), utterances=tuple(said))
    blocks = blocks_of(view_of(document).segments, 0.0, 300.0, 20)
    assert [(one.start_s, one.end_s, one.label) for one in blocks] == [(0.0, 300.0, "anger")]


def test_a_picture_of_dots_is_twice_as_large_and_has_the_same_colours(tmp_path: Path):
    document = spoken(7)
    svg = to_svg(document, view_of(document), ENGLISH, "talk")
    content = png_of(svg)
    image = QImage.fromData(content)
    root = ET.fromstring(svg)
    assert (image.width(), image.height()) == (
        2 * int(root.get("width", "0")),
        round(2 * float(root.get("height", "0"))),
    )
    found = {
        image.pixelColor(x, y).name()
        for x in range(0, image.width(), 3)
        for y in range(0, image.height(), 3)
    }
    assert set(COLOURS.values()) <= found
    assert png_of(svg) == content


def test_without_the_libraries_of_qt_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(sys.modules, "PySide6.QtGui", None)
    with pytest.raises(UserFacingError, match="libegl1"):
        png_of("<svg/>")
