"""The voice of one channel that another one picks up, too: found by levels, and silenced.

Two people with a microphone each are heard in both, or a telephone gives back an echo. What
one channel owes to another one is softer than there, and in every band its level follows the
other's, a little later: that tells it from somebody who speaks at the same time.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt
from scipy.ndimage import uniform_filter1d

from emotion_desktop.audio.band_levels import HOP_S, HOP_SAMPLES, MIDDLE_SAMPLES, QUIETEST_DBFS
from emotion_desktop.domain.audio import AudioBlock, FloatArray

_Mask = npt.NDArray[np.bool_]

#: What another channel gives is so much softer than there.
LEAST_LOSS_DB: Final = 6.0
#: It comes so much later at most: an echo in a telephone net.
_LATEST_HOPS: Final = round(0.6 / HOP_S)
#: A voice is louder than the pauses of its channel by so much, and this loud at least.
_ABOVE_PAUSES_DB: Final = 15.0
_FAINTEST_VOICE_DBFS: Final = -75.0
#: Of so many levels at most the way from one channel to another is measured: ten minutes.
_MOST_HOPS: Final = 30_000
#: Only what is so much louder than the target's own pauses tells anything; so much is needed.
_ABOVE_FLOOR_DB: Final = 6.0
_LEAST_HOPS: Final = round(0.6 / HOP_S)
#: Levels that follow are so near to what is expected, and so many of them are.
_FOLLOWS_WITHIN_DB: Final = 5.0
_FOLLOWS_FROM: Final = 0.6
#: Explained is what lies so little above what is expected, on average over the bands and over
#: so much sound: a voice over another one is above it in some bands and at some moments.
_MARGIN_DB: Final = 1.5
_AVERAGED_HOPS: Final = round(0.34 / HOP_S)
#: A room goes on sounding: a level that it explains falls no faster than this.
_RELEASE_DB: Final = 100.0 * HOP_S


@dataclass(frozen=True, slots=True)
class Crosstalk:
    """What a channel owes to others.

    Attributes
    ----------
    sources : tuple of int
        The channels that are heard in it, too.
    open : ndarray
        Shape (n,), bool: False where its sound is another channel's, for every level.
    left_out_s : float
        How much voice of the others that is.
    """

    sources: tuple[int, ...]
    open: _Mask
    left_out_s: float

    def silence(self, block: AudioBlock) -> AudioBlock:
        """Return a block without what is another channel's, without clicks."""
        at = (block.first_sample + np.arange(len(block.samples)) - MIDDLE_SAMPLES) / HOP_SAMPLES
        gain = np.interp(at, np.arange(len(self.open)), self.open.astype(np.float32))
        samples = (block.samples * gain).astype(np.float32)
        samples.setflags(write=False)
        return AudioBlock(samples, block.sample_rate_hz, block.first_sample)


def find_crosstalk(levels_db: Sequence[FloatArray]) -> list[Crosstalk | None]:
    """Find what each channel owes to others.

    Parameters
    ----------
    levels_db : sequence of FloatArray
        Shape (n, bands) for each channel, as `BandLevels` gives them; the shorter ones are
        taken to be silent at their end.

    Returns
    -------
    list of Crosstalk or None
        One for each channel; None where it holds only its own.
    """
    longest = max(len(one) for one in levels_db)
    padded = [
        np.pad(one, ((0, longest - len(one)), (0, 0)), constant_values=QUIETEST_DBFS)
        for one in levels_db
    ]
    return [_owed(target, padded) for target in range(len(padded))]


def _owed(target: int, levels_db: Sequence[FloatArray]) -> Crosstalk | None:
    """Find what one channel owes to all others."""
    explained = np.zeros(len(levels_db[target]), np.bool_)
    voice = explained.copy()
    sources = []
    for source, source_db in enumerate(levels_db):
        way = None if source == target else _way(source_db, levels_db[target])
        if way is not None:
            sources.append(source)
            explained |= _explained(source_db, levels_db[target], way)
            voice |= _later(_voiced(source_db), way.hops, filler=False)
    left_out_s = float(np.sum(voice & explained)) * HOP_S
    return Crosstalk(tuple(sources), ~explained, left_out_s) if left_out_s else None


