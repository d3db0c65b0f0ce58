"""Measures the prosody of what is in view, if it is wanted."""

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Slot

from emotion_desktop.domain.prosody import Prosody, ProsodyPart
from emotion_desktop.services.bridge.prosody import ProsodyBridge
from emotion_desktop.services.bridge.session import SessionBridge
from emotion_desktop.ui.review.session_detail import SessionDetail
from emotion_desktop.ui.settings_store import SettingsStore

if TYPE_CHECKING:
    from emotion_desktop.services.review.session_sound import SessionSound

#: The view has to rest that long before anything is measured.
_REST_MS: Final = 300


class ProsodyController(QObject):
    """Connects the prosody lane, its bridge and the session.

    Only what is in view is measured: a session of hours costs no more than one of minutes.
    What was measured is kept while the session is open.

    Parameters
    ----------
    bridge : ProsodyBridge
        Measures.
    session : SessionBridge
        Says where the audio is.
    detail : SessionDetail
        Has the lane.
    store : SettingsStore
        Remembers whether prosody is shown.
    """

    def __init__(
        self,
        bridge: ProsodyBridge,
        session: SessionBridge,
        detail: SessionDetail,
        store: SettingsStore,
    ) -> None:
        super().__init__(detail)
        self._bridge = bridge
        self._detail = detail
        self._lane = detail.prosody
        self._store = store
        self._sound: SessionSound | None = None
        self._prosody = Prosody(0.0)
        self._asked: int | None = None
        self._stopped = False
        self._rest = QTimer(self, interval=_REST_MS, singleShot=True)
        self._rest.timeout.connect(self._measure)
        bridge.measured.connect(self._on_measured)
        bridge.failed.connect(self._on_failed)
        session.sound_found.connect(self._on_sound)
        detail.cleared.connect(self._on_cleared)
        detail.navigator.changed.connect(self._on_view)
        self._lane.stop_asked.connect(self._stop)
        self._lane.go_on_asked.connect(self._go_on)
        detail.prosody_button.toggled.connect(self._on_wanted)
        detail.prosody_button.setChecked(store.settings.prosody)

    @property
    def _wanted(self) -> bool:
        return self._detail.prosody_button.isChecked()

    @Slot(bool)
    def _on_wanted(self, wanted: bool) -> None:
        self._store.update(prosody=wanted)
        if wanted:
            self._go_on()
        else:
            self._abandon()

    @Slot()
    def _on_cleared(self) -> None:
        self._sound = None
        self._abandon()
        self._stopped = False
        self._show(Prosody(0.0))

    @Slot(object)
    def _on_sound(self, sound: "SessionSound") -> None:
        self._abandon()  # the audio of a session may be replaced by a copy of it
        self._sound = sound
        self._show(Prosody(self._detail.navigator.length_s))
        self._rest.start()

    def _show(self, prosody: Prosody) -> None:
        self._prosody = prosody
        self._lane.show_prosody(prosody)
        self._lane.show_progress(1.0, measuring=False)

    @Slot()
    def _on_view(self) -> None:
        if self._wanted:
            self._rest.start()

    @Slot()
    def _measure(self) -> None:
        """Ask for the next part in view, if one is missing and none is being measured."""
        if not self._wanted or self._sound is None or self._asked is not None:
            return
        view = self._detail.navigator.view
        missing = self._prosody.missing(*view)
        measuring = bool(missing) and not self._stopped
        self._lane.show_progress(self._prosody.share(*view), measuring=measuring)
        if measuring:
            if not self._bridge.is_open:
                self._bridge.open(self._sound)
            self._asked = missing[0]
            self._bridge.measure(self._asked)

    @Slot(object)
    def _on_measured(self, part: ProsodyPart) -> None:
        self._asked = None
        self._prosody.add(part)
        self._lane.show_prosody(self._prosody)
        self._measure()

    @Slot(str)
    def _on_failed(self, why: str) -> None:
        self._abandon()
        self._stopped = True
        self._lane.show_problem(why)

    @Slot()
    def _stop(self) -> None:
        self._abandon()
        self._stopped = True
        self._measure()  # shows how far it came

    @Slot()
    def _go_on(self) -> None:
        self._stopped = False
        self._measure()

    def _abandon(self) -> None:
        self._asked = None
        self._bridge.close()
