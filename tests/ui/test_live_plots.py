"""The plots of the live page: following, zooming, reading values."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from emotion_desktop.domain.labels import EMOTIONS
from emotion_desktop.domain.plot_data import PlotSnapshot
from emotion_desktop.ui.plots.time_band import TimeBand
from emotion_desktop.ui.plots.time_navigator import TimeNavigator
from emotion_desktop.ui.plots.timelines import Timelines
from tests.ui.live_events import snapshot_of, utterance


def seen(times: Timelines) -> tuple[float, float]:
    views = [plot.viewRange()[0] for plot in (times.probabilities, times.sound)]
    assert views[0] == pytest.approx(views[1])
    return round(views[0][0], 1), round(views[0][1], 1)


def test_the_first_minute_fills_from_the_left(times: Timelines) -> None:
    times.show_snapshot(snapshot_of(10))
    assert seen(times) == (0, 60)
    assert times.sound.wave.getData()[0][-1] == pytest.approx(10, abs=0.1)
    times.navigator.pan(-30)
    assert seen(times) == (0, 60)


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
    fear = times.probabilities.emotion_curves["fear"].getData()[1]
    assert (fear > 0.6).sum() == 29
    wave_s, peaks = times.sound.wave.getData()
    assert (wave_s[0], wave_s[-1]) == (0, pytest.approx(300, abs=0.5))
    assert np.abs(peaks).max() > 0.3


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
    readout = times.probabilities.readout
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
    assert "smoothed" in times.title.text()
    assert times.probabilities.emotion_curves["fear"].getData()[1].max() < 0.5
    times.probabilities.hovered.emit(250.0)
    assert "70.0%" in times.probabilities.readout.text()
    times.smooth.click()
    assert "smoothed" not in times.title.text()
    assert times.probabilities.emotion_curves["fear"].getData()[1].max() == pytest.approx(0.7)


def test_the_spectrogram_lies_on_the_same_axis(times: Timelines, minutes: PlotSnapshot) -> None:
    times.show_snapshot(minutes)
    times.spectrogram.click()
    image = times.sound.mels
    assert image.isVisible()
    assert not times.sound.wave.isVisible()
    extent = image.mapRectToView(image.boundingRect())
    assert (extent.left(), extent.right()) == (pytest.approx(240), pytest.approx(300, abs=0.1))
    assert image.image.shape == (64, 3000)
    assert times.sound.heat.isVisible()


def test_uncertain_utterances_are_shaded_where_they_are_seen(
    times: Timelines, minutes: PlotSnapshot
) -> None:
    times.show_snapshot(minutes)
    times.show_utterance(utterance(0, 10.0, "one two", uncertain=True))
    times.show_utterance(utterance(1, 250.0, "one two", uncertain=True))
    times.show_utterance(utterance(2, 260.0, "one two"))
    np.testing.assert_allclose(shaded(times.probabilities.uncertain_band), [(250, 252)], atol=0.2)
    times.show_all.click()
    np.testing.assert_allclose(
        shaded(times.probabilities.uncertain_band), [(10, 12), (250, 252)], atol=0.8
    )


def shaded(band: TimeBand) -> list[tuple[float, float]]:
    assert band.isVisible()
    extent = band.mapRectToView(band.boundingRect())
    edges = np.flatnonzero(np.diff(band.covered.astype(int), prepend=0, append=0))
    edges_s = extent.left() + edges * extent.width() / len(band.covered)
    return [tuple(pair) for pair in edges_s.reshape(-1, 2)]


def test_the_order_of_the_curves_is_the_order_of_the_labels(times: Timelines) -> None:
    assert tuple(times.probabilities.emotion_curves) == EMOTIONS
    styles = {
        (curve.opts["pen"].color().name(), tuple(curve.opts["pen"].dashPattern()))
        for curve in times.probabilities.emotion_curves.values()
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
    np.testing.assert_allclose(shaded(times.probabilities.gap_band), lost_s, atol=0.2)
    np.testing.assert_allclose(shaded(times.sound.gap_band), lost_s, atol=0.2)
    wave_s, peaks = times.sound.wave.getData()
    within = (wave_s > 250.2) & (wave_s < 282.8)
    assert within.any()
    assert np.isnan(peaks[within]).all()
    assert np.isfinite(peaks[wave_s < 249.8]).all()
    times.probabilities.hovered.emit(260.0)
    assert "audio lost" in times.probabilities.readout.text()
    times.show_all.click()
    np.testing.assert_allclose(shaded(times.probabilities.gap_band), lost_s, atol=0.8)
    curve_s, fear = times.probabilities.emotion_curves["fear"].getData()
    assert not np.isfinite(fear[(curve_s > 251) & (curve_s < 282)]).any()
    times.clear_all()
    assert not times.probabilities.gap_band.isVisible()


@pytest.mark.parametrize("back_s", [0.0, 130.0, 1000.0])
def test_curves_are_painted_wherever_the_view_is(
    times: Timelines, minutes: PlotSnapshot, back_s: float
) -> None:
    times.show_snapshot(minutes)
    QApplication.processEvents()  # painted once where the view was at first
    times.navigator.pan(-back_s)
    for plot, curves in (
        (times.probabilities, list(times.probabilities.emotion_curves.values())),
        (times.sound, [times.sound.wave]),
    ):
        painted = plot.grab().toImage()
        for curve in curves:
            curve.hide()
        assert plot.grab().toImage() != painted
