"""Connects the session view, the correction panels and the review bridge."""

from collections.abc import Callable
from functools import partial
from typing import Final, Protocol

from PySide6.QtCore import QObject, QTimer, Signal, SignalInstance, Slot
from PySide6.QtWidgets import QWidget

from emotion_desktop.domain.labels import EMOTIONS
from emotion_desktop.domain.review import Rater
from emotion_desktop.domain.review_state import ReviewState
from emotion_desktop.services.bridge.review import ReviewBridge
from emotion_desktop.services.review.desk import ReviewSnapshot, ReviewUpdate
from emotion_desktop.ui.actions import make_shortcuts
from emotion_desktop.ui.review.agreement_panel import AgreementPanel
from emotion_desktop.ui.review.correction_keys import REPEATING, correction_keys
from emotion_desktop.ui.review.rater_panel import RaterPanel
from emotion_desktop.ui.review.summary_panel import SummaryPanel
from emotion_desktop.ui.settings_store import SettingsStore

#: Figures are computed when edits pause.
_PAUSE_MS: Final = 400


class SessionView(Protocol):
    """Shows a session on a time axis."""

    segment_selected: SignalInstance
    """Id of the selected utterance, or None."""

    def select_segment(self, segment_id: int) -> None:
        """Select an utterance and bring it into view."""

    def seek(self, time_s: float) -> None:
        """Go to a position in seconds."""

    def show_state(self, state: ReviewState) -> None:
        """Show the present state of the utterances."""

    @property
    def position_s(self) -> float:
        """Position of the playback cursor in seconds."""


