"""A noise gate that keeps background noise from being taken for the visitor's voice."""

import math
from collections import deque
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Final, TypeVar

import numpy as np

from emotion_desktop.audio.running_level import RunningLevel
from emotion_desktop.domain.audio import SAMPLE_RATE_HZ, AudioBlock

if TYPE_CHECKING:
    from emotion_desktop.audio.sources import OnBlock, OnEnd, OnNotice, Source

_Choice = TypeVar("_Choice")

#: A voice passes from this long before it is loud enough, because words start softly.
LEAD_S: Final = 0.2
#: It passes until this long after it was loud enough: words end softly and have gaps.
HOLD_S: Final = 0.6


class NoiseGate:
    """Silences audio below a threshold, and measures its level.

    One gate serves the sources of many sessions, one at a time. The threshold may be
    set while a source runs.

    Attributes
    ----------
    threshold_dbfs : float
        RMS level in dBFS; -inf lets everything pass immediately. Otherwise,
        audio is passed on `LEAD_S` later.
    level_dbfs : float
        Level before the gate, see `RunningLevel`; any thread may read it.
    is_open : bool
        True while audio passes; any thread may read it.
    """

    def __init__(self, threshold_dbfs: float = -math.inf) -> None:
        self.threshold_dbfs = threshold_dbfs
        self.level_dbfs = -math.inf
        self.is_open = True

    def around(self, open_source: "Callable[[_Choice], Source]") -> "Callable[[_Choice], Source]":
        """Return an `open_source` whose sources pass through this gate."""
        return lambda choice: GatedSource(open_source(choice), self)


class GatedSource:
    """A source with a noise gate; used like any other source.

    Parameters
    ----------
    source : Source
        Not started yet.
    gate : NoiseGate
        Silences it.
    """

    def __init__(self, source: "Source", gate: NoiseGate) -> None:
        self._source = source
        self._gate = gate
        self._on_block: OnBlock = lambda _block: None
        self._level = RunningLevel()
        self._waiting: deque[AudioBlock] = deque()
        self._open_until = -1

    @property
    def name(self) -> str:
        """The name of the wrapped source."""
        return self._source.name

    @property
    def dropped_samples(self) -> int:
        """Samples lost by the source; silenced ones do not count."""
        return self._source.dropped_samples

    def start(self, on_block: "OnBlock", on_end: "OnEnd", on_notice: "OnNotice") -> None:
        """Start, like `Source.start`."""
        self._on_block = on_block

        def end(reason: str | None) -> None:
            self._pass_on(0)
            self._gate.level_dbfs = -math.inf
            on_end(reason)

        self._source.start(self._hear, end, on_notice)

    def stop(self) -> None:
        """Stop, like `Source.stop`."""
        self._source.stop()

    def _hear(self, block: AudioBlock) -> None:
        end = block.first_sample + len(block.samples)
        self._level.feed(block)
        level_dbfs = self._level.dbfs
        self._gate.level_dbfs = level_dbfs
        threshold_dbfs = self._gate.threshold_dbfs
        if level_dbfs >= threshold_dbfs:
            self._open_until = end + round(HOLD_S * SAMPLE_RATE_HZ)
        self._gate.is_open = end <= self._open_until
        self._waiting.append(block)
        lead_s = 0.0 if threshold_dbfs == -math.inf else LEAD_S
        self._pass_on(round(lead_s * SAMPLE_RATE_HZ))

    def _pass_on(self, keep: int) -> None:
        """Pass on the oldest blocks until at most `keep` samples are waiting."""
        waiting = sum(len(block.samples) for block in self._waiting)
        while waiting > keep:
            block = self._waiting.popleft()
            waiting -= len(block.samples)
            if block.first_sample >= self._open_until:
                block = replace(block, samples=np.zeros_like(block.samples))
            self._on_block(block)
