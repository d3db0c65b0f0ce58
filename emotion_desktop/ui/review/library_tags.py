"""Dialog for the tags of one or several sessions."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from emotion_desktop.ui.theme import outlined, theme_of
from emotion_desktop.ui.widgets.themed import Themed


class TagsDialog(Themed, QDialog):
    """Check list of all tags, and a field for a new one.

    Parameters
    ----------
    of_sessions : sequence of tuple of str
        The tags of each session; a tag that only some have is partially checked.
    every : sequence of str
        All existing tags.
    parent : QWidget
        Its window.
    """

    def __init__(
        self, of_sessions: Sequence[tuple[str, ...]], every: Sequence[str], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Tags"))
        count = len(of_sessions)
        text = (
            self.tr("Tags of this session")
            if count == 1
            else self.tr("Tags of {count} sessions").format(count=count)
        )
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Tags"))
        self._before: dict[str, Qt.CheckState] = {}
        for tag in sorted({*every, *(tag for tags in of_sessions for tag in tags)}):
            self._add(tag, sum(tag in tags for tags in of_sessions), count)
        self.new_tag = QLineEdit()
        self.new_tag.setPlaceholderText(self.tr("New tag"))
        self.new_tag.setAccessibleName(self.tr("New tag"))
        self.add_button = QPushButton(self.tr("Add"))
        self.add_button.setAutoDefault(False)
        self.add_button.setEnabled(False)
        row = QHBoxLayout()
        row.addWidget(self.new_tag, stretch=1)
        row.addWidget(self.add_button)
        buttons = QDialogButtonBox()
        buttons.addButton(self.tr("Save"), QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(self.tr("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        column = QVBoxLayout(self)
        column.addWidget(QLabel(text))
        column.addWidget(self.list, stretch=1)
        column.addLayout(row)
        column.addWidget(buttons)
        self.new_tag.textChanged.connect(self._on_text)
        self.add_button.clicked.connect(self._add_new)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self.resize(320, 360)
        (self.list if self.list.count() else self.new_tag).setFocus()
        self.follow_theme()

    def apply_theme(self) -> None:
        """Keep the check boxes visible in the dark theme."""
        palette = self.palette()
        self.list.setPalette(outlined(palette) if theme_of(palette).is_dark else palette)

    def added(self) -> list[str]:
        """Return the tags to add to all sessions."""
        return self._with(Qt.CheckState.Checked)

    def removed(self) -> list[str]:
        """Return the tags to remove from all sessions."""
        return self._with(Qt.CheckState.Unchecked)

    def accept(self) -> None:
        """Add a tag that is still being typed, too."""
        self._add_new()
        super().accept()

    def _with(self, state: Qt.CheckState) -> list[str]:
        items = [self.list.item(i) for i in range(self.list.count())]
        return [
            one.text()
            for one in items
            if one.checkState() == state and self._before.get(one.text()) != state
        ]

    def _add(self, tag: str, n_with: int, n_sessions: int) -> None:
        state = Qt.CheckState.PartiallyChecked
        if n_with in {0, n_sessions}:
            state = Qt.CheckState.Checked if n_with else Qt.CheckState.Unchecked
        item = QListWidgetItem(tag)
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        item.setCheckState(state)
        self.list.addItem(item)
        self._before[tag] = state

    @Slot(str)
    def _on_text(self, text: str) -> None:
        self.add_button.setEnabled(bool(text.strip()))

    @Slot()
    def _add_new(self) -> None:
        tag = " ".join(self.new_tag.text().split())
        if not tag:
            return
        known = self.list.findItems(tag, Qt.MatchFlag.MatchExactly)
        item = known[0] if known else QListWidgetItem(tag)
        if not known:
            self.list.addItem(item)
        item.setCheckState(Qt.CheckState.Checked)
        self.list.setCurrentItem(item)
        self.new_tag.clear()
