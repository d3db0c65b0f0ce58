"""Thousands of files on the Analyse page: work for those that are seen, and all at once."""

from pathlib import Path

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt
from pytestqt.qtbot import QtBot

from emotion_desktop.domain.analysis_queue import QueueStatus
from emotion_desktop.services.bridge.analysis import AnalysisBridge
from emotion_desktop.ui.analyse.page import AnalysePage
from emotion_desktop.ui.analyse.queue_model import Column, QueueModel
from emotion_desktop.ui.analyse.queue_table import QueueTable
from tests.ui.analyse.queue_desk import WAIT_MS, select, texts


class CountingModel(QueueModel):
    """Notes the rows that it is asked for."""

    def __init__(self, bridge: AnalysisBridge) -> None:
        super().__init__(bridge)
        self.asked: set[int] = set()
        self.n_measured = 0

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        self.asked.add(index.row())
        return super().data(index, role)

    def columnCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008, N802
        self.n_measured += 1
        return super().columnCount(parent)


def add_broken_files(page: AnalysePage, qtbot: QtBot, folder: Path, n: int) -> None:
    """Add a folder of so many files and wait for their rows."""
    folder.mkdir()
    for number in range(n):
        (folder / f"{number:04}.wav").write_bytes(b"broken")
    page.add([folder])
    qtbot.waitUntil(lambda: page.model.rowCount() == n, timeout=WAIT_MS)


def test_of_two_thousand_rows_only_those_that_are_seen_are_asked_for(
    page: AnalysePage, analysis: AnalysisBridge, qtbot: QtBot, tmp_path: Path
) -> None:
    analysis.pause()
    add_broken_files(page, qtbot, tmp_path / "in", 2000)
    model = CountingModel(analysis)
    table = QueueTable(model)
    qtbot.addWidget(table)
    table.resize(900, 600)
    with qtbot.waitExposed(table):
        table.show()
    table.scrollToBottom()
    table.viewport().grab()
    assert 1999 in model.asked
    assert len(model.asked) < 150
    table.selectAll()
    model.n_measured = 0
    assert len(table.selected) == 2000
    assert model.n_measured < 150
    page.table.selectAll()
    page.remove_selected()
    qtbot.waitUntil(lambda: page.model.rowCount() == 0, timeout=WAIT_MS)
    assert page.empty.isVisibleTo(page)
    qtbot.waitUntil(lambda: model.rowCount() == 0, timeout=WAIT_MS)


def test_progress_is_painted_with_the_rest_of_the_window_and_not_at_once(
    page: AnalysePage, qtbot: QtBot
) -> None:
    summary = page.summary
    summary.setParent(None)
    qtbot.addWidget(summary)
    with qtbot.waitExposed(summary):
        summary.show()
    painted: list[int] = []

    class Watcher(QObject):
        def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 (Qt's name)
            if event.type() == QEvent.Type.Paint:
                painted.append(summary.bar.value())
            return False

    watcher = Watcher()
    summary.bar.installEventFilter(watcher)
    for share in (0.2, 0.4, 0.6):
        summary.show_status(QueueStatus(n_open=1, share=share, phase="running"))
    assert painted == []
    qtbot.waitUntil(lambda: painted != [])
    assert painted[0] == round(0.6 * summary.bar.maximum())


def test_many_files_between_others_are_removed_at_once(
    page: AnalysePage, analysis: AnalysisBridge, qtbot: QtBot, tmp_path: Path
) -> None:
    analysis.pause()
    add_broken_files(page, qtbot, tmp_path / "in", 100)
    looks: list[None] = []
    page.table.selection_changed.connect(lambda: looks.append(None))
    select(page, *range(0, 100, 2))
    looks.clear()
    page.remove_selected()
    qtbot.waitUntil(lambda: page.model.rowCount() == 50, timeout=WAIT_MS)
    assert texts(page, Column.FILE) == [f"{number:04}.wav" for number in range(1, 100, 2)]
    assert len(looks) < 10
    assert not page.remove_button.isEnabled()
    analysis.remove([page.model.row_at(3).id])
    qtbot.waitUntil(lambda: page.model.rowCount() == 49, timeout=WAIT_MS)
