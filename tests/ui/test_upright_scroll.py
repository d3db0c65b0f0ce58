"""What scrolls up and down is wide enough, and no higher than it has to be."""

from itertools import pairwise

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from emotion_desktop.ui.plots.time_navigator import SessionNavigator
from emotion_desktop.ui.review.session_detail import SessionDetail
from emotion_desktop.ui.widgets.upright_scroll import UprightScroll


def test_at_its_least_width_nothing_lies_under_the_scroll_bar(qtbot: QtBot) -> None:
    content = QLabel("Rindfleischetikettierungsüberwachung" + "\nlines" * 50)
    area = UprightScroll(content)
    qtbot.addWidget(area)
    area.resize(area.minimumSizeHint())
    with qtbot.waitExposed(area):
        area.show()
    assert area.verticalScrollBar().isVisible()
    assert content.width() <= area.viewport().width()
    assert content.width() >= content.sizeHint().width()


@pytest.mark.parametrize("height_px", [250, 900])
def test_plots_share_the_height_there_is_and_scroll_rather_than_overlap(
    height_px: int, qtbot: QtBot
) -> None:
    detail = SessionDetail(SessionNavigator())
    area = UprightScroll(detail)
    qtbot.addWidget(area)
    area.resize(600, height_px)
    with qtbot.waitExposed(area):
        area.show()
    detail.prosody_button.click()
    QApplication.processEvents()
    assert area.verticalScrollBar().isVisible() is (height_px < detail.minimumSizeHint().height())
    shown = [plot for plot in detail.plots if plot.isVisible()]
    assert len(shown) == 6  # fused, utterances, audio and three of prosody
    spans = sorted(
        (top := plot.mapTo(detail, plot.rect().topLeft()).y(), top + plot.height())
        for plot in shown
    )
    assert all(end <= start for (_, end), (start, _) in pairwise(spans))
    assert all(plot.height() >= plot.minimumHeight() for plot in shown)
    assert detail.height() == max(height_px, detail.heightForWidth(detail.width()))
