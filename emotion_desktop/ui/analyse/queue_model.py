"""The rows of the analysis queue as a table model."""

import math
from enum import IntEnum
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Slot

from emotion_desktop.domain.analysis_queue import QueueRow, QueueStatus
from emotion_desktop.domain.printable import printable
from emotion_desktop.services.bridge.analysis import AnalysisBridge
from emotion_desktop.ui.analyse.words import length_text, reason_text, state_text
from emotion_desktop.ui.widgets.clock import clock
from emotion_desktop.ui.widgets.formatting import percent

Index = QModelIndex | QPersistentModelIndex

#: Role of the `QueueRow` itself.
ROW_ROLE: Final = Qt.ItemDataRole.UserRole

#: Removed one by one, more runs of rows take seconds: Qt looks at the selection each time.
_MOST_RUNS: Final = 20

_TEXT_ROLES: Final = {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}


class Column(IntEnum):
    """Columns of the table."""

    FILE = 0
    LENGTH = 1
    TIME_LEFT = 2
    PROGRESS = 3
    STATE = 4


_NUMBERS: Final = {Column.LENGTH, Column.TIME_LEFT}


class QueueModel(QAbstractTableModel):
    """Follows the queue.

    Parameters
    ----------
    bridge : AnalysisBridge
        The queue.
    """

    def __init__(self, bridge: AnalysisBridge) -> None:
        super().__init__()
        self._bridge = bridge
        self._status = bridge.status
        self._set_rows(bridge.rows())
        self._running: int | None = None
        bridge.rows_added.connect(self._on_added)
        bridge.rows_changed.connect(self._on_changed)
        bridge.rows_removed.connect(self._on_removed)
        bridge.status_changed.connect(self._on_status)

    def row_at(self, place: int) -> QueueRow:
        """Return the row at a place in the table."""
        return self._rows[place]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008 (Qt's name and way)
        """Return the number of files."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008
        """Return the number of columns."""
        return 0 if parent.isValid() else len(Column)

    def headerData(  # noqa: N802
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return the title of a column."""
        if role == Qt.ItemDataRole.TextAlignmentRole and section in _NUMBERS:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.TextAlignmentRole and section == Column.PROGRESS:
            return Qt.AlignmentFlag.AlignCenter  # over its bars, apart from the number before it
        if orientation != Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return super().headerData(section, orientation, role)
        return {
            Column.FILE: self.tr("File"),
            Column.LENGTH: self.tr("Length"),
            Column.PROGRESS: self.tr("Progress"),
            Column.TIME_LEFT: self.tr("Time left"),
            Column.STATE: self.tr("State"),
        }[Column(section)]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell shows; its tooltip has the full path or reason."""
        row, column = self._rows[index.row()], Column(index.column())
        if role == ROW_ROLE:
            return row
        if role in _TEXT_ROLES:
            return self._text(row, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            if column is Column.FILE:
                return printable(row.path)
            return reason_text(row) or None
        if role == Qt.ItemDataRole.TextAlignmentRole and column in _NUMBERS:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def _text(self, row: QueueRow, column: Column) -> str:
        match column:
            case Column.FILE:
                return printable(row.path.name)
            case Column.LENGTH:
                return length_text(row.length_s)
            case Column.PROGRESS:
                return percent(row.share) if row.state == "running" else ""
            case Column.TIME_LEFT:
                return self._time_left(row)
            case Column.STATE:
                return state_text(row, self._status)

    def _time_left(self, row: QueueRow) -> str:
        left_s = self._status.row_left_s
        if row.state != "running" or self._status.phase != "running" or math.isnan(left_s):
            return ""
        return clock(left_s)

    @Slot(list)
    def _on_added(self, ids: list[int]) -> None:
        # A row may be gone again, or have been read when this model was made.
        new = self._bridge.rows_of(row_id for row_id in ids if row_id not in self._places)
        if not new:
            return
        first = len(self._rows)
        self.beginInsertRows(QModelIndex(), first, first + len(new) - 1)
        self._rows += new
        self._places |= {row.id: place for place, row in enumerate(new, start=first)}
        self.endInsertRows()

    @Slot(list)
    def _on_changed(self, ids: list[int]) -> None:
        places = []
        for row in self._bridge.rows_of(ids):
            place = self._places.get(row.id)
            if place is not None:
                self._rows[place] = row
                places.append(place)
            if row.state == "running":
                self._running = row.id
        if places:
            self._tell_changed(min(places), max(places))

    def _tell_changed(self, first: int, last: int, column: Column = Column.FILE) -> None:
        self.dataChanged.emit(self.index(first, column), self.index(last, Column.STATE))

    @Slot(list)
    def _on_removed(self, ids: list[int]) -> None:
        gone = sorted(self._places[row_id] for row_id in ids if row_id in self._places)
        runs = _runs(gone)
        if len(runs) > _MOST_RUNS:
            self.beginResetModel()
            left = set(range(len(self._rows))).difference(gone)
            self._set_rows([self._rows[place] for place in sorted(left)])
            self.endResetModel()
            return
        for first, last in reversed(runs):
            self.beginRemoveRows(QModelIndex(), first, last)
            self._set_rows(self._rows[:first] + self._rows[last + 1 :])
            self.endRemoveRows()

    def _set_rows(self, rows: list[QueueRow]) -> None:
        self._rows = rows
        self._places = {row.id: place for place, row in enumerate(rows)}

    @Slot(QueueStatus)
    def _on_status(self, status: QueueStatus) -> None:
        self._status = status
        place = None if self._running is None else self._places.get(self._running)
        if place is not None:
            self._tell_changed(place, place, Column.TIME_LEFT)


def _runs(places: list[int]) -> list[tuple[int, int]]:
    """Join consecutive places into runs of (first, last)."""
    runs: list[tuple[int, int]] = []
    for place in places:
        if runs and runs[-1][1] == place - 1:
            runs[-1] = (runs[-1][0], place)
        else:
            runs.append((place, place))
    return runs
