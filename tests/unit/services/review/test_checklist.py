"""What is to be checked is the same whether it was followed from edit to edit or not."""

from emotion_desktop.domain.review import MoveBorders, SetLabels, SplitSegment, Unblind
from emotion_desktop.domain.review_fold import review_of
from emotion_desktop.services.review.checklist import Checklist
from emotion_desktop.services.review.next_to_check import all_to_check
from tests.review_doubles import log, utterance

UTTERANCES = [
    utterance(0, 1.0, uncertain=True),
    utterance(1, 3.0, speech=0, text=3),
    utterance(2, 6.0, uncertain=True),
]
EDITS = log(
    SetLabels(0, ("fear",)),
    ("Bo", SetLabels(0, ("anger",))),
    SplitSegment(2, 3, 7.0),
    MoveBorders(1, 3.5, 5.0),
    SetLabels(3, (), cannot_tell=True),
    SetLabels(0, ("anger",)),
    SetLabels(3, ()),
    Unblind(),
)


def test_the_checklist_follows_every_edit_and_its_undo() -> None:
    checklist = Checklist("Ana")
    lists = set()
    for n in (*range(len(EDITS) + 1), *reversed(range(len(EDITS)))):
        view = review_of(UTTERANCES, EDITS[:n])
        expected = tuple(all_to_check(view, "Ana"))
        assert checklist.update(view) == expected
        lists.add(expected)
    assert len(lists) > 4
