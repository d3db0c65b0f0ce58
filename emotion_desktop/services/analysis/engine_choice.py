"""Which models to load, as a value that other processes and computers can be told."""

from collections.abc import Callable
from dataclasses import dataclass
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
    device, asr_model, transcribe, bundle, language
        See `EmotionEngine.load`.
    n_threads : int or None
        Threads for the models of one process; None leaves it to PyTorch.
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
        import torch  # noqa: PLC0415 (after the environment was prepared)

        from emotion_desktop.inference.engine import EmotionEngine  # noqa: PLC0415

        if self.n_threads is not None:
            torch.set_num_threads(self.n_threads)
        return EmotionEngine.load(
            device=self.device,
            asr_model=self.asr_model,
            transcribe=self.transcribe,
            bundle=self.bundle,
            language=self.language,
            on_step=on_step,
        )
