"""What a person does on the Analyse page, and sees there."""

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from emotion_desktop.ui.analyse.page import AnalysePage
from emotion_desktop.ui.analyse.queue_model import Column
from emotion_desktop.ui.main_window import MainWindow

WAIT_MS = 60_000


def drop(window: MainWindow, *urls: QUrl) -> bool:
    """Drop something on the window; returns whether it was welcome."""
    data = QMimeData()
    data.setUrls(list(urls))
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    copy, place = Qt.DropAction.CopyAction, QPoint(300, 300)
    dragged = QDragEnterEvent(place, copy, data, buttons, keys)
    dragged.ignore()
    QApplication.sendEvent(window, dragged)
    if dragged.isAccepted():
        QApplication.sendEvent(window, QDropEvent(QPointF(place), copy, data, buttons, keys))
    return dragged.isAccepted()


def texts(page: AnalysePage, column: Column) -> list[str]:
    model = page.model
    return [model.data(model.index(place, column)) for place in range(model.rowCount())]


def select(page: AnalysePage, *places: int) -> None:
    page.table.clearSelection()
    page.table.setFocus()
    mode = page.table.selectionModel().SelectionFlag
    for place in places:
        index = page.model.index(place, Column.FILE)
        page.table.selectionModel().select(index, mode.Select | mode.Rows)


def press(page: AnalysePage, qtbot: QtBot, key: Qt.Key, *, ctrl: bool = False) -> None:
    window = page.window()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    modifier = Qt.KeyboardModifier.ControlModifier if ctrl else Qt.KeyboardModifier.NoModifier
    qtbot.keyClick(page.table, key, modifier)


def wait_until_over(page: AnalysePage, qtbot: QtBot, n: int) -> None:
    def is_over() -> bool:
        rows = [page.model.row_at(place) for place in range(page.model.rowCount())]
        return len(rows) == n and all(row.is_over for row in rows)

    qtbot.waitUntil(is_over, timeout=WAIT_MS)
