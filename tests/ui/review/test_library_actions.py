"""What can be done with sessions in the library, each once, and what goes wrong, each once."""

import json
import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QLineEdit, QMessageBox
from pytestqt.qtbot import QtBot

from emotion_desktop.services.bridge import library as bridge_module
from emotion_desktop.services.bridge.exporting import ExportBridge
from emotion_desktop.services.bridge.library import LibraryBridge
from emotion_desktop.storage import library as stored_library
from emotion_desktop.storage.audio_files import sha256_of
from emotion_desktop.storage.session_folder import session_folder, session_lock
from emotion_desktop.storage.store import SessionStore
from emotion_desktop.ui.review.comparison_dialog import ComparisonDialog
from emotion_desktop.ui.review.file_names import file_name
from emotion_desktop.ui.review.library_panel import LibraryPanel
from emotion_desktop.ui.review.library_tags import TagsDialog
from emotion_desktop.ui.widgets.export_dialog import ExportDialog
from tests.golden.inputs import GOLDEN
from tests.ui.review.conftest import FIRST, PATIENCE_MS, SECOND, THIRD, shown


def choose_file(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    for name in ("getSaveFileName", "getOpenFileName"):
        monkeypatch.setattr(QFileDialog, name, lambda *_args: (str(path), ""))


def test_a_session_is_renamed_where_it_stands(panel: LibraryPanel, qtbot: QtBot) -> None:
    panel.select(SECOND)
    panel.sessions.setFocus()
    qtbot.keyClick(panel.sessions, Qt.Key.Key_F2)
    editor = panel.sessions.findChild(QLineEdit)
    assert editor is not None
    editor.setText("  Second   visit ")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: shown(panel, SECOND, "title") == "Second visit", timeout=PATIENCE_MS)


def test_titles_that_were_typed_are_kept_when_the_program_ends(
    bridge: LibraryBridge, data_folder: Path
) -> None:
    for number in range(10):
        bridge.rename(SECOND, f"Visit {number}")
    assert bridge.shut_down()
    with SessionStore(data_folder, pytest.fail) as store:
        assert [one.title for one in stored_library.entries(store, [SECOND])] == ["Visit 9"]


def test_what_is_typed_stays_while_the_session_changes(
    panel: LibraryPanel, bridge: LibraryBridge, qtbot: QtBot
) -> None:
    panel.select(SECOND)
    panel.commands.rename.trigger()
    editor = panel.sessions.findChild(QLineEdit)
    assert editor is not None
    qtbot.keyClicks(editor, "Second")
    bridge.change_tags([SECOND], ["pilot"], [])
    qtbot.waitUntil(lambda: shown(panel, SECOND, "tags") == ("pilot",), timeout=PATIENCE_MS)
    assert editor.text() == "Second"
    qtbot.keyClick(editor, Qt.Key.Key_Escape)


def test_tags_of_several_sessions_are_changed_together(panel: LibraryPanel, qtbot: QtBot) -> None:
    panel.sessions.selectAll()
    panel.commands.tags.trigger()
    dialog = panel.sessions.findChild(TagsDialog)
    assert dialog is not None
    [pilot] = dialog.list.findItems("pilot", Qt.MatchFlag.MatchExactly)
    assert pilot.checkState() == Qt.CheckState.PartiallyChecked
    pilot.setCheckState(Qt.CheckState.Unchecked)
    dialog.new_tag.setText(" study  7")
    dialog.accept()
    for session_id in (FIRST, SECOND, THIRD):
        qtbot.waitUntil(
            lambda one=session_id: shown(panel, one, "tags") == ("study 7",), timeout=PATIENCE_MS
        )
    qtbot.waitUntil(lambda: panel.filters.tag.findData("study 7") > 0, timeout=PATIENCE_MS)


