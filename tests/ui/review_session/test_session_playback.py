"""A session is played: what is heard is shown, and what goes wrong is said in words."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLineEdit
from pytestqt.qtbot import QtBot

from emotion_desktop.domain.playback import PlaybackPhase, Stretch
from emotion_desktop.services.bridge.player import PlayerBridge
from emotion_desktop.ui.review.page import ReviewPage
from emotion_desktop.ui.review.session_view import SessionView
from tests.ui.review_session.conftest import Keep, MakeTalk
from tests.unit.audio.output_double import LATENCY_S, OutputDouble

EXACT_S = 0.02


@dataclass
class Listener:
    """Somebody before a session view, and the loudspeaker that they hear."""

    view: SessionView
    player: PlayerBridge
    output: OutputDouble
    open: Callable[..., str]
    qtbot: QtBot

    def wait_for(self, phase: PlaybackPhase) -> None:
        self.qtbot.waitUntil(lambda: self.player.state.phase == phase)

    def play(self) -> None:
        self.view.playback.toggle()
        self.wait_for("playing")
        self.output.play(2 * LATENCY_S)  # so that what is heard is what was asked for

    def wait_for_notice(self, words: str) -> None:
        self.qtbot.waitUntil(lambda: self.view.notice.isVisibleTo(self.view))
        assert words in self.view.notice.label.text()


@pytest.fixture
def listener(
    view: SessionView,
    player: PlayerBridge,
    output: OutputDouble,
    open_talk: Callable[..., str],
    qtbot: QtBot,
) -> Listener:
    return Listener(view, player, output, open_talk, qtbot)


@pytest.fixture
def choose_file(monkeypatch: pytest.MonkeyPatch) -> Callable[[Path], None]:
    def choose(path: Path) -> None:
        answer = (str(path), "")
        monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args, **_options: answer)

    return choose


def test_what_is_heard_moves_the_cursor_and_lights_the_word(
    listener: Listener, qtbot: QtBot
) -> None:
    view = listener.view
    listener.open()
    view.seek(1.0)
    view.playback.toggle()
    listener.wait_for("playing")
    listener.output.play(0.75 + LATENCY_S)
    qtbot.waitUntil(lambda: abs(view.position_s - 1.75) < EXACT_S)
    assert view.transcript.lit_text == "two"
    assert view.detail.sound.place_line.value() == pytest.approx(1.75, abs=0.05)
    assert view.transport.time.text() == "0:01.7 / 0:20"


def test_space_plays_from_all_over_the_page_but_stays_a_blank_in_a_field(
    page: ReviewPage, listener: Listener, qtbot: QtBot
) -> None:
    view = listener.view
    listener.open()
    view.detail.sound.setFocus()
    qtbot.keyClick(view.detail.sound, Qt.Key.Key_Space)
    listener.wait_for("playing")
    field = page.library
    assert isinstance(field, QLineEdit)
    field.setFocus()
    qtbot.keyClicks(field, "a b")
    assert field.text() == "a b"
    assert listener.player.state.phase == "playing"
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_Space)
    listener.wait_for("paused")


def test_a_marked_part_is_repeated_and_without_one_the_selected_utterance(
    listener: Listener, qtbot: QtBot
) -> None:
    view, player = listener.view, listener.player
    listener.open()
    view.select_segment(1)
    view.transport.loop.click()
    qtbot.waitUntil(lambda: player.state.loop == Stretch(4.0, 5.0))
    assert view.position_s == pytest.approx(4.0)
    view.detail.sound.stretch_chosen.emit(12.0, 12.5)
    qtbot.waitUntil(lambda: player.state.loop == Stretch(12.0, 12.5))
    listener.play()
    listener.output.play(1.2)
    qtbot.waitUntil(lambda: 12.0 <= view.position_s < 12.5)
    assert player.state.phase == "playing"
    view.playback.unmark()
    qtbot.waitUntil(lambda: player.state.loop is None)
    assert not view.transport.loop.isChecked()


def test_what_the_network_looked_at_is_played_and_then_it_is_still(listener: Listener) -> None:
    listener.open()
    listener.view.select_segment(0)  # it was looked at more and more towards its end at 3 s
    listener.view.transport.attended.click()
    listener.wait_for("playing")
    assert 2.2 < listener.player.position_s < 2.6
    listener.output.play(1.5)
    listener.wait_for("paused")
    assert listener.player.position_s == pytest.approx(3.0, abs=EXACT_S)


def test_seven_channels_are_heard_as_their_mean(listener: Listener) -> None:
    listener.open(channels=7)
    assert listener.view.head.facts.text() == "0:20 · 7 channels · 3 utterances"
    listener.play()
    frames = listener.output.play(0.5)
    assert abs(frames).max() > 0.01
    assert (frames[:, 0] == frames[:, 1]).all()


def test_a_loudspeaker_that_is_gone_pauses_and_is_told(listener: Listener) -> None:
    view = listener.view
    listener.open(at_s=5.0)
    listener.play()
    listener.output.unplug()
    listener.wait_for_notice("Fake was disconnected")
    assert not view.notice.find_button.isVisibleTo(view)
    assert listener.player.state.phase == "paused"
    assert 5.0 < view.position_s < 6.0
    listener.play()
    assert not view.notice.isVisibleTo(view)


def test_without_a_loudspeaker_it_says_so(listener: Listener) -> None:
    listener.open()
    listener.output.missing = True
    listener.view.playback.toggle()
    listener.wait_for_notice("No loudspeaker was found")


def test_a_file_that_was_moved_is_asked_for_and_known_by_its_hash(
    listener: Listener,
    keep: Keep,
    make_talk: MakeTalk,
    qtbot: QtBot,
    choose_file: Callable[[Path], None],
) -> None:
    view, player = listener.view, listener.player
    talk, other = make_talk(), make_talk("other.wav", channels=2)
    session_id = keep(talk)
    moved = talk.rename(talk.with_name("renamed.wav"))
    view.open_session(session_id)
    qtbot.waitUntil(lambda: view.notice.find_button.isVisibleTo(view), timeout=60_000)
    assert "is no longer at" in view.notice.label.text()
    assert "one two three four" in view.transcript.toPlainText()  # it can be read all the same
    view.playback.toggle()
    assert player.state.phase == "empty"
    choose_file(other)
    view.notice.find_button.click()
    qtbot.waitUntil(lambda: "is not the audio of this session" in view.notice.label.text())
    view.seek(2.0)
    choose_file(moved)
    view.notice.find_button.click()
    qtbot.waitUntil(lambda: player.state.phase == "paused", timeout=60_000)
    assert player.state.path == moved
    assert player.position_s == pytest.approx(2.0)
    assert not view.notice.isVisibleTo(view)


def test_the_view_follows_what_is_heard_but_not_where_somebody_looks_elsewhere(
    listener: Listener, qtbot: QtBot
) -> None:
    view = listener.view
    listener.open(at_s=3.8)
    view.navigator.show(0.0, 4.0)
    listener.play()
    listener.output.play(0.5)
    qtbot.waitUntil(lambda: view.navigator.view[0] > 3.0)
    view.navigator.show(14.0, 18.0)
    listener.output.play(0.5)
    qtbot.waitUntil(lambda: view.position_s > 4.6)
    assert view.navigator.view == (14.0, 18.0)


def test_another_page_is_not_talked_over(listener: Listener) -> None:
    listener.open()
    listener.play()
    listener.view.window().hide()
    listener.wait_for("paused")


def test_what_was_set_before_there_was_sound_counts_once_there_is(
    listener: Listener, qtbot: QtBot
) -> None:
    listener.view.transport.volume.setValue(40)
    listener.view.transport.step_speed(1)
    listener.open()
    qtbot.waitUntil(lambda: listener.player.state.volume == pytest.approx(0.4))
    assert listener.player.state.speed == 1.25


def test_arrow_keys_on_the_volume_change_it_and_nothing_else(
    listener: Listener, qtbot: QtBot
) -> None:
    view = listener.view
    listener.open(at_s=3.0)
    view.transport.volume.setFocus()
    qtbot.keyClick(view.transport.volume, Qt.Key.Key_Left)
    qtbot.waitUntil(lambda: listener.player.state.volume == pytest.approx(0.99))
    assert view.position_s == pytest.approx(3.0)
