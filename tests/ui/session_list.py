"""A small session view: utterances as a list, a cursor as a number."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from emotion_desktop.domain.review_state import ReviewState


class SessionList(QListWidget):
    segment_selected = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.position_s = 0.0
        self._listing = False
        self.currentItemChanged.connect(self._on_current)

    def show_state(self, state: ReviewState) -> None:
        selected = self.selected
        self._listing = True
        self.clear()
        for one in state.segments:
            item = QListWidgetItem(f"{one.start_s:.1f} {one.transcript.text}")
            item.setData(Qt.ItemDataRole.UserRole, one.id)
            self.addItem(item)
            if one.id == selected:
                self.setCurrentItem(item)
        self._listing = False

    def select_segment(self, segment_id: int) -> None:
        for row in range(self.count()):
            if self.item(row).data(Qt.ItemDataRole.UserRole) == segment_id:
                self.setCurrentRow(row)

    def seek(self, time_s: float) -> None:
        self.position_s = time_s

    @property
    def selected(self) -> int | None:
        item = self.currentItem()
        return None if item is None else item.data(Qt.ItemDataRole.UserRole)

    def _on_current(self, *_items: object) -> None:
        if not self._listing:
            self.segment_selected.emit(self.selected)
