"""Who rates, who is blind, and which session is open; edits are safe whatever happens."""

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from emotion_desktop.domain.review import Annotation, Rater
from emotion_desktop.services.review import operations as do
from emotion_desktop.services.review.open_review import OpenReview
from emotion_desktop.storage.store import SessionStore
from emotion_desktop.ui.settings_store import SettingsStore
from tests.golden.inputs import SESSION_ID
from tests.ui.corrections.review_desk import ANA, BO, OTHER_ID, Desk


def test_the_first_rater_sees_everything_and_is_remembered(desk: Desk) -> None:
    assert desk.panel.raters.box.currentText() == "Rater 1"
    assert desk.store.settings.rater == "Rater 1"
    assert not desk.panel.raters.unblind.isVisible()
    assert desk.ids() == [0, 1, 2, 3]
    desk.controller.select(1)
    assert desk.panel.utterance.place.text() == "Utterance 2 of 4: 0:03.0 to 0:05.0 (2.00 s)"
    assert desk.panel.utterance.estimates.headline.text() == "Models: Anger (70%)."


def test_a_blind_rater_sees_neither_models_nor_others_until_unblinded(
    desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.controller.select(1)
    desk.press(Qt.Key.Key_3)
    with qtbot.waitSignal(desk.bridge.opened):
        desk.controller.choose_rater(ANA)
    assert desk.store.settings.rater == ANA.name
    assert desk.panel.raters.box.currentText() == ANA.name
    assert desk.view.selected == 1
    assert desk.segment(1).estimate is None
    assert list(desk.segment(1).annotations) == []
    document = desk.bridge.snapshot.document
    assert (document.utterances, document.windows, document.corrections) == ((), (), ())
    assert (document.cannot_tell, len(document.frames.times_s)) == ((), 0)
    estimates = desk.panel.utterance.estimates
    assert not estimates.bars.isVisible()
    assert "hidden" in estimates.headline.text()
    desk.press(Qt.Key.Key_2)
    assert desk.own(1).labels == ("disgust",)
    answers = iter([QMessageBox.StandardButton.No, QMessageBox.StandardButton.Yes])
    monkeypatch.setattr(QMessageBox, "question", lambda *_: next(answers))
    with qtbot.assertNotEmitted(desk.bridge.changed):
        desk.panel.raters.unblind.click()
    desk.after(desk.panel.raters.unblind.click)
    assert desk.segment(1).estimate is not None
    assert estimates.bars.isVisible()
    assert estimates.others.text() == "Rater 1: Fear"
    assert not desk.panel.raters.unblind.isVisible()
    assert len(desk.bridge.snapshot.document.utterances) == 4


def test_each_rater_undoes_their_own(desk: Desk, qtbot: QtBot) -> None:
    desk.controller.select(1)
    desk.press(Qt.Key.Key_3)
    with qtbot.waitSignal(desk.bridge.opened):
        desk.controller.choose_rater(BO)
    assert not desk.panel.history.undo.isEnabled()
    desk.press(Qt.Key.Key_5)
    desk.undo()
    given = desk.segment(1).annotations
    assert (given["Rater 1"].labels, given.get("Bo", Annotation()).labels) == (("fear",), ())


def test_next_to_check_leads_round_and_its_reasons_can_be_chosen(desk: Desk, qtbot: QtBot) -> None:
    check = desk.panel.check
    assert check.next.text() == "Next to check: 2"
    titles = [action.text() for action in check.menu.actions()]
    assert titles == [
        "Speech and text differ: 1",
        "Raters disagree: 0",
        "Unclear: 1",
    ]
    selected = []
    desk.view.segment_selected.connect(selected.append)
    for _ in range(3):
        qtbot.keyClick(desk.page, Qt.Key.Key_N)
    assert selected == [0, 2, 0]
    assert desk.view.position_s == 1.0
    qtbot.keyClick(desk.page, Qt.Key.Key_N, Qt.KeyboardModifier.ShiftModifier)
    assert desk.view.selected == 2
    check.actions_by_reason["conflict"].setChecked(False)
    assert check.next.text() == "Next to check: 1"
    desk.controller.select(0)
    desk.press(Qt.Key.Key_4)
    assert check.next.text() == "Next to check: 0"
    with qtbot.waitSignal(desk.bridge.opened):
        desk.controller.choose_rater(BO)
    desk.press(Qt.Key.Key_1)
    assert check.menu.actions()[1].text() == "Raters disagree: 1"


def test_an_edit_for_a_session_that_is_not_open_yet_is_not_made(desk: Desk, qtbot: QtBot) -> None:
    desk.controller.select(0)
    desk.controller.open(OTHER_ID)
    assert desk.bridge.snapshot is None
    with qtbot.waitSignal(desk.bridge.opened):
        qtbot.keyClick(desk.page, Qt.Key.Key_3)
        desk.bridge.set_labels(0, ["fear"])
    assert desk.own(0).labels == ()
    desk.open()
    assert desk.own(0).labels == ()


def test_what_is_typed_when_another_session_is_opened_stays_with_its_own(
    desk: Desk, qtbot: QtBot
) -> None:
    desk.controller.select(0)
    comment = desk.panel.utterance.comment
    comment.setFocus()
    qtbot.keyClicks(comment, "belongs here")
    desk.open(OTHER_ID)
    assert comment.toPlainText() == ""
    assert desk.own(0).comment == ""
    desk.open()
    assert desk.own(0).comment == "belongs here"


def test_a_session_that_is_gone_is_explained(desk: Desk, qtbot: QtBot) -> None:
    with qtbot.waitSignal(desk.bridge.failed):
        desk.controller.open("20200101T000000Z-000000")
    assert "no longer exists" in desk.panel.problem.text()
    assert desk.bridge.snapshot is None
    desk.open()
    assert not desk.panel.problem.isVisible()


def test_the_window_is_not_held_up_by_a_slow_disk(
    desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    entered, go_on = threading.Event(), threading.Event()
    set_title = do.set_title

    def slowly(now: OpenReview, title: str) -> object:
        entered.set()
        assert go_on.wait(10)
        return set_title(now, title)

    monkeypatch.setattr(do, "set_title", slowly)
    told = []
    desk.bridge.changed.connect(lambda update: told.append(update.change.kind))
    desk.bridge.set_title("Slow")
    desk.bridge.set_labels(0, ["fear"])
    assert entered.wait(10)
    assert told == []
    go_on.set()
    qtbot.waitUntil(lambda: told == ["title", "labels"])


def test_edits_that_were_asked_for_are_made_when_the_program_ends(
    desk: Desk, data_folder: Path
) -> None:
    for i in range(30):
        desk.bridge.set_comment(0, f"remark {i}")
    assert desk.bridge.shut_down()
    with SessionStore(data_folder, pytest.fail) as store:
        opened = OpenReview(store, SESSION_ID, Rater("Rater 1"))
        assert opened.state.segment(0).annotations["Rater 1"].comment == "remark 29"


def test_what_others_did_meanwhile_is_taken_in(desk: Desk, data_folder: Path) -> None:
    desk.controller.select(1)
    with SessionStore(data_folder, pytest.fail) as store:
        do.set_title(OpenReview(store, SESSION_ID, BO), "Renamed in the library")
    with desk.qtbot.waitSignal(desk.bridge.opened):
        desk.bridge.reload()
    assert desk.panel.session.title.text() == "Renamed in the library"
    assert BO.name in [desk.panel.raters.box.itemText(i) for i in range(3)]
    assert desk.view.selected == 1
    desk.press(Qt.Key.Key_3)
    assert desk.own(1).labels == ("fear",)


def test_a_session_is_not_read_again_where_nothing_is_new(desk: Desk, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(desk.bridge.opened):
        desk.bridge.reload()
        desk.after(lambda: desk.bridge.set_title("After it"))


def test_others_are_told_who_rates(desk: Desk, qtbot: QtBot) -> None:
    told: list[Rater] = []
    desk.controller.rater_changed.connect(told.append)
    with qtbot.waitSignal(desk.bridge.opened):
        desk.controller.choose_rater(ANA)
    with qtbot.waitSignal(desk.bridge.opened):
        desk.controller.choose_rater(Rater(BO.name, blind=False))
    assert told == [ANA, ANA, BO, BO]
    desk.controller.close()
    with qtbot.waitSignal(desk.bridge.raters_found):
        desk.controller.look()
    assert told[-1] == BO
    assert [desk.panel.raters.box.itemText(i) for i in range(3)] == [ANA.name, "Bo", "Rater 1"]


def test_a_name_that_is_known_stays_blind_whatever_is_said_when_it_is_added_again(
    desk: Desk, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(desk.bridge.opened):
        desk.controller.choose_rater(ANA)
    desk.controller.close()
    told: list[Rater] = []
    desk.controller.rater_changed.connect(told.append)
    desk.controller.choose_rater(Rater(ANA.name, blind=False))
    assert told == [ANA]


def test_others_are_told_who_rates_before_the_raters_are_read(
    make_desk: Callable[[], Desk], store: SettingsStore
) -> None:
    store.update(rater=ANA.name)
    desk = make_desk()
    told: list[Rater] = []
    desk.controller.rater_changed.connect(told.append)
    desk.controller.look()
    assert told == [ANA]  # blind until it is known better
    desk.qtbot.waitUntil(lambda: len(told) == 2)
