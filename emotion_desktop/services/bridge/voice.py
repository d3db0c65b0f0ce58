"""Voice profiles for the window: read, made, renamed and deleted on a worker."""

import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.domain.messages import Message
from emotion_desktop.domain.voice import VoiceProfile, VoiceProgress
from emotion_desktop.services.bridge.messages import text_of
from emotion_desktop.services.engine_cache import EngineBusyError, EngineCache
from emotion_desktop.services.estimator import LiveEngine
from emotion_desktop.services.listener import VoiceActivity
from emotion_desktop.services.live import silero_voice_activity
from emotion_desktop.services.source_choice import SourceChoice
from emotion_desktop.services.voice_measuring import VoiceMeasuring
from emotion_desktop.services.voice_profiles import VoiceProfiles, new_profile_id

if TYPE_CHECKING:
    from emotion_desktop.audio.sources import Source

_log = logging.getLogger(__name__)


class VoiceBridge(QObject):
    """Runs one job at a time, in the order in which they were asked for.

    Parameters
    ----------
    engines : EngineCache
        Lends the models while a voice is measured.
    open_source : callable
        Makes the source of a choice, not started yet; called off the GUI thread.
    folder : Path
        Of the profiles.
    make_voice_activity : callable
        Called off the GUI thread.
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
        self._worker: Thread | None = None

    @property
    def progress(self) -> VoiceProgress:
        """How far `make` has come."""
        if self._measuring is None:
            return VoiceProgress(0.0, float("-inf"))
        return self._measuring.progress

    def look(self) -> None:
        """Read the profiles; `found` tells."""
        self._spawn(self._look)

    def ask_models(self) -> None:
        """Load the models where they are not yet; `models_known` tells."""
        self._spawn(self._ask_models)

    def make(self, choice: SourceChoice, name: str) -> None:
        """Listen and make a profile; `made`, `failed` or `cancelled` tells."""
        try:
            lease = self._engines.lease(Message("calibration to a voice"))
        except EngineBusyError as error:
            self.failed.emit(text_of(error))
            return
        measuring = VoiceMeasuring(
            lambda: self._open_source(choice),
            lease,
            self.phase_changed.emit,
            self._make_voice_activity,
        )
        self._measuring = measuring
        self._spawn(lambda: self._make(measuring, name))

    def finish(self) -> None:
        """Make the profile of what was heard up to now."""
        if self._measuring is not None:
            self._measuring.finish()

    @property
    def holds_models(self) -> bool:
        """Whether `make` keeps others from using the models."""
        return self._measuring is not None and self._measuring.holds_models

    def cancel(self) -> None:
        """Give up; while `holds_models`, `cancelled`, `made` or `failed` is to be waited for."""
        if self._measuring is not None:
            self._measuring.cancel()

    def rename(self, profile: VoiceProfile, name: str) -> None:
        """Give a profile another name."""
        self._spawn(lambda: self._profiles.write(replace(profile, name=name)), changes=True)

    def delete(self, profile: VoiceProfile) -> None:
        """Delete a profile."""
        self._spawn(lambda: self._profiles.delete(profile), changes=True)

    def shut_down(self, timeout_s: float = 5.0) -> bool:
        """Give up what goes on; True when no thread is left."""
        self.cancel()
        if self._worker is not None:
            self._worker.join(timeout_s)
        return self._worker is None or not self._worker.is_alive()

    def _spawn(self, work: Callable[[], None], *, changes: bool = False) -> None:
        before = self._worker

        def run_after() -> None:
            if before is not None:
                before.join()
            self._try(work, self.noticed.emit)
            if changes:
                self._try(self._look, self.noticed.emit)

        self._worker = Thread(target=run_after, name="voice profiles", daemon=True)
        self._worker.start()

    def _try(self, work: Callable[[], None], tell: Callable[[str], None]) -> None:
        try:
            work()
        except Exception as error:  # the edge of a thread: what is not told here is lost
            if not isinstance(error, UserFacingError):
                _log.exception("Voice profiles failed")
            tell(text_of(error))

    def _look(self) -> None:
        self.found.emit(self._profiles.read(lambda problem: self.noticed.emit(text_of(problem))))

    def _ask_models(self) -> None:
        models = self._engines.models()
        self.models_known.emit(models.bundle_id, models.can_calibrate)

    def _make(self, measuring: VoiceMeasuring, name: str) -> None:
        def tell(reason: str) -> None:
            if measuring.cancelled:
                self.cancelled.emit()
            else:
                self.failed.emit(reason)

        self._try(lambda: self._measure(measuring, name), tell)

    def _measure(self, measuring: VoiceMeasuring, name: str) -> None:
        voice = measuring.run()
        if voice is None:
            self.cancelled.emit()
            return
        profile = VoiceProfile(
            id=new_profile_id(),
            name=name,
            made_at=datetime.now(UTC),
            speech_s=round(voice.speech_s, 1),
            bundle=voice.bundle,
            logit_offset=voice.logit_offset,
        )
        self._profiles.write(profile)
        self._look()
        self.made.emit(profile)
