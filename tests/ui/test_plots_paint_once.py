"""What a plot shows anew is painted in one go: a second time would cost as much again."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from emotion_desktop.ui.plots.timelines import Timelines
from tests.ui.live_events import snapshot_of


class Paints(QObject):
    """Counts how often a widget is painted."""

    count = 0

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 (Qt's name)
        self.count += event.type() == QEvent.Type.Paint
        return False


def test_a_view_that_moves_is_painted_once(qtbot: QtBot) -> None:
    times = Timelines()
    qtbot.addWidget(times)
    with qtbot.waitExposed(times):
        times.show()
    times.show_snapshot(snapshot_of(70))
    QApplication.processEvents()  # paint what was shown
    for plot in (times.probabilities, times.sound):
        paints = Paints()
        plot.viewport().installEventFilter(paints)
        times.navigator.pan(-1.0)
        qtbot.waitUntil(lambda paints=paints: paints.count > 0)
        QApplication.processEvents()  # a second time would come now
        plot.viewport().removeEventFilter(paints)
        assert paints.count == 1
