"""The whole program put together, on a double of the models: what the pieces do for each other."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from pytestqt.qtbot import QtBot

from emotion_desktop import composition
from emotion_desktop.composition import Application, outlets_of
from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.domain.live_events import Failed
from emotion_desktop.domain.live_options import LiveOptions
from emotion_desktop.domain.settings import Settings
from emotion_desktop.domain.translatable import Message
from emotion_desktop.domain.voice_profile import VoiceProfile
from emotion_desktop.launch import LaunchOptions
from emotion_desktop.services.recording import recovery
from emotion_desktop.services.recording.recovery import UnfinishedSession
from emotion_desktop.services.source_choice import MicrophoneChoice
from emotion_desktop.services.switchable_streams import SwitchableOutlets
from emotion_desktop.storage.voice_profiles import VoiceProfiles
from emotion_desktop.streaming.options import Address, OutletOptions
from emotion_desktop.ui.recovery.dialog import RecoveryDialog
from emotion_desktop.ui.settings_store import SettingsStore
from tests.engine_double import EngineDouble
from tests.ui.conftest import MakeProgram
from tests.ui.showing import show

WAIT_MS = 20_000


def test_kiosk_mode_takes_over_from_a_session_and_gives_back(
    make_program: MakeProgram, qtbot: QtBot
) -> None:
    program = make_program(LaunchOptions(demo=True))
    window = program.window
    with qtbot.waitSignal(program.bridge.session_started, timeout=WAIT_MS):
        show(program)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.keyClick(window, Qt.Key.Key_F11)
    qtbot.waitUntil(lambda: program.kiosk_controller.kiosk is not None, timeout=WAIT_MS)
    kiosk = program.kiosk_controller.kiosk
    assert kiosk.isVisible()
    assert not window.isVisible()
    assert not program.bridge.running
    qtbot.waitUntil(lambda: kiosk.bridge.running, timeout=WAIT_MS)
    with qtbot.waitSignal(kiosk.left, timeout=WAIT_MS):
        qtbot.keyClick(
            kiosk,
            Qt.Key.Key_F11,
            Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
        )
    assert window.isVisible()
    assert program.kiosk_controller.kiosk is None


def test_kiosk_mode_comes_at_once_and_listens_when_the_models_are_released(
    make_program: MakeProgram, qtbot: QtBot
) -> None:
    program = make_program(LaunchOptions(demo=True))
    others = program.engines.request(Message("analysis of files")).wait()
    show(program)
    qtbot.waitUntil(lambda: program.bridge.running)  # it waits, too, and gives way
    with qtbot.waitSignal(program.kiosk_controller.entered, timeout=WAIT_MS):
        program.kiosk_controller.enter()
    kiosk_bridge = program.kiosk_controller.kiosk.bridge
    qtbot.waitUntil(lambda: kiosk_bridge.running, timeout=WAIT_MS)
    with qtbot.waitSignal(kiosk_bridge.session_started, timeout=WAIT_MS):
        others.release()
    with qtbot.waitSignal(program.kiosk_controller.ended, timeout=WAIT_MS):
        program.kiosk_controller.kiosk.leave()


def test_kiosk_mode_uses_no_chosen_voice_and_normalises_nobody(
    make_program: MakeProgram,
    store: SettingsStore,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    made_at = datetime(2026, 11, 22, tzinfo=UTC)
    anna = VoiceProfile("one", "Anna", made_at, 24.1, EngineDouble.bundle_id, (0.1,) * 7)
    VoiceProfiles(tmp_path / "data" / "voices").write(anna)
    store.update(voice_profile="one")
    engine = EngineDouble()
    monkeypatch.setattr(composition, "load_engine", lambda *_: engine)
    program = make_program(LaunchOptions(demo=True))
    with qtbot.waitSignal(program.bridge.session_started, timeout=WAIT_MS):
        show(program)
    qtbot.waitUntil(lambda: program.bridge.voice == anna, timeout=WAIT_MS)
    with qtbot.waitSignal(program.bridge.ended, timeout=WAIT_MS):
        program.window.live.stop()
    with qtbot.waitSignal(program.bridge.session_started, timeout=WAIT_MS) as started:
        program.window.live.start()
    assert started.args[0].models["voice_profile"] == {"name": "Anna", "used": True}
    assert engine.voices[-1] == anna
    assert engine.comparing[-1]
    program.window.kiosk_asked.emit()
    qtbot.waitUntil(lambda: engine.voices[-1] is None, timeout=WAIT_MS)
    assert program.kiosk_controller.kiosk.bridge.voice is None
    assert not engine.comparing[-1]


def test_the_computer_stays_awake_for_a_session_and_for_all_of_kiosk_mode(
    make_program: MakeProgram, qtbot: QtBot, awake: list[str]
) -> None:
    program = make_program(LaunchOptions(demo=True))
    show(program)
    qtbot.waitUntil(lambda: awake == ["Listening to a voice"], timeout=WAIT_MS)
    assert program.bridge.running
    with qtbot.waitSignal(program.bridge.ended, timeout=WAIT_MS):
        program.window.live.stop()
    qtbot.waitUntil(lambda: not awake)
    program.window.kiosk_asked.emit()
    qtbot.waitUntil(lambda: len(awake) == 1)
    with qtbot.waitSignal(program.kiosk_controller.ended, timeout=WAIT_MS):
        program.kiosk_controller.kiosk.leave()
    qtbot.waitUntil(lambda: not awake)
    with qtbot.waitSignal(program.bridge.session_started, timeout=WAIT_MS):
        program.window.live.start()
    qtbot.waitUntil(lambda: len(awake) == 1)
    assert program.shut_down()
    assert awake == []


def test_a_session_that_fails_lets_the_machine_sleep(
    make_program: MakeProgram, qtbot: QtBot, awake: list[str]
) -> None:
    program = make_program(LaunchOptions(demo=True))
    show(program)
    qtbot.waitUntil(lambda: len(awake) == 1, timeout=WAIT_MS)
    program.bridge.failed.emit(Failed(UserFacingError("The microphone broke", "Mend it.")))
    qtbot.waitUntil(lambda: not awake)


def test_what_visitors_say_reaches_no_other_program(
    make_program: MakeProgram, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    quits = []
    monkeypatch.setattr(Application, "_quit", lambda _self: quits.append(1))
    program = make_program(LaunchOptions(demo=True, kiosk=True))
    told = []
    monkeypatch.setattr(SwitchableOutlets, "take", lambda _self, event: told.append(event))
    show(program)
    kiosk_bridge = program.kiosk_controller.kiosk.bridge
    with qtbot.waitSignal(kiosk_bridge.utterance_ready, timeout=WAIT_MS):
        assert not program.window.isVisible()
    assert told == []
    with qtbot.waitSignal(program.kiosk_controller.ended, timeout=WAIT_MS):
        program.kiosk_controller.kiosk.leave()
    assert quits == [1]


def test_settings_reach_the_next_session(
    make_program: MakeProgram, store: SettingsStore, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = []

    def note(choice: object) -> None:
        opened.append(choice)
        raise UserFacingError("There is no microphone", "Connect one.")

    monkeypatch.setattr(composition, "open_source", note)
    program = make_program(LaunchOptions())
    store.update(hop_s=1.0, provisional_words=False, channel=1)
    assert program.bridge.options == LiveOptions(3.0, 1.0, provisional_words=False)
    with qtbot.waitSignal(program.bridge.failed, timeout=WAIT_MS):
        program.bridge.start(MicrophoneChoice("USB", "ALSA"))
    assert opened == [MicrophoneChoice("USB", "ALSA", channel=1)]


def test_an_outlet_that_cannot_be_opened_is_said_in_the_window(
    make_program: MakeProgram, store: SettingsStore, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def open_none(options: OutletOptions) -> list[object]:
        if options == OutletOptions():
            return []
        raise UserFacingError("Port 9001 is taken", "Choose another one.")

    monkeypatch.setattr(composition, "open_outlets", open_none)
    program = make_program(LaunchOptions())
    show(program)
    with qtbot.waitSignal(program.outlets.failed):
        store.update(websocket=True, websocket_port=9001)
    assert program.window.notice.label.text() == "Port 9001 is taken. Choose another one."
    assert program.window.notice.isVisible()
    with qtbot.waitSignal(program.outlets.opened):
        store.update(websocket=False)
    assert program.window.settings.outlet_note.text() == ""


def unfinished(folder: Path, *, attempts: int = 0) -> UnfinishedSession:
    started = datetime(2026, 11, 22, tzinfo=UTC)
    return UnfinishedSession(
        folder, "20261122T093000Z-000001", started, "USB microphone", 75.0, attempts
    )


def test_a_session_that_was_cut_off_is_offered_after_the_first_paint(
    make_program: MakeProgram, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    session = unfinished(tmp_path)
    monkeypatch.setattr(recovery, "find_unfinished", lambda *_: [session])
    program = make_program(LaunchOptions())
    show(program)
    qtbot.waitUntil(lambda: program.window.findChild(RecoveryDialog) is not None)
    dialog = program.window.findChild(RecoveryDialog)
    assert list(dialog.rows) == ["20261122T093000Z-000001"]
    assert dialog.isVisible()
    dialog.close_button.click()
    qtbot.waitUntil(lambda: program.window.findChild(RecoveryDialog) is None)


def test_nothing_is_stored_unless_somebody_records(
    make_program: MakeProgram, qtbot: QtBot, tmp_path: Path
) -> None:
    program = make_program(LaunchOptions(demo=True))
    with qtbot.waitSignal(program.bridge.utterance_ready, timeout=WAIT_MS):
        show(program)
    with qtbot.waitSignal(program.bridge.ended, timeout=WAIT_MS):
        program.bridge.stop()
    assert not (tmp_path / "data").exists()


def test_flags_and_settings_switch_outlets_on() -> None:
    here, there = Address("127.0.0.1", 8765), Address("10.0.0.2", 9000)
    assert outlets_of(Settings(), OutletOptions()) == OutletOptions()
    chosen = Settings(lsl="network", osc=True, osc_address="10.0.0.2:9000", websocket=True)
    assert outlets_of(chosen, OutletOptions()) == OutletOptions(
        lsl_network=True, osc=there, websocket=here
    )
    flag = OutletOptions(osc=Address("127.0.0.1", 1))
    assert outlets_of(chosen, flag).osc == flag.osc
    with pytest.raises(UserFacingError, match="not a valid address"):
        outlets_of(Settings(osc=True, osc_address="nowhere"), OutletOptions())


def test_the_demo_needs_no_first_run(
    make_program: MakeProgram, store: SettingsStore, stored: QSettings, qtbot: QtBot
) -> None:
    stored.remove("window/welcomed")
    program = make_program(LaunchOptions(demo=True))
    assert program.window.first_run.isVisibleTo(program.window)
    with qtbot.waitSignal(program.bridge.session_started, timeout=WAIT_MS):
        show(program)
    assert program.window.live.isVisible()
    assert not store.welcomed  # it is shown at the next start without the demo


def test_what_was_given_up_is_said_on_the_first_page_and_can_be_tried_again(
    make_program: MakeProgram, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    given_up = unfinished(tmp_path, attempts=recovery.MAX_ATTEMPTS)
    left = [given_up]
    monkeypatch.setattr(recovery, "find_unrecoverable", lambda *_: list(left))
    program = make_program(LaunchOptions())
    notice = program.window.notice
    show(program)
    qtbot.waitUntil(notice.isVisible)
    assert "could not be recovered: 1" in notice.label.text()
    notice.offer_button.click()
    dialog = program.window.findChild(RecoveryDialog)
    assert dialog.isVisible()
    assert dialog.rows[given_up.id].recover_button.isEnabled()
    dialog.close_button.click()
    with qtbot.waitSignal(program.recovery.given_up):
        program.recovery.look()
    assert not notice.isVisible()  # it was understood
    left[0] = replace(given_up, id="20261122T093000Z-000002")
    program.recovery.look()
    qtbot.waitUntil(notice.isVisible)
    left.clear()  # recovered, or discarded
    program.recovery.look()
    qtbot.waitUntil(lambda: not notice.isVisible())


def test_recording_is_switched_by_its_key_and_told_of(
    make_program: MakeProgram, qtbot: QtBot, tmp_path: Path
) -> None:
    program = make_program(LaunchOptions(demo=True))
    window = program.window
    with qtbot.waitSignal(program.bridge.session_started, timeout=WAIT_MS):
        show(program)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)

    def press_record() -> None:
        qtbot.keyClick(window, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)

    # Not `waitSignal`: the state changes often, and would come to an object that is gone.
    written_s = [0.0]
    program.recorder.state_changed.connect(lambda state: written_s.append(state.seconds_written))
    press_record()
    qtbot.waitUntil(lambda: written_s[-1] > 0.5, timeout=WAIT_MS)
    assert window.live.source_bar.record_button.isChecked()
    press_record()
    qtbot.waitUntil(window.notice.isVisible, timeout=WAIT_MS)
    assert window.notice.label.text().startswith("Recording stopped.")
    assert str(tmp_path / "data") in window.notice.label.text()
    assert not window.live.source_bar.record_button.isChecked()
    assert list((tmp_path / "data" / "sessions").glob("*/*.flac"))


def test_smoothing_is_one_choice_in_two_places(
    make_program: MakeProgram, store: SettingsStore
) -> None:
    window = make_program(LaunchOptions()).window
    window.live.times.smooth.click()
    assert store.settings.smoothing
    store.update(smoothing=False)
    assert not window.live.times.smooth.isChecked()
