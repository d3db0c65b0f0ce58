"""A session is opened, read and moved about in; what goes wrong is said in words."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from emotion_desktop.domain.playback import Stretch
from emotion_desktop.domain.review import NameSpeaker, Rater, SetLabels, SetTitle
from emotion_desktop.domain.review_fold import review_of
from emotion_desktop.services.bridge.player import PlayerBridge
from emotion_desktop.services.bridge.session import SessionBridge, ShownSession
from emotion_desktop.ui.plots.time_plot import TimePlot
from emotion_desktop.ui.review.session_view import SessionView
from tests.review_doubles import log, utterance
from tests.ui.review_session.conftest import Keep, MakeTalk

OpenTalk = Callable[..., str]
EXACT_S = 0.02


@pytest.fixture
def read(session: SessionBridge) -> list[ShownSession]:
    """Return what was read of sessions, the newest last."""
    sessions: list[ShownSession] = []
    session.read.connect(sessions.append)
    return sessions


def is_seen(widget: QWidget, view: SessionView) -> bool:
    return widget.isVisibleTo(view)


def test_without_a_session_people_are_told_where_to_choose_one(view: SessionView) -> None:
    assert is_seen(view.empty, view)
    assert view.empty.label.text() == "Choose a session from the list"
    words_px = view.empty.label.fontMetrics().horizontalAdvance(view.empty.label.text())
    assert view.empty.label.width() >= words_px  # in one line
    view.playback.toggle()  # there is nothing to play, to go to or to repeat
    view.step(1.0)
    view.go_to_next()
    view.play_attended()
    view.transport.loop.click()
    assert not view.transport.loop.isChecked()
    assert view.session_id is None


def test_a_session_is_opened_with_its_utterances_curves_and_sound(
    view: SessionView, open_talk: OpenTalk, qtbot: QtBot
) -> None:
    opened: list[str] = []
    view.opened.connect(opened.append)
    session_id = open_talk()
    assert opened == [session_id]
    assert view.head.title.text() == "talk.wav"
    assert view.head.facts.text() == "0:20 · 3 utterances"
    assert [one.title for one in view.detail.lanes.in_view] == [
        "Happiness",
        "Sadness or Surprise",
        "Anger",
    ]
    assert "one two three four" in view.transcript.toPlainText()
    qtbot.waitUntil(lambda: len(view.detail.sound.wave.getData()[0]) > 100, timeout=60_000)


def click(plot: TimePlot, time_s: float, y: float, qtbot: QtBot) -> None:
    scene = plot.getViewBox().mapViewToScene(QPointF(time_s, y))
    qtbot.mouseClick(plot.viewport(), Qt.MouseButton.LeftButton, pos=plot.mapFromScene(scene))


def test_a_click_on_a_plot_goes_there_and_one_on_an_utterance_selects_it_too(
    view: SessionView, player: PlayerBridge, open_talk: OpenTalk, qtbot: QtBot
) -> None:
    open_talk()
    selected: list[int | None] = []
    view.segment_selected.connect(selected.append)
    for plot, time_s, y in (
        (view.detail.curves["fused"], 12.5, 0.5),
        (view.detail.sound, 3.5, 0.0),
        (view.detail.lanes, 4.5, 1.5),  # of the second speaker
    ):
        click(plot, time_s, y, qtbot)
        assert view.position_s == pytest.approx(time_s, abs=0.05)
        assert player.position_s == pytest.approx(view.position_s, abs=1e-6)
    assert selected == [1]
    assert view.selected_segment == 1


def test_a_click_on_a_word_goes_to_it_and_return_goes_to_that_at_the_text_cursor(
    view: SessionView, open_talk: OpenTalk, qtbot: QtBot
) -> None:
    open_talk()
    words = view.transcript.document().find("three")
    place = view.transcript.cursorRect(words).center()
    qtbot.mouseClick(view.transcript.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert view.position_s == pytest.approx(2.0)
    assert view.selected_segment == 0
    cursor = view.transcript.document().find("six")
    cursor.setPosition(cursor.selectionStart())
    view.transcript.setTextCursor(cursor)
    qtbot.keyClick(view.transcript, Qt.Key.Key_Return)
    assert view.position_s == pytest.approx(4.5)
    assert view.selected_segment == 1


def test_keys_step_through_time_and_from_utterance_to_utterance(
    view: SessionView, player: PlayerBridge, open_talk: OpenTalk, qtbot: QtBot
) -> None:
    open_talk(at_s=3.0)
    view.setFocus()
    shift, plain = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.NoModifier
    for key, modifier, there_s in (
        (Qt.Key.Key_Right, plain, 4.0),
        (Qt.Key.Key_Right, shift, 9.0),
        (Qt.Key.Key_Left, plain, 8.0),
        (Qt.Key.Key_Left, shift, 3.0),
        (Qt.Key.Key_PageDown, plain, 4.0),
        (Qt.Key.Key_PageDown, plain, 8.0),
        (Qt.Key.Key_PageUp, plain, 4.0),
        (Qt.Key.Key_PageUp, plain, 1.0),
        (Qt.Key.Key_Left, shift, 0.0),  # and no further
    ):
        qtbot.keyClick(view, key, modifier)
        assert view.position_s == pytest.approx(there_s)
    assert view.selected_segment == 0
    qtbot.keyClick(view, Qt.Key.Key_BracketRight)
    qtbot.waitUntil(lambda: player.state.speed == 1.25)
    qtbot.keyClick(view, Qt.Key.Key_BracketLeft)
    qtbot.keyClick(view, Qt.Key.Key_BracketLeft)
    qtbot.waitUntil(lambda: player.state.speed == 0.75)
    assert view.transport.speed.currentText() == "0.75\N{MULTIPLICATION SIGN}"


def test_keys_mark_a_part_from_its_beginning_to_its_end(
    view: SessionView, open_talk: OpenTalk, qtbot: QtBot
) -> None:
    open_talk(at_s=3.0)
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_I)
    view.seek(6.0)
    qtbot.keyClick(view, Qt.Key.Key_O)
    assert view.playback.looped == Stretch(3.0, 6.0)
    qtbot.keyClick(view, Qt.Key.Key_Escape)
    assert view.playback.looped is None


def test_corrections_are_shown_as_they_are_made(
    view: SessionView, read: list[ShownSession], open_talk: OpenTalk
) -> None:
    open_talk()
    view.select_segment(1)
    document = read[-1].document
    state = review_of(
        document.utterances,
        log(SetLabels(1, ("fear",)), NameSpeaker("Ben", "Benedict"), SetTitle("First talk")),
    )
    view.show_state(state)
    assert view.head.title.text() == "First talk"
    [one] = [one for one in view.detail.lanes.in_view if one.id == 1]
    assert (one.title, one.note, one.speaker) == ("✎ Fear", "corrected", "Benedict")
    assert "✎ Fear  corrected · Benedict" in view.transcript.toPlainText()
    assert view.selected_segment == 1
    gone = review_of([document.utterances[0]], ())
    view.show_state(gone)
    assert view.selected_segment is None
    assert "five six" not in view.transcript.toPlainText()


def test_a_blind_rater_sees_nothing_of_the_models(
    view: SessionView, read: list[ShownSession], open_talk: OpenTalk
) -> None:
    open_talk()
    view.select_segment(0)
    assert view.transport.attended.isEnabled()
    curves = view.detail.curves["fused"]
    assert len(curves.emotion_curves["anger"].getData()[0]) > 0
    state = review_of(read[-1].document.utterances, log(SetLabels(0, ("anger",))))
    view.show_state(state.seen_by(Rater("Cora")))
    assert {one.title for one in view.detail.lanes.in_view} == {"Not labelled"}
    assert len(curves.emotion_curves["anger"].getData()[0]) == 0
    assert not view.detail.sound.heat.isVisible()
    assert not view.transport.attended.isEnabled()
    for title in ("Happiness", "Anger", "Sadness"):
        assert title not in view.transcript.toPlainText()


def test_a_session_that_waits_for_its_rater_shows_nothing_of_the_models_before(
    view: SessionView, read: list[ShownSession], open_talk: OpenTalk
) -> None:
    view.waits_for_state = True
    open_talk()
    assert view.detail.lanes.in_view == []
    assert view.transcript.toPlainText() == ""
    view.show_state(review_of(read[-1].document.utterances, ()).seen_by(Rater("Cora")))
    assert len(view.detail.lanes.in_view) == 3


def test_a_session_that_is_not_there_is_told_and_can_be_tried_again(
    view: SessionView, keep: Keep, make_talk: MakeTalk, qtbot: QtBot
) -> None:
    view.open_session("20260101T000000Z-000000")
    assert is_seen(view.loading, view)
    qtbot.waitUntil(lambda: is_seen(view.error, view), timeout=60_000)
    assert "There is no session 20260101T000000Z-000000" in view.error.label.text()
    view.error.retry.click()
    assert is_seen(view.loading, view)
    qtbot.waitUntil(lambda: is_seen(view.error, view), timeout=60_000)
    with qtbot.waitSignal(view.opened, timeout=60_000):  # it holds nothing up
        view.open_session(keep(make_talk()))


def test_the_session_that_was_asked_for_last_is_shown(
    view: SessionView, keep: Keep, make_talk: MakeTalk, qtbot: QtBot
) -> None:
    first, second = keep(make_talk("a.wav")), keep(make_talk("b.wav"))
    opened: list[str] = []
    view.opened.connect(opened.append)
    view.open_session(first)
    with qtbot.waitSignal(view.opened, timeout=60_000):
        view.open_session(second, 8.0)
    assert (opened, view.head.title.text()) == ([second], "b.wav")
    assert view.position_s == pytest.approx(8.0)
    view.open_session(second, 4.0)  # it is shown already
    assert view.position_s == pytest.approx(4.0)
    assert opened == [second]


def test_an_utterance_that_is_selected_is_brought_into_view(
    view: SessionView, open_talk: OpenTalk
) -> None:
    open_talk()
    view.navigator.show(0.0, 3.0)
    view.select_segment(2)
    assert view.navigator.view[0] < 8.0 < view.navigator.view[1]
    shown = view.navigator.view
    view.select_segment(None)
    view.select_segment(2)
    assert view.navigator.view == shown


def turn_wheel(plot: TimePlot, modifier: Qt.KeyboardModifier) -> None:
    middle = QPointF(plot.viewport().rect().center())
    event = QWheelEvent(
        middle,
        QPointF(plot.viewport().mapToGlobal(middle.toPoint())),
        QPoint(),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        modifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(plot.viewport(), event)


def test_the_wheel_zooms_and_with_shift_it_pans(view: SessionView, open_talk: OpenTalk) -> None:
    open_talk()
    turn_wheel(view.detail.sound, Qt.KeyboardModifier.NoModifier)
    start_s, end_s = view.navigator.view
    assert end_s - start_s == pytest.approx(20.0 / 1.25)
    turn_wheel(view.detail.lanes, Qt.KeyboardModifier.ShiftModifier)
    assert view.navigator.view == pytest.approx((start_s - 1.6, end_s - 1.6))


def test_who_comes_from_a_search_sees_the_utterance_chosen_everywhere(
    view: SessionView, open_talk: OpenTalk
) -> None:
    open_talk(at_s=8.5)
    assert view.selected_segment == 2
    view.open_session(view.session_id, at_s=1.2)
    assert view.selected_segment == 0
    view.open_session(view.session_id, at_s=3.9)  # nobody speaks
    assert view.selected_segment is None


def test_the_transcript_stays_where_it_is_read_when_the_colours_change(
    view: SessionView, open_talk: OpenTalk
) -> None:
    open_talk()
    said = [utterance(number, 2.0 * number, "word " * 40) for number in range(60)]
    view.show_state(review_of(said, (), ()))
    view.select_segment(40)
    QApplication.processEvents()
    top = view.transcript.firstVisibleBlock().blockNumber()
    assert 30 < top <= 40
    for _ in range(3):
        view.transcript.apply_theme()
        QApplication.processEvents()
    assert view.transcript.firstVisibleBlock().blockNumber() == top
