"""Settings from a file that anybody may have edited."""

import json
from dataclasses import fields

from hypothesis import example, given
from hypothesis import strategies as st

from emotion_desktop.domain.microphone import MicrophoneId
from emotion_desktop.domain.settings import Settings, settings_from

NAMES = [field.name for field in fields(Settings)]
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)
STORED = st.dictionaries(
    st.sampled_from(NAMES) | st.text(), JSON.map(json.dumps) | st.text() | st.binary()
)


@given(STORED)
@example({"microphone": "[" * 100_000})
@example(dict.fromkeys(NAMES, "9" * 5_000))
def test_whatever_is_stored_gives_settings_that_can_be_stored_again(
    stored: dict[str, object],
) -> None:
    settings = settings_from(stored)
    assert settings_from(settings.to_stored()) == settings


@given(st.sampled_from(NAMES), JSON)
def test_one_broken_field_costs_no_other(name: str, value: object) -> None:
    usual = Settings(hop_s=1.0, language="de", microphone=MicrophoneId("USB", "ALSA"), osc=True)
    read = settings_from(usual.to_stored() | {name: json.dumps(value)})
    others = [other for other in NAMES if other != name]
    assert [getattr(read, other) for other in others] == [getattr(usual, other) for other in others]
