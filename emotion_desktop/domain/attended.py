"""Where the speech network attended in an utterance, as intervals to listen to."""

from typing import Final

import numpy as np

from emotion_desktop.domain.audio import FloatArray
from emotion_desktop.domain.estimate import Utterance
from emotion_desktop.domain.playback import Stretch
from emotion_desktop.domain.review_state import ReviewedSegment

#: The frames that hold this share of all attention are played.
_SHARE: Final = 0.5
#: Anything shorter would sound like a click; intervals are extended to this.
_SHORTEST_S: Final = 0.2
#: Stretches that are closer to each other are played as one.
_NEAR_S: Final = 0.1


def attended_stretches(utterance: Utterance | ReviewedSegment) -> list[Stretch]:
    """Return the shortest set of intervals that holds half of the attention.

    Parameters
    ----------
    utterance : Utterance or ReviewedSegment
        Its speech attention has a weight per frame; frames divide the utterance evenly.

    Returns
    -------
    list of Stretch
        In order of time, within the utterance; all of it if there is no attention.
    """
    speech = None if utterance.estimate is None else utterance.estimate.speech
    whole = Stretch(utterance.start_s, utterance.end_s)
    if speech is None or not len(speech.attention) or not speech.attention.sum() > 0:
        return [whole]
    found: list[Stretch] = []
    for first, last in _runs(_most(speech.attention)):
        stretch = _widened(first, last, len(speech.attention), whole)
        if found and stretch.start_s - found[-1].end_s < _NEAR_S:
            stretch = Stretch(found.pop().start_s, stretch.end_s)
        found.append(stretch)
    return found


def _most(attention: FloatArray) -> np.ndarray:
    """Mark the fewest frames that hold `_SHARE` of the attention."""
    order = np.argsort(-attention, kind="stable")
    held = np.cumsum(attention[order])
    n = int(np.searchsorted(held, _SHARE * held[-1])) + 1
    marked = np.zeros(len(attention), dtype=bool)
    marked[order[:n]] = True
    return marked


def _runs(marked: np.ndarray) -> list[tuple[int, int]]:
    """Return the first frame of each run and the one after it."""
    edges = np.flatnonzero(np.diff(np.concatenate([[0], marked.astype(np.int8), [0]])))
    return [(int(first), int(last)) for first, last in edges.reshape(-1, 2)]


def _widened(first: int, last: int, n_frames: int, whole: Stretch) -> Stretch:
    frame_s = (whole.end_s - whole.start_s) / n_frames
    start_s, end_s = whole.start_s + first * frame_s, whole.start_s + last * frame_s
    lacks_s = max(0.0, _SHORTEST_S - (end_s - start_s))
    return Stretch(max(whole.start_s, start_s - lacks_s / 2), min(whole.end_s, end_s + lacks_s / 2))
