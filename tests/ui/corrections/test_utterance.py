"""What a rater says of an utterance: by keys, by mouse, by what is typed."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QInputDialog
from pytestqt.qtbot import QtBot

from emotion_desktop.domain.review import AssignSpeaker
from emotion_desktop.domain.review_fold import review_of
from emotion_desktop.domain.session import Consent
from emotion_desktop.ui.review.speaker_box import SpeakerBox
from tests.review_doubles import log, utterance
from tests.ui.corrections.review_desk import Desk


def test_a_key_labels_the_selected_utterance_and_takes_the_label_back(desk: Desk) -> None:
    desk.controller.select(1)
    desk.press(Qt.Key.Key_3)
    assert desk.own(1).labels == ("fear",)
    buttons = desk.panel.utterance.labels.buttons
    assert [name for name, button in buttons.items() if button.isChecked()] == ["fear"]
    desk.press(Qt.Key.Key_1)
    assert desk.own(1).labels == ("anger",)
    desk.press(Qt.Key.Key_7, Qt.KeyboardModifier.AltModifier)
    assert desk.own(1).labels == ("anger", "surprise")
    desk.press(Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    assert desk.own(1).labels == ("surprise",)
    desk.press(Qt.Key.Key_0)
    assert desk.own(1).cannot_tell
    assert desk.panel.utterance.labels.cannot_tell_button.isChecked()
    desk.press(Qt.Key.Key_0)
    assert not desk.own(1).judged


def test_a_click_labels_and_ctrl_adds(desk: Desk, qtbot: QtBot) -> None:
    desk.controller.select(0)
    buttons = desk.panel.utterance.labels.buttons
    desk.after(lambda: qtbot.mouseClick(buttons["sadness"], Qt.MouseButton.LeftButton))
    control = Qt.KeyboardModifier.ControlModifier
    desk.after(lambda: qtbot.mouseClick(buttons["fear"], Qt.MouseButton.LeftButton, control))
    assert desk.own(0).labels == ("sadness", "fear")
    desk.after(desk.panel.utterance.estimates.reset.click)
    assert not desk.own(0).judged
    assert not desk.panel.utterance.estimates.reset.isEnabled()


def test_nothing_is_labelled_while_nothing_is_selected(desk: Desk, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(desk.bridge.changed):
        qtbot.keyClick(desk.page, Qt.Key.Key_3)
        qtbot.keyClick(desk.page, Qt.Key.Key_S)
    assert not desk.panel.utterance.labels.isEnabled()


def test_valence_and_arousal_are_rated_by_mouse_and_by_keys(desk: Desk, qtbot: QtBot) -> None:
    desk.controller.select(0)
    valence, arousal = desk.panel.utterance.valence, desk.panel.utterance.arousal
    at_nine = valence.rect().center()
    at_nine.setX(valence.width() - 5)
    desk.after(lambda: qtbot.mouseClick(valence, Qt.MouseButton.LeftButton, pos=at_nine))
    assert desk.own(0).valence == 9
    assert not valence.hasFocus()  # the digits go on to label
    arousal.setFocus()
    desk.after(lambda: qtbot.keyClick(arousal, Qt.Key.Key_2))
    desk.after(lambda: qtbot.keyClick(arousal, Qt.Key.Key_Right))
    assert (desk.own(0).valence, desk.own(0).arousal) == (9, 3)
    assert arousal.accessibleDescription() == "3"
    desk.after(lambda: qtbot.keyClick(arousal, Qt.Key.Key_Delete))
    assert desk.own(0).arousal is None
    assert desk.own(0).labels == ()


def test_what_is_said_before_the_last_answer_came_adds_up(desk: Desk, qtbot: QtBot) -> None:
    desk.controller.select(0)
    editor = desk.panel.utterance
    alt = Qt.KeyboardModifier.AltModifier
    answers = [desk.bridge.changed] * 6
    with qtbot.waitSignals(answers):
        editor.valence.rated.emit(7)
        editor.arousal.rated.emit(2)
        for key in (Qt.Key.Key_3, Qt.Key.Key_3):
            qtbot.keyClick(desk.page, key)  # labels, and takes the label back
        for key in (Qt.Key.Key_4, Qt.Key.Key_6):
            qtbot.keyClick(desk.page, key, alt)
    own = desk.own(0)
    assert (own.valence, own.arousal) == (7, 2)
    assert own.labels == ("happiness", "sadness")


def test_words_comment_and_tags_are_kept_when_the_field_is_left(desk: Desk, qtbot: QtBot) -> None:
    editor = desk.panel.utterance
    desk.controller.select(0)
    editor.words.setFocus()
    editor.words.selectAll()
    qtbot.keyClicks(editor.words, "one two too four")
    desk.after(desk.view.setFocus)
    assert desk.segment(0).transcript.text == "one two too four"
    editor.comment.setFocus()
    with qtbot.waitSignal(desk.bridge.changed):  # it is kept when the typing pauses
        qtbot.keyClicks(editor.comment, "a door slams ")
    assert desk.own(0).comment == "a door slams"
    qtbot.keyClicks(editor.comment, "1")  # a digit in a field is a digit
    desk.after(lambda: desk.controller.select(1))
    assert desk.own(0).comment == "a door slams 1"
    assert not desk.own(0).judged
    assert editor.comment.toPlainText() == ""
    editor.tags.setFocus()
    qtbot.keyClicks(editor.tags, "door  slams,pilot, pilot")
    desk.after(lambda: qtbot.keyClick(editor.tags, Qt.Key.Key_Return))
    assert desk.own(1).tags == ("door slams", "pilot")
    assert editor.tags.text() == "door slams, pilot"


def test_what_is_typed_in_one_go_is_undone_together(desk: Desk, qtbot: QtBot) -> None:
    comment = desk.panel.utterance.comment
    desk.controller.select(0)
    comment.setFocus()
    for part in ("one ", "two"):
        with qtbot.waitSignal(desk.bridge.changed):
            qtbot.keyClicks(comment, part)
    desk.view.setFocus()
    desk.undo()
    assert desk.own(0).comment == ""
    assert comment.toPlainText() == ""


def test_what_is_typed_is_not_written_over_by_an_answer(desk: Desk, qtbot: QtBot) -> None:
    comment = desk.panel.utterance.comment
    desk.controller.select(0)
    comment.setFocus()
    qtbot.keyClicks(comment, "half a sen")
    desk.after(lambda: desk.bridge.set_title("A talk"))
    assert comment.toPlainText() == "half a sen"
    comment.commit()
    with qtbot.waitSignal(desk.bridge.changed):
        qtbot.keyClicks(comment, "tence")
    qtbot.waitUntil(lambda: desk.own(0).comment == "half a sentence")
    assert comment.toPlainText() == "half a sentence"


def test_speakers_are_assigned_renamed_and_merged(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    box = desk.panel.utterance.speaker
    desk.controller.select(0)
    names = iter(["Ms Ito", "  Mr  “Oh” 🙂 "])
    monkeypatch.setattr(QInputDialog, "getText", lambda *_, **__: (next(names), True))
    assert [box.box.itemText(i) for i in range(3)] == ["Unnamed", "B", "New speaker…"]
    desk.after(lambda: box.box.activated.emit(2))
    assert desk.segment(0).speaker == "Ms Ito"
    box.menu.aboutToShow.emit()
    desk.after(box.menu.actions()[0].trigger)
    view = desk.bridge.snapshot.view
    assert view.speaker_name("Ms Ito") == "Mr “Oh” 🙂"
    box.menu.aboutToShow.emit()
    same = box.menu.actions()[1].menu()
    [to_b] = [action for action in same.actions() if action.text() == "B"]
    desk.after(to_b.trigger)
    assert desk.segment(0).speaker == "B"
    for _ in range(3):
        desk.undo()
    assert desk.segment(0).speaker == ""


def test_a_proposed_speaker_says_how_sure_it_is_until_somebody_assigns_one(qtbot: QtBot) -> None:
    box = SpeakerBox()
    qtbot.addWidget(box)
    proposed = [replace(utterance(0, 1.0, speaker="A"), speaker_confidence=0.62)]
    state = review_of(proposed, ())
    box.show_segment(state, state.segments[0])
    assert not box.proposal.isHidden()
    assert "62" in box.proposal.text()
    with qtbot.waitSignal(box.assigned) as confirmed:  # the same one again: it is right
        box.box.activated.emit(0)
    assert confirmed.args == ["A"]
    state = review_of(proposed, log(AssignSpeaker((0,), "B")))
    box.show_segment(state, state.segments[0])
    assert box.proposal.isHidden()
    box.show_segment(state, None)
    assert box.proposal.isHidden()
    assert not box.isEnabled()


def test_the_session_has_title_note_tags_and_a_status(desk: Desk, qtbot: QtBot) -> None:
    session = desk.panel.session
    desk.panel.tabs.setCurrentIndex(1)
    session.title.setFocus()
    qtbot.keyClicks(session.title, "First visit")
    desk.after(session.note.setFocus)
    qtbot.keyClicks(session.note, "Cold room.")
    desk.after(session.tags.setFocus)
    qtbot.keyClicks(session.tags, "pilot")
    desk.after(lambda: qtbot.keyClick(session.tags, Qt.Key.Key_Return))
    desk.after(lambda: session.status.activated.emit(2))
    view = desk.bridge.snapshot.view
    assert (view.title, view.note, view.tags, view.status) == (
        "First visit",
        "Cold room.",
        ("pilot",),
        "reviewed",
    )


def test_a_consent_is_noted_changed_and_undone(desk: Desk, qtbot: QtBot) -> None:
    entry = desk.panel.session.consent
    desk.panel.tabs.setCurrentIndex(1)
    desk.after(entry.dated.click)
    today = entry.day.date().toPython()
    assert desk.bridge.snapshot.view.consent == Consent(today)
    entry.note.setFocus()
    qtbot.keyClicks(entry.note, "Ana and Bo, signed.")
    desk.after(lambda: qtbot.keyClick(entry.note, Qt.Key.Key_Return))
    assert desk.bridge.snapshot.view.consent == Consent(today, "Ana and Bo, signed.")
    desk.undo()
    assert desk.bridge.snapshot.view.consent == Consent(today)
    assert entry.note.text() == ""
