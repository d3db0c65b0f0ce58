"""Puts the parts of the Review page together."""

from dataclasses import dataclass

from PySide6.QtCore import QObject, Slot

from emotion_desktop.services.bridge.annotations import AnnotationBridge
from emotion_desktop.services.bridge.exporting import ExportBridge
from emotion_desktop.services.bridge.library import LibraryBridge
from emotion_desktop.services.bridge.player import PlayerBridge
from emotion_desktop.services.bridge.prosody import ProsodyBridge
from emotion_desktop.services.bridge.review import ReviewBridge
from emotion_desktop.services.bridge.session import SessionBridge
from emotion_desktop.ui.review.agreement_panel import AgreementPanel
from emotion_desktop.ui.review.annotation_import import AnnotationImport
from emotion_desktop.ui.review.library_panel import LibraryPanel
from emotion_desktop.ui.review.page import ReviewPage
from emotion_desktop.ui.review.prosody_controller import ProsodyController
from emotion_desktop.ui.review.rater_panel import RaterPanel
from emotion_desktop.ui.review.review_controller import ReviewController
from emotion_desktop.ui.review.session_tabs import SessionTabs
from emotion_desktop.ui.review.session_view import SessionView
from emotion_desktop.ui.review.summary_panel import SummaryPanel
from emotion_desktop.ui.settings_store import SettingsStore


@dataclass(frozen=True, slots=True)
class ReviewBridges:
    """What the Review page asks: each does its work on threads of its own."""

    library: LibraryBridge
    exports: ExportBridge
    session: SessionBridge
    player: PlayerBridge
    review: ReviewBridge
    annotations: AnnotationBridge
    prosody: ProsodyBridge

    def shut_down(self) -> bool:
        """Stop the threads of all but the exports, which others use too; True if all ended."""
        parts = (
            self.player,
            self.session,
            self.annotations,
            self.prosody,
            self.review,
            self.library,
        )
        ended = [part.shut_down() for part in parts]  # every one, whatever the others did
        return all(ended)


class ReviewAssembly(QObject):
    """The Review page with its parts connected.

    Parameters
    ----------
    bridges : ReviewBridges
        Shut down by their owner, after `close`.
    store : SettingsStore
        Remembers the rater, and whether prosody is shown.
    """

    def __init__(self, bridges: ReviewBridges, store: SettingsStore) -> None:
        super().__init__()
        self.library = LibraryPanel(bridges.library, bridges.exports)
        self.session = SessionView(bridges.session, bridges.player)
        self.session.waits_for_state = True  # a blind rater must not see the models' labels
        self.prosody = ProsodyController(
            bridges.prosody, bridges.session, self.session.detail, store
        )
        self.raters = RaterPanel(bridges.review)
        summary, agreement = SummaryPanel(), AgreementPanel()
        summary.export_bar.serve(bridges.exports, summary.summarised)
        self.tabs = SessionTabs(self.session, summary, agreement)
        self.page = ReviewPage(self.library, self.tabs, self.raters, self.session)
        self.controller = ReviewController(
            bridges.review,
            self.session,
            panel=self.raters,
            summary=summary,
            agreement=agreement,
            store=store,
            page=self.page,
        )
        self.imports = AnnotationImport(
            bridges.annotations, bridges.review, self.raters.commit, self.page
        )
        self.session.head.import_annotations.clicked.connect(self.imports.ask)
        self.library.session_chosen.connect(self.session.open_session)
        self.library.hits.row_chosen.connect(self.tabs.show_session)
        self.library.sessions_deleted.connect(self._on_deleted)
        self.session.opened.connect(self.controller.open)
        self.session.detail.lanes.border_moved.connect(bridges.review.move_border)
        self.controller.rater_changed.connect(self.library.set_rater)
        bridges.library.changed.connect(bridges.review.reload)
        bridges.review.changed.connect(self.library.reload_soon)
        bridges.review.labels_imported.connect(self.library.reload_soon)
        bridges.review.import_undone.connect(self.library.reload_soon)

    @Slot(str)
    def open(self, session_id: str) -> None:
        """Open a session, and show where it is in the library."""
        self.library.refresh()
        self.library.select(session_id)
        self.session.open_session(session_id)

    @Slot(list)
    def _on_deleted(self, session_ids: list[str]) -> None:
        if self.session.session_id in session_ids:
            self.close()

    def close(self) -> None:
        """Save what is typed, and close the session."""
        self.controller.close()
        self.session.close_session()
