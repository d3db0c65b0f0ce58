"""Connects voice profiles to the settings page and the live view."""

from PySide6.QtCore import QObject, Qt, Slot

from emotion_desktop.domain.live_events import ModelsLoaded
from emotion_desktop.domain.settings import Settings
from emotion_desktop.domain.voice_profile import VoiceProfile
from emotion_desktop.services.bridge.calibration import CalibrationBridge
from emotion_desktop.services.bridge.live import LISTENING, LiveBridge
from emotion_desktop.services.bridge.translation import text_of
from emotion_desktop.services.engine import in_use_by
from emotion_desktop.services.source_choice import MicrophoneChoice
from emotion_desktop.ui.calibration.dialog import VoiceDialog
from emotion_desktop.ui.main_window import MainWindow
from emotion_desktop.ui.settings_store import SettingsStore


class CalibrationController(QObject):
    """Keeps the profiles, the settings and the live view in sync.

    Parameters
    ----------
    window : MainWindow
        Where profiles are chosen and made.
    live : LiveBridge
        Gets the chosen profile for its next session; kiosk mode has a bridge of its
        own, which gets none.
    voices : CalibrationBridge
        Reads and makes profiles.
    store : SettingsStore
        Remembers which is chosen.
    """

    def __init__(
        self,
        window: MainWindow,
        live: LiveBridge,
        voices: CalibrationBridge,
        store: SettingsStore,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._live = live
        self._voices = voices
        self._store = store
        self._profiles: list[VoiceProfile] = []
        self._microphones: list[MicrophoneChoice] = []
        field = window.settings.voice
        field.calibrate_asked.connect(self.calibrate)
        field.rename_asked.connect(voices.rename)
        field.delete_asked.connect(self._on_delete)
        voices.found.connect(self._on_found)
        voices.found.connect(field.set_profiles)
        voices.models_known.connect(field.set_models)
        voices.made.connect(self._on_made)
        voices.noticed.connect(window.notice.tell)
        live.models_loaded.connect(self._on_models)
        live.microphones_found.connect(self._on_microphones)
        store.changed.connect(self._on_settings)

    @Slot()
    def calibrate(self) -> None:
        """Make a profile, unless the live page is listening."""
        if self._live.running:
            self._window.notice.tell(text_of(in_use_by(LISTENING)))
            return
        dialog = VoiceDialog(
            self._voices, self._microphones, self._store.settings.microphone, self._window
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    @Slot(list)
    def _on_found(self, profiles: list[VoiceProfile]) -> None:
        self._profiles = profiles
        self._choose()

    @Slot(VoiceProfile)
    def _on_made(self, profile: VoiceProfile) -> None:
        self._store.update(voice_profile=profile.id)
        text = self.tr(
            "Estimates will be calibrated to “{name}” the next time you start listening."
        )
        self._window.notice.tell_good(text.format(name=profile.name))

    @Slot(object)
    def _on_delete(self, profile: VoiceProfile) -> None:
        self._store.update(voice_profile="")
        self._voices.delete(profile)

    @Slot(ModelsLoaded)
    def _on_models(self, _event: ModelsLoaded) -> None:
        self._voices.ask_models()

    @Slot(list)
    def _on_microphones(self, found: list[MicrophoneChoice]) -> None:
        self._microphones = found

    @Slot(Settings)
    def _on_settings(self, _settings: Settings) -> None:
        self._choose()

    def _choose(self) -> None:
        chosen = self._store.settings.voice_profile
        self._live.voice = next((one for one in self._profiles if one.id == chosen), None)