class ReviewController(QObject):
    """Opens sessions for the last rater, and keeps all parts of the page up to date.

    Parameters
    ----------
    bridge : ReviewBridge
        Makes the edits.
    view : SessionView
        Shows the session.
    panel : RaterPanel
        Corrects it.
    summary, agreement : SummaryPanel, AgreementPanel
        Figures of the session; computed while visible.
    store : SettingsStore
        Remembers the rater.
    page : QWidget
        Shortcuts work while it is visible; owns this object.
    """

    rater_changed = Signal(object)
    """The present `Rater`, for whatever else must not show more than they may see."""

    def __init__(
        self,
        bridge: ReviewBridge,
        view: SessionView,
        *,
        panel: RaterPanel,
        summary: SummaryPanel,
        agreement: AgreementPanel,
        store: SettingsStore,
        page: QWidget,
    ) -> None:
        super().__init__(page)
        self._bridge = bridge
        self._view = view
        self._panel = panel
        self._summary = summary
        self._agreement = agreement
        self._store = store
        self._raters: list[Rater] = []
        self._session_id: str | None = None
        self._selected: int | None = None
        self._wanted: int | None = None  # once the session is open
        self._pause = QTimer(self, interval=_PAUSE_MS, singleShot=True)
        self._pause.timeout.connect(self._compute)
        self._connect()
        self.shortcuts = make_shortcuts(correction_keys(), page, self._actions())
        for key, shortcut in zip(correction_keys(), self.shortcuts, strict=True):
            shortcut.setAutoRepeat(key.name in REPEATING)

    def _connect(self) -> None:
        bridge, panel = self._bridge, self._panel
        bridge.opened.connect(self._on_opened)
        bridge.changed.connect(self._on_changed)
        bridge.failed.connect(panel.show_problem)
        bridge.raters_found.connect(self._on_raters)
        bridge.summarised.connect(self._summary.show_summary)
        bridge.sessions_found.connect(self._summary.show_sessions)
        bridge.compared.connect(self._agreement.show_agreement)
        panel.rater_chosen.connect(self.choose_rater)
        panel.split_asked.connect(self.split)
        for source in (panel, self._summary):
            source.select_asked.connect(self.select)
            source.seek_asked.connect(self._view.seek)
        self._summary.wanted.connect(self._compute)
        self._summary.person_chosen.connect(bridge.find_sessions_of)
        self._agreement.wanted.connect(self._compute)
        self._view.segment_selected.connect(self._on_selected)

    def _actions(self) -> dict[str, Callable[[], object]]:
        editor, panel = self._panel.utterance, self._panel
        actions: dict[str, Callable[[], object]] = {}
        for name in EMOTIONS:
            actions[f"label-{name}"] = partial(editor.label, name)
            actions[f"further-{name}"] = partial(editor.label, name, further=True)
        actions["cannot-tell"] = editor.cannot_tell
        actions["next-to-check"] = partial(panel.go_to_check, 1)
        actions["back-to-check"] = partial(panel.go_to_check, -1)
        actions["split"] = self.split
        actions["merge"] = actions["merge-too"] = editor.merge
        for edge in ("start", "end"):
            actions[f"{edge}-earlier"] = partial(editor.nudge, edge, -1)
            actions[f"{edge}-later"] = partial(editor.nudge, edge, 1)
        actions["undo"] = partial(panel.undo, 1)
        actions["redo"] = actions["redo-too"] = partial(panel.redo, 1)
        return actions

    @property
    def rater(self) -> Rater:
        """The rater chosen last; at first, one who is not blind."""
        first = self.tr("Rater 1")
        name = self._store.settings.rater or first
        return self._as_stored(Rater(name, blind=name != first))

    def _as_stored(self, rater: Rater) -> Rater:
        """Return the known rater of that name: whether they are blind was decided once."""
        return next((one for one in self._raters if one.name == rater.name), rater)

    def look(self) -> None:
        """Announce the rater chosen last, and request the list of raters."""
        # The library would show everything until the raters are read.
        self.rater_changed.emit(self.rater)
        self._bridge.list_raters()

    @Slot(str)
    def open(self, session_id: str) -> None:
        """Open a session for review."""
        self.close()
        self._session_id = session_id
        self._bridge.open(session_id, self.rater)

    @Slot()
    def close(self) -> None:
        """Save what is typed, and close the session."""
        self._panel.commit()
        if self._session_id is not None:
            self._bridge.close_session()
        self._session_id = self._selected = self._wanted = None
        for part in (self._panel, self._summary, self._agreement):
            part.show_nothing()
        self._panel.show_raters(self._raters, self.rater)

    @Slot(object)
    def choose_rater(self, rater: Rater) -> None:
        """Change the rater."""
        session_id, selected = self._session_id, self._selected
        self.close()
        rater = self._as_stored(rater)
        if rater not in self._raters:
            self._raters.append(rater)
            self._bridge.add_rater(rater)
        self._store.update(rater=rater.name)
        self._panel.show_raters(self._raters, rater)
        self.rater_changed.emit(rater)
        if session_id is not None:
            self.open(session_id)
            self._wanted = selected

    @Slot()
    def split(self) -> None:
        """Split the selected utterance at the playback cursor."""
        self._panel.utterance.split(self._view.position_s)

    @Slot(int)
    def select(self, segment_id: int) -> None:
        """Select an utterance in all parts of the page."""
        self._on_selected(segment_id)
        self._view.select_segment(segment_id)

    @Slot(object)
    def _on_selected(self, segment_id: int | None) -> None:
        if segment_id != self._selected:
            self._selected = segment_id
            self._panel.show_selected(segment_id)

    @Slot(list)
    def _on_raters(self, raters: list[Rater]) -> None:
        self._raters = raters
        if self._session_id is None:
            self._panel.show_raters(raters, self.rater)
            self.rater_changed.emit(self.rater)

    @Slot(object)
    def _on_opened(self, snapshot: ReviewSnapshot) -> None:
        self._raters = list(snapshot.raters)
        if not self._store.settings.rater:
            self._store.update(rater=snapshot.rater.name)
        self.rater_changed.emit(snapshot.rater)  # blind or not as it is stored
        self._show(snapshot)
        wanted, self._wanted = self._wanted, None
        if wanted is not None and snapshot.view.segment(wanted) is not None:
            self.select(wanted)

    @Slot(object)
    def _on_changed(self, update: ReviewUpdate) -> None:
        self._show(update.snapshot)
        touched = update.change.segment_ids
        if self._selected in touched or (update.change.cause == "edit" or not touched):
            if self._selected is not None:
                self._keep_selected(update.snapshot, (self._selected, *touched))
        else:
            self._keep_selected(update.snapshot, touched)  # shows what was restored

    def _show(self, snapshot: ReviewSnapshot) -> None:
        self._view.show_state(snapshot.view)
        self._panel.show_snapshot(snapshot)
        self._pause.start()

    def _keep_selected(self, snapshot: ReviewSnapshot, wanted: tuple[int, ...]) -> None:
        """Select the first of some utterances that still exists, if any."""
        there = next((one for one in wanted if snapshot.view.segment(one) is not None), None)
        if there is None:
            self._on_selected(None)
        elif there != self._selected:
            self.select(there)

    @Slot()
    def _compute(self) -> None:
        """Request the figures that are visible."""
        snapshot = self._bridge.snapshot
        if snapshot is None:
            return
        if self._summary.isVisible():
            self._summary.show_snapshot(snapshot)
            self._bridge.summarise()
        if self._agreement.isVisible():
            self._agreement.show_snapshot(snapshot)
            self._bridge.compare_raters()
