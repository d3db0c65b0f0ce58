"""Tables that would take hours or all memory to compare."""

from pathlib import Path

import pytest

from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.services.evaluation.agreement import compare_raters, read_labels

HEAD = "start_s,end_s,label,rater\n"


def test_labels_of_a_year_are_not_cut_into_slices_of_a_second(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(HEAD + "0,3e7,anger,a\n0,3e7,anger,b\n", "utf-8")
    labels = read_labels([path], "label")
    with pytest.raises(UserFacingError, match=r"more than 1000000 slices\. Choose longer slices"):
        compare_raters(labels, "label", 1.0)
    units, _ = compare_raters(labels, "label", 3e5)
    assert len(units.ratings) == 100


def test_thousands_of_raters_are_a_mistake(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(HEAD + "".join(f"0,1,anger,{i}\n" for i in range(3_000)), "utf-8")
    with pytest.raises(UserFacingError, match="There are 3000 raters, which is more than 40"):
        compare_raters(read_labels([path], "label"), "label")
