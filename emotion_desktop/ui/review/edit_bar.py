"""Buttons that split, merge and trim the selected utterance."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QToolButton, QWidget


class EditBar(QWidget):
    """Split, merge, and both boundaries in steps of 10 ms."""

    split_asked = Signal()
    merge_asked = Signal()
    nudge_asked = Signal(str, int)
    """`start` or `end`, and 1 for later or -1 for earlier."""

    def __init__(self) -> None:
        super().__init__()
        self.split = QPushButton(self.tr("Split"))
        self.split.setToolTip(self.tr("Split the utterance at the playback cursor (S)"))
        self.split.clicked.connect(self.split_asked)
        self.merge = QPushButton(self.tr("Merge with next"))
        self.merge.setToolTip(self.tr("Merge with the next utterance of this speaker (M)"))
        self.merge.clicked.connect(self.merge_asked)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(4)
        grid.addWidget(self.split, 0, 0, 1, 3)
        grid.addWidget(self.merge, 0, 3, 1, 3)
        self.nudges: dict[tuple[str, int], QToolButton] = {}
        start, end = self.tr("Start"), self.tr("End")
        self._add_edge(grid, 0, "start", start, "Alt")
        self._add_edge(grid, 3, "end", end, "Alt+Shift")
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(3, 1)

    def _add_edge(
        self, grid: QGridLayout, column: int, edge: str, title: str, modifiers: str
    ) -> None:
        label = QLabel(title)
        label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        grid.addWidget(label, 1, column)
        earlier = self.tr("{border}: 10 ms earlier ({key})")
        later = self.tr("{border}: 10 ms later ({key})")
        for place, (direction, arrow, sign, tip) in enumerate(
            (
                (-1, Qt.ArrowType.LeftArrow, "←", earlier),
                (1, Qt.ArrowType.RightArrow, "→", later),
            ),
            start=1,
        ):
            button = QToolButton()
            button.setArrowType(arrow)
            button.setAutoRepeat(True)
            button.setToolTip(tip.format(border=title, key=f"{modifiers}+{sign}"))
            button.setAccessibleName(button.toolTip())
            button.clicked.connect(partial(self.nudge_asked.emit, edge, direction))
            grid.addWidget(button, 1, column + place)
            self.nudges[edge, direction] = button
