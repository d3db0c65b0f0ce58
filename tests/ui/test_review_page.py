"""The Review page on screens of every width."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from emotion_desktop.storage.store import SessionStore
from emotion_desktop.ui.review.assembly import ReviewAssembly
from tests.review_doubles import SESSION_ID, keep_session, utterance


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


@pytest.mark.logs  # what is still asked of its session, which is not whole, when the test ends
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


@pytest.mark.logs  # what is still asked of its session, which is not whole, when the test ends
def test_a_boundary_that_is_dragged_is_saved_and_undone_as_one_step(
    make_review: Callable[[], ReviewAssembly], tmp_path: Path, qtbot: QtBot
) -> None:
    with SessionStore(tmp_path / "data", pytest.fail) as store:
        keep_session(store, [utterance(0, 1.0, "one two three four")])
    review = make_review()
    qtbot.addWidget(review.page)
    lanes = review.session.detail.lanes

    def ends_s() -> list[float]:
        return [one.end_s for one in lanes.in_view]

    review.open(SESSION_ID)
    qtbot.waitUntil(lambda: ends_s() == [3.0], timeout=60_000)
    lanes.border_moved.emit(0, "end", 2.5)
    qtbot.waitUntil(lambda: ends_s() == [2.5], timeout=60_000)
    review.raters.history.undo.click()
    qtbot.waitUntil(lambda: ends_s() == [3.0], timeout=60_000)
