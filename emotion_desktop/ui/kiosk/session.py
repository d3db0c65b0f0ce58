"""Keeps kiosk mode listening all day, whatever happens to the microphone and the models."""

from dataclasses import dataclass
from typing import Final, Literal

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from emotion_desktop.domain.live_events import Failed, SessionStarted, SourceEnded, SourceNotice
from emotion_desktop.domain.microphone import MicrophoneId
from emotion_desktop.domain.plot_data import PlotSnapshot
from emotion_desktop.services.bridge.live import LiveBridge
from emotion_desktop.services.bridge.translation import text_of, translated
from emotion_desktop.services.source_choice import AudioFileChoice, MicrophoneChoice, SourceChoice

#: Waits before the next attempts; the last one is repeated for ever.
RETRY_S: Final = (1.0, 2.0, 5.0, 10.0)
#: A session of this length has worked: after the next failure, the wait is short again.
WORKED_S: Final = 10.0
#: After this long, a session is restarted in silence, so that memory stays flat all day.
RENEW_AFTER_S: Final = 3600.0
RENEW_SILENCE_S: Final = 10.0


@dataclass(frozen=True, slots=True)
class KioskState:
    """The state of kiosk mode.

    Attributes
    ----------
    kind : str
        `loading`: the models are not loaded yet; `listening`; `lost`: there is no
        microphone, or it delivers no audio; `trouble`: it failed and will be retried.
    detail : str
        One line for the operator; empty if there is nothing to report.
    """

    kind: Literal["loading", "listening", "lost", "trouble"]
    detail: str = ""


class KioskSession(QObject):
    """Runs sessions one after the other until it is told to end.

    Parameters
    ----------
    bridge : LiveBridge
        Has no sinks, so that nothing is stored.
    microphone : MicrophoneId or None
        None takes the first one found.
    recording : AudioFileChoice or None
        Played repeatedly instead of a microphone.
    parent : QObject or None
        The Qt parent, which deletes this object.
    """

    changed = Signal(KioskState)
    over = Signal()

    def __init__(
        self,
        bridge: LiveBridge,
        microphone: MicrophoneId | None,
        recording: AudioFileChoice | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.microphones: list[MicrophoneChoice] = []
        self.state = KioskState("loading")
        self._bridge = bridge
        self._microphone = microphone
        self._recording = recording
        self._wanted = False
        self._searching = False
        self._renewing = False
        self._failures = 0
        self.retry = QTimer(self, singleShot=True)
        self.retry.timeout.connect(self._attempt)
        bridge.session_started.connect(self._on_started)
        bridge.ended.connect(self._on_ended)
        bridge.failed.connect(self._on_failed)
        bridge.source_noticed.connect(self._on_notice)
        bridge.microphones_found.connect(self._on_microphones)
        bridge.microphones_missing.connect(self._on_no_microphones)

    def begin(self) -> None:
        """Start listening."""
        self._wanted = True
        self._failures = 0
        self._set(KioskState("loading"))
        self._attempt()

    def end(self) -> None:
        """Stop listening; `over` is emitted when the last session has ended."""
        self._wanted = False
        self.retry.stop()
        if self._bridge.running:
            self._bridge.stop()
        else:
            self.over.emit()

    def use_microphone(self, microphone: MicrophoneId | None) -> None:
        """Listen to another microphone, named as in the constructor."""
        if microphone != self._microphone:
            self._microphone = microphone
            self._renew()

    def tick(self, snapshot: PlotSnapshot | None, silent_s: float) -> None:
        """Start a new session if the current one is old and nobody has spoken for `silent_s`."""
        if snapshot is None or self.state.kind != "listening":
            return
        heard_s = snapshot.sound.end_s
        if heard_s > WORKED_S:
            self._failures = 0
        if heard_s > RENEW_AFTER_S and silent_s > RENEW_SILENCE_S:
            self._renew()

    def _renew(self) -> None:
        if not self._wanted or self._renewing:
            return
        if self._bridge.running:
            self._renewing = True
            self._bridge.stop()
        elif not self._searching:
            self._attempt()

    @Slot()
    def _attempt(self) -> None:
        self.retry.stop()
        if self._recording is not None:
            self._start(self._recording)
        else:
            self._searching = True
            self._bridge.refresh_microphones()

    def _start(self, choice: SourceChoice) -> None:
        if self._wanted and not self._bridge.running:
            self._bridge.start(choice)

    @Slot(list)
    def _on_microphones(self, found: list[MicrophoneChoice]) -> None:
        self.microphones = found
        if not self._searching:
            return
        self._searching = False
        wanted = self._microphone
        fitting = [m for m in found if wanted is None or m.id == wanted]
        if fitting:
            self._start(fitting[0])
        else:
            name = self.tr("any microphone") if wanted is None else wanted.name
            self._wait(KioskState("lost", self.tr("Waiting for {name}").format(name=name)))

    @Slot(str)
    def _on_no_microphones(self, message: str) -> None:
        if self._searching:
            self._searching = False
            self._wait(KioskState("trouble", message))

    @Slot(SessionStarted)
    def _on_started(self, _event: SessionStarted) -> None:
        self._set(KioskState("listening"))

    @Slot(SourceNotice)
    def _on_notice(self, notice: SourceNotice) -> None:
        lost = notice.kind == "lost"
        self._set(KioskState("lost" if lost else "listening", translated(notice.message)))

    @Slot(SourceEnded)
    def _on_ended(self, event: SourceEnded) -> None:
        if not self._wanted:
            self.over.emit()
        elif self._renewing:
            self._renewing = False
            self._attempt()
        elif event.reason is None:  # an audio file was played to its end
            self.retry.start(round(1000 * RETRY_S[0]))
        else:
            self._wait(KioskState("lost", translated(event.reason)))

    @Slot(Failed)
    def _on_failed(self, event: Failed) -> None:
        self._renewing = False
        if not self._wanted:
            self.over.emit()
            return
        self._wait(KioskState("trouble", text_of(event.error)))

    def _wait(self, state: KioskState) -> None:
        if not self._wanted:
            return
        wait_s = RETRY_S[min(self._failures, len(RETRY_S) - 1)]
        self._failures += 1
        self._set(state)
        self.retry.start(round(1000 * wait_s))

    def _set(self, state: KioskState) -> None:
        if state != self.state:
            self.state = state
            self.changed.emit(state)
