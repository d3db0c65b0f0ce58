"""Cuts an audio stream into utterances by speech probability.

`SpeechProbability` gives a probability for every 32 ms; `UtteranceCutter` turns these into
intervals; `Segmenter` adds the audio.
"""

from collections import deque
from dataclasses import dataclass
from typing import Final

import numpy as np

from emotion_desktop.audio.speech_probability import (
    FRAME_SAMPLES,
    FRAMES_AT_ONCE,
    SpeechProbability,
)
from emotion_desktop.domain.audio import SAMPLE_RATE_HZ, AudioBlock, FloatArray, Segment

#: Samples processed together.
_STEP_SAMPLES: Final[int] = FRAMES_AT_ONCE * FRAME_SAMPLES
#: As many at most: bounds the memory for a long block.
_BATCH_SAMPLES: Final[int] = 16 * _STEP_SAMPLES
#: Frames with less than this share of the loudest one's power are soft.
_SOFT_EDGE: Final = 0.01


@dataclass(frozen=True, slots=True)
class VoiceActivityOptions:
    """When utterances start and end.

    Attributes
    ----------
    start_probability, stop_probability : float
        Speech starts at the first, and pauses below the second.
    min_speech_s : float
        Anything shorter is a click, not an utterance.
    min_cut_speech_s : float
        The same for speech cut off by the end of the audio: the start of a word says nothing.
    min_silence_s : float
        A shorter pause does not end an utterance.
    padding_s : float
        Kept before and after the speech, at most up to the neighbour.
    max_utterance_s : float
        Longer speech is cut, padding included.
    cut_search_s : float
        The cut is made at the least speech-like moment within this many last seconds.
    doubt_below_s : float
        Anything shorter, including padding, is checked again: a hum that sets in
        sounds like a vowel until the network has heard more of it.
    doubt_probability : float
        Threshold for speech that is checked again.
    """

    start_probability: float = 0.4
    stop_probability: float = 0.25
    min_speech_s: float = 0.1
    min_cut_speech_s: float = 0.25
    min_silence_s: float = 0.5
    padding_s: float = 0.2
    max_utterance_s: float = 15.0
    cut_search_s: float = 5.0
    doubt_below_s: float = 1.5
    doubt_probability: float = 0.2


def _samples(seconds: float) -> int:
    return round(seconds * SAMPLE_RATE_HZ)


