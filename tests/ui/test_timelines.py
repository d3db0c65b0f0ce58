"""What has a time axis: following, zooming, reading values, and the transcript that points."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from emotion_desktop.domain.labels import EMOTIONS
from emotion_desktop.domain.live_events import (
    LabelCorrected,
    MarkerSet,
    ProvisionalWords,
    SegmentSkipped,
    SourceNotice,
)
from emotion_desktop.domain.plot_data import PlotSnapshot
from emotion_desktop.ui.plots.time_band import TimeBand
from emotion_desktop.ui.plots.time_navigator import TimeNavigator
from emotion_desktop.ui.plots.timelines import Timelines
from emotion_desktop.ui.plots.transcript_view import MOST_ENTRIES
from emotion_desktop.ui.theme import dark_palette
from tests.ui.live_events import snapshot_of, utterance


@pytest.fixture(scope="module")
def minutes() -> PlotSnapshot:
    return snapshot_of(300)


@pytest.fixture
def times(qtbot: QtBot) -> Iterator[Timelines]:
    times = Timelines()
    qtbot.addWidget(times)
    times.resize(820, 700)
    with qtbot.waitExposed(times):
        times.show()
    return times


def seen(times: Timelines) -> tuple[float, float]:
    views = [plot.viewRange()[0] for plot in (times.probabilities, times.sound)]
    assert views[0] == pytest.approx(views[1])
    return round(views[0][0], 1), round(views[0][1], 1)


def test_the_last_minute_is_followed_until_somebody_goes_back(
    times: Timelines, minutes: PlotSnapshot
) -> None:
    times.show_snapshot(minutes)
    assert seen(times) == (240, 300)
    assert not times.back.isEnabled()
    times.navigator.pan(-100)
    assert seen(times) == (140, 200)
    times.show_snapshot(minutes)
    assert seen(times) == (140, 200)
    assert times.back.isEnabled()
    times.back.click()
    assert seen(times) == (240, 300)
    assert not times.back.isEnabled()


def test_the_whole_session_can_be_seen_with_every_peak(
    times: Timelines, minutes: PlotSnapshot
) -> None:
    times.show_snapshot(minutes)
    times.show_all.click()
    assert seen(times) == (0, 300)
    fear = times.probabilities._curves["fear"].getData()[1]
    assert (fear > 0.6).sum() == 29
    wave_s, peaks = times.sound._wave.getData()
    assert (wave_s[0], wave_s[-1]) == (0, pytest.approx(300, abs=0.5))
    assert np.abs(peaks).max() > 0.3


def test_the_first_minute_fills_from_the_left(times: Timelines) -> None:
    times.show_snapshot(snapshot_of(10))
    assert seen(times) == (0, 60)
    assert times.sound._wave.getData()[0][-1] == pytest.approx(10, abs=0.1)
    times.navigator.pan(-30)
    assert seen(times) == (0, 60)


def test_keys_move_both_plots(times: Timelines, minutes: PlotSnapshot, qtbot: QtBot) -> None:
    times.show_snapshot(minutes)
    qtbot.keyClick(times.sound, Qt.Key.Key_Left)
    assert seen(times) == (234, 294)
    qtbot.keyClick(times.sound, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    assert seen(times) == (174, 234)
    qtbot.keyClick(times.probabilities, Qt.Key.Key_Home)
    assert seen(times) == (0, 60)
    qtbot.keyClick(times.probabilities, Qt.Key.Key_Plus)
    assert seen(times) == (6, 54)
    qtbot.keyClick(times.probabilities, Qt.Key.Key_End)
    assert seen(times) == (240, 300)


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


def test_the_wheel_zooms_around_the_pointer_and_dragging_pans(
    times: Timelines, minutes: PlotSnapshot, qtbot: QtBot
) -> None:
    times.show_snapshot(minutes)
    times.navigator.pan(-100)
    plot = times.probabilities
    middle = plot.mapFromScene(plot.getViewBox().sceneBoundingRect().center())
    turn(plot.viewport(), middle, steps=1)
    start_s, end_s = seen(times)
    assert end_s - start_s == pytest.approx(48, abs=0.2)
    assert (start_s + end_s) / 2 == pytest.approx(170, abs=0.5)
    drag(plot.viewport(), middle, QPoint(100, 0), qtbot)
    assert seen(times)[0] < start_s - 5


def turn(viewport: object, at: QPoint, *, steps: int) -> None:
    event = QWheelEvent(
        QPointF(at),
        QPointF(viewport.mapToGlobal(at)),
        QPoint(),
        QPoint(0, 120 * steps),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(viewport, event)


def drag(viewport: object, start: QPoint, by: QPoint, qtbot: QtBot) -> None:
    qtbot.mousePress(viewport, Qt.MouseButton.LeftButton, pos=start)
    for share in (0.3, 0.6, 1.0):
        qtbot.mouseMove(viewport, start + by * share)
        QApplication.processEvents()
    qtbot.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=start + by)


def test_a_view_that_follows_still_does_after_zooming() -> None:
    navigator = TimeNavigator()
    navigator.advance(500.0)
    navigator.zoom(0.5, at_s=450.0)
    assert navigator.view == (470.0, 500.0)
    navigator.advance(510.0)
    assert navigator.view == (480.0, 510.0)
    navigator.show_all()
    navigator.advance(600.0)
    assert navigator.view == (0.0, 600.0)


def test_pointing_reads_all_seven_values(times: Timelines, minutes: PlotSnapshot) -> None:
    times.show_snapshot(minutes)
    readout = times.probabilities._readout
    times.probabilities.hovered.emit(250.2)
    assert readout.isVisible()
    assert "At 4:10.0" in readout.text()
    assert "<b>Fear</b>" in readout.text()
    assert readout.text().count("5.0%") == 6
    assert "70.0%" in readout.text()
    times.probabilities.unhovered.emit()
    assert not readout.isVisible()


def test_smoothing_is_said_and_leaves_what_is_read(times: Timelines, minutes: PlotSnapshot) -> None:
    times.show_snapshot(minutes)
    times.smooth.click()
    assert "smoothed" in times._title.text()
    assert times.probabilities._curves["fear"].getData()[1].max() < 0.5
    times.probabilities.hovered.emit(250.0)
    assert "70.0%" in times.probabilities._readout.text()
    times.smooth.click()
    assert "smoothed" not in times._title.text()
    assert times.probabilities._curves["fear"].getData()[1].max() == pytest.approx(0.7)


def test_the_spectrogram_lies_on_the_same_axis(times: Timelines, minutes: PlotSnapshot) -> None:
    times.show_snapshot(minutes)
    times.spectrogram.click()
    image = times.sound._mels
    assert image.isVisible()
    assert not times.sound._wave.isVisible()
    extent = image.mapRectToView(image.boundingRect())
    assert (extent.left(), extent.right()) == (pytest.approx(240), pytest.approx(300, abs=0.1))
    assert image.image.shape == (64, 3000)
    assert times.sound._heat.isVisible()


def test_a_word_is_a_link_to_its_place(times: Timelines, minutes: PlotSnapshot) -> None:
    times.show_snapshot(minutes)
    times.show_utterance(utterance(0, 61.0, "do not go", attention=[0.1, 0.8, 0.1]))
    html = times.transcript.toHtml()
    assert 'href="word:62.00/0/1"' in html
    times.transcript.anchorClicked.emit(QUrl("word:62.00/0/1"))
    start_s, end_s = seen(times)
    assert start_s < 62 < end_s
    for plot in (times.probabilities, times.sound):
        assert plot._place.isVisible()
        assert plot._place.value() == 62.0


def test_a_word_shows_the_sound_that_it_was_held_against(
    times: Timelines, minutes: PlotSnapshot
) -> None:
    times.show_snapshot(minutes)
    cross = [[0.25] * 4, [0.0, 0.0, 0.8, 0.2], [0.25] * 4]
    times.show_utterance(utterance(7, 250.0, "do not go", cross_attention=cross))
    of_sound = times.sound._heat.image.copy()
    times.transcript.anchorClicked.emit(QUrl("word:251.00/7/1"))
    heat = times.sound._heat
    assert heat.image.shape == (1, 4)
    assert heat.image[0].argmax() == 2
    assert heat.image[0, :2].tolist() == [0, 0]
    extent = heat.mapRectToView(heat.boundingRect())
    assert (extent.left(), extent.right()) == (pytest.approx(250), pytest.approx(253))
    assert "“not”" in times._heat_title.text()
    times.transcript.anchorClicked.emit(QUrl("moment:250.00"))
    assert np.array_equal(heat.image, of_sound)
    assert "“" not in times._heat_title.text()


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
        assert ("“go”" in times._heat_title.text()) == stays


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
    assert len(times.sound._markers.getData()[0]) == 2


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


def test_uncertain_utterances_are_shaded_where_they_are_seen(
    times: Timelines, minutes: PlotSnapshot
) -> None:
    times.show_snapshot(minutes)
    times.show_utterance(utterance(0, 10.0, "one two", uncertain=True))
    times.show_utterance(utterance(1, 250.0, "one two", uncertain=True))
    times.show_utterance(utterance(2, 260.0, "one two"))
    np.testing.assert_allclose(shaded(times.probabilities._band), [(250, 252)], atol=0.2)
    times.show_all.click()
    np.testing.assert_allclose(shaded(times.probabilities._band), [(10, 12), (250, 252)], atol=0.8)


def test_an_unclear_utterance_names_both_candidates(times: Timelines) -> None:
    times.show_utterance(utterance(0, 10.0, "one two", label="fear", uncertain=True))
    assert "Fear or Anger unclear" in times.transcript.toPlainText()


def shaded(band: TimeBand) -> list[tuple[float, float]]:
    assert band.isVisible()
    extent = band.mapRectToView(band.boundingRect())
    edges = np.flatnonzero(np.diff(band.covered.astype(int), prepend=0, append=0))
    edges_s = extent.left() + edges * extent.width() / len(band.covered)
    return [tuple(pair) for pair in edges_s.reshape(-1, 2)]


def test_the_order_of_the_curves_is_the_order_of_the_labels(times: Timelines) -> None:
    assert tuple(times.probabilities._curves) == EMOTIONS
    styles = {
        (curve.opts["pen"].color().name(), tuple(curve.opts["pen"].dashPattern()))
        for curve in times.probabilities._curves.values()
    }
    assert len(styles) == len(EMOTIONS)


def test_lost_sound_breaks_every_curve_and_is_shaded(
    times: Timelines, minutes: PlotSnapshot
) -> None:
    lost_s = np.array([[250.0, 283.0]])
    estimates = minutes.estimates
    inside = (estimates.times_s > 250) & (estimates.times_s < 283)
    broken = estimates.probabilities.copy()
    broken[inside] = np.nan
    snapshot = replace(
        minutes,
        sound=replace(minutes.sound, gaps_s=lost_s),
        estimates=replace(estimates, probabilities=broken),
    )
    times.show_snapshot(snapshot)
    np.testing.assert_allclose(shaded(times.probabilities._gaps), lost_s, atol=0.2)
    np.testing.assert_allclose(shaded(times.sound._gaps), lost_s, atol=0.2)
    wave_s, peaks = times.sound._wave.getData()
    within = (wave_s > 250.2) & (wave_s < 282.8)
    assert within.any()
    assert np.isnan(peaks[within]).all()
    assert np.isfinite(peaks[wave_s < 249.8]).all()
    times.probabilities._on_hover(260.0)
    assert "audio lost" in times.probabilities._readout.text()
    times.show_all.click()
    np.testing.assert_allclose(shaded(times.probabilities._gaps), lost_s, atol=0.8)
    curve_s, fear = times.probabilities._curves["fear"].getData()
    assert not np.isfinite(fear[(curve_s > 251) & (curve_s < 282)]).any()
    times.clear_all()
    assert not times.probabilities._gaps.isVisible()
