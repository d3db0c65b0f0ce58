"""Kiosk mode: one view for visitors, no menus, nothing stored, one way out."""

import logging
import time
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, QRect, Qt, QTimer, Signal, Slot
from PySide6.QtGui import (
    QCloseEvent,
    QGuiApplication,
    QKeySequence,
    QPalette,
    QResizeEvent,
    QShortcut,
)
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from emotion_desktop.audio.noise_gate import NoiseGate
from emotion_desktop.domain.kiosk import KioskOptions
from emotion_desktop.domain.live_events import (
    ProvisionalWords,
    SessionStarted,
    UtteranceReady,
    WindowReady,
)
from emotion_desktop.domain.pin import PinLock
from emotion_desktop.services.bridge.live import LiveBridge
from emotion_desktop.services.source_choice import AudioFileChoice
from emotion_desktop.ui.actions import LEAVE_KEYS, OPERATOR_KEYS
from emotion_desktop.ui.kiosk.attract import KioskAttract
from emotion_desktop.ui.kiosk.message import KioskMessage
from emotion_desktop.ui.kiosk.operator_dialog import OperatorDialog
from emotion_desktop.ui.kiosk.parts import LargeText, set_unit_of_all, unit_of
from emotion_desktop.ui.kiosk.session import KioskSession, KioskState
from emotion_desktop.ui.kiosk.stage import KioskStage

_log = logging.getLogger(__name__)

#: After this long without a voice the last visitor is forgotten and the next one invited.
ATTRACT_AFTER_S: Final = 60.0
_FRAME_MS: Final = 50
#: A window that is not seen for as long was taken away: showing it takes less.
_GONE_AFTER_S: Final = 2.0


