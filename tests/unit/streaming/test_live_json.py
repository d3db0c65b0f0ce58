import json
from dataclasses import replace
from typing import get_args

import numpy as np
import pytest
from jsonschema import Draft202012Validator

from emotion_desktop.domain.labels import EMOTIONS
from emotion_desktop.domain.live_events import LiveEvent, SessionStarted
from emotion_desktop.streaming.live_json import LiveMessages, Message, to_json
from emotion_desktop.system.paths import resources_dir
from tests.unit.streaming import live_events
from tests.unit.streaming.live_events import FAILED, SESSION, SPOKEN, STARTED, WORDLESS, window


@pytest.fixture(scope="module")
def validator() -> Draft202012Validator:
    schema = json.loads((resources_dir() / "schemas/live-1.schema.json").read_text("utf-8"))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def told(*events: LiveEvent) -> list[Message]:
    messages = LiveMessages()
    return [message for event in events if (message := messages.of(event)) is not None]


def test_every_message_of_a_session_satisfies_the_schema(validator: Draft202012Validator) -> None:
    messages = told(*SESSION, STARTED, FAILED)
    for message in messages:
        line = to_json(message)
        assert "\n" not in line
        validator.validate(json.loads(line))
    kinds = {message["type"] for message in messages} | {"hello"}
    described = {option["$ref"].removeprefix("#/$defs/") for option in validator.schema["oneOf"]}
    assert kinds == described


def test_a_probability_that_is_none_does_not_satisfy_the_schema(
    validator: Draft202012Validator,
) -> None:
    message = told(STARTED, window())[1]
    assert validator.is_valid(message)
    assert not validator.is_valid(message | {"speech": [1.5] * 7})
    assert not validator.is_valid(message | {"label": "joy"})
    assert not validator.is_valid(message | {"extra": 1})


def test_a_proposed_speaker_and_a_translation_say_so(validator: Draft202012Validator) -> None:
    messages = LiveMessages()
    messages.of(STARTED)
    said = SPOKEN.utterance
    foreign = replace(
        said,
        speaker="A",
        speaker_confidence=0.75,
        transcript=replace(said.transcript, translation="hello"),
    )
    message = messages.of(replace(SPOKEN, utterance=foreign))
    assert message is not None
    validator.validate(message)
    assert (message["speaker"], message["speaker_confidence"]) == ("A", 0.75)
    assert (message["text_source"], message["translation"]) == ("translated", "hello")
    plain = messages.of(SPOKEN)
    assert plain is not None
    assert not {"speaker_confidence", "text_source", "translation"} & set(plain)


def test_the_hello_tells_labels_models_and_the_session_that_goes_on(
    validator: Draft202012Validator,
) -> None:
    messages = LiveMessages()
    validator.validate(messages.hello())
    assert messages.hello()["session"] is None
    messages.of(STARTED)
    validator.validate(messages.hello())
    assert messages.hello()["labels"] == list(EMOTIONS)
    assert messages.hello()["models"] == live_events.MODELS
    assert messages.hello()["session"] == {
        "source": "Desk microphone",
        "started_at": "2026-03-01T12:00:00.000+00:00",
    }
    messages.of(FAILED)
    assert messages.hello()["session"] is None


def test_a_message_carries_the_moment_of_its_sound_on_both_clocks() -> None:
    message = told(STARTED, SPOKEN)[1]
    assert (message["start_s"], message["end_s"], message["time_s"]) == (0.5, 2.5, 2.5)
    assert message["unix_time"] == STARTED.started_at.timestamp() + 2.5


def test_the_estimates_of_an_utterance_keep_their_places() -> None:
    spoken, wordless = told(STARTED, SPOKEN, WORDLESS)[1:]
    estimate = SPOKEN.utterance.estimate
    assert estimate.speech is not None
    assert estimate.text is not None
    for key, prediction in [
        ("fused", estimate.probabilities),
        ("speech", estimate.speech.probabilities),
        ("text_probabilities", estimate.text.probabilities),
    ]:
        np.testing.assert_allclose(spoken[key], prediction, atol=1e-6)
    assert spoken["label"] == estimate.label
    assert wordless["text_probabilities"] is None
    assert wordless["uncertain"] is True


def test_nothing_is_told_of_what_has_no_session() -> None:
    outside = [event for event in SESSION if not isinstance(event, SessionStarted)]
    assert told(*outside) == []


def test_a_fault_of_the_program_is_told_without_its_inside() -> None:
    failed = type(FAILED)(RuntimeError("/home/somebody/secret"))
    assert "secret" not in to_json(told(STARTED, failed)[1])


def test_each_kind_of_event_that_can_be_told_happens_in_the_session_of_these_tests() -> None:
    happened = {type(event) for event in (*SESSION, FAILED)}
    untold = {"ModelsLoading", "SinkFailed"}
    assert {kind.__name__ for kind in get_args(LiveEvent)} - untold == {
        kind.__name__ for kind in happened
    }
