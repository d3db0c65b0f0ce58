"""The plots over time and the transcript together: one points to the other."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt, QUrl
from PySide6.QtWidgets import QApplication

from emotion_desktop.domain.live_events import (
    LabelCorrected,
    MarkerSet,
    ProvisionalWords,
    SegmentSkipped,
    SourceNotice,
)
from emotion_desktop.domain.plot_data import PlotSnapshot
from emotion_desktop.ui.plots.timelines import Timelines
from emotion_desktop.ui.plots.transcript_view import MOST_ENTRIES
from emotion_desktop.ui.theme import dark_palette, theme_of
from tests.ui.live_events import utterance


def test_tab_goes_through_what_has_a_name_from_top_to_bottom(times: Timelines) -> None:
    stops, widget = [], times.nextInFocusChain()
    while widget is not times:
        tabbed = widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.focusProxy() is None
        if tabbed and widget.isVisibleTo(times):
            stops.append(widget)
        widget = widget.nextInFocusChain()
    assert all(stop.accessibleName() for stop in stops)
    tops = [stop.mapTo(times, QPoint(0, 0)).y() for stop in stops]
    assert len(stops) == 17
    assert tops == sorted(tops)


def test_a_word_is_a_link_to_its_place(times: Timelines, minutes: PlotSnapshot) -> None:
    times.show_snapshot(minutes)
    times.show_utterance(utterance(0, 61.0, "do not go", attention=[0.1, 0.8, 0.1]))
    html = times.transcript.toHtml()
    assert 'href="word:62.00/0/1"' in html
    times.transcript.anchorClicked.emit(QUrl("word:62.00/0/1"))
    start_s, end_s = times.navigator.view
    assert start_s < 62 < end_s
    for plot in (times.probabilities, times.sound):
        assert plot.place_line.isVisible()
        assert plot.place_line.value() == 62.0


def test_a_word_shows_the_sound_that_it_was_held_against(
    times: Timelines, minutes: PlotSnapshot
) -> None:
    times.show_snapshot(minutes)
    cross = [[0.25] * 4, [0.0, 0.0, 0.8, 0.2], [0.25] * 4]
    times.show_utterance(utterance(7, 250.0, "do not go", cross_attention=cross))
    of_sound = times.sound.heat.image.copy()
    times.transcript.anchorClicked.emit(QUrl("word:251.00/7/1"))
    heat = times.sound.heat
    assert heat.image.shape == (1, 4)
    assert heat.image[0].argmax() == 2
    assert heat.image[0, :2].tolist() == [0, 0]
    extent = heat.mapRectToView(heat.boundingRect())
    assert (extent.left(), extent.right()) == (pytest.approx(250), pytest.approx(253))
    assert "“not”" in times.heat_title.text()
    times.transcript.anchorClicked.emit(QUrl("moment:250.00"))
    assert np.array_equal(heat.image, of_sound)
    assert "“" not in times.heat_title.text()


def test_the_next_utterance_takes_a_words_heat_back_unless_people_look_elsewhere(
    times: Timelines, minutes: PlotSnapshot
) -> None:
    times.show_snapshot(minutes)
    said = utterance(1, 250.0, "go", cross_attention=[[0.5, 0.5]])
    for pan_s, stays in ((0, False), (-100, True)):
        times.show_utterance(said)
        times.navigator.pan(pan_s)
        times.transcript.anchorClicked.emit(QUrl("word:250.00/1/0"))
        times.navigator.pan(pan_s)
        times.show_utterance(utterance(2, 260.0, "on"))
        assert ("“go”" in times.heat_title.text()) == stays


def test_words_are_shaded_by_attention(times: Timelines) -> None:
    times.show_utterance(utterance(0, 0.0, "do not go", attention=[0.0, 1.0, 0.0]))
    block = times.transcript.document().lastBlock()
    shades = {}
    fragments = block.begin()
    while not fragments.atEnd():
        fragment = fragments.fragment()
        if fragment.charFormat().isAnchor():
            shades[fragment.text()] = fragment.charFormat().background().color().name()
        fragments += 1
    assert shades["do"] == shades["go"]
    assert shades["not"] != shades["do"]


def test_words_that_did_not_count_say_so(times: Timelines) -> None:
    event = utterance(0, 0.0, "do not go")
    unsure = replace(event.utterance.estimate, text=None)
    heard = replace(event.utterance, estimate=unsure)
    times.show_utterance(replace(event, utterance=heard))
    text = times.transcript.toPlainText()
    assert "do not go" in text
    assert "not used" in text


def test_what_was_read_in_translation_says_so_and_each_character_is_a_place(
    times: Timelines, minutes: PlotSnapshot
) -> None:
    times.show_snapshot(minutes)
    event = utterance(0, 61.0, "你 好")
    said = event.utterance
    chinese = replace(said.transcript, text="你好", translation="Hello <you>")
    assert said.estimate.text is not None
    text = replace(said.estimate.text, attention=np.zeros(0, np.float32))
    foreign = replace(said, transcript=chinese, estimate=replace(said.estimate, text=text))
    times.show_utterance(replace(event, utterance=foreign))
    assert "你好 (translated: Hello <you>)" in times.transcript.toPlainText()
    assert 'href="word:62.00/0/1"' in times.transcript.toHtml()


def test_words_from_right_to_left_keep_the_order_in_which_they_are_spoken(
    times: Timelines,
) -> None:
    times.show_utterance(utterance(0, 0.0, "مرحبا بالعالم"))
    times.show_utterance(utterance(1, 5.0, "שלום עולם"))
    shown = times.transcript.toPlainText()
    assert "مرحبا بالعالم" in shown
    assert "שלום עולם" in shown


@pytest.mark.parametrize(("confidence", "letter"), [(None, None), (0.9, "A"), (0.6, "A?")])
def test_a_proposed_speaker_has_a_letter_and_a_colour(
    times: Timelines, confidence: float | None, letter: str | None
) -> None:
    event = utterance(0, 0.0, "do not go")
    said = replace(event.utterance, speaker="A", speaker_confidence=confidence)
    times.show_utterance(replace(event, utterance=said))
    theme = theme_of(times.transcript.palette())
    badges = {}
    fragments = times.transcript.document().lastBlock().begin()
    while not fragments.atEnd():
        fragment = fragments.fragment()
        if fragment.charFormat().background().color() == theme.speaker("A"):
            badges[fragment.text().replace("\N{NO-BREAK SPACE}", "").strip()] = fragment
        fragments += 1
    assert list(badges) == ([] if letter is None else [letter])
    assert theme.speaker("A") != theme.speaker("B")


def test_provisional_words_are_replaced_by_the_result(times: Timelines) -> None:
    view = times.transcript
    times.show_utterance(utterance(0, 0.0, "first"))
    view.show_provisional(ProvisionalWords(5.0, 6.0, "she was"))
    view.show_provisional(ProvisionalWords(5.0, 7.0, "she was never"))
    times.show_marker(MarkerSet(6.5, ""))
    lines = view.toPlainText().splitlines()
    assert [line.split()[-1] for line in lines] == ["first", "Marker", "…"]
    assert "she was never" in lines[2]
    assert view.document().lastBlock().begin().fragment().isValid()
    times.show_utterance(utterance(1, 5.0, "she was never here"))
    lines = view.toPlainText().splitlines()
    assert len(lines) == 3
    assert lines[2].endswith("she was never here")
    view.show_provisional(ProvisionalWords(9.0, 10.0, "hm"))
    view.show_provisional(ProvisionalWords(9.0, 10.0, ""))
    assert view.toPlainText().splitlines() == lines


def test_what_befell_the_session_stands_between_the_words(times: Timelines) -> None:
    view = times.transcript
    view.add_skipped(SegmentSkipped(3, 61.0, 63.5))
    view.add_notice(SourceNotice("lost", "USB microphone is gone", 70.0))
    times.show_marker(MarkerSet(75.0, "door"))
    lines = [line.replace("\xa0", " ").split() for line in view.toPlainText().splitlines()]
    assert " ".join(lines[0]) == "1:01 Skipped 2.5 s: this computer is too slow"
    assert " ".join(lines[1]) == "1:10 USB microphone is gone"
    assert lines[2][-1] == "door"
    assert len(times.sound.marker_lines.getData()[0]) == 2


def test_a_change_of_colours_leaves_what_was_said(times: Timelines, qapp: QApplication) -> None:
    light = qapp.palette()
    times.show_utterance(utterance(0, 0.0, "do not go", attention=[0.0, 1.0, 0.0]))
    times.transcript.show_provisional(ProvisionalWords(5.0, 6.0, "she was"))
    text, html = times.transcript.toPlainText(), times.transcript.toHtml()
    try:
        qapp.setPalette(dark_palette())
        qapp.processEvents()
        assert times.transcript.toPlainText() == text
        assert times.transcript.toHtml() != html
        times.show_utterance(utterance(1, 5.0, "she was never here"))
        assert len(times.transcript.toPlainText().splitlines()) == 2
    finally:
        qapp.setPalette(light)
        qapp.processEvents()


def test_a_correction_is_shown_at_its_utterance(times: Timelines) -> None:
    for number in range(3):
        times.show_utterance(utterance(number, 10.0 * number, f"number {number}"))
    times.transcript.correct(LabelCorrected(1, "anger"))
    lines = times.transcript.toPlainText().splitlines()
    assert len(lines) == 3
    assert "Anger corrected from Fear" in lines[1]
    assert lines[1].endswith("number 1")
    assert "Anger" not in lines[0] + lines[2]


def test_the_transcript_keeps_the_newest_thousand(times: Timelines) -> None:
    for number in range(MOST_ENTRIES + 5):
        times.transcript.add_skipped(SegmentSkipped(number, float(number), number + 1.0))
    assert times.transcript.entries == MOST_ENTRIES
    lines = times.transcript.toPlainText().splitlines()
    assert len(lines) == MOST_ENTRIES
    assert lines[0].startswith("0:05")
    bar = times.transcript.verticalScrollBar()
    assert bar.value() == bar.maximum()


def test_nobody_is_torn_from_what_they_read(times: Timelines) -> None:
    for number in range(100):
        times.transcript.add_skipped(SegmentSkipped(number, float(number), number + 1.0))
    bar = times.transcript.verticalScrollBar()
    bar.setValue(0)
    times.transcript.add_skipped(SegmentSkipped(100, 100.0, 101.0))
    assert bar.value() == 0


def test_the_newest_stays_in_sight_when_there_is_less_room(
    times: Timelines, qapp: QApplication
) -> None:
    transcript = times.transcript
    for number in range(100):
        transcript.add_skipped(SegmentSkipped(number, float(number), number + 1.0))
    bar = transcript.verticalScrollBar()
    for width_px, height_px in ((600, 300), (600, 200), (150, 200), (600, 400)):
        transcript.resize(width_px, height_px)
        qapp.processEvents()
        assert bar.value() == bar.maximum() > 0
    bar.setValue(0)
    transcript.resize(300, 200)
    qapp.processEvents()
    assert bar.value() == 0


def test_an_unclear_utterance_names_both_candidates(times: Timelines) -> None:
    times.show_utterance(utterance(0, 10.0, "one two", label="fear", uncertain=True))
    assert "Fear or Anger unclear" in times.transcript.toPlainText()
