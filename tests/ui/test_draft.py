"""What is typed is neither lost nor written over, whatever comes back meanwhile."""

import pytest

from emotion_desktop.ui.review.draft import Draft


@pytest.fixture
def draft() -> Draft:
    draft = Draft()
    draft.begin("an utterance", "old")
    return draft


def test_what_did_not_change_is_not_taken(draft: Draft) -> None:
    assert not draft.take("old")
    assert draft.take("new")
    assert not draft.take("new")
    nothing = Draft()
    assert not nothing.take("new")


def test_what_others_changed_is_shown_unless_something_is_being_typed(draft: Draft) -> None:
    assert draft.is_to_be_shown("theirs", "old")
    assert not draft.is_to_be_shown("theirs again", "theirs, and mine")
    assert draft.take("theirs, and mine")


def test_an_answer_does_not_overtake_what_was_typed_after_it(draft: Draft) -> None:
    assert draft.take("a")
    assert draft.take("ab")
    assert not draft.is_to_be_shown("old", "ab")  # the answer to something else
    assert not draft.is_to_be_shown("a", "ab")
    assert not draft.is_to_be_shown("ab", "abc")
    assert draft.take("abc")
    assert not draft.is_to_be_shown("abc", "abc")
    assert draft.is_to_be_shown("undone", "abc")


def test_what_is_kept_in_another_form_is_shown_in_that_form(draft: Draft) -> None:
    assert draft.take("a  b")
    assert draft.is_to_be_shown("a b", "a  b")


def test_what_was_not_kept_is_asked_for_again(draft: Draft) -> None:
    assert draft.take("new")
    draft.fail()
    assert not draft.is_to_be_shown("old", "new")
    assert draft.take("new")
