"""Every control of the panels is reached by Tab, and says what it is."""

import re

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from emotion_desktop.services.bridge.review import ReviewBridge
from emotion_desktop.ui.review.add_rater_dialog import AddRaterDialog
from emotion_desktop.ui.review.agreement_panel import AgreementPanel, coefficient_titles
from emotion_desktop.ui.review.correction_keys import correction_keys
from emotion_desktop.ui.review.rater_panel import RaterPanel
from emotion_desktop.ui.review.summary_panel import SummaryPanel
from tests.ui.controls import controls, named, reached_by_tab
from tests.ui.corrections.review_desk import Desk
from tests.ui.texts_on_screen import marked_texts, texts_of, untranslated


@pytest.mark.parametrize("tab", ["timeline", "summary", "agreement", "session"])
def test_tab_leads_to_every_control_and_each_has_a_name(desk: Desk, tab: str, qtbot: QtBot) -> None:
    desk.controller.select(0)
    desk.press(Qt.Key.Key_1)
    if tab == "session":
        desk.panel.tabs.setCurrentIndex(1)
    elif tab == "summary":
        with qtbot.waitSignal(desk.bridge.summarised):
            desk.tabs.setCurrentWidget(desk.summary)
    elif tab == "agreement":
        with qtbot.waitSignal(desk.bridge.compared, timeout=20_000):
            desk.tabs.setCurrentWidget(desk.agreement)
    reached = reached_by_tab(desk.page, qtbot)
    missing = [widget for widget in controls(desk.page) if widget not in reached]
    assert missing == []
    nameless = [widget for widget in reached if not named(widget)]
    assert [one for one in nameless if not isinstance(one, type(desk.view))] == []


def test_no_text_is_left_out_of_translation(qapp: QApplication, qtbot: QtBot, tmp_path) -> None:
    bridge = ReviewBridge(tmp_path)
    with marked_texts(qapp):
        parts = [RaterPanel(bridge), SummaryPanel(), AgreementPanel()]
        parts.append(AddRaterDialog(parts[0]))
        texts = [text for part in parts for text in texts_of(part)]
        texts += [key.title for key in correction_keys()] + list(coefficient_titles().values())
    assert bridge.shut_down()
    for part in parts[:3]:
        qtbot.addWidget(part)
    assert len(texts) > 150
    # The keys of a shortcut stand in brackets behind what it does.
    assert untranslated(re.sub(r"\([^)]*\)$", "", text) for text in texts) == []


def test_a_name_that_is_none_is_not_taken(desk: Desk, qtbot: QtBot) -> None:
    dialog = AddRaterDialog(desk.page)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.keyClicks(dialog.name, "   ")
    qtbot.keyClick(dialog.name, Qt.Key.Key_Return)
    assert dialog.isVisible()
    assert "is not a valid rater name" in dialog.problem.text()
    dialog.name.setText(" Zoë “🙂” ")
    qtbot.keyClick(dialog.name, Qt.Key.Key_Return)
    assert not dialog.isVisible()
    assert (dialog.rater.name, dialog.rater.blind) == ("Zoë “🙂”", True)


def test_keys_still_label_after_a_click_on_the_panel(desk: Desk, qtbot: QtBot) -> None:
    desk.controller.select(1)
    desk.view.setFocus()
    panel = desk.panel
    for control in (
        panel.utterance.labels.buttons["fear"],
        panel.check.next,
        panel.tabs.tabBar(),
        panel.utterance.edits.nudges["end", 1],
    ):
        qtbot.mouseClick(control, Qt.MouseButton.LeftButton)
        assert QApplication.focusWidget() is desk.view
    for box in (panel.raters.box, panel.utterance.speaker.box, panel.session.status):
        assert box.focusPolicy() == Qt.FocusPolicy.TabFocus
    qtbot.keyClick(desk.page, Qt.Key.Key_6)
    qtbot.waitUntil(lambda: desk.own(2).labels == ("sadness",))
