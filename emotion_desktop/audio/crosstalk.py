"""Crosstalk: the voice of one channel picked up by another, detected by level and silenced.

If two people each have a microphone, each microphone also picks up the other person, and
telephones return an echo. Crosstalk is softer than its source, and in every band its level
follows the source with a short delay. This distinguishes it from simultaneous speech.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, permutations
from typing import Any, Final

import numpy as np
import numpy.typing as npt
from scipy.ndimage import uniform_filter1d

from emotion_desktop.audio.band_levels import HOP_S, HOP_SAMPLES, MIDDLE_SAMPLES, QUIETEST_DBFS
from emotion_desktop.domain.audio import AudioBlock, FloatArray

_Mask = npt.NDArray[np.bool_]

#: Longest delay: an echo in a telephone network.
_LATEST_HOPS: Final = round(0.6 / HOP_S)
#: A voice exceeds the pauses of its channel by this much, and is at least this loud.
_ABOVE_PAUSES_DB: Final = 15.0
_FAINTEST_VOICE_DBFS: Final = -75.0
#: At most this many levels are used to measure a path between channels: ten minutes.
_MOST_HOPS: Final = 30_000
#: Only levels this far above the target's own pauses are informative; this many are needed.
_ABOVE_FLOOR_DB: Final = 6.0
_LEAST_HOPS: Final = round(0.6 / HOP_S)
#: How near following levels are to the expected ones, and how many of them must be.
_FOLLOWS_WITHIN_DB: Final = 5.0
_FOLLOWS_FROM: Final = 0.6
#: Audio is explained if it exceeds the expected level by no more than this, averaged over bands
#: and this duration: simultaneous speech exceeds it in some bands at some moments.
_MARGIN_DB: Final = 1.5
_AVERAGED_HOPS: Final = round(0.34 / HOP_S)
#: Channels whose levels differ by less are equally loud; gap that separates utterances.
_AS_LOUD_DB: Final = 0.7
_PAUSE_HOPS: Final = round(0.3 / HOP_S)
#: Rooms reverberate: an explained level falls no faster than this.
_RELEASE_DB: Final = 100.0 * HOP_S


@dataclass(frozen=True, slots=True)
class Crosstalk:
    """The crosstalk in one channel.

    Attributes
    ----------
    sources : tuple of int
        The channels that are also audible in it.
    open : ndarray
        Shape (n,), bool, for every level: False where its audio comes from another channel.
    left_out_s : float
        Duration of the other channels' voices in it.
    """

    sources: tuple[int, ...]
    open: _Mask
    left_out_s: float

    def silence(self, block: AudioBlock) -> AudioBlock:
        """Return a block with crosstalk silenced, without clicks."""
        at = (block.first_sample + np.arange(len(block.samples)) - MIDDLE_SAMPLES) / HOP_SAMPLES
        gain = np.interp(at, np.arange(len(self.open)), self.open.astype(np.float32))
        samples = (block.samples * gain).astype(np.float32)
        samples.setflags(write=False)
        return AudioBlock(samples, block.sample_rate_hz, block.first_sample)


def find_crosstalk(levels_db: Sequence[FloatArray]) -> list[Crosstalk | None]:
    """Find the crosstalk in each channel.

    Parameters
    ----------
    levels_db : sequence of FloatArray
        Shape (n, bands) for each channel, as `BandLevels` gives them; the shorter ones are
        taken to be silent at their end.

    Returns
    -------
    list of Crosstalk or None
        One per channel; None if it contains only its own voice.
    """
    longest = max(len(one) for one in levels_db)
    padded = [
        np.pad(one, ((0, longest - len(one)), (0, 0)), constant_values=QUIETEST_DBFS)
        for one in levels_db
    ]
    ways: dict[tuple[int, int], _Way] = {}
    owed: dict[tuple[int, int], _Mask] = {}
    for source, target in permutations(range(len(padded)), 2):
        way = _way(padded[source], padded[target])
        if way is not None:
            ways[source, target] = way
            owed[source, target] = _explained(padded[source], padded[target], way)
    for one, other in combinations(range(len(padded)), 2):
        if (one, other) in owed and (other, one) in owed:
            _settle(owed, ways, padded, one, other)
    return [_owed(target, padded, ways, owed) for target in range(len(padded))]


def _owed(
    target: int,
    levels_db: Sequence[FloatArray],
    ways: Mapping[tuple[int, int], "_Way"],
    owed: Mapping[tuple[int, int], _Mask],
) -> Crosstalk | None:
    """Combine the crosstalk that one channel receives from all others."""
    explained = np.zeros(len(levels_db[target]), np.bool_)
    voice = explained.copy()
    sources = []
    for source, source_db in enumerate(levels_db):
        if (source, target) in owed:
            given = _later(_voiced(source_db), ways[source, target].hops, filler=False)
            if np.any(given & owed[source, target]):
                sources.append(source)
            explained |= owed[source, target]
            voice |= given
    left_out_s = float(np.sum(voice & explained)) * HOP_S
    return Crosstalk(tuple(sources), ~explained, left_out_s) if left_out_s else None


def _settle(
    owed: dict[tuple[int, int], _Mask],
    ways: Mapping[tuple[int, int], "_Way"],
    levels_db: Sequence[FloatArray],
    one: int,
    other: int,
) -> None:
    """Attribute mutual crosstalk to one of two channels, section by section."""
    voiced = _voiced(levels_db[one]) | _voiced(levels_db[other])
    mutual = owed[one, other] & owed[other, one] & voiced
    louder_db = _lead_db(levels_db[one], levels_db[other])
    most_hops = 1 + max(ways[one, other].hops, ways[other, one].hops)
    for begin, end in _stretches(mutual):
        stretch = slice(begin, end)
        lead_db = float(np.median(louder_db[stretch][mutual[stretch]]))
        if abs(lead_db) >= _AS_LOUD_DB:
            keeps_one = lead_db > 0.0
        else:
            keeps_one = _hops_behind(levels_db[other], levels_db[one], stretch, most_hops) >= 0
        owed[(other, one) if keeps_one else (one, other)][stretch] = False


def _hops_behind(one_db: FloatArray, other_db: FloatArray, stretch: slice, most_hops: int) -> int:
    """Return how much later one sound is than the other in a section."""
    # Of hours only the stretch and what may be shifted into it.
    begin = max(0, stretch.start - most_hops)
    near = slice(begin, stretch.stop + most_hops)
    inner = slice(stretch.start - begin, stretch.stop - begin)
    one, other = one_db[near], other_db[near]
    return min(
        range(-most_hops, most_hops + 1),
        key=lambda hops: float(
            np.abs(one - _later(other, hops, filler=QUIETEST_DBFS))[inner].mean()
        ),
    )


def _stretches(mask: _Mask) -> list[tuple[int, int]]:
    """Find where a mask is True, ignoring gaps within an utterance."""
    at = np.flatnonzero(mask)
    if not len(at):
        return []
    breaks = np.flatnonzero(np.diff(at) > _PAUSE_HOPS)
    begins = at[np.concatenate([[0], breaks + 1])]
    ends = at[np.concatenate([breaks, [len(at) - 1]])] + 1
    return [(int(begin), int(end)) for begin, end in zip(begins, ends, strict=True)]


@dataclass(frozen=True, slots=True)
class _Way:
    """A path from one channel to another: a delay, and a gain (bands,) in dB."""

    hops: int
    gain_db: FloatArray


def _way(source_db: FloatArray, target_db: FloatArray) -> _Way | None:
    """Measure the path from one channel to another; None if there is none."""
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
            & (_lead_db(given_db, target_db) >= 0.0)
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
    """Return where a channel holds no more than another channel's crosstalk."""
    expected_db = _released(_later(source_db, way.hops, filler=QUIETEST_DBFS)) + way.gain_db
    floor_db = _floor(target_db)
    # Whoever speaks at the same time makes it louder as a whole, too.
    above_db = _lead_db(target_db, np.maximum(expected_db, floor_db))
    # A hop early or late is still the same syllable.
    near = [_later(expected_db, shift, filler=QUIETEST_DBFS) for shift in (-1, 0, 1)]
    expected_db = np.maximum(np.max(near, axis=0), floor_db)
    excess_db = np.maximum(target_db - expected_db, 0.0).mean(axis=1)
    around_db = uniform_filter1d(excess_db, _AVERAGED_HOPS, mode="constant")
    return np.asarray((around_db < _MARGIN_DB) & (above_db < _MARGIN_DB))


