"""Navigation between the utterances to check."""

from collections import Counter
from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QToolButton, QWidget

from emotion_desktop.services.review.next_to_check import REASONS, Reason, ToCheck


class CheckBar(QWidget):
    """Two buttons, and a menu of the reasons with their counts."""

    step_asked = Signal(int)
    """1 for the next one, -1 for the one before."""

    def __init__(self) -> None:
        super().__init__()
        self._every: tuple[ToCheck, ...] = ()
        self.back = QToolButton()
        self.back.setArrowType(Qt.ArrowType.LeftArrow)
        self.back.setAccessibleName(self.tr("Previous to check"))
        self.back.setToolTip(self.tr("Previous to check (Shift+N)"))
        self.back.clicked.connect(partial(self.step_asked.emit, -1))
        self.next = QToolButton()
        self.next.setPopupMode(QToolButton.ToolButtonPopupMode.MenuButtonPopup)
        self.next.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.next.clicked.connect(partial(self.step_asked.emit, 1))
        self.menu = QMenu(self.next)
        self.next.setMenu(self.menu)
        self.actions_by_reason: dict[Reason, QAction] = {}
        for reason in REASONS:
            action = self.menu.addAction("")
            action.setCheckable(True)
            action.setChecked(True)
            action.toggled.connect(self._count)
            self.actions_by_reason[reason] = action
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.back)
        row.addWidget(self.next)
        self._count()

    @property
    def to_check(self) -> list[ToCheck]:
        """The utterances to check for the selected reasons, in order."""
        chosen = {one for one, action in self.actions_by_reason.items() if action.isChecked()}
        return [one for one in self._every if not chosen.isdisjoint(one.reasons)]

    def show_to_check(self, every: tuple[ToCheck, ...]) -> None:
        """Set the utterances to check for any reason."""
        self._every = every
        self._count()

    @Slot()
    def _count(self) -> None:
        counts = Counter(reason for one in self._every for reason in one.reasons)
        titles: dict[Reason, str] = {
            "conflict": self.tr("Speech and text differ: {count}"),
            "disagreement": self.tr("Raters disagree: {count}"),
            "uncertain": self.tr("Unclear: {count}"),
        }
        for reason, action in self.actions_by_reason.items():
            action.setText(titles[reason].format(count=counts[reason]))
        n_left = len(self.to_check)
        text = self.tr("Next to check: {count}").format(count=n_left)
        self.next.setText(text)
        self.next.setAccessibleName(text)
        self.next.setToolTip(
            self.tr(
                "Next utterance that is unclear, where speech and text differ, "
                "or where raters disagree (N)"
            )
        )
        self.back.setEnabled(n_left > 0)
