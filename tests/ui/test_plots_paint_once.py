"""What a plot shows anew is painted in one go: a second time would cost as much again."""

from typing import Any

import pytest
from PySide6.QtCore import QEvent, QObject, QPointF
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from emotion_desktop.ui.plots.clock_axis import DirectAxis
from emotion_desktop.ui.plots.timelines import Timelines
from tests.ui.live_events import snapshot_of


class Paints(QObject):
    """Counts how often a widget is painted."""

    count = 0

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 (Qt's name)
        self.count += event.type() == QEvent.Type.Paint
        return False


def plots_of_a_minute(qtbot: QtBot) -> Timelines:
    times = Timelines()
    qtbot.addWidget(times)
    with qtbot.waitExposed(times):
        times.show()
    times.show_snapshot(snapshot_of(70))
    return times


def test_a_view_that_moves_is_painted_once(qtbot: QtBot) -> None:
    times = plots_of_a_minute(qtbot)
    QApplication.processEvents()  # paint what was shown
    for plot in (times.probabilities, times.sound):
        paints = Paints()
        plot.viewport().installEventFilter(paints)
        times.navigator.pan(-1.0)
        qtbot.waitUntil(lambda paints=paints: paints.count > 0)
        QApplication.processEvents()  # a second time would come now
        plot.viewport().removeEventFilter(paints)
        assert paints.count == 1


def test_what_stays_as_it_is_while_the_time_moves_is_not_painted_anew(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    painted: list[str] = []
    paint = DirectAxis.paint

    def paint_and_note(axis: DirectAxis, *arguments: Any) -> None:
        painted.append(axis.orientation)
        paint(axis, *arguments)

    monkeypatch.setattr(DirectAxis, "paint", paint_and_note)
    times = plots_of_a_minute(qtbot)
    qtbot.waitUntil(lambda: "left" in painted)
    QApplication.processEvents()
    painted.clear()
    times.navigator.zoom(1.3)
    qtbot.waitUntil(lambda: "bottom" in painted)
    assert "left" not in painted


def test_the_cursor_is_where_it_was_set_however_far_people_zoom(qtbot: QtBot) -> None:
    times = plots_of_a_minute(qtbot)
    plot = times.sound
    for factor in (1.0, 0.2, 4.0):
        times.navigator.zoom(factor)
        start_s, end_s = times.navigator.view
        moment_s = start_s + 0.25 * (end_s - start_s)
        plot.show_place(None)
        hidden = plot.grab().toImage()
        plot.show_place(moment_s)
        shown = plot.grab().toImage()
        place = plot.mapFromScene(plot.getViewBox().mapViewToScene(QPointF(moment_s, 0.0)))
        differs = [x for x in range(shown.width()) if shown.pixel(x, 20) != hidden.pixel(x, 20)]
        assert differs
        assert max(abs(x - place.x()) for x in differs) <= 1