def test_a_session_that_cannot_be_tagged_leaves_the_others_to_be(
    panel: LibraryPanel, bridge: LibraryBridge, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(bridge.failed, timeout=PATIENCE_MS):
        bridge.change_tags([SECOND, "20200101T000000Z-000000", THIRD], ["study"], [])
    assert "no longer exists" in panel.notice.label.text()
    for session_id in (SECOND, THIRD):
        qtbot.waitUntil(
            lambda one=session_id: shown(panel, one, "tags") == ("study",), timeout=PATIENCE_MS
        )


def test_the_work_that_is_left_is_told_when_the_first_is_done(
    panel: LibraryPanel, bridge: LibraryBridge, qtbot: QtBot
) -> None:
    told: list[str] = []
    bridge.added.connect(lambda _session_id: told.append(panel.work.text()))
    bridge.duplicate(FIRST)
    bridge.duplicate(FIRST)
    qtbot.waitUntil(lambda: len(told) == 2, timeout=PATIENCE_MS)
    assert told == ["Copying the session…", ""]


def test_a_copy_for_another_rater_is_added_and_selected(
    panel: LibraryPanel, bridge: LibraryBridge, qtbot: QtBot
) -> None:
    panel.select(FIRST)
    with qtbot.waitSignal(bridge.added, timeout=PATIENCE_MS) as added:
        panel.commands.duplicate.trigger()
        assert panel.work.text() == "Copying the session…"
    [copy] = added.args
    qtbot.waitUntil(lambda: panel.sessions.selected_ids() == [copy], timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: shown(panel, copy, "status") == "new", timeout=PATIENCE_MS)
    assert shown(panel, copy, "title") == "First visit"
    assert panel.work.text() == ""


def test_a_deletion_is_undone(panel: LibraryPanel, bridge: LibraryBridge, qtbot: QtBot) -> None:
    panel.select(FIRST)
    panel.sessions.setFocus()
    with qtbot.waitSignal(panel.sessions_deleted, timeout=PATIENCE_MS) as deleted:
        qtbot.keyClick(panel.sessions, Qt.Key.Key_Delete)
    assert deleted.args == [[FIRST]]
    assert panel.notice.label.text() == "“First visit” was deleted."
    qtbot.waitUntil(lambda: FIRST not in panel.model.ids, timeout=PATIENCE_MS)
    with qtbot.waitSignal(bridge.restored, timeout=PATIENCE_MS):
        qtbot.keyClick(panel.notice.button, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: FIRST in panel.model.ids, timeout=PATIENCE_MS)
    assert panel.notice.isHidden()


def test_a_deletion_that_was_not_undone_leaves_neither_rows_nor_files(
    panel: LibraryPanel,
    bridge: LibraryBridge,
    data_folder: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(stored_library, "UNDO_S", 0.0)
    bridge.findChild(QTimer).setInterval(0)
    panel.select(FIRST)
    panel.commands.delete.trigger()
    folder = data_folder / "sessions" / FIRST
    qtbot.waitUntil(lambda: not folder.exists(), timeout=PATIENCE_MS)
    assert bridge.shut_down()  # so that all of it is done
    with SessionStore(data_folder, pytest.fail) as store:
        assert FIRST not in store.session_ids()
    assert b"Zurich" not in (data_folder / "sessions.db").read_bytes()


def test_a_session_that_is_being_recorded_is_not_deleted(
    panel: LibraryPanel, bridge: LibraryBridge, data_folder: Path, qtbot: QtBot
) -> None:
    panel.sessions.selectAll()
    with (
        session_lock(session_folder(data_folder, SECOND)),
        qtbot.waitSignal(bridge.failed, timeout=PATIENCE_MS),
    ):
        panel.commands.delete.trigger()
    assert "being recorded" in panel.notice.label.text()
    assert len(panel.model.ids) == 3


def test_a_session_is_packed_and_opened_again(
    panel: LibraryPanel,
    bridge: LibraryBridge,
    tmp_path: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    choose_file(monkeypatch, tmp_path / "visit")
    panel.select(FIRST)
    with qtbot.waitSignal(bridge.packed, timeout=PATIENCE_MS):
        panel.commands.pack.trigger()
    path = tmp_path / "visit.emotionsession"
    assert zipfile.is_zipfile(path)
    assert panel.notice.label.text() == "Packed into visit.emotionsession."
    choose_file(monkeypatch, path)
    with qtbot.waitSignal(bridge.added, timeout=PATIENCE_MS) as added:
        panel.commands.unpack.trigger()
    qtbot.waitUntil(
        lambda: shown(panel, added.args[0], "title") == "First visit", timeout=PATIENCE_MS
    )
    assert len(panel.model.ids) == 4


def test_what_is_no_packed_session_is_refused(
    panel: LibraryPanel,
    bridge: LibraryBridge,
    tmp_path: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path = tmp_path / "slip.emotionsession"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("../../evil", "x")
    choose_file(monkeypatch, path)
    with qtbot.waitSignal(bridge.failed, timeout=PATIENCE_MS):
        panel.commands.unpack.trigger()
    assert "is not a packed session" in panel.notice.label.text()
    assert not (tmp_path.parent / "evil").exists()
    assert len(panel.model.ids) == 3


def answer_copy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QMessageBox, "exec", lambda _self: 0)
    monkeypatch.setattr(QMessageBox, "clickedButton", lambda self: self.defaultButton())


def test_an_analysis_without_its_audio_file_is_refused(
    panel: LibraryPanel,
    bridge: LibraryBridge,
    tmp_path: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    analysis = tmp_path / "file.emotion.json"
    analysis.write_bytes((GOLDEN / "file.emotion.json").read_bytes())
    choose_file(monkeypatch, analysis)
    answer_copy(monkeypatch)
    with qtbot.waitSignal(bridge.failed, timeout=PATIENCE_MS):
        panel.commands.import_analysis.trigger()
    assert "Put it next to" in panel.notice.label.text()


def test_an_analysis_is_imported_with_the_audio_file_beside_it(
    panel: LibraryPanel,
    bridge: LibraryBridge,
    tmp_path: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    data_folder = tmp_path / "data"
    sound = tmp_path / "moved.flac"
    sound.write_bytes((data_folder / "sessions" / FIRST / "sound.flac").read_bytes())
    analysis = json.loads((GOLDEN / "file.emotion.json").read_text(encoding="utf-8"))
    analysis["audio"]["path"] = "/nowhere/moved.flac"
    analysis["audio"]["sha256"] = sha256_of(sound)
    path = tmp_path / "moved.emotion.json"
    path.write_text(json.dumps(analysis), encoding="utf-8")
    choose_file(monkeypatch, path)
    answer_copy(monkeypatch)
    with qtbot.waitSignal(bridge.added, timeout=PATIENCE_MS) as added:
        panel.commands.import_analysis.trigger()
    qtbot.waitUntil(lambda: shown(panel, added.args[0], "from_file") is True, timeout=PATIENCE_MS)
    assert (data_folder / "sessions" / added.args[0] / "sound.flac").exists()


def test_the_folder_of_a_session_is_shown(
    panel: LibraryPanel, data_folder: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    panel.select(FIRST)
    panel.commands.show_folder.trigger()
    qtbot.waitUntil(lambda: len(opened) == 1, timeout=PATIENCE_MS)
    assert Path(opened[0].toLocalFile()) == data_folder / "sessions" / FIRST


def test_the_selected_sessions_are_exported(panel: LibraryPanel, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: panel.commands.choices.raters != (), timeout=PATIENCE_MS)
    panel.select(FIRST)
    panel.commands.export.trigger()
    dialog = panel.window().findChild(ExportDialog)
    assert dialog is not None
    assert dialog.about.text() == "Export “First visit”"
    assert dialog.rater.findData("Chief") > 0
    dialog.reject()


def test_what_fits_one_session_is_not_offered_for_several(panel: LibraryPanel) -> None:
    commands = panel.commands
    panel.sessions.clearSelection()
    assert not any(one.isEnabled() for one in commands.menu().actions() if one.text())
    panel.sessions.selectAll()
    several = {one.text() for one in commands.menu().actions() if one.text() and one.isEnabled()}
    assert several == {"Tags…", "Compare over time…", "Export…", "Delete"}


def test_what_is_too_old_is_deleted_at_the_start(
    bridge: LibraryBridge, data_folder: Path, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO", bridge_module.__name__)
    with closing(sqlite3.connect(data_folder / "sessions.db")) as connection:
        connection.execute("UPDATE session_details SET added_at = '2026-03-01 12:00:00.000000'")
        connection.commit()
    with qtbot.waitSignal(bridge.changed, timeout=PATIENCE_MS):
        bridge.start(1)
    told = [one.getMessage() for one in caplog.records if one.name == bridge_module.__name__]
    assert told == ["3 sessions were past the retention period and were deleted"]
    with SessionStore(data_folder, pytest.fail) as store:
        assert store.sessions() == []


@pytest.mark.parametrize(
    ("title", "name"),
    [("a/b: c?", "a b c"), ("..", "session"), ("", "session"), ("x" * 300, "x" * 80)],
)
def test_any_title_makes_a_file_name(title: str, name: str) -> None:
    assert file_name(title) == name


@pytest.fixture
def dialog(panel: LibraryPanel, bridge: LibraryBridge, qtbot: QtBot) -> ComparisonDialog:
    """Return the comparison of all sessions."""
    panel.sessions.selectAll()
    with qtbot.waitSignal(bridge.compared, timeout=PATIENCE_MS):
        panel.commands.compare.trigger()
    dialog = panel.window().findChild(ComparisonDialog)
    assert dialog is not None
    return dialog


def test_one_session_has_none_to_be_compared_with(panel: LibraryPanel) -> None:
    panel.select(FIRST)
    assert not panel.commands.compare.isEnabled()


def test_sessions_are_compared_over_time_and_by_speaker(dialog: ComparisonDialog) -> None:
    assert dialog.tabs.isVisible()
    assert dialog.table.rowCount() == 3
    assert dialog.table.verticalHeaderItem(0).text().endswith("First visit")
    lines = dialog.bars.accessibleDescription().splitlines()
    assert lines[0].endswith("First visit: Fear 56%, Sadness 44%")
    names = [dialog.speaker.itemText(i) for i in range(dialog.speaker.count())]
    assert names == ["Everyone", "A", "B"]
    dialog.speaker.setCurrentText("B")
    assert dialog.bars.accessibleDescription().endswith("First visit: Fear 100%")
    assert dialog.table.rowCount() == 1
    dialog.tabs.setCurrentWidget(dialog.agreement)
    assert dialog.agreement.raters.currentText() == "models and Chief"
    dialog.close()


def test_what_is_compared_is_saved_as_a_table(
    dialog: ComparisonDialog,
    exports: ExportBridge,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
) -> None:
    choose_file(monkeypatch, tmp_path / "figures")
    with qtbot.waitSignal(exports.table_written, timeout=PATIENCE_MS):
        dialog.export_bar.button.click()
    written = tmp_path / "figures.csv"
    assert dialog.export_bar.told.text() == f"Saved: {written}"
    lines = written.read_text("utf-8-sig").splitlines()
    assert lines[0].startswith("session_id,title,")
    assert {line.split(",")[0] for line in lines[1:]} == {FIRST, SECOND, THIRD}
    choose_file(monkeypatch, tmp_path / "missing" / "figures.csv")
    with qtbot.waitSignal(exports.table_failed, timeout=PATIENCE_MS):
        dialog.export_bar.button.click()
    assert "missing" in dialog.export_bar.told.text()
    dialog.close()
