"""The Review page: library, session and raters side by side."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from emotion_desktop.ui.review.session_keys import make_session_shortcuts
from emotion_desktop.ui.review.session_view import SessionView

_LIBRARY_PX: Final = 280
_RATERS_PX: Final = 280


class ReviewPage(QWidget):
    """Three columns in a splitter.

    Parameters
    ----------
    library : QWidget
        Left column: the list of sessions.
    centre : QWidget
        Middle column: what holds the session view, or that view itself.
    raters : QWidget
        Right column: labels and notes.
    session : SessionView
        Shows the open session.
    """

    def __init__(
        self, library: QWidget, centre: QWidget, raters: QWidget, session: SessionView
    ) -> None:
        super().__init__()
        self.library, self.session, self.raters = library, session, raters
        self._parts = QSplitter(Qt.Orientation.Horizontal)
        self._parts.setChildrenCollapsible(False)
        for part in (library, centre, raters):
            self._parts.addWidget(part)
        self._parts.setStretchFactor(1, 1)
        self._parts.setSizes([_LIBRARY_PX, 2 * _LIBRARY_PX, _RATERS_PX])
        column = QVBoxLayout(self)
        column.addWidget(self._parts)
        make_session_shortcuts(session, self, session.key_actions())
