"""The view of one session: overview, detail, transcript and transport bar."""

from collections.abc import Callable
from typing import Any, Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QHideEvent, QResizeEvent
from PySide6.QtWidgets import (
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from emotion_desktop.domain.playback import PlaybackState, Stretch
from emotion_desktop.domain.review_state import ReviewState
from emotion_desktop.services.bridge.player import PlayerBridge
from emotion_desktop.services.bridge.session import SessionBridge, ShownSession
from emotion_desktop.ui.open_audio_file import ask_for_recording
from emotion_desktop.ui.plots.time_navigator import SessionNavigator
from emotion_desktop.ui.review.overview import SessionOverview
from emotion_desktop.ui.review.session_detail import SessionDetail
from emotion_desktop.ui.review.session_head import SessionHead
from emotion_desktop.ui.review.session_player import SessionPlayer
from emotion_desktop.ui.review.session_states import (
    EmptyState,
    ErrorState,
    LoadingState,
    SoundNotice,
)
from emotion_desktop.ui.review.session_transcript import SessionTranscript
from emotion_desktop.ui.review.shown_segments import (
    SegmentTable,
    ShownSegment,
    is_blind,
    shown_segments,
)
from emotion_desktop.ui.review.transport import TransportBar
from emotion_desktop.ui.widgets.upright_scroll import UprightScroll

STEP_S: Final = 1.0
LARGE_STEP_S: Final = 5.0
#: Visible at first: utterances have room for their labels.
_FIRST_SPAN_S: Final = 30.0
#: Going back this soon after the start of an utterance means the one before it.
_JUST_BEGUN_S: Final = 0.7
#: Below this width the transcript stands under the plots.
_NARROW_PX: Final = 720
#: Shares of the plots and of the transcript.
_SHARES: Final = {
    Qt.Orientation.Horizontal: (0.62, 0.38),
    Qt.Orientation.Vertical: (0.76, 0.24),
}


class SessionView(QWidget):
    """Shows one session and plays it.

    Parameters
    ----------
    session : SessionBridge
        Reads the session.
    player : PlayerBridge
        Plays the audio.
    """

    segment_selected = Signal(object)
    """Id of the selected utterance; None for none."""
    opened = Signal(str)
    """The session with this id is now shown."""

    def __init__(self, session: SessionBridge, player: PlayerBridge) -> None:
        super().__init__()
        self._session = session
        self._player = player
        self._wanted: tuple[str, float | None] | None = None
        self._shown: ShownSession | None = None
        self._state: ReviewState | None = None
        self._segments = SegmentTable()
        self._selected: int | None = None
        self._seen_s = 0.0
        self.waits_for_state = False
        """Whether an opened session stays empty until `show_state` is called, for blind raters."""
        self.navigator = SessionNavigator()
        self.playback = SessionPlayer(player)
        self.head = SessionHead()
        self.overview = SessionOverview(self.navigator)
        self.detail = SessionDetail(self.navigator)
        self.transcript = SessionTranscript()
        self.notice = SoundNotice()
        self.transport = TransportBar()
        self.empty, self.loading, self.error = EmptyState(), LoadingState(), ErrorState()
        self._lay_out()
        self._connect()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def _lay_out(self) -> None:
        self._middle = QSplitter(Qt.Orientation.Horizontal)
        self._middle.setChildrenCollapsible(False)
        for index, widget in enumerate((UprightScroll(self.detail), self.transcript)):
            self._middle.addWidget(widget)
            self._middle.setStretchFactor(index, 1)
        self._middle.setSizes([round(1000 * share) for share in _SHARES[Qt.Orientation.Horizontal]])
        self._content = QWidget()
        column = QVBoxLayout(self._content)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.head)
        column.addWidget(self.overview)
        column.addWidget(self._middle, stretch=1)
        column.addWidget(self.notice)
        column.addWidget(self.transport)
        self._stack = QStackedWidget()
        for page in (self.empty, self.loading, self.error, self._content):
            self._stack.addWidget(page)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._stack)

    def _connect(self) -> None:
        self._session.read.connect(self._on_read)
        self._session.failed.connect(self._on_failed)
        self._session.sound_found.connect(self._on_sound_found)
        self._session.sound_grew.connect(self.detail.show_sound)
        self._session.sound_missing.connect(self._on_sound_missing)
        self._player.state_changed.connect(self._on_player)
        self.playback.moved.connect(self._on_moved)
        self.playback.marked.connect(self.detail.show_selection)
        self.playback.looping.connect(self.transport.show_loop)
        self._player.failed.connect(self._on_player_failed)
        self.error.retry_asked.connect(self._retry)
        self.notice.find_asked.connect(self._find_sound)
        self.overview.moment_chosen.connect(self.seek)
        self.detail.moment_chosen.connect(self.seek)
        self.detail.segment_chosen.connect(self.select_segment)
        self.detail.stretch_chosen.connect(self.playback.mark)
        self.transcript.moment_chosen.connect(self.seek)
        self.transcript.segment_chosen.connect(self.select_segment)
        self.transport.play_asked.connect(self.playback.toggle)
        self.transport.previous_asked.connect(self.go_to_previous)
        self.transport.next_asked.connect(self.go_to_next)
        self.transport.attended_asked.connect(self.play_attended)
        self.transport.loop_asked.connect(self.playback.loop)
        self.transport.speed_asked.connect(self._player.set_speed)
        self.transport.volume_asked.connect(self._player.set_volume)

    def key_actions(self) -> dict[str, Callable[[], object]]:
        """Return what the keys of `session_keys` do, by name."""
        return {
            "play": self.playback.toggle,
            "back": lambda: self.step(-STEP_S),
            "forward": lambda: self.step(STEP_S),
            "far-back": lambda: self.step(-LARGE_STEP_S),
            "far-forward": lambda: self.step(LARGE_STEP_S),
            "previous": self.go_to_previous,
            "next": self.go_to_next,
            "slower": lambda: self.transport.step_speed(-1),
            "faster": lambda: self.transport.step_speed(1),
            "loop": self.transport.loop.toggle,
            "mark-start": self.playback.mark_start,
            "mark-end": self.playback.mark_end,
            "unmark": self.playback.unmark,
            "attended": self.play_attended,
        }

    # ---- which session ----

    @property
    def session_id(self) -> str | None:
        """Id of the session shown; None for none."""
        return None if self._shown is None else self._shown.id

    def open_session(self, session_id: str, at_s: float | None = None) -> None:
        """Show a session.

        Parameters
        ----------
        session_id : str
            Its id; a session that is already shown is not read again.
        at_s : float or None
            Time to go to; None for the start, or the current position if already shown.
        """
        if self.session_id == session_id:
            if at_s is not None:
                self._go_to(at_s)
                self.select_segment(self._segments.id_at(at_s))
            return
        self.close_session()
        self._wanted = (session_id, at_s)
        self._stack.setCurrentWidget(self.loading)
        self._session.open(session_id)

    @Slot()
    def close_session(self) -> None:
        """Close the session and release its audio."""
        self._session.close()
        self.playback.end()
        self._wanted = self._shown = self._state = None
        self._segments = SegmentTable()
        self.select_segment(None)
        self.detail.clear_all()
        self.overview.show_segments(())
        self.transcript.clear_all()
        self.notice.hide()
        self._stack.setCurrentWidget(self.empty)

    @Slot()
    def _retry(self) -> None:
        if self._wanted is not None:
            self.open_session(*self._wanted)

    @Slot(object)
    def _on_read(self, session: ShownSession) -> None:
        self._shown = session
        document = session.document
        _, at_s = self._wanted or (session.id, None)
        self.navigator.set_length(session.sound.end_s)
        self.playback.begin(session.sound.end_s)
        self.transport.set_length(session.sound.end_s)
        self.overview.show_marks(document.markers, session.sound.gaps_s)
        self.detail.show_session(
            session.windows, session.attention, session.sound, document.markers
        )
        if not self.waits_for_state:
            self.show_state(session.state)
        self._go_to(at_s or 0.0)
        self._stack.setCurrentWidget(self._content)
        self.opened.emit(session.id)

    @Slot(str)
    def _on_failed(self, why: str) -> None:
        self.error.show_error(why)
        self._stack.setCurrentWidget(self.error)

    @Slot(ReviewState)
    def show_state(self, state: ReviewState) -> None:
        """Show the current state of the open session, as the rater may see it."""
        if self._shown is None:
            return
        self._state = state
        shown = shown_segments(state)
        self._segments = SegmentTable(shown)
        self.head.show_session(self._shown, state)
        self.detail.show_state(state, shown)
        self.overview.show_segments(shown)
        self.transcript.show_segments(shown)
        session_id, at_s = self._wanted or ("", None)
        if at_s is not None:  # only now are there utterances
            self._wanted = session_id, None
            self.select_segment(self._segments.id_at(at_s))
        elif self._segments.by_id(self._selected) is None:
            self.select_segment(None)
        self.transcript.show_position(self.position_s, follow=False)
        self._choose_loop()
        self._offer_attended()

    # ---- its sound ----

    @Slot(object)
    def _on_sound_found(self, sound: Any) -> None:  # a SessionSound
        self.notice.hide()
        self.playback.take_sound(sound.path, sound.track)
        self.transport.ask_again()  # what was set while there was no player

    @Slot(str, bool)
    def _on_sound_missing(self, why: str, can_find: bool) -> None:
        self.notice.tell(why, can_find=can_find)

    @Slot()
    def _find_sound(self) -> None:
        if (choice := ask_for_recording(self)) is not None:
            self._session.take_moved_sound(choice.path)

    @Slot(str)
    def _on_player_failed(self, why: str) -> None:
        if self._shown is not None:
            self.notice.tell(why, can_find=False)

    @Slot(PlaybackState)
    def _on_player(self, state: PlaybackState) -> None:
        self.transport.show_state(state)
        if state.phase == "playing":
            self.notice.hide()
        self._offer_attended()

    # ---- where in it ----

    @property
    def position_s(self) -> float:
        """Playback position in seconds."""
        return self.playback.position_s

    @Slot(float)
    def seek(self, at_s: float) -> None:
        """Go to a time in seconds, playing or not."""
        if self._shown is not None:
            self.playback.seek(at_s)

    def step(self, by_s: float) -> None:
        """Move by some seconds."""
        self.seek(self.position_s + by_s)
        self.navigator.go_to(self.position_s)

    def _go_to(self, at_s: float) -> None:
        """Go to a time and show its surroundings."""
        start_s, end_s = self.navigator.view
        if end_s - start_s > _FIRST_SPAN_S or not start_s <= at_s <= end_s:
            self.navigator.lead_to(at_s, _FIRST_SPAN_S)
        self.seek(at_s)

    @Slot(float)
    def _on_moved(self, at_s: float) -> None:
        plays = self.playback.plays
        start_s, end_s = self.navigator.view
        was_in_view = start_s <= self._seen_s <= end_s
        self._seen_s = at_s
        self.detail.show_position(at_s)
        self.overview.show_position(at_s)
        self.transport.show_position(at_s)
        self.transcript.show_position(at_s, follow=plays)
        # A user who looks elsewhere during playback is left there.
        if plays and was_in_view and not start_s <= at_s <= end_s:
            self.navigator.lead_to(at_s)

    # ---- utterances ----

    @property
    def selected_segment(self) -> int | None:
        """Id of the selected utterance; None for none."""
        return self._selected

    @Slot(object)
    def select_segment(self, segment_id: int | None) -> None:
        """Select an utterance and bring it into view; None, or an unknown id, selects none."""
        if self._segments.by_id(segment_id) is None:
            segment_id = None
        if segment_id == self._selected:
            return
        self._selected = segment_id
        self.detail.lanes.select(segment_id)
        self.transcript.select(segment_id)
        self._reveal(self._segments.by_id(segment_id))
        self._choose_loop()
        self._offer_attended()
        self.segment_selected.emit(segment_id)

    def _reveal(self, segment: ShownSegment | None) -> None:
        start_s, end_s = self.navigator.view
        if segment is not None and not (segment.start_s < end_s and segment.end_s > start_s):
            self.navigator.go_to(segment.start_s)

    def _choose_loop(self) -> None:
        segment = self._segments.by_id(self._selected)
        self.playback.choose(Stretch(segment.start_s, segment.end_s) if segment else None)

    @Slot()
    def go_to_next(self) -> None:
        """Go to the next utterance."""
        self._go_to_segment(self._segments.next_after(self.position_s))

    @Slot()
    def go_to_previous(self) -> None:
        """Go to the start of this utterance, or to the one before."""
        just_begun_s = _JUST_BEGUN_S if self.playback.plays else 0.0
        self._go_to_segment(self._segments.last_before(self.position_s - just_begun_s))

    def _go_to_segment(self, segment: ShownSegment | None) -> None:
        if segment is None:
            return
        self.select_segment(segment.id)
        self.seek(segment.start_s)
        self.navigator.go_to(self.position_s)

    @Slot()
    def play_attended(self) -> None:
        """Play the attended parts of the selected utterance, or of the current one."""
        shown = self._segments.by_id(self._selected) or self._segments.at(self.position_s)
        segment = self._state.segment(shown.id) if self._state and shown else None
        if segment is not None and segment.estimate is not None:
            self.playback.play_attended(segment)

    def _offer_attended(self) -> None:
        may_be_seen = self._state is not None and not is_blind(self._state)
        self.transport.set_attended(may_be_seen and self.playback.can_play)

    # ---- on screen ----

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """Move the transcript below the plots if there is no room beside them."""
        super().resizeEvent(event)
        narrow = self.width() < _NARROW_PX
        wanted = Qt.Orientation.Vertical if narrow else Qt.Orientation.Horizontal
        if self._middle.orientation() != wanted:
            self._middle.setOrientation(wanted)
            self._middle.setSizes([round(1000 * share) for share in _SHARES[wanted]])

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802
        """Pause when another page is shown, where playback could not be stopped."""
        super().hideEvent(event)
        if not event.spontaneous():
            self._player.pause()
