"""Voice profiles for the window: read, created, renamed and deleted on a worker."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from emotion_desktop.domain.translatable import Message
from emotion_desktop.domain.voice_profile import VoiceProfile, VoiceProgress
from emotion_desktop.services.bridge.translation import text_of
from emotion_desktop.services.bridge.worker import SerialWorker
from emotion_desktop.services.calibration.make_profile import make_profile
from emotion_desktop.services.calibration.measure_voice import VoiceMeasuring
from emotion_desktop.services.engine import EngineCache, LoadedModels
from emotion_desktop.services.live.inference_worker import LiveEngine
from emotion_desktop.services.live.pipeline import silero_voice_activity
from emotion_desktop.services.live.segmenter import VoiceActivity
from emotion_desktop.services.source_choice import SourceChoice
from emotion_desktop.storage.voice_profiles import VoiceProfiles

if TYPE_CHECKING:
    from emotion_desktop.audio.sources import Source


class CalibrationBridge(QObject):
    """Runs one job at a time, in the order of requests.

    Parameters
    ----------
    engines : EngineCache
        Lends the models while a voice is measured.
    open_source : callable
        Makes the source of a choice, not started yet; called off the GUI thread.
    folder : Path
        Of the profiles.
    make_voice_activity : callable
        Called on the worker's thread.
    """

    found = Signal(list)
    """All `VoiceProfile`s; told after everything that changes them."""
    models_known = Signal(str, bool)
    """Id of the models that are loaded, and whether they can be calibrated."""
    phase_changed = Signal(str)
    """What `make` is at, see `VoicePhase`."""
    made = Signal(VoiceProfile)
    """It is stored."""
    failed = Signal(str)
    """Why `make` made none, for people."""
    cancelled = Signal()
    """`make` gave up, and uses nothing any more."""
    noticed = Signal(str)
    """A file that could not be read, written or deleted."""

    def __init__(
        self,
        engines: EngineCache[LiveEngine],
        open_source: "Callable[[SourceChoice], Source]",
        folder: Path,
        make_voice_activity: Callable[[], VoiceActivity] = silero_voice_activity,
    ) -> None:
        super().__init__()
        self._engines = engines
        self._open_source = open_source
        self._profiles = VoiceProfiles(folder)
        self._make_voice_activity = make_voice_activity
        self._measuring: VoiceMeasuring | None = None
        self._worker = SerialWorker("voice profiles")

    @property
    def progress(self) -> VoiceProgress:
        """The progress of `make`."""
        if self._measuring is None:
            return VoiceProgress()
        return self._measuring.progress

    def look(self) -> None:
        """Read the profiles, then emit `found`."""
        self._worker.submit(self._read, self.found.emit, self._notice)

    def ask_models(self) -> None:
        """Load the models if necessary, then emit `models_known`."""

        def tell(models: LoadedModels) -> None:
            self.models_known.emit(models.bundle_id, models.can_calibrate)

        self._worker.submit(self._engines.models, tell, self._notice)

    def make(self, choice: SourceChoice, name: str) -> None:
        """Listen and make a profile, then emit `made`, `failed` or `cancelled`."""
        measuring = self._measuring = VoiceMeasuring(
            lambda: self._open_source(choice),
            self._engines.request(Message("voice calibration")),
            self.phase_changed.emit,
            self._make_voice_activity,
        )

        def make() -> tuple[VoiceProfile | None, list[VoiceProfile]]:
            return make_profile(measuring, name, self._profiles), self._read()

        def tell(made: tuple[VoiceProfile | None, list[VoiceProfile]]) -> None:
            profile, profiles = made
            if profile is None:
                self.cancelled.emit()
            else:
                self.found.emit(profiles)  # so that the new profile can be chosen
                self.made.emit(profile)

        self._worker.submit(make, tell, lambda error: self.failed.emit(text_of(error)))

    def finish(self) -> None:
        """Make the profile from what was heard so far."""
        if self._measuring is not None:
            self._measuring.finish()

    @property
    def holds_models(self) -> bool:
        """Whether `make` is using the models."""
        return self._measuring is not None and self._measuring.holds_models

    def cancel(self) -> None:
        """Cancel; while `holds_models`, one of `cancelled`, `made` or `failed` is still to come."""
        if self._measuring is not None:
            self._measuring.cancel()

    def rename(self, profile: VoiceProfile, name: str) -> None:
        """Rename a profile."""
        renamed = replace(profile, name=name)
        self._worker.submit(lambda: self._profiles.write(renamed), on_error=self._notice)
        self.look()

    def delete(self, profile: VoiceProfile) -> None:
        """Delete a profile."""
        self._worker.submit(lambda: self._profiles.delete(profile), on_error=self._notice)
        self.look()

    def shut_down(self, timeout_s: float = 5.0) -> bool:
        """Cancel the running job; True if no thread is left."""
        self.cancel()
        return self._worker.shut_down(timeout_s)

    def _read(self) -> list[VoiceProfile]:
        return self._profiles.read(self._notice)

    def _notice(self, problem: Exception) -> None:
        self.noticed.emit(text_of(problem))
