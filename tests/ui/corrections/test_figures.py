"""The summary of a session, and how far its raters agree."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from emotion_desktop.services.review import operations as do
from emotion_desktop.services.review.open_review import OpenReview
from emotion_desktop.storage.store import SessionStore
from tests.golden.inputs import SESSION_ID
from tests.ui.corrections.review_desk import ANA, BO, OTHER_ID, Desk


def test_the_summary_follows_the_edits(desk: Desk, qtbot: QtBot) -> None:
    with qtbot.waitSignal(desk.bridge.summarised):
        desk.tabs.setCurrentWidget(desk.summary)
    table = desk.summary.table
    assert table.verticalHeaderItem(0).text() == "Session"
    assert table.horizontalHeaderItem(7).text() == "Unclear"
    assert table.item(0, 7).text() == "36.4%"  # 2 of 5.5 s
    assert desk.summary.bars.accessibleDescription().startswith("Session: Anger 36%")
    desk.controller.select(0)
    desk.press(Qt.Key.Key_1)
    qtbot.waitUntil(lambda: table.item(0, 7).text() == "0.0%")
    assert table.item(0, 0).text() == "72.7%"
    moments = desk.summary.moments
    assert moments.item(0).text() == "Long stretch: Anger, 0:01.0 to 0:05.0 (Unnamed)"
    desk.controller.select(3)
    moments.itemActivated.emit(moments.item(0))
    assert (desk.view.selected, desk.view.position_s) == (0, 1.0)
    assert desk.tabs.currentWidget() is desk.view
    assert "Anger: Anger 1" in desk.summary.transitions.accessibleDescription()
    assert desk.summary.pauses.text().startswith("Pauses between utterances: 2,")


def test_sessions_of_one_person_stand_side_by_side(desk: Desk, qtbot: QtBot) -> None:
    with qtbot.waitSignal(desk.bridge.summarised):
        desk.tabs.setCurrentWidget(desk.summary)
    person = desk.summary.person
    assert [person.itemText(i) for i in range(person.count())] == ["B"]
    with qtbot.waitSignal(desk.bridge.sessions_found) as found:
        person.activated.emit(0)
    assert {one.id for one in found.args[0]} == {SESSION_ID, OTHER_ID}
    lines = desk.summary.sessions.accessibleDescription().splitlines()
    assert sorted(line.split(": ")[1] for line in lines) == ["Disgust 100%", "Neutral 100%"]


def test_agreement_is_between_raters_and_with_the_models(
    desk: Desk, data_folder: Path, qtbot: QtBot
) -> None:
    with SessionStore(data_folder, pytest.fail) as store:
        for rater, labels in ((ANA, "fear anger anger"), (BO, "fear anger neutral")):
            opened = OpenReview(store, SESSION_ID, rater)
            for segment_id, label in enumerate(labels.split()):
                do.set_labels(opened, segment_id, [label])
                do.set_rating(opened, segment_id, valence=3 + segment_id, arousal=None)
    with qtbot.waitSignal(desk.bridge.compared, timeout=20_000):
        desk.open()
        desk.tabs.setCurrentWidget(desk.agreement)
    panel = desk.agreement
    titles = [panel.raters.itemText(i) for i in range(panel.raters.count())]
    assert titles[0] == f"All: models, {ANA.name}, Bo"
    assert f"{ANA.name} and Bo" in titles
    panel.raters.setCurrentText(f"{ANA.name} and Bo")
    assert "of them: 3" in panel.units.text()
    assert "Too few" in panel.units.text()
    texts = [label.text() for label in panel.figures.findChildren(type(panel.units))]
    assert "67%" in texts
    assert "Cohen's κ" in texts
    assert "Anger: Anger 1, Neutral 1" in panel.picture.accessibleDescription()
    panel.rated.setCurrentIndex(1)
    assert panel.raters.currentText() == f"{ANA.name} and Bo"
    assert not panel.picture.isVisible()
    panel.rated.setCurrentIndex(2)
    assert panel.message.isVisible()


def test_sessions_of_a_person_are_not_told_once_another_session_is_opened(
    desk: Desk, qtbot: QtBot
) -> None:
    with qtbot.assertNotEmitted(desk.bridge.sessions_found):
        desk.bridge.find_sessions_of("B")
        desk.open(OTHER_ID)  # opened after the search, by the same worker
