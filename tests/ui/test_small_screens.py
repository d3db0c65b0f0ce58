"""Windows on small screens: the first start fits, and nothing that is read is cut."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QByteArray, QCoreApplication, QRect, QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QPushButton,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from emotion_desktop.domain.session import RecorderState
from emotion_desktop.services.bridge.live import LiveBridge
from emotion_desktop.ui.main_window import MainWindow
from emotion_desktop.ui.startup_frame import Frame
from tests.ui.live_events import utterance

MakeWindow = Callable[[LiveBridge], MainWindow]
#: What a panel and the window's own edges leave of a screen of 1024 x 600.
SMALL = QSize(1024, 532)


class ScreenDouble:
    def __init__(self, available: QRect) -> None:
        self._available = available

    def availableGeometry(self) -> QRect:  # noqa: N802 (Qt's name)
        return self._available


def put_on(monkeypatch: pytest.MonkeyPatch, available: QRect) -> None:
    screen = ScreenDouble(available)
    monkeypatch.setattr(QGuiApplication, "primaryScreen", lambda: screen)
    monkeypatch.setattr(QGuiApplication, "screens", lambda: [screen])
    monkeypatch.setattr(Frame, "screen", lambda _self: screen)


@pytest.mark.parametrize(
    ("available", "fills"),
    [
        (QRect(0, 27, 1280, 773), True),  # 1280 x 800 with a panel
        (QRect(0, 27, 1024, 573), True),
        (QRect(0, 0, 1280, 720), True),  # 1920 x 1080 at 150 %
        (QRect(60, 0, 1860, 1080), False),
    ],
)
@pytest.mark.parametrize("geometry", [None, QByteArray(b"broken")])
def test_the_first_start_fits_what_is_free_of_the_screen(
    available: QRect,
    fills: bool,
    geometry: QByteArray | None,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    put_on(monkeypatch, available)
    frame = Frame(geometry)
    qtbot.addWidget(frame)
    assert bool(frame.windowState() & Qt.WindowState.WindowMaximized) is fills
    assert available.contains(frame.geometry())
    assert fills or frame.size() == QSize(1280, 800)


def test_a_window_that_was_larger_than_the_screen_is_now_fits_it(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = Frame()
    qtbot.addWidget(before)
    before.setWindowState(Qt.WindowState.WindowNoState)
    before.setGeometry(QRect(10, 40, 780, 700))
    geometry = before.saveGeometry()
    put_on(monkeypatch, QRect(0, 27, 1024, 573))
    frame = Frame(geometry)
    qtbot.addWidget(frame)
    assert frame.height() <= 573


@pytest.fixture(params=["en", "de"])
def small(
    request: pytest.FixtureRequest, make_window: MakeWindow, bridge: LiveBridge, qtbot: QtBot
) -> MainWindow:
    if request.param == "de":
        request.getfixturevalue("german")
    window = make_window(bridge)
    window.live.show_recorder_state(RecorderState())
    window.resize(SMALL)
    with qtbot.waitExposed(window):
        window.show()
    window.live.state.show_utterance(utterance(0, 1.0, "one two").utterance)
    QCoreApplication.sendPostedEvents()
    QApplication.processEvents()
    return window


def is_cut(widget: QWidget) -> bool:
    """Return whether a text has less room than it needs."""
    metrics = widget.fontMetrics()
    if isinstance(widget, QLabel):
        if widget.wordWrap():
            return widget.heightForWidth(widget.width()) > widget.height()
        return widget.sizeHint().width() > widget.width()
    if isinstance(widget, QToolButton):
        edges = widget.sizeHint().width() - metrics.horizontalAdvance(widget.text())
        return widget.width() < edges + metrics.horizontalAdvance(widget.text())
    return widget.sizeHint().width() > widget.width()


def test_nothing_is_cut_on_a_screen_of_1024_by_600(small: MainWindow) -> None:
    assert small.size() == SMALL, "no layout asks for more"
    texts = [
        widget
        for kind in (QLabel, QPushButton, QToolButton)
        for widget in small.live.findChildren(kind)
        if widget.isVisible() and widget.text()
    ]
    assert len(texts) > 15
    assert [widget.text() for widget in texts if is_cut(widget)] == []
    assert small.live.source_bar.meter.width() >= 60
    inside = small.rect()
    for widget in texts:
        place = QRect(widget.mapTo(small, widget.rect().topLeft()), widget.size())
        assert inside.contains(place), widget.text()


def test_legend_and_panel_fold_and_unfold(small: MainWindow) -> None:
    times, bars = small.live.times, small.live.state.bars
    rows = {button.y() for button in times.legend.buttons.values()}
    assert len(rows) == 2
    assert bars.width() < 280  # only the fused column
    assert "%" in bars.accessibleDescription()
    assert times.width() > 2 * small.live.state.width()
    small.resize(1280, 800)
    QApplication.processEvents()
    assert len({button.y() for button in times.legend.buttons.values()}) == 1
    assert bars.width() > 300
