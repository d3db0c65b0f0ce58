"""A recording to its analysis, in one pass and in constant memory for the sound."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final, Literal

import numpy as np
import numpy.typing as npt

from emotion_desktop import __version__
from emotion_desktop.audio.files import Channel, open_blocks, sha256_of
from emotion_desktop.audio.survey import Survey, survey
from emotion_desktop.audio.voice_activity import Segmenter
from emotion_desktop.domain.audio import SAMPLE_RATE_HZ, FloatArray, Segment
from emotion_desktop.domain.estimate import Analysis, Frames
from emotion_desktop.inference.context import CONTEXT_UTTERANCES
from emotion_desktop.inference.engine import EmotionEngine, Understood
from emotion_desktop.inference.opinions import Opinion
from emotion_desktop.services.sliding import SlidingWindow, Stretch, share_covered

#: Utterances wait for each other until so much speech can go through the models at once.
_BATCH_S: Final = 180.0
#: Stretches of windows do likewise.
_BATCH_STRETCHES: Final = 6

Progress = Callable[[float, float], None]
_ChannelIndex = int | Literal["mix"]
_INDICES: Final[dict[Channel, _ChannelIndex]] = {"mix": "mix", "left": 0, "right": 1, "each": "mix"}


def analyse(
    path: Path,
    engine: EmotionEngine,
    *,
    channel: Channel = "mix",
    on_progress: Progress = lambda _done_s, _total_s: None,
) -> Analysis:
    """Analyse one recording.

    Parameters
    ----------
    path : Path
        Any file that libsndfile or PyAV decodes.
    engine : EmotionEngine
        Loaded models.
    channel : Channel
        Which channel to take; `each` takes every channel as a speaker of its own, and
        lets the window slide over their mix.
    on_progress : callable
        Called with seconds done and seconds in all (nan where the file does not say).

    Raises
    ------
    UserFacingError
        Where the file cannot be decoded or holds no sound.
    """
    surveyed = survey(path)
    run = _Run(surveyed, engine, on_progress)
    n_channels = surveyed.info.channels
    if channel == "each" and n_channels > 1:
        run.n_passes = n_channels + 1
        for index in range(n_channels):
            run.listen(index, speaker=f"channel {index + 1}", windows=False)
        run.listen("mix", speaker=None, windows=True)
    else:
        run.listen(_INDICES[channel], speaker="", windows=True)
    return run.result()


class _Run:
    """What is collected while a recording goes by."""

    def __init__(self, surveyed: Survey, engine: EmotionEngine, on_progress: Progress) -> None:
        self.n_passes = 1
        self._surveyed = surveyed
        self._info = surveyed.info
        self._engine = engine
        self._on_progress = on_progress
        self._sliding = SlidingWindow()
        self._stretches: list[Stretch] = []
        self._windows: list[tuple[float, Opinion]] = []
        self._understood: list[Understood] = []
        self._waiting: list[Segment] = []
        self._done_s = 0.0
        self._decoded_s = 0.0

    def listen(self, index: _ChannelIndex, *, speaker: str | None, windows: bool) -> None:
        """Go through one channel; `speaker` None cuts no utterances."""
        segmenter = Segmenter(speaker) if speaker is not None else None
        n_samples = 0
        for block in open_blocks(self._info.path, index, surveyed=self._surveyed):
            n_samples += len(block.samples)
            if windows:
                self._slide(self._sliding.feed(block.samples))
            if segmenter:
                self._collect(segmenter.feed(block))
            self._done_s += len(block.samples) / SAMPLE_RATE_HZ
            self._on_progress(self._done_s, self._info.duration_s * self.n_passes)
        if segmenter:
            self._collect(segmenter.flush())
            self._understand()
        if windows:
            self._slide(self._sliding.flush())
            self._hear_windows()
        self._decoded_s = n_samples / SAMPLE_RATE_HZ

    def result(self) -> Analysis:
        """Fuse the windows with the words over them and put everything together."""
        self._understood.sort(key=lambda item: (item.utterance.start_s, item.utterance.speaker))
        info = replace(self._info, duration_s=self._decoded_s)
        return Analysis(
            audio=info,
            sha256=sha256_of(self._info.path),
            models={"program": __version__, **self._engine.describe()},
            frames=self._frames(),
            utterances=tuple(item.utterance for item in self._understood),
        )

    def _slide(self, stretches: Iterator[Stretch]) -> None:
        self._stretches += stretches
        if len(self._stretches) >= _BATCH_STRETCHES:
            self._hear_windows()

    def _hear_windows(self) -> None:
        if not self._stretches:
            return
        heard = self._engine.windows(
            [stretch.samples for stretch in self._stretches],
            [stretch.starts for stretch in self._stretches],
            self._stretches[0].length,
        )
        for stretch, opinions in zip(self._stretches, heard, strict=True):
            for start, opinion in zip(stretch.starts, opinions, strict=True):
                middle = stretch.first_sample + start + stretch.length / 2
                self._windows.append((middle / SAMPLE_RATE_HZ, opinion))
        self._stretches = []

    def _collect(self, segments: list[Segment]) -> None:
        self._waiting += segments
        if sum(len(segment.samples) for segment in self._waiting) > _BATCH_S * SAMPLE_RATE_HZ:
            self._understand()

    def _understand(self) -> None:
        previous = [item.utterance for item in self._understood[-CONTEXT_UTTERANCES:]]
        self._understood += self._engine.understand(self._waiting, previous=previous)
        self._waiting = []

    def _frames(self) -> Frames:
        times_s = np.array([time_s for time_s, _ in self._windows])
        speech = [opinion for _, opinion in self._windows]
        fused = self._engine.fuse(speech, self._words_at(times_s))
        return Frames(
            hop_s=self._sliding.hop_s,
            window_s=self._sliding.window_s,
            times_s=times_s.astype(np.float32),
            speech=np.stack([opinion.estimate.probabilities for opinion in speech]),
            fused=np.stack([estimate.probabilities for estimate in fused]),
            voiced=self._voiced(times_s),
        )

    def _voiced(self, times_s: npt.NDArray[np.float64]) -> FloatArray:
        """Give the share of each window that utterances cover, whoever speaks them."""
        length_s = min(self._sliding.window_s, self._decoded_s)
        said = [(item.utterance.start_s, item.utterance.end_s) for item in self._understood]
        return share_covered(said, times_s - length_s / 2, length_s)

    def _words_at(self, times_s: npt.NDArray[np.float64]) -> list[Opinion | None]:
        """Opinion on the words that are being said at each time; of the latest to begin."""
        words: list[Opinion | None] = [None] * len(times_s)
        for item in self._understood:
            first = int(np.searchsorted(times_s, item.utterance.start_s))
            last = int(np.searchsorted(times_s, item.utterance.end_s))
            words[first:last] = [item.text] * (last - first)
        return words
