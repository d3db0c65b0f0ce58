"""Mixes the channels of a microphone live, without losing the voice."""

import math
from typing import Final

import numpy as np
import numpy.typing as npt

from emotion_desktop.audio.channels import (
    LOUD_BESIDE,
    SILENT_BELOW,
    ChannelVoice,
    left_out,
    mean_of,
    turned,
)
from emotion_desktop.domain.audio import FloatArray
from emotion_desktop.domain.translatable import Message

#: How often it is asked whether the mix is still right.
_DECIDE_S: Final = 0.5
#: Audio older than this counts little.
_MEMORY_S: Final = 3.0
#: Somebody has spoken for so long in one channel, and not for so long in another one.
_VOICE_S: Final = 2.0
_NO_VOICE_S: Final = 1.0
#: How long a loud channel without a voice is tolerated: someone who starts to speak is loud, too.
_LOUD_S: Final = 1.5
#: Another mix of the same channels must be this much stronger, so that it does not oscillate.
_STRONGER: Final = 1.5


class LiveMix:
    """The mean of the channels, without those that would mask or cancel the voice.

    Inverted channels are corrected. A channel without a voice that is loud next to a voice
    (hum, noise) is left out until someone speaks in it; a quiet one stays, because someone who has
    not spoken yet must not lose the first word.

    Parameters
    ----------
    n_channels, rate_hz : int
        Of the input.
    """

    def __init__(self, n_channels: int, rate_hz: int) -> None:
        self._rate_hz = rate_hz
        several = n_channels if n_channels > 1 else 0  # a single one needs no monitoring
        self._voices = [ChannelVoice(rate_hz, _VOICE_S) for _ in range(several)]
        self._products = np.zeros((n_channels, n_channels))
        self._weights = np.full(n_channels, 1 / n_channels)
        self._out: frozenset[int] = frozenset()
        self._loud_s = np.zeros(n_channels)
        self._undecided_s = 0.0
        self._notices: list[Message] = []

    def mix(self, frames: FloatArray) -> FloatArray:
        """Mix the next frames, shape (n, channels) to (n,)."""
        if not self._voices:
            return frames[:, 0]
        finite = np.nan_to_num(frames, nan=0.0, posinf=0.0, neginf=0.0)
        before = self._weights
        self._hear(finite)
        mixed: FloatArray = finite @ before.astype(np.float32)
        if before is not self._weights:  # without a click
            share = np.linspace(0, 1, len(finite), dtype=np.float32)
            mixed += share * (finite @ (self._weights - before).astype(np.float32))
        return mixed

    def take_notices(self) -> list[Message]:
        """Return new notices since the last call."""
        notices, self._notices = self._notices, []
        return notices

    def _hear(self, finite: FloatArray) -> None:
        seconds = len(finite) / self._rate_hz
        sound = finite - finite.mean(axis=0)
        products = (sound.T @ sound).astype(np.float64)
        self._products = self._products * math.exp(-seconds / _MEMORY_S) + products
        for voice, samples, power in zip(self._voices, finite.T, np.diag(products), strict=True):
            voice.feed(samples, silent=not power)
        self._undecided_s += seconds
        if self._undecided_s >= _DECIDE_S:
            self._undecided_s = 0.0
            self._decide()

    def _decide(self) -> None:
        power = np.diag(self._products)
        if not power.max():
            return
        out = self._harmful(power)
        kept = [c for c in range(len(power)) if c not in out]
        weights = mean_of(kept, self._products)
        audible = int(np.sum(power[kept] > SILENT_BELOW * power.max()))
        if 0 < audible < len(kept) / 2:
            # Many silent ones make the others faint; they are still there when they speak.
            weights *= len(kept) / audible
        stronger = self._power(weights) > _STRONGER * self._power(self._weights)
        if out == self._out and not stronger:
            return
        if out - self._out:
            self._notices.append(left_out(out))
        elif self._out - out:
            back = ", ".join(str(c + 1) for c in sorted(self._out - out))
            self._notices.append(Message("Channel {channels}: audible again", channels=back))
        inverted = np.flatnonzero(weights < 0)
        if len(inverted) and not np.array_equal(inverted, np.flatnonzero(self._weights < 0)):
            self._notices.append(turned(inverted))
        self._out, self._weights = out, weights

    def _harmful(self, power: npt.NDArray[np.float64]) -> frozenset[int]:
        """Find channels that are loud, have no voice, and accompany one that does."""
        loud = power > LOUD_BESIDE * power.max()
        speaking = np.array([voice.speaking for voice in self._voices])
        self._loud_s = np.where(loud & ~speaking, self._loud_s + _DECIDE_S, 0.0)
        voice_s = [voice.heard_s for voice in self._voices]
        if max(voice_s) < _VOICE_S:
            return self._out
        return frozenset(
            c
            for c, seconds in enumerate(voice_s)
            # One that is out stays out in the pauses of the others.
            if seconds < _NO_VOICE_S and (c in self._out or self._loud_s[c] >= _LOUD_S)
        )

    def _power(self, weights: npt.NDArray[np.float64]) -> float:
        return float(weights @ self._products @ weights)
