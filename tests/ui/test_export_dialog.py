"""How sessions and analyses are exported from the window."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import soundfile
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QAbstractButton, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from emotion_desktop.audio import changed_voice
from emotion_desktop.services import exporting
from emotion_desktop.services.bridge.exporting import ExportBridge, ExportOutcome, ExportRequest
from emotion_desktop.ui.widgets.export_dialog import ExportDialog
from tests.golden.inputs import GOLDEN, SESSION_ID, store_session

PATIENCE_MS = 60_000
ANALYSIS = GOLDEN / "file.emotion.json"


@pytest.fixture
def bridge(tmp_path: Path, qapp: object) -> Iterator[ExportBridge]:
    store_session(tmp_path / "data")
    bridge = ExportBridge(tmp_path / "data")
    yield bridge
    assert bridge.shut_down()


@pytest.fixture
def dialog(bridge: ExportBridge, tmp_path: Path, qtbot: QtBot) -> Iterator[ExportDialog]:
    parent = QWidget()
    qtbot.addWidget(parent)
    sources = {SESSION_ID: "First visit", ANALYSIS: "Grüße, 1.wav"}
    dialog = ExportDialog(bridge, sources, ["Ana"], parent)
    dialog.show()
    qtbot.waitUntil(lambda: len(dialog.formats) > 10, timeout=PATIENCE_MS)
    dialog.folder.setText(str(tmp_path / "new" / "folder"))
    yield dialog
    parent.close()


def export(dialog: ExportDialog, bridge: ExportBridge, qtbot: QtBot) -> ExportOutcome:
    with qtbot.waitSignal(bridge.ended, timeout=PATIENCE_MS) as ended:
        dialog.export_button.click()
    return ended.args[0]


def test_any_formats_are_written_to_a_folder_that_is_made(
    dialog: ExportDialog,
    bridge: ExportBridge,
    tmp_path: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert dialog.formats["csv"].isChecked()
    dialog.formats["srt"].setChecked(True)
    outcome = export(dialog, bridge, qtbot)
    folder = tmp_path / "new" / "folder"
    assert sorted(path.name for path in folder.iterdir()) == [
        f"{SESSION_ID}.emotion.csv",
        f"{SESSION_ID}.emotion.srt",
        "file.emotion.csv",
        "file.emotion.srt",
    ]
    assert not outcome.failures
    assert dialog.told.text() == "4 files written."
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    dialog.show_button.click()
    assert Path(opened[0].toLocalFile()) == folder


@pytest.mark.parametrize("agreed", [False, True])
def test_files_that_are_there_are_replaced_only_where_people_agree(
    dialog: ExportDialog,
    bridge: ExportBridge,
    tmp_path: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    *,
    agreed: bool,
) -> None:
    corrected = tmp_path / "new" / "folder" / "file.emotion.csv"
    corrected.parent.mkdir(parents=True)
    corrected.write_text("corrected by hand")
    asked = []

    def answer(box: QMessageBox) -> int:
        asked.append(box.informativeText())
        return 0

    def clicked(box: QMessageBox) -> QAbstractButton:
        return next(one for one in box.buttons() if (one.text() == "Replace") == agreed)

    monkeypatch.setattr(QMessageBox, "exec", answer)
    monkeypatch.setattr(QMessageBox, "clickedButton", clicked)
    with qtbot.waitSignal(bridge.ended if agreed else bridge.would_replace, timeout=PATIENCE_MS):
        dialog.export_button.click()
    assert asked == ["file.emotion.csv"]
    assert (corrected.read_text(encoding="utf-8") == "corrected by hand") is not agreed
    assert dialog.export_button.isEnabled()


@pytest.mark.parametrize("name", ["file-2.emotion.csv", "file_events.json"])
def test_no_file_that_is_there_is_replaced_unasked(
    bridge: ExportBridge, tmp_path: Path, qtbot: QtBot, name: str
) -> None:
    """Not the second file of that name, nor the one that belongs to another."""
    (tmp_path / "again").mkdir()
    again = tmp_path / "again" / ANALYSIS.name
    again.write_bytes(ANALYSIS.read_bytes())
    (tmp_path / name).write_text("corrected by hand")
    request = ExportRequest((ANALYSIS, again), tmp_path, ("csv", "bids"))
    with qtbot.waitSignal(bridge.would_replace, timeout=PATIENCE_MS) as asked:
        bridge.start(request)
    assert asked.args == [[name]]
    assert (tmp_path / name).read_text(encoding="utf-8") == "corrected by hand"


def test_names_and_words_are_left_out(
    dialog: ExportDialog, bridge: ExportBridge, tmp_path: Path, qtbot: QtBot
) -> None:
    dialog.anonymise.click()
    dialog.words.setPlainText("\n you \n")
    export(dialog, bridge, qtbot)
    first = (tmp_path / "new" / "folder" / "recording-1.emotion.csv").read_text(encoding="utf-8")
    assert "S1" in first
    assert "left" not in first
    assert "Ana" not in first
    assert "you" not in first


def test_audio_with_changed_voices_is_offered_and_written_where_names_are_left_out(
    dialog: ExportDialog, bridge: ExportBridge, tmp_path: Path, qtbot: QtBot
) -> None:
    [sound] = (tmp_path / "data").rglob("sound.flac")
    soundfile.write(sound, np.zeros(48_000), 16_000)
    assert not dialog.audio.isVisible()
    dialog.anonymise.click()
    assert dialog.audio.isVisible()
    assert not dialog.audio_note.isVisible()
    dialog.audio.click()
    assert "not strong anonymity" in dialog.audio_note.text()
    outcome = export(dialog, bridge, qtbot)
    written = {path.name for path in (tmp_path / "new" / "folder").iterdir()}
    assert {"recording-1.flac", "recording-1.emotion.csv"} <= written
    [(source, reason)] = outcome.failures  # whose audio is nowhere
    assert source == ANALYSIS
    assert "does not exist" in reason


def test_writing_audio_is_cancelled_within_a_file(
    dialog: ExportDialog,
    bridge: ExportBridge,
    tmp_path: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    dialog.anonymise.click()
    dialog.audio.click()

    def write(_source: Path, _target: Path, _silenced: object, on_progress: object) -> None:
        bridge.cancel()
        on_progress(1.0)
        pytest.fail("it went on")

    monkeypatch.setattr(changed_voice, "write_changed_voice", write)
    outcome = export(dialog, bridge, qtbot)
    assert (outcome.cancelled, outcome.written) == (True, ())
    assert list((tmp_path / "new" / "folder").iterdir()) == []


def test_a_rater_cannot_be_named_where_names_are_left_out(dialog: ExportDialog) -> None:
    dialog.rater.setCurrentIndex(dialog.rater.findData("Ana"))
    assert dialog.export_button.isEnabled()
    dialog.anonymise.click()
    assert not dialog.export_button.isEnabled()
    assert "cannot name a single rater" in dialog.told.text()


def test_without_format_or_folder_nothing_can_be_exported(dialog: ExportDialog) -> None:
    dialog.formats["csv"].setChecked(False)
    assert dialog.told.text() == "Choose at least one format."
    assert not dialog.export_button.isEnabled()
    dialog.formats["json"].setChecked(True)
    dialog.folder.setText(" ")
    assert dialog.told.text() == "Choose a folder."
    assert not dialog.export_button.isEnabled()


def test_what_cannot_be_exported_is_told_and_the_rest_is(
    dialog: ExportDialog, bridge: ExportBridge, qtbot: QtBot
) -> None:
    dialog.rater.setCurrentIndex(dialog.rater.findData("Ana"))  # who rated nothing
    outcome = export(dialog, bridge, qtbot)
    assert len(outcome.failures) == 2
    assert "contains no corrections by Ana" in dialog.told.text()
    assert dialog.told.text().splitlines()[1].startswith("First visit: ")
    assert dialog.show_button.isHidden()


def test_a_folder_that_cannot_be_made_is_told(
    dialog: ExportDialog, bridge: ExportBridge, tmp_path: Path, qtbot: QtBot
) -> None:
    (tmp_path / "file").write_text("in the way")
    dialog.folder.setText(str(tmp_path / "file" / "folder"))
    with qtbot.waitSignal(bridge.failed, timeout=PATIENCE_MS):
        dialog.export_button.click()
    assert "could not be created" in dialog.told.text()
    assert dialog.export_button.isEnabled()


def test_a_folder_of_nobody_s_is_one_like_any_other(
    dialog: ExportDialog,
    bridge: ExportBridge,
    tmp_path: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    dialog.folder.setText("~nobody-of-that-name")
    assert not export(dialog, bridge, qtbot).failures
    assert (tmp_path / "~nobody-of-that-name").is_dir()


def test_an_export_is_cancelled_between_two_sources(
    dialog: ExportDialog, bridge: ExportBridge, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def write(_self: object, _source: str) -> list[Path]:
        bridge.cancel()
        return [Path("one")]

    monkeypatch.setattr(exporting.Export, "write_session", write)
    outcome = export(dialog, bridge, qtbot)
    assert outcome.cancelled
    assert outcome.written == (Path("one"),)
    assert dialog.told.text() == "Cancelled. 1 file written."
