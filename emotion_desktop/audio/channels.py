"""Which channels of a file contain a voice, and how to mix them without losing it."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from emotion_desktop.audio.resampling import StreamResampler
from emotion_desktop.audio.voice_activity import Segmenter
from emotion_desktop.domain.audio import (
    SAMPLE_RATE_HZ,
    AudioBlock,
    AudioNotice,
    FloatArray,
    Segment,
)
from emotion_desktop.domain.translatable import Message

#: Channels that are quieter than the loudest one by this much are silent.
SILENT_BELOW: Final = 1e-6
#: Larger values are not samples, not even of integers in floating point.
_LARGEST: Final = 2.0**31
#: Channels that differ by less than this share of their power carry the same audio: a codec
#: or the noise of two inputs leaves less.
_SAME_BELOW: Final = 0.01
#: Correlation below which a channel takes more from a mix than it brings: it is inverted, as
#: by a cable with two wires swapped.
_INVERTED_BELOW: Final = -0.4
#: A mix of unrelated channels has the sum of their powers; with less than this share of
#: it, the channels cancel each other.
_CANCELS_BELOW: Final = 0.5
#: A channel with less voice than this, and with less than this share of the most voice, may
#: owe it to an error of the detector ...
_LITTLE_VOICE_S: Final = 3.0
_LITTLE_VOICE: Final = 0.02
#: More voice than this changes no decision, so it is not looked for.
_ENOUGH_VOICE_S: Final = _LITTLE_VOICE_S / _LITTLE_VOICE
#: ... and threatens the voices from this power relative to theirs.
LOUD_BESIDE: Final = 0.03


@dataclass(frozen=True, slots=True)
class Mix:
    """How the channels of a file are combined into one.

    Attributes
    ----------
    weights : FloatArray
        Shape (channels,): the mix is `frames @ weights`.
    notices : tuple of AudioNotice
        What the user must know about it; empty if it is the mean of all channels.
    alike : bool
        True if two or more channels all carry the same audio, perhaps louder or inverted.
    silent : tuple of int
        Channels without any audio.
    voice_s : float
        Duration of voice in the channel that has the most, if it was measured.
    """

    weights: FloatArray
    notices: tuple[AudioNotice, ...] = ()
    alike: bool = False
    silent: tuple[int, ...] = ()
    voice_s: float = 0.0


class ChannelSurvey:
    """Analyses all channels in one pass, then decides.

    Parameters
    ----------
    n_channels, rate_hz : int
        Of the input.
    measures_voice : bool
        Whether to measure all voice. Otherwise, only as much is analysed as
        is needed to find channels that differ.
    """

    def __init__(self, n_channels: int, rate_hz: int, *, measures_voice: bool = False) -> None:
        self._measures_voice = measures_voice
        self._products = np.zeros((n_channels, n_channels))
        enough_s = math.inf if measures_voice else _ENOUGH_VOICE_S
        self._voices = [ChannelVoice(rate_hz, enough_s) for _ in range(n_channels)]
        self._apart = False

    def feed(self, frames: FloatArray) -> None:
        """Add the next frames, shape (n, channels), as they are stored."""
        if not len(frames):
            return
        finite = np.nan_to_num(frames, nan=0.0, posinf=0.0, neginf=0.0)
        finite = np.clip(finite, -_LARGEST, _LARGEST, out=finite)
        # A constant offset is not audio.
        sound = finite - finite.mean(axis=0, dtype=np.float64).astype(np.float32)
        products = (sound.T @ sound).astype(np.float64)
        self._products += products
        if not self._apart and not _hold_the_same(products):
            self._apart = True
            for voice in self._voices[1:]:
                voice.voice_s = self._voices[0].heard_s
        heard = len(self._voices) if self._apart else int(self._measures_voice)
        for voice, power, channel in zip(
            self._voices[:heard], np.diag(products), finite.T, strict=False
        ):
            voice.feed(channel, silent=not power)

    def decide(self) -> Mix:
        """Return the decision; nothing may be fed afterwards."""
        for voice in self._voices:
            voice.finish()
        n_channels = len(self._voices)
        if not self._apart:
            for voice in self._voices[1:]:
                voice.voice_s = self._voices[0].voice_s
        voice_s = np.array([voice.voice_s for voice in self._voices])
        kept = self._kept(voice_s)
        notices = []
        if voice_s.max() and len(kept) < n_channels:
            notices.append(left_out(set(range(n_channels)) - set(kept)))
        weights = mean_of(kept, self._products)
        if self._cancels(weights):
            loudest = max(kept, key=lambda c: (voice_s[c], self._products[c, c]))
            weights = np.zeros(n_channels)
            weights[loudest] = 1.0
            notices.append(
                Message(
                    "The channels cancel each other out: only channel {channel} was used",
                    channel=loudest + 1,
                )
            )
        elif (weights < 0).any():
            notices.append(turned(np.flatnonzero(weights < 0)))
        return Mix(
            weights.astype(np.float32),
            tuple(AudioNotice("channels", notice) for notice in notices),
            # As a whole: in the pauses two inputs have a noise each.
            alike=n_channels > 1 and _hold_the_same(self._products),
            silent=tuple(np.flatnonzero(np.diag(self._products) == 0).tolist()),
            voice_s=float(voice_s.max()),
        )

    def _kept(self, voice_s: npt.NDArray[np.float64]) -> list[int]:
        """Choose the channels to mix, the loudest first."""
        power = np.diag(self._products)
        decibels = np.round(10 * np.log10(power + np.finfo(float).tiny))
        by_power = [int(c) for c in np.argsort(-decibels, kind="stable")]
        if not voice_s.max():
            audible = [c for c in by_power if power[c] > SILENT_BELOW * power.max()]
            return audible or by_power
        voiced = power[voice_s == voice_s.max()].max()
        return [
            c
            for c in by_power
            if voice_s[c]
            and (
                voice_s[c] >= min(_LITTLE_VOICE_S, _LITTLE_VOICE * voice_s.max())
                or power[c] < LOUD_BESIDE * voiced
            )
        ]

    def _cancels(self, weights: npt.NDArray[np.float64]) -> bool:
        unrelated = float(np.square(weights) @ np.diag(self._products))
        return float(weights @ self._products @ weights) < _CANCELS_BELOW * unrelated


class ChannelVoice:
    """Measures how long someone speaks in one channel.

    Parameters
    ----------
    rate_hz : int
        Of the input.
    enough_s : float
        Stop after this much voice.
    """

    def __init__(self, rate_hz: int, enough_s: float) -> None:
        self.voice_s = 0.0
        self._enough_s = enough_s
        self._rate_hz = rate_hz
        self._segmenter = Segmenter()
        self._resampler = StreamResampler(rate_hz)
        self._next_sample = 0
        self._full_scale = 1.0

    @property
    def speaking(self) -> bool:
        """Whether someone is speaking."""
        return self._segmenter.speaking

    @property
    def heard_s(self) -> float:
        """Duration of speech so far, including the current utterance."""
        current = self._segmenter.current
        return self.voice_s + (current.end_s - current.start_s if current else 0.0)

    def feed(self, samples: FloatArray, *, silent: bool) -> None:
        """Add the next samples, shape (n,), finite; silent ones cost nothing."""
        if self.voice_s >= self._enough_s:
            return
        if silent:
            self.finish()
            self._resampler = StreamResampler(self._rate_hz)
            return
        magnitudes = np.abs(samples)
        if magnitudes.max() > self._full_scale:  # it would be clipped; a spike may be
            self._full_scale = max(self._full_scale, float(np.percentile(magnitudes, 99.9)))
        self._take(self._resampler.feed(samples / np.float32(self._full_scale)))

    def finish(self) -> None:
        """Count the current utterance."""
        self._count(self._segmenter.flush())

    def _take(self, resampled: FloatArray) -> None:
        block = AudioBlock(resampled, SAMPLE_RATE_HZ, self._next_sample)
        self._next_sample += len(resampled)
        self._count(self._segmenter.feed(block))

    def _count(self, segments: Sequence[Segment]) -> None:
        self.voice_s += sum(len(one.samples) for one in segments) / SAMPLE_RATE_HZ


def mean_of(kept: Sequence[int], products: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Return weights of a mean in which no channel cancels those before it.

    Parameters
    ----------
    kept : sequence of int
        The channels that belong into it, the most important first.
    products : ndarray
        Shape (channels, channels), sums of products of the samples.
    """
    weights = np.zeros(len(products))
    for c in kept:
        mixed = weights @ products @ weights
        together = weights @ products[:, c]
        inverted = together < _INVERTED_BELOW * np.sqrt(mixed * products[c, c])
        weights[c] = -1.0 if inverted else 1.0
    return weights / len(kept)


