"""Model of the session list: ids of all sessions, entries loaded when they become visible."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
    Slot,
)

from emotion_desktop.domain.library import LibraryEntry
from emotion_desktop.ui.review.library_wording import entry_name, entry_shares, entry_title

ENTRY_ROLE: Final = Qt.ItemDataRole.UserRole
#: Rows that are loaded ahead, in both directions.
_AHEAD: Final = 20
#: Up to this many rows are inserted and removed one by one, which keeps the scroll position.
_FEW: Final = 40

_SHOWN: Final[Mapping[int, Callable[[LibraryEntry], str]]] = MappingProxyType(
    {
        Qt.ItemDataRole.DisplayRole: entry_title,
        Qt.ItemDataRole.EditRole: lambda entry: entry.title,
        Qt.ItemDataRole.AccessibleTextRole: entry_name,
        Qt.ItemDataRole.AccessibleDescriptionRole: entry_shares,
        Qt.ItemDataRole.ToolTipRole: entry_shares,
    }
)

Index = QModelIndex | QPersistentModelIndex
_NO_INDEX: Final = QModelIndex()


class SessionModel(QAbstractListModel):
    """Holds the ids of all sessions, and requests entries of those that are visible."""

    entries_wanted = Signal(list)
    """Ids whose entries are missing or outdated."""
    rename_asked = Signal(str, str)
    """Session id, and the title that was typed."""

    def __init__(self) -> None:
        super().__init__()
        self._ids: list[str] = []
        self._rows: dict[str, int] = {}
        self._entries: dict[str, LibraryEntry] = {}
        self._fresh: set[str] = set()
        self._wanted: set[int] = set()
        self._asking = QTimer(self)
        self._asking.setSingleShot(True)
        self._asking.setInterval(0)
        self._asking.timeout.connect(self._ask)

    @property
    def ids(self) -> Sequence[str]:
        """Ids of all rows, in order."""
        return self._ids

    @property
    def known(self) -> frozenset[str]:
        """Ids of the sessions whose rows are not blank."""
        return frozenset(self._entries)

    def row_of(self, session_id: str) -> int | None:
        """Return the row of a session; None if it is not listed."""
        return self._rows.get(session_id)

    def entry(self, session_id: str) -> LibraryEntry | None:
        """Return the entry of a session; None if it is not loaded yet."""
        return self._entries.get(session_id)

    def rowCount(self, parent: Index = _NO_INDEX) -> int:  # noqa: N802 (Qt's name)
        """See Qt."""
        return 0 if parent.isValid() else len(self._ids)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """See Qt; requests the entry if it is missing."""
        if not index.isValid():
            return None
        session_id = self._ids[index.row()]
        if session_id not in self._fresh:
            self._want(index.row())
        entry = self._entries.get(session_id)
        if role == ENTRY_ROLE or entry is None:
            return entry if role == ENTRY_ROLE else None
        return _SHOWN[role](entry) if role in _SHOWN else None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:  # noqa: N802
        """Request another title; it is shown once it is stored."""
        if role != Qt.ItemDataRole.EditRole or not index.isValid():
            return False
        session_id = self._ids[index.row()]
        entry = self._entries.get(session_id)
        if entry is not None and value != entry.title:
            self.rename_asked.emit(session_id, value)
        return False

    def flags(self, index: Index) -> Qt.ItemFlag:
        """See Qt."""
        return super().flags(index) | Qt.ItemFlag.ItemIsEditable

    def take_ids(self, ids: Sequence[str], entries: Iterable[LibraryEntry] = ()) -> None:
        """List these sessions in this order; loaded entries are kept, and these are new."""
        kept = set(ids)
        new_entries = {entry.id: entry for entry in entries}
        self._entries |= new_entries
        self._fresh |= new_entries.keys()
        gone = [row for row, one in enumerate(self._ids) if one not in kept]
        new = [row for row, one in enumerate(ids) if one not in self._rows]
        stay = [one for one in self._ids if one in kept]
        if len(gone) + len(new) <= _FEW and stay == [one for one in ids if one in self._rows]:
            self._change_few(ids, gone, new)
        else:
            self.beginResetModel()
            self._set_ids(list(ids))
            self.endResetModel()
        for session_id in self._entries.keys() - kept:
            del self._entries[session_id]
        self._fresh &= kept

    def forget(self) -> None:
        """Reload visible entries; until then the old ones stay."""
        self._fresh.clear()
        if self._ids:
            self.dataChanged.emit(self.index(0), self.index(len(self._ids) - 1))

    @Slot(list)
    def take_entries(self, entries: Iterable[LibraryEntry]) -> None:
        """Show entries that were loaded."""
        for entry in entries:
            row = self._rows.get(entry.id)
            if row is None:
                continue
            self._fresh.add(entry.id)
            if self._entries.get(entry.id) != entry:
                self._entries[entry.id] = entry
                self.dataChanged.emit(self.index(row), self.index(row))

    def _change_few(self, ids: Sequence[str], gone: list[int], new: list[int]) -> None:
        for row in reversed(gone):
            self.beginRemoveRows(QModelIndex(), row, row)
            self._set_ids([*self._ids[:row], *self._ids[row + 1 :]])
            self.endRemoveRows()
        for row in new:
            self.beginInsertRows(QModelIndex(), row, row)
            self._set_ids([*self._ids[:row], ids[row], *self._ids[row:]])
            self.endInsertRows()

    def _set_ids(self, ids: list[str]) -> None:
        self._ids = ids
        self._rows = {session_id: row for row, session_id in enumerate(ids)}

    def _want(self, row: int) -> None:
        self._wanted.add(row)
        if not self._asking.isActive():
            self._asking.start()

    @Slot()
    def _ask(self) -> None:
        rows, self._wanted = self._wanted, set()
        if not rows:
            return
        first, last = max(0, min(rows) - _AHEAD), max(rows) + _AHEAD
        wanted = [one for one in self._ids[first : last + 1] if one not in self._fresh]
        if wanted:
            # Requested only once, even if the answer leaves a session out or fails.
            self._fresh |= set(wanted)
            self.entries_wanted.emit(wanted)