def _lead_db(one_db: FloatArray, other_db: FloatArray) -> FloatArray:
    """Return how much louder one sound is than another, over words on average."""
    one, other = (
        uniform_filter1d(np.sum(10.0 ** (levels_db / 10), axis=1), _AVERAGED_HOPS)
        for levels_db in (one_db, other_db)
    )
    return np.asarray(10 * np.log10(one / other), np.float32)


def _total(levels_db: FloatArray) -> FloatArray:
    """Sum the power over bands."""
    return np.asarray(10 * np.log10(np.sum(10 ** (levels_db / 10), axis=1)), np.float32)


def _floor(levels_db: FloatArray) -> FloatArray:
    """Return the noise floor of a channel in each band."""
    return np.percentile(levels_db, 10, axis=0).astype(np.float32)


def _voiced(levels_db: FloatArray) -> _Mask:
    total_db = _total(levels_db)
    pauses_db = float(np.percentile(total_db, 10))
    return np.asarray(total_db > max(pauses_db + _ABOVE_PAUSES_DB, _FAINTEST_VOICE_DBFS))


def _later(values: npt.NDArray[Any], hops: int, *, filler: float) -> npt.NDArray[Any]:
    """Shift values by `hops` (negative: to earlier hops)."""
    shifted = np.full_like(values, filler)
    if hops >= 0:
        shifted[hops:] = values[: len(values) - hops]
    else:
        shifted[:hops] = values[-hops:]
    return shifted


def _released(levels_db: FloatArray) -> FloatArray:
    """Limit how fast levels fall, as reverberation does."""
    ramp = _RELEASE_DB * np.arange(len(levels_db))[:, np.newaxis]
    return np.asarray(np.maximum.accumulate(levels_db + ramp, axis=0) - ramp, np.float32)
