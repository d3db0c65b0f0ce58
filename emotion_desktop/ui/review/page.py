"""The Review page: library, session and raters side by side."""

from typing import Final

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QTabWidget, QVBoxLayout, QWidget

from emotion_desktop.ui.review.session_keys import make_session_shortcuts
from emotion_desktop.ui.review.session_view import SessionView

_LIBRARY_PX: Final = 280
_RATERS_PX: Final = 280
#: With less for the session, the library folds.
_SESSION_PX: Final = 440


class ReviewPage(QWidget):
    """Three columns in a splitter; two where there is no room for three.

    Then the list of sessions is a tab beside the raters, and gives way to them once a session
    is open.

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
        self._centre = centre
        self.side = QTabWidget()
        self.side.setDocumentMode(True)
        self.side.setTabBarAutoHide(True)
        self.side.addTab(raters, self.tr("Corrections"))
        self._parts = QSplitter(Qt.Orientation.Horizontal)
        self._parts.setChildrenCollapsible(False)
        for part in (library, centre, self.side):
            self._parts.addWidget(part)
        self._parts.setStretchFactor(1, 1)
        self._parts.setSizes([_LIBRARY_PX, 2 * _LIBRARY_PX, _RATERS_PX])
        self._column = QVBoxLayout(self)
        self._column.addWidget(self._parts)
        session.opened.connect(self._on_opened)
        make_session_shortcuts(session, self, session.key_actions())

    @property
    def is_narrow(self) -> bool:
        """Whether the list of sessions is a tab beside the raters."""
        return self.side.count() > 1

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """Fold to two columns, or unfold to three."""
        super().resizeEvent(event)
        spare_px = _SESSION_PX - self._centre.minimumSizeHint().width()
        needed_px = self._needed_px(self.library, self._centre, self.raters) + max(spare_px, 0)
        narrow = event.size().width() < needed_px
        if narrow != self.is_narrow:
            self._fold() if narrow else self._unfold()

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Return the room that two columns need."""
        width_px = self._needed_px(self._centre, self.raters)
        return QSize(width_px, super().minimumSizeHint().height())

    def _needed_px(self, *parts: QWidget) -> int:
        margins = self.contentsMargins() + self._column.contentsMargins()
        handles_px = self._parts.handleWidth() * (len(parts) - 1)
        parts_px = sum(max(part.minimumWidth(), part.minimumSizeHint().width()) for part in parts)
        return parts_px + handles_px + margins.left() + margins.right()

    def _fold(self) -> None:
        self.side.insertTab(0, self.library, self.tr("Sessions"))
        self.side.setCurrentIndex(0 if self.session.session_id is None else 1)

    def _unfold(self) -> None:
        self._parts.insertWidget(0, self.library)
        self.library.show()
        self._parts.setSizes([_LIBRARY_PX, 2 * _LIBRARY_PX, _RATERS_PX])

    @Slot()
    def _on_opened(self) -> None:
        self.side.setCurrentWidget(self.raters)
