"""Shares of the emotions over time, as few points as a picture can show."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from emotion_desktop.domain.document import SessionDocument
from emotion_desktop.domain.labels import EMOTIONS

_Array = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Run:
    """Shares without a gap.

    Attributes
    ----------
    times_s : array
        Shape (n,), rising.
    shares : array
        Shape (n, 7), from sound and words together.
    """

    times_s: _Array
    shares: _Array


def runs_of(document: SessionDocument, start_s: float, end_s: float, n_most: int) -> list[Run]:
    """Give the fused estimates of a stretch of time, with gaps where nobody speaks.

    Parameters
    ----------
    document : SessionDocument
        An analysed file's windows are shown; a recorded session, whose windows are of the sound
        alone, has one estimate for each utterance.
    start_s, end_s : float
        The stretch.
    n_most : int
        Points; where there are more, neighbours are averaged.
    """
    frames = document.frames
    if len(frames.times_s):
        times_s = frames.times_s.astype(np.float64)
        kept = (times_s >= start_s) & (times_s <= end_s)
        if frames.voiced is not None:
            kept &= frames.voiced > 0.0
        shares, times_s = frames.fused[kept].astype(np.float64), times_s[kept]
        gap_s = 1.5 * frames.hop_s
        if len(times_s) > n_most:
            times_s, shares, bin_s = _binned(times_s, shares, start_s, end_s, n_most)
            gap_s = max(gap_s, 1.5 * bin_s)
        return _split(times_s, shares, gap_s)
    return _of_utterances(document, start_s, end_s, n_most)


def _binned(
    times_s: _Array, shares: _Array, start_s: float, end_s: float, n_most: int
) -> tuple[_Array, _Array, float]:
    bin_s = (end_s - start_s) / n_most
    places = np.minimum(((times_s - start_s) / bin_s).astype(np.int64), n_most - 1)
    counts = np.bincount(places, minlength=n_most)
    sums = np.zeros((n_most, len(EMOTIONS)))
    np.add.at(sums, places, shares)
    filled = counts > 0
    centres_s = start_s + (np.arange(n_most, dtype=np.float64) + 0.5) * bin_s
    return centres_s[filled], sums[filled] / counts[filled, None], bin_s


def _split(times_s: _Array, shares: _Array, gap_s: float) -> list[Run]:
    """Cut at gaps; a point that stands alone is given a little width."""
    cuts = np.flatnonzero(np.diff(times_s) > gap_s) + 1
    runs = []
    for places in np.split(np.arange(len(times_s)), cuts):
        if len(places) == 1:
            half_s = gap_s / 4.0
            middle_s = times_s[places[0]]
            around_s = np.array([middle_s - half_s, middle_s + half_s])
            runs.append(Run(around_s, np.repeat(shares[places], 2, axis=0)))
        elif len(places):
            runs.append(Run(times_s[places], shares[places]))
    return runs


def _of_utterances(
    document: SessionDocument, start_s: float, end_s: float, n_most: int
) -> list[Run]:
    inside = [one for one in document.utterances if one.end_s > start_s and one.start_s < end_s]
    if len(inside) <= n_most:
        return [
            Run(
                np.array([max(one.start_s, start_s), min(one.end_s, end_s)]),
                np.repeat(one.estimate.probabilities[None].astype(np.float64), 2, axis=0),
            )
            for one in inside
        ]
    bin_s = (end_s - start_s) / n_most
    weights, sums = np.zeros(n_most), np.zeros((n_most, len(EMOTIONS)))
    edges_s = start_s + np.arange(n_most + 1, dtype=np.float64) * bin_s
    for one in inside:
        first = max(int((one.start_s - start_s) / bin_s), 0)
        last = min(int((one.end_s - start_s) / bin_s), n_most - 1) + 1
        covered_s = np.minimum(edges_s[first + 1 : last + 1], one.end_s) - np.maximum(
            edges_s[first:last], one.start_s
        )
        weights[first:last] += covered_s
        sums[first:last] += covered_s[:, None] * one.estimate.probabilities
    filled = weights > 0.0
    centres_s = (edges_s[:-1] + bin_s / 2.0)[filled]
    return _split(centres_s, sums[filled] / weights[filled, None], 1.5 * bin_s)
