import pytest

from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.services.bridge.translation import text_of


def test_an_error_for_people_says_what_happened_and_what_to_do() -> None:
    assert text_of(UserFacingError("It is full", "Make room.")) == "It is full. Make room."


@pytest.mark.parametrize("error", [AssertionError(), KeyError("bundle")])
def test_any_other_error_says_that_it_is_a_fault_of_the_program(error: Exception) -> None:
    assert text_of(error) == f"Internal error: {error!r}"