class UtteranceCutter:
    """Turns speech probabilities into utterance boundaries; sees no audio.

    Parameters
    ----------
    options : VoiceActivityOptions
        The thresholds.
    """

    def __init__(self, options: VoiceActivityOptions) -> None:
        self._options = options
        self._now = 0  # samples seen
        self._free_from = 0  # end of the last utterance
        self._start: int | None = None  # of the running utterance, padding included
        self._speech_start = 0
        self._goes_on = False  # the running utterance is a part of longer speech
        self._pause_start: int | None = None
        search_frames = _samples(options.cut_search_s) // FRAME_SAMPLES
        self._recent: deque[tuple[float, int]] = deque(maxlen=max(1, search_frames))

    @property
    def start(self) -> int | None:
        """First sample of the current utterance with its padding; None in silence."""
        return self._start

    @property
    def needed_from(self) -> int:
        """First sample that may still become part of an utterance."""
        if self._start is not None:
            return self._start
        return max(self._free_from, self._now - _samples(self._options.padding_s))

    def step(self, probability: float) -> tuple[int, int] | None:
        """Process the next frame.

        Parameters
        ----------
        probability : float
            That the frame is speech.

        Returns
        -------
        tuple of int or None
            First sample and end of an utterance that is complete now.
        """
        frame_start = self._now
        self._now += FRAME_SAMPLES
        options = self._options
        if self._start is None:
            if probability >= options.start_probability:
                padded = frame_start - _samples(options.padding_s)
                self._begin(max(self._free_from, padded), frame_start)
            return None
        self._recent.append((probability, frame_start))
        if probability >= options.start_probability:
            self._pause_start = None
        elif probability < options.stop_probability and self._pause_start is None:
            self._pause_start = frame_start
        if self._pause_start is not None and (
            self._now - self._pause_start >= _samples(options.min_silence_s)
        ):
            return self._end_at_pause(self._pause_start)
        if self._now + FRAME_SAMPLES - self._start > _samples(options.max_utterance_s):
            return self._cut_at_quietest()
        return None

    def finish(self, end: int) -> tuple[int, int] | None:
        """End the current utterance because the audio ends.

        Parameters
        ----------
        end : int
            Number of samples in total; frames beyond them are not audio.

        Returns
        -------
        tuple of int or None
            As `step`.
        """
        if self._start is None:
            return None
        options = self._options
        cut_off = self._pause_start is None and not self._goes_on
        speech_end = end if self._pause_start is None else min(end, self._pause_start)
        padded = min(end, speech_end + _samples(options.padding_s))
        least_s = options.min_cut_speech_s if cut_off else options.min_speech_s
        return self._close(speech_end, padded, least_s)

    def _begin(self, start: int, speech_start: int) -> None:
        self._start = start
        self._speech_start = speech_start
        self._goes_on = False
        self._pause_start = None
        self._recent.clear()

    def _end_at_pause(self, pause_start: int) -> tuple[int, int] | None:
        # The pause is longer than the padding or ends here.
        padded = pause_start + _samples(self._options.padding_s)
        return self._close(pause_start, min(padded, self._now), self._options.min_speech_s)

    def _close(self, speech_end: int, end: int, least_s: float) -> tuple[int, int] | None:
        assert self._start is not None
        start, self._start = self._start, None
        if speech_end - self._speech_start < _samples(least_s):
            return None
        self._free_from = end
        return start, end

    def _cut_at_quietest(self) -> tuple[int, int]:
        """Split during speech; what follows starts the next utterance."""
        assert self._start is not None
        start = self._start
        # The latest of equals: an ongoing pause is cut where it may continue.
        cut = min(reversed(self._recent), key=lambda frame: frame[0])[1]
        pause_start = self._pause_start
        after = [frame for frame in self._recent if frame[1] >= cut]
        # It continues established speech: one more frame is enough to be kept.
        self._begin(cut, cut + FRAME_SAMPLES - _samples(self._options.min_speech_s))
        self._goes_on = True
        self._recent.extend(after)
        self._free_from = cut
        if pause_start is not None:
            self._pause_start = max(pause_start, cut)
        return start, cut


