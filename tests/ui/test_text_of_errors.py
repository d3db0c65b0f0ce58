import pytest

from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.services.bridge.translation import text_of


def test_an_error_for_people_says_what_happened_and_what_to_do() -> None:
    assert text_of(UserFacingError("It is full", "Make room.")) == "It is full. Make room."


@pytest.mark.parametrize(
    ("error", "text"),
    [(AssertionError(), "AssertionError: "), (KeyError("bundle"), "KeyError: 'bundle'")],
)
def test_any_other_error_says_that_it_is_one_of_the_program(error: Exception, text: str) -> None:
    assert text_of(error) == f"Internal error: {text}"