class KioskWindow(QWidget):
    """The kiosk mode window.

    Parameters
    ----------
    bridge : LiveBridge
        Used by nothing else and without sinks, so that nothing can be stored; it opens
        its sources through `gate`.
    gate : NoiseGate
        Ignores quiet sound.
    options : KioskOptions
        The operator's settings.
    recording : AudioFileChoice or None
        Played repeatedly instead of a microphone.
    attract_after_s : float
        Silence before the invitation.
    clock : callable
        Seconds, monotonic.
    """

    left = Signal()
    """The chord was pressed and nothing is heard any more; the window is hidden."""
    options_changed = Signal(KioskOptions)
    """The operator chose otherwise."""

    def __init__(
        self,
        bridge: LiveBridge,
        gate: NoiseGate,
        options: KioskOptions,
        *,
        recording: AudioFileChoice | None = None,
        attract_after_s: float = ATTRACT_AFTER_S,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__()
        self.bridge = bridge
        self._gate = gate
        self._options = options
        self._attract_after_s = attract_after_s
        self._clock = clock
        self._voice_at_s = clock()
        self._forgotten = True
        self._entered = False
        self._place = QRect()
        self._seen_at_s = clock()
        self._lock = PinLock(options.pin_hash, clock)
        self.operator: OperatorDialog | None = None
        self.session = KioskSession(bridge, options.microphone, recording, self)
        self.stage = KioskStage()
        self.attract = KioskAttract()
        self.message = KioskMessage()
        self.notice = LargeText(34)
        self.frames = QTimer(self)
        self.frames.setInterval(_FRAME_MS)
        self.frames.timeout.connect(self._draw)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self.setWindowTitle(self.tr("Emotion Desktop: kiosk mode"))
        self.setCursor(Qt.CursorShape.BlankCursor)  # there is nothing to point at
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.setAutoFillBackground(True)
        self.notice.setText(
            self.tr(
                "A computer model estimates expressed emotion; it cannot know what a person "
                "feels.\nNothing is kept: no audio, no text, no results."
            )
        )
        self.notice.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.notice.setAccessibleName(self.tr("Notice"))
        self.views = QStackedWidget()
        for view in (self.message, self.stage, self.attract):
            self.views.addWidget(view)
        self._column = QVBoxLayout(self)
        self._column.addWidget(self.views, stretch=1)
        self._column.addWidget(self.notice)

    def _connect(self) -> None:
        self.session.changed.connect(self._on_state)
        self.session.over.connect(self._on_over)
        self.bridge.session_started.connect(self._on_started)
        self.bridge.window_ready.connect(self._on_window)
        self.bridge.provisional_ready.connect(self._on_provisional)
        self.bridge.utterance_ready.connect(self._on_utterance)
        leave = QShortcut(QKeySequence(LEAVE_KEYS), self)
        leave.setContext(Qt.ShortcutContext.ApplicationShortcut)  # also on the operator page
        leave.activated.connect(self.leave)
        operator = QShortcut(QKeySequence(OPERATOR_KEYS), self)
        operator.activated.connect(self.open_operator_page)

    def enter(self, screen: int | None = None) -> None:
        """Fill a screen and listen.

        Parameters
        ----------
        screen : int or None
            Number of the screen, from 1; the last one if there are fewer. None uses
            the second if there is one: the first is for the operator.
        """
        screens = QGuiApplication.screens()
        chosen = screens[min(screen or 2, len(screens)) - 1]
        self._place = chosen.geometry()
        self._entered = True
        self._come_back()
        self._gate.threshold_dbfs = self._options.threshold_dbfs
        self._forget()
        self._voice_at_s = self._clock()
        self.session.begin()
        self._on_state(self.session.state)
        self.frames.start()

    @Slot()
    def leave(self) -> None:
        """Stop listening; `left` is emitted when that is done."""
        self._entered = False
        self.frames.stop()
        if self.operator is not None:
            self.operator.close()
        self.hide()
        self.session.end()

    @Slot()
    def open_operator_page(self) -> None:
        """Ask for the PIN, on the first screen."""
        if self.operator is None:
            self.operator = OperatorDialog(
                self._options, self._lock, self._gate, self.session, self
            )
            self.operator.options_changed.connect(self._on_options)
            self.operator.finished.connect(self._on_operator_gone)
            first = QGuiApplication.screens()[0].availableGeometry()
            self.operator.adjustSize()
            self.operator.move(first.center() - self.operator.rect().center())
            self.bridge.refresh_microphones()
        self.operator.show()
        self.operator.activateWindow()

    @Slot()
    def _come_back(self) -> None:
        """Fill the screen, also after the window was minimised."""
        if self._entered:
            self.setGeometry(self._place)
            self.showFullScreen()
            self.activateWindow()
            self._seen_at_s = self._clock()

    def _stay_in_sight(self) -> None:
        """Open a new window if this one was destroyed, which Qt does not report.

        Only X11 lets one program destroy another's window; elsewhere a window may be out of
        sight because the screen sleeps.
        """
        handle = self.windowHandle()
        if handle is None or handle.isExposed() or QGuiApplication.platformName() != "xcb":
            self._seen_at_s = self._clock()
        elif self._clock() - self._seen_at_s > _GONE_AFTER_S:
            _log.warning("The kiosk window was gone; opening a new one")
            self.hide()
            handle.destroy()
            self._come_back()

    @Slot()
    def _draw(self) -> None:
        self._stay_in_sight()
        snapshot = self.bridge.snapshot()
        now_s = self._clock()
        if snapshot is not None and snapshot.sound.speaking:
            self._voice_at_s = now_s
            self._forgotten = False
        silent_s = now_s - self._voice_at_s
        if silent_s >= self._attract_after_s and not self._forgotten:
            self._forget()
        if self.session.state.kind == "listening":
            silent = silent_s >= self._attract_after_s
            self.views.setCurrentWidget(self.attract if silent else self.stage)
            if not silent and snapshot is not None:
                self.stage.show_snapshot(snapshot)
        self.session.tick(snapshot, silent_s)

    def _forget(self) -> None:
        self._forgotten = True
        self.stage.clear_all()

    @Slot(KioskState)
    def _on_state(self, state: KioskState) -> None:
        if state.kind == "listening":
            self._draw()
        else:
            self.message.show_state(state)
            self.views.setCurrentWidget(self.message)

    @Slot(SessionStarted)
    def _on_started(self, _event: SessionStarted) -> None:
        self.stage.curves.clear_all()  # the clock of a new session starts at zero

    @Slot(WindowReady)
    def _on_window(self, event: WindowReady) -> None:
        self.stage.show_window(event.window)

    @Slot(ProvisionalWords)
    def _on_provisional(self, event: ProvisionalWords) -> None:
        self._forgotten = False
        self.stage.show_provisional(event.text)

    @Slot(UtteranceReady)
    def _on_utterance(self, event: UtteranceReady) -> None:
        self._forgotten = False
        self.stage.show_utterance(event.utterance)

    @Slot(KioskOptions)
    def _on_options(self, options: KioskOptions) -> None:
        self._options = options
        self._gate.threshold_dbfs = options.threshold_dbfs
        self.session.use_microphone(options.microphone)
        self.options_changed.emit(options)

    @Slot()
    def _on_operator_gone(self) -> None:
        if self.operator is not None:
            self.operator.deleteLater()
            self.operator = None
        self.activateWindow()

    @Slot()
    def _on_over(self) -> None:
        self._forget()
        self.left.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """Scale everything with the screen."""
        super().resizeEvent(event)
        unit = unit_of(self.width(), self.height())
        edge = round(40 * unit)
        self._column.setContentsMargins(edge, edge, edge, round(24 * unit))
        self._column.setSpacing(round(20 * unit))
        set_unit_of_all(self, unit)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Come back immediately if the window is minimised or shrunk."""
        super().changeEvent(event)
        fills = self.isFullScreen() and not self.isMinimized()
        if event.type() == QEvent.Type.WindowStateChange and not fills:
            QTimer.singleShot(0, self._come_back)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        """Refuse: only the key chord leaves kiosk mode."""
        event.ignore()
