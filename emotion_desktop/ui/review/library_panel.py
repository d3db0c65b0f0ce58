"""The library panel: search, filters, list of sessions, and notices."""

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QModelIndex, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QMenu,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from emotion_desktop.domain.library import (
    LibraryChoices,
    LibraryFilter,
    LibraryQuestion,
    Listing,
)
from emotion_desktop.domain.review import Rater
from emotion_desktop.services.bridge.exporting import ExportBridge
from emotion_desktop.services.bridge.library import LibraryBridge
from emotion_desktop.services.bridge.throttle import Throttle
from emotion_desktop.ui.review import library_keys as keys
from emotion_desktop.ui.review.library_actions import LibraryActions
from emotion_desktop.ui.review.library_controls import MessagePage, SearchBox, SortBox
from emotion_desktop.ui.review.library_filters import LibraryFilterBar
from emotion_desktop.ui.review.library_hits import HIT_ROLE, HitModel
from emotion_desktop.ui.review.library_list import HitList, SessionList
from emotion_desktop.ui.review.library_model import SessionModel
from emotion_desktop.ui.review.library_notice import LibraryNotice
from emotion_desktop.ui.theme import set_text_color, theme_of
from emotion_desktop.ui.widgets.themed import Themed

if TYPE_CHECKING:
    from emotion_desktop.services.review.library import Found

#: Changes in quick succession cause a single reload.
_GATHERED_MS: Final = 100
#: Shares are worked out anew when edits pause that long: it takes as long as opening the session.
_PAUSE_MS: Final = 2_000
#: Files are analysed faster than lists of thousands are read.
_ADDED_EVERY_MS: Final = 1_000
_LEAST_WIDTH_PX: Final = 280


