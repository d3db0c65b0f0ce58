"""The Analyse page on a double of the analysis: files dropped, analysed, told of, and kept."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtWidgets import QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from emotion_desktop.services.bridge.analysis import AnalysisBridge
from emotion_desktop.services.bridge.live import LiveBridge
from emotion_desktop.services.recording.library import list_sessions
from emotion_desktop.storage.session_folder import DATABASE_NAME
from emotion_desktop.ui.analyse.page import AnalysePage
from emotion_desktop.ui.analyse.queue_model import Column
from emotion_desktop.ui.main_window import MainWindow
from tests.analysis_double import AnalysisDouble, write_audio
from tests.ui.analyse.queue_desk import WAIT_MS, drop, press, select, texts, wait_until_over


def test_files_and_folders_are_dropped_anywhere_and_come_into_the_library(
    window: MainWindow, page: AnalysePage, qtbot: QtBot, tmp_path: Path
) -> None:
    dropped = []
    window.files_dropped.connect(dropped.append)
    [single] = write_audio(tmp_path / "one", "z.wav")
    write_audio(tmp_path / "many", "a.wav", "b.flac")
    window.show_page("settings")
    assert not drop(window, QUrl("https://example.org/talk.wav"))
    assert drop(window, QUrl.fromLocalFile(str(single)), QUrl.fromLocalFile(f"{tmp_path}/many"))
    assert dropped == [[single, tmp_path / "many"]]
    assert not any(field.acceptDrops() for field in window.findChildren(QLineEdit))
    assert page.empty.isVisibleTo(page)
    page.add(dropped[0])
    wait_until_over(page, qtbot, 3)
    assert page.table.isVisibleTo(page)
    assert texts(page, Column.FILE) == ["z.wav", "a.wav", "b.flac"]
    assert texts(page, Column.STATE) == ["Done", "Done", "Done"]
    assert texts(page, Column.LENGTH) == ["0:01", "0:01", "0:01"]
    kept = {session.id for session in list_sessions(tmp_path / "data", pytest.fail)}
    assert {page.model.row_at(place).session_id for place in range(3)} == kept
    qtbot.waitUntil(lambda: "3 of 3 files analysed" in page.summary.counts.text())
    assert page.summary.bar.value() == page.summary.bar.maximum()


def test_a_copy_of_the_sound_is_kept_where_that_is_chosen(
    page: AnalysePage, qtbot: QtBot, tmp_path: Path
) -> None:
    assert "stay where they are" in page.choices.note.text()
    page.choices.copying.click()
    assert "lossless copy" in page.choices.note.text()
    page.choices.channel.setCurrentIndex(page.choices.channel.findData("each"))
    page.add(write_audio(tmp_path / "in", "a.wav"))
    wait_until_over(page, qtbot, 1)
    row = page.model.row_at(0)
    assert (row.state, row.channel) == ("done", "each")
    [copy] = (tmp_path / "data" / "sessions" / row.session_id).glob("*.flac")
    assert copy.stat().st_size > 0


def test_speakers_are_told_apart_where_that_is_chosen(
    page: AnalysePage, qtbot: QtBot, tmp_path: Path
) -> None:
    speakers = page.choices.speakers
    assert page.choices.choices.speakers == "off"
    speakers.setCurrentIndex(speakers.findData(2))
    page.add(write_audio(tmp_path / "in", "a.wav"))
    wait_until_over(page, qtbot, 1)
    assert page.model.row_at(0).speakers == 2
    page.choices.channel.setCurrentIndex(page.choices.channel.findData("each"))
    assert not speakers.isEnabled()
    assert page.choices.choices.speakers == "off"


def test_the_queue_is_paused_and_goes_on_by_button_and_key(
    page: AnalysePage, qtbot: QtBot, analyses: AnalysisDouble, tmp_path: Path
) -> None:
    analyses.held = {"a.wav"}
    page.add(write_audio(tmp_path / "in", "a.wav", "b.wav"))
    qtbot.waitUntil(analyses.reached.is_set, timeout=WAIT_MS)
    qtbot.waitUntil(lambda: texts(page, Column.STATE) == ["Analysing…", "Waiting"])
    qtbot.waitUntil(lambda: texts(page, Column.PROGRESS) == ["50%", ""])  # told a moment later
    page.summary.pause_button.click()
    qtbot.waitUntil(lambda: page.summary.phase.text() == "Paused.")
    assert texts(page, Column.STATE) == ["Paused", "Waiting"]
    assert page.summary.pause_button.text() == "Resume"
    analyses.go_on.release()
    press(page, qtbot, Qt.Key.Key_P)
    wait_until_over(page, qtbot, 2)
    assert analyses.begun == ["a.wav", "b.wav"]


def test_the_pause_key_does_nothing_while_nothing_is_queued(
    page: AnalysePage, analysis: AnalysisBridge, qtbot: QtBot, tmp_path: Path
) -> None:
    press(page, qtbot, Qt.Key.Key_P)
    assert analysis.status.phase == "idle"
    page.add(write_audio(tmp_path / "in", "a.wav"))
    wait_until_over(page, qtbot, 1)


def test_files_are_cancelled_tried_again_and_removed(
    page: AnalysePage, qtbot: QtBot, analyses: AnalysisDouble, tmp_path: Path
) -> None:
    analyses.held = {"a.wav"}
    page.add(write_audio(tmp_path / "in", "a.wav", "b.wav", "c.wav"))
    qtbot.waitUntil(analyses.reached.is_set, timeout=WAIT_MS)
    qtbot.waitUntil(lambda: page.model.rowCount() == 3)
    assert not page.cancel_button.isEnabled()
    select(page, 1)
    assert page.cancel_button.isEnabled()
    assert not page.retry_button.isEnabled()
    page.cancel_button.click()
    qtbot.waitUntil(lambda: texts(page, Column.STATE)[1] == "Cancelled")
    page.summary.cancel_all_button.click()
    analyses.go_on.release()
    wait_until_over(page, qtbot, 3)
    assert texts(page, Column.STATE) == ["Cancelled"] * 3
    assert analyses.begun == ["a.wav"]
    select(page, 1)
    page.retry_button.click()
    qtbot.waitUntil(lambda: texts(page, Column.STATE)[1] == "Done", timeout=WAIT_MS)
    select(page, 0, 2)
    press(page, qtbot, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: texts(page, Column.FILE) == ["b.wav"])
    assert len(list_sessions(tmp_path / "data", pytest.fail)) == 1


def test_an_error_stands_in_its_row_and_in_full_for_keyboard_and_screen_reader(
    page: AnalysePage, qtbot: QtBot, tmp_path: Path
) -> None:
    broken = tmp_path / "in" / "broken.wav"
    paths = [broken, *write_audio(tmp_path / "in", "good.wav")]
    broken.write_bytes(b"this is no sound" * 10)
    page.add(paths)
    wait_until_over(page, qtbot, 2)
    assert texts(page, Column.STATE)[1] == "Done"
    cell = page.model.index(0, Column.STATE)
    assert page.model.data(cell).startswith("This file is not an audio file")
    full = f"{broken} is not an audio file"
    assert page.model.data(cell, Qt.ItemDataRole.ToolTipRole).startswith(full)
    assert page.model.data(cell, Qt.ItemDataRole.AccessibleTextRole) == page.model.data(cell)
    assert not page.reason.isVisible()
    select(page, 0)
    assert page.reason.isVisible()
    assert page.reason.text().startswith(full)
    assert page.reason.focusPolicy() & Qt.FocusPolicy.TabFocus
    select(page, 1)
    assert not page.reason.isVisible()


def test_enter_and_double_click_open_what_is_done_and_nothing_else(
    page: AnalysePage, qtbot: QtBot, tmp_path: Path
) -> None:
    broken = tmp_path / "broken.wav"
    broken.write_bytes(b"nothing")
    page.add([*write_audio(tmp_path / "in", "good.wav"), broken])
    wait_until_over(page, qtbot, 2)
    opened = []
    page.session_opened.connect(opened.append)
    select(page, 1)
    press(page, qtbot, Qt.Key.Key_Return)
    assert opened == []
    select(page, 0)
    press(page, qtbot, Qt.Key.Key_Return)
    session_id = page.model.row_at(0).session_id
    assert opened == [session_id]
    middle = page.table.visualRect(page.model.index(0, Column.STATE)).center()
    qtbot.mouseClick(page.table.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    qtbot.mouseDClick(page.table.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    assert opened == [session_id, session_id]


def test_several_results_are_exported_at_once(
    page: AnalysePage, qtbot: QtBot, tmp_path: Path
) -> None:
    page.add(write_audio(tmp_path / "in", "a.wav", "b.wav"))
    wait_until_over(page, qtbot, 2)
    select(page, 0, 1)
    with qtbot.waitSignal(page.export_asked) as asked:
        press(page, qtbot, Qt.Key.Key_E, ctrl=True)
    titles = {page.model.row_at(place).session_id: f"{'ab'[place]}.wav" for place in (0, 1)}
    assert asked.args == [titles]


def test_a_library_that_another_program_holds_is_waited_for_and_nothing_is_lost(
    page: AnalysePage,
    qtbot: QtBot,
    analyses: AnalysisDouble,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("emotion_desktop.services.bridge.analysis.LIBRARY_PATIENCE_S", 0.1)
    first, second = write_audio(tmp_path / "in", "a.wav", "b.wav")
    page.add([first])
    wait_until_over(page, qtbot, 1)
    other = sqlite3.connect(tmp_path / "data" / DATABASE_NAME)
    other.execute("BEGIN EXCLUSIVE")
    page.add([second])
    qtbot.waitUntil(page.summary.problem.isVisible, timeout=WAIT_MS)
    assert "Another program is using the library" in page.summary.problem.text()
    assert texts(page, Column.STATE) == ["Done", "Adding to the library…"]
    page.summary.pause_button.click()
    qtbot.waitUntil(lambda: texts(page, Column.STATE) == ["Done", "Waiting"], timeout=WAIT_MS)
    other.close()
    page.summary.pause_button.click()
    wait_until_over(page, qtbot, 2)
    assert texts(page, Column.STATE) == ["Done", "Done"]
    assert analyses.begun == ["a.wav", "b.wav"]
    qtbot.waitUntil(lambda: not page.summary.problem.isVisible(), timeout=WAIT_MS)


@pytest.fixture
def next_analysis(
    engines: object, analysis: AnalysisBridge, tmp_path: Path
) -> Iterator[AnalysisBridge]:
    """Return the queue of the next start of the program."""
    following = AnalysisBridge(engines, tmp_path / "data")
    yield following
    assert following.shut_down()


def test_the_queue_is_seen_again_after_a_restart(
    page: AnalysePage,
    analysis: AnalysisBridge,
    *,
    next_analysis: AnalysisBridge,
    analyses: AnalysisDouble,
    qtbot: QtBot,
    tmp_path: Path,
) -> None:
    analyses.held = {"b.wav"}
    broken = tmp_path / "broken.wav"
    broken.write_bytes(b"nothing")
    page.add([broken, *write_audio(tmp_path / "in", "a.wav", "b.wav", "c.wav")])
    qtbot.waitUntil(analyses.reached.is_set, timeout=WAIT_MS)
    analyses.held = set()
    analyses.go_on.release()
    analysis.pause()
    assert analysis.shut_down()
    again = AnalysePage(next_analysis)
    qtbot.addWidget(again)
    next_analysis.start()
    qtbot.waitUntil(lambda: again.model.rowCount() == 4, timeout=WAIT_MS)
    assert texts(again, Column.STATE)[0].startswith("This file is not an audio file")
    assert texts(again, Column.STATE)[1] == "Done"
    assert texts(again, Column.STATE)[3] == "Waiting"
    assert again.summary.phase.text() == "Paused."
    again.summary.pause_button.click()
    wait_until_over(again, qtbot, 4)
    assert texts(again, Column.STATE)[2:] == ["Done", "Done"]


def test_every_control_says_what_it_is(page: AnalysePage) -> None:
    controls = [*page.findChildren(QPushButton), page.table]
    controls += [page.choices.channel, page.choices.speakers, page.choices.copying]
    controls += [page.summary.bar, page.reason]
    controls += [page.summary.pause_button, page.summary.cancel_all_button]
    assert [c for c in controls if not c.accessibleName() and not getattr(c, "text", str)()] == []


def test_the_page_of_a_queue_that_has_rows_shows_them_at_once(
    page: AnalysePage, analysis: AnalysisBridge, qtbot: QtBot, bridge: LiveBridge, tmp_path: Path
) -> None:
    page.add(write_audio(tmp_path / "in", "a.wav"))
    wait_until_over(page, qtbot, 1)
    again = AnalysePage(analysis)
    qtbot.addWidget(again)
    assert texts(again, Column.STATE) == ["Done"]
    assert again.table.isVisibleTo(again)
