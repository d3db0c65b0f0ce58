"""List views of the library: sessions, and search results."""

from typing import Final

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from emotion_desktop.ui.review.library_delegate import SessionDelegate
from emotion_desktop.ui.review.library_hits import HitDelegate, HitModel
from emotion_desktop.ui.review.library_model import SessionModel

_OPENING: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class RowsView(QTableView):
    """Rows of equal height; a click or Return chooses one.

    A table with one column: unlike `QListView` it asks the model for visible rows only.

    Parameters
    ----------
    delegate : QStyledItemDelegate
        Paints the rows.
    """

    row_chosen = Signal(QModelIndex)

    def __init__(self, delegate: QStyledItemDelegate) -> None:
        super().__init__()
        delegate.setParent(self)
        self.setItemDelegate(delegate)
        self.horizontalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._fit_rows()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 (Qt's name)
        """Fit the row height to the font."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit_rows()

    def _fit_rows(self) -> None:
        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        height = self.itemDelegate().sizeHint(option, QModelIndex()).height()
        self.verticalHeader().setMinimumSectionSize(height)
        self.verticalHeader().setDefaultSectionSize(height)

    def moveCursor(  # noqa: N802
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Go to the first and last row with Home and End, as in a list."""
        if action == QAbstractItemView.CursorAction.MoveHome:
            return self.model().index(0, 0)
        if action == QAbstractItemView.CursorAction.MoveEnd:
            return self.model().index(self.model().rowCount() - 1, 0)
        return super().moveCursor(action, modifiers)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Choose the clicked row, unless a modifier changes the selection."""
        super().mouseReleaseEvent(event)
        plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        index = self.indexAt(event.position().toPoint())
        if plain and event.button() == Qt.MouseButton.LeftButton and index.isValid():
            self.row_chosen.emit(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Choose the current row with Return."""
        editing = self.state() == QAbstractItemView.State.EditingState
        if event.key() in _OPENING and not editing and self.currentIndex().isValid():
            self.row_chosen.emit(self.currentIndex())
            return
        super().keyPressEvent(event)


class SessionList(RowsView):
    """All sessions; the selection survives a reload.

    Parameters
    ----------
    model : SessionModel
        Of the sessions.
    """

    def __init__(self, model: SessionModel) -> None:
        super().__init__(SessionDelegate())
        self._sessions = model
        self._kept: tuple[list[str], str, int] = ([], "", 0)
        self.setModel(model)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setAccessibleName(self.tr("Sessions"))
        model.modelAboutToBeReset.connect(self._keep)
        model.modelReset.connect(self._restore)

    def selected_ids(self) -> list[str]:
        """Return the ids of selected sessions, in the order of the list."""
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        return [self._sessions.ids[row] for row in rows]

    def select(self, session_id: str) -> None:
        """Select a single session and scroll to it, if it is listed."""
        row = self._sessions.row_of(session_id)
        if row is not None:
            self.selectRow(row)

    @Slot()
    def _keep(self) -> None:
        current = self.currentIndex()
        current_id = self._sessions.ids[current.row()] if current.isValid() else ""
        self._kept = (self.selected_ids(), current_id, self.verticalScrollBar().value())

    @Slot()
    def _restore(self) -> None:
        selected, current_id, at = self._kept
        selection = self.selectionModel()
        flags = selection.SelectionFlag
        if (row := self._sessions.row_of(current_id)) is not None:
            selection.setCurrentIndex(self._sessions.index(row), flags.NoUpdate)
        for session_id in selected:
            if (row := self._sessions.row_of(session_id)) is not None:
                selection.select(self._sessions.index(row), flags.Select | flags.Rows)
        self.verticalScrollBar().setValue(at)


class HitList(RowsView):
    """Search results.

    Parameters
    ----------
    model : HitModel
        Of what was found.
    """

    def __init__(self, model: HitModel) -> None:
        super().__init__(HitDelegate())
        self.setModel(model)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setAccessibleName(self.tr("Found"))
