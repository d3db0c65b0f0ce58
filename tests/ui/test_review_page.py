"""The Review page on screens of every width."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from emotion_desktop.ui.review.assembly import ReviewAssembly


@pytest.fixture
def review(make_review: Callable[[], ReviewAssembly]) -> ReviewAssembly:
    return make_review()


@pytest.fixture
def window(review: ReviewAssembly, qtbot: QtBot) -> QWidget:
    """Return a window that holds nothing but the page."""
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(review.page)
    window.resize(1200, 700)
    with qtbot.waitExposed(window):
        window.show()
    return window


@pytest.mark.usefixtures("window")
def test_the_sessions_are_beside_the_session_where_there_is_room(review: ReviewAssembly) -> None:
    assert not review.page.is_narrow
    assert review.library.isVisible()
    assert review.session.isVisible()
    assert review.raters.isVisible()


def test_on_a_small_screen_the_sessions_are_a_tab_and_give_way_to_the_corrections(
    review: ReviewAssembly, window: QWidget
) -> None:
    window.resize(930, 500)
    assert review.page.width() == 930
    assert review.page.is_narrow
    assert review.library.isVisible()
    review.session.opened.emit("talk")
    assert review.raters.isVisible()
    assert not review.library.isVisible()
    window.resize(1200, 700)
    assert not review.page.is_narrow
    assert review.library.isVisible()
    assert review.raters.isVisible()
