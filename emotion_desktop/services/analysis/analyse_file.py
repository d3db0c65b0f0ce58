"""Analyses one audio file, holding only a constant amount of audio in memory."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Final, Literal

import numpy as np
import numpy.typing as npt

from emotion_desktop import __version__
from emotion_desktop.audio.files import open_blocks, sha256_of
from emotion_desktop.audio.survey import Survey, survey, survey_tracks
from emotion_desktop.audio.voice_activity import Segmenter
from emotion_desktop.domain.audio import (
    SAMPLE_RATE_HZ,
    AudioBlock,
    AudioInfo,
    AudioNotice,
    FloatArray,
    Segment,
)
from emotion_desktop.domain.estimate import SURE_SPEAKER, Analysis, Frames, Utterance
from emotion_desktop.domain.heard_languages import HeardLanguages
from emotion_desktop.domain.sound_files import Channel, Speakers
from emotion_desktop.inference.engine import EmotionEngine
from emotion_desktop.inference.pieces import Between
from emotion_desktop.inference.prediction import AnalysedUtterance, ModalityPrediction
from emotion_desktop.services.analysis.speakers import (
    find_speakers,
    levels_of,
    mixed,
    without_crosstalk,
)
from emotion_desktop.services.analysis.window_batches import (
    SlidingWindow,
    WindowBatch,
    share_covered,
)
from emotion_desktop.services.speaker_turns import SPEAKER_FILES, SpeakerTurns, hear_voices

#: Utterances are collected until this much speech can go through the models in one batch.
_BATCH_S: Final = 180.0
#: The same for batches of windows.
_BATCH_STRETCHES: Final = 6

Progress = Callable[[float, float], None]
_ChannelIndex = int | Literal["mix"]
_INDICES: Final[dict[Channel, _ChannelIndex]] = {"mix": "mix", "left": 0, "right": 1}


class AnalysisStoppedError(Exception):
    """The analysis was stopped on request."""


def analyse(
    path: Path,
    engine: EmotionEngine,
    *,
    channel: Channel = "mix",
    track: int | None = None,
    speakers: Speakers = "off",
    normalise_speakers: bool = True,
    on_progress: Progress = lambda _done_s, _total_s: None,
    should_stop: Callable[[], bool] | None = None,
) -> Analysis:
    """Analyse one audio file.

    Parameters
    ----------
    path : Path
        Any file that libsndfile or PyAV decodes.
    engine : EmotionEngine
        Loaded models.
    channel : Channel
        Which channel to use; `each` treats every channel, and every audio track, as a
        separate speaker, and slides the window over their mix.
    track : int or None
        Which audio track to use, counted from 0; None uses the first with speech.
    speakers : Speakers
        Whether people who share a channel are told apart by their voices, and how many there
        are; ignored with `each`.
    normalise_speakers : bool
        Whether to judge speech relative to how its speaker sounds in the whole file, given
        enough utterances; of a proposed speaker, only confident ones count.
    on_progress : callable
        Called with seconds done and seconds in total.
    should_stop : callable, optional
        Called after each block and piece of the models' work, about every second. Others may
        use the models until it returns. Without it, the models get larger batches.

    Raises
    ------
    UserFacingError
        If the file cannot be decoded or contains no audio.
    AnalysisStoppedError
        If `should_stop` returned True.
    """
    go_on = partial(_stop_if, should_stop)
    surveys = _surveyed(path, channel, track, go_on)
    run = _Run(surveys[0].info, engine, on_progress, go_on, should_stop and go_on)
    run.listen_to(surveys, channel, speakers)
    if normalise_speakers:
        run.compare_with_speakers()
    return run.result(made_by(engine, channel, track, speakers, normalise_speakers))


def made_by(
    engine: EmotionEngine,
    channel: Channel,
    track: int | None,
    speakers: Speakers,
    normalise_speakers: bool,
) -> dict[str, object]:
    """Describe the models and the options that a result depends on, ready for JSON.

    Two analyses of the same bytes with the same description yield the same result.
    """
    return {
        "program": __version__,
        **engine.describe(),
        **({} if speakers == "off" or channel == "each" else {"speaker_files": SPEAKER_FILES}),
        "options": {
            "channel": channel,
            "track": track,
            "speakers": speakers,
            "normalise_speakers": normalise_speakers,
        },
    }


def _stop_if(should_stop: Callable[[], bool] | None, _done_s: float = 0.0) -> None:
    if should_stop is not None and should_stop():
        raise AnalysisStoppedError


def _surveyed(
    path: Path, channel: Channel, track: int | None, go_on: Callable[[float], None]
) -> list[Survey]:
    """Survey the chosen track, or all tracks if each of them is a speaker."""
    if channel == "each" and track is None:
        surveys = survey_tracks(path, on_progress=go_on)
    else:
        surveys = [survey(path, track=track, on_progress=go_on)]
    if channel == "mix":
        return surveys
    return [_without_channel_notices(surveyed) for surveyed in surveys]


def _without_channel_notices(surveyed: Survey) -> Survey:
    """Drop the notices about a channel mix that is not used."""
    told = tuple(notice for notice in surveyed.info.notices if notice.kind != "channels")
    return replace(surveyed, info=replace(surveyed.info, notices=told))


def _sure_speaker(utterance: Utterance) -> str | None:
    """Return the speaker; None if it is a proposal that may well be wrong."""
    confidence = utterance.speaker_confidence
    return utterance.speaker if confidence is None or confidence >= SURE_SPEAKER else None


def _rated(item: AnalysedUtterance, turns: SpeakerTurns) -> AnalysedUtterance:
    """Add how likely the proposed speaker is to be the right one."""
    said = replace(item.utterance, speaker_confidence=turns.confidence(item.utterance))
    return replace(item, utterance=said)


class _Run:
    """The results collected during a pass through a file."""

    def __init__(
        self,
        info: AudioInfo,
        engine: EmotionEngine,
        on_progress: Progress,
        go_on: Callable[[], None],
        between: Between,
    ) -> None:
        self.n_passes = 1
        self._info = info
        self._engine = engine
        self._on_progress = on_progress
        self._go_on = go_on
        self._between = between
        self._heard = HeardLanguages()
        self._sliding = SlidingWindow()
        self._stretches: list[WindowBatch] = []
        self._windows: list[tuple[float, ModalityPrediction]] = []
        self._understood: list[AnalysedUtterance] = []
        self._waiting: list[Segment] = []
        self._turns: SpeakerTurns | None = None
        self._done_s = 0.0
        self._decoded_s = 0.0

    def listen_to(self, surveys: Sequence[Survey], channel: Channel, speakers: Speakers) -> None:
        """Process the whole file."""
        if channel == "each":
            self.listen_to_each(surveys)
        else:
            self.listen_to_one(surveys[0], channel, speakers)

    def listen_to_one(self, surveyed: Survey, channel: Channel, speakers: Speakers) -> None:
        """Process one channel, or the mix of all."""

        def blocks() -> Iterator[AudioBlock]:
            return open_blocks(surveyed.info.path, _INDICES[channel], surveyed=surveyed)

        if speakers != "off":
            self.propose_speakers(blocks(), speakers)
        self.listen(blocks(), speaker="", windows=True)

    def listen_to_each(self, surveys: Sequence[Survey]) -> None:
        """Process a file in which every channel is a speaker."""
        speakers, notices = find_speakers(surveys)
        self.tell(notices)
        if len(speakers) == 1:
            self.listen(speakers[0].blocks(), speaker=speakers[0].name, windows=True)
            return
        self.n_passes = 2 * len(speakers) + 1
        levels = [levels_of(self.passing(speaker.blocks())) for speaker in speakers]
        speakers, notices = without_crosstalk(speakers, levels)
        self.tell(notices)
        for speaker in speakers:
            self.listen(speaker.blocks(), speaker=speaker.name, windows=False)
        self.listen(mixed(surveys), speaker=None, windows=True)

    def propose_speakers(
        self, blocks: Iterator[AudioBlock], speakers: int | Literal["auto"]
    ) -> None:
        """Go through a channel once before it is listened to, to tell its speakers apart."""
        self.n_passes = 2
        voices = hear_voices(self.passing(blocks))
        if voices.extents_s:
            self._turns = voices.turns(None if speakers == "auto" else speakers)
            self.tell([self._turns.notice()])

    def tell(self, notices: Sequence[AudioNotice]) -> None:
        """Add notices about how the file was read."""
        self._info = replace(self._info, notices=(*self._info.notices, *notices))

    def passing(self, blocks: Iterator[AudioBlock]) -> Iterator[AudioBlock]:
        """Pass audio through and report progress; may stop between blocks."""
        n_samples = 0
        for block in blocks:
            yield block
            n_samples += len(block.samples)
            self._done_s += len(block.samples) / SAMPLE_RATE_HZ
            self._on_progress(self._done_s, self._info.duration_s * self.n_passes)
            self._go_on()
        self._decoded_s = max(self._decoded_s, n_samples / SAMPLE_RATE_HZ)

    def listen(self, blocks: Iterator[AudioBlock], *, speaker: str | None, windows: bool) -> None:
        """Process one channel; with `speaker` None, cut no utterances."""
        segmenter = Segmenter(speaker) if speaker is not None else None
        for block in self.passing(blocks):
            if windows:
                self._slide(self._sliding.feed(block.samples))
            if segmenter:
                self._collect(segmenter.feed(block))
        if segmenter:
            self._collect(segmenter.flush())
            self._understand()
        if windows:
            self._slide(self._sliding.flush())
            self._hear_windows()

    def result(self, models: dict[str, object]) -> Analysis:
        """Fuse the windows with the text over them and assemble the analysis."""
        self._understood.sort(key=lambda item: (item.utterance.start_s, item.utterance.speaker))
        info = replace(self._info, duration_s=self._decoded_s)
        return Analysis(
            audio=info,
            sha256=sha256_of(self._info.path),
            models=models,
            frames=self._frames(),
            utterances=tuple(  # each channel had counted its own
                replace(item.utterance, segment_id=number)
                for number, item in enumerate(self._understood)
            ),
        )

    def compare_with_speakers(self) -> None:
        """Fuse again with speaker normalisation over the whole file.

        Without separate channels or proposed speakers, the file counts as one speaker. Windows
        are normalised only if there is a single speaker.
        """
        normaliser = self._engine.speaker_normaliser()
        if normaliser is None or not self._understood:
            return
        speakers = [_sure_speaker(item.utterance) for item in self._understood]
        for speaker, item in zip(speakers, self._understood, strict=True):
            if speaker is not None:
                normaliser.add(speaker, item.speech)
        estimates = self._engine.fuse(
            [
                item.speech if speaker is None else normaliser.normalise(speaker, item.speech)
                for speaker, item in zip(speakers, self._understood, strict=True)
            ],
            [item.text for item in self._understood],
        )
        for i, (speaker, estimate) in enumerate(zip(speakers, estimates, strict=True)):
            n_used = 0 if speaker is None else normaliser.n_used(speaker)
            compared = replace(estimate, normalised_to_speaker=n_used)
            item = self._understood[i]
            self._understood[i] = replace(
                item, utterance=replace(item.utterance, estimate=compared)
            )
        if len(set(speakers)) == 1 and speakers[0] is not None:
            self._windows = [
                (time_s, normaliser.normalise(speakers[0], prediction))
                for time_s, prediction in self._windows
            ]

    def _slide(self, stretches: Iterator[WindowBatch]) -> None:
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
            self._between,
        )
        for stretch, predictions in zip(self._stretches, heard, strict=True):
            for start, prediction in zip(stretch.starts, predictions, strict=True):
                middle = stretch.first_sample + start + stretch.length / 2
                self._windows.append((middle / SAMPLE_RATE_HZ, prediction))
        self._stretches = []

    def _collect(self, segments: list[Segment]) -> None:
        self._waiting += segments if self._turns is None else self._turns.named(segments)
        if sum(len(segment.samples) for segment in self._waiting) > _BATCH_S * SAMPLE_RATE_HZ:
            self._understand()

    def _understand(self) -> None:
        understood = self._engine.understand(
            self._waiting,
            previous=[item.utterance for item in self._understood],
            heard=self._heard,
            between=self._between,
        )
        if self._turns is not None:
            understood = [_rated(item, self._turns) for item in understood]
        self._understood += understood
        self._waiting = []

    def _frames(self) -> Frames:
        times_s = np.array([time_s for time_s, _ in self._windows])
        speech = [prediction for _, prediction in self._windows]
        fused = self._engine.fuse(speech, self._words_at(times_s))
        return Frames(
            hop_s=self._sliding.hop_s,
            window_s=self._sliding.window_s,
            times_s=times_s.astype(np.float32),
            speech=np.stack([prediction.estimate.probabilities for prediction in speech]),
            fused=np.stack([estimate.probabilities for estimate in fused]),
            voiced=self._voiced(times_s),
        )

    def _voiced(self, times_s: npt.NDArray[np.float64]) -> FloatArray:
        """Return the share of each window covered by utterances of any speaker."""
        length_s = min(self._sliding.window_s, self._decoded_s)
        said = [(item.utterance.start_s, item.utterance.end_s) for item in self._understood]
        return share_covered(said, times_s - length_s / 2, length_s)

    def _words_at(self, times_s: npt.NDArray[np.float64]) -> list[ModalityPrediction | None]:
        """Return the text prediction at each time; of overlapping ones, the latest to begin."""
        words: list[ModalityPrediction | None] = [None] * len(times_s)
        for item in self._understood:
            first = int(np.searchsorted(times_s, item.utterance.start_s))
            last = int(np.searchsorted(times_s, item.utterance.end_s))
            words[first:last] = [item.text] * (last - first)
        return words
