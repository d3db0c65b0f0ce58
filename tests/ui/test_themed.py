"""Light and dark reach every widget that has colours of its own, and only once it is built."""

import pytest
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QWidget
from pytestqt.qtbot import QtBot

from emotion_desktop.services.bridge.live import LiveBridge
from emotion_desktop.ui.appearance import Appearance
from emotion_desktop.ui.main_window import MainWindow
from emotion_desktop.ui.theme import theme_of
from emotion_desktop.ui.widgets.themed import PaintedWidget, Themed


class Coloured(Themed, QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.setPalette(QPalette(QColor("black")))  # an event before there is anything to colour
        self.label = QLabel()
        self.colours: list[str] = []
        self.follow_theme()

    def apply_theme(self) -> None:
        self.label.setText("coloured")
        self.colours.append(self.palette().window().color().name())


class Painted(PaintedWidget):
    def __init__(self) -> None:
        super().__init__()
        self.updates = 0

    def update(self) -> None:
        self.updates = getattr(self, "updates", 0) + 1
        super().update()


def palette_of(color: str) -> QPalette:
    return QPalette(QColor(color))


def test_a_widget_is_asked_once_it_is_built_and_at_every_new_palette(qtbot: QtBot) -> None:
    widget = Coloured()
    qtbot.addWidget(widget)
    assert len(widget.colours) == 1
    widget.setPalette(palette_of("white"))
    assert widget.colours[1:] == [palette_of("white").window().color().name()]


def test_a_palette_of_a_window_reaches_what_is_in_it(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    painted = Painted()
    QHBoxLayout(window).addWidget(painted)
    before = painted.updates
    window.setPalette(palette_of("white"))
    assert painted.updates > before


@pytest.fixture
def appearance(qapp: QApplication) -> Appearance:
    return Appearance(qapp, "light")


def test_what_is_coloured_follows_the_theme_of_the_program(
    appearance: Appearance, window: MainWindow, bridge: LiveBridge
) -> None:
    live, page = window.live, window.settings
    window.notice.tell("Something went wrong.")
    page.show_outlet_failure("Port 80 is taken.")
    try:
        for name in ("dark", "light"):
            appearance.set_theme(name)
            theme = theme_of(window.palette())
            for label, color in (
                (window.notice.label, theme.error),
                (page.outlet_note, theme.error),
                (live.state.label, theme.muted),
                (live.strip.recording_losses, theme.warning),
            ):
                found = label.palette().color(QPalette.ColorRole.WindowText)
                assert found.name() == QColor(color).name(), (name, label.text())
    finally:
        appearance.set_theme("system")
