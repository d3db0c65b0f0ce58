"""Probability curves of a whole session, as plots draw them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
import numpy.typing as npt

from emotion_desktop.domain.audio import FloatArray
from emotion_desktop.domain.document import SessionDocument
from emotion_desktop.domain.estimate import FusedEstimate
from emotion_desktop.domain.labels import EMOTIONS
from emotion_desktop.domain.plot_data import EstimateTrack
from emotion_desktop.domain.review_state import ReviewedSegment

CurveSource = Literal["speech", "text", "fused"]
CURVE_SOURCES: Final[tuple[CurveSource, ...]] = ("speech", "text", "fused")

#: A slow computer may skip a window; more missing ones mean a pause.
_PAUSE_HOPS: Final = 3.5
#: Kinds of notices that mark a gap in an audio file.
_WITHOUT_SOUND: Final = frozenset({"hole", "damage"})


@dataclass(frozen=True, slots=True)
class WindowCurves:
    """Curves of the sliding window; None if there are none of that kind.

    Text has none: it is estimated per utterance.
    """

    speech: EstimateTrack | None = None
    fused: EstimateTrack | None = None

    def of(self, source: CurveSource) -> EstimateTrack | None:
        """Return the curves of a source."""
        return {"speech": self.speech, "text": None, "fused": self.fused}[source]


def window_curves(document: SessionDocument) -> WindowCurves:
    """Return the curves of the sliding window, at the middle of each window.

    They break where a window holds no speech; recordings have no such windows.
    """
    frames = document.frames
    if len(frames.times_s):
        silent = None if frames.voiced is None else frames.voiced <= 0.0
        times_s = frames.times_s.astype(np.float64)
        return WindowCurves(
            speech=_track(times_s, _broken(frames.speech, silent)),
            fused=_track(times_s, _broken(frames.fused, silent)),
        )
    windows = document.windows
    if not windows:
        return WindowCurves()
    times_s = np.array([(one.start_s + one.end_s) / 2 for one in windows], np.float64)
    rows = np.stack([one.probabilities for one in windows])
    pauses = np.flatnonzero(np.diff(times_s) > _PAUSE_HOPS * frames.hop_s) + 1
    nothing = np.full((len(pauses), len(EMOTIONS)), np.nan, np.float32)
    times_s = np.insert(times_s, pauses, (times_s[pauses] + times_s[pauses - 1]) / 2)
    return WindowCurves(speech=_track(times_s, np.insert(rows, pauses, nothing, axis=0)))


def segment_curves(segments: Sequence[ReviewedSegment], source: CurveSource) -> EstimateTrack:
    """Return step curves: constant within each utterance, broken between them.

    Of two overlapping utterances, the one that began later is drawn.
    """
    said = [
        (one.start_s, one.end_s, row)
        for one in segments
        if (row := _row(one.estimate, source)) is not None
    ]
    if not said:
        return EstimateTrack()
    starts_s = np.array([start_s for start_s, _, _ in said])
    ends_s = np.minimum(np.array([end_s for _, end_s, _ in said]), np.append(starts_s[1:], np.inf))
    times_s = np.stack([starts_s, ends_s, ends_s], axis=1).reshape(-1)
    rows = np.repeat(np.stack([row for _, _, row in said]), 3, axis=0)
    rows[2::3] = np.nan
    return _track(times_s, rows)


def gaps_of(document: SessionDocument) -> npt.NDArray[np.float64]:
    """Return the gaps in the audio of a session; shape (n, 2), in seconds."""
    gaps = [
        (one.at_s, one.at_s + one.duration_s)
        for one in document.audio.notices
        if one.kind in _WITHOUT_SOUND and one.duration_s > 0.0
    ]
    lost_s: float | None = None
    for notice in document.notices:
        if notice.kind == "lost" and lost_s is None:
            lost_s = notice.at_s
        elif notice.kind == "returned" and lost_s is not None:
            gaps.append((lost_s, notice.at_s))
            lost_s = None
    if lost_s is not None:
        gaps.append((lost_s, document.audio.duration_s))
    return np.array(sorted(gaps), np.float64).reshape(-1, 2)


def uncertain_extents(segments: Iterable[ReviewedSegment]) -> list[tuple[float, float]]:
    """Return the intervals in which the models are unsure, in order of their ends."""
    extents = [
        (one.start_s, one.end_s)
        for one in segments
        if one.estimate is not None and one.estimate.uncertain
    ]
    return sorted(extents, key=lambda extent: extent[1])


def _row(estimate: FusedEstimate | None, source: CurveSource) -> FloatArray | None:
    if estimate is None:
        return None
    if source == "fused":
        return estimate.probabilities
    one = estimate.speech if source == "speech" else estimate.text
    return None if one is None else one.probabilities


def _broken(rows: FloatArray, at: npt.NDArray[np.bool_] | None) -> FloatArray:
    if at is None:
        return rows
    broken = rows.copy()
    broken[at] = np.nan
    return broken


def _track(times_s: npt.NDArray[np.float64], rows: FloatArray) -> EstimateTrack:
    return EstimateTrack(times_s=times_s, probabilities=rows, smoothed=rows)
