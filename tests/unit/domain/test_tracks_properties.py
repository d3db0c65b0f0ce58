"""Curves at every resolution show the same."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from emotion_desktop.domain.plot_data import PyramidLevel

VALUES = st.lists(st.integers(-100, 100), max_size=60).map(lambda found: np.array(found, np.int64))
FIRSTS = st.integers(0, 1_000)


@given(VALUES, FIRSTS, st.integers(1, 20))
def test_each_wide_bin_is_made_of_the_bins_that_it_covers(
    values: np.ndarray, first: int, most: int
) -> None:
    level = PyramidLevel(0.5, first, values)
    reduced = level.reduced(most, np.max)
    width = round(reduced.bin_s / level.bin_s)
    assert len(reduced.values) <= most
    assert level.start_s <= reduced.start_s or not len(reduced.values)
    assert reduced.end_s <= level.end_s or not len(reduced.values)
    for number, value in enumerate(reduced.values, start=reduced.first):
        covered = values[number * width - first : (number + 1) * width - first]
        assert len(covered) == width
        assert value == covered.max()
    lost = len(values) - len(reduced.values) * width
    assert 0 <= lost <= 2 * (width - 1)  # at most a part of a bin at either end


@given(VALUES.filter(len), FIRSTS, st.integers(1, 20), st.integers(0, 5))
def test_wide_bins_stand_still_while_time_passes(
    values: np.ndarray, first: int, most: int, gone: int
) -> None:
    now = PyramidLevel(1.0, first, values).reduced(most, np.max)
    later = PyramidLevel(1.0, first + gone, values[gone:]).reduced(most, np.max)
    if now.bin_s != later.bin_s:
        return
    at = {now.first + i: value for i, value in enumerate(now.values)}
    for number, value in enumerate(later.values, start=later.first):
        assert at.get(number, value) == value
