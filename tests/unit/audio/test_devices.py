import builtins
import sys
from types import SimpleNamespace

import pytest

from emotion_desktop.audio.devices import Microphone, microphones
from emotion_desktop.domain.errors import UserFacingError

HOSTS = ({"name": "ALSA"}, {"name": "JACK"})


def device(index: int, name: str, *, host: int, inputs: int) -> dict[str, object]:
    return {
        "index": index,
        "name": name,
        "hostapi": host,
        "default_samplerate": 44_100.0,
        "max_input_channels": inputs,
    }


def use_sounddevice(monkeypatch: pytest.MonkeyPatch, **functions: object) -> None:
    module = SimpleNamespace(PortAudioError=RuntimeError, **functions)
    monkeypatch.setitem(sys.modules, "sounddevice", module)


def test_only_devices_with_inputs_are_microphones(monkeypatch: pytest.MonkeyPatch) -> None:
    devices = [
        device(0, "Speakers", host=0, inputs=0),
        device(1, "Headset", host=1, inputs=2),
    ]
    use_sounddevice(monkeypatch, query_hostapis=lambda: HOSTS, query_devices=lambda: devices)

    assert microphones() == [Microphone(1, "Headset", "JACK", 44_100, 2)]


def test_a_machine_without_a_sound_system_has_no_microphones(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail() -> None:
        raise RuntimeError("Error querying device -1")

    use_sounddevice(monkeypatch, query_hostapis=fail, query_devices=fail)

    assert microphones() == []


def test_a_missing_portaudio_names_the_package_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    real_import = builtins.__import__

    def without_portaudio(name: str, *args: object, **kwargs: object) -> object:
        if name == "sounddevice":
            raise OSError("PortAudio library not found")
        return real_import(name, *args, **kwargs)

    monkeypatch.delitem(sys.modules, "sounddevice", raising=False)
    monkeypatch.setattr(builtins, "__import__", without_portaudio)

    with pytest.raises(UserFacingError, match="libportaudio2"):
        microphones()