@dataclass(frozen=True, slots=True)
class _Way:
    """From one channel to another: a delay, and a gain (bands,) in decibels."""

    hops: int
    gain_db: FloatArray


def _way(source_db: FloatArray, target_db: FloatArray) -> _Way | None:
    """Measure the way from one channel to another; None where there is none."""
    floor_db = _floor(target_db)
    voiced = _voiced(source_db)
    best_share, best = _FOLLOWS_FROM, None
    if voiced.any():  # measured from the first word on
        part = slice(int(np.argmax(voiced)), int(np.argmax(voiced)) + _MOST_HOPS)
        source_db, target_db, voiced = source_db[part], target_db[part], voiced[part]
    for hops in range(_LATEST_HOPS + 1):
        given_db = _later(source_db, hops, filler=QUIETEST_DBFS)
        alone = (
            _later(voiced, hops, filler=False)
            & (_total(given_db) - _total(target_db) >= LEAST_LOSS_DB)
            & np.any(target_db > QUIETEST_DBFS, axis=1)  # not switched off
        )
        if alone.sum() < _LEAST_HOPS:
            continue
        given_db, taken_db = given_db[alone], target_db[alone]
        gain_db = np.median(taken_db - given_db, axis=0)
        expected_db = given_db + gain_db
        telling = np.mean(expected_db - floor_db, axis=1) >= _ABOVE_FLOOR_DB
        if telling.sum() < _LEAST_HOPS:
            continue
        off_db = np.mean(np.abs(taken_db - expected_db), axis=1)[telling]
        share = float(np.mean(off_db < _FOLLOWS_WITHIN_DB))
        if share > best_share:
            best_share, best = share, _Way(hops, gain_db.astype(np.float32))
    return best


def _explained(source_db: FloatArray, target_db: FloatArray, way: _Way) -> _Mask:
    """Say where a channel holds no more than what comes to it from another one."""
    expected_db = _released(_later(source_db, way.hops, filler=QUIETEST_DBFS)) + way.gain_db
    # A hop early or late is still the same syllable.
    near = [_later(expected_db, shift, filler=QUIETEST_DBFS) for shift in (-1, 0, 1)]
    expected_db = np.maximum(np.max(near, axis=0), _floor(target_db))
    excess_db = np.maximum(target_db - expected_db, 0.0).mean(axis=1)
    around_db = uniform_filter1d(excess_db, _AVERAGED_HOPS, mode="constant")
    return np.asarray(around_db < _MARGIN_DB)


def _total(levels_db: FloatArray) -> FloatArray:
    """Add up the bands."""
    return np.asarray(10 * np.log10(np.sum(10 ** (levels_db / 10), axis=1)), np.float32)


def _floor(levels_db: FloatArray) -> FloatArray:
    """Give the level of a channel's pauses in each band."""
    return np.percentile(levels_db, 10, axis=0).astype(np.float32)


def _voiced(levels_db: FloatArray) -> _Mask:
    total_db = _total(levels_db)
    pauses_db = float(np.percentile(total_db, 10))
    return np.asarray(total_db > max(pauses_db + _ABOVE_PAUSES_DB, _FAINTEST_VOICE_DBFS))


def _later(values: npt.NDArray[Any], hops: int, *, filler: float) -> npt.NDArray[Any]:
    """Shift values to later (or, where `hops` is negative, earlier) hops."""
    shifted = np.full_like(values, filler)
    if hops >= 0:
        shifted[hops:] = values[: len(values) - hops]
    else:
        shifted[:hops] = values[-hops:]
    return shifted


def _released(levels_db: FloatArray) -> FloatArray:
    """Let levels fall no faster than a room does."""
    ramp = _RELEASE_DB * np.arange(len(levels_db))[:, np.newaxis]
    return np.asarray(np.maximum.accumulate(levels_db + ramp, axis=0) - ramp, np.float32)
