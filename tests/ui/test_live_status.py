"""Every state of the live page says what goes on, and what to do."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.domain.live_events import (
    Failed,
    LabelCorrected,
    LoadChanged,
    LoadLevel,
    MarkerSet,
    ModelsLoaded,
    ModelsLoading,
    SessionStarted,
    SinkFailed,
    SourceEnded,
    SourceNotice,
)
from emotion_desktop.domain.plot_data import LiveCounters
from emotion_desktop.domain.session import Consent, RecorderState
from emotion_desktop.services.bridge.live import LiveBridge
from emotion_desktop.services.source_choice import AudioFileChoice, MicrophoneChoice
from emotion_desktop.ui.live.consent_dialog import ConsentDialog
from emotion_desktop.ui.live.page import LivePage
from emotion_desktop.ui.main_window import MainWindow
from tests.ui.live_events import utterance

STARTED = SessionStarted("USB microphone", datetime(2026, 1, 1, tzinfo=UTC), 0.0, {})


@pytest.fixture
def page(window: MainWindow) -> LivePage:
    return window.live


@pytest.fixture
def listening(page: LivePage, bridge: LiveBridge) -> LivePage:
    bridge.models_loaded.emit(ModelsLoaded({}))
    page.status.started(MicrophoneChoice("USB microphone", "ALSA"))
    bridge.session_started.emit(STARTED)
    assert said(page) == ("good", "Listening to USB microphone")
    return page


def said(page: LivePage) -> tuple[str, str]:
    assert page.strip.text.text() == page.status.status.text
    return page.status.status.kind, page.status.status.text


def test_a_recording_is_called_as_in_the_chooser(page: LivePage, bridge: LiveBridge) -> None:
    page.status.started(AudioFileChoice(Path("demo.flac"), "Demo audio"))
    bridge.session_started.emit(replace(STARTED, source="demo.flac"))
    assert said(page) == ("good", "Listening to Demo audio")


def test_loading_shows_how_far_it_is(page: LivePage, bridge: LiveBridge) -> None:
    bridge.models_progress.emit(ModelsLoading("libraries"))
    first = page.strip.progress.value()
    bridge.models_progress.emit(ModelsLoading("recogniser"))
    assert said(page) == ("busy", "Loading the models: speech recogniser")
    assert page.strip.progress.isVisibleTo(page)
    assert first < page.strip.progress.value() < page.strip.progress.maximum()
    bridge.models_loaded.emit(ModelsLoaded({}))
    assert said(page) == ("idle", "Ready. Press Space to start.")
    assert not page.strip.progress.isVisibleTo(page)


def test_a_lost_microphone_is_waited_for_and_its_return_ends_the_warning(
    listening: LivePage, bridge: LiveBridge
) -> None:
    bridge.source_noticed.emit(SourceNotice("lost", "USB microphone is gone", 3.0))
    kind, text = said(listening)
    assert kind == "warning"
    assert text == "USB microphone is gone. Listening resumes when the microphone is back."
    bridge.source_noticed.emit(SourceNotice("returned", "USB microphone is back", 9.0))
    assert said(listening) == ("good", "Listening to USB microphone")
    assert "USB microphone is back" in listening.times.transcript.toPlainText()


def test_what_a_played_recording_lacks_is_said_and_stays_at_its_place(
    listening: LivePage, bridge: LiveBridge
) -> None:
    hole = "4.0 s without sound at 7.4 s"
    bridge.source_noticed.emit(SourceNotice("recording", hole, 7.4))
    assert said(listening) == ("warning", f"{hole}.")
    assert hole in listening.times.transcript.toPlainText()


def test_another_microphone_and_a_slow_machine_are_both_said(
    listening: LivePage, bridge: LiveBridge
) -> None:
    bridge.source_noticed.emit(SourceNotice("moved", "The audio now comes from B", 3.0))
    bridge.load_changed.emit(LoadChanged("no words", 2.0, 4.0))
    kind, text = said(listening)
    assert kind == "warning"
    assert "from B." in text
    assert "Reduced quality" in text


@pytest.mark.parametrize("level", ["no provisional words", "longer hop", "smaller recogniser"])
def test_a_computer_that_keeps_up_again_is_not_called_slow(
    listening: LivePage, bridge: LiveBridge, level: LoadLevel
) -> None:
    bridge.load_changed.emit(LoadChanged(level, 1.0, 4.0))
    assert said(listening)[0] == "warning"
    assert "Reduced quality" in said(listening)[1]
    bridge.load_changed.emit(LoadChanged("full", 0.5, 9.0))
    assert said(listening)[0] == "good"


def test_a_listener_that_was_given_up_is_said(listening: LivePage, bridge: LiveBridge) -> None:
    error = UserFacingError("The disk is full", "Make room.")
    bridge.sink_failed.emit(SinkFailed("Recorder", error))
    assert said(listening) == ("warning", "The disk is full. Make room.")


def test_the_page_says_why_a_session_ended(listening: LivePage, bridge: LiveBridge) -> None:
    bridge.ended.emit(SourceEnded("talk.wav contains no audio"))
    assert said(listening) == ("error", "talk.wav contains no audio. Press Space to start again.")
    bridge.failed.emit(Failed(UserFacingError("No microphone", "Connect one.")))
    assert said(listening) == ("error", "No microphone. Connect one.")


def test_an_uncertain_result_is_a_result(listening: LivePage, bridge: LiveBridge) -> None:
    bridge.utterance_ready.emit(utterance(0, 1.0, "well maybe", uncertain=True))
    assert listening.state.label.text() == "Unclear"
    assert listening.state.detail.text() == "Fear (25%) or Anger (13%)."
    bridge.utterance_ready.emit(utterance(1, 4.0, "go away", label="anger"))
    assert listening.state.label.text() == "Anger"
    assert said(listening)[0] == "good"


def test_what_was_lost_is_counted(page: LivePage) -> None:
    page.strip.show_counters(LiveCounters())
    assert (page.strip.delay.text(), page.strip.losses.text()) == ("Delay —", "Nothing lost")
    page.strip.show_counters(
        LiveCounters(dropped_samples=8_000, skipped_segments=2, window_latency_s=0.1234)
    )
    assert page.strip.delay.text() == "Delay 123 ms"
    assert page.strip.losses.text() == "0.5 s of audio lost, utterances skipped: 2"


def test_a_number_corrects_the_newest_utterance_and_m_sets_a_marker(
    window: MainWindow, bridge: LiveBridge, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    asked: list[tuple[object, ...]] = []
    monkeypatch.setattr(bridge, "correct_label", lambda *args: asked.append(args))
    monkeypatch.setattr(bridge, "add_marker", lambda *args: asked.append(args))
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.keyClick(window, Qt.Key.Key_1)
    assert asked == []  # nothing was said yet
    for number in (4, 5):
        bridge.utterance_ready.emit(utterance(number, float(number), "go away"))
    qtbot.keyClick(window, Qt.Key.Key_7)
    qtbot.keyClick(window, Qt.Key.Key_M)
    assert asked == [(5, "surprise"), ("",)]
    bridge.label_corrected.emit(LabelCorrected(5, "surprise"))
    bridge.marker_set.emit(MarkerSet(6.0, ""))
    assert window.live.state.label.text() == "Surprise"
    assert "Surprise corrected from Fear" in window.live.times.transcript.toPlainText()


@pytest.mark.parametrize("place", ["transcript", "sound"])
def test_space_starts_where_the_focus_has_no_use_for_it(
    window: MainWindow,
    bridge: LiveBridge,
    place: str,
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
) -> None:
    times = window.live.times
    widget = {"transcript": times.transcript, "sound": times.sound}[place]
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    widget.setFocus()
    with qtbot.waitSignal(window.live.source_bar.start_asked, timeout=2000):
        monkeypatch.setattr(bridge, "start", lambda _choice: None)
        qtbot.keyClick(widget, Qt.Key.Key_Space)


def test_recording_can_be_asked_for_once_there_is_a_recorder(
    window: MainWindow, qtbot: QtBot
) -> None:
    page, button = window.live, window.live.source_bar.record_button
    assert not button.isVisible()
    page.toggle_recording()
    page.show_recorder_state(RecorderState())
    assert button.isVisible()
    with qtbot.waitSignal(page.record_asked, timeout=2000) as asked:
        page.toggle_recording()
    assert asked.args == [True]
    page.show_recorder_state(RecorderState(phase="recording"))
    assert button.text() == "Stop recording"


def test_a_consent_is_noted_for_one_recording(window: MainWindow, qtbot: QtBot) -> None:
    page, bar = window.live, window.live.source_bar
    page.show_recorder_state(RecorderState())
    assert bar.consent_button.text() == "Consent…"

    def sign() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, ConsentDialog)
        dialog.fields.note.setText("Ana, signed.")
        dialog.accept()

    QTimer.singleShot(0, sign)
    with qtbot.waitSignal(bar.consent_noted, timeout=2000) as noted:
        bar.consent_button.click()
    assert noted.args == [Consent(datetime.now().astimezone().date(), "Ana, signed.")]
    assert bar.consent_button.text() == "Consent ✓"
    assert bar.consent_button.accessibleName() == "Consent noted"
    page.show_recorder_state(RecorderState(phase="recording"))
    assert not bar.consent_button.isEnabled()
    page.show_recorder_state(RecorderState())
    assert bar.consent_button.text() == "Consent…"


def test_what_a_recording_loses_is_seen_while_it_goes_on(window: MainWindow) -> None:
    page = window.live
    label = page.strip.recording_losses
    page.show_recorder_state(RecorderState(phase="recording"))
    assert not label.isVisible()
    page.show_recorder_state(RecorderState(phase="recording", dropped_s=1.5, dropped_events=3))
    assert label.isVisible()
    assert label.text() == "▲ Missing from the recording: 1.5 s of audio, results: 3"
    page.show_recorder_state(RecorderState(phase="off", dropped_s=1.5, dropped_events=3))
    assert not label.isVisible()  # the notice of its end says it
