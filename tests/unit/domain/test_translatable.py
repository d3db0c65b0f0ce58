"""A message is an ordinary string that still knows what it was made of."""

import json
import pickle

from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.domain.translatable import Message


def test_a_message_reads_like_the_string_it_is() -> None:
    message = Message("{name} is silent after {heard_s} s", name="USB", heard_s=2.04)
    assert message == "USB is silent after 2.0 s"
    assert json.dumps(message) == '"USB is silent after 2.0 s"'
    assert message.template == "{name} is silent after {heard_s} s"
    assert message.arguments == {"name": "USB", "heard_s": 2.04}


def test_braces_mean_something_in_templates_with_arguments_only() -> None:
    assert Message("a {folder} of braces") == "a {folder} of braces"
    assert Message("{path} is empty", path="{odd}.wav") == "{odd}.wav is empty"


def test_a_message_survives_the_way_to_another_process() -> None:
    message = Message("{path} is empty", path="a.wav")
    again = pickle.loads(pickle.dumps(message))
    assert (again, again.template, again.arguments) == (
        "a.wav is empty",
        message.template,
        message.arguments,
    )


def test_an_error_says_what_happened_and_what_to_do() -> None:
    error = UserFacingError("{path} is empty", "Record {path} again.", path="a.wav")
    assert str(error) == "a.wav is empty. Record a.wav again."
    assert (error.what, error.remedy) == ("a.wav is empty", "Record a.wav again.")
    around = UserFacingError(error.message, "Choose another audio source.")
    assert str(around) == "a.wav is empty. Record a.wav again. Choose another audio source."
