"""The right side of the review page: rater, history, annotations and corrections."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QLabel, QTabWidget, QVBoxLayout, QWidget

from emotion_desktop.domain.review import Rater
from emotion_desktop.services.bridge.review import ReviewBridge
from emotion_desktop.services.review.desk import ReviewSnapshot
from emotion_desktop.services.review.history import History
from emotion_desktop.ui.review.check_bar import CheckBar
from emotion_desktop.ui.review.click_focus import leave_keys_alone
from emotion_desktop.ui.review.history_buttons import HistoryButtons
from emotion_desktop.ui.review.rater_bar import RaterBar
from emotion_desktop.ui.review.session_editor import SessionEditor
from emotion_desktop.ui.review.utterance_editor import UtteranceEditor
from emotion_desktop.ui.theme import set_text_color, theme_of
from emotion_desktop.ui.widgets.themed import Themed
from emotion_desktop.ui.widgets.upright_scroll import UprightScroll

_LEAST_PX = 330


class RaterPanel(Themed, QWidget):
    """Shows the open session and requests edits; holds no state of its own.

    Parameters
    ----------
    bridge : ReviewBridge
        Makes the edits.
    """

    select_asked = Signal(int)
    """Id of the utterance to select."""
    seek_asked = Signal(float)
    """Position to seek to, in seconds."""
    split_asked = Signal()
    """Split the selected utterance at the playback cursor."""
    rater_chosen = Signal(object)
    """A `Rater`, possibly a new one."""

    def __init__(self, bridge: ReviewBridge) -> None:
        super().__init__()
        self._bridge = bridge
        self._snapshot: ReviewSnapshot | None = None
        self._selected: int | None = None
        self.raters = RaterBar()
        self.history = HistoryButtons()
        self.check = CheckBar()
        self.problem = QLabel()
        self.problem.setWordWrap(True)
        self.problem.setTextFormat(Qt.TextFormat.PlainText)
        self.problem.setAccessibleName(self.tr("What went wrong"))
        self.problem.hide()
        self.utterance = UtteranceEditor(bridge)
        self.session = SessionEditor(bridge)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self._add_tab(self.utterance, self.tr("Utterance"))
        self._add_tab(self.session, self.tr("Session"))
        column = QVBoxLayout(self)
        for widget in (self.raters, self.history, self.check, self.problem):
            column.addWidget(widget)
        column.addWidget(self.tabs, stretch=1)
        leave_keys_alone(self)
        self._connect()
        self.show_nothing()
        self.follow_theme()

    def _add_tab(self, content: QWidget, title: str) -> None:
        area = UprightScroll(content)
        area.setAccessibleName(title)
        self.tabs.addTab(area, title)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """Return at least a width at which comments can be written."""
        return super().minimumSizeHint().expandedTo(QSize(_LEAST_PX, 0))

    def _connect(self) -> None:
        self.raters.chosen.connect(self.rater_chosen)
        self.raters.unblind_asked.connect(self._bridge.unblind)
        self.history.undo_asked.connect(self.undo)
        self.history.redo_asked.connect(self.redo)
        self.check.step_asked.connect(self.go_to_check)
        self.utterance.split_asked.connect(self.split_asked)

    def show_raters(self, raters: Sequence[Rater], rater: Rater | None) -> None:
        """Show the raters while no session is open."""
        self.raters.show_raters(raters, rater, blind=False)

    def show_snapshot(self, snapshot: ReviewSnapshot) -> None:
        """Show the present state of a session."""
        self._snapshot = snapshot
        self.problem.hide()
        self.raters.show_raters(snapshot.raters, snapshot.rater, blind=snapshot.blind)
        self.history.show_history(snapshot.history)
        self.check.show_to_check(snapshot.to_check)
        self.check.setEnabled(True)
        self.session.show_session(snapshot)
        self.utterance.show_segment(snapshot, self._selected)

    def show_nothing(self) -> None:
        """Show that no session is open; call `commit` before to save typed text."""
        self._snapshot = self._selected = None
        self.history.show_history(History())
        self.check.show_to_check(())
        self.check.setEnabled(False)
        self.session.show_session(None)
        self.utterance.show_segment(None, None)

    def show_selected(self, segment_id: int | None) -> None:
        """Show the selected utterance; None for none."""
        self._selected = segment_id
        self.utterance.show_segment(self._snapshot, segment_id)

    @Slot(str)
    def show_problem(self, text: str) -> None:
        """Show an error until the next successful edit."""
        self.problem.setText(text)
        self.problem.show()
        self.utterance.fail()
        self.session.fail()

    @Slot()
    def commit(self) -> None:
        """Save text that is typed and not saved yet."""
        self.utterance.commit()
        self.session.commit()

    @Slot(int)
    def undo(self, steps: int = 1) -> None:
        """Undo the latest steps, including what is being typed."""
        self.commit()
        self._bridge.undo(steps)

    @Slot(int)
    def redo(self, steps: int = 1) -> None:
        """Redo the steps that were undone last."""
        self._bridge.redo(steps)

    @Slot(int)
    def go_to_check(self, direction: int) -> None:
        """Request the next (1) or previous (-1) utterance to check; wraps around."""
        if self._snapshot is None:
            return
        places = {one.id: i for i, one in enumerate(self._snapshot.view.segments)}
        found = [places[one.segment_id] for one in self.check.to_check]
        here = places.get(self._selected, -1) if self._selected is not None else -1
        if direction > 0:
            target = next((i for i in found if i > here), found[0] if found else None)
        else:
            before = [i for i in found if i < here]
            target = before[-1] if before else (found[-1] if found else None)
        if target is not None:
            segment = self._snapshot.view.segments[target]
            self.select_asked.emit(segment.id)
            self.seek_asked.emit(segment.start_s)

    def apply_theme(self) -> None:
        """Colour the error message."""
        theme = theme_of(self.palette())
        self.problem.setPalette(set_text_color(self.palette(), theme.error))