class LibraryPanel(Themed, QWidget):
    """All sessions, and search results.

    Parameters
    ----------
    bridge : LibraryBridge
        Queries and changes the library.
    exports : ExportBridge
        Runs exports.
    """

    session_chosen = Signal(str, object)
    """A session was chosen: its id, and the position to jump to in seconds, or None."""
    sessions_deleted = Signal(list)
    """Ids of sessions that were deleted; an open one should be closed."""

    def __init__(self, bridge: LibraryBridge, exports: ExportBridge) -> None:
        super().__init__()
        self._bridge = bridge
        self._listing: Listing | None = None
        self._failure = ""
        self._shown_search = ""
        self._to_select = ""
        self.model, self.hit_model = SessionModel(), HitModel()
        self.sessions, self.hits = SessionList(self.model), HitList(self.hit_model)
        self.notice = LibraryNotice()
        self.commands = LibraryActions(bridge, exports, self.sessions, self.model, self.notice)
        self.filters = LibraryFilterBar()
        self._asking = QTimer(self)
        self._asking.setSingleShot(True)
        self._asking.setInterval(_GATHERED_MS)
        self._refreshing = QTimer(self, interval=_PAUSE_MS, singleShot=True)
        self._adding = Throttle(self._show_added, _ADDED_EVERY_MS, self)
        self._make_controls()
        self._lay_out()
        self._connect()
        self._show_state()
        self.follow_theme()

    def _make_controls(self) -> None:
        self.search = SearchBox()
        self.search.setPlaceholderText(self.tr("Search all sessions"))
        self.search.setAccessibleName(self.tr("Search all sessions"))
        self.search.setToolTip(
            self.tr(
                "Searches transcripts, notes, comments, markers and titles. Put a phrase in "
                "double quotes to find it exactly."
            )
        )
        self.search.setClearButtonEnabled(True)
        self.filter_button = QToolButton()
        self.filter_button.setCheckable(True)
        self.filter_button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        self.sort = SortBox()
        self.more_button = QToolButton()
        self.more_button.setText("⋯")
        self.more_button.setAccessibleName(self.tr("More"))
        self.more_button.setToolTip(self.tr("More"))
        self.more_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self.more_button)
        menu.addActions([self.commands.unpack, self.commands.import_analysis])
        menu.addSeparator()
        self.refresh_action = menu.addAction(self.tr("Refresh"))
        self.refresh_action.setShortcut(QKeySequence(keys.REFRESH))
        self.refresh_action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.addAction(self.refresh_action)
        self.more_button.setMenu(menu)
        self.count = QLabel()
        self.work = QLabel()
        self.message = MessagePage()
        self._show_filter_count()

    def _lay_out(self) -> None:
        self.setMinimumWidth(_LEAST_WIDTH_PX)
        first = QHBoxLayout()
        first.addWidget(self.search, stretch=1)
        first.addWidget(self.more_button)
        second = QHBoxLayout()
        second.addWidget(self.filter_button)
        second.addWidget(self.sort, stretch=1)
        self.filters.hide()
        self.stack = QStackedWidget()
        for page in (self.sessions, self.hits, self.message):
            self.stack.addWidget(page)
        foot = QHBoxLayout()
        foot.addWidget(self.count)
        foot.addStretch()
        foot.addWidget(self.work)
        column = QVBoxLayout(self)
        column.addLayout(first)
        column.addLayout(second)
        column.addWidget(self.filters)
        column.addWidget(self.stack, stretch=1)
        column.addWidget(self.notice)
        column.addLayout(foot)

    def _connect(self) -> None:
        self._asking.timeout.connect(self._ask)
        self._refreshing.timeout.connect(self._bridge.refresh)
        self.search.textChanged.connect(self._on_typed)
        self.search.list_wanted.connect(self._go_to_list)
        self.search.returnPressed.connect(self._go_to_list)
        self.filter_button.toggled.connect(self.filters.setVisible)
        self.filters.changed.connect(self._on_filter)
        self.sort.currentIndexChanged.connect(self._ask)
        self.refresh_action.triggered.connect(self.refresh)
        self.message.button.clicked.connect(self._on_message_button)
        self.sessions.row_chosen.connect(self._choose_session)
        self.hits.row_chosen.connect(self._choose_hit)
        self.model.entries_wanted.connect(self._bridge.ask_entries)
        shortcut = QShortcut(QKeySequence(keys.SEARCH), self)
        shortcut.activated.connect(self.focus_search)
        bridge = self._bridge
        bridge.listed.connect(self._on_listed)
        bridge.entries_read.connect(self.model.take_entries)
        bridge.found.connect(self._on_found)
        bridge.choices_read.connect(self._on_choices)
        bridge.asking_failed.connect(self._on_asking_failed)
        bridge.changed.connect(self.reload_soon)
        bridge.added.connect(self._on_added)
        bridge.deleted.connect(self.sessions_deleted)
        bridge.work_changed.connect(self.work.setText)
        bridge.failed.connect(self.notice.tell_error)
        bridge.noticed.connect(self.notice.tell)

    # For the page

    @Slot()
    def refresh(self) -> None:
        """Reload the library."""
        self._ask()
        self._bridge.refresh()

    @Slot()
    def take_added(self) -> None:
        """Show sessions that were added by the rest of the program."""
        self._adding.ask()

    def _show_added(self) -> None:
        if self.isVisible():
            self._ask()
        self._bridge.refresh()  # there is less to do when it becomes visible

    def set_rater(self, rater: Rater | None) -> None:
        """Show only what this rater may see, from now on."""
        if rater != self._bridge.rater:
            self._to_select = self._to_select or next(iter(self.sessions.selected_ids()), "")
            self.model.take_ids([])
            self.hit_model.show_found(None)
            self._bridge.set_rater(rater)

    @Slot()
    def focus_search(self) -> None:
        """Focus the search field."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def select(self, session_id: str) -> None:
        """Select the session that is open, as soon as it is listed."""
        self._to_select = session_id
        self.sessions.select(session_id)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 (Qt's name)
        """Reload the library."""
        super().showEvent(event)
        self.refresh()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Reload the library when the window is activated: another program may have changed it."""
        super().changeEvent(event)
        came_back = event.type() == QEvent.Type.ActivationChange and self.isActiveWindow()
        if came_back and self.isVisible():
            self.refresh()

    # Queries and results

    @Slot()
    def reload_soon(self) -> None:
        """Reload the list, if it is visible, and its shares when changes pause."""
        if not self.isVisible():
            return
        self._refreshing.start()
        if not self._asking.isActive():
            self._asking.start()

    @Slot()
    def _ask(self) -> None:
        key, descending = self.sort.order
        question = LibraryQuestion(self.filters.wanted, key, descending)
        self._bridge.ask_listing(question, self.model.known)
        self._bridge.ask_choices()
        if self._typed:
            self._bridge.ask_hits(self._typed, self.filters.wanted)

    @property
    def _typed(self) -> str:
        return self.search.text().strip()

    @Slot()
    def _on_typed(self) -> None:
        if self._typed:
            self._bridge.ask_hits(self._typed, self.filters.wanted)
        else:
            self._bridge.drop_search()
            self._shown_search = ""
            self.hit_model.show_found(None)
            self._show_state()

    @Slot(object)
    def _on_filter(self, wanted: LibraryFilter) -> None:
        self._show_filter_count()
        self.sort.offer_share(offered=bool(wanted.emotion))
        self._ask()

    def _show_filter_count(self) -> None:
        count = self.filters.n_conditions
        text = self.tr("Filters ({count})").format(count=count) if count else self.tr("Filters")
        self.filter_button.setText(text)

    @Slot(object)
    def _on_listed(self, listing: Listing) -> None:
        self._listing, self._failure = listing, ""
        self.model.forget()
        self.model.take_ids(listing.ids, listing.entries)
        if self._to_select and self.model.row_of(self._to_select) is not None:
            self.sessions.select(self._to_select)
            self._to_select = ""
        self._show_state()

    @Slot(object)
    def _on_found(self, found: "Found") -> None:
        self._shown_search = self._typed
        self.hit_model.show_found(found)
        self.hits.scrollToTop()
        self._show_state()

    @Slot(object)
    def _on_choices(self, choices: LibraryChoices) -> None:
        self.commands.choices = choices
        self.filters.set_choices(choices)

    @Slot(str)
    def _on_asking_failed(self, reason: str) -> None:
        if self._listing is not None:  # keep what is shown
            self.notice.offer(reason, self.tr("Try again"), self.refresh)
            return
        self._failure = reason
        self._show_state()

    @Slot(str)
    def _on_added(self, session_id: str) -> None:
        self._to_select = session_id

    # What is shown

    def _show_state(self) -> None:
        listing = self._listing
        self._show_count()
        if self._failure:
            self._show_message(self._failure, self.tr("Try again"))
        elif listing is None:
            self._show_message(self.tr("Loading…"))
        elif self._shown_search:
            if self.hit_model.hits:
                self.stack.setCurrentWidget(self.hits)
            else:
                text = self.tr("No results for “{typed}”.")
                self._show_message(text.format(typed=self._shown_search), self.tr("Clear search"))
        elif listing.ids:
            self.stack.setCurrentWidget(self.sessions)
        elif listing.n_all:
            self._show_message(self.tr("No sessions match the filters."), self.tr("Clear filters"))
        else:
            self._show_message(
                self.tr(
                    "There are no sessions yet.\n\nRecord one on the Live page or analyse audio "
                    "files on the Analyse page, and they will appear here."
                ),
                self.tr("Open a packed session…"),
            )

    def _show_message(self, text: str, button: str = "") -> None:
        self.message.show_message(text, button)
        self.stack.setCurrentWidget(self.message)

    @Slot()
    def _on_message_button(self) -> None:
        if self._failure:
            self._failure = ""
            self._show_state()
            self.refresh()
        elif self._shown_search:
            self.search.clear()
            self.search.setFocus()
        elif self._listing is not None and self._listing.n_all:
            self.filters.clear()
        else:
            self.commands.unpack.trigger()

    def _show_count(self) -> None:
        listing = self._listing
        if listing is None:
            text = ""
        elif self._shown_search:
            count = len(self.hit_model.hits)
            text = (
                self.tr("{count} results").format(count=count)
                if count != 1
                else self.tr("1 result")
            )
        elif len(listing.ids) == listing.n_all:
            count = listing.n_all
            many = self.tr("{count} sessions").format(count=count)
            text = many if count != 1 else self.tr("1 session")
        else:
            text = self.tr("{count} of {all} sessions").format(
                count=len(listing.ids), all=listing.n_all
            )
        self.count.setText(text)

    @Slot()
    def _go_to_list(self) -> None:
        page = self.stack.currentWidget()
        if isinstance(page, SessionList | HitList):
            page.setFocus(Qt.FocusReason.ShortcutFocusReason)
            if not page.currentIndex().isValid():
                page.setCurrentIndex(page.model().index(0, 0))

    @Slot(QModelIndex)
    def _choose_session(self, index: QModelIndex) -> None:
        self._to_select = ""
        self.session_chosen.emit(self.model.ids[index.row()], None)

    @Slot(QModelIndex)
    def _choose_hit(self, index: QModelIndex) -> None:
        hit = index.data(HIT_ROLE)
        in_sound = hit.kind not in {"title", "note"}
        self.session_chosen.emit(hit.session_id, hit.at_s if in_sound else None)

    def apply_theme(self) -> None:
        """Apply the muted text colour of the theme."""
        muted = set_text_color(self.palette(), theme_of(self.palette()).muted)
        for label in (self.count, self.work, self.message.label):
            label.setPalette(muted)
