"""A border moves as far as there is room, and for both utterances that share it."""

import pytest

from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.domain.review import Rater
from emotion_desktop.services.review.borders import move_border, nudge_border
from emotion_desktop.services.review.open_review import OpenReview
from emotion_desktop.storage.store import SessionStore
from tests.golden.inputs import SESSION_ID

# The utterances lie from 1 to 3, from 3 to 5 and from 6 to 8 of ten seconds.


@pytest.fixture
def opened(store: SessionStore) -> OpenReview:
    return OpenReview(store, SESSION_ID, Rater("Ana"))


def extents(opened: OpenReview) -> list[tuple[float, float]]:
    return [(round(one.start_s, 3), round(one.end_s, 3)) for one in opened.state.segments]


@pytest.mark.parametrize(
    ("segment_id", "edge", "to_s", "expected"),
    [
        (0, "start", 0.5, [(0.5, 3.0), (3.0, 5.0), (6.0, 8.0)]),
        (0, "start", -4.0, [(0.0, 3.0), (3.0, 5.0), (6.0, 8.0)]),
        (0, "start", 2.99, [(2.9, 3.0), (3.0, 5.0), (6.0, 8.0)]),
        (0, "end", 3.5, [(1.0, 3.5), (3.5, 5.0), (6.0, 8.0)]),
        (1, "start", 2.5, [(1.0, 2.5), (2.5, 5.0), (6.0, 8.0)]),
        (1, "start", 0.0, [(1.0, 1.1), (1.1, 5.0), (6.0, 8.0)]),
        (1, "end", 5.5, [(1.0, 3.0), (3.0, 5.5), (6.0, 8.0)]),
        (1, "end", 7.0, [(1.0, 3.0), (3.0, 6.0), (6.0, 8.0)]),
        (2, "start", 4.0, [(1.0, 3.0), (3.0, 5.0), (5.0, 8.0)]),
        (2, "end", 99.0, [(1.0, 3.0), (3.0, 5.0), (6.0, 10.0)]),
        (2, "end", 6.0, [(1.0, 3.0), (3.0, 5.0), (6.0, 6.1)]),
    ],
)
def test_a_border_moves_as_far_as_there_is_room(
    opened: OpenReview, segment_id: int, edge, to_s: float, expected: list[tuple[float, float]]
) -> None:
    assert move_border(opened, segment_id, edge, to_s) is not None
    assert extents(opened) == expected


def test_a_border_that_stays_is_no_step(opened: OpenReview) -> None:
    assert move_border(opened, 1, "end", 5.0) is None
    assert move_border(opened, 0, "end", 3.0) is None
    move_border(opened, 1, "end", 6.0)
    assert nudge_border(opened, 2, "end", 0.0) is None
    assert len(opened.history.done) == 1


def test_nudges_add_up_and_one_gesture_is_one_step(opened: OpenReview) -> None:
    for _ in range(5):
        nudge_border(opened, 2, "start", -0.01, gesture="held")
    assert extents(opened)[2] == (5.95, 8.0)
    opened.undo()
    assert extents(opened)[2] == (6.0, 8.0)


def test_an_utterance_that_is_gone_is_explained(opened: OpenReview) -> None:
    with pytest.raises(UserFacingError, match="no longer exists"):
        nudge_border(opened, 77, "start", 0.01)
