"""A session is opened, read, played and moved about in; what goes wrong is said in words."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from emotion_desktop.domain.document import SessionDocument
from emotion_desktop.domain.playback import Stretch
from emotion_desktop.domain.review import NameSpeaker, Rater, SetLabels, SetTitle
from emotion_desktop.domain.review_fold import review_of
from emotion_desktop.services.bridge.player import PlayerBridge
from emotion_desktop.ui.plots.time_plot import TimePlot
from emotion_desktop.ui.review.page import ReviewPage
from emotion_desktop.ui.review.session_view import SessionView
from tests.review_doubles import log
from tests.ui.review_session.conftest import Keep, MakeTalk
from tests.unit.audio.output_double import LATENCY_S, OutputDouble

OpenTalk = Callable[..., str]
EXACT_S = 0.02


@pytest.fixture
def choose_file(monkeypatch: pytest.MonkeyPatch) -> Callable[[Path], None]:
    def choose(path: Path) -> None:
        answer = (str(path), "")
        monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args, **_options: answer)

    return choose


def is_seen(widget: QWidget, view: SessionView) -> bool:
    return widget.isVisibleTo(view)


def play(view: SessionView, player: PlayerBridge, output: OutputDouble, qtbot: QtBot) -> None:
    view.playback.toggle()
    qtbot.waitUntil(lambda: player.state.phase == "playing")
    output.play(2 * LATENCY_S)  # so that what is heard is what was asked for


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
    qtbot.waitUntil(lambda: len(view.detail.sound._wave.getData()[0]) > 100, timeout=60_000)


def test_what_is_heard_moves_the_cursor_and_lights_the_word(
    view: SessionView,
    player: PlayerBridge,
    output: OutputDouble,
    open_talk: OpenTalk,
    qtbot: QtBot,
) -> None:
    open_talk()
    view.seek(1.0)
    view.playback.toggle()
    qtbot.waitUntil(lambda: player.state.phase == "playing")
    output.play(0.75 + LATENCY_S)
    qtbot.waitUntil(lambda: abs(view.position_s - 1.75) < EXACT_S)
    assert view.transcript.lit_text == "two"
    assert view.detail.sound._place.value() == pytest.approx(1.75, abs=0.05)
    assert view.transport.time.text() == "0:01.7 / 0:20"


def click(plot: TimePlot, time_s: float, y: float, qtbot: QtBot) -> None:
    scene = plot._box.mapViewToScene(QPointF(time_s, y))
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


def test_space_plays_from_all_over_the_page_but_stays_a_blank_in_a_field(
    page: ReviewPage, view: SessionView, player: PlayerBridge, open_talk: OpenTalk, qtbot: QtBot
) -> None:
    open_talk()
    view.detail.sound.setFocus()
    qtbot.keyClick(view.detail.sound, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: player.state.phase == "playing")
    field = page.library
    assert isinstance(field, QLineEdit)
    field.setFocus()
    qtbot.keyClicks(field, "a b")
    assert field.text() == "a b"
    assert player.state.phase == "playing"
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: player.state.phase == "paused")


def test_a_marked_part_is_repeated_and_without_one_the_selected_utterance(
    view: SessionView,
    player: PlayerBridge,
    output: OutputDouble,
    open_talk: OpenTalk,
    qtbot: QtBot,
) -> None:
    open_talk()
    view.select_segment(1)
    view.transport.loop.click()
    qtbot.waitUntil(lambda: player.state.loop == Stretch(4.0, 5.0))
    assert view.position_s == pytest.approx(4.0)
    view.detail.sound.stretch_chosen.emit(12.0, 12.5)
    qtbot.waitUntil(lambda: player.state.loop == Stretch(12.0, 12.5))
    play(view, player, output, qtbot)
    output.play(1.2)
    qtbot.waitUntil(lambda: 12.0 <= view.position_s < 12.5)
    assert player.state.phase == "playing"
    view.playback.unmark()
    qtbot.waitUntil(lambda: player.state.loop is None)
    assert not view.transport.loop.isChecked()


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


def test_what_the_network_looked_at_is_played_and_then_it_is_still(
    view: SessionView,
    player: PlayerBridge,
    output: OutputDouble,
    open_talk: OpenTalk,
    qtbot: QtBot,
) -> None:
    open_talk()
    view.select_segment(0)  # it was looked at more and more towards its end at 3 s
    view.transport.attended.click()
    qtbot.waitUntil(lambda: player.state.phase == "playing")
    assert 2.2 < player.position_s < 2.6
    output.play(1.5)
    qtbot.waitUntil(lambda: player.state.phase == "paused")
    assert player.position_s == pytest.approx(3.0, abs=EXACT_S)


def test_corrections_are_shown_as_they_are_made(view: SessionView, open_talk: OpenTalk) -> None:
    open_talk()
    view.select_segment(1)
    document = session_document(view)
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


def session_document(view: SessionView) -> SessionDocument:
    assert view._shown is not None
    return view._shown.document


def test_a_blind_rater_sees_nothing_of_the_models(
    view: SessionView, open_talk: OpenTalk, qtbot: QtBot
) -> None:
    open_talk()
    view.select_segment(0)
    assert view.transport.attended.isEnabled()
    curves = view.detail.curves["fused"]
    assert len(curves._curves["anger"].getData()[0]) > 0
    state = review_of(session_document(view).utterances, log(SetLabels(0, ("anger",))))
    view.show_state(state.seen_by(Rater("Cora")))
    assert {one.title for one in view.detail.lanes.in_view} == {"Not labelled"}
    assert len(curves._curves["anger"].getData()[0]) == 0
    assert not view.detail.sound._heat.isVisible()
    assert not view.transport.attended.isEnabled()
    for title in ("Happiness", "Anger", "Sadness"):
        assert title not in view.transcript.toPlainText()


def test_a_session_that_waits_for_its_rater_shows_nothing_of_the_models_before(
    view: SessionView, open_talk: OpenTalk
) -> None:
    view.waits_for_state = True
    open_talk()
    assert view.detail.lanes.in_view == []
    assert view.transcript.toPlainText() == ""
    view.show_state(review_of(session_document(view).utterances, ()).seen_by(Rater("Cora")))
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


def test_a_file_that_was_moved_is_asked_for_and_known_by_its_hash(
    view: SessionView,
    keep: Keep,
    make_talk: MakeTalk,
    qtbot: QtBot,
    choose_file: Callable[[Path], None],
) -> None:
    talk, other = make_talk(), make_talk("other.wav", channels=2)
    session_id = keep(talk)
    moved = talk.rename(talk.with_name("renamed.wav"))
    view.open_session(session_id)
    qtbot.waitUntil(lambda: is_seen(view.notice.find_button, view), timeout=60_000)
    assert "is no longer at" in view.notice.label.text()
    assert "one two three four" in view.transcript.toPlainText()  # it can be read all the same
    view.playback.toggle()
    assert view._player.state.phase == "empty"
    choose_file(other)
    view.notice.find_button.click()
    qtbot.waitUntil(lambda: "is not the audio of this session" in view.notice.label.text())
    view.seek(2.0)
    choose_file(moved)
    view.notice.find_button.click()
    player = view._player
    qtbot.waitUntil(lambda: player.state.phase == "paused", timeout=60_000)
    assert player.state.path == moved
    assert player.position_s == pytest.approx(2.0)
    assert not is_seen(view.notice, view)


def test_seven_channels_are_heard_as_their_mean(
    view: SessionView,
    player: PlayerBridge,
    output: OutputDouble,
    open_talk: OpenTalk,
    qtbot: QtBot,
) -> None:
    open_talk(channels=7)
    assert view.head.facts.text() == "0:20 · 7 channels · 3 utterances"
    play(view, player, output, qtbot)
    frames = output.play(0.5)
    assert abs(frames).max() > 0.01
    assert (frames[:, 0] == frames[:, 1]).all()


def test_a_loudspeaker_that_is_gone_pauses_and_is_told(
    view: SessionView,
    player: PlayerBridge,
    output: OutputDouble,
    open_talk: OpenTalk,
    qtbot: QtBot,
) -> None:
    open_talk(at_s=5.0)
    play(view, player, output, qtbot)
    output.unplug()
    qtbot.waitUntil(lambda: is_seen(view.notice, view))
    assert "Fake was disconnected" in view.notice.label.text()
    assert not is_seen(view.notice.find_button, view)
    assert player.state.phase == "paused"
    assert 5.0 < view.position_s < 6.0
    play(view, player, output, qtbot)
    assert not is_seen(view.notice, view)


def test_without_a_loudspeaker_it_says_so(
    view: SessionView, output: OutputDouble, open_talk: OpenTalk, qtbot: QtBot
) -> None:
    open_talk()
    output.missing = True
    view.playback.toggle()
    qtbot.waitUntil(lambda: is_seen(view.notice, view))
    assert "No loudspeaker was found" in view.notice.label.text()


def test_the_view_follows_what_is_heard_but_not_where_somebody_looks_elsewhere(
    view: SessionView,
    player: PlayerBridge,
    output: OutputDouble,
    open_talk: OpenTalk,
    qtbot: QtBot,
) -> None:
    open_talk(at_s=3.8)
    view.navigator.show(0.0, 4.0)
    play(view, player, output, qtbot)
    output.play(0.5)
    qtbot.waitUntil(lambda: view.navigator.view[0] > 3.0)
    view.navigator.show(14.0, 18.0)
    output.play(0.5)
    qtbot.waitUntil(lambda: view.position_s > 4.6)
    assert view.navigator.view == (14.0, 18.0)


def test_another_page_is_not_talked_over(
    view: SessionView,
    player: PlayerBridge,
    output: OutputDouble,
    open_talk: OpenTalk,
    qtbot: QtBot,
) -> None:
    open_talk()
    play(view, player, output, qtbot)
    view.window().hide()
    qtbot.waitUntil(lambda: player.state.phase == "paused")


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


def test_what_was_set_before_there_was_sound_counts_once_there_is(
    view: SessionView, player: PlayerBridge, open_talk: OpenTalk, qtbot: QtBot
) -> None:
    view.transport.volume.setValue(40)
    view.transport.step_speed(1)
    open_talk()
    qtbot.waitUntil(lambda: player.state.volume == pytest.approx(0.4))
    assert player.state.speed == 1.25


def test_arrow_keys_on_the_volume_change_it_and_nothing_else(
    view: SessionView, player: PlayerBridge, open_talk: OpenTalk, qtbot: QtBot
) -> None:
    open_talk(at_s=3.0)
    view.transport.volume.setFocus()
    qtbot.keyClick(view.transport.volume, Qt.Key.Key_Left)
    qtbot.waitUntil(lambda: player.state.volume == pytest.approx(0.99))
    assert view.position_s == pytest.approx(3.0)
