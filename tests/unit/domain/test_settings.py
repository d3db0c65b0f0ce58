"""Settings survive storing, and broken ones fall back field by field."""

import math
from dataclasses import fields

import pytest

from emotion_desktop.domain.kiosk import KioskOptions
from emotion_desktop.domain.microphone import MicrophoneId
from emotion_desktop.domain.settings import KINDS, Settings, settings_from

CHOSEN = Settings(
    source="recording",
    microphone=MicrophoneId("Tisch-Mikrofon", "ALSA"),
    recording="/talks/Gespräch.wav",
    channel=1,
    window_s=4.0,
    hop_s=0.25,
    provisional_words=False,
    compare_with_speaker=False,
    two_speakers=True,
    voice_profile="0a1b2c",
    smoothing=True,
    device="cpu",
    asr_model="/models/base",
    spoken_language="auto",
    uncertain_below=0.6,
    data_folder="/data",
    copies_audio=True,
    keep_days=365,
    lock_after_min=5,
    language="de",
    theme="dark",
    lsl="machine",
    osc=True,
    osc_address="10.0.0.2:9000",
    websocket=True,
    websocket_port=9001,
    kiosk_microphone=MicrophoneId("Stand", "ALSA"),
    kiosk_threshold_dbfs=-35.0,
    kiosk_pin_hash="scrypt$x",
    rater="Ana “🙂”",
    prosody=True,
)


def test_every_choice_survives_storing() -> None:
    assert all(getattr(CHOSEN, f.name) != f.default for f in fields(Settings))
    assert settings_from(CHOSEN.to_stored()) == CHOSEN
    assert settings_from(Settings().to_stored()) == Settings()


def test_every_field_is_checked() -> None:
    assert list(KINDS) == [f.name for f in fields(Settings)]
    numbers = [name for name, kind in KINDS.items() if kind.type in {int, float}]
    assert all(KINDS[name].limits is not None for name in numbers)


@pytest.mark.parametrize(
    ("name", "stored"),
    [
        ("hop_s", "0.1"),
        ("hop_s", "NaN"),
        ("hop_s", "true"),
        ("window_s", '"3"'),
        ("window_s", "1.5"),
        ("theme", '"purple"'),
        ("language", '["de"]'),
        ("websocket_port", "70000"),
        ("websocket_port", "80.5"),
        ("microphone", '["only a name"]'),
        ("microphone", '{"name": "x"}'),
        ("microphone", '{"name": "x", "host": "y"}'),
        ("microphone", '"ab"'),
        ("microphone", "[1, 2]"),
        ("provisional_words", "1"),
        ("channel", "-1"),
        ("uncertain_below", "1.5"),
        ("smoothing", "{broken"),
        ("osc", None),
        ("osc", "[" * 100_000),
        ("recording", '{"a":' * 100_000),
        ("websocket_port", "9" * 5000),
        ("kiosk_threshold_dbfs", "-1e999"),
        ("data_folder", r'"/data\u0000/x"'),
        ("data_folder", r'"/data/\ud800"'),
        ("microphone", r'["Desk\u0000", "ALSA"]'),
    ],
)
def test_a_value_that_makes_no_sense_falls_back_alone(name: str, stored: object) -> None:
    read = settings_from({**CHOSEN.to_stored(), name: stored, "from_the_future": "1"})
    assert getattr(read, name) == getattr(Settings(), name)
    others = [f.name for f in fields(Settings) if f.name != name]
    assert all(getattr(read, other) == getattr(CHOSEN, other) for other in others)


def test_a_program_cannot_make_settings_that_could_not_be_read_again() -> None:
    with pytest.raises(ValueError, match="hop_s"):
        Settings(hop_s=5.0)


def test_the_operators_choice_comes_back_as_it_was() -> None:
    for options in (KioskOptions(MicrophoneId("Stand", "ALSA"), -40.0, "scrypt$y"), KioskOptions()):
        stored = Settings().with_kiosk(options).to_stored()
        assert settings_from(stored).kiosk == options
    assert Settings().kiosk.threshold_dbfs == -math.inf


def test_a_path_may_hold_bytes_that_are_no_utf_8() -> None:
    settings = Settings(recording="/talks/Gespr\udce4ch.wav")
    assert settings_from(settings.to_stored()) == settings
