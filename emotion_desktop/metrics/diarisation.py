"""How well it was told who speaks when: diarisation error rate and purity.

One speaker is heard at a time: overlapping turns are not scored.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
from scipy.optimize import linear_sum_assignment

#: Resolution of the scoring.
_FRAME_S: Final = 0.01
_NOBODY: Final = -1


@dataclass(frozen=True, slots=True)
class Turn:
    """Somebody speaks from `start_s` to `end_s`."""

    start_s: float
    end_s: float
    speaker: str


@dataclass(frozen=True, slots=True)
class DiarisationScore:
    """Times in seconds, without the collars around the borders of reference turns.

    Attributes
    ----------
    speech_s : float
        In which somebody speaks.
    missed_s, false_alarm_s, confused_s : float
        Speech that was not found, speech that is none, and speech of another speaker.
    pure_s, found_s : float
        Of the speech that was found (`found_s`), how much belongs to the main speaker of
        its proposed speaker.
    """

    speech_s: float
    missed_s: float
    false_alarm_s: float
    confused_s: float
    pure_s: float
    found_s: float

    @property
    def error_rate(self) -> float:
        """The diarisation error rate (NIST, 2009); may exceed 1."""
        return (self.missed_s + self.false_alarm_s + self.confused_s) / self.speech_s

    @property
    def right(self) -> float:
        """Share of the speech found that is its proposed speaker's."""
        return 1 - self.confused_s / self.found_s if self.found_s else 1.0

    @property
    def purity(self) -> float:
        """Share of the speech found that belongs to the main speaker of its cluster."""
        return self.pure_s / self.found_s if self.found_s else 1.0

    def __add__(self, other: "DiarisationScore") -> "DiarisationScore":
        return DiarisationScore(
            self.speech_s + other.speech_s,
            self.missed_s + other.missed_s,
            self.false_alarm_s + other.false_alarm_s,
            self.confused_s + other.confused_s,
            self.pure_s + other.pure_s,
            self.found_s + other.found_s,
        )


def score_diarisation(
    reference: Sequence[Turn], proposed: Sequence[Turn], *, collar_s: float = 0.25
) -> DiarisationScore:
    """Compare proposed turns with true ones, each proposed speaker standing for one true one.

    Parameters
    ----------
    reference, proposed : sequence of Turn
        In any order. Of turns that overlap the later one of the sequence counts.
    collar_s : float
        Not scored on both sides of every border of a reference turn.

    Raises
    ------
    ValueError
        Where there is no reference speech to score.
    """
    n_frames = 1 + round(
        max((turn.end_s for turn in (*reference, *proposed)), default=0) / _FRAME_S
    )
    truth, n_true = _frames(reference, n_frames)
    said, n_said = _frames(proposed, n_frames)
    scored = _outside_collars(reference, n_frames, collar_s)
    truth, said = truth[scored], said[scored]
    is_speech, is_found = truth != _NOBODY, said != _NOBODY
    if not is_speech.any():
        raise ValueError("there is no reference speech outside the collars")
    shared = np.zeros((n_said, n_true), np.int64)
    both = is_speech & is_found
    np.add.at(shared, (said[both], truth[both]), 1)
    matched = shared[linear_sum_assignment(shared, maximize=True)].sum()
    return DiarisationScore(
        *(
            float(n) * _FRAME_S
            for n in (
                is_speech.sum(),
                (is_speech & ~is_found).sum(),
                (~is_speech & is_found).sum(),
                both.sum() - matched,
                shared.max(axis=1, initial=0).sum(),
                both.sum(),
            )
        )
    )


def _frames(turns: Sequence[Turn], n_frames: int) -> tuple[npt.NDArray[np.int64], int]:
    """Index of the speaker in each frame (n_frames,), and how many speakers there are."""
    names = sorted({turn.speaker for turn in turns})
    speakers = np.full(n_frames, _NOBODY, np.int64)
    for turn in turns:
        speakers[_extent(turn.start_s, turn.end_s)] = names.index(turn.speaker)
    return speakers, len(names)


def _outside_collars(
    turns: Sequence[Turn], n_frames: int, collar_s: float
) -> npt.NDArray[np.bool_]:
    scored = np.ones(n_frames, bool)
    for border_s in (border for turn in turns for border in (turn.start_s, turn.end_s)):
        scored[_extent(border_s - collar_s, border_s + collar_s)] = False
    return scored


def _extent(start_s: float, end_s: float) -> slice:
    return slice(max(0, round(start_s / _FRAME_S)), max(0, round(end_s / _FRAME_S)))
