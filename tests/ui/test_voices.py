"""Calibration to a voice: made in a dialog, chosen on the settings page, seen on the live page."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QInputDialog, QMessageBox
from pytestqt.qtbot import QtBot

from emotion_desktop.composition import demo_recording
from emotion_desktop.domain.translatable import Message
from emotion_desktop.domain.voice_profile import VoiceProfile
from emotion_desktop.services.bridge.calibration import CalibrationBridge
from emotion_desktop.services.bridge.live import LiveBridge
from emotion_desktop.services.engine import EngineCache
from emotion_desktop.services.source_choice import AudioFileChoice, MicrophoneChoice
from emotion_desktop.storage.voice_profiles import VoiceProfiles
from emotion_desktop.ui.calibration.dialog import VoiceDialog
from emotion_desktop.ui.calibration_controller import CalibrationController
from emotion_desktop.ui.main_window import MainWindow
from emotion_desktop.ui.settings_store import SettingsStore
from tests.engine_double import EngineDouble
from tests.live_doubles import HandFedSource, VoiceActivityDouble

WAIT_MS = 20_000
ANNA = VoiceProfile(
    "one", "Anna", datetime(2026, 11, 22, 12, tzinfo=UTC), 24.1, "double", (0.1,) * 7
)


@pytest.fixture
def source() -> HandFedSource:
    return HandFedSource()


@pytest.fixture
def voices(
    engines: EngineCache[EngineDouble], source: HandFedSource, tmp_path: Path, qapp: object
) -> Iterator[CalibrationBridge]:
    VoiceProfiles(tmp_path / "voices").write(ANNA)
    bridge = CalibrationBridge(engines, lambda _: source, tmp_path / "voices", VoiceActivityDouble)
    yield bridge
    assert bridge.shut_down()


@dataclass
class Wired:
    """What a calibration controller has connected."""

    window: MainWindow
    live: LiveBridge
    voices: CalibrationBridge
    store: SettingsStore


@pytest.fixture
def wired(
    window: MainWindow,
    bridge: LiveBridge,
    voices: CalibrationBridge,
    store: SettingsStore,
    qtbot: QtBot,
) -> Wired:
    CalibrationController(window, bridge, voices, store)
    with qtbot.waitSignal(voices.found):
        voices.look()
    window.show_page("settings")
    return Wired(window, bridge, voices, store)


def choose(window: MainWindow, profile: VoiceProfile | None) -> None:
    box = window.settings.voice.box
    index = 0 if profile is None else 1
    box.setCurrentIndex(index)
    box.activated.emit(index)


@pytest.fixture
def microphone(wired: Wired, bridge: LiveBridge) -> MicrophoneChoice:
    """Return the only microphone that was found."""
    microphone = MicrophoneChoice("USB", "ALSA")
    bridge.microphones_found.emit([microphone])
    return microphone


def open_dialog(window: MainWindow) -> VoiceDialog:
    window.settings.voice.calibrate_button.click()
    (dialog,) = window.findChildren(VoiceDialog)
    return dialog


def start(window: MainWindow, source: HandFedSource) -> VoiceDialog:
    """Open the dialog and start to listen."""
    dialog = open_dialog(window)
    dialog.start_button.click()
    assert source.started.wait(20)
    return dialog


@pytest.mark.usefixtures("microphone")
def test_a_profile_is_made_chosen_and_used_by_the_next_session(
    wired: Wired,
    window: MainWindow,
    source: HandFedSource,
    engine: EngineDouble,
    qtbot: QtBot,
) -> None:
    dialog = open_dialog(window)
    dialog.name_edit.setText("Berta")
    dialog.start_button.click()
    assert source.started.wait(20)
    qtbot.waitUntil(lambda: "Read the text aloud now" in dialog.state.text())
    source.feed(8.0)
    qtbot.waitUntil(lambda: dialog.heard.text().startswith("8 s of speech"))
    assert not dialog.done_button.isEnabled()
    source.feed(4.0)
    qtbot.waitUntil(dialog.done_button.isEnabled)
    with qtbot.waitSignals([wired.voices.made, dialog.accepted], timeout=WAIT_MS):
        dialog.done_button.click()
    berta = wired.live.voice
    assert (berta.name, berta.speech_s) == ("Berta", pytest.approx(12.0, abs=0.1))
    assert wired.store.settings.voice_profile == berta.id
    assert window.settings.voice.box.currentText().startswith("Berta (")
    assert engine.threads == {"voice profiles"}


def test_the_live_page_shows_the_voice_that_a_session_is_calibrated_to(
    wired: Wired, window: MainWindow, bridge: LiveBridge, qtbot: QtBot
) -> None:
    choose(window, ANNA)
    for profile, text in (
        (ANNA, "Calibrated to Anna"),
        (replace(ANNA, bundle="older"), "▲ Not calibrated to Anna"),
        (None, ""),
    ):
        bridge.voice = profile
        with qtbot.waitSignal(bridge.session_started, timeout=WAIT_MS):
            window.live.start()
        assert window.live.strip.voice.isVisibleTo(window.live) == (profile is not None)
        assert not text or window.live.strip.voice.text() == text
        with qtbot.waitSignal(bridge.ended, timeout=WAIT_MS):
            window.live.stop()


def test_profiles_are_renamed_and_deleted_from_the_settings(
    wired: Wired, window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    field = window.settings.voice
    assert not field.rename_button.isEnabled()
    choose(window, ANNA)
    monkeypatch.setattr(QInputDialog, "getText", lambda *_, **__: (" Änne ", True))
    with qtbot.waitSignal(wired.voices.found):
        field.rename_button.click()
    assert field.box.currentText().startswith("Änne (")
    assert wired.live.voice.name == "Änne"
    monkeypatch.setattr(QMessageBox, "question", lambda *_: QMessageBox.StandardButton.Yes)
    with qtbot.waitSignal(wired.voices.found):
        field.delete_button.click()
    assert [field.box.itemText(i) for i in range(field.box.count())] == ["Any voice"]
    assert wired.store.settings.voice_profile == ""
    assert wired.live.voice is None


def test_it_is_said_where_a_profile_does_not_fit_or_models_cannot_be_calibrated(
    wired: Wired, window: MainWindow
) -> None:
    page = window.settings
    choose(window, ANNA)
    page.voice.set_models("double", True)
    assert not page.voice_note.isVisibleTo(page)
    page.voice.set_models("newer", True)
    assert "made with different models and is not used" in page.voice_note.text()
    assert page.voice_note.isVisibleTo(page)
    page.voice.set_models("older", False)
    assert "do not support calibration" in page.voice_note.text()
    assert not page.voice.calibrate_button.isEnabled()


@pytest.mark.usefixtures("microphone")
def test_giving_up_makes_no_profile_and_lets_go_of_the_microphone(
    wired: Wired,
    window: MainWindow,
    source: HandFedSource,
    qtbot: QtBot,
    tmp_path: Path,
) -> None:
    dialog = start(window, source)
    source.feed(20.0)
    with qtbot.waitSignals([wired.voices.cancelled, dialog.rejected], timeout=WAIT_MS):
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert source.stopped.is_set()
    assert len(list((tmp_path / "voices").iterdir())) == 1


@pytest.mark.usefixtures("microphone")
def test_the_dialog_waits_for_models_that_are_at_work(
    window: MainWindow,
    engine: EngineDouble,
    source: HandFedSource,
    qtbot: QtBot,
) -> None:
    at_work, go_on = threading.Event(), threading.Event()

    def measure(_sounds: object) -> tuple[float, ...]:
        at_work.set()
        assert go_on.wait(20)
        return (0.0,) * 7

    engine.voice_offset = measure
    dialog = start(window, source)
    source.feed(31.0)
    assert at_work.wait(20)
    dialog.reject()
    assert dialog.isVisible()
    with qtbot.waitSignal(dialog.rejected, timeout=WAIT_MS):
        go_on.set()


def test_too_little_speech_is_said_and_can_be_tried_again(
    wired: Wired,
    window: MainWindow,
    voices: CalibrationBridge,
    source: HandFedSource,
    qtbot: QtBot,
) -> None:
    dialog = open_dialog(window)
    assert "No microphone was found" in dialog.state.text()
    assert not dialog.start_button.isEnabled()
    dialog.choose_recording(AudioFileChoice(Path("neutral.wav"), "neutral.wav"))
    dialog.start_button.click()
    assert source.started.wait(20)
    source.feed(3.0)
    with qtbot.waitSignal(voices.failed, timeout=WAIT_MS):
        source.on_end(None)
    assert "Only 3 s of speech were heard" in dialog.state.text()
    assert dialog.start_button.isEnabled()
    dialog.reject()


def test_nothing_is_calibrated_while_a_session_goes_on(
    wired: Wired, window: MainWindow, bridge: LiveBridge, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(bridge.session_started, timeout=WAIT_MS):
        bridge.start(demo_recording())
    window.settings.voice.calibrate_button.click()
    assert window.findChildren(VoiceDialog) == []
    assert "The models are in use: live listening. Stop it first" in window.notice.label.text()
    with qtbot.waitSignal(bridge.ended, timeout=WAIT_MS):
        bridge.stop()


@pytest.mark.usefixtures("microphone")
def test_who_wants_to_listen_while_a_voice_is_measured_waits_and_is_told_for_whom(
    window: MainWindow,
    source: HandFedSource,
    bridge: LiveBridge,
    qtbot: QtBot,
) -> None:
    window.memory.choose_for_now(demo_recording())
    dialog = start(window, source)
    window.live.start()
    assert bridge.running
    assert "in use: voice calibration" in window.live.status.status.text
    with qtbot.waitSignal(bridge.session_started, timeout=WAIT_MS):
        dialog.reject()
    assert window.live.status.status.kind == "good"
    with qtbot.waitSignal(bridge.ended, timeout=WAIT_MS):
        window.live.stop()


@pytest.mark.usefixtures("microphone")
def test_a_voice_is_measured_as_soon_as_others_have_released_the_models(
    window: MainWindow,
    source: HandFedSource,
    engines: EngineCache[EngineDouble],
    qtbot: QtBot,
) -> None:
    dialog = open_dialog(window)
    with engines.request(Message("analysis of files")):
        dialog.start_button.click()
        assert not source.started.is_set()
    assert source.started.wait(20)
    with qtbot.waitSignal(dialog.rejected, timeout=WAIT_MS):
        dialog.reject()


@pytest.mark.usefixtures("microphone")
def test_who_gives_up_waiting_for_the_models_leaves_at_once(
    window: MainWindow,
    source: HandFedSource,
    engines: EngineCache[EngineDouble],
    qtbot: QtBot,
) -> None:
    dialog = open_dialog(window)
    with engines.request(Message("analysis of files")):
        dialog.start_button.click()
        with qtbot.waitSignal(dialog.rejected, timeout=WAIT_MS):
            dialog.reject()
        assert not engines.wanted
    assert not source.started.is_set()
