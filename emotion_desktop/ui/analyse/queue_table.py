"""The table of the analysis queue."""

from typing import Final

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QTableView

from emotion_desktop.domain.analysis_queue import QueueRow
from emotion_desktop.ui.analyse.delegates import FileDelegate, ProgressDelegate, StateDelegate
from emotion_desktop.ui.analyse.queue_model import Column, QueueModel

_BAR_PX: Final = 130
#: Fits any length that a clock shows.
_WIDEST_CLOCK: Final = "00:00:00"
_PADDING_PX: Final = 7


class QueueTable(QTableView):
    """Shows the queue; whole rows are selected, one or several.

    Parameters
    ----------
    model : QueueModel
        The queue.
    """

    opened = Signal()
    """The user double-clicked a row, or pressed Enter on it."""
    selection_changed = Signal()

    def __init__(self, model: QueueModel) -> None:
        super().__init__()
        self._queue = model
        self._actions: list[QAction] = []
        self.setModel(model)
        self.setAccessibleName(self.tr("Files to analyse"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)  # Tab leads on to the buttons
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self._delegates = {
            Column.FILE: FileDelegate(self),
            Column.PROGRESS: ProgressDelegate(self),
            Column.STATE: StateDelegate(self),
        }
        for column, delegate in self._delegates.items():
            self.setItemDelegateForColumn(column, delegate)
        self._size_columns()
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._show_menu)
        self.activated.connect(self._on_activated)
        self.selectionModel().selectionChanged.connect(self.selection_changed)
        model.dataChanged.connect(self._on_data)
        model.rowsRemoved.connect(self.selection_changed)
        model.modelReset.connect(self.selection_changed)

    def _size_columns(self) -> None:
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)  # measuring thousands takes long
        rows.setDefaultSectionSize(self.fontMetrics().height() + 2 * _PADDING_PX)
        columns = self.horizontalHeader()
        for column in (Column.FILE, Column.STATE):  # they share the remaining width
            columns.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        columns.setHighlightSections(False)
        columns.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.setColumnWidth(Column.PROGRESS, _BAR_PX)
        for column in (Column.LENGTH, Column.TIME_LEFT):
            title = self._queue.headerData(column, Qt.Orientation.Horizontal)
            texts = (title, _WIDEST_CLOCK)
            widest = max(self.fontMetrics().horizontalAdvance(text) for text in texts)
            self.setColumnWidth(column, widest + 2 * _PADDING_PX)

    def offer(self, actions: list[QAction]) -> None:
        """Show these actions in the context menu."""
        self._actions = actions

    @property
    def selected(self) -> list[QueueRow]:
        """The selected rows, in table order."""
        # From the ranges: `selectedRows` asks for thousands of rows one by one.
        ranges = self.selectionModel().selection().toList()
        places = {place for one in ranges for place in range(one.top(), one.bottom() + 1)}
        return [self._queue.row_at(place) for place in sorted(places)]

    @property
    def current(self) -> QueueRow | None:
        """The selected row; None unless exactly one is selected."""
        selected = self.selected
        return selected[0] if len(selected) == 1 else None

    @Slot(QPoint)
    def _show_menu(self, place: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addActions(self._actions)
        menu.popup(self.viewport().mapToGlobal(place))

    @Slot(QModelIndex, QModelIndex)
    def _on_data(self, first: QModelIndex, _last: QModelIndex) -> None:
        if first.column() == Column.FILE:  # not where only the time left has changed
            self.selection_changed.emit()

    @Slot(QModelIndex)
    def _on_activated(self, _index: QModelIndex) -> None:
        self.opened.emit()