def _hold_the_same(products: npt.NDArray[np.float64]) -> bool:
    """Return whether all channels carry the same audio, up to level and sign."""
    power = np.diag(products)
    loudest = int(np.argmax(power))
    if not power[loudest]:
        return True
    explained = np.square(products[loudest]) / power[loudest]
    return bool(np.all((power > 0) & (power - explained <= _SAME_BELOW * power)))


def left_out(channels: Iterable[int]) -> Message:
    """Return the channels without a voice."""
    return Message("Channel {channels}: no voice of its own, left out", channels=listed(channels))


def turned(channels: Iterable[int]) -> Message:
    """Return the channels with inverted polarity."""
    return Message(
        "Channel {channels}: inverted polarity, corrected because the voices would have "
        "cancelled out",
        channels=listed(channels),
    )


def listed(channels: Iterable[int]) -> str:
    """Format channels, counted from 0, in one-based notation: "2", "1, 3", "2-32"."""
    parts: list[str] = []
    run: list[int] = []
    for channel in sorted(channels):
        if run and channel != run[-1] + 1:
            parts.append(_run(run))
            run = []
        run.append(channel)
    return ", ".join([*parts, _run(run)] if run else parts)


def _run(run: Sequence[int]) -> str:
    first, last = run[0] + 1, run[-1] + 1
    if last - first < 2:
        return ", ".join(str(channel + 1) for channel in run)
    return f"{first}-{last}"
