"""What a reviewer has before them: a session of four utterances, and how it is worked on."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from emotion_desktop.domain.review import Annotation, Rater
from emotion_desktop.domain.review_state import ReviewedSegment
from emotion_desktop.services.bridge.review import ReviewBridge
from emotion_desktop.ui.review.agreement_panel import AgreementPanel
from emotion_desktop.ui.review.rater_panel import RaterPanel
from emotion_desktop.ui.review.review_controller import ReviewController
from emotion_desktop.ui.review.session_tabs import SessionTabs
from emotion_desktop.ui.review.summary_panel import SummaryPanel
from emotion_desktop.ui.settings_store import SettingsStore
from tests.golden.inputs import SESSION_ID
from tests.ui.session_list import SessionList

ANA, BO = Rater("Ana “🙂”"), Rater("Bo", blind=False)
OTHER_ID = "20260302T120000Z-0a1b2c"


@dataclass
class Desk:
    """What a reviewer has before them."""

    bridge: ReviewBridge
    controller: ReviewController
    panel: RaterPanel
    summary: SummaryPanel
    agreement: AgreementPanel
    view: SessionList
    tabs: SessionTabs
    page: QWidget
    store: SettingsStore
    qtbot: QtBot

    def open(self, session_id: str = SESSION_ID) -> None:
        with self.qtbot.waitSignal(self.bridge.opened):
            self.controller.open(session_id)

    def after(self, act: Callable[[], object]) -> None:
        """Do something, and wait until it is kept and shown."""
        with self.qtbot.waitSignal(self.bridge.changed):
            act()

    def press(
        self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        self.after(lambda: self.qtbot.keyClick(self.page, key, modifiers))

    def undo(self) -> None:
        self.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)

    def redo(self) -> None:
        self.press(Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)

    @property
    def rater(self) -> str:
        assert self.bridge.snapshot is not None
        return self.bridge.snapshot.rater.name

    def segment(self, segment_id: int) -> ReviewedSegment:
        assert self.bridge.snapshot is not None
        found = self.bridge.snapshot.view.segment(segment_id)
        assert found is not None
        return found

    def own(self, segment_id: int) -> Annotation:
        return self.segment(segment_id).annotations.get(self.rater, Annotation())

    def ids(self) -> list[int]:
        assert self.bridge.snapshot is not None
        return [one.id for one in self.bridge.snapshot.view.segments]