def _is_speech_when_used_to(samples: FloatArray, threshold: float) -> bool:
    """Return whether a detector warmed up on the reversed audio still finds speech.

    A hum that sets in suddenly passes for a vowel until the network adapts to it; a
    real word stays speech however often it is heard.
    """
    loud = _without_soft_edges(samples)  # after silence, the hum would set in again
    whole = loud[: len(loud) // _STEP_SAMPLES * _STEP_SAMPLES]
    if not len(whole):
        return False
    hear = SpeechProbability()
    hear(np.ascontiguousarray(whole[::-1]).reshape(-1, FRAME_SAMPLES))
    return bool(hear(whole.reshape(-1, FRAME_SAMPLES)).max() >= threshold)


def _without_soft_edges(samples: FloatArray) -> FloatArray:
    whole = samples[: len(samples) // FRAME_SAMPLES * FRAME_SAMPLES]
    powers = np.mean(np.square(whole.reshape(-1, FRAME_SAMPLES), dtype=np.float64), axis=1)
    loud = np.flatnonzero(powers >= _SOFT_EDGE * powers.max())
    return whole[loud[0] * FRAME_SAMPLES : (loud[-1] + 1) * FRAME_SAMPLES]


class Segmenter:
    """Finds the utterances in a stream of blocks, independent of block boundaries.

    It keeps the current utterance and about one more second, never more. A block
    that does not follow the one before it ends the running utterance.

    Parameters
    ----------
    speaker : str
        Name that the segments carry.
    options : VoiceActivityOptions
        The thresholds.
    """

    def __init__(self, speaker: str = "", options: VoiceActivityOptions | None = None) -> None:
        self._speaker = speaker
        self._options = options or VoiceActivityOptions()
        self._next_id = 0
        self._kept: FloatArray
        self._cutter: UtteranceCutter
        self._restart(0)

    @property
    def kept_s(self) -> float:
        """Seconds of audio in memory."""
        return len(self._kept) / SAMPLE_RATE_HZ

    @property
    def speaking(self) -> bool:
        """Whether an utterance is in progress."""
        return self._cutter.start is not None

    @property
    def current(self) -> Segment | None:
        """The utterance in progress; its id becomes final when it ends."""
        start = self._cutter.start
        return None if start is None else self._segment(start, self._received)

    def feed(self, block: AudioBlock) -> list[Segment]:
        """Process the next block.

        Parameters
        ----------
        block : AudioBlock
            At `SAMPLE_RATE_HZ`.

        Returns
        -------
        list of Segment
            The utterances that ended, in order.

        Raises
        ------
        ValueError
            The block has another rate.
        """
        if block.sample_rate_hz != SAMPLE_RATE_HZ:
            raise ValueError(f"block at {block.sample_rate_hz} Hz, not {SAMPLE_RATE_HZ} Hz")
        done: list[Segment] = []
        if block.first_sample != self._origin + self._received:
            done = self.flush()
            self._restart(block.first_sample)
        for start in range(0, len(block.samples), _BATCH_SAMPLES):
            done += self._take(block.samples[start : start + _BATCH_SAMPLES])
        return done

    def flush(self) -> list[Segment]:
        """End the current utterance, as at the end of the source.

        Returns
        -------
        list of Segment
            At most one, or two if the last frame completed another one.
        """
        missing = -self._received % _STEP_SAMPLES
        self._kept = np.concatenate([self._kept, np.zeros(missing, dtype=np.float32)])
        done = self._step(self._received + missing)
        done += self._finished(self._cutter.finish(self._received))
        self._restart(self._origin + self._received)
        return done

    def _restart(self, origin: int) -> None:
        """Reset everything but the id; `origin` is the next sample."""
        self._origin = origin
        self._received = 0
        self._framed = 0
        self._kept = np.zeros(0, dtype=np.float32)
        self._kept_from = 0
        self._hear = SpeechProbability()
        self._cutter = UtteranceCutter(self._options)

    def _take(self, samples: FloatArray) -> list[Segment]:
        self._kept = np.concatenate([self._kept, samples])
        self._received += len(samples)
        return self._step(self._received)

    def _step(self, end: int) -> list[Segment]:
        """Process what is buffered up to `end`."""
        whole = (end - self._framed) // _STEP_SAMPLES * _STEP_SAMPLES
        if not whole:
            return []
        begin = self._framed - self._kept_from
        self._framed += whole
        new = self._kept[begin : begin + whole]
        done: list[Segment] = []
        for probability in self._hear(new.reshape(-1, FRAME_SAMPLES)):
            done += self._finished(self._cutter.step(float(probability)))
        drop = self._cutter.needed_from - self._kept_from
        self._kept = self._kept[drop:]
        self._kept_from += drop
        return done

    def _segment(self, start: int, end: int) -> Segment:
        samples = self._kept[start - self._kept_from : end - self._kept_from].copy()
        samples.setflags(write=False)
        return Segment(self._next_id, self._origin + start, samples, self._speaker)

    def _finished(self, extent: tuple[int, int] | None) -> list[Segment]:
        if extent is None:
            return []
        start, end = extent
        segment = self._segment(start, min(end, self._received))
        if len(segment.samples) < _samples(self._options.doubt_below_s) and not (
            _is_speech_when_used_to(segment.samples, self._options.doubt_probability)
        ):
            return []
        self._next_id += 1
        return [segment]
