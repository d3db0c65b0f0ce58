"""The analysis queue within the whole program: who gets the models, and where results go."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from emotion_desktop.composition import Application, demo_recording
from emotion_desktop.launch import LaunchOptions
from emotion_desktop.services.analysis import analyse_file as analyser
from emotion_desktop.services.bridge.analysis import AnalysisBridge
from emotion_desktop.ui.settings_store import SettingsStore
from emotion_desktop.ui.widgets.export_dialog import ExportDialog
from tests.analysis_double import AnalysisDouble, write_audio
from tests.ui.conftest import MakeProgram
from tests.ui.showing import show

WAIT_MS = 20_000


@pytest.fixture
def analyses(monkeypatch: pytest.MonkeyPatch) -> AnalysisDouble:
    double = AnalysisDouble()
    monkeypatch.setattr(analyser, "analyse", double)
    return double


def test_who_listens_gets_the_models_from_the_queue_which_says_so_and_goes_on(
    make_program: MakeProgram, qtbot: QtBot, analyses: AnalysisDouble, tmp_path: Path
) -> None:
    analyses.held = {"a.wav"}
    program = make_program(LaunchOptions())
    window = program.window
    window.memory.choose_for_now(demo_recording())
    show(program)
    window.files_dropped.emit(write_audio(tmp_path / "in", "a.wav", "b.wav"))
    assert window.page == "analyse"
    qtbot.waitUntil(analyses.reached.is_set, timeout=WAIT_MS)
    window.show_page("live")
    window.live.start()
    assert "in use: analysing audio files" in window.live.status.status.text
    with qtbot.waitSignal(program.bridge.session_started, timeout=WAIT_MS):
        analyses.go_on.release()  # as between two pieces of the models' work
    summary = window.analyse.summary
    qtbot.waitUntil(lambda: "in use: live listening" in summary.phase.text(), timeout=WAIT_MS)
    assert program.analysis.status.n_done == 0
    with qtbot.waitSignal(program.bridge.ended, timeout=WAIT_MS):
        window.live.stop()
    qtbot.waitUntil(lambda: program.analysis.status.n_done == 2, timeout=WAIT_MS)
    assert analyses.begun == ["a.wav", "b.wav"]


def test_who_stops_waiting_for_the_models_leaves_them_to_the_queue(
    make_program: MakeProgram, qtbot: QtBot, analyses: AnalysisDouble, tmp_path: Path
) -> None:
    analyses.held = {"a.wav"}
    program = make_program(LaunchOptions())
    window = program.window
    window.memory.choose_for_now(demo_recording())
    show(program)
    window.files_dropped.emit(write_audio(tmp_path / "in", "a.wav"))
    qtbot.waitUntil(analyses.reached.is_set, timeout=WAIT_MS)
    window.live.start()
    with qtbot.waitSignal(program.bridge.ended, timeout=WAIT_MS):
        window.live.stop()
    assert not program.engines.wanted
    analyses.go_on.release()
    qtbot.waitUntil(lambda: program.analysis.status.n_done == 1, timeout=WAIT_MS)


def test_nothing_is_analysed_in_kiosk_mode_and_the_queue_goes_on_afterwards(
    make_program: MakeProgram, qtbot: QtBot, analyses: AnalysisDouble, tmp_path: Path
) -> None:
    analyses.held = {"a.wav"}
    program = make_program(LaunchOptions())
    show(program)
    program.window.files_dropped.emit(write_audio(tmp_path / "in", "a.wav", "b.wav"))
    qtbot.waitUntil(analyses.reached.is_set, timeout=WAIT_MS)
    with qtbot.waitSignal(program.kiosk_controller.entered, timeout=WAIT_MS):
        program.kiosk_controller.enter()
    kiosk = program.kiosk_controller.kiosk
    assert not kiosk.acceptDrops()
    analyses.go_on.release()
    assert program.analysis.status.phase == "paused"
    with qtbot.waitSignal(program.kiosk_controller.ended, timeout=WAIT_MS):
        kiosk.leave()
    qtbot.waitUntil(lambda: program.analysis.status.n_done == 2, timeout=WAIT_MS)


def test_the_queue_of_last_time_does_not_start_in_a_program_that_begins_in_kiosk_mode(
    make_program: MakeProgram, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Application, "_quit", lambda _self: None)
    started = []
    monkeypatch.setattr(AnalysisBridge, "start", lambda _self: started.append(1))
    program = make_program(LaunchOptions(demo=True, kiosk=True))
    show(program)
    with qtbot.waitSignal(program.kiosk_controller.kiosk.bridge.session_started, timeout=WAIT_MS):
        assert not program.window.isVisible()
    with qtbot.waitSignal(program.kiosk_controller.ended, timeout=WAIT_MS):
        program.kiosk_controller.kiosk.leave()
    assert started == []


def test_an_export_of_analysed_files_is_written_where_it_was_chosen(
    make_program: MakeProgram, qtbot: QtBot, analyses: AnalysisDouble, tmp_path: Path
) -> None:
    program = make_program(LaunchOptions())
    page = program.window.analyse
    show(program)
    program.window.files_dropped.emit(write_audio(tmp_path / "in", "a.wav", "b.wav"))
    qtbot.waitUntil(lambda: program.analysis.status.n_done == 2, timeout=WAIT_MS)
    page.table.selectAll()
    qtbot.waitUntil(lambda: all(row.session_id for row in page.table.selected), timeout=WAIT_MS)
    page.export_button.click()
    dialog = program.window.findChild(ExportDialog)
    qtbot.waitUntil(lambda: bool(dialog.formats), timeout=WAIT_MS)
    dialog.folder.setText(str(tmp_path / "out"))
    with qtbot.waitSignal(program.exports.ended, timeout=WAIT_MS) as ended:
        dialog.export_button.click()
    assert ended.args[0].failures == ()
    assert len(list((tmp_path / "out").glob("*.emotion.csv"))) == 2
    dialog.reject()


def test_notices_of_what_was_dropped_do_not_hide_each_other(
    make_program: MakeProgram, qtbot: QtBot, tmp_path: Path
) -> None:
    program = make_program(LaunchOptions())
    show(program)
    notice = program.window.notice
    program.window.files_dropped.emit([tmp_path / f"gone-{number}" for number in range(5)])
    qtbot.waitUntil(lambda: notice.label.text().endswith("and 2 more"), timeout=WAIT_MS)
    assert all(f"gone-{number} cannot be read" in notice.label.text() for number in range(3))
    program.window.files_dropped.emit([tmp_path / "nowhere"])
    qtbot.waitUntil(lambda: "nowhere" in notice.label.text(), timeout=WAIT_MS)
    assert "gone" not in notice.label.text()


def test_copying_is_one_choice_in_two_places(
    make_program: MakeProgram, store: SettingsStore
) -> None:
    choices = make_program(LaunchOptions()).window.analyse.choices
    choices.copying.click()
    assert store.settings.copies_audio
    store.update(copies_audio=False)
    assert not choices.copying.isChecked()


def test_the_machine_stays_awake_while_files_are_analysed(
    make_program: MakeProgram,
    qtbot: QtBot,
    analyses: AnalysisDouble,
    awake: list[str],
    tmp_path: Path,
) -> None:
    analyses.held = {"a.wav"}
    program = make_program(LaunchOptions())
    show(program)
    program.window.files_dropped.emit(write_audio(tmp_path / "in", "a.wav"))
    qtbot.waitUntil(lambda: awake == ["Analysing audio files"], timeout=WAIT_MS)
    analyses.go_on.release()
    qtbot.waitUntil(lambda: not awake, timeout=WAIT_MS)
    assert program.analysis.status.n_done == 1


def test_files_of_the_command_line_are_analysed_or_added_to_the_library(
    make_program: MakeProgram,
    qtbot: QtBot,
    analyses: AnalysisDouble,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    packed = tmp_path / "Monday.emotionsession"
    program = make_program(LaunchOptions(files=(*write_audio(tmp_path / "in", "a.wav"), packed)))
    unpacked: list[Path] = []
    monkeypatch.setattr(program.review_bridges.library, "unpack", unpacked.append)
    show(program)
    qtbot.waitUntil(lambda: program.analysis.status.n_done == 1, timeout=WAIT_MS)
    assert analyses.begun == ["a.wav"]
    assert unpacked == [packed]
    assert program.window.page == "analyse"
