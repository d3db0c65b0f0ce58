"""Remembers the chosen source and restores it."""

from pathlib import Path

from PySide6.QtCore import QObject, Slot

from emotion_desktop.domain.settings import Settings
from emotion_desktop.services.bridge.live import LiveBridge
from emotion_desktop.services.source_choice import AudioFileChoice, MicrophoneChoice, SourceChoice
from emotion_desktop.ui.live.source_bar import SourceBar
from emotion_desktop.ui.settings_store import SettingsStore


class SourceMemory(QObject):
    """Keeps the source bar and the settings in sync, in both directions.

    Parameters
    ----------
    bridge : LiveBridge
        Finds the microphones; while it runs, the bar shows the current source.
    bar : SourceBar
        Where a source is chosen.
    store : SettingsStore
        Where it is remembered.
    demo : AudioFileChoice
        The demo audio.
    """

    def __init__(
        self, bridge: LiveBridge, bar: SourceBar, store: SettingsStore, demo: AudioFileChoice
    ) -> None:
        super().__init__(bar)
        self._bridge = bridge
        self._bar = bar
        self._store = store
        self._demo = demo
        self._found: list[MicrophoneChoice] = []
        self._for_now: SourceChoice | None = None
        bar.chosen.connect(self.remember)
        store.changed.connect(self._on_settings)
        bridge.microphones_found.connect(self._on_microphones)
        bridge.ended.connect(self._on_end)
        bridge.failed.connect(self._on_end)
        self._choose()

    @Slot(object)
    def remember(self, choice: SourceChoice) -> None:
        """Remember the user's choice."""
        self._for_now = None
        if isinstance(choice, MicrophoneChoice):
            self._store.update(source="microphone", microphone=choice.id)
        elif choice == self._demo:
            self._store.update(source="demo")
        else:
            self._store.update(source="recording", recording=str(choice.path))

    def choose_for_now(self, choice: SourceChoice) -> None:
        """Choose a source for this run only."""
        self._for_now = choice
        self._choose()

    @Slot(list)
    def _on_microphones(self, found: list[MicrophoneChoice]) -> None:
        self._found = found
        self._choose()

    @Slot(Settings)
    def _on_settings(self, _settings: Settings) -> None:
        self._choose()

    @Slot(object)
    def _on_end(self, _event: object) -> None:
        self._choose()

    def _choose(self) -> None:
        choice = self._remembered()
        if choice is not None and choice != self._bar.choice and not self._bridge.running:
            self._bar.chooser.choose(choice)

    def _remembered(self) -> SourceChoice | None:
        settings = self._store.settings
        if self._for_now is not None:
            return self._for_now
        if settings.source == "demo":
            return self._demo
        if settings.source == "recording" and settings.recording:
            path = Path(settings.recording)
            return AudioFileChoice(path, path.name)
        fitting = (m for m in self._found if m.id == settings.microphone)
        # The first one replaces the remembered one until that is connected again.
        return next(fitting, next(iter(self._found), None))
