"""Utterances are cut, joined and trimmed, and everything is undone and redone."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from emotion_desktop.domain.review import Annotation
from tests.ui.corrections.review_desk import Desk


def test_an_utterance_is_split_at_the_cursor_and_merged_again(desk: Desk) -> None:
    desk.controller.select(1)
    desk.view.seek(4.0)
    desk.press(Qt.Key.Key_S)
    assert desk.ids() == [0, 1, 4, 2, 3]
    assert (desk.segment(1).end_s, desk.segment(4).start_s) == (4.0, 4.0)
    assert desk.view.selected == 1
    desk.press(Qt.Key.Key_M)
    assert desk.ids() == [0, 1, 2, 3]
    assert desk.segment(1).end_s == 5.0
    desk.undo()
    assert desk.ids() == [0, 1, 4, 2, 3]


def test_a_cut_where_there_is_nothing_to_cut_is_explained(desk: Desk, qtbot: QtBot) -> None:
    desk.controller.select(1)
    desk.view.seek(1.0)
    with qtbot.waitSignal(desk.bridge.failed):
        qtbot.keyClick(desk.page, Qt.Key.Key_S)
    assert desk.panel.problem.isVisible()
    assert "cannot be done" in desk.panel.problem.text()
    desk.press(Qt.Key.Key_2)
    assert not desk.panel.problem.isVisible()


def test_borders_move_in_steps_that_are_undone_together(desk: Desk) -> None:
    alt = Qt.KeyboardModifier.AltModifier
    desk.controller.select(1)
    for _ in range(3):
        desk.press(Qt.Key.Key_Right, alt)
    assert desk.segment(1).start_s == pytest.approx(3.03)
    desk.press(Qt.Key.Key_Left, alt | Qt.KeyboardModifier.ShiftModifier)
    assert desk.segment(1).end_s == pytest.approx(4.99)
    desk.undo()
    assert (desk.segment(1).start_s, desk.segment(1).end_s) == (pytest.approx(3.03), 5.0)
    desk.undo()
    assert desk.segment(1).start_s == 3.0
    # The utterance before ends just there: the border is common.
    assert desk.segment(0).end_s == 3.0


def test_a_drag_is_one_step(desk: Desk) -> None:
    for to_s in (5.2, 5.4, 5.6):
        desk.after(lambda to_s=to_s: desk.bridge.move_border(1, "end", to_s, "drag"))
    assert desk.segment(1).end_s == 5.6
    desk.after(lambda: desk.bridge.move_border(1, "end", 99.0, "another drag"))
    assert desk.segment(1).end_s == 6.0  # where the next one begins
    desk.undo()
    desk.undo()
    assert desk.segment(1).end_s == 5.0


def test_undo_says_what_it_will_undo_and_goes_back_many_steps(desk: Desk) -> None:
    history = desk.panel.history
    assert not history.undo.isEnabled()
    desk.controller.select(0)
    for key in (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_6):
        desk.press(key)
    assert history.undo.text() == "Undo: Label"
    assert history.undo.toolTip() == "Undo: Labelled as sadness (Ctrl+Z)"
    menu = history.undo.menu()
    menu.aboutToShow.emit()
    sentences = [action.text() for action in menu.actions()]
    assert sentences == ["Labelled as sadness", "Labelled as disgust", "Labelled as anger"]
    menu.actions()[1].trigger()
    desk.qtbot.waitUntil(lambda: desk.own(0).labels == ("anger",))
    assert history.redo.toolTip().startswith("Redo: Labelled as disgust")
    history.redo.menu().aboutToShow.emit()
    history.redo.menu().actions()[1].trigger()
    desk.qtbot.waitUntil(lambda: desk.own(0).labels == ("sadness",))


def test_everything_is_undone_and_redone_after_a_restart(
    make_desk: Callable[[], Desk], qtbot: QtBot
) -> None:
    first = make_desk()
    first.open()
    untouched = first.bridge.snapshot.view
    first.controller.select(1)
    first.press(Qt.Key.Key_3)
    first.view.seek(4.0)
    first.press(Qt.Key.Key_S)
    first.press(Qt.Key.Key_M)
    first.press(Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    first.after(lambda: first.bridge.set_text(1, "uno"))
    first.after(lambda: first.bridge.set_rating(1, valence=2, arousal=8))
    changed = first.bridge.snapshot.view
    assert first.bridge.shut_down()
    first.page.hide()
    second = make_desk()
    second.open()
    assert what_is_seen(second) == what_is_seen_in(changed)
    second.view.setFocus()
    for _ in range(6):
        second.undo()
    assert what_is_seen(second) == what_is_seen_in(untouched)
    assert not second.panel.history.undo.isEnabled()
    for _ in range(6):
        second.redo()
    assert what_is_seen(second) == what_is_seen_in(changed)


def what_is_seen(desk: Desk) -> object:
    return what_is_seen_in(desk.bridge.snapshot.view)


def what_is_seen_in(view) -> object:
    return [
        (
            one.id,
            one.start_s,
            one.end_s,
            one.speaker,
            one.transcript,
            {name: given for name, given in one.annotations.items() if given != Annotation()},
        )
        for one in view.segments
    ]


def test_an_undo_selects_what_came_back(desk: Desk) -> None:
    desk.controller.select(1)
    desk.press(Qt.Key.Key_3)
    desk.controller.select(3)
    desk.undo()
    assert desk.view.selected == 1
    assert not desk.own(1).judged


def test_what_the_keys_do_can_be_clicked_too(desk: Desk, qtbot: QtBot) -> None:
    editor, panel = desk.panel.utterance, desk.panel
    qtbot.mouseClick(panel.check.next, Qt.MouseButton.LeftButton)
    assert desk.view.selected == 0
    qtbot.mouseClick(panel.check.back, Qt.MouseButton.LeftButton)
    assert desk.view.selected == 2
    desk.after(editor.edits.nudges["end", 1].click)
    desk.after(editor.edits.nudges["start", -1].click)
    assert (desk.segment(2).start_s, desk.segment(2).end_s) == (
        pytest.approx(5.99),
        pytest.approx(7.01),
    )
    desk.view.seek(6.5)
    desk.after(editor.edits.split.click)
    desk.after(editor.edits.merge.click)
    assert desk.ids() == [0, 1, 2, 3]
    for _ in range(4):
        desk.after(panel.history.undo.click)
    assert desk.segment(2).start_s == 6.0
    desk.after(panel.history.redo.click)
    assert desk.segment(2).end_s == pytest.approx(7.01)
