"""Which models to load, as a value that other processes and computers can be told."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from emotion_desktop.domain.live_events import LoadingStep
from emotion_desktop.domain.settings import Device
from emotion_desktop.domain.spoken_language import DEFAULT_LANGUAGE, SpokenLanguage

if TYPE_CHECKING:
    from emotion_desktop.inference.engine import EmotionEngine


@dataclass(frozen=True, slots=True)
class EngineChoice:
    """The models of a batch.

    Attributes
    ----------
    device, asr_model, transcribe, bundle, language, n_threads
        See `EmotionEngine.load`.
    """

    device: Device = "auto"
    asr_model: str | None = None
    transcribe: bool = True
    bundle: Path | None = None
    language: SpokenLanguage = DEFAULT_LANGUAGE
    n_threads: int | None = None

    def load(self, on_step: Callable[[LoadingStep], None] = lambda _step: None) -> "EmotionEngine":
        """Load the models into this process.

        Parameters
        ----------
        on_step : callable
            See `EmotionEngine.load`.

        Raises
        ------
        UserFacingError
            See `EmotionEngine.load`.
        """
        from emotion_desktop.inference.engine import EmotionEngine  # noqa: PLC0415

        return EmotionEngine.load(
            device=self.device,
            asr_model=self.asr_model,
            transcribe=self.transcribe,
            bundle=self.bundle,
            language=self.language,
            n_threads=self.n_threads,
            on_step=on_step,
        )

    def load_on_worker(self, n_threads: int) -> "EmotionEngine":
        """Load the models into a process that may use so many threads; see `load`."""
        return replace(self, n_threads=n_threads).load()
